"""Makes the rows that users read of positions, orders, fills and signals."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import cast, overload

from ...ledger.records import ADDING_PURPOSES, FillRecord, SignalRecord
from ...trading.model.market import OrderSide, Side
from ...trading.model.order import Order, OrderState
from ...trading.model.plan import Plan
from ...trading.model.position import Position
from ...trading.position.performance import (
    duration,
    entry_price,
    exit_price,
    margin,
    present_stop,
    profit_percentage,
    r_multiple,
    risk,
    roe_percentage,
    unrealized_profit,
)
from ...trading.reasons.money import money
from ...trading.reasons.reasons import ReasonCode
from ...trading.signal.fields.section_rows import stop_loss_row, take_profit_rows
from .rows import (
    FieldErrorRow,
    FillRow,
    FullPositionRow,
    OrderRow,
    PlanRow,
    PositionRow,
    SignalRow,
    StopRow,
    WaitingRow,
)


@overload
def time(value: datetime) -> str: ...
@overload
def time(value: datetime | None) -> str | None: ...
def time(value: datetime | None) -> str | None:
    """Return a moment as ISO 8601 UTC."""
    return value.isoformat() if value else None


def only_one(position_ids: Sequence[str]) -> str | None:
    """Return the position that a signal is about; None without one, or with several."""
    return position_ids[0] if len(position_ids) == 1 else None


def order_row(order: Order) -> OrderRow:
    """Return an order of a position."""
    return {
        "client_order_id": order.client_order_id,
        "order_id": order.venue_order_id,
        "purpose": order.purpose.value,
        "leg": order.leg,
        "side": order.side.value,
        "order_type": order.order_type.value,
        "price": money(order.price),
        "trigger": money(order.trigger),
        "amount": money(order.amount),
        "filled": money(order.filled),
        "average_price": money(order.cost / order.filled) if order.filled else None,
        "reduce_only": order.reduce_only,
        "status": order.state.value,
        "code": order.code,
        "message": order.message,
        "created_at": time(order.created_at),
    }


def _replaced(order: Order) -> bool:
    """Return whether an order was a stop that only made room for the next: trailing makes many."""
    return order.is_resting_stop and order.state is OrderState.CANCELLED and not order.filled


def _stop_row(position: Position) -> StopRow | None:
    """Return the stop as it stands, and what its protection waits for; None = there is neither."""
    resting, waiting = position.resting_stop, position.waiting
    if waiting is None and position.stop_price is position.emergency_price is None:
        return None
    return {
        "stop_price": money(position.stop_price),
        "emergency_stop_price": money(position.emergency_price),
        "resting_stop_price": money(resting.trigger) if resting else None,
        "protection_armed": position.protection_armed,
        "waiting": _waiting_row(position),
        "cool_down_until": time(position.cool_down_until),
    }


def _waiting_row(position: Position) -> WaitingRow | None:
    """Return where a protection is going to have the stop once the market allows it."""
    waiting = position.waiting
    return {"stop": money(waiting.stop), "since": time(waiting.since)} if waiting else None


def has_no_stop(position: Position) -> bool:
    """Return whether nothing ends a loss: neither a stop, nor a planned one, nor a waiting one."""
    planned = position.plan.stop_loss is not None or position.waiting is not None
    return position.is_live and not planned and present_stop(position) is None


def _next_target(position: Position) -> Decimal | None:
    """Return the price of the target that comes next: the nearest that has not filled."""
    prices = [t.price for t in position.targets if not t.done and t.price is not None]
    if not prices or not position.is_live:
        return None
    return min(prices) if position.side is Side.LONG else max(prices)


def full_position_row(
    position: Position,
    mark_price: Decimal | None,
    now: datetime,
    liquidation_price: Decimal | None = None,
) -> FullPositionRow:
    """Return a position with what depends on the venue and on the time too."""
    return {
        **position_row(position, mark_price),
        "roe_percentage": money(roe_percentage(position, mark_price)),
        "liquidation_price": money(liquidation_price),
        "duration": duration(position, now),
    }


def waiting_reason(position: Position) -> str | None:
    """Return why a pending position is not placed yet, where that is not its own condition."""
    waits = position.is_live and position.filled_at is None and position.waits_for_exit
    return ReasonCode.WAITS_FOR_EXIT.value if waits else None


def position_row(position: Position, mark_price: Decimal | None) -> PositionRow:
    """Return a position with its exits and orders."""
    plan = position.plan
    over = not position.is_live
    return {
        "position_id": position.position_id,
        "bot_id": position.bot_id,
        "symbol": position.symbol,
        "side": position.side.value,
        "status": position.status.value,
        "size": money(position.size),
        "entry_price": money(entry_price(position)),
        "mark_price": None if over else money(mark_price),
        "invested": money(position.invested),
        "realized_profit": money(position.realized_profit),
        "unrealized_profit": money(unrealized_profit(position, mark_price)),
        "profit_percentage": money(profit_percentage(position, mark_price)),
        "fees": money(position.fees),
        "funding": money(position.funding),
        "dust": money(position.dust),
        "leverage": plan.leverage,
        "signal_id": position.signal_id,
        "opened_at": time(position.opened_at),
        "closed_at": time(position.closed_at),
        "close_reason": position.close_reason.value if position.close_reason else None,
        "message": position.message,
        "reason": waiting_reason(position),
        "take_profit": [
            {
                "price": money(target.price),
                "position_percentage": money(target.share),
                "remaining_percentage": money(target.left),
                "filled": money(target.filled),
                "done": target.done,
                "trailing": target.trailing,
            }
            for target in position.targets
        ],
        "stop_loss": _stop_row(position),
        "stop_price": money(present_stop(position)),
        "no_stop": has_no_stop(position),
        "next_target_price": money(_next_target(position)),
        "waiting": _waiting_row(position),
        "margin": money(margin(position)),
        "risk": money(risk(position)),
        "exit_price": money(exit_price(position)),
        "most_at_risk": money(position.most_at_risk) if position.most_at_risk else None,
        "r_multiple": money(r_multiple(position, mark_price)),
        "profit_before_adoption": money(position.profit_before_adoption),
        "note": "",
        "tags": [],
        "orders": [order_row(order) for order in position.orders.values() if not _replaced(order)],
    }


def plan_row(plan: Plan) -> PlanRow:
    """Return the exits of a plan, spelled as in a signal."""
    return {
        "stop_loss": stop_loss_row(plan.stop_loss) if plan.stop_loss else None,
        "take_profit": take_profit_rows(plan.take_profit),
        "auto_close": plan.auto_close,
    }


def fill_row(record: FillRecord) -> FillRow:
    """Return a fill."""
    return {
        "trade_id": record.trade_id,
        "order_id": record.order_id,
        "client_order_id": record.client_order_id,
        "position_id": record.position_id,
        "bot_id": record.bot_id,
        "symbol": record.symbol,
        "side": record.side,
        "price": money(record.price),
        "amount": money(record.amount),
        "cost": money(record.cost),
        "fee": money(record.fee),
        "fee_currency": record.fee_currency,
        "purpose": record.purpose,
        "time": time(record.time),
        "position_side": _position_side(record).value,
        "fee_value": money(record.fee_value),
        "profit": None if record.purpose in ADDING_PURPOSES else money(record.realized_profit),
    }


def _position_side(record: FillRecord) -> Side:
    bought = record.side == OrderSide.BUY
    return Side.LONG if bought == (record.purpose in ADDING_PURPOSES) else Side.SHORT


def signal_row(record: SignalRecord) -> SignalRow:
    """Return a row of the signal log."""
    return {
        "receipt_id": record.receipt_id,
        "signal_id": record.signal_id,
        "bot_id": record.bot_id,
        "received_at": time(record.received_at),
        "action": record.action,
        "symbol": record.symbol,
        "status": record.status,
        "code": record.code,
        "message": record.message,
        "payload": dict(record.payload),
        "side": record.side,
        "position_id": only_one(record.position_ids),
        "position_ids": list(record.position_ids),
        "remote": record.remote,
        "errors": cast("list[FieldErrorRow]", list(record.errors or ())),
    }
