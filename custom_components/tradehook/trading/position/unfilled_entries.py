"""What has not filled yet of the entries: what it still buys, its new sizes and prices."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ..model.facts import (
    CancelIntended,
    EntryResized,
    Fact,
    IncreaseCut,
    OrderIntended,
    SizeRequested,
)
from ..model.inputs import NOT_SENT, MarketContext
from ..model.market import Market
from ..model.order import Order, OrderState, Purpose
from ..model.position import ZERO, Position, is_unplaced
from ..model.sections import OrderType
from .entries.passed_exits import is_held_back
from .entry_ladder import planned_ladder
from .evolve.planned_entry import planned_base
from .order_drafts import OrderDraft, cancels, intended, may_try
from .rules.entries import is_late, last_entry, unsent
from .rules.reductions import at_market


def planned_amount(position: Position) -> Decimal:
    """Return the base amount of an entry that is not placed yet, as it is planned."""
    return planned_base(position.plan, position.side)


def initial_amount(position: Position) -> Decimal:
    """Return the planned base quantity of the initial entry, whatever has been added since."""
    if position.entry_amount is not None:
        return position.entry_amount
    return planned_amount(position) if is_unplaced(position) else position.size


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


def is_leaving(position: Position) -> bool:
    """Return whether a position is being closed, by anything but a limit that may rest for long."""
    return position.close_request is not None and not position.closes_by_limit


def after_market(position: Position) -> Decimal:
    """Return what is held and rests to be held once what is under way at market has filled."""
    if is_leaving(position):
        return in_all(position)
    return max(in_all(position) + at_market(position), ZERO)


@dataclass(frozen=True, slots=True)
class Addition:
    """What a position may still buy, in base, and at which price; None = the market's, then."""

    amount: Decimal
    price: Decimal | None


def additions(position: Position) -> list[Addition]:
    """Return all that a position may still buy once it has placed its entry.

    What is being cancelled may fill until that is confirmed; what never reached the venue, or makes
    room for another price, is placed again.
    """
    found = [_resting(position, order) for order in position.live_orders() if order.purpose.adds]
    found += [Addition(row.amount, row.price) for row in position.requests if row.amount > 0]
    if position.entry_to_place > 0:
        entry = last_entry(position)
        limit = None if entry is None else position.moves.get(entry.client_order_id, entry.price)
        found.append(Addition(position.entry_to_place, limit or _sized_with(position)))
    if position.entries_cancelled or position.close_request is not None:
        return found
    for order in unsent(position):
        if order.purpose is not Purpose.ENTRY or position.resize is None:
            price = order.price or _sized_with(position)
            found.append(Addition(order.remaining, price))
    return found + _moving(position)


def _resting(position: Position, order: Order) -> Addition:
    amount, cut = order.remaining, position.cuts.get(order.client_order_id)
    if cut is not None:
        amount = max(amount, cut.amount - order.filled)
    price = order.price
    if price is None and order.purpose is Purpose.ENTRY:
        price = _sized_with(position)
    return Addition(amount, price)


def _sized_with(position: Position) -> Decimal:
    """Return the price that an entry at market was sized with: an old signal's is another one."""
    plan = position.plan
    first = next((row for row in position.orders.values() if row.purpose is Purpose.ENTRY), None)
    if plan.quote_amount is not None and first is not None and first.amount > 0:
        return plan.quote_amount / first.amount
    if plan.signal_price is None and position.anchor is not None:
        return position.anchor
    return plan.accepted_price


def _moving(position: Position) -> list[Addition]:
    """Return the DCA orders that are cancelled to be placed at other prices."""
    if position.dca_cancelled or position.is_protected:
        return []
    return [
        Addition(order.remaining, position.moves[order.client_order_id])
        for order in position.orders.values()
        if order.purpose is Purpose.DCA
        and order.client_order_id in position.moves
        and order.state is OrderState.CANCELLED
        and order.cancel_requested
        and order is _newest(position, order.leg)
    ]


def _newest(position: Position, leg: int) -> Order:
    return [
        order
        for order in position.orders.values()
        if order.purpose is Purpose.DCA and order.leg == leg
    ][-1]


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
    """Return whether an entry can be made smaller; what reduces calls one behind an exit off."""
    return unfilled(position) > 0 and not position.waits_for_exit


def entry_price(position: Position) -> Decimal:
    """Return the price at which an entry rests, or is expected to fill."""
    entry = last_entry(position)
    if entry is not None and entry.price is not None:
        return position.moves.get(entry.client_order_id, entry.price)
    return planned_ladder(position.plan, position.side).entry


def resized(
    position: Position, change: Decimal, at: datetime, receipt_id: str | None = None
) -> EntryResized:
    """Return the fact that makes an unfilled entry so much larger, or smaller."""
    now = position.entry_filled + unfilled(position)
    amount = now + change
    before = now if position.resize is None else position.resize.before
    return EntryResized(at=at, amount=amount, before=min(before, amount), receipt_id=receipt_id)


def moved(position: Position, situation: MarketContext) -> list[Fact]:
    """Cancel the orders that a person has moved, and place DCA orders anew at their new prices.

    Entry and increases are placed anew by the rules of their new sizes, reductions by their own.
    """
    if position.close_request is not None:
        return []
    orders = [order for key, order in position.orders.items() if key in position.moves]
    resting = [order for order in orders if order.purpose is not Purpose.ENTRY]
    facts: list[Fact] = [*cancels(position, situation.now, *resting)]
    for newest, price in _moves_due(position):
        facts += _dca_anew(position, newest, price, situation)
        if facts and not isinstance(facts[-1], CancelIntended):
            break  # each order's number follows from those before it
    return facts


def _moves_due(position: Position) -> list[tuple[Order, Decimal]]:
    """Return the DCA orders that are to be placed anew behind a move, each with its price."""
    if position.dca_cancelled or position.is_protected:
        return []
    moved = {
        order.leg
        for key, order in position.orders.items()
        if key in position.moves and order.purpose is Purpose.DCA
    }
    due: list[tuple[Order, Decimal]] = []
    for leg in sorted(moved):
        newest = _newest(position, leg)
        price = position.moves.get(newest.client_order_id)
        ended = newest.state is OrderState.CANCELLED and newest.cancel_requested
        if price is None:
            price = newest.price
            ended = newest.state is OrderState.REJECTED and newest.code == NOT_SENT
        if ended and price is not None:
            due.append((newest, price))
    return due


def may_wait(position: Position, now: datetime) -> bool:
    """Return whether something that adds to a position may wait for a price ahead of its stop."""
    if position.size <= 0 or position.present_stop is None or position.close_request:
        return False
    if any(request.amount > 0 for request in position.requests):
        return True
    if position.resize is not None and not position.live_orders(Purpose.ENTRY):
        return True
    if position.refusals and not is_late(position, now) and unsent(position):
        return True
    return bool(position.moves) and bool(_moves_due(position))


def _dca_anew(
    position: Position, newest: Order, price: Decimal, situation: MarketContext
) -> list[OrderIntended]:
    amount = situation.market.amount_down(newest.remaining)
    if not situation.market.tradable(amount, price):
        return []
    if not may_try(position, Purpose.DCA, newest.leg, situation.now):
        return []
    if is_held_back(position, None, situation):
        return []
    draft = OrderDraft(
        purpose=Purpose.DCA,
        leg=newest.leg,
        order_type=OrderType.LIMIT,
        amount=amount,
        price=price,
    )
    return intended(position, situation, draft)
