"""The fold: what a fact makes of a position."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from decimal import Decimal, localcontext
from typing import Any

from .change_targets import with_targets
from .events import CANCEL_FAILED, NOT_SENT
from .facts import (
    BestPrice,
    CancelIntended,
    CandleJudged,
    ChangedOutside,
    CloseRequested,
    ConditionMet,
    CoolDownEnded,
    CoolDownStarted,
    Ended,
    EntriesCancelled,
    EntryPlaced,
    EntryResized,
    ExitAwaited,
    Fact,
    Filled,
    Funded,
    IncreaseCut,
    IncreaseExpired,
    NumbersSkipped,
    Opened,
    OrderChanged,
    OrderIntended,
    PlanChanged,
    PositionStatus,
    ReductionCut,
    SizeRequested,
    StopArmed,
    StopCause,
    StopWaits,
    TargetsPriced,
    TrailingHit,
    TrailingReset,
    TrailingStarted,
)
from .fills import after_change_outside, after_dust, after_fill, filled_order, liquidation_order
from .levels import PRECISE, tighter
from .order import TRANSITIONS, Order, OrderState, Purpose
from .position import ZERO, Position, WaitingStop, targets_of
from .refusals import (
    accepted,
    cancel_key,
    cancelled_outside,
    outside_key,
    refusal_key,
    refused,
    wanted_anew,
)
from .sections import OrderType


class InvalidFactError(ValueError):
    """A fact contradicts the position's history: it must never have been recorded."""


def fold(facts: Iterable[Fact]) -> Position:
    """Return the position that a history, from its `Opened` on, has led to."""
    position: Position | None = None
    with localcontext(PRECISE):
        for fact in facts:
            if position is not None:
                position = apply_fact(position, fact)
            elif isinstance(fact, Opened):
                position = Position.opened(fact)
            else:
                raise InvalidFactError(f"A history begins with Opened, not with {fact}")
    if position is None:
        raise InvalidFactError("A history without facts")
    return position


def apply(position: Position, fact: Fact) -> Position:
    """Return the position after one more fact; raises InvalidFactError."""
    with localcontext(PRECISE):
        return apply_fact(position, fact)


def apply_fact(position: Position, fact: Fact) -> Position:
    """Do what `apply` does, in the context of the caller, which must be PRECISE."""
    try:
        change = _CHANGES[type(fact)]
    except KeyError:
        raise InvalidFactError(f"{fact} can't happen to a position") from None
    return change(position, fact)


def _known(position: Position, client_order_id: str) -> Order:
    try:
        return position.orders[client_order_id]
    except KeyError:
        raise InvalidFactError(f"Order {client_order_id} is not this position's") from None


def _with_order(position: Position, order: Order) -> Position:
    return replace(position, orders={**position.orders, order.client_order_id: order})


def _order_intended(position: Position, fact: OrderIntended) -> Position:
    order = fact.order
    if order.client_order_id in position.orders:
        raise InvalidFactError(f"Order {order.client_order_id} was intended before")
    position = _with_order(position, order)
    if order.purpose in (Purpose.INCREASE, Purpose.REDUCE):
        adds = order.purpose.adds
        asked = [row for row in position.requests if (row.amount > 0) is adds]
        if not asked:
            raise InvalidFactError(f"Nobody asked for order {order.client_order_id}")
        terms = order.order_type, order.price
        same = (row for row in asked if (row.order_type, row.price) == terms)
        its_own = next((row for row in same if abs(row.amount) == order.amount), asked[0])
        requests = tuple(row for row in position.requests if row is not its_own)
        position = replace(position, requests=requests)
    if order.purpose is Purpose.ENTRY and position.resize is not None:
        position = replace(position, resized_by=order.client_order_id)
    return position


def _with_target(position: Position, leg: int, **changes: Any) -> Position:
    targets = tuple(
        replace(target, **changes) if target.leg == leg else target for target in position.targets
    )
    return replace(position, targets=targets)


def _cancel_intended(position: Position, fact: CancelIntended) -> Position:
    order = _known(position, fact.client_order_id)
    if not order.is_live:
        raise InvalidFactError(f"Order {order.client_order_id} is over and can't be cancelled")
    return _with_order(position, replace(order, cancel_requested=True, updated_at=fact.at))


