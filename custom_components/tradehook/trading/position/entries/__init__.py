"""The orders of an entry: their prices and sizes, and exits that the market has passed."""
