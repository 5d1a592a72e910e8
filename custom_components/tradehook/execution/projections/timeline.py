"""What happened to a position and why, as rows that the panel puts into words."""

from collections.abc import Iterable, Iterator
from decimal import localcontext
from typing import Unpack

from ...trading.model.facts import (
    Adopted,
    CloseReason,
    CloseRequested,
    ConditionMet,
    CoolDownEnded,
    CoolDownStarted,
    Ended,
    EntriesCancelled,
    EntryResized,
    ExternalChange,
    Fact,
    Filled,
    IncreaseCut,
    Opened,
    OrderChanged,
    OrderIntended,
    OrderMoved,
    PlanChanged,
    Released,
    SizeRequested,
    StopArmed,
    StopCause,
    StopWaits,
    TargetsPriced,
    TrailingHit,
    TrailingReset,
    TrailingStarted,
)
from ...trading.model.order import Order, OrderState
from ...trading.model.position import Position
from ...trading.model.price_math import PRECISE
from ...trading.model.sections import OrderType
from ...trading.position.evolve.apply import apply_fact, fold
from ...trading.reasons.money import money
from ..common.rows import TimelineEvent, TimelineRow, TimelineValues
from ..common.serializers import time


def story(facts: Iterable[Fact]) -> list[TimelineRow]:
    """Return what people want to know of a history, oldest first.

    Each row has `at` (ISO 8601 UTC), `event` and what belongs to the event; money as strings. The
    fills of one order in a row are one row, and so are the steps of a stop that trails.
    """
    rows: list[TimelineRow] = []
    position: Position | None = None
    with localcontext(PRECISE):
        for fact in facts:
            before = position
            position = fold([fact]) if position is None else apply_fact(position, fact)
            for row in _told(before, fact, position):
                if rows and _goes_on(rows[-1], row):
                    rows.pop()
                rows.append({"at": time(fact.at), **row})
    return rows


def _goes_on(before: TimelineEvent, row: TimelineEvent) -> bool:
    """Return whether a row says all that the one before it says."""
    match before["event"], row["event"]:
        case "filled", "filled":
            return row["order_id"] == before["order_id"]
        case "stop_changed", "stop_moved":
            return row["why"] == StopCause.MODIFIED.value
        case "stop_waits", "stop_waits":
            return row["why"] == before["why"] != StopCause.FOLLOW_TAKE_PROFIT.value
        case "stop_moved", "stop_moved":
            return row["why"] == before["why"] == StopCause.TRAILING.value
    return False


def _told(before: Position | None, fact: Fact, after: Position) -> Iterator[TimelineEvent]:
    match fact:
        case Opened():
            yield _row("accepted", signal_id=fact.signal_id, leverage=fact.plan.leverage)
        case ConditionMet():
            yield _row("condition_met")
        case Filled() | OrderIntended() | OrderChanged():
            yield from _order_told(fact, after)
        case ExternalChange() | Adopted() | Released():
            yield _others_told(fact, after)
        case EntriesCancelled():
            yield _row("entries_cancelled", reason=fact.reason, dca=fact.dca)
        case StopArmed() | StopWaits() | CoolDownStarted() | CoolDownEnded():
            yield from _stop_told(before, fact)
        case TargetsPriced() | TrailingStarted() | TrailingReset() | TrailingHit():
            yield _targets_told(fact)
        case (
            PlanChanged()
            | SizeRequested()
            | EntryResized()
            | IncreaseCut()
            | OrderMoved()
            | CloseRequested()
        ):
            yield from _asked(fact, after)
        case Ended():
            yield _row(
                "ended",
                status=fact.status.value,
                reason=fact.reason.value,
                profit=money(after.realized_profit),
                dust=money(fact.dust) if fact.dust else None,
                message=fact.message,
            )


def _others_told(fact: ExternalChange | Adopted | Released, after: Position) -> TimelineEvent:
    """Return what came from somebody else, or went to him."""
    amount, price = money(fact.amount), money(fact.price)
    match fact:
        case Adopted():
            return _row("adopted", amount=amount, price=price, entry=money(fact.entry_price))
        case Released():
            return _row("released", amount=amount, price=price)
        case ExternalChange():
            size = money(after.size)
            return _row("changed_outside", amount=amount, price=price, size=size, by=fact.by)


