"""The catalogue of venues: every row of every venue's module, by its code.

What a row says was measured on the client's requests.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from . import (
    binance,
    bitget,
    bitvavo,
    bybit,
    coinbase,
    cryptocom,
    gate,
    hitbtc,
    htx,
    hyperliquid,
    kraken,
    krakenfutures,
    kucoin,
    mexc,
    okx,
    poloniex,
    woo,
)
from .closed import CLOSED
from .model.venue import Venue

_MODULES = (
    binance,
    bybit,
    okx,
    kucoin,
    kraken,
    krakenfutures,
    gate,
    bitget,
    mexc,
    htx,
    coinbase,
    cryptocom,
    bitvavo,
    woo,
    hyperliquid,
    hitbtc,
    poloniex,
)
_ROWS: dict[str, Venue] = {}

VENUES: Mapping[str, Venue] = MappingProxyType(_ROWS)
"""The venues that accounts can be made for, by code."""


def venue(code: str) -> Venue:
    """Return a venue by its code; raises KeyError."""
    return VENUES[code]


def register_venue(row: Venue) -> Callable[[], None]:
    """Add a venue to the catalogue and return what takes it out again.

    Codes differ in more than their case, as forms and signals know them, also from those of
    exchanges that have closed; raises ValueError.
    """
    if row.code.lower() in {code.lower() for code in (*_ROWS, *CLOSED)}:
        raise ValueError(f"There is a venue with the code {row.code} already.")
    _ROWS[row.code] = row

    def remove() -> None:
        del _ROWS[row.code]

    return remove


for _module in _MODULES:
    for _row in _module.ROWS:
        register_venue(_row)
