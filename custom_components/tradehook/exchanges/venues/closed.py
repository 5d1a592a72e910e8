"""Exchanges that have closed: their codes stay taken, as accounts and alerts may name them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

_BITMEX = date(2026, 9, 23)
_BITMART = date(2026, 8, 26)


@dataclass(frozen=True, slots=True)
class ClosedVenue:
    """An exchange that was in the list."""

    code: str
    name: str
    closed_on: date
    """The first day without trading, by the exchange's own notice."""


CLOSED: Mapping[str, ClosedVenue] = MappingProxyType(
    {
        one.code: one
        for one in (
            ClosedVenue("BMEX", "BitMEX", _BITMEX),
            ClosedVenue("BITMF", "BitMart Futures", _BITMART),
            ClosedVenue("bitmart", "BitMart", _BITMART),
        )
    }
)
"""By code."""
