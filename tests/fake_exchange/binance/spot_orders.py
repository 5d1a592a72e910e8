"""Binance spot's endpoints for orders and trades."""

from collections.abc import Mapping
from decimal import Decimal
import secrets

from ..core.engine import Engine
from ..core.errors import RefusedError
from ..core.market import FakeMarket, Kind
from ..core.orders import Force, Order, Side, Status, Trigger
from ..wire import Call, Check, Route, Security, integer, number, one_of, pattern, text
from . import spot_format as write
from .errors import missing, not_required, refusal, spot_refusal
from .guard import check_trading

CLIENT_ID = pattern(r"[a-zA-Z0-9\-_]{1,36}")
LIMITS = ("timeInForce", "quantity", "price")
STOPS = ("quantity", "stopPrice")
NEEDED: Mapping[str, tuple[str, ...]] = {
    "LIMIT": LIMITS,
    "MARKET": (),
    "LIMIT_MAKER": ("quantity", "price"),
    "STOP_LOSS": STOPS,
    "TAKE_PROFIT": STOPS,
    "STOP_LOSS_LIMIT": (*LIMITS, "stopPrice"),
    "TAKE_PROFIT_LIMIT": (*LIMITS, "stopPrice"),
}
"""What each type of order must bring, and no more than that of CONDITIONAL."""
CONDITIONAL = ("timeInForce", "quantity", "quoteOrderQty", "price", "stopPrice")
NEW: Mapping[str, Check] = {
    "symbol": text,
    "side": one_of("BUY", "SELL"),
    "type": one_of(*NEEDED),
}
MORE: Mapping[str, Check] = {
    "timeInForce": one_of("GTC", "IOC", "FOK"),
    "quantity": number,
    "quoteOrderQty": number,
    "price": number,
    "newClientOrderId": CLIENT_ID,
    "strategyId": integer,
    "strategyType": integer,
    "stopPrice": number,
    "trailingDelta": integer,
    "icebergQty": number,
    "newOrderRespType": one_of("ACK", "RESULT", "FULL"),
    "selfTradePreventionMode": one_of("EXPIRE_TAKER", "EXPIRE_MAKER", "EXPIRE_BOTH", "NONE"),
}
UNSUPPORTED = {
    "trailingDelta": "Trailing stop orders are not supported for this symbol.",
    "icebergQty": "Iceberg orders are not supported for this symbol.",
}
MOST_DIGITS = 8
MOST_WAITING = 5
DEFAULT_LIMIT = 500