def _order_changed(position: Position, fact: OrderChanged) -> Position:
    order = _known(position, fact.client_order_id)
    if order.state is OrderState.OPEN is fact.state and fact.code == CANCEL_FAILED:
        position = _with_order(position, replace(order, cancel_requested=False, updated_at=fact.at))
        return refused(position, cancel_key(order.client_order_id), fact)
    if fact.state not in TRANSITIONS[order.state]:
        raise InvalidFactError(
            f"Order {order.client_order_id} can't become {fact.state}: it is {order.state}"
        )
    changed = replace(
        order,
        state=fact.state,
        cancel_requested=order.cancel_requested and order.state is not OrderState.UNKNOWN,
        venue_order_id=fact.venue_order_id or order.venue_order_id,
        code=fact.code,
        message=fact.message,
        updated_at=fact.at,
    )
    position = _with_order(position, changed)
    position = _resize_answered(position, changed)
    if not fact.state.is_final:
        return position
    position = accepted(position, cancel_key(order.client_order_id))
    key, outside = refusal_key(order.purpose, order.leg), outside_key(order.purpose, order.leg)
    replaced = order.is_resting_stop and order.cancel_requested
    if fact.state is OrderState.FILLED or order.filled:
        position = accepted(position, key, outside)
    elif replaced and fact.state is OrderState.CANCELLED:
        position = accepted(position, key)
    elif fact.state is OrderState.CANCELLED and not order.cancel_requested and order.rests:
        position = cancelled_outside(position, outside, fact)
    elif fact.state is OrderState.REJECTED or not order.cancel_requested:
        position = refused(position, key, fact, at_once=fact.code == NOT_SENT)
    if fact.state is OrderState.REJECTED and fact.message and not order.is_resting_stop:
        position = replace(position, message=fact.message)
    if order.purpose is Purpose.TAKE_PROFIT:
        return _target_ended(position, changed)
    return _asked_again(position, changed)


def _resize_answered(position: Position, order: Order) -> Position:
    """Return what an answer to an order of the entry leaves to be done of its new size.

    What never reached the venue is placed again; what it refused, or somebody cancels, is not.
    """
    if position.resize is None or order.purpose is not Purpose.ENTRY:
        return position
    if order.state is OrderState.UNKNOWN:
        return position
    refused_by_venue = order.state is OrderState.REJECTED and order.code != NOT_SENT
    if order.client_order_id != position.resized_by and not refused_by_venue:
        return position
    if order.state is OrderState.REJECTED and not refused_by_venue:
        return replace(position, resized_by=None)
    return replace(position, resize=None, resized_by=None)


def _target_ended(position: Position, order: Order) -> Position:
    if order.client_order_id in position.unwanted:
        return position
    if order.state is OrderState.FILLED:
        for leg in (*order.merged, order.leg):
            position = _with_target(position, leg, done=True)
    elif order.state is OrderState.REJECTED and (order.code or "").startswith("below_min"):
        position = _with_target(position, order.leg, too_small=True)
    return position


def _asked_again(position: Position, order: Order) -> Position:
    """Ask again for what an increase or a reduction has not done for no fault of its own."""
    if (cut := position.cuts.get(order.client_order_id)) is not None:
        return _cut_short(position, order, cut)
    not_sent = order.state is OrderState.REJECTED and order.code == NOT_SENT
    if order.purpose is Purpose.INCREASE and not_sent:
        if position.close_request or order.client_order_id in position.unwanted:
            return position
        amount = order.remaining
    elif order.purpose is Purpose.REDUCE and (
        order.state is OrderState.REJECTED
        or (
            order.state is OrderState.CANCELLED
            and order.order_type is OrderType.MARKET
            and not order.cancel_requested
        )
        or (order.state is OrderState.CANCELLED and _makes_room(position, order))
    ):
        amount = -order.remaining
    else:
        return position
    request = SizeRequested(
        at=order.created_at,
        amount=amount,
        order_type=order.order_type,
        price=order.price,
        receipt_id=order.receipt_id,
    )
    return replace(position, requests=(request, *position.requests))


