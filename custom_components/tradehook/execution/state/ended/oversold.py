"""What orders of ours have sold beyond their position's size: its neighbours on the venue lack it.

Several positions of ours are one on a one-way venue. It is kept in the ledger until the neighbours
have recorded it, so that a restart in between doesn't take it for somebody else's.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from ....ledger.records import NOTHING, Batch
from ....trading.model.market import Side
from ....trading.model.position import Position
from ....trading.position.rules.dust import oversold_at

KEY = "oversold"
KEPT = timedelta(days=1)
"""How long it is looked for with neighbours that lack it."""


@dataclass(frozen=True, slots=True)
class TakenPart:
    """A part of what is gone, who took it, and at what price; None = nobody of ours."""

    amount: Decimal
    by: str | None = None
    price: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Excess:
    """What a position has sold beyond its size; `price` is None if that can't be told."""

    symbol: str
    side: Side
    amount: Decimal
    price: Decimal | None
    at: datetime


class Oversold:
    """Excesses by position, oldest first."""

    def __init__(self) -> None:
        self._known: dict[str, Excess] = {}

    def load(self, values: Mapping[str, Any], now: datetime) -> None:
        """Know what the ledger knows."""
        read = {key: _read(row) for key, row in (values.get(KEY) or {}).items()}
        self._known = {key: one for key, one in read.items() if now - one.at < KEPT}

    def clear(self) -> None:
        """Forget everything."""
        self._known.clear()

    def note(self, position: Position) -> None:
        """Take note of a position that is over."""
        if (excess := _excess(position)) is not None:
            self._known[position.position_id] = excess

    def noted(self, position: Position) -> Batch:
        """Return what is written with the end of a position."""
        excess = _excess(position)
        return NOTHING if excess is None else _batch(self._known | {position.position_id: excess})

    def explains(self, position: Position, missing: Decimal) -> bool:
        """Return whether all that a position and its neighbours lack was sold by ours."""
        market = (position.symbol, position.side)
        ours = (one.amount for one in self._known.values() if (one.symbol, one.side) == market)
        return sum(ours, Decimal(0)) >= missing

    def take(self, position: Position, gone: Decimal) -> Iterator[TakenPart]:
        """Yield who took what of a position: first ours that sold more than they held."""
        for other_id, excess in list(self._known.items()):
            if (excess.symbol, excess.side) != (position.symbol, position.side) or not gone:
                continue
            amount = min(gone, excess.amount)
            gone -= amount
            if amount == excess.amount:
                del self._known[other_id]
            else:
                self._known[other_id] = replace(excess, amount=excess.amount - amount)
            yield TakenPart(amount, other_id, excess.price)
        if gone:
            yield TakenPart(gone)

    def left(self) -> Batch:
        """Return what is written once some of it was recorded."""
        return _batch(self._known)


def _excess(position: Position) -> Excess | None:
    if position.status.is_live or position.dust >= 0 or position.closed_at is None:
        return None
    return Excess(
        symbol=position.symbol,
        side=position.side,
        amount=-position.dust,
        price=oversold_at(position),
        at=position.closed_at,
    )


def _batch(known: Mapping[str, Excess]) -> Batch:
    rows = {
        position_id: {
            "symbol": one.symbol,
            "side": one.side.value,
            "amount": str(one.amount),
            "price": None if one.price is None else str(one.price),
            "at": one.at.isoformat(),
        }
        for position_id, one in known.items()
    }
    return Batch(values={KEY: rows or None})


def _read(row: Mapping[str, Any]) -> Excess:
    return Excess(
        symbol=row["symbol"],
        side=Side(row["side"]),
        amount=Decimal(row["amount"]),
        price=None if row["price"] is None else Decimal(row["price"]),
        at=datetime.fromisoformat(row["at"]),
    )
