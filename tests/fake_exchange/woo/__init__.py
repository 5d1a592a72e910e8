"""WOO X spot."""

from .woo import FakeWoo

__all__ = ["FakeWoo"]
