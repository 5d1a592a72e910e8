"""An imitation of Coinbase's Advanced Trade interface: spot."""

from .coinbase import FakeCoinbase

__all__ = ["FakeCoinbase"]
