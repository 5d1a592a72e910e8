"""What all parts of the ccxt exchange are made of: types, numbers, errors, pages."""
