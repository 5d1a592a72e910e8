"""Crypto.com's way to write orders and trades."""

from ..core.market import Book
from ..core.orders import ZERO, Fill, Order, Status
from ..wire import plain

ACCOUNT = "52e7c00f-1324-5a6z-bfgt-de445bde21a5"
STATUS = {
    Status.UNTRIGGERED: "PENDING",
    Status.NEW: "ACTIVE",
    Status.PARTIALLY_FILLED: "ACTIVE",
    Status.FILLED: "FILLED",
    Status.CANCELED: "CANCELED",
    Status.EXPIRED: "EXPIRED",
    Status.REJECTED: "REJECTED",
}
FIRST_ORDER = 18_342_311_000_000_000
"""What is added to the number of an order."""


def order_id(number: int) -> str:
    """Return the id of an order."""
    return str(FIRST_ORDER + number)


def number_of(written: str) -> int:
    """Return the number behind an order's id; 0 for what was never one."""
    return int(written) - FIRST_ORDER if written.isdigit() else 0


def order(order: Order) -> dict[str, object]:
    """Return an order as all lists show it."""
    fees = sum((fill.fee for fill in order.fills), ZERO)
    currency = order.fills[-1].fee_asset if order.fills else order.market.quote
    value = order.amount * (order.price or order.average)
    told: dict[str, object] = {
        "account_id": ACCOUNT,
        "order_id": order_id(order.order_id),
        "client_oid": order.client_id,
        "order_type": "MARKET" if order.price is None else "LIMIT",
        "time_in_force": "GOOD_TILL_CANCEL",
        "side": order.side.value,
        "exec_inst": order.extra.get("exec_inst", "").split(",") if order.extra else [],
        "quantity": plain(order.amount),
        "order_value": plain(value),
        "avg_price": plain(order.average),
        "cumulative_quantity": plain(order.filled),
        "cumulative_value": plain(order.cost),
        "cumulative_fee": plain(fees),
        "status": STATUS[order.status],
        "reason": 0,
        "update_user_id": ACCOUNT,
        "order_date": "2026-01-01",
        "instrument_name": order.market.id,
        "fee_instrument_name": currency,
        "create_time": order.created_at,
        "create_time_ns": str(order.created_at * 1_000_000),
        "update_time": order.updated_at,
    }
    if order.price is not None:
        told["limit_price"] = plain(order.price)
    return told


def trade(fill: Fill, order: Order) -> dict[str, object]:
    """Return a trade; what it cost is negative."""
    return {
        "account_id": ACCOUNT,
        "event_date": "2026-01-01",
        "journal_type": "TRADING",
        "side": fill.side.value,
        "instrument_name": fill.market.id,
        "fees": plain(-fill.fee),
        "trade_id": str(fill.trade_id),
        "trade_match_id": str(fill.trade_id),
        "create_time": fill.at,
        "traded_price": plain(fill.price),
        "traded_quantity": plain(fill.amount),
        "fee_instrument_name": fill.fee_asset,
        "client_oid": order.client_id,
        "taker_side": "MAKER" if fill.maker else "TAKER",
        "order_id": order_id(fill.order_id),
        "create_time_ns": str(nanoseconds(fill)),
    }


def nanoseconds(fill: Fill) -> int:
    """Return when a trade was, so finely that no two are the same."""
    return fill.at * 1_000_000 + fill.trade_id % 1_000_000


def ticker(book: Book, at: int) -> dict[str, object]:
    """Return the prices of a market."""
    return {
        "i": book.market.id,
        "h": plain(book.high),
        "l": plain(book.low),
        "a": plain(book.last),
        "v": plain(book.volume),
        "vv": plain(book.volume * book.last),
        "c": "0",
        "b": plain(book.bid),
        "k": plain(book.ask),
        "oi": "0",
        "t": at,
    }
