"""Kraken spot: the awkward one."""

from .kraken import FakeKraken

__all__ = ["FakeKraken"]
