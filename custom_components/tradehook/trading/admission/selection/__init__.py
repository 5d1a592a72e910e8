"""Which exchange, symbol and positions are meant."""
