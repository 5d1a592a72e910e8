"""Binance futures' endpoints for plain orders and trades."""

from collections.abc import Mapping
from decimal import Decimal
import secrets

from ..core.engine import Engine
from ..core.errors import RefusedError
from ..core.market import FakeMarket
from ..core.orders import ZERO, Fill, Force, Hand, Order, Side
from ..wire import Call, Check, Route, Security, boolean, integer, number, one_of, places_of, text
from . import futures_format as write
from .errors import futures_refusal, missing, not_required, refusal
from .guard import check_trading

LONGEST_ID = 36
CONDITIONAL_TYPES = frozenset(
    {"STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET", "TRAILING_STOP_MARKET"}
)
FORCES = {"GTC": Force.GTC, "IOC": Force.IOC, "FOK": Force.FOK, "GTX": Force.POST_ONLY}
HAND: Mapping[str, Check] = {"positionSide": one_of("BOTH", "LONG", "SHORT")}
COMMON: Mapping[str, Check] = {
    **HAND,
    "timeInForce": one_of(*FORCES),
    "quantity": number,
    "reduceOnly": boolean,
    "price": number,
    "newOrderRespType": one_of("ACK", "RESULT"),
    "priceMatch": one_of("NONE"),
    "selfTradePreventionMode": one_of("EXPIRE_TAKER", "EXPIRE_MAKER", "EXPIRE_BOTH", "NONE"),
    "goodTillDate": integer,
}
WEEK_MS = 7 * 86_400_000
DEFAULT_LIMIT = 500


