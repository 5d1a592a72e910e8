"""What a venue can differ in: frozen groups of fields with the defaults that fit most venues."""
