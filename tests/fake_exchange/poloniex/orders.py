"""Poloniex's endpoints for orders and trades: `cid:` stands before an id of the client's."""

from collections.abc import Mapping

from ..core.engine import Engine
from ..core.errors import Reason
from ..core.market import FakeMarket
from ..core.orders import ZERO, Fill, Force, Order, Side, Status
from ..spot import HOUR_MS, Desk
from ..wire import (
    Call,
    Check,
    RefusalError,
    Route,
    Security,
    integer,
    number,
    one_of,
    pattern,
    places_of,
    plain,
    text,
)
from .data import AMOUNT_SCALE
from .guard import refusal

FORCES = {"GTC": Force.GTC, "IOC": Force.IOC, "FOK": Force.FOK}
ERRORS: Mapping[Reason, tuple[int, str]] = {
    Reason.BALANCE: (21709, "Low available balance"),
    Reason.DUPLICATE_ID: (21312, "Client orderId already exists"),
    Reason.PRICE_FILTER: (21335, "Invalid priceScale for this symbol"),
    Reason.PERCENT_PRICE: (21310, "Order price must be less than max price"),
    Reason.MIN_COST: (21322, "Amount less than minAmount"),
    Reason.MARKET_LOT_SIZE: (21360, "Order size exceeds the limit."),
    Reason.HALTED: (10041, "Symbol frozen for trading"),
}
NEW: Mapping[str, Check] = {"symbol": text, "side": one_of("BUY", "SELL")}
MORE: Mapping[str, Check] = {
    "clientOrderId": pattern(r"[A-Za-z0-9_-]{1,64}"),
    "type": one_of("LIMIT", "MARKET", "LIMIT_MAKER"),
    "timeInForce": one_of(*FORCES),
    "accountType": one_of("SPOT"),
    "price": number,
    "quantity": number,
    "amount": number,
    "allowBorrow": text,
    "stpMode": text,
}
LIST: Mapping[str, Check] = {"from": integer, "direction": one_of("PRE", "NEXT"), "limit": integer}
MOST_OPEN = 2000
USUAL, MOST_TRADES = 100, 1000
WEEK_MS = 7 * 24 * HOUR_MS
LONGEST_MS = 90 * 24 * HOUR_MS
ARCHIVED_MS = 180 * 24 * HOUR_MS
BY_CLIENT_ID = "cid:"
PENDING = "PENDING_CANCEL"


