"""What of a position's facts people are told, as the types of the Position event entity."""

from collections.abc import Iterator, Sequence

from ..ledger.rows import SignalUpdate
from ..trading.codes import ReasonCode, sentence
from ..trading.events import NOT_SENT
from ..trading.facts import (
    ChangedOutside,
    CloseReason,
    CloseRequested,
    Ended,
    EntriesCancelled,
    Fact,
    Filled,
    OrderChanged,
    PositionStatus,
    StopArmed,
)
from ..trading.order import Order, OrderState, Purpose
from ..trading.position import Position
from .rows import money

FILLED = {
    Purpose.DCA: "dca_filled",
    Purpose.INCREASE: "increased",
    Purpose.REDUCE: "reduced",
    Purpose.TAKE_PROFIT: "take_profit",
}
STOPS = frozenset({CloseReason.STOP_LOSS, CloseReason.EMERGENCY_STOP, CloseReason.TRAILING_STOP})
ENDED = {
    PositionStatus.CLOSED: "closed",
    PositionStatus.CANCELLED: "cancelled",
    PositionStatus.ERROR: "error",
}
FOLLOWS_AVERAGE = "average_entry"
"""Why a stop stands elsewhere although nothing but the average entry moved."""


def happenings(
    before: Position, fact: Fact, after: Position
) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the event types with their data that one fact means to people."""
    data = position_data(after)
    match fact:
        case Filled() if before.filled_at is None and after.filled_at is not None:
            yield "opened", data | {"price": money(fact.price), "amount": money(fact.amount)}
        case OrderChanged(state=OrderState.FILLED) if kind := _filled(after, fact):
            yield kind, data | _order(after.orders[fact.client_order_id])
        case StopArmed() if fact.why != FOLLOWS_AVERAGE and before.stop_price is not None:
            yield "stop_moved", data | {"price": money(fact.price), "reason": fact.why}
        case CloseRequested(reason=reason) if reason in STOPS:
            yield "stop_loss", data | {"reason": reason.value}
        case ChangedOutside():
            yield "changed_outside", data | {"was": money(before.size), "price": money(fact.price)}
        case CloseRequested(reason=reason) if (
            before.size and reason is not CloseReason.CHANGED_OUTSIDE
        ):
            yield "closing", data | {"reason": reason.value}
        case Ended(reason=CloseReason.LIQUIDATION):
            yield "liquidated", data | {"reason": CloseReason.LIQUIDATION.value}
        case Ended(status=PositionStatus.CANCELLED, reason=CloseReason.CHANGED_OUTSIDE):
            yield "changed_outside", data | {"reason": CloseReason.CHANGED_OUTSIDE.value}
        case Ended(status=status, reason=reason):
            yield ENDED[status], data | {"reason": reason.value, "message": fact.message}
        case EntriesCancelled() | _:
            return


def _filled(position: Position, fact: OrderChanged) -> str | None:
    return FILLED.get(position.orders[fact.client_order_id].purpose)


def _order(order: Order) -> dict[str, object]:
    return {
        "leg": order.leg,
        "price": money(order.cost / order.filled) if order.filled else money(order.price),
        "amount": money(order.filled),
        "order_id": order.venue_order_id,
    }


def position_data(position: Position) -> dict[str, object]:
    """Return what every event of a position says."""
    return {
        "position_id": position.position_id,
        "signal_id": position.signal_id,
        "symbol": position.symbol,
        "side": position.side.value,
        "size": money(position.size),
        "entry_price": money(position.average_entry),
        "stop_price": money(position.stop_price),
        "realized_profit": money(position.realized_profit),
    }


def signal_outcome(position: Position) -> tuple[str, str, str] | None:
    """Return status, code and sentence of an opening's signal that came to nothing in the end."""
    match position.close_reason:
        case CloseReason.EXPIRED:
            plan = position.plan
            seconds = round((plan.send_until - plan.accepted_at).total_seconds())
            message = sentence(ReasonCode.EXPIRED, seconds=seconds)
            return "expired", ReasonCode.EXPIRED.value, message
        case CloseReason.ENTRY_REJECTED:
            message = sentence(ReasonCode.EXCHANGE_REFUSED, reason=position.message or "")
            return "failed", ReasonCode.EXCHANGE_REFUSED.value, message
        case CloseReason.OPENING_REFUSED:
            return "failed", ReasonCode.OPENING_REFUSED.value, position.message or ""
        case _:
            return None


def failed_increases(
    steps: Sequence[tuple[Fact, Position]],
) -> Iterator[tuple[SignalUpdate, dict[str, object]]]:
    """Yield what the row of each increase says that the venue has refused, and its event."""
    for fact, position in steps:
        if not isinstance(fact, OrderChanged) or fact.state is not OrderState.REJECTED:
            continue
        order = position.orders[fact.client_order_id]
        if order.receipt_id is None or fact.code == NOT_SENT:
            continue
        message = sentence(ReasonCode.EXCHANGE_REFUSED, reason=fact.message or fact.code or "")
        code = ReasonCode.EXCHANGE_REFUSED.value
        update = SignalUpdate(
            receipt_id=order.receipt_id, status="failed", code=code, message=message
        )
        yield update, {"position_id": position.position_id, "symbol": position.symbol}
