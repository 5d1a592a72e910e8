"""The engine's orders, fills and positions in the words of Kraken Futures."""

from datetime import UTC, datetime
from decimal import Decimal

from ..core.account import Position
from ..core.orders import Fill, Force, Forced, Order, Side, Status
from ..wire import plain

TAIL = "-0f5a-4c2e-9a51-8f1e2d3c4b5a"
_TYPES = {Force.IOC: "ioc", Force.FOK: "fok", Force.POST_ONLY: "post"}
FILL_TYPES = {
    Forced.LIQUIDATION: "liquidation",
    Forced.PARTLY: "liquidation",
    Forced.DELEVERAGED: "unwindCounterparty",
}
_KINDS = {Force.IOC: "IoC", Force.FOK: "FoK", Force.POST_ONLY: "Post"}


def uid(number: int) -> str:
    """Return an order's or a trade's number as a UUID."""
    return f"{number:08x}{TAIL}"


def number_of(value: str) -> int:
    """Return the number behind a UUID; 0 for what was never one."""
    head = value.removesuffix(TAIL)
    return int(head, 16) if value.endswith(TAIL) and len(head) == 8 else 0


def moment(milliseconds: int) -> str:
    """Return a moment as ISO 8601."""
    found = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return f"{found:%Y-%m-%dT%H:%M:%S}.{milliseconds % 1000:03d}Z"


def number(value: Decimal) -> float:
    """Write a number: it is one in JSON."""
    return float(value)


def side(of: Side) -> str:
    """Return the side in small letters."""
    return of.value.lower()


def kind(order: Order) -> str:
    """Return the type of an order."""
    return "ioc" if order.price is None else _TYPES.get(order.force, "lmt")


def order(one: Order) -> dict[str, object]:
    """Return an order as events about it tell it."""
    return {
        "orderId": uid(one.order_id),
        "cliOrdId": one.client_id or None,
        "type": kind(one),
        "symbol": one.market.id,
        "side": side(one.side),
        "quantity": number(one.amount),
        "filled": number(one.filled),
        "limitPrice": None if one.price is None else number(one.price),
        "reduceOnly": one.reduce_only,
        "timestamp": moment(one.created_at),
        "lastUpdateTimestamp": moment(one.updated_at),
    }


def trigger(one: Order) -> dict[str, object]:
    """Return a stop as the event of its placing tells it."""
    assert one.trigger is not None
    return {
        "uid": uid(one.order_id),
        "clientId": one.client_id or None,
        "type": kind(one),
        "symbol": one.market.id,
        "side": side(one.side),
        "quantity": number(one.amount),
        "limitPrice": None if one.price is None else number(one.price),
        "triggerPrice": number(one.trigger.price),
        "triggerSide": "trigger_above" if one.trigger.rises else "trigger_below",
        "triggerSignal": f"{one.trigger.by.value.lower()}_price",
        "reduceOnly": one.reduce_only,
        "timestamp": moment(one.created_at),
        "lastUpdateTimestamp": moment(one.updated_at),
    }


def cached(one: Order) -> dict[str, object]:
    """Return an order as it is told when it is asked for."""
    waits = one.trigger is not None and not one.triggered_at
    told: dict[str, object] = {"type": "TRIGGER_ORDER" if waits else "ORDER", **order(one)}
    told["type"] = "TRIGGER_ORDER" if waits else "ORDER"
    if one.trigger is not None:
        told["priceTriggerOptions"] = {
            "triggerPrice": number(one.trigger.price),
            "triggerSide": "TRIGGER_ABOVE" if one.trigger.rises else "TRIGGER_BELOW",
            "triggerSignal": f"{one.trigger.by.value}_PRICE",
        }
    return {"order": told, "status": status(one), "updateReason": None, "error": None}


def status(one: Order) -> str:
    """Return the state of an order that is asked for."""
    match one.status:
        case Status.UNTRIGGERED:
            return "TRIGGER_PLACED"
        case Status.FILLED:
            return "FULLY_EXECUTED"
        case Status.NEW | Status.PARTIALLY_FILLED:
            return "ENTERED_BOOK"
        case Status.REJECTED:
            return "TRIGGER_ACTIVATION_FAILURE"
        case _:
            return "CANCELLED"


def listed(one: Order) -> dict[str, object]:
    """Return an open order as the list shows it."""
    told: dict[str, object] = {
        "order_id": uid(one.order_id),
        "symbol": one.market.id,
        "side": side(one.side),
        "orderType": "stop" if one.status is Status.UNTRIGGERED else kind(one),
        "unfilledSize": number(one.remaining),
        "receivedTime": moment(one.created_at),
        "status": "partiallyFilled" if one.filled else "untouched",
        "filledSize": number(one.filled),
        "reduceOnly": one.reduce_only,
        "lastUpdateTime": moment(one.updated_at),
    }
    if one.client_id:
        told["cliOrdId"] = one.client_id
    if one.price is not None:
        told["limitPrice"] = number(one.price)
    if one.trigger is not None:
        told["stopPrice"] = number(one.trigger.price)
        told["triggerSignal"] = one.trigger.by.value.lower()
    return told


def past(one: Order) -> dict[str, object]:
    """Return an order as the history has it; its quantity is what is left."""
    return {
        "uid": uid(one.order_id),
        "accountUid": "406142dd-7c5c-4a8b-acbc-5f16eca30009",
        "tradeable": one.market.id,
        "direction": "Buy" if one.buying else "Sell",
        "quantity": plain(one.remaining),
        "filled": plain(one.filled),
        "timestamp": str(one.created_at),
        "limitPrice": plain(one.price) if one.price is not None else "",
        "orderType": "IoC" if one.price is None else _KINDS.get(one.force, "Limit"),
        "clientId": one.client_id,
        "reduceOnly": one.reduce_only,
        "lastUpdateTimestamp": str(one.updated_at),
    }


def fill(one: Fill, client_id: str) -> dict[str, object]:
    """Return a trade; its fee is not told."""
    told: dict[str, object] = {
        "fill_id": uid(one.trade_id),
        "symbol": one.market.id,
        "side": side(one.side),
        "order_id": uid(one.order_id),
        "size": number(one.amount),
        "price": number(one.price),
        "fillTime": moment(one.at),
        "fillType": FILL_TYPES[one.forced] if one.forced else "maker" if one.maker else "taker",
    }
    return told | ({"cliOrdId": client_id} if client_id else {})


def position(one: Position, at: str) -> dict[str, object]:
    """Return a position; one that has a leverage of its own is isolated."""
    told: dict[str, object] = {
        "side": "long" if one.amount > 0 else "short",
        "symbol": one.market.id,
        "price": number(one.entry),
        "fillTime": at,
        "size": number(abs(one.amount)),
        "unrealizedFunding": 0.0,
        "pnlCurrency": "USD",
    }
    return told | ({"maxFixedLeverage": float(one.leverage)} if one.isolated else {})
