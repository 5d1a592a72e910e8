"""Bitget: spot and USDT perpetuals, on a unified account (v3) or on classic ones (v2)."""

from .bitget import FakeBitget

__all__ = ["FakeBitget"]
