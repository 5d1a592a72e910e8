"""Entries: when the opening is placed, and when it is given up."""

from datetime import datetime, timedelta
from decimal import Decimal

from ...common.time_spans import has_passed, is_future
from ...model.facts import (
    CloseReason,
    ConditionMet,
    Ended,
    EntriesCancelled,
    EntryPlaced,
    EntryResized,
    Fact,
    IncreaseExpired,
    PositionStatus,
    SizeRequested,
)
from ...model.inputs import NOT_SENT, MarketContext
from ...model.market import Side
from ...model.order import Order, OrderState, Purpose
from ...model.plan import Plan
from ...model.position import Position
from ...model.price_math import has_reached
from ...model.sections import ConditionOperator, OrderType
from ...reasons.reasons import Refusal
from ..entries.entry_rungs import dca_rungs, entry_rung, traded_at
from ..entries.passed_exits import has_fixed_exit, is_held_back, passed_exit, trades_at
from ..evolve.planned_entry import anchor_price
from ..order_drafts import OrderDraft, cancels, intended, may_try


def minutes(value: Decimal) -> timedelta:
    """Return a number of minutes as a duration, to the microsecond."""
    return timedelta(microseconds=int(value * 60_000_000))


def condition_direction(plan: Plan) -> Side | None:
    """Return long when an entry condition waits for a rise, short for a fall, None for neither."""
    if plan.condition is None or plan.condition.price is None:
        return None
    return Side.LONG if plan.condition.price >= plan.accepted_price else Side.SHORT


def due(position: Position) -> datetime:
    """Return until when the opening may be sent; the wait for a condition does not count."""
    plan = position.plan
    if plan.condition is None or position.condition_met_at is None:
        return plan.send_until
    return position.condition_met_at + (plan.send_until - plan.accepted_at)


def is_late(position: Position, now: datetime) -> bool:
    """Return whether the opening may not be sent any more, or was accepted by another clock."""
    until = due(position)
    patience = position.plan.send_until - position.plan.accepted_at
    return now > until or is_future(until - patience, now)


def last_entry(position: Position) -> Order | None:
    """Return the newest order of the initial entry."""
    orders = [order for order in position.orders.values() if order.purpose is Purpose.ENTRY]
    return orders[-1] if orders else None


def is_waiting(position: Position) -> bool:
    """Return whether nothing is placed because an entry condition does not hold yet."""
    return (
        position.anchor is None
        and not position.waits_for_exit
        and position.plan.condition is not None
        and position.condition_met_at is None
    )


def opening(position: Position, situation: MarketContext) -> list[Fact]:
    """Do what the opening needs: wait, place, place again what never left, or give up."""
    if position.entries_cancelled or position.close_request:
        return []
    plan = position.plan
    unfilled = position.filled_at is None
    if unfilled and plan.expiration is not None and _has_expired(position, situation):
        return _given_up(position, situation, CloseReason.ENTRY_EXPIRED)
    if plan.waits_for and position.waits_for_exit:
        late = is_late(position, situation.now)
        return _given_up(position, situation, CloseReason.EXPIRED) if late else []
    if plan.condition is not None and is_waiting(position):
        if plan.condition.time is not None and is_future(plan.accepted_at, situation.now):
            # How long it has waited can't be told, and it must not be bought late.
            return _given_up(position, situation, CloseReason.EXPIRED)
        return [ConditionMet(at=situation.now)] if _holds(position, situation) else []
    if position.anchor is None:
        return _placed(position, situation)
    return _replaced(position, situation)


def _has_expired(position: Position, situation: MarketContext) -> bool:
    expiration = position.plan.expiration
    if expiration is None:
        return False
    time, price = expiration.time, expiration.price
    if time is not None and has_passed(position.plan.accepted_at, minutes(time), situation.now):
        return True
    quote = situation.judgeable
    return price is not None and quote is not None and has_reached(position.side, quote.last, price)


