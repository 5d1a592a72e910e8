"""Prices and candles of a venue."""

from .candles import candle_lengths, fetch_candles
from .price_feed import PriceFeed
from .price_source import VenuePrices

__all__ = [
    "PriceFeed",
    "VenuePrices",
    "candle_lengths",
    "fetch_candles",
]
