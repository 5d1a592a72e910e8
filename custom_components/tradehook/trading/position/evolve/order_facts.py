"""What facts of orders, trades and sizes make of a position."""

from ...common.changed_copies import replace
from ...model.facts import (
    CancelIntended,
    CloseRequested,
    EntryResized,
    Filled,
    IncreaseCut,
    IncreaseExpired,
    InvalidFactError,
    OrderChanged,
    OrderIntended,
    OrderMoved,
    PositionStatus,
    ReductionCut,
    SizeRequested,
)
from ...model.inputs import CANCEL_FAILED, NOT_SENT
from ...model.order import TRANSITIONS, Order, OrderState, Purpose
from ...model.position import ZERO, Position
from ...model.sections import OrderType
from .backoff import accepted, cancel_key, cancelled_outside, outside_key, refusal_key, refused
from .exit_facts import with_target
from .fills import after_fill, filled_order, liquidation_order
from .planned_entry import planned_base


def _known(position: Position, client_order_id: str) -> Order:
    try:
        return position.orders[client_order_id]
    except KeyError:
        raise InvalidFactError(f"Order {client_order_id} is not this position's") from None


def _with_order(position: Position, order: Order) -> Position:
    return replace(position, orders={**position.orders, order.client_order_id: order})


def order_intended(position: Position, fact: OrderIntended) -> Position:
    """Return the position with an order that is going to be sent."""
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


def cancel_intended(position: Position, fact: CancelIntended) -> Position:
    """Return the position with an order whose cancel is going to be sent."""
    order = _known(position, fact.client_order_id)
    if not order.is_live:
        raise InvalidFactError(f"Order {order.client_order_id} is over and can't be cancelled")
    return _with_order(position, replace(order, cancel_requested=True, updated_at=fact.at))


def order_changed(position: Position, fact: OrderChanged) -> Position:
    """Return the position after the venue's word on an order."""
    order = _known(position, fact.client_order_id)
    if order.state is OrderState.OPEN is fact.state and fact.code == CANCEL_FAILED:
        for row in (order, position.partner(order)):
            if row is not None and row.is_live:
                again = replace(row, cancel_requested=False, updated_at=fact.at)
                position = _with_order(position, again)
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
    if position.resize is not None:
        position = _resize_answered(position, changed)
    if not fact.state.is_final:
        return position
    position = _counted(position, order, fact)
    if changed.partner is not None:
        position = _left_behind(position, changed)
    if fact.state is OrderState.REJECTED and fact.message and not order.is_resting_stop:
        position = replace(position, message=fact.message)
    if order.purpose is Purpose.TAKE_PROFIT:
        return _target_ended(position, changed)
    return _asked_again(position, changed)


def _left_behind(position: Position, ended: Order) -> Position:
    """Return the position whose target is to be cancelled by itself, now that its stop is over.

    The one cancel of both goes to the stop: it has not taken the target along if the venue had
    ended the stop before, because the target has begun to fill.
    """
    target = position.partner(ended) if ended.is_resting_stop else None
    if target is None or not target.is_live or not target.cancel_requested:
        return position
    return _with_order(position, replace(target, cancel_requested=False))


def _counted(position: Position, order: Order, fact: OrderChanged) -> Position:
    """Return the position that counts how an order ended: as it should, refused, or by others."""
    fills = fact.state is OrderState.FILLED or bool(order.filled)
    if fills and not position.refusals:
        return position
    position = accepted(position, cancel_key(order.client_order_id))
    key, outside = refusal_key(order.purpose, order.leg), outside_key(order.purpose, order.leg)
    replaced = order.is_resting_stop and order.cancel_requested
    with_partner = fact.state is OrderState.CANCELLED and _ends_with_partner(position, order)
    if fills:
        position = accepted(position, key, outside)
    elif with_partner or (replaced and fact.state is OrderState.CANCELLED):
        position = accepted(position, key)
    elif fact.state is OrderState.CANCELLED and not order.cancel_requested and order.rests:
        position = cancelled_outside(position, outside, fact)
    elif order.partner is not None and order.is_resting_stop is (fact.code == NOT_SENT):
        pass  # counted once: as the target's if it never left, as the stop's if it was refused
    elif fact.state is OrderState.REJECTED or not order.cancel_requested:
        position = refused(position, key, fact, at_once=fact.code == NOT_SENT)
    return position


def _ends_with_partner(position: Position, order: Order) -> bool:
    """Return whether an order was ended by what became of the one that it rests with."""
    partner = position.partner(order)
    return partner is not None and bool(partner.filled or partner.cancel_requested)


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
            position = with_target(position, leg, done=True)
    elif order.state is OrderState.REJECTED and (order.code or "").startswith("below_min"):
        position = with_target(position, order.leg, too_small=True)
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
        price=position.moves.get(order.client_order_id, order.price),
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
        price=position.moves.get(order.client_order_id, order.price) if adds else None,
        receipt_id=order.receipt_id if adds else None,
    )
    return replace(position, requests=(*position.requests, request))


