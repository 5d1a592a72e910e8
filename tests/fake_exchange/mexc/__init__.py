"""MEXC spot."""

from .mexc import FakeMexc

__all__ = ["FakeMexc"]
