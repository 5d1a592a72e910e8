"""Exits: cancelling what stands in the way, closing, reducing, and the end of a position."""

from datetime import datetime, timedelta
from decimal import Decimal

from ...common.time_spans import is_future
from ...model.facts import (
    CloseReason,
    CloseRequested,
    Ended,
    EntriesCancelled,
    Fact,
    PositionStatus,
    Released,
)
from ...model.inputs import MarketContext
from ...model.market import Market, MarketType, Side
from ...model.order import Order, OrderState, Purpose
from ...model.position import STOP_REASONS, Position
from ...model.sections import OrderType
from ...reasons.money import amount_of
from ..order_drafts import OrderDraft, cancels, intended, may_rest, may_try
from .dust import dust_price
from .entries import last_entry
from .spot_funds import affordable, is_given_up, sellable
from .stop_loss import is_acting, may_have_worked

PATIENCE = timedelta(seconds=10)
"""How long an exit waits for cancels to be confirmed before it sells what is free for certain."""

ADDING = (Purpose.ENTRY, Purpose.DCA, Purpose.INCREASE)


_BY_PURPOSE = {
    Purpose.STOP_LOSS: CloseReason.STOP_LOSS,
    Purpose.TAKE_PROFIT: CloseReason.TAKE_PROFIT,
    Purpose.REDUCE: CloseReason.REDUCED,
    Purpose.LIQUIDATION: CloseReason.LIQUIDATION,
}
"""Why a position has ended whose last order was for this."""


def timed_out(position: Position, situation: MarketContext) -> list[Fact]:
    """Close a position whose time is over, whatever the result."""
    seconds = position.plan.auto_close
    if seconds is None or position.filled_at is None or position.size <= 0:
        return []
    if position.closes_at_market or position.stops_by_limit:
        return []
    if situation.now < position.filled_at + timedelta(seconds=seconds):
        return []
    return [CloseRequested(at=situation.now, reason=CloseReason.AUTO_CLOSE)]


def can_sell(position: Position, amount: Decimal, situation: MarketContext) -> bool:
    """Return whether the market takes an exit of this size; perpetuals waive the minimum cost."""
    market = situation.market
    if amount <= 0 or amount < market.min_amount:
        return False
    if market.market_type is MarketType.LINEAR:
        return True
    request, quote = position.close_request, situation.quote
    price = request.price if request is not None else None
    if price is None:
        if quote is None:
            return True
        price = quote.last
    return amount * price >= market.min_cost


def is_over(position: Position, situation: MarketContext) -> bool:
    """Return whether a position that was held has nothing left that could be sold."""
    if position.filled_at is None:
        return False
    if position.size <= 0:
        return True
    if position.close_request is None and not _targets_are_done(position):
        return False
    exits = (order for order in position.live_orders() if not order.purpose.adds)
    if any(not order.is_resting_stop for order in exits):
        return False
    request = position.close_request
    if request is not None:
        purpose = _purpose(position, request)
        if is_given_up(position, *purpose, situation):
            return True
        if not may_try(position, *purpose, situation.now):
            return False  # it is looked at again when it may be: no price in between ends it
    return not _can_try(position, situation.market.amount_down(position.size), situation)


def _can_try(position: Position, amount: Decimal, situation: MarketContext) -> bool:
    """Return whether an exit of this size is worth an order: on perpetuals whatever it is.

    There nothing may stay behind in the books of the venue, so that even less than the minimum is
    offered; what is refused stays open, and is told.
    """
    linear = situation.market.market_type is MarketType.LINEAR
    return (linear and amount > 0) or can_sell(position, amount, situation)


def _targets_are_done(position: Position) -> bool:
    """Return whether the targets have sold all that was theirs, and nothing else is left."""
    for target in position.targets:
        if not target.done:
            return False
    return (
        bool(position.targets)
        and not position.runner
        and not position.to_reduce
        and not any(_was_withdrawn(order) for order in position.orders.values())
    )


def _was_withdrawn(order: Order) -> bool:
    """Return whether somebody cancelled a resting reduction: what it held back was not to go."""
    return (
        order.purpose is Purpose.REDUCE
        and order.rests
        and order.state is OrderState.CANCELLED
        and not order.cancel_requested
    )


def finished(position: Position, situation: MarketContext) -> list[Fact]:
    """Close what is left once the targets are done, or when it is too little for any order."""
    if position.close_request or position.size <= 0 or is_over(position, situation):
        return []
    if _targets_are_done(position):
        return [CloseRequested(at=situation.now, reason=CloseReason.TAKE_PROFIT)]
    reason = _crumbs_of(position, situation.market)
    return [] if reason is None else [CloseRequested(at=situation.now, reason=reason)]


