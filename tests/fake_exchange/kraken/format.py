"""Kraken's way to write orders and trades."""

from decimal import Decimal

from ..core.events import Change, OrderEvent
from ..core.orders import ZERO, Fill, Force, Order, Status
from ..wire import fixed, places_of, plain
from . import names

CLOSED = {
    Status.FILLED: "closed",
    Status.CANCELED: "canceled",
    Status.EXPIRED: "expired",
    Status.REJECTED: "canceled",
}
REASONS = {
    "user": "User requested",
    "someone else": "User requested",
    "no liquidity": "Order not filled",
    "balance": "Insufficient funds",
}


def _flags(order: Order) -> str:
    extra = ",post" if order.force is Force.POST_ONLY else ""
    return "fciq" + extra + (",viqc" if order.cost_wanted is not None else "")


def _price(order: Order, price: Decimal | None) -> str:
    return fixed(price or ZERO, places_of(order.market.tick))


def description(order: Order) -> dict[str, object]:
    """Return an order in words."""
    trigger, limit = order.trigger, order.price
    market = names.alt_name(order.market)
    side = order.side.value.lower()
    words = f"{side} {fixed(order.cost_wanted or order.amount)} {market} @ "
    kind = order.wire_type.replace("-", " ").removesuffix(" limit") if trigger else ""
    if trigger is not None:
        words += f"{kind} {_price(order, trigger.price)}"
        words += f" -> limit {_price(order, limit)}" if limit else ""
    else:
        words += f"limit {_price(order, limit)}" if limit else "market"
    first = trigger.price if trigger else limit
    return {
        "pair": market,
        "aclass": "forex",
        "type": side,
        "ordertype": order.wire_type,
        "price": _price(order, first) if first else "0",
        "price2": _price(order, limit) if trigger and limit else "0",
        "leverage": "none",
        "order": words,
        "close": "",
    }


def order(order: Order, *, trades: bool) -> dict[str, object]:
    """Return an order as all lists show it."""
    fees = sum((fill.fee for fill in order.fills), ZERO)
    found: dict[str, object] = {
        "refid": None,
        "userref": None,
        **({"cl_ord_id": order.client_id} if order.client_id else {}),
        "status": CLOSED.get(order.status, "open"),
        "opentm": names.seconds(order.created_at),
        "starttm": 0,
        "expiretm": 0,
        "descr": description(order),
        "vol": fixed(order.amount),
        "vol_exec": fixed(order.filled),
        "cost": fixed(order.cost, 5),
        "fee": fixed(fees, 5),
        "price": fixed(order.average, 5),
        "stopprice": fixed(order.trigger.price if order.trigger else ZERO, 5),
        "limitprice": fixed(ZERO, 5),
        "misc": "stopped" if order.triggered_at else "",
        "oflags": _flags(order),
    }
    if order.trigger is not None:
        found["trigger"] = "last"
    if not order.status.open:
        found["closetm"] = names.seconds(order.updated_at)
        found["reason"] = REASONS.get(order.reason)
    if trades:
        found["trades"] = [names.written(fill.trade_id, "T") for fill in order.fills]
    return found


def trade(fill: Fill, order: Order) -> dict[str, object]:
    """Return a trade as the history shows it."""
    return {
        "ordertxid": names.written(fill.order_id, "O"),
        "postxid": "TKH2SE-M7IF5-CFI7LT",
        "pair": fill.market.id,
        "aclass": "forex",
        "time": names.seconds(fill.at),
        "type": fill.side.value.lower(),
        "ordertype": order.wire_type,
        "price": fixed(fill.price, 5),
        "cost": fixed(fill.cost, 5),
        "fee": fixed(fill.fee, 5),
        "vol": fixed(fill.amount),
        "margin": fixed(ZERO, 5),
        "leverage": "0",
        "misc": "",
        "trade_id": fill.trade_id,
        "maker": fill.maker,
    }


def number(value: Decimal) -> float:
    """Return a number as the streams have it: JSON's own."""
    return float(value)


def executions(event: OrderEvent) -> list[dict[str, object]]:
    """Return what the stream tells of an order: first everything, later what changed."""
    order = event.order
    base: dict[str, object] = {
        "order_id": names.written(order.order_id, "O"),
        "timestamp": names.iso(event.at),
        **({"cl_ord_id": order.client_id} if order.client_id else {}),
    }
    totals = {
        "cum_qty": number(order.filled),
        "cum_cost": number(order.cost),
        "avg_price": number(order.average),
        "fee_usd_equiv": number(sum((fill.fee for fill in order.fills), ZERO)),
    }
    match event.change:
        case Change.NEW:
            return [base | _new(order), base | {"exec_type": "new", "order_status": "new"}]
        case Change.TRADE:
            assert event.fill is not None
            found = [base | _traded(order, event.fill)]
            if order.status is Status.FILLED:
                found.append(base | totals | {"exec_type": "filled", "order_status": "filled"})
            return found
        case Change.CANCELED | Change.EXPIRED | Change.REJECTED:
            kind = CLOSED[order.status]
            reason = REASONS.get(order.reason, "")
            return [base | totals | {"exec_type": kind, "order_status": kind, "reason": reason}]
        case _:
            return [base | {"exec_type": "status", "order_status": "new"}]


def _new(order: Order) -> dict[str, object]:
    return {
        "symbol": order.market.symbol,
        "order_qty": number(order.amount),
        "cum_cost": 0.0,
        "time_in_force": "IOC" if order.force is Force.IOC else "GTC",
        "exec_type": "pending_new",
        "side": order.side.value.lower(),
        "order_type": order.wire_type,
        "limit_price_type": "static",
        **({"limit_price": number(order.price)} if order.price else {}),
        "stop_price": number(order.trigger.price if order.trigger else ZERO),
        "order_status": "pending_new",
        "fee_usd_equiv": 0.0,
        "fee_ccy_pref": "fciq",
    }


def _traded(order: Order, fill: Fill) -> dict[str, object]:
    full = order.status is Status.FILLED
    return {
        "exec_id": names.written(fill.trade_id, "T"),
        "exec_type": "trade",
        "trade_id": fill.trade_id,
        "symbol": order.market.symbol,
        "side": order.side.value.lower(),
        "last_qty": number(fill.amount),
        "last_price": number(fill.price),
        "liquidity_ind": "m" if fill.maker else "t",
        "cost": number(fill.cost),
        "order_status": "filled" if full else "partially_filled",
        "order_type": order.wire_type,
        "fees": [{"asset": fill.fee_asset, "qty": number(fill.fee)}],
    }


def amount(value: Decimal) -> str:
    """Return a balance."""
    return plain(value) if value else "0.0000000000"
