"""What of a position's facts people are told, as the types of the Position event entity."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...ledger.records import SignalUpdate
from ...trading.model.facts import (
    CloseReason,
    CloseRequested,
    Ended,
    EntriesCancelled,
    ExternalChange,
    Fact,
    Filled,
    IncreaseExpired,
    OrderChanged,
    PositionStatus,
    StopArmed,
    StopWaits,
)
from ...trading.model.inputs import NOT_SENT
from ...trading.model.order import Order, OrderState, Purpose
from ...trading.model.position import Position
from ...trading.model.sections import OrderType
from ...trading.position.performance import result
from ...trading.reasons.money import money
from ...trading.reasons.reasons import ReasonCode, sentence
from ..common.events import PositionEventType
from ..common.rows import PositionEventRow

FILLED = {
    Purpose.DCA: PositionEventType.DCA_FILLED,
    Purpose.INCREASE: PositionEventType.INCREASED,
    Purpose.REDUCE: PositionEventType.REDUCED,
    Purpose.TAKE_PROFIT: PositionEventType.TAKE_PROFIT,
}
_ADDED = frozenset({Purpose.ENTRY, Purpose.DCA, Purpose.INCREASE})
STOPS = frozenset({CloseReason.STOP_LOSS, CloseReason.EMERGENCY_STOP, CloseReason.TRAILING_STOP})
ENDED = {
    PositionStatus.CLOSED: PositionEventType.CLOSED,
    PositionStatus.CANCELLED: PositionEventType.CANCELLED,
    PositionStatus.ERROR: PositionEventType.ERROR,
}
TOLD = frozenset({Filled, OrderChanged, StopArmed, CloseRequested, ExternalChange, Ended})
"""The facts that may mean anything to people."""
_LOSES = (IncreaseExpired, CloseRequested, EntriesCancelled, StopArmed, StopWaits)
"""The facts, beside that an order was rejected, with which an increase may come to nothing."""
FOLLOWS_AVERAGE = "average_entry"
"""Why a stop stands elsewhere although nothing but the average entry moved."""


def position_events(
    before: Position, fact: Fact, after: Position, mark_price: Decimal | None
) -> Iterator[tuple[PositionEventType, PositionEventRow]]:
    """Yield the event types with their data that one fact means to people."""
    match fact:
        case Filled() if before.filled_at is None and after.filled_at is not None:
            filled, data = money(fact.amount), position_data(after, mark_price)
            yield (
                PositionEventType.OPENED,
                data | {"price": money(fact.price), "size": filled, "amount": filled},
            )
        case Filled(liquidation=True) if after.size:
            # The position goes on: what is left has its stop, and its event is its end's.
            yield (
                PositionEventType.REDUCED,
                _of_order(position_data(after, mark_price), after.orders[fact.client_order_id])
                | {"reason": CloseReason.LIQUIDATION.value},
            )
        case OrderChanged(state=OrderState.FILLED) if kind := _filled(after, fact):
            data = position_data(after, mark_price)
            yield kind, _of_order(data, after.orders[fact.client_order_id])
        case OrderChanged() if _is_lost(before, fact):
            order = after.orders[fact.client_order_id]
            yield (
                PositionEventType.CHANGED_OUTSIDE,
                _of_order(position_data(after, mark_price), order)
                | {
                    "price": money(order.price),
                    "message": None if fact.code == NOT_SENT else fact.message,
                },
            )
        case StopArmed() if fact.why != FOLLOWS_AVERAGE and before.stop_price is not None:
            yield (
                PositionEventType.STOP_MOVED,
                position_data(after, mark_price) | {"price": money(fact.price), "reason": fact.why},
            )
        case CloseRequested(reason=reason) if reason in STOPS:
            data = position_data(after, mark_price)
            yield PositionEventType.STOP_LOSS, data | {"reason": reason.value}
        case ExternalChange():
            yield (
                PositionEventType.CHANGED_OUTSIDE,
                position_data(after, mark_price)
                | {"was": money(before.size), "price": money(fact.price), "by": fact.by},
            )
        case CloseRequested(reason=reason) if (
            before.size and reason is not CloseReason.CHANGED_OUTSIDE
        ):
            data = position_data(after, mark_price)
            yield PositionEventType.CLOSING, data | {"reason": reason.value}
        case Ended():
            yield _ended(fact, position_data(after, mark_price))


def _ended(fact: Ended, data: PositionEventRow) -> tuple[PositionEventType, PositionEventRow]:
    told = data | {"reason": fact.reason.value}
    if fact.reason is CloseReason.LIQUIDATION:
        return PositionEventType.LIQUIDATED, told
    if fact.status is PositionStatus.CANCELLED and fact.reason is CloseReason.CHANGED_OUTSIDE:
        return PositionEventType.CHANGED_OUTSIDE, told
    return ENDED[fact.status], told | {"message": fact.message}


def _is_lost(before: Position, fact: OrderChanged) -> bool:
    """Return whether an order is gone that rested to add to a position, and nobody here ended it.

    That somebody else cancelled it, or that the exchange knows it no more, is told alike.
    """
    order = before.orders[fact.client_order_id]
    return (
        fact.state in (OrderState.CANCELLED, OrderState.REJECTED)
        and order.purpose in _ADDED
        and order.order_type is OrderType.LIMIT
        and order.venue_order_id is not None
        and not order.cancel_requested
        and before.close_request is None
        and before.filled_at is not None
    )


def _filled(position: Position, fact: OrderChanged) -> PositionEventType | None:
    return FILLED.get(position.orders[fact.client_order_id].purpose)


def _of_order(data: PositionEventRow, order: Order) -> PositionEventRow:
    return data | {
        "leg": order.leg,
        "price": money(order.cost / order.filled) if order.filled else money(order.price),
        "size": money(order.filled),
        "amount": money(order.filled),
        "order_id": order.venue_order_id,
    }


def position_data(position: Position, mark_price: Decimal | None) -> PositionEventRow:
    """Return what every event of a position says, exact; what an event has more replaces it.

    `size` is what is held, and `profit` the result so far at the mark price.
    """
    return {
        "position_id": position.position_id,
        "signal_id": position.signal_id,
        "symbol": position.symbol,
        "side": str(position.side),
        "price": None,
        "size": money(position.size),
        "entry_price": money(position.average_entry),
        "stop_price": money(position.present_stop),
        "realized_profit": money(position.realized_profit),
        "profit": money(result(position, mark_price)),
        "reason": None,
    }


def signal_outcome(position: Position) -> tuple[str, str, str] | None:
    """Return status, code and sentence of an opening's signal that came to nothing in the end."""
    match position.close_reason:
        case CloseReason.EXPIRED:
            message = sentence(ReasonCode.EXPIRED, seconds=_patience(position))
            return "expired", ReasonCode.EXPIRED.value, message
        case CloseReason.ENTRY_REJECTED:
            message = sentence(ReasonCode.EXCHANGE_REFUSED, reason=position.message or "")
            return "failed", ReasonCode.EXCHANGE_REFUSED.value, message
        case CloseReason.OPENING_REFUSED:
            code = position.refusal_code or ReasonCode.OPENING_REFUSED.value
            return "failed", code, position.message or ""
        case _:
            return None