def _crumbs_of(position: Position, market: Market) -> CloseReason | None:
    """Return which exit has left less than the market takes at its price; None = there is none."""
    exits = [o for o in position.orders.values() if o.filled and not o.purpose.adds]
    selling = (o for o in position.live_orders() if not o.is_resting_stop and not o.purpose.adds)
    if not exits or position.to_reduce or any(selling):
        return None
    last = max(exits, key=lambda order: order.updated_at)
    amount, price = market.amount_down(position.size), last.cost / last.filled
    if market.takes_exit(amount, price):
        return None
    if position.targets and all(target.done for target in position.targets):
        return CloseReason.TAKE_PROFIT
    if last.purpose is not Purpose.REDUCE or position.live_orders(*ADDING):
        return None
    return CloseReason.REDUCED


def entries_ended(position: Position, situation: MarketContext) -> list[Fact]:
    """Cancel the rest of the initial entry once a take profit has begun to fill."""
    if position.close_request or position.entries_cancelled:
        return []
    if not any(target.filled for target in position.targets):
        return []
    if not position.live_orders(Purpose.ENTRY) and position.resize is None:
        return []
    return [EntriesCancelled(at=situation.now, reason="take_profit", dca=False)]


def entries_cancelled(position: Position, situation: MarketContext) -> list[Fact]:
    """Cancel the entries that are not wanted any more."""
    ending = position.close_request is not None or is_over(position, situation)
    unwanted = [
        order
        for order in position.live_orders(*ADDING)
        if ending
        or order.client_order_id in position.unwanted
        or (order.purpose is Purpose.ENTRY and position.entries_cancelled)
        or (order.purpose is Purpose.DCA and position.dca_cancelled)
    ]
    return [*cancels(position, situation.now, *unwanted)]


def patient_until(request: CloseRequested, awake_since: datetime | None) -> datetime:
    """Return until when a close waits for cancels; after a restart they are sent once more."""
    asked = request.at if awake_since is None else max(request.at, awake_since)
    return asked + PATIENCE


def _is_late(request: CloseRequested, situation: MarketContext) -> bool:
    """Return whether a close has waited for cancels for long enough."""
    until = patient_until(request, situation.awake_since)
    return situation.now >= until or is_future(request.at, situation.now)


def closed(position: Position, situation: MarketContext) -> list[Fact]:
    """Carry out a close: entries end first, then targets, then what is held is sold."""
    request = position.close_request
    over = is_over(position, situation)
    if (request is None or position.is_released) and not over:
        return []
    late = request is not None and _is_late(request, situation)
    if position.live_orders(*ADDING) and not late and not over:
        return []
    market = situation.market
    exits = [order for order in position.live_orders() if not order.purpose.adds]
    if not over and not position.closes_at_market:
        exits = [order for order in exits if order.offers]  # the stop stays beside a limit close
    wanted = [
        order
        for order in exits
        if order.is_market_exit
        or _is_limit_close(position, order, market)
        or (not over and is_acting(position, order, situation.now))
    ]
    wanted += [row for row in exits if position.partner(row) in wanted and row not in wanted]
    beside = [] if over else [order for order in exits if _lies_beside(position, order)]
    unwanted = [order for order in exits if order not in wanted and order not in beside]
    first = unwanted if over or late else _stop_last(position, unwanted)
    facts: list[Fact] = [*cancels(position, situation.now, *first)]
    if over or facts or request is None:
        return facts
    if late:
        exits = [row for row in exits if row in wanted or may_have_worked(position, row)]
    if any(order not in beside for order in exits):
        return []
    purpose, leg = _purpose(position, request)
    amount = market.amount_down(position.free_size - position.to_offer)
    if not _can_try(position, amount, situation):
        return []
    part = affordable(position, amount, purpose, leg, situation)
    if request.order_type is OrderType.MARKET:
        part = sellable(position, part, purpose, leg, situation)
    amount = _at_once(position, request, amount, part, situation)
    may = may_rest if request.order_type is OrderType.LIMIT else may_try
    if not may(position, purpose, leg, situation.now):
        return []
    draft = OrderDraft(
        purpose=purpose,
        leg=leg,
        order_type=request.order_type,
        amount=amount,
        price=request.price,
    )
    return [*intended(position, situation, draft)]


def _at_once(
    position: Position,
    request: CloseRequested,
    amount: Decimal,
    part: Decimal,
    situation: MarketContext,
) -> Decimal:
    """Return what one order sells: the part that there is, at market no more than is taken.

    What follows it must not be too little for an order of its own.
    """
    most, market = situation.most_at_market, situation.market
    if can_sell(position, part, situation):
        amount = part
    if request.order_type is OrderType.LIMIT or most is None or amount <= most:
        return amount
    piece = market.amount_down(most)
    if can_sell(position, amount - piece, situation):
        return piece
    return market.amount_down(amount / 2)


