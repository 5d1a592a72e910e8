"""Coinbase's way to write orders, fills and times."""

from datetime import UTC, datetime
from decimal import Decimal
import json

from ..core.orders import ZERO, Fill, Order, Status
from ..wire import plain

STATUS = {
    Status.UNTRIGGERED: "OPEN",
    Status.NEW: "OPEN",
    Status.PARTIALLY_FILLED: "OPEN",
    Status.FILLED: "FILLED",
    Status.CANCELED: "CANCELLED",
    Status.EXPIRED: "EXPIRED",
    Status.REJECTED: "FAILED",
}
USER = "99999999-0000-4000-8000-000000000001"
PORTFOLIO = "99999999-0000-4000-8000-000000000002"


def iso(ms: int) -> str:
    """Return a time as Coinbase writes it."""
    return datetime.fromtimestamp(ms / 1000, UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def order_id(number: int) -> str:
    """Return the id of an order."""
    return f"00000000-0000-4000-8000-{number:012d}"


def number_of(written: str) -> int:
    """Return the number behind an order's id; 0 for what was never one."""
    last = written.rpartition("-")[2]
    return int(last) if last.isdigit() else 0


def trade_id(number: int) -> str:
    """Return the id of a trade."""
    return f"00000000-0000-4000-9000-{number:012d}"


def kind(order: Order) -> str:
    """Return the type of an order."""
    if order.trigger is not None:
        return "STOP_LIMIT"
    return "MARKET" if order.price is None else "LIMIT"


def fees(order: Order) -> Decimal:
    """Return what the fills of an order have cost."""
    return sum((fill.fee for fill in order.fills), ZERO)


def order(order: Order) -> dict[str, object]:
    """Return an order as it is listed."""
    configuration = json.loads(order.extra.get("configuration", "{}"))
    market = order.price is None
    in_quote = "quote_size" in json.dumps(configuration)
    part = order.filled / order.amount * 100 if order.amount else ZERO
    paid = order.cost + fees(order) if order.buying else order.cost - fees(order)
    last = order.fills[-1].at if order.fills else None
    return {
        "order_id": order_id(order.order_id),
        "product_id": order.market.id,
        "user_id": USER,
        "order_configuration": configuration,
        "side": order.side.value,
        "client_order_id": order.client_id,
        "status": STATUS[order.status],
        "time_in_force": "IMMEDIATE_OR_CANCEL" if market else "GOOD_UNTIL_CANCELLED",
        "created_time": iso(order.created_at),
        "completion_percentage": plain(part),
        "filled_size": plain(order.filled),
        "average_filled_price": plain(order.average),
        "fee": "",
        "number_of_fills": str(len(order.fills)),
        "filled_value": plain(order.cost),
        "pending_cancel": False,
        "size_in_quote": in_quote,
        "total_fees": plain(fees(order)),
        "size_inclusive_of_fees": in_quote,
        "total_value_after_fees": plain(paid),
        "trigger_status": "INVALID_ORDER_TYPE" if order.trigger is None else "STOP_PENDING",
        "order_type": kind(order),
        "reject_reason": "REJECT_REASON_UNSPECIFIED",
        "settled": order.status is Status.FILLED,
        "product_type": "SPOT",
        "reject_message": "",
        "cancel_message": "User requested cancel" if order.reason == "user" else "",
        "order_placement_source": "RETAIL_ADVANCED",
        "outstanding_hold_amount": plain(order.locked),
        "is_liquidation": False,
        "last_fill_time": iso(last) if last else None,
        "edit_history": [],
        "leverage": "",
        "margin_type": "UNKNOWN_MARGIN_TYPE",
        "retail_portfolio_id": PORTFOLIO,
        "last_update_time": iso(order.updated_at),
    }


def fill(fill: Fill, order: Order) -> dict[str, object]:
    """Return a trade as it is listed: of an order by quote its size is in quote too."""
    in_quote = "quote_size" in order.extra.get("configuration", "")
    return {
        "entry_id": f"{fill.trade_id:064x}",
        "trade_id": trade_id(fill.trade_id),
        "order_id": order_id(fill.order_id),
        "trade_time": iso(fill.at),
        "trade_type": "FILL",
        "price": plain(fill.price),
        "size": plain(fill.cost if in_quote else fill.amount),
        "commission": plain(fill.fee),
        "product_id": fill.market.id,
        "sequence_timestamp": iso(fill.at),
        "liquidity_indicator": "MAKER" if fill.maker else "TAKER",
        "size_in_quote": in_quote,
        "user_id": USER,
        "side": fill.side.value,
        "retail_portfolio_id": PORTFOLIO,
        "fillSource": "FILL_SOURCE_CLOB",
        "commission_detail_total": {"total_commission": plain(fill.fee)},
    }


def pushed(order: Order) -> dict[str, object]:
    """Return an order as the user's channel tells it."""
    return {
        "avg_price": plain(order.average),
        "cancel_reason": "User requested cancel" if order.reason == "user" else "",
        "client_order_id": order.client_id,
        "completion_percentage": plain(order.filled / order.amount * 100 if order.amount else ZERO),
        "contract_expiry_type": "UNKNOWN_CONTRACT_EXPIRY_TYPE",
        "cumulative_quantity": plain(order.filled),
        "filled_value": plain(order.cost),
        "leaves_quantity": plain(order.remaining if order.status.open else ZERO),
        "limit_price": plain(order.price or ZERO),
        "number_of_fills": str(len(order.fills)),
        "order_id": order_id(order.order_id),
        "order_side": order.side.value,
        "order_type": kind(order).title(),
        "outstanding_hold_amount": plain(order.locked),
        "post_only": "false",
        "product_id": order.market.id,
        "product_type": "SPOT",
        "reject_reason": "",
        "retail_portfolio_id": PORTFOLIO,
        "risk_managed_by": "UNKNOWN_RISK_MANAGEMENT_TYPE",
        "status": STATUS[order.status],
        "stop_price": "",
        "time_in_force": "IMMEDIATE_OR_CANCEL" if order.price is None else "GOOD_UNTIL_CANCELLED",
        "total_fees": plain(fees(order)),
        "total_value_after_fees": plain(order.cost + fees(order)),
        "trigger_status": "INVALID_ORDER_TYPE",
        "creation_time": iso(order.created_at),
        "end_time": "0001-01-01T00:00:00Z",
        "start_time": "0001-01-01T00:00:00Z",
    }
