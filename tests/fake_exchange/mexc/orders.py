"""MEXC's endpoints for orders and trades."""

from collections.abc import Callable, Mapping

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
    plain,
    text,
)
from .guard import check_trading, refusal

TYPES = ("LIMIT", "MARKET", "LIMIT_MAKER", "IMMEDIATE_OR_CANCEL", "FILL_OR_KILL")
FORCES = {
    "LIMIT_MAKER": Force.POST_ONLY,
    "IMMEDIATE_OR_CANCEL": Force.IOC,
    "FILL_OR_KILL": Force.FOK,
}
ERRORS: Mapping[Reason, tuple[int, str]] = {
    Reason.BALANCE: (30004, "Insufficient position"),
    Reason.DUPLICATE_ID: (26, "operation not allowed"),
    Reason.LOT_SIZE: (400, "amount scale is invalid"),
    Reason.MARKET_LOT_SIZE: (30003, "The maximum transaction volume cannot be greater than:100000"),
    Reason.PRICE_FILTER: (400, "price scale is invalid"),
    Reason.PERCENT_PRICE: (30087, "Order price exceeds allowed range"),
    Reason.MIN_COST: (30002, "The minimum transaction volume cannot be less than:1USDT"),
    Reason.HALTED: (30016, "trading disabled"),
    Reason.TOO_MANY_ORDERS: (30029, "Cannot exceed the maximum order limit"),
}
NEW: Mapping[str, Check] = {
    "symbol": text,
    "side": one_of("BUY", "SELL"),
    "type": one_of(*TYPES),
}
MORE: Mapping[str, Check] = {
    "quantity": number,
    "quoteOrderQty": number,
    "price": number,
    "newClientOrderId": pattern(r"[A-Za-z0-9_-]{1,32}"),
}
WHICH: Mapping[str, Check] = {"orderId": text, "origClientOrderId": text}
PERIOD: Mapping[str, Check] = {"startTime": integer, "endTime": integer, "limit": integer}
PREFIX = "C02__"
MOST_ORDERS, MOST_TRADES = 1000, 100
DEFAULT_ORDERS = 500
LISTED_MS = 24 * HOUR_MS
FARTHEST_MS = 7 * 24 * HOUR_MS
MONTH_MS = 30 * 24 * HOUR_MS
type Handler = Callable[[Call], object]


