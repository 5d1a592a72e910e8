"""Binance: spot and USD-M futures."""

from .binance import FakeBinance

__all__ = ["FakeBinance"]
