"""What an event says, as facts: the part of a decision that does not follow by itself."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from ..model.facts import (
    CloseReason,
    CloseRequested,
    EntriesCancelled,
    ExitAwaited,
    ExternalChange,
    Fact,
    Funded,
    NumbersSkipped,
    OrderChanged,
    OrderMoved,
    PlanChanged,
    SizeRequested,
    StopCause,
    StopWaits,
    TrailingReset,
)
from ..model.inputs import (
    CANCEL_FAILED,
    VANISHED,
    CancelEntries,
    Close,
    ExitFound,
    ExitOver,
    FillReported,
    Funding,
    Increase,
    Input,
    Keep,
    MarketContext,
    Modify,
    OrderReported,
    PositionDrift,
    Reduce,
    Reevaluate,
    Release,
    RestoredFromBackup,
)
from ..model.market import OrderSide
from ..model.order import LOST_AT_MOST, TRANSITIONS, OrderState, Purpose, client_order_id
from ..model.position import STOP_REASONS, Position
from ..model.sections import OrderType
from .evolve.fills import filled_fact
from .order_drafts import OrderDraft, intended, unknown_number
from .rules.closing import can_sell
from .rules.entries import last_entry
from .rules.reductions import leaves_enough
from .unfilled_entries import (
    after_market,
    cut,
    entry_price,
    increases,
    is_resizable,
    resized,
    unfilled,
)


def facts_of(position: Position, event: Input, situation: MarketContext) -> list[Fact]:
    """Return the facts that an event brings by itself; none when it says nothing new."""
    if not position.status.is_live and not isinstance(event, FillReported):
        return []
    return _READERS[type(event)](position, event, situation)


def _look(_position: Position, _event: Reevaluate, _situation: MarketContext) -> list[Fact]:
    return []


def _order_update(position: Position, event: OrderReported, situation: MarketContext) -> list[Fact]:
    order = position.orders.get(event.client_order_id)
    if order is None:
        return []
    vanished = order.is_resting_stop and event.code == VANISHED
    if event.state is OrderState.UNKNOWN and order.state is OrderState.OPEN and not vanished:
        return []
    failed = event.state is OrderState.OPEN is order.state and event.code == CANCEL_FAILED
    if event.state not in TRANSITIONS[order.state] and not (failed and order.cancel_requested):
        return []
    return [
        OrderChanged(
            at=situation.now,
            client_order_id=event.client_order_id,
            state=event.state,
            venue_order_id=event.venue_order_id,
            code=event.code,
            message=event.message,
        )
    ]


def _fill(position: Position, event: FillReported, situation: MarketContext) -> list[Fact]:
    if event.client_order_id is None:
        if (position.side.exit, event.trade_id) in position.trade_keys:
            return []
        return [filled_fact(event, _liquidation_id(position), situation.market)]
    order = position.orders.get(event.client_order_id)
    if order is None or (order.side, event.trade_id) in position.trade_keys:
        return []
    facts: list[Fact] = [filled_fact(event, order.client_order_id, situation.market)]
    if order.purpose in (Purpose.DCA, Purpose.INCREASE):
        facts += [
            TrailingReset(at=situation.now, leg=target.leg)
            for target in position.targets
            if target.trailing and not target.fired and not target.done
        ]
    complete = order.filled + event.amount >= order.amount
    state = OrderState.FILLED if complete else OrderState.OPEN
    if state in TRANSITIONS[order.state]:
        facts.append(
            OrderChanged(
                at=situation.now,
                client_order_id=order.client_order_id,
                state=state,
                venue_order_id=event.venue_order_id,
            )
        )
    return facts


def _funding(position: Position, event: Funding, _situation: MarketContext) -> list[Fact]:
    if event.funding_id in position.funding_ids:
        return []
    return [
        Funded(at=event.at, funding_id=event.funding_id, amount=event.amount, price=event.price)
    ]


def _change_outside(
    position: Position, event: PositionDrift, situation: MarketContext
) -> list[Fact]:
    if event.was != position.size or not 0 <= event.size < position.size:
        return []
    quote, now = situation.quote, situation.now
    price = event.price or (quote.last if quote is not None else position.average_entry)
    assert price is not None
    gone = position.size - event.size
    facts: list[Fact] = [ExternalChange(at=now, amount=gone, price=price, by=event.by)]
    if not can_sell(position, situation.market.amount_down(event.size), situation):
        facts.append(CloseRequested(at=now, reason=CloseReason.CHANGED_OUTSIDE))
    return facts


def _restored(
    _position: Position, _event: RestoredFromBackup, situation: MarketContext
) -> list[Fact]:
    return [NumbersSkipped(at=situation.now, count=LOST_AT_MOST)]


def _exit_found(position: Position, event: ExitFound, situation: MarketContext) -> list[Fact]:
    """Take an exit on record that an earlier process could not write down before it was sent.

    Numbers before its own are those of orders that waited for their record, and were not sent.
    """
    number = unknown_number(event.client_order_id, position)
    if number is None:
        return []
    now, gap = situation.now, number - position.next_number
    skipped: list[Fact] = [NumbersSkipped(at=now, count=gap)] if gap else []
    position = replace(position, skipped=position.skipped + gap)
    purpose = Purpose.STOP_LOSS if event.reason in STOP_REASONS else Purpose.CLOSE
    draft = OrderDraft(purpose=purpose, leg=0, order_type=OrderType.MARKET, amount=event.amount)
    request = CloseRequested(at=now, reason=event.reason)
    asked = [] if position.closes_at_market else [request]
    return [*skipped, *asked, *intended(position, situation, draft)]


def _liquidation_id(position: Position) -> str:
    return client_order_id(position.position_id, position.next_number)


def _rounded(price: Decimal | None, side: OrderSide, situation: MarketContext) -> Decimal | None:
    return None if price is None else situation.market.limit_price(side, price)


def _close(position: Position, event: Close, situation: MarketContext) -> list[Fact]:
    price = _rounded(event.price, position.side.exit, situation)
    limit = event.order_type is OrderType.LIMIT and price is not None
    current = position.close_request
    if current is not None and not position.is_released:
        if current.order_type is OrderType.MARKET:
            return []
        if limit and (position.stops_by_limit or current.price == price):
            return []
    return [
        CloseRequested(
            at=situation.now,
            reason=event.reason,
            order_type=OrderType.LIMIT if limit else OrderType.MARKET,
            price=price if limit else None,
        )
    ]


def _release(position: Position, _event: Release, situation: MarketContext) -> list[Fact]:
    """Begin to let a position go; what is being sold already is sold."""
    if position.closes_at_market or position.stops_by_limit:
        return []
    return [CloseRequested(at=situation.now, reason=CloseReason.RELEASED)]


def _exit_over(position: Position, _event: ExitOver, situation: MarketContext) -> list[Fact]:
    if not position.waits_for_exit or position.entries_cancelled or position.close_request:
        return []
    return [ExitAwaited(at=situation.now)]


def _keep(position: Position, event: Keep, situation: MarketContext) -> list[Fact]:
    if position.close_request or position.entries_cancelled:
        return []
    if position.filled_at is None:
        return [EntriesCancelled(at=situation.now, reason=event.reason.value, dca=True)]
    entry = last_entry(position)
    if position.resize is None and (entry is None or not entry.is_live):
        return []
    return [EntriesCancelled(at=situation.now, reason=event.reason.value, dca=False)]


def _cancel_entries(
    position: Position, event: CancelEntries, situation: MarketContext
) -> list[Fact]:
    if position.close_request or (position.filled_at is not None and not event.dca):
        return []
    if (
        position.entries_cancelled
        and position.dca_cancelled
        and not position.live_orders(Purpose.INCREASE)
        and not any(request.amount > 0 for request in position.requests)
    ):
        return []
    reason = event.reason.value
    return [
        EntriesCancelled(
            at=situation.now, reason=reason, dca=True, message=event.message, code=event.code
        )
    ]


def _increase(position: Position, event: Increase, situation: MarketContext) -> list[Fact]:
    amount = situation.market.amount_down(event.amount)
    if position.close_request or amount <= 0:
        return []
    if position.size <= 0:
        if unfilled(position) <= 0:
            return []
        return [resized(position, amount, situation.now, event.receipt_id)]
    return [
        SizeRequested(
            at=situation.now,
            amount=amount,
            order_type=event.order_type,
            price=_rounded(event.price, position.side.entry, situation),
            receipt_id=event.receipt_id,
        )
    ]


def _reduce(position: Position, event: Reduce, situation: MarketContext) -> list[Fact]:
    amount = situation.market.amount_down(event.amount)
    if amount <= 0:
        return []
    if position.close_request and not position.closes_by_limit:
        return []
    if is_resizable(position) or increases(position):
        return _rest_reduced(position, event, amount, situation)
    return _size_reduced(position, event, amount, situation)


def _rest_reduced(
    position: Position, event: Reduce, amount: Decimal, situation: MarketContext
) -> list[Fact]:
    """Take a reduction off what has not filled first, and off what is held then."""
    market, now = situation.market, situation.now
    left = market.amount_down(after_market(position) - amount)
    if not market.tradable(left, _worth(position, situation)):
        close = Close(reason=CloseReason.REDUCED, order_type=event.order_type, price=event.price)
        return _close(position, close, situation)
    facts: list[Fact] = []
    if is_resizable(position):
        off = min(amount, unfilled(position))
        facts.append(resized(position, -off, now))
        amount -= off
    for one in cut(position, amount, market, now):
        facts.append(one.fact)
        amount -= one.off
    return facts + _size_reduced(position, event, amount, situation)


def _worth(position: Position, situation: MarketContext) -> Decimal:
    """Return the price by which what a reduction leaves is measured."""
    if is_resizable(position) or situation.quote is None:
        return entry_price(position)
    return situation.quote.last


def _size_reduced(
    position: Position, event: Reduce, amount: Decimal, situation: MarketContext
) -> list[Fact]:
    if position.size <= 0 or amount <= 0:
        return []
    if not leaves_enough(position, amount, situation.market, situation.quote):
        close = Close(reason=CloseReason.REDUCED, order_type=event.order_type, price=event.price)
        return _close(position, close, situation)
    price = _rounded(event.price, position.side.exit, situation)
    return [
        SizeRequested(at=situation.now, amount=-amount, order_type=event.order_type, price=price)
    ]


def _modify(position: Position, event: Modify, situation: MarketContext) -> list[Fact]:
    facts: list[Fact] = []
    if event.replace_stop_loss or event.replace_take_profit or event.replace_auto_close:
        facts.append(
            PlanChanged(
                at=situation.now,
                stop_loss=event.stop_loss,
                replace_stop_loss=event.replace_stop_loss,
                take_profit=event.take_profit,
                replace_take_profit=event.replace_take_profit,
                auto_close=event.auto_close,
                replace_auto_close=event.replace_auto_close,
                keeps_reached=True,
            )
        )
    if event.stop_waits is not None:
        waits = StopWaits(at=situation.now, price=event.stop_waits, why=StopCause.MODIFIED)
        facts.append(waits)
    facts += [
        OrderMoved(at=situation.now, client_order_id=key, price=price)
        for key, price in event.moves
        if (order := position.orders.get(key)) is not None and order.is_live
    ]
    if event.cancel_entries:
        facts.append(EntriesCancelled(at=situation.now, reason="manual", dca=True))
    return facts


_READERS: dict[type[Input], Callable[[Position, Any, MarketContext], list[Fact]]] = {
    Reevaluate: _look,
    OrderReported: _order_update,
    FillReported: _fill,
    PositionDrift: _change_outside,
    Funding: _funding,
    RestoredFromBackup: _restored,
    ExitFound: _exit_found,
    ExitOver: _exit_over,
    Close: _close,
    Release: _release,
    Keep: _keep,
    CancelEntries: _cancel_entries,
    Increase: _increase,
    Reduce: _reduce,
    Modify: _modify,
}