class MexcOrders:
    """Orders and trades of MEXC."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.desk = Desk(engine)

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""

        def signed(
            name: str,
            handler: Handler,
            optional: Mapping[str, Check],
            required: Mapping[str, Check] | None = None,
        ) -> Route:
            return Route(
                name=name,
                handler=handler,
                security=Security.SIGNED,
                optional=optional,
                required=required or {"symbol": text},
            )

        path = "/api/v3/"
        return {
            ("POST", f"{path}order"): signed("create_order", self.add, MORE, NEW),
            ("DELETE", f"{path}order"): signed("cancel_order", self.cancel, WHICH),
            ("GET", f"{path}order"): signed("query_order", self.query, WHICH),
            ("GET", f"{path}openOrders"): Route(
                name="open_orders",
                handler=self.open_orders,
                security=Security.SIGNED,
                optional={"symbol": text},
            ),
            ("GET", f"{path}allOrders"): signed("all_orders", self.all_orders, PERIOD),
            ("GET", f"{path}myTrades"): signed(
                "my_trades", self.trades, {"orderId": text, **PERIOD}
            ),
        }

    def _market(self, call: Call) -> FakeMarket:
        market = self.desk.market(call.params["symbol"])
        if market is None:
            raise refusal(-1121, "Invalid symbol.")
        return market

    def add(self, call: Call) -> object:
        """Place an order."""
        check_trading(call)
        kind, side = call.params["type"], Side(call.params["side"])
        cost, amount = call.decimal("quoteOrderQty"), call.decimal("quantity")
        price = None if kind == "MARKET" else call.decimal("price")
        if kind != "MARKET" and price is None:
            raise refusal(44444, "price cannot be null")
        if amount is None and (kind != "MARKET" or cost is None):
            raise refusal(10095, "amount cannot be null")
        order = self.desk.place(
            Order(
                market=self._market(call),
                side=side,
                client_id=call.params.get("newClientOrderId", ""),
                amount=amount or ZERO,
                cost_wanted=None if amount is not None else cost,
                price=price,
                force=FORCES.get(kind, Force.GTC),
                wire_type=kind,
            ),
            lambda reason: _refused(reason, side),
        )
        return {
            "symbol": order.market.id,
            "orderId": _id(order),
            "orderListId": -1,
            "price": plain(order.price or ZERO),
            "origQty": plain(order.amount),
            "type": kind,
            "side": side.value,
            "stpMode": "",
            "transactTime": order.created_at,
        }

    def _found(self, call: Call) -> Order | None:
        params = call.params
        if "orderId" not in params and "origClientOrderId" not in params:
            raise refusal(
                700004,
                "Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!",
            )
        if "orderId" in params:
            order = self.desk.by_id(params["orderId"].removeprefix(PREFIX))
        else:
            order = self.desk.by_client_id(params["origClientOrderId"])
        return order if order is not None and order.market is self._market(call) else None

    def cancel(self, call: Call) -> object:
        """Cancel an order."""
        check_trading(call)
        order = self._found(call)
        if order is None or not order.status.open:
            raise refusal(-2011, "Unknown order sent.")
        self.engine.cancel(order)
        return {**_order(order), "origClientOrderId": order.client_id or None}

    def query(self, call: Call) -> object:
        """Look an order up."""
        order = self._found(call)
        if order is None:
            raise refusal(-2013, "Order does not exist.")
        return _order(order)

    def open_orders(self, call: Call) -> object:
        """List the open orders of a market, or of all."""
        market = self._market(call) if "symbol" in call.params else None
        return [_order(one) for one in self.desk.orders(market, opened=True)]

    def all_orders(self, call: Call) -> object:
        """List the orders of the last day, or of a period within seven, newest first."""
        since = self._since(call, LISTED_MS, FARTHEST_MS)
        until = call.integer("endTime") or self.engine.clock.ms()
        most = min(call.integer("limit") or DEFAULT_ORDERS, MOST_ORDERS)
        found = self.desk.orders(self._market(call), since=since)
        return [_order(one) for one in found if one.created_at <= until][:most]

    def trades(self, call: Call) -> object:
        """List the trades of a month, newest first."""
        since = self._since(call, MONTH_MS, MONTH_MS)
        until = call.integer("endTime") or self.engine.clock.ms()
        most = min(call.integer("limit") or MOST_TRADES, MOST_TRADES)
        wanted = call.params.get("orderId", "").removeprefix(PREFIX)
        found = self.desk.fills(self._market(call), since=since)
        return [
            self._trade(fill)
            for fill in found
            if fill.at <= until and wanted in {"", str(fill.order_id)}
        ][:most]

    def _since(self, call: Call, usual: int, farthest: int) -> int:
        now = self.engine.clock.ms()
        return max(call.integer("startTime") or now - usual, now - farthest)

    def _trade(self, fill: Fill) -> dict[str, object]:
        order = self.engine.registry.orders[fill.order_id]
        return {
            "symbol": fill.market.id,
            "id": f"T{fill.trade_id}",
            "orderId": _id(order),
            "orderListId": -1,
            "price": plain(fill.price),
            "qty": plain(fill.amount),
            "quoteQty": plain(fill.cost),
            "commission": plain(fill.fee),
            "commissionAsset": fill.fee_asset,
            "time": fill.at,
            "isBuyer": fill.side is Side.BUY,
            "isMaker": fill.maker,
            "isBestMatch": True,
            "isSelfTrade": False,
            "clientOrderId": order.client_id or None,
        }


def _refused(reason: Reason, side: Side) -> RefusalError:
    if reason is Reason.BALANCE and side is Side.SELL:
        return refusal(30005, "Oversold")
    return refusal(*ERRORS[reason])


def _id(order: Order) -> str:
    return f"{PREFIX}{order.order_id}"


def _status(order: Order) -> str:
    if order.status in {Status.CANCELED, Status.EXPIRED, Status.REJECTED}:
        return "PARTIALLY_CANCELED" if order.filled else "CANCELED"
    return order.status.value


def _order(order: Order) -> dict[str, object]:
    return {
        "symbol": order.market.id,
        "orderId": _id(order),
        "orderListId": -1,
        "clientOrderId": order.client_id or None,
        "price": plain(order.price or ZERO),
        "origQty": plain(order.amount),
        "executedQty": plain(order.filled),
        "cummulativeQuoteQty": plain(order.cost),
        "status": _status(order),
        "timeInForce": None,
        "type": order.wire_type.upper(),
        "side": order.side.value,
        "stopPrice": None,
        "icebergQty": None,
        "time": order.created_at,
        "updateTime": order.updated_at,
        "isWorking": True,
        "stpMode": "",
        "cancelReason": None,
        "origQuoteOrderQty": plain(order.cost_wanted or order.amount * (order.price or ZERO)),
    }