def _makes_room(position: Position, order: Order) -> bool:
    """Return whether a resting reduction was cancelled for another one: what is left goes on."""
    request = position.close_request
    return (
        order.order_type is OrderType.LIMIT
        and order.cancel_requested
        and order.remaining > 0
        and (request is None or (position.closes_by_limit and order.created_at >= request.at))
    )


def reduction_cut(position: Position, fact: ReductionCut) -> Position:
    """Return the position with a smaller reduction, or without it."""
    asked = (fact.requested_at, -fact.asked)
    rows = list(position.requests)
    index = next((i for i, row in enumerate(rows) if (row.at, row.amount) == asked), None)
    if index is None:
        raise InvalidFactError(f"Nobody asked for a reduction by {fact.asked}")
    rows[index : index + 1] = [replace(rows[index], amount=-fact.amount)] if fact.amount else []
    return replace(position, requests=tuple(rows))


def increase_cut(position: Position, fact: IncreaseCut) -> Position:
    """Return the position with a smaller increase, or without it."""
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


def order_moved(position: Position, fact: OrderMoved) -> Position:
    """Return the position with an order that is placed anew at another price.

    Entry and increases go the way of those that are made larger or smaller: their sizes stay.
    """
    order = _known(position, fact.client_order_id)
    key = order.client_order_id
    position = replace(position, moves={**position.moves, key: fact.price})
    if order.purpose is Purpose.ENTRY and position.resize is None:
        amount = position.entry_filled + order.remaining
        resize = EntryResized(at=fact.at, amount=amount, before=amount)
        return replace(position, resize=resize, resized_by=None)
    if order.purpose is Purpose.INCREASE and key not in position.cuts:
        cut = IncreaseCut(at=fact.at, amount=order.amount, client_order_id=key)
        return replace(
            position,
            cuts={**position.cuts, key: cut},
            unwanted=position.unwanted | {key},
        )
    return position


def size_requested(position: Position, fact: SizeRequested) -> Position:
    """Return the position with an increase or a reduction that is asked for."""
    return replace(position, requests=(*position.requests, fact))


def increase_expired(position: Position, fact: IncreaseExpired) -> Position:
    """Return the position without an increase that came too late."""
    resize, asked = position.resize, (fact.requested_at, fact.receipt_id)
    grows = resize is not None and resize.amount > resize.before
    if resize is not None and grows and (resize.at, resize.receipt_id) == asked:
        resize = replace(resize, amount=resize.before, receipt_id=None)
        return replace(position, resize=resize)
    late = next(
        request
        for request in position.requests
        if request.amount > 0 and (request.at, request.receipt_id) == asked
    )
    return replace(position, requests=tuple(row for row in position.requests if row is not late))


def entry_resized(position: Position, fact: EntryResized) -> Position:
    """Return the position with an entry of another size.

    One that is not placed yet is planned anew; when it becomes larger its DCA orders stay as large
    as they were, as those do that rest.
    """
    if position.anchor is not None:
        return replace(position, resize=fact, resized_by=None)
    plan, planned = position.plan, planned_base(position.plan, position.side)
    dca_orders = plan.dca_orders
    if fact.amount > planned:
        dca_orders = tuple(
            replace(order, quantity_percentage=order.quantity_percentage * planned / fact.amount)
            for order in dca_orders
        )
    plan = replace(plan, base_amount=fact.amount, quote_amount=None, dca_orders=dca_orders)
    return replace(position, plan=plan, entry_amount=position.entry_amount or planned)


def filled(position: Position, fact: Filled) -> Position:
    """Return the position after a trade, also one that comes behind its end."""
    if fact.liquidation and fact.client_order_id not in position.orders:
        order = liquidation_order(position, fact)
    else:
        order = _known(position, fact.client_order_id)
    if (order.side, fact.trade_id) in position.trade_keys:
        raise InvalidFactError(f"Trade {fact.trade_id} was recorded before")
    if position.closed_at is None or position.status.is_live:
        return _with_order(after_fill(position, order, fact), filled_order(order, fact))
    # A fill that came behind the end: what is held now is closed for the same reason.
    assert position.close_reason is not None
    request = position.close_request or CloseRequested(at=fact.at, reason=position.close_reason)
    position = replace(position, size=position.dust, dust=ZERO, close_request=request)
    position = replace(after_fill(position, order, fact), status=PositionStatus.CLOSING)
    return _with_order(position, filled_order(order, fact))
