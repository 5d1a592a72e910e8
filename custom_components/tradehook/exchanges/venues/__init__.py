"""What differs from venue to venue: one module per venue, and the catalogue of them."""
