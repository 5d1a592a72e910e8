"""Bybit v5: spot and linear perpetuals on one unified account."""

from .bybit import FakeBybit, FakeBybitEu

__all__ = ["FakeBybit", "FakeBybitEu"]