def _holds(position: Position, situation: MarketContext) -> bool:
    condition = position.plan.condition
    assert condition is not None
    halves = []
    if condition.time is not None:
        halves.append(situation.now >= position.plan.accepted_at + minutes(condition.time))
    if condition.price is not None:
        direction = condition_direction(position.plan)
        assert direction is not None
        quote = situation.judgeable
        halves.append(
            condition.price == position.plan.accepted_price
            or (quote is not None and has_reached(direction, quote.last, condition.price))
        )
    return all(halves) if condition.operator is ConditionOperator.AND else any(halves)


def _placed(position: Position, situation: MarketContext) -> list[Fact]:
    now, quote, plan = situation.now, situation.quote, position.plan
    if is_late(position, now):
        return _given_up(position, situation, CloseReason.EXPIRED)
    if quote is None:
        return []
    entry = entry_rung(plan, position.side, situation.market, quote, situation.spot_fee)
    if entry.price <= 0 or not situation.market.tradable(entry.amount, entry.price):
        message = (
            f"The entry of {entry.amount:f} at {entry.price:f} is below {position.symbol}'s "
            f"minimum; make it bigger."
        )
        return _given_up(position, situation, CloseReason.OPENING_REFUSED, message)
    passed = passed_exit(
        plan, position.side, traded_at(plan, position.side, situation.market, quote)
    )
    if passed is not None:
        return [_called_off(now, passed)]
    anchor = anchor_price(plan, position.side, quote.last)
    rungs = [entry, *dca_rungs(plan, position.side, situation.market, anchor, entry.amount)]
    return [
        EntryPlaced(at=now, anchor=anchor, base_amount=entry.amount),
        *intended(position, situation, *[rung.draft for rung in rungs]),
    ]


def _called_off(now: datetime, passed: Refusal) -> EntriesCancelled:
    return EntriesCancelled(
        at=now,
        reason=CloseReason.OPENING_REFUSED.value,
        dca=True,
        message=passed.message,
        code=passed.code.value,
    )


def _judged_again(
    position: Position, limit: Decimal | None, situation: MarketContext
) -> list[Fact] | None:
    """Return what becomes of an entry that is to be sent again; None = it may be sent.

    Its exits are compared with the market as when it was placed first, unless a part of it has
    filled: then they act by themselves, and the rest waits while the market is beyond the stop.
    Without a price it waits for one.
    """
    quote = situation.quote
    if position.filled_at is not None:
        return [] if is_held_back(position, limit, situation) else None
    if not has_fixed_exit(position.plan):
        return None
    if quote is None:
        return []
    price = trades_at(limit, position.side, quote)
    passed = passed_exit(position.plan, position.side, price)
    return None if passed is None else [_called_off(situation.now, passed)]


def _replaced(position: Position, situation: MarketContext) -> list[Fact]:
    """Place again what is proven never to have reached the venue, as long as it is not late."""
    entry = last_entry(position)
    assert entry is not None
    if position.resize is not None:
        return _resized(position, position.resize, entry, situation)
    if entry.state is OrderState.REJECTED and entry.code != NOT_SENT and not position.filled_at:
        return _given_up(position, situation, CloseReason.ENTRY_REJECTED, entry.message)
    if entry.state is OrderState.CANCELLED and not position.filled_at:
        outside = entry.order_type is OrderType.LIMIT
        reason = CloseReason.CHANGED_OUTSIDE if outside else CloseReason.ENTRY_REJECTED
        return _given_up(position, situation, reason, entry.message)
    missing = unsent(position)
    if not missing:
        return []
    if is_late(position, situation.now):
        if entry in missing and not position.filled_at:
            return _given_up(position, situation, CloseReason.EXPIRED)
        return []
    missing = [
        order for order in missing if may_try(position, order.purpose, order.leg, situation.now)
    ]
    if is_held_back(position, None, situation):
        return []
    if entry in missing:
        judged = _judged_again(position, entry.price, situation)
        if judged is not None:
            return judged
    drafts = [
        OrderDraft(
            purpose=order.purpose,
            leg=order.leg,
            order_type=order.order_type,
            amount=order.amount,
            price=order.price,
        )
        for order in missing
    ]
    return [*intended(position, situation, *drafts)]


