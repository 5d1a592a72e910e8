"""An imitation of Bitvavo: spot in euros."""

from .bitvavo import FakeBitvavo

__all__ = ["FakeBitvavo"]
