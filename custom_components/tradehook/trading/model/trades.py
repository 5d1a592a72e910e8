"""What is held, what it cost and what was earned: a fold over trades in the order of their time."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal

from .market import OrderSide
from .price_math import settled

ZERO = Decimal(0)

_EXACT = Decimal("1e-24")
"""Costs are kept to this digit, so that sums of them stay exact."""

type TradeKey = tuple[OrderSide, str]
"""What a trade of a market is known by: its side and its id. Where two orders of ours trade with
each other, the venue tells one id for both."""

type Key = tuple[datetime, bool, int, str, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trade:
    """What a trade did to what is held: `change` is in base, net of fees, and adds if positive."""

    at: datetime
    trade_id: str
    change: Decimal
    price: Decimal
    outside: bool = False
    """Somebody else traded: it happened behind the trades that were known then."""

    @property
    def key(self) -> Key:
        """Return its place: by time, at the same moment by the number of its id.

        Of a trade of the position with itself, what it adds comes first.
        """
        return self.at, self.outside, len(self.trade_id), self.trade_id, self.change < 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Inventory:
    """What trades have led to; profit without fees.

    A size below zero was sold before it was held: what it fetched stands as a negative cost, and
    counts as profit or loss once what covers it is bought.
    """

    size: Decimal = ZERO
    cost: Decimal = ZERO
    profit: Decimal = ZERO
    average: Decimal | None = None
    max_size: Decimal = ZERO


def traded(held: Inventory, change: Decimal, price: Decimal, sign: int) -> Inventory:
    """Return a holding after one more trade; `sign` is that of the position's side."""
    size, cost = held.size, held.cost
    opposite = (size > 0) is not (change > 0)
    closed = min(abs(change), abs(size)) if size and opposite else ZERO
    gone = ZERO
    if closed:
        whole = closed == abs(size)
        gone = cost if whole else (cost * closed / abs(size)).quantize(_EXACT, ROUND_HALF_EVEN)
    moved = closed if change < 0 else -closed
    beyond = change + moved
    size, cost = size + change, cost - gone + beyond * price
    average = settled_average(cost, size) if size > 0 else held.average
    return Inventory(
        size=size,
        cost=cost,
        profit=held.profit + sign * (moved * price - gone),
        average=average,
        max_size=max(held.max_size, size),
    )


def settled_average(cost: Decimal, size: Decimal) -> Decimal:
    """Return the average price, without trailing zeros."""
    return Decimal(f"{settled(cost / size).normalize():f}")


def folded(trades: Sequence[Trade], sign: int) -> Inventory:
    """Return what trades lead to in their order."""
    held = Inventory()
    for trade in trades:
        held = traded(held, trade.change, trade.price, sign)
    return held


def with_trade(trades: tuple[Trade, ...], trade: Trade) -> tuple[Trade, ...]:
    """Return trades with one more, in its place."""
    if not trades or trades[-1].key <= trade.key:
        return (*trades, trade)
    at = bisect_right(trades, trade.key, key=lambda row: row.key)
    return (*trades[:at], trade, *trades[at:])


def learnt(held: Inventory, trades: tuple[Trade, ...], trade: Trade, sign: int) -> Inventory:
    """Return a holding with a trade that may have happened before others that are known.

    What the holding has beside its trades, such as a rest that was booked, stays as it is.
    """
    if not trades or trades[-1].key <= trade.key:
        return traded(held, trade.change, trade.price, sign)
    before, after = folded(trades, sign), folded(with_trade(trades, trade), sign)
    return replace(
        held,
        size=held.size + trade.change,
        cost=held.cost + after.cost - before.cost,
        profit=held.profit + after.profit - before.profit,
        average=after.average,
        max_size=after.max_size,
    )