def _cut_short(position: Position, order: Order, cut: IncreaseCut) -> Position:
    """Ask for what an increase that was cut has still to buy, or sell what it has bought beyond."""
    cuts = {key: one for key, one in position.cuts.items() if key != order.client_order_id}
    position = replace(position, cuts=cuts)
    left = cut.amount - order.filled
    if not left or position.close_request:
        return position
    adds = left > 0
    request = SizeRequested(
        at=cut.at,
        amount=left,
        order_type=order.order_type if adds else OrderType.MARKET,
        price=order.price if adds else None,
        receipt_id=order.receipt_id if adds else None,
    )
    return replace(position, requests=(*position.requests, request))


def _makes_room(position: Position, order: Order) -> bool:
    """Tell whether a resting reduction was cancelled for another one: what is left goes on."""
    request = position.close_request
    return (
        order.order_type is OrderType.LIMIT
        and order.cancel_requested
        and order.remaining > 0
        and (request is None or (position.closes_by_limit and order.created_at >= request.at))
    )


def _reduction_cut(position: Position, fact: ReductionCut) -> Position:
    asked = (fact.requested_at, -fact.asked)
    rows = list(position.requests)
    index = next((i for i, row in enumerate(rows) if (row.at, row.amount) == asked), None)
    if index is None:
        raise InvalidFactError(f"Nobody asked for a reduction by {fact.asked}")
    rows[index : index + 1] = [replace(rows[index], amount=-fact.amount)] if fact.amount else []
    return replace(position, requests=tuple(rows))


def _increase_cut(position: Position, fact: IncreaseCut) -> Position:
    if fact.client_order_id is not None:
        order = _known(position, fact.client_order_id)
        return replace(
            position,
            cuts={**position.cuts, order.client_order_id: fact},
            unwanted=position.unwanted | {order.client_order_id},
        )
    rows = list(position.requests)
    asked = (fact.requested_at, fact.asked)
    index = next((i for i, row in enumerate(rows) if (row.at, row.amount) == asked), None)
    if index is None:
        raise InvalidFactError(f"Nobody asked for an increase by {fact.asked}")
    rows[index : index + 1] = [replace(rows[index], amount=fact.amount)] if fact.amount else []
    return replace(position, requests=tuple(rows))


def _filled(position: Position, fact: Filled) -> Position:
    if fact.trade_id in position.trade_ids:
        raise InvalidFactError(f"Trade {fact.trade_id} was recorded before")
    if fact.liquidation and fact.client_order_id not in position.orders:
        order = liquidation_order(position, fact)
    else:
        order = _known(position, fact.client_order_id)
    if position.closed_at is None or position.is_live:
        return _with_order(after_fill(position, order, fact), filled_order(order, fact))
    # A fill that came behind the end: what is held now is closed for the same reason.
    assert position.close_reason is not None
    request = position.close_request or CloseRequested(at=fact.at, reason=position.close_reason)
    position = replace(position, size=position.dust, dust=ZERO, close_request=request)
    position = replace(after_fill(position, order, fact), status=PositionStatus.CLOSING)
    return _with_order(position, filled_order(order, fact))


def _changed_outside(position: Position, fact: ChangedOutside) -> Position:
    if not 0 < fact.amount <= position.size:
        raise InvalidFactError(f"Nobody can take {fact.amount} off {position.size}")
    return after_change_outside(position, fact)


def _funded(position: Position, fact: Funded) -> Position:
    if fact.funding_id in position.trade_ids:
        raise InvalidFactError(f"Funding {fact.funding_id} was recorded before")
    return replace(
        position,
        realized_profit=position.realized_profit + fact.amount,
        funding=position.funding + fact.amount,
        trade_ids=position.trade_ids | {fact.funding_id},
    )


def _numbers_skipped(position: Position, fact: NumbersSkipped) -> Position:
    return replace(position, skipped=position.skipped + fact.count)


def _condition_met(position: Position, fact: ConditionMet) -> Position:
    return replace(position, condition_met_at=fact.at)


def _exit_awaited(position: Position, fact: ExitAwaited) -> Position:
    return replace(position, exit_awaited_at=fact.at)


def _entry_placed(position: Position, fact: EntryPlaced) -> Position:
    return replace(position, anchor=fact.anchor, entry_amount=fact.base_amount)