class PoloniexOrders:
    """Orders and trades of Poloniex."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.desk = Desk(engine)

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        signed = Security.SIGNED
        named: Mapping[str, Check] = {"id": text}
        return {
            ("POST", "/orders"): Route(
                name="create_order",
                handler=self.add,
                security=signed,
                required=NEW,
                optional=MORE,
            ),
            ("GET", "/orders"): Route(
                name="open_orders",
                handler=self.open_orders,
                security=signed,
                optional={"symbol": text, "side": text, **LIST},
            ),
            ("GET", "/orders/{id}"): Route(
                name="query_order",
                handler=self.query,
                security=signed,
                required=named,
                optional={"symbol": text},
            ),
            ("DELETE", "/orders/{id}"): Route(
                name="cancel_order", handler=self.cancel, security=signed, required=named
            ),
            ("GET", "/orders/{id}/trades"): Route(
                name="order_trades", handler=self.order_trades, security=signed, required=named
            ),
            ("GET", "/trades"): Route(
                name="my_trades",
                handler=self.trades,
                security=signed,
                optional={"symbols": text, "startTime": integer, "endTime": integer, **LIST},
            ),
        }

    def _market(self, name: str) -> FakeMarket:
        market = self.desk.market(name)
        if market is None:
            raise refusal(10040, "Invalid symbol")
        return market

    def add(self, call: Call) -> object:
        """Place an order; a market buy says what it spends, all others how much they trade."""
        market, kind = self._market(call.params["symbol"]), call.params.get("type", "MARKET")
        side, price = Side(call.params["side"]), call.decimal("price")
        spends = kind == "MARKET" and side is Side.BUY
        amount, quantity = call.decimal("amount"), call.decimal("quantity")
        if kind != "MARKET" and not price:
            raise refusal(21327, "Order price must be greater than 0")
        if spends and not amount:
            raise refusal(21317, "Amount must be greater than 0")
        if spends and amount is not None and places_of(amount) > AMOUNT_SCALE:
            raise refusal(21337, "Invalid amountScale for this symbol")
        if not spends and not quantity:
            raise refusal(21328, "Order quantity must be greater than 0")
        force = FORCES[call.params.get("timeInForce", "GTC")]
        order = Order(
            market=market,
            side=side,
            client_id=call.params.get("clientOrderId", ""),
            amount=ZERO if spends else quantity or ZERO,
            cost_wanted=amount if spends else None,
            price=None if kind == "MARKET" else price,
            force=Force.POST_ONLY if kind == "LIMIT_MAKER" else force,
            wire_type=kind,
        )
        self.desk.place(order, lambda reason: _refused(reason, order))
        return {"id": str(order.order_id), "clientOrderId": order.client_id}

    def open_orders(self, call: Call) -> object:
        """List the open orders of a market, or of all, newest first."""
        market = self._market(call.params["symbol"]) if "symbol" in call.params else None
        found = self.desk.orders(market, opened=True)
        return [_order(one) for one in found[: _most(call, MOST_OPEN, MOST_OPEN)]]

    def _found(self, call: Call) -> Order:
        name = call.params["id"]
        if name.startswith(BY_CLIENT_ID):
            order = self.desk.by_client_id(name.removeprefix(BY_CLIENT_ID))
        else:
            order = self.desk.by_id(name)
        if order is None:
            raise refusal(21301, "Order not exists")
        return order

    def query(self, call: Call) -> object:
        """Look an order up; one that was just cancelled is told of as about to be."""
        order = self._found(call)
        row = _order(order)
        if order.extra.pop(PENDING, None):
            row["state"] = PENDING
        return row

    def cancel(self, call: Call) -> object:
        """Cancel an order."""
        order = self._found(call)
        if order.status is Status.FILLED:
            raise refusal(21304, "Order is filled")
        if not order.status.open:
            raise refusal(21305, "Order is canceled")
        self.engine.cancel(order)
        order.extra[PENDING] = PENDING
        return {
            "orderId": str(order.order_id),
            "clientOrderId": order.client_id,
            "state": PENDING,
            "code": 200,
            "message": "",
        }

    def order_trades(self, call: Call) -> object:
        """List the trades of an order, by the venue's own id."""
        if not call.params["id"].isdecimal():
            raise refusal(21346, "Order Id must be of type Long")
        order = self._found(call)
        found = self.desk.fills(order.market)
        return [_trade(fill, order) for fill in found if fill.order_id == order.order_id]

    def trades(self, call: Call) -> object:
        """List the trades of a week, or of a period, newest first."""
        now, params = self.engine.clock.ms(), call.params
        since, until = call.integer("startTime"), call.integer("endTime")
        if since is None:
            until = until or now
            since = until - WEEK_MS
        elif until is None:
            until = since + WEEK_MS
        if until - since > LONGEST_MS:
            raise refusal(21355, "Interval between startTime and endTime has exceeded the limit")
        names = params["symbols"].split(",") if "symbols" in params else None
        orders = self.engine.registry.orders
        found = self.desk.fills(None, since=max(since, now - ARCHIVED_MS))
        return [
            _trade(fill, orders[fill.order_id])
            for fill in found
            if fill.at <= until and (names is None or fill.market.id in names)
        ][: _most(call, USUAL, MOST_TRADES)]


def _most(call: Call, usual: int, most: int) -> int:
    wanted = call.integer("limit")
    if wanted is not None and not 0 < wanted <= most:
        raise refusal(21344, f"Value of limit param is greater than max value of {most}")
    return wanted or usual


def _refused(reason: Reason, order: Order) -> RefusalError:
    if reason is Reason.LOT_SIZE:
        low = order.amount < order.market.min_amount
        words = (
            (21330, "Quantity is less than minQuantity trade limit")
            if low
            else (21336, "Invalid quantityScale for this symbol")
        )
        return refusal(*words)
    return refusal(*ERRORS.get(reason, (601, "Invalid Parameter")))


def _state(order: Order) -> str:
    if order.status is Status.REJECTED:
        return "FAILED"
    if order.status in {Status.CANCELED, Status.EXPIRED}:
        return "PARTIALLY_CANCELED" if order.filled else "CANCELED"
    return order.status.value


def _order(order: Order) -> dict[str, object]:
    return {
        "id": str(order.order_id),
        "clientOrderId": order.client_id,
        "symbol": order.market.id,
        "state": _state(order),
        "accountType": "SPOT",
        "side": order.side.value,
        "type": order.wire_type.upper(),
        "timeInForce": "GTC",
        "quantity": plain(ZERO if order.cost_wanted else order.amount),
        "price": plain(order.price or ZERO),
        "avgPrice": plain(order.average),
        "amount": plain(order.cost_wanted or ZERO),
        "filledQuantity": plain(order.filled),
        "filledAmount": plain(order.cost),
        "createTime": order.created_at,
        "updateTime": order.updated_at,
        "orderSource": "API",
    }


def _trade(fill: Fill, order: Order) -> dict[str, object]:
    return {
        "id": str(fill.trade_id),
        "symbol": fill.market.id,
        "accountType": "SPOT",
        "orderId": str(fill.order_id),
        "side": fill.side.value,
        "type": order.wire_type.upper(),
        "matchRole": "MAKER" if fill.maker else "TAKER",
        "createTime": fill.at,
        "price": plain(fill.price),
        "quantity": plain(fill.amount),
        "amount": plain(fill.cost),
        "feeCurrency": fill.fee_asset,
        "feeAmount": plain(fill.fee),
        "pageId": str(fill.trade_id),
        "clientOrderId": order.client_id,
    }
