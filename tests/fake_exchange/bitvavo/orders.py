"""Bitvavo's endpoints for orders and trades."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from ..core.engine import Engine
from ..core.errors import Reason, RefusedError
from ..core.market import FakeMarket
from ..core.orders import ZERO, Fill, Force, Order, Side
from ..wire import Call, Check, Route, Security, boolean, integer, number, one_of, pattern, text
from . import format as write
from .data import BitvavoData
from .guard import check_trading, refusal

ERRORS: Mapping[Reason, tuple[int, str]] = {
    Reason.BALANCE: (216, "You do not have sufficient balance to complete this operation."),
    Reason.DUPLICATE_ID: (220, "An order with this clientOrderId exists within the market."),
    Reason.LOT_SIZE: (212, "Amount is below the minimum allowed amount for this asset."),
    Reason.MARKET_LOT_SIZE: (210, "Amount exceeds the maximum allowed amount."),
    Reason.PRICE_FILTER: (205, "price parameter is invalid."),
    Reason.PERCENT_PRICE: (211, "Price exceeds the maximum allowed amount."),
    Reason.MIN_COST: (217, "Minimum order size in quote currency is 5 EUR."),
    Reason.HALTED: (231, "TimeInForce must be GTC when markets are paused."),
}
UUID = pattern(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
NEW: Mapping[str, Check] = {
    "market": text,
    "side": one_of("buy", "sell"),
    "orderType": one_of("market", "limit"),
    "operatorId": integer,
}
MORE: Mapping[str, Check] = {
    "clientOrderId": UUID,
    "amount": number,
    "amountQuote": number,
    "price": number,
    "timeInForce": one_of("GTC", "IOC", "FOK"),
    "postOnly": boolean,
    "selfTradePrevention": text,
    "disableMarketProtection": boolean,
    "responseRequired": boolean,
}
WHICH: Mapping[str, Check] = {"orderId": text, "clientOrderId": text}
LISTED: Mapping[str, Check] = {
    "limit": integer,
    "start": integer,
    "end": integer,
    "orderIdFrom": text,
    "orderIdTo": text,
}
TRADES: Mapping[str, Check] = {
    "limit": integer,
    "start": integer,
    "end": integer,
    "tradeIdFrom": text,
    "tradeIdTo": text,
}
USUAL, MOST = 500, 1000
type Handler = Callable[[Call], object]


class BitvavoOrders:
    """Orders and trades of Bitvavo."""

    def __init__(self, engine: Engine, data: BitvavoData) -> None:
        self.engine = engine
        self.data = data
        self.unsettled = 0
        """How many more answers tell fills whose fee is not known yet."""

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""

        def private(
            name: str,
            handler: Handler,
            required: Mapping[str, Check],
            optional: Mapping[str, Check],
        ) -> Route:
            return Route(
                name=name,
                handler=handler,
                security=Security.SIGNED,
                required=required,
                optional=optional,
            )

        market: Mapping[str, Check] = {"market": text}
        who: Mapping[str, Check] = {**market, "operatorId": integer}
        return {
            ("POST", "/v2/order"): private("create_order", self.create, NEW, MORE),
            ("DELETE", "/v2/order"): private("cancel_order", self.cancel, who, WHICH),
            ("GET", "/v2/order"): private("query_order", self.query, market, WHICH),
            ("GET", "/v2/orders"): private("all_orders", self.listed, market, LISTED),
            ("GET", "/v2/ordersOpen"): private(
                "open_orders", self.open_orders, {}, {"market": text, "base": text}
            ),
            ("GET", "/v2/trades"): private("my_trades", self.trades, market, TRADES),
        }

    def _settled(self) -> bool:
        if self.unsettled:
            self.unsettled -= 1
            return False
        return True

    def create(self, call: Call) -> object:
        """Place an order."""
        check_trading(call)
        order = self._described(call)
        try:
            self.engine.place(order)
        except RefusedError as err:
            raise refusal(*ERRORS[err.reason]) from err
        return write.order(order, settled=self._settled())

    def _described(self, call: Call) -> Order:
        params = call.params
        market = self.data.book(params["market"]).market
        by_market = params["orderType"] == "market"
        amount, cost = call.decimal("amount"), call.decimal("amountQuote")
        if by_market and "price" in params:
            raise refusal(202, "price order parameter is not supported.")
        if not by_market and ("price" not in params or cost is not None):
            raise refusal(203, "price parameter is required.")
        if (amount is None) == (cost is None):
            raise refusal(236, "Only one of amount, amountRemaining, or amountQuote is allowed.")
        self._check_digits(market, amount, cost)
        if self._find(market, None, params.get("clientOrderId")) is not None:
            raise refusal(*ERRORS[Reason.DUPLICATE_ID])
        post_only = params.get("postOnly", "false") == "true"
        return Order(
            market=market,
            side=Side(params["side"].upper()),
            client_id=params.get("clientOrderId", ""),
            amount=amount or ZERO,
            cost_wanted=cost,
            price=call.decimal("price"),
            force=Force.POST_ONLY if post_only else Force(params.get("timeInForce", "GTC")),
            extra={"operatorId": params["operatorId"]},
        )

    def _check_digits(
        self, market: FakeMarket, amount: Decimal | None, cost: Decimal | None
    ) -> None:
        if amount is not None and amount % market.step:
            raise refusal(205, "amount parameter is invalid.")
        if cost is not None and cost % Decimal("0.01"):
            raise refusal(205, "amountQuote parameter is invalid.")

    def _find(
        self, market: FakeMarket, order_id: str | None, client_id: str | None
    ) -> Order | None:
        number = write.number_of(order_id) if order_id and not client_id else None
        if number is None and not client_id:
            return None
        return self.engine.registry.find(market, number, client_id)

    def _named(self, call: Call) -> Order:
        params = call.params
        if not params.get("orderId") and not params.get("clientOrderId"):
            raise refusal(203, "orderId parameter is required.")
        market = self.data.book(params["market"]).market
        order = self._find(market, params.get("orderId"), params.get("clientOrderId"))
        if order is None:
            raise refusal(
                240,
                "No order found. Please be aware that simultaneously updating the same order "
                "may return this error.",
            )
        return order

    def cancel(self, call: Call) -> object:
        """Cancel an order."""
        check_trading(call)
        order = self._named(call)
        if not order.status.open:
            raise refusal(240, "No active order found.")
        self.engine.cancel(order)
        told: dict[str, object] = {
            "orderId": write.order_id(order.order_id),
            "operatorId": int(call.params["operatorId"]),
        }
        if order.client_id:
            told["clientOrderId"] = order.client_id
        return told

    def query(self, call: Call) -> object:
        """Look an order up."""
        return write.order(self._named(call), settled=self._settled())

    def listed(self, call: Call) -> object:
        """List the orders of a market, newest first."""
        market = self.data.book(call.params["market"]).market
        found = [
            order
            for order in reversed(list(self.engine.registry.of_market(market)))
            if _within(call, order.created_at)
        ]
        return [write.order(one) for one in self.engine.registry.visible(found[: _limit(call)])]

    def open_orders(self, call: Call) -> object:
        """List the open orders of a market, or of all."""
        wanted = call.params.get("market")
        found = [
            order
            for order in reversed(self.engine.registry.orders.values())
            if order.status.open and wanted in {None, order.market.id}
        ]
        return [write.order(one) for one in self.engine.registry.visible(found)]

    def trades(self, call: Call) -> object:
        """List the trades of a market, newest first."""
        registry = self.engine.registry
        market = self.data.book(call.params["market"]).market
        fills: list[Fill] = [
            fill for fill in registry.visible_fills(market) if _within(call, fill.at)
        ]
        fills.sort(key=lambda fill: -fill.trade_id)
        settled = self._settled()
        return [
            write.trade(fill, registry.orders[fill.order_id], settled=settled)
            for fill in fills[: _limit(call)]
        ]


def _limit(call: Call) -> int:
    limit = call.integer("limit") or USUAL
    if limit > MOST:
        raise refusal(205, "limit parameter is invalid.")
    return limit


def _within(call: Call, at: int) -> bool:
    start, end = call.integer("start"), call.integer("end")
    return (start is None or at >= start) and (end is None or at <= end)