def _entry_resized(position: Position, fact: EntryResized) -> Position:
    if position.anchor is None:
        plan = replace(position.plan, base_amount=fact.amount, quote_amount=None)
        return replace(position, plan=plan)
    return replace(position, entry_amount=fact.amount, resize=fact, resized_by=None)


def _entries_cancelled(position: Position, fact: EntriesCancelled) -> Position:
    position = replace(
        position,
        message=fact.message or position.message,
        refusal_code=fact.code or position.refusal_code,
    )
    return _without_entries(position, fact.reason, dca=fact.dca)


def _without_entries(position: Position, reason: str, *, dca: bool) -> Position:
    position = replace(
        position,
        entries_cancelled=True,
        dca_cancelled=position.dca_cancelled or dca,
        cancel_reason=position.cancel_reason or reason,
        resize=None,
        resized_by=None,
    )
    if not dca:
        return position
    increases = {order.client_order_id for order in position.live_orders(Purpose.INCREASE)}
    return replace(
        position,
        unwanted=position.unwanted | increases,
        cuts={},
        requests=tuple(request for request in position.requests if request.amount < 0),
    )


def _targets_priced(position: Position, fact: TargetsPriced) -> Position:
    rows = zip(position.targets, fact.prices, strict=True)
    return replace(position, targets=tuple(replace(row, price=price) for row, price in rows))


def _stop_armed(position: Position, fact: StopArmed) -> Position:
    if fact.why.arms and not position.is_protected:
        position = _without_entries(position, "protection", dca=True)
    return replace(
        position,
        stop_price=fact.price,
        stop_limit=fact.limit,
        emergency_price=fact.emergency,
        stop_trails=fact.why is StopCause.TRAILING or _trails_on(position, fact),
        waiting=_still_waiting(position, fact.price),
        protection_armed=position.protection_armed or fact.why.arms,
        protection_step=max(position.protection_step, fact.step),
        candle_at=position.candle_at or fact.at,
    )


def _trails_on(position: Position, fact: StopArmed) -> bool:
    """Tell whether a change has left the stop where a trailing rule put it."""
    left = fact.why is StopCause.MODIFIED and fact.price == position.stop_price
    return position.stop_trails and left


def _still_waiting(position: Position, stop: Decimal | None) -> WaitingStop | None:
    """Return what a protection waits for once the stop stands at a price."""
    waiting = position.waiting
    if waiting is None or stop is None:
        return waiting
    reached = tighter(position.side, waiting.stop, stop) == stop
    return None if reached else waiting


def _stop_waits(position: Position, fact: StopWaits) -> Position:
    if fact.why.arms and not position.is_protected:
        position = _without_entries(position, "protection", dca=True)
    waiting, before = None, position.waiting
    if fact.price is not None:
        goes_on = before is not None and before.why is fact.why is not StopCause.FOLLOW_TAKE_PROFIT
        since = before.since if before is not None and goes_on else fact.at
        waiting = WaitingStop(stop=fact.price, since=since, why=fact.why)
    return replace(
        position,
        waiting=waiting,
        protection_step=max(position.protection_step, fact.step),
    )


def _best_price(position: Position, fact: BestPrice) -> Position:
    if fact.leg is None:
        return replace(position, best_price=fact.price)
    return _with_target(position, fact.leg, best=fact.price)


def _candle_judged(position: Position, fact: CandleJudged) -> Position:
    return replace(position, candle_at=fact.close_at)


def _cool_down_started(position: Position, fact: CoolDownStarted) -> Position:
    return replace(position, cool_down_until=fact.until)


def _cool_down_ended(position: Position, _: CoolDownEnded) -> Position:
    return replace(position, cool_down_until=None)


def _trailing_started(position: Position, fact: TrailingStarted) -> Position:
    return _with_target(position, fact.leg, trailing=True, best=fact.price)


def _trailing_reset(position: Position, fact: TrailingReset) -> Position:
    return _with_target(position, fact.leg, trailing=False, best=None)


def _trailing_hit(position: Position, fact: TrailingHit) -> Position:
    return _with_target(position, fact.leg, fired=True)


