"""Kraken Futures: perpetuals with several kinds of collateral."""

from .krakenfutures import FakeKrakenFutures

__all__ = ["FakeKrakenFutures"]
