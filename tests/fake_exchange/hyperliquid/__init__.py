"""Hyperliquid: spot and perpetuals, asked by `info`, told by signed actions."""

from .hyperliquid import FakeHyperliquid

__all__ = ["FakeHyperliquid"]
