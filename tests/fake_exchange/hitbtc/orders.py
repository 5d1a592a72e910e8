"""HitBTC's endpoints for orders and trades: the client order id is an order's only name."""

from collections.abc import Mapping
from datetime import datetime
import uuid

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
    boolean,
    integer,
    number,
    one_of,
    pattern,
    plain,
    text,
)
from .data import iso
from .guard import refusal

FORCES = {"GTC": Force.GTC, "IOC": Force.IOC, "FOK": Force.FOK}
ERRORS: Mapping[Reason, tuple[int, str]] = {
    Reason.BALANCE: (20001, "Insufficient funds"),
    Reason.DUPLICATE_ID: (20008, "Duplicate clientOrderId"),
    Reason.PRICE_FILTER: (2022, "Price not a multiple of the tick size"),
    Reason.PERCENT_PRICE: (10001, "Validation error"),
    Reason.MIN_COST: (2011, "Quantity too low"),
    Reason.MARKET_LOT_SIZE: (20003, "Limit exceeded"),
    Reason.HALTED: (20010, "Exchange temporary closed on this symbol"),
}
STATES = {
    Status.NEW: "new",
    Status.PARTIALLY_FILLED: "partiallyFilled",
    Status.FILLED: "filled",
    Status.EXPIRED: "expired",
}
NEW: Mapping[str, Check] = {"symbol": text, "side": one_of("buy", "sell"), "quantity": number}
MORE: Mapping[str, Check] = {
    "client_order_id": pattern(r"[A-Za-z0-9_-]{8,32}"),
    "type": one_of("limit", "market"),
    "price": number,
    "time_in_force": one_of(*FORCES),
    "post_only": boolean,
    "strict_validate": boolean,
}
HISTORY: Mapping[str, Check] = {
    "symbol": text,
    "from": text,
    "till": text,
    "limit": integer,
    "offset": integer,
    "sort": text,
    "by": text,
}
USUAL, MOST = 100, 1000
WITHOUT_TRADES_MS = 24 * HOUR_MS


class HitbtcOrders:
    """Orders and trades of HitBTC."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.desk = Desk(engine)

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        path, signed = "/api/3/spot/", Security.SIGNED
        named: Mapping[str, Check] = {"client_order_id": text}
        return {
            ("POST", f"{path}order"): Route(
                name="create_order",
                handler=self.add,
                security=signed,
                required=NEW,
                optional=MORE,
            ),
            ("GET", f"{path}order"): Route(
                name="open_orders",
                handler=self.open_orders,
                security=signed,
                optional={"symbol": text},
            ),
            ("GET", f"{path}order/{{client_order_id}}"): Route(
                name="query_order", handler=self.query, security=signed, required=named
            ),
            ("DELETE", f"{path}order/{{client_order_id}}"): Route(
                name="cancel_order", handler=self.cancel, security=signed, required=named
            ),
            ("GET", f"{path}history/order"): Route(
                name="all_orders",
                handler=self.history,
                security=signed,
                optional={**HISTORY, **named},
            ),
            ("GET", f"{path}history/trade"): Route(
                name="my_trades",
                handler=self.trades,
                security=signed,
                optional={**HISTORY, "order_id": integer},
            ),
        }

    def _market(self, call: Call) -> FakeMarket | None:
        if "symbol" not in call.params:
            return None
        market = self.desk.market(call.params["symbol"])
        if market is None:
            raise refusal(2001, "Symbol not found")
        return market

    def add(self, call: Call) -> object:
        """Place an order; one without a client order id gets one."""
        kind, price = call.params.get("type", "limit"), call.decimal("price")
        market = self._market(call)
        assert market is not None
        if (price is None) == (kind == "limit"):
            raise refusal(10001, "Validation error: price")
        force = FORCES[call.params.get("time_in_force", "GTC")]
        if call.params.get("post_only") == "true":
            force = Force.POST_ONLY
        order = Order(
            market=market,
            side=Side(call.params["side"].upper()),
            client_id=call.params.get("client_order_id", uuid.uuid4().hex),
            amount=call.decimal("quantity") or ZERO,
            price=price,
            force=force,
            wire_type=kind,
        )
        self.desk.place(order, lambda reason: _refused(reason, order))
        return _order(order) | {"trades": [_trade(fill, order) for fill in order.fills]}

    def open_orders(self, call: Call) -> object:
        """List the open orders of a market, or of all."""
        return [_order(one) for one in self.desk.orders(self._market(call), opened=True)]

    def _open(self, call: Call) -> Order:
        order = self.desk.by_client_id(call.params["client_order_id"])
        if order is None or not order.status.open:
            raise refusal(20002, "Order not found")
        return order

    def query(self, call: Call) -> object:
        """Look an open order up."""
        return _order(self._open(call))

    def cancel(self, call: Call) -> object:
        """Cancel an order."""
        order = self._open(call)
        self.engine.cancel(order)
        return _order(order)

    def history(self, call: Call) -> object:
        """List orders that are over, newest first; those without trades are kept for a day."""
        wanted = call.params.get("client_order_id")
        now = self.engine.clock.ms()
        found = [
            one
            for one in self.desk.orders(self._market(call), opened=False, since=_since(call))
            if wanted in {None, one.client_id}
            and (one.filled or now - one.created_at <= WITHOUT_TRADES_MS)
        ]
        return [_order(one) for one in found[: _most(call)]]

    def trades(self, call: Call) -> object:
        """List trades, newest first."""
        found = self.desk.fills(self._market(call), since=_since(call))
        orders, wanted = self.engine.registry.orders, call.params.get("order_id")
        return [
            _trade(fill, orders[fill.order_id])
            for fill in found
            if wanted in {None, str(fill.order_id)}
        ][_skipped(call) :][: _most(call)]


def _skipped(call: Call) -> int:
    return call.integer("offset") or 0


def _most(call: Call) -> int:
    return min(call.integer("limit") or USUAL, MOST)


def _since(call: Call) -> int:
    told = call.params.get("from", "0")
    if told.isdecimal():
        return int(told)
    return int(datetime.fromisoformat(told).timestamp() * 1000)


def _refused(reason: Reason, order: Order) -> RefusalError:
    if reason is Reason.LOT_SIZE:
        low = order.amount < order.market.min_amount
        return refusal(*((2011, "Quantity too low") if low else (2012, "Bad quantity")))
    return refusal(*ERRORS.get(reason, (10001, "Validation error")))


def _order(order: Order) -> dict[str, object]:
    return {
        "id": order.order_id,
        "client_order_id": order.client_id,
        "symbol": order.market.id,
        "side": order.side.value.lower(),
        "status": STATES.get(order.status, "canceled"),
        "type": order.wire_type,
        "time_in_force": "GTC" if order.price else "IOC",
        "quantity": plain(order.amount),
        **({"price": plain(order.price)} if order.price else {}),
        "quantity_cumulative": plain(order.filled),
        **({"price_average": plain(order.average)} if order.filled else {}),
        "created_at": iso(order.created_at),
        "updated_at": iso(order.updated_at),
        "post_only": order.force is Force.POST_ONLY,
    }


def _trade(fill: Fill, order: Order) -> dict[str, object]:
    return {
        "id": fill.trade_id,
        "order_id": fill.order_id,
        "client_order_id": order.client_id,
        "symbol": fill.market.id,
        "side": fill.side.value.lower(),
        "quantity": plain(fill.amount),
        "price": plain(fill.price),
        "fee": plain(fill.fee),
        "timestamp": iso(fill.at),
        "taker": not fill.maker,
    }
