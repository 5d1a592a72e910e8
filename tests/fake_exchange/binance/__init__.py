"""Binance: spot and USD-M futures."""

from .binance import FakeBinance, FakeBinanceUs

__all__ = ["FakeBinance", "FakeBinanceUs"]