class FuturesOrders:
    """Plain orders and trades of Binance's USD-M futures."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.markets = write.linear(engine)

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        order, signed = "/fapi/v1/order", Security.SIGNED
        symbol = {"symbol": text}
        by_id = {"orderId": integer, "origClientOrderId": text}
        page = {"startTime": integer, "endTime": integer, "limit": integer}
        new: Mapping[str, Check] = {
            "symbol": text,
            "side": one_of("BUY", "SELL"),
            "type": one_of("LIMIT", "MARKET", *CONDITIONAL_TYPES),
        }
        return {
            ("POST", order): Route(
                name="create_order",
                handler=self.create,
                security=signed,
                required=new,
                optional={**COMMON, "newClientOrderId": text},
            ),
            ("DELETE", order): Route(
                name="cancel_order",
                handler=self.cancel,
                security=signed,
                required=symbol,
                optional=by_id,
            ),
            ("DELETE", "/fapi/v1/allOpenOrders"): Route(
                name="cancel_all", handler=self.cancel_all, security=signed, required=symbol
            ),
            ("GET", order): Route(
                name="query_order",
                handler=self.query,
                security=signed,
                required=symbol,
                optional=by_id,
            ),
            ("GET", "/fapi/v1/openOrder"): Route(
                name="query_order",
                handler=self.query_open,
                security=signed,
                required=symbol,
                optional=by_id,
            ),
            ("GET", "/fapi/v1/openOrders"): Route(
                name="open_orders", handler=self.open_orders, security=signed, optional=symbol
            ),
            ("GET", "/fapi/v1/allOrders"): Route(
                name="all_orders",
                handler=self.all_orders,
                security=signed,
                required=symbol,
                optional={"orderId": integer, **page},
            ),
            ("GET", "/fapi/v1/userTrades"): Route(
                name="my_trades",
                handler=self.my_trades,
                security=signed,
                required=symbol,
                optional={"orderId": integer, "fromId": integer, **page},
            ),
        }

    def market(self, call: Call) -> FakeMarket:
        """Return the market that a request names."""
        market = self.markets.get(call.params["symbol"])
        if market is None:
            raise refusal(-1121, "Invalid symbol.")
        return market

    def client_id(self, value: str | None, name: str) -> str:
        """Return a client order id, made if there is none."""
        if value is None:
            return secrets.token_urlsafe(16)[:22]
        if len(value) > LONGEST_ID:
            raise refusal(-4015, "Client order id length should be less than 36 chars")
        if not all(one.isalnum() or one in ".:/_-" for one in value) or not value.isascii():
            raise refusal(-1100, f"Illegal characters found in parameter '{name}'.")
        return value

    def hand(self, call: Call) -> Hand:
        """Return which position an order is for; a refusal when the mode is another one."""
        hand = Hand(call.params.get("positionSide", "BOTH"))
        if self.engine.account.hedge == (hand is Hand.BOTH):
            raise refusal(-4061, "Order's position side does not match user's setting.")
        if hand is not Hand.BOTH and "reduceOnly" in call.params:
            raise not_required("reduceonly")
        return hand

    def sizes(self, call: Call, market: FakeMarket) -> tuple[Decimal, Decimal | None]:
        """Return amount and price, within their precision."""
        amount, price = call.decimal("quantity") or ZERO, call.decimal("price")
        for value, step in ((amount, market.step), (price, market.tick)):
            digits = -value.normalize().as_tuple().exponent if value else 0  # type: ignore[operator]
            if digits > places_of(step):
                raise refusal(-1111, "Precision is over the maximum defined for this asset.")
        if "quantity" in call.params and not amount:
            raise refusal(-4003, "Quantity less than or equal to zero.")
        if price is not None and not price:
            raise refusal(-4001, "Price less than 0.")
        return amount, price

    def create(self, call: Call) -> object:
        """Place an order."""
        check_trading(call)
        params, market = call.params, self.market(call)
        kind = params["type"]
        if kind in CONDITIONAL_TYPES:
            raise refusal(
                -4120,
                "Order type not supported for this endpoint. "
                "Please use the Algo Order API endpoints instead.",
            )
        needed = ("quantity", "price", "timeInForce") if kind == "LIMIT" else ("quantity",)
        for name in needed:
            if name not in params:
                raise missing(name)
        for name in ("price", "timeInForce"):
            if kind == "MARKET" and name in params:
                raise not_required(name)
        amount, price = self.sizes(call, market)
        order = Order(
            market=market,
            side=Side(params["side"]),
            client_id=self.client_id(params.get("newClientOrderId"), "newClientOrderId"),
            amount=amount,
            price=price,
            force=FORCES[params.get("timeInForce", "GTC")],
            reduce_only=params.get("reduceOnly", "").lower() == "true",
            hand=self.hand(call),
            wire_type=kind,
        )
        try:
            self.engine.place(order)
        except RefusedError as err:
            raise futures_refusal(err) from err
        return write.created(order, params.get("newOrderRespType", "ACK"))

    def find(self, call: Call, code: int, words: str) -> Order:
        """Return the order that a request names, or refuse."""
        market = self.market(call)
        order_id = call.integer("orderId")
        client_id = call.params.get("origClientOrderId")
        if order_id is None and client_id is None:
            raise refusal(
                -1102, "Either orderId or origClientOrderId must be sent, but both were empty."
            )
        order = self.engine.registry.find(market, order_id, client_id)
        if order is None:
            raise refusal(code, words)
        return order

    def query(self, call: Call) -> object:
        """Look an order up."""
        return write.queried(self.find(call, -2013, "Order does not exist."))

    def query_open(self, call: Call) -> object:
        """Look an open order up."""
        order = self.find(call, -2013, "Order does not exist.")
        if not order.status.open:
            raise refusal(-2013, "Order does not exist.")
        return write.queried(order)

    def cancel(self, call: Call) -> object:
        """Cancel an order."""
        check_trading(call)
        order = self.find(call, -2011, "Unknown order sent.")
        try:
            self.engine.cancel(order)
        except RefusedError as err:
            raise futures_refusal(err) from err
        return write.canceled(order)

    def cancel_all(self, call: Call) -> object:
        """Cancel all plain orders of a market."""
        check_trading(call)
        for order in self.engine.registry.open_in(self.market(call)):
            if not order.algo:
                self.engine.cancel(order)
        return {"code": 200, "msg": "The operation of cancel all open order is done."}

    def open_orders(self, call: Call) -> object:
        """List the open orders of a market, or of all."""
        markets = [self.market(call)] if "symbol" in call.params else self.markets.values()
        registry = self.engine.registry
        found = [
            order for market in markets for order in registry.open_in(market) if not order.algo
        ]
        return [write.queried(order) for order in registry.visible(found)]

    def all_orders(self, call: Call) -> object:
        """List the orders of a market, oldest first, from a number or a time on."""
        registry = self.engine.registry
        first = call.integer("orderId") or 0
        since, until = self.window(call)
        found = [
            order
            for order in registry.visible(registry.of_market(self.market(call)))
            if not order.algo and order.order_id >= first and since <= order.created_at <= until
        ]
        return [write.queried(order) for order in page(found, call, from_start=bool(first))]

    def my_trades(self, call: Call) -> object:
        """List the trades of a market, oldest first; no more than seven days."""
        first, order_id = call.integer("fromId") or 0, call.integer("orderId")
        since, until = self.window(call)
        found: list[Fill] = [
            fill
            for fill in self.engine.registry.visible_fills(self.market(call))
            if fill.trade_id >= first
            and since <= fill.at <= until
            and order_id in {None, fill.order_id}
        ]
        from_start = bool(first) or "startTime" in call.params
        return [write.trade(fill) for fill in page(found, call, from_start=from_start)]

    def window(self, call: Call) -> tuple[int, int]:
        """Return the time that a list is about; a refusal when it is over seven days."""
        since, until = call.integer("startTime"), call.integer("endTime")
        now = self.engine.clock.ms()
        if since is None:
            return (until or now) - WEEK_MS, until or now
        if until is None:
            return since, min(now, since + WEEK_MS)
        if until - since > WEEK_MS:
            raise refusal(-4166, "Search window is restricted to recent 7 days only.")
        return since, until


def page[T](found: list[T], call: Call, *, from_start: bool) -> list[T]:
    """Return the first or the last of a list, as many as were asked for."""
    limit = min(call.integer("limit") or DEFAULT_LIMIT, 1000)
    return found[:limit] if from_start else found[-limit:]