def _resized(
    position: Position, resize: EntryResized, entry: Order, situation: MarketContext
) -> list[Fact]:
    """Bring the initial entry to its new size: cancel it, and place anew once it has ended.

    The time limit of the opening was that of its first order: what has rested may be placed again.
    """
    now, market = situation.now, situation.market
    if entry.is_live:
        own = entry.client_order_id == position.resized_by
        return [] if own else [*cancels(position, now, entry)]
    orders = (order for order in position.orders.values() if order.purpose is Purpose.ENTRY)
    never_rested = all(order.state is OrderState.REJECTED for order in orders)
    if never_rested and not position.filled_at and is_late(position, now):
        return _given_up(position, situation, CloseReason.EXPIRED)
    if resize.amount > resize.before and _is_late_since(position, resize.at, now):
        return [IncreaseExpired(at=now, requested_at=resize.at, receipt_id=resize.receipt_id)]
    left = market.amount_down(resize.amount - position.entry_filled)
    limit = position.moves.get(entry.client_order_id, entry.price)
    price = limit or position.anchor or position.plan.accepted_price
    if left <= 0 or not market.tradable(left, price):
        return _reached(position, resize, situation)
    if not may_try(position, Purpose.ENTRY, 0, now):
        return []
    judged = _judged_again(position, limit, situation)
    if judged is not None:
        return judged
    draft = OrderDraft(
        purpose=Purpose.ENTRY,
        order_type=entry.order_type,
        amount=left,
        price=limit,
        receipt_id=resize.receipt_id,
    )
    return [*intended(position, situation, draft)]


def _reached(position: Position, resize: EntryResized, situation: MarketContext) -> list[Fact]:
    """End an entry that has bought its new size already, and sell what it has bought beyond it."""
    if position.filled_at is None:
        return _given_up(position, situation, CloseReason.REDUCED)
    at, reason = situation.now, CloseReason.REDUCED.value
    facts: list[Fact] = [EntriesCancelled(at=at, reason=reason, dca=False)]
    beyond = situation.market.amount_down(position.entry_filled - resize.amount)
    beyond = min(beyond, situation.market.amount_down(position.size))
    if beyond > 0:
        facts.append(SizeRequested(at=at, amount=-beyond, order_type=OrderType.MARKET))
    return facts


def _is_late_since(position: Position, at: datetime, now: datetime) -> bool:
    """Return whether what was asked for at a time may not be sent any more."""
    patience = position.plan.send_until - position.plan.accepted_at
    return now > at + patience or is_future(at, now)


def unsent(position: Position) -> list[Order]:
    """Return the newest order of each leg of the opening that was proven not to be sent."""
    newest: dict[tuple[Purpose, int], Order] = {}
    for order in position.orders.values():
        if order.purpose is Purpose.ENTRY or (
            order.purpose is Purpose.DCA
            and not position.dca_cancelled
            and not position.is_protected
        ):
            newest[order.purpose, order.leg] = order
    return [
        order
        for order in newest.values()
        if order.state is OrderState.REJECTED and order.code == NOT_SENT and not order.filled
    ]


def _given_up(
    position: Position, situation: MarketContext, reason: CloseReason, message: str | None = None
) -> list[Fact]:
    """Cancel what rests of an opening without any fill; it ends once that is confirmed."""
    if position.live_orders():
        return [EntriesCancelled(at=situation.now, reason=reason.value, dca=True)]
    return [
        Ended(at=situation.now, status=PositionStatus.CANCELLED, reason=reason, message=message)
    ]


def increased(position: Position, situation: MarketContext) -> list[Fact]:
    """Place the increases that were asked for, unless they are late or the stop would sell them."""
    if position.size <= 0 or position.close_request:
        return []
    for request in position.requests:
        if request.amount <= 0:
            continue
        if _is_late_since(position, request.at, situation.now):
            return [
                IncreaseExpired(
                    at=situation.now, requested_at=request.at, receipt_id=request.receipt_id
                )
            ]
        if not may_try(position, Purpose.INCREASE, 0, situation.now):
            continue
        if is_held_back(position, request.price, situation):
            continue
        draft = OrderDraft(
            purpose=Purpose.INCREASE,
            order_type=request.order_type,
            amount=request.amount,
            price=request.price,
            receipt_id=request.receipt_id,
        )
        return [*intended(position, situation, draft)]
    return []
