"""Bitvavo's way to write orders and trades."""

from decimal import Decimal

from ..core.market import Book
from ..core.orders import ZERO, Fill, Force, Order, Status
from ..wire import plain

SIZE = Decimal(10)
STATUS = {
    Status.UNTRIGGERED: "awaitingTrigger",
    Status.NEW: "new",
    Status.PARTIALLY_FILLED: "partiallyFilled",
    Status.FILLED: "filled",
    Status.CANCELED: "canceled",
    Status.EXPIRED: "expired",
    Status.REJECTED: "rejected",
}


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


def ended(order: Order) -> str:
    """Return the status of an order, with the reason of an end."""
    by_itself = order.reason not in {"user", "someone else"}
    if order.status is Status.CANCELED and by_itself:
        if order.price is None:
            return "canceledMarketProtection"
        return "canceledPostOnly" if order.force is Force.POST_ONLY else "canceledIOC"
    return STATUS[order.status]


def order(order: Order, *, settled: bool = True) -> dict[str, object]:
    """Return an order with its fills; what is not settled has no fee yet."""
    market = order.market
    fees = sum((fill.fee for fill in order.fills), ZERO)
    held = market.quote if order.buying else market.base
    told: dict[str, object] = {
        "orderId": order_id(order.order_id),
        "market": market.id,
        "created": order.created_at,
        "updated": order.updated_at,
        "status": ended(order),
        "side": order.side.value.lower(),
        "orderType": "market" if order.price is None else "limit",
        "onHold": plain(order.locked),
        "onHoldCurrency": held,
        "filledAmount": plain(order.filled),
        "filledAmountQuote": plain(order.cost),
        "feePaid": plain(fees if settled else ZERO),
        "feeCurrency": market.quote,
        "fills": [fill_of_order(fill, settled=settled) for fill in order.fills],
        "selfTradePrevention": "decrementAndCancel",
        "visible": True,
        "restatementReason": "",
    }
    if order.client_id:
        told["clientOrderId"] = order.client_id
    if "operatorId" in order.extra:
        told["operatorId"] = int(order.extra["operatorId"])
    if order.cost_wanted is not None:
        told["amountQuote"] = plain(order.cost_wanted)
        told["amountQuoteRemaining"] = plain(max(order.cost_wanted - order.cost, ZERO))
    else:
        told["amount"] = plain(order.amount)
        told["amountRemaining"] = plain(order.remaining)
    if order.price is not None:
        told |= {
            "price": plain(order.price),
            "timeInForce": order.force.value if order.force is not Force.POST_ONLY else "GTC",
            "postOnly": order.force is Force.POST_ONLY,
        }
    return told


def fill_of_order(fill: Fill, *, settled: bool) -> dict[str, object]:
    """Return a trade within its order."""
    told: dict[str, object] = {
        "id": trade_id(fill.trade_id),
        "timestamp": fill.at,
        "amount": plain(fill.amount),
        "price": plain(fill.price),
        "taker": not fill.maker,
        "settled": settled,
    }
    if settled:
        told |= {"fee": plain(fill.fee), "feeCurrency": fill.fee_asset}
    return told


def trade(fill: Fill, order: Order, *, settled: bool) -> dict[str, object]:
    """Return a trade as the list of trades has it."""
    told: dict[str, object] = {
        **fill_of_order(fill, settled=settled),
        "orderId": order_id(fill.order_id),
        "market": fill.market.id,
        "side": fill.side.value.lower(),
    }
    if order.client_id:
        told["clientOrderId"] = order.client_id
    return told


def ticker(book: Book, at: int) -> dict[str, object]:
    """Return the prices of a market over 24 hours."""
    return {
        "market": book.market.id,
        "startTimestamp": at - 86_400_000,
        "timestamp": at,
        "open": plain(book.last),
        "openTimestamp": at - 86_400_000,
        "high": plain(book.high),
        "low": plain(book.low),
        "last": plain(book.last),
        "closeTimestamp": at,
        "bid": plain(book.bid),
        "bidSize": plain(SIZE if book.bid_size is None else book.bid_size),
        "ask": plain(book.ask),
        "askSize": plain(SIZE if book.ask_size is None else book.ask_size),
        "volume": plain(book.volume),
        "volumeQuote": plain(book.volume * book.last),
    }
