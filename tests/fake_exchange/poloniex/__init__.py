"""Poloniex spot."""

from .poloniex import FakePoloniex

__all__ = ["FakePoloniex"]