def _close_requested(position: Position, fact: CloseRequested) -> Position:
    pending = position.status is PositionStatus.PENDING
    return replace(
        position,
        close_request=fact,
        status=position.status if pending else PositionStatus.CLOSING,
        cool_down_until=None,
        requests=(),
        cuts={},
        resize=None,
        resized_by=None,
    )


def _size_requested(position: Position, fact: SizeRequested) -> Position:
    return replace(position, requests=(*position.requests, fact))


def _increase_expired(position: Position, fact: IncreaseExpired) -> Position:
    resize = position.resize
    if resize is not None and (resize.at, resize.receipt_id) == (
        fact.requested_at,
        fact.receipt_id,
    ):
        resize = replace(resize, amount=resize.before, receipt_id=None)
        return replace(position, entry_amount=resize.amount, resize=resize)
    late = next(
        request
        for request in position.requests
        if request.amount > 0
        and (request.at, request.receipt_id) == (fact.requested_at, fact.receipt_id)
    )
    return replace(position, requests=tuple(row for row in position.requests if row is not late))


def _plan_changed(position: Position, fact: PlanChanged) -> Position:
    position = wanted_anew(position)
    if fact.replace_stop_loss:
        position = _with_stop_loss(position, fact)
    if fact.replace_take_profit and fact.keeps_reached:
        position = with_targets(position, fact.take_profit)
    elif fact.replace_take_profit:
        resting = {order.client_order_id for order in position.live_orders(Purpose.TAKE_PROFIT)}
        position = replace(
            position,
            plan=replace(position.plan, take_profit=fact.take_profit),
            targets=targets_of(fact.take_profit),
            unwanted=position.unwanted | resting,
            protection_step=0,
        )
    if fact.replace_auto_close:
        position = replace(position, plan=replace(position.plan, auto_close=fact.auto_close))
    return position


def _with_stop_loss(position: Position, fact: PlanChanged) -> Position:
    """Return the position with another stop; one that names a protection keeps what it reached."""
    before, after = position.plan.stop_loss, fact.stop_loss
    plan = replace(position.plan, stop_loss=after)
    position = replace(position, plan=plan, candle_at=None, cool_down_until=None)
    if position.waiting is not None and not position.waiting.why.arms:
        position = replace(position, waiting=None)  # what a person wanted before
    if fact.keeps_reached and after is not None and after.protection_type is not None:
        same = before is not None and before.protection_type is after.protection_type
        return position if same else replace(position, waiting=None)
    return replace(
        position,
        stop_trails=False,
        protection_armed=False,
        protection_step=0,
        waiting=None,
        best_price=None,
    )


def _ended(position: Position, fact: Ended) -> Position:
    if fact.dust_price is not None:
        position = after_dust(position, fact.dust * fact.dust_price)
    return replace(
        position,
        status=fact.status,
        close_reason=fact.reason,
        closed_at=fact.at,
        message=fact.message or position.message,
        size=ZERO,
        dust=fact.dust,
        cool_down_until=None,
    )


_CHANGES: dict[type[Fact], Callable[[Position, Any], Position]] = {
    OrderIntended: _order_intended,
    CancelIntended: _cancel_intended,
    OrderChanged: _order_changed,
    Filled: _filled,
    ChangedOutside: _changed_outside,
    Funded: _funded,
    NumbersSkipped: _numbers_skipped,
    ConditionMet: _condition_met,
    ExitAwaited: _exit_awaited,
    EntryPlaced: _entry_placed,
    EntriesCancelled: _entries_cancelled,
    TargetsPriced: _targets_priced,
    StopArmed: _stop_armed,
    StopWaits: _stop_waits,
    BestPrice: _best_price,
    CandleJudged: _candle_judged,
    CoolDownStarted: _cool_down_started,
    CoolDownEnded: _cool_down_ended,
    TrailingStarted: _trailing_started,
    TrailingHit: _trailing_hit,
    TrailingReset: _trailing_reset,
    CloseRequested: _close_requested,
    SizeRequested: _size_requested,
    EntryResized: _entry_resized,
    IncreaseCut: _increase_cut,
    IncreaseExpired: _increase_expired,
    ReductionCut: _reduction_cut,
    PlanChanged: _plan_changed,
    Ended: _ended,
}