def lost_increases(before: Position, steps: Sequence[tuple[Fact, Position]]) -> list[SignalUpdate]:
    """Return what the row of each increase says that came to nothing."""
    lost: list[SignalUpdate] = []
    for fact, position in steps:
        if isinstance(fact, _LOSES) or (
            isinstance(fact, OrderChanged) and fact.state is OrderState.REJECTED
        ):
            lost += [
                SignalUpdate(receipt_id=receipt_id, status=status, code=code.value, message=message)
                for receipt_id, status, code, message in _lost(before, fact, position)
            ]
        before = position
    return lost


def _lost(
    before: Position, fact: Fact, after: Position
) -> Iterator[tuple[str, str, ReasonCode, str]]:
    """Yield receipt id, status, code and sentence of each increase that a fact has ended."""
    receipts: list[str | None]
    match fact:
        case OrderChanged(state=OrderState.REJECTED) if fact.code != NOT_SENT:
            receipts = [after.orders[fact.client_order_id].receipt_id]
            status, code = "failed", ReasonCode.EXCHANGE_REFUSED
            message = sentence(code, reason=fact.message or fact.code or "")
        case IncreaseExpired(receipt_id=receipt_id):
            receipts = [receipt_id]
            status, code = "expired", ReasonCode.EXPIRED
            message = sentence(code, seconds=_patience(after))
        case (
            OrderChanged(state=OrderState.REJECTED)
            | CloseRequested()
            | EntriesCancelled()
            | StopArmed()
            | StopWaits()
        ):
            asked = _waiting_increases(before)
            if isinstance(fact, OrderChanged):
                asked.append(after.orders[fact.client_order_id].receipt_id)
            waiting = _waiting_increases(after)
            receipts = [one for one in asked if one not in waiting]
            status, code, message = "failed", *_dropped(after)
        case _:
            return
    for receipt in receipts:
        if receipt is not None:
            yield receipt, status, code, message


def _dropped(position: Position) -> tuple[ReasonCode, str]:
    if position.close_request:
        return ReasonCode.POSITION_MISSING, sentence(ReasonCode.POSITION_MISSING)
    reason = "what the position still was to buy was cancelled"
    return ReasonCode.NOTHING_TO_DO, sentence(ReasonCode.NOTHING_TO_DO, reason=reason)


def _waiting_increases(position: Position) -> list[str | None]:
    asked = [request.receipt_id for request in position.requests if request.amount > 0]
    return asked if position.resize is None else [*asked, position.resize.receipt_id]


def _patience(position: Position) -> int:
    plan = position.plan
    return round((plan.send_until - plan.accepted_at).total_seconds())
