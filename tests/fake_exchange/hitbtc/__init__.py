"""HitBTC spot."""

from .hitbtc import FakeHitbtc

__all__ = ["FakeHitbtc"]
