"""What has not filled yet of entry and increases: what it still buys, and its new sizes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ..model.facts import EntryResized, IncreaseCut, SizeRequested
from ..model.market import Market
from ..model.order import Order, Purpose
from ..model.position import ZERO, Position, is_unplaced
from ..model.sections import OrderType
from .entry_ladder import planned_ladder
from .rules.entries import last_entry


def planned_amount(position: Position) -> Decimal:
    """Return the base amount of an entry that is not placed yet, as it is planned."""
    plan = position.plan
    if plan.base_amount is not None:
        return plan.base_amount
    return (plan.quote_amount or ZERO) / planned_ladder(plan, position.side).entry


def unfilled(position: Position) -> Decimal:
    """Return what the initial entry is still going to buy, in base."""
    if not position.is_live or position.close_request or position.entries_cancelled:
        return ZERO
    if is_unplaced(position):
        return planned_amount(position)
    if position.resize is not None:
        return max(position.resize.amount - position.entry_filled, ZERO)
    return sum((order.remaining for order in position.live_orders(Purpose.ENTRY)), ZERO)


def increases(position: Position) -> list[tuple[Order | SizeRequested, Decimal]]:
    """Return the increases that wait for their price and what each still buys, the oldest first."""
    if not position.is_live or position.close_request:
        return []
    found: list[tuple[Order | SizeRequested, Decimal]] = []
    for order in position.live_orders(Purpose.INCREASE):
        cut = position.cuts.get(order.client_order_id)
        if order.order_type is not OrderType.LIMIT:
            continue
        if cut is not None:
            found.append((order, max(cut.amount - order.filled, ZERO)))
        elif order.client_order_id not in position.unwanted:
            found.append((order, order.remaining))
    asked = (
        row for row in position.requests if row.amount > 0 and row.order_type is OrderType.LIMIT
    )
    return [*found, *((row, row.amount) for row in asked)]


def to_come(position: Position) -> Decimal:
    """Return what entry and increases that rest are still going to buy, in base."""
    return unfilled(position) + sum((left for _, left in increases(position)), ZERO)


def in_all(position: Position) -> Decimal:
    """Return what is held and what rests to be held, in base."""
    return max(position.size, ZERO) + to_come(position)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """What a reduction makes of an increase that waits for its price."""

    fact: IncreaseCut
    off: Decimal
    kept: Decimal
    price: Decimal


def cut(position: Position, amount: Decimal, market: Market, at: datetime) -> Iterator[Cut]:
    """Yield how increases are cut by an amount, the newest first.

    What the market would not take of one any more is not bought at all.
    """
    for source, left in reversed(increases(position)):
        off = min(amount, left)
        if off <= 0:
            continue
        amount -= off
        kept = left - off
        assert source.price is not None
        if not market.tradable(kept, source.price):
            kept = ZERO
        if isinstance(source, SizeRequested):
            fact = IncreaseCut(at=at, amount=kept, requested_at=source.at, asked=source.amount)
        else:
            key = source.client_order_id
            fact = IncreaseCut(at=at, amount=source.filled + kept, client_order_id=key)
        yield Cut(fact=fact, off=off, kept=kept, price=source.price)


def is_resizable(position: Position) -> bool:
    """Return whether an entry can be made larger or smaller; one behind an exit is judged anew."""
    return unfilled(position) > 0 and not position.waits_for_exit


def entry_price(position: Position) -> Decimal:
    """Return the price at which an entry rests, or is expected to fill."""
    entry = last_entry(position)
    if entry is not None and entry.price is not None:
        return entry.price
    return planned_ladder(position.plan, position.side).entry


def resized(
    position: Position, change: Decimal, at: datetime, receipt_id: str | None = None
) -> EntryResized:
    """Return the fact that makes an unfilled entry so much larger, or smaller."""
    now = position.entry_filled + unfilled(position)
    amount = now + change
    before = now if position.resize is None else position.resize.before
    return EntryResized(at=at, amount=amount, before=min(before, amount), receipt_id=receipt_id)
