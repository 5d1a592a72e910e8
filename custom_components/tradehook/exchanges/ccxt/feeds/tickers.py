"""What tickers say, handed over as one text each.

Thousands of prices every few seconds are little work for Python's garbage collector as long as few
of them exist twice: so they become numbers one by one, where the ones before are let go.
"""

from collections.abc import Collection, Mapping
from decimal import Decimal

from ..core.numbers import number
from ..core.protocol import Row

_TOLD = ("last", "bid", "ask", "quoteVolume", "markPrice")
_NOTHING = "-"


def polled(rows: Mapping[str, Row], wanted: Collection[Collection[str]]) -> dict[str, str]:
    """Return what the client's tickers say of the markets in any of some lists; heavy."""
    return {
        symbol: " ".join(_text(row.get(name)) for name in _TOLD)
        for symbol, row in rows.items()
        if any(symbol in some for some in wanted)
    }


def unpacked(told: str) -> Row:
    """Return what one of them says."""
    return dict(zip(_TOLD, told.split(" "), strict=True))


def _text(value: object) -> str:
    found = str(value)
    return _NOTHING if value is None or " " in found else found


def prices_of(row: Row) -> tuple[Decimal, Decimal, Decimal] | None:
    """Return last, bid and ask of a ticker; what is missing is taken from the others."""
    last, bid, ask = (number(row.get(name)) for name in ("last", "bid", "ask"))
    bid, ask = bid or last or ask, ask or last or bid
    if not bid or not ask or bid <= 0 or ask <= 0:
        return None
    return last or (bid + ask) / 2, bid, ask
