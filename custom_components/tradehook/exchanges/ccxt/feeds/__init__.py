"""Prices and candles of a venue."""
