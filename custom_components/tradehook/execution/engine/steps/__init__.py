"""A step of a market, and how it is recorded."""