def let_go(position: Position, situation: MarketContext) -> list[Fact]:
    """Cancel what rests of a position that is released, the stop last; then let go of the rest."""
    if not position.is_released or is_over(position, situation):
        return []
    live = position.live_orders()
    if live:
        return [*cancels(position, situation.now, *_stop_last(position, live))]
    if position.filled_at is None:
        return []
    quote = situation.quote
    price = quote.last if quote is not None else position.average_entry
    assert price is not None
    return [Released(at=situation.now, amount=position.size, price=price)]


def _stop_last(position: Position, unwanted: list[Order]) -> list[Order]:
    """Return what is cancelled first: the stop stays on the venue until all else is confirmed.

    A target that rests with a stop as one goes with it: its cancel takes both.
    """
    return [order for order in unwanted if not _holds_stop(position, order)] or unwanted


def _holds_stop(position: Position, order: Order) -> bool:
    """Return whether an order is a stop on the venue, or takes one along when it is cancelled."""
    partner = position.partner(order)
    return order.is_resting_stop or (partner is not None and partner.is_live)


def _lies_beside(position: Position, order: Order) -> bool:
    """Return whether an order is a reduction that was asked for while a limit close rests."""
    request = position.close_request
    return (
        request is not None
        and position.closes_by_limit
        and order.purpose is Purpose.REDUCE
        and order.created_at >= request.at
    )


def _is_limit_close(position: Position, order: Order, market: Market) -> bool:
    """Return whether an order is the limit close that is wanted, for all that is not reduced.

    Of a short on spot it may be for a part, which the balance has paid for: the rest follows it.
    """
    request = position.close_request
    wanted = market.amount_down(position.size - position.to_reduce)
    bought_back = market.market_type is MarketType.SPOT and position.side is Side.SHORT
    return (
        request is not None
        and request.order_type is order.order_type is OrderType.LIMIT
        and order.purpose is _purpose(position, request)[0]
        and order.price == request.price
        and (order.remaining == wanted or (bought_back and order.remaining < wanted))
    )


def _purpose(position: Position, request: CloseRequested) -> tuple[Purpose, int]:
    if request.reason in STOP_REASONS:
        return Purpose.STOP_LOSS, 0
    if request.reason is CloseReason.TAKE_PROFIT and position.targets:
        return Purpose.TAKE_PROFIT, len(position.targets) - 1
    return Purpose.CLOSE, 0


def ended(position: Position, situation: MarketContext) -> list[Fact]:
    """End a position of which nothing is held and nothing rests any more."""
    if position.live_orders():
        return []
    if position.filled_at is not None:
        if not is_over(position, situation):
            return []
        request = position.close_request
        purpose = _purpose(position, request)[0] if request is not None else None
        return [
            Ended(
                at=situation.now,
                status=PositionStatus.CLOSED,
                reason=_reason(position),
                dust=position.size,
                dust_price=dust_price(position, purpose, situation) if position.size > 0 else None,
                message=_left_over(position, situation),
            )
        ]
    if position.close_request is None and not (
        position.entries_cancelled and position.dca_cancelled
    ):
        return []
    entry = last_entry(position)
    message = position.message
    if entry is not None and position.refusal_code is None:
        message = entry.message
    return [
        Ended(
            at=situation.now,
            status=PositionStatus.CANCELLED,
            reason=_cancel_reason(position),
            message=message,
        )
    ]


def _left_over(position: Position, situation: MarketContext) -> str | None:
    request = position.close_request
    if request is None or not is_given_up(position, *_purpose(position, request), situation):
        return None
    left = amount_of(position.size, situation.market.base)
    return f"{left} was not bought back: the balance did not pay for it."


def _cancel_reason(position: Position) -> CloseReason:
    if position.cancel_reason is not None:
        return CloseReason(position.cancel_reason)
    assert position.close_request is not None
    return position.close_request.reason


def _reason(position: Position) -> CloseReason:
    exits = [o for o in position.orders.values() if o.filled and not o.purpose.adds]
    last = [order.purpose for order in sorted(exits, key=lambda order: order.updated_at)]
    request = position.close_request
    if request is not None and request.reason is CloseReason.CHANGED_OUTSIDE:
        return request.reason
    if position.is_released and not position.released and last:
        return _BY_PURPOSE.get(last[-1], CloseReason.RELEASED)  # nothing was left to let go
    if Purpose.LIQUIDATION in last[-1:]:
        return CloseReason.LIQUIDATION
    if request is not None:
        return request.reason
    if Purpose.REDUCE in last[-1:]:
        return CloseReason.REDUCED
    return CloseReason.TAKE_PROFIT