class SpotOrders:
    """Orders and trades of Binance spot."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.markets = {
            book.market.id: book.market
            for book in engine.books.values()
            if book.market.kind is Kind.SPOT
        }

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        order, signed = "/api/v3/order", Security.SIGNED
        symbol = {"symbol": text}
        by_id = {"orderId": integer, "origClientOrderId": text}
        page = {"startTime": integer, "endTime": integer, "limit": integer}
        return {
            ("POST", order): Route(
                name="create_order",
                handler=self.create,
                security=signed,
                required=NEW,
                optional=MORE,
            ),
            ("POST", f"{order}/test"): Route(
                name="test_order",
                handler=self.test,
                security=signed,
                required=NEW,
                optional={**MORE, "computeCommissionRates": text},
            ),
            ("DELETE", order): Route(
                name="cancel_order",
                handler=self.cancel,
                security=signed,
                required=symbol,
                optional={
                    **by_id,
                    "newClientOrderId": CLIENT_ID,
                    "cancelRestrictions": one_of("ONLY_NEW", "ONLY_PARTIALLY_FILLED"),
                },
            ),
            ("DELETE", "/api/v3/openOrders"): Route(
                name="cancel_all", handler=self.cancel_all, security=signed, required=symbol
            ),
            ("GET", order): Route(
                name="query_order",
                handler=self.query,
                security=signed,
                required=symbol,
                optional=by_id,
                weight=4,
            ),
            ("GET", "/api/v3/openOrders"): Route(
                name="open_orders",
                handler=self.open_orders,
                security=signed,
                optional=symbol,
                weight=6,
            ),
            ("GET", "/api/v3/allOrders"): Route(
                name="all_orders",
                handler=self.all_orders,
                security=signed,
                required=symbol,
                optional={"orderId": integer, **page},
                weight=20,
            ),
            ("GET", "/api/v3/myTrades"): Route(
                name="my_trades",
                handler=self.my_trades,
                security=signed,
                required=symbol,
                optional={"orderId": integer, "fromId": integer, **page},
                weight=20,
            ),
        }

    def market(self, call: Call) -> FakeMarket:
        """Return the market that a request names."""
        market = self.markets.get(call.params["symbol"])
        if market is None:
            raise refusal(-1121, "Invalid symbol.")
        return market

    def create(self, call: Call) -> object:
        """Place an order."""
        order = self.placed(call)
        default = "FULL" if order.wire_type in {"MARKET", "LIMIT"} else "ACK"
        return write.created(order, call.params.get("newOrderRespType", default))

    def placed(self, call: Call) -> Order:
        """Place what a request describes."""
        check_trading(call)
        order = self._described(call)
        if order.trigger is not None:
            self.check_count(order.market)
        try:
            return self.engine.place(order)
        except RefusedError as err:
            raise spot_refusal(err) from err

    def check_count(self, market: FakeMarket) -> None:
        """Refuse one order too many that waits for its price."""
        waiting = [one for one in self.engine.registry.open_in(market) if one.trigger is not None]
        if len(waiting) >= MOST_WAITING:
            raise refusal(-1013, "Filter failure: MAX_NUM_ALGO_ORDERS")

    def test(self, call: Call) -> object:
        """Check an order's parameters."""
        self._described(call)
        return {}

    def _described(self, call: Call) -> Order:
        market, params = self.market(call), call.params
        kind, side = params["type"], Side(params["side"])
        self._check_combination(kind, params)
        for name in ("quantity", "price", "stopPrice", "quoteOrderQty"):
            exponent = Decimal(params.get(name, "0")).as_tuple().exponent
            if isinstance(exponent, int) and -exponent > MOST_DIGITS:
                raise refusal(-1111, f"Parameter '{name}' has too much precision.")
        force = Force(params.get("timeInForce", "GTC"))
        trigger = None
        if (stop := call.decimal("stopPrice")) is not None:
            rises = (side is Side.BUY) == kind.startswith("STOP_LOSS")
            trigger = Trigger(price=stop, rises=rises)
        return Order(
            market=market,
            side=side,
            client_id=params.get("newClientOrderId") or secrets.token_hex(11),
            amount=call.decimal("quantity") or Decimal(0),
            cost_wanted=call.decimal("quoteOrderQty"),
            price=call.decimal("price"),
            force=Force.POST_ONLY if kind == "LIMIT_MAKER" else force,
            trigger=trigger,
            wire_type=kind,
        )

    def _check_combination(self, kind: str, params: Mapping[str, str]) -> None:
        for name, words in UNSUPPORTED.items():
            if name in params:
                raise refusal(-2010, words)
        needed = NEEDED[kind]
        if kind == "MARKET":
            both = {"quantity", "quoteOrderQty"}
            match len(both.intersection(params)):
                case 0:
                    raise missing("quantity")
                case 2:
                    raise refusal(-1128, "Combination of optional parameters invalid.")
            needed = tuple(both)
        for name in CONDITIONAL:
            if name in needed and name not in params and kind != "MARKET":
                raise missing(name)
            if name in params and name not in needed:
                raise not_required(name)

    def find(self, call: Call, code: int, words: str) -> Order:
        """Return the order that a request names, or refuse."""
        market = self.market(call)
        order_id = call.integer("orderId")
        client_id = call.params.get("origClientOrderId")
        if order_id is None and client_id is None:
            raise refusal(
                -1102,
                "Param 'origClientOrderId' or 'orderId' must be sent, but both were empty/null!",
            )
        order = self.engine.registry.find(market, order_id, client_id)
        if order is None or (client_id is not None and order.client_id != client_id):
            raise refusal(code, words)
        return order

    def query(self, call: Call) -> object:
        """Look an order up."""
        return write.queried(self.find(call, -2013, "Order does not exist."))

    def cancel(self, call: Call) -> object:
        """Cancel an order."""
        check_trading(call)
        order = self.find(call, -2011, "Unknown order sent.")
        restriction = call.params.get("cancelRestrictions")
        wanted = Status.NEW if restriction == "ONLY_NEW" else Status.PARTIALLY_FILLED
        if restriction and order.status is not wanted:
            raise refusal(-2011, "Order was not canceled due to cancel restrictions.")
        return self._cancel(order, call.params.get("newClientOrderId"))

    def _cancel(self, order: Order, cancel_id: str | None) -> object:
        order.cancel_client_id = cancel_id or secrets.token_hex(11)
        try:
            self.engine.cancel(order)
        except RefusedError as err:
            raise spot_refusal(err) from err
        return write.canceled(order, order.cancel_client_id)

    def cancel_all(self, call: Call) -> object:
        """Cancel all open orders of a market."""
        check_trading(call)
        found = self.engine.registry.open_in(self.market(call))
        if not found:
            raise refusal(-2011, "Unknown order sent.")
        return [self._cancel(order, None) for order in found]

    def open_orders(self, call: Call) -> object:
        """List the open orders of a market, or of all."""
        markets = [self.market(call)] if "symbol" in call.params else self.markets.values()
        registry = self.engine.registry
        found = [order for market in markets for order in registry.open_in(market)]
        return [write.queried(order) for order in registry.visible(found)]

    def all_orders(self, call: Call) -> object:
        """List the orders of a market, oldest first, from a number or a time on."""
        registry = self.engine.registry
        since, until = call.integer("startTime") or 0, call.integer("endTime")
        first = call.integer("orderId") or 0
        found = [
            order
            for order in registry.visible(registry.of_market(self.market(call)))
            if order.order_id >= first
            and order.created_at >= since
            and (until is None or order.created_at <= until)
        ]
        return [write.queried(order) for order in _page(found, call, from_start=bool(first))]

    def my_trades(self, call: Call) -> object:
        """List the trades of a market, oldest first."""
        since, until = call.integer("startTime") or 0, call.integer("endTime")
        first, order_id = call.integer("fromId") or 0, call.integer("orderId")
        found = [
            fill
            for fill in self.engine.registry.visible_fills(self.market(call))
            if fill.trade_id >= first
            and fill.at >= since
            and (until is None or fill.at <= until)
            and order_id in {None, fill.order_id}
        ]
        from_start = bool(first) or bool(since)
        return [write.trade(fill) for fill in _page(found, call, from_start=from_start)]


def _page[T](found: list[T], call: Call, *, from_start: bool) -> list[T]:
    limit = min(call.integer("limit") or DEFAULT_LIMIT, 1000)
    return found[:limit] if from_start else found[-limit:]