def _order_told(
    fact: Filled | OrderIntended | OrderChanged, after: Position
) -> Iterator[TimelineEvent]:
    match fact:
        case Filled():
            order = after.orders[fact.client_order_id]
            yield _order(
                "filled",
                order,
                order_id=order.client_order_id,
                filled=money(order.filled),
                price=money(order.cost / order.filled),
                complete=order.remaining <= 0,
            )
        case OrderIntended(order=order) if _rests(order):
            yield _order("placed", order, price=money(order.price), trigger=money(order.trigger))
        case OrderChanged(state=OrderState.REJECTED):
            order = after.orders[fact.client_order_id]
            yield _order("rejected", order, code=fact.code, message=fact.message)
        case OrderChanged(state=OrderState.UNKNOWN):
            yield _order("unknown", after.orders[fact.client_order_id])
        case OrderChanged(state=OrderState.CANCELLED):
            order = after.orders[fact.client_order_id]
            if order.rests and not order.cancel_requested:
                yield _order("cancelled_outside", order)


def _rests(order: Order) -> bool:
    """Return whether an order waits for its price; targets are told with their prices."""
    waits = order.order_type is OrderType.LIMIT or order.trigger is not None
    return waits and (order.purpose.adds or order.trigger is not None)


def _stop_told(
    before: Position | None, fact: StopArmed | StopWaits | CoolDownStarted | CoolDownEnded
) -> Iterator[TimelineEvent]:
    match fact:
        case StopArmed(price=None, emergency=None):
            return  # that it was taken away is told by who did it
        case StopArmed():
            armed = before is not None and before.stop_price is not None
            yield _row(
                "stop_moved" if armed else "stop_set",
                price=money(fact.price),
                emergency=money(fact.emergency),
                why=fact.why.value,
            )
        case StopWaits(price=None):
            return
        case StopWaits():
            yield _row("stop_waits", price=money(fact.price), why=fact.why.value)
        case CoolDownStarted():
            yield _row("cool_down_started", price=money(fact.price), until=time(fact.until))
        case CoolDownEnded():
            yield _row("cool_down_ended", price=money(fact.price))


def _targets_told(
    fact: TargetsPriced | TrailingStarted | TrailingReset | TrailingHit,
) -> TimelineEvent:
    if isinstance(fact, TargetsPriced):
        return _row("targets", prices=[money(price) for price in fact.prices])
    if isinstance(fact, TrailingReset):
        return _row("trailing_reset", leg=fact.leg)
    event = "trailing_started" if isinstance(fact, TrailingStarted) else "trailing_hit"
    return _row(event, leg=fact.leg, price=money(fact.price))


def _asked(
    fact: PlanChanged | SizeRequested | EntryResized | IncreaseCut | OrderMoved | CloseRequested,
    after: Position,
) -> Iterator[TimelineEvent]:
    match fact:
        case PlanChanged():
            if fact.replace_stop_loss:
                yield _row("stop_changed" if fact.stop_loss else "stop_removed")
            if fact.replace_take_profit:
                filled = sum(target.done for target in after.targets)
                count = len(after.targets) - filled
                event = "targets_changed" if count else "targets_removed"
                yield _row(event, count=count, filled=filled)
            if fact.replace_auto_close:
                name = "auto_close_changed" if fact.auto_close else "auto_close_removed"
                yield _row(name, seconds=fact.auto_close)
        case SizeRequested():
            yield _row(
                "increase_asked" if fact.amount > 0 else "reduce_asked",
                amount=money(abs(fact.amount)),
                order_type=fact.order_type.value,
                price=money(fact.price),
            )
        case EntryResized():
            yield _row("entry_resized", amount=money(fact.amount))
        case OrderMoved():
            order = after.orders[fact.client_order_id]
            yield _order("order_moved", order, price=money(fact.price))
        case IncreaseCut():
            yield _row("increase_cut", amount=money(fact.amount))
        case CloseRequested() if fact.reason is not CloseReason.CHANGED_OUTSIDE:
            yield _row(
                "close_asked",
                reason=fact.reason.value,
                order_type=fact.order_type.value,
                price=money(fact.price),
                mark=money(fact.mark),
            )


def _row(event: str, **values: Unpack[TimelineValues]) -> TimelineEvent:
    return {"event": event, **values}


def _order(event: str, order: Order, **values: Unpack[TimelineValues]) -> TimelineEvent:
    return {
        "event": event,
        "purpose": order.purpose.value,
        "leg": order.leg,
        "side": order.side.value,
        "order_type": order.order_type.value,
        "amount": money(order.amount),
        **values,
    }
