"""Binance futures' second list: conditional orders, which become plain ones when triggered."""

from collections.abc import Mapping

from ..core.engine import Engine
from ..core.errors import RefusedError
from ..core.filters import reducible
from ..core.market import FakeMarket
from ..core.orders import Force, Order, Side, Trigger, TriggerBy
from ..wire import Call, Check, Route, Security, boolean, integer, number, one_of, text
from . import futures_format as write
from .errors import futures_refusal, missing, not_required, refusal
from .futures_orders import COMMON, FORCES, FuturesOrders, page
from .guard import check_trading

TYPES = ("STOP", "STOP_MARKET", "TAKE_PROFIT", "TAKE_PROFIT_MARKET")
TOLERATED: Mapping[str, Check] = {"symbol": text}
"""ccxt names the market where the documentation has no such parameter, and Binance lets it."""


class FuturesAlgo:
    """Conditional orders of Binance's USD-M futures; trailing stops are not imitated."""

    def __init__(self, engine: Engine, plain: FuturesOrders) -> None:
        self.engine = engine
        self.plain = plain
        engine.on_child = self._complete_child

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        algo, signed = "/fapi/v1/algoOrder", Security.SIGNED
        by_id: Mapping[str, Check] = {"algoId": integer, "clientAlgoId": text, **TOLERATED}
        return {
            ("POST", algo): Route(
                name="create_algo_order",
                handler=self.create,
                security=signed,
                required={
                    "algoType": one_of("CONDITIONAL"),
                    "symbol": text,
                    "side": one_of("BUY", "SELL"),
                    "type": one_of(*TYPES),
                },
                optional={
                    **COMMON,
                    "triggerPrice": number,
                    "workingType": one_of("MARK_PRICE", "CONTRACT_PRICE"),
                    "closePosition": boolean,
                    "priceProtect": boolean,
                    "activatePrice": number,
                    "callbackRate": number,
                    "clientAlgoId": text,
                },
            ),
            ("DELETE", algo): Route(
                name="cancel_algo_order", handler=self.cancel, security=signed, optional=by_id
            ),
            ("DELETE", "/fapi/v1/algoOpenOrders"): Route(
                name="cancel_all_algo",
                handler=self.cancel_all,
                security=signed,
                required={"symbol": text},
            ),
            ("GET", algo): Route(
                name="query_algo_order", handler=self.query, security=signed, optional=by_id
            ),
            ("GET", "/fapi/v1/openAlgoOrders"): Route(
                name="open_algo_orders",
                handler=self.open_orders,
                security=signed,
                optional={"algoType": text, "symbol": text, "algoId": integer},
            ),
            ("GET", "/fapi/v1/allAlgoOrders"): Route(
                name="all_algo_orders",
                handler=self.all_orders,
                security=signed,
                required={"symbol": text},
                optional={
                    "algoId": integer,
                    "startTime": integer,
                    "endTime": integer,
                    "limit": integer,
                },
            ),
        }

    def create(self, call: Call) -> object:
        """Place a conditional order."""
        check_trading(call)
        order = self._described(call)
        self._check_close_position(order)
        try:
            self.engine.place(order)
        except RefusedError as err:
            raise futures_refusal(err) from err
        return write.algo_created(order, self.engine.registry)

    def _described(self, call: Call) -> Order:
        params, market = call.params, self.plain.market(call)
        kind, side = params["type"], Side(params["side"])
        closes = params.get("closePosition", "").lower() == "true"
        _check_combination(kind, params, closes=closes)
        hand = self.plain.hand(call)
        amount, price = self.plain.sizes(call, market)
        trigger_price = call.decimal("triggerPrice")
        assert trigger_price is not None
        working = params.get("workingType", write.CONTRACT_PRICE)
        return Order(
            market=market,
            side=side,
            client_id=self.plain.client_id(params.get("clientAlgoId"), "clientAlgoId"),
            amount=amount,
            price=price,
            force=FORCES[params.get("timeInForce", "GTC")] if price else Force.GTC,
            reduce_only=params.get("reduceOnly", "").lower() == "true",
            close_position=closes,
            hand=hand,
            trigger=Trigger(
                price=trigger_price,
                rises=(side is Side.BUY) == kind.startswith("STOP"),
                by=TriggerBy.MARK if working == "MARK_PRICE" else TriggerBy.LAST,
            ),
            algo=True,
            wire_type=kind,
            extra={
                "timeInForce": "GTE_GTC" if closes else params.get("timeInForce", "GTC"),
                "workingType": working,
                "priceProtect": params.get("priceProtect", "false").lower(),
            },
        )

    def _check_close_position(self, order: Order) -> None:
        if not order.close_position:
            return
        if not reducible(order, self.engine.account):
            raise refusal(
                -4509,
                "TIF GTE can only be used with open positions. "
                "Please ensure that positions are available.",
            )
        family = order.wire_type.removesuffix("_MARKET")
        for other in self._open(order.market):
            same = other.side is order.side and other.hand is order.hand
            if same and other.close_position and other.wire_type.startswith(family):
                raise refusal(
                    -4130,
                    "An open stop or take profit order with GTE and closePosition "
                    "in the direction is existing.",
                )

    def _complete_child(self, parent: Order, child: Order) -> None:
        child.wire_type = "LIMIT" if parent.price is not None else "MARKET"

    def _open(self, market: FakeMarket) -> list[Order]:
        return [order for order in self.engine.registry.open_in(market) if order.algo]

    def _find(self, call: Call, code: int, words: str) -> Order:
        algo_id, client_id = call.integer("algoId"), call.params.get("clientAlgoId")
        if algo_id is None and client_id is None:
            raise refusal(-1102, "Either algoId or clientAlgoId must be sent.")
        for market in self.plain.markets.values():
            order = self.engine.registry.find(market, algo_id, client_id, algo=True)
            if order is not None:
                return order
        raise refusal(code, words)

    def query(self, call: Call) -> object:
        """Look a conditional order up."""
        order = self._find(call, -2013, "Order does not exist.")
        return write.algo_queried(order, self.engine.registry)

    def cancel(self, call: Call) -> object:
        """Cancel a conditional order that has not been triggered."""
        check_trading(call)
        order = self._find(call, -2011, "Unknown order sent.")
        try:
            self.engine.cancel(order)
        except RefusedError as err:
            raise futures_refusal(err) from err
        return {
            "algoId": order.order_id,
            "clientAlgoId": order.client_id,
            "code": "200",
            "msg": "success",
        }

    def cancel_all(self, call: Call) -> object:
        """Cancel all conditional orders of a market."""
        check_trading(call)
        for order in self._open(self.plain.market(call)):
            self.engine.cancel(order)
        return {"code": 200, "msg": "The operation of cancel all open order is done."}

    def open_orders(self, call: Call) -> object:
        """List the conditional orders that have not been triggered."""
        named = "symbol" in call.params
        markets = [self.plain.market(call)] if named else self.plain.markets.values()
        registry = self.engine.registry
        found = [order for market in markets for order in self._open(market)]
        return [write.algo_queried(order, registry) for order in registry.visible(found)]

    def all_orders(self, call: Call) -> object:
        """List the conditional orders of a market, oldest first."""
        registry = self.engine.registry
        first = call.integer("algoId") or 0
        since, until = self.plain.window(call)
        found = [
            order
            for order in registry.visible(registry.of_market(self.plain.market(call)))
            if order.algo and order.order_id >= first and since <= order.created_at <= until
        ]
        chosen = page(found, call, from_start=bool(first))
        return [write.algo_queried(order, registry) for order in chosen]


def _check_combination(kind: str, params: Mapping[str, str], *, closes: bool) -> None:
    if "triggerPrice" not in params:
        raise missing("triggerPrice")
    limit = not kind.endswith("_MARKET")
    if limit and "price" not in params:
        raise missing("price")
    if not limit and "price" in params:
        raise not_required("price")
    if closes and limit:
        raise refusal(-4136, "Target strategy invalid for orderType, closePosition.")
    for name in ("quantity", "reduceOnly"):
        if closes and name in params:
            raise not_required(name.lower())
    if not closes and "quantity" not in params:
        raise missing("quantity")
    for name in ("activatePrice", "callbackRate"):
        if name in params:
            raise not_required(name)
