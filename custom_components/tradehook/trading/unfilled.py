"""The initial entry as long as it has not filled: what it still buys, and its new sizes."""

from datetime import datetime
from decimal import Decimal

from .entries import last_entry
from .facts import EntryResized
from .ladder import planned_ladder
from .limits import is_unplaced
from .order import Purpose
from .position import ZERO, Position


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


def in_all(position: Position) -> Decimal:
    """Return what is held and what the initial entry is still going to buy, in base."""
    return max(position.size, ZERO) + unfilled(position)


def is_resizable(position: Position) -> bool:
    """Tell whether an entry can be made larger or smaller; one behind an exit is judged anew."""
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
