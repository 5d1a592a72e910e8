"""Bybit's endpoints that place and cancel orders; they only acknowledge."""

from collections.abc import Mapping
from decimal import Decimal

from ..core.engine import Engine
from ..core.errors import RefusedError
from ..core.market import FakeMarket, Kind
from ..core.orders import ZERO, Force, Hand, Order, Side, Trigger, TriggerBy
from ..wire import Call, Check, Route, Security, boolean, number, one_of, pattern, plain, text
from . import format as write, ids
from .errors import bad, from_engine, refusal
from .guard import check_trading

CATEGORY: Mapping[str, Check] = {"category": one_of("spot", "linear")}
FORCES = {"GTC": Force.GTC, "IOC": Force.IOC, "FOK": Force.FOK, "PostOnly": Force.POST_ONLY}
HANDS = {"0": Hand.BOTH, "1": Hand.LONG, "2": Hand.SHORT}
BY = {"LastPrice": TriggerBy.LAST, "MarkPrice": TriggerBy.MARK, "IndexPrice": TriggerBy.MARK}
NEW: Mapping[str, Check] = {
    **CATEGORY,
    "symbol": text,
    "side": one_of("Buy", "Sell"),
    "orderType": one_of("Market", "Limit"),
    "qty": number,
}
MORE: Mapping[str, Check] = {
    "price": number,
    "timeInForce": one_of(*FORCES),
    "orderLinkId": pattern(r"[A-Za-z0-9_\-]{1,36}"),
    "positionIdx": one_of(*HANDS),
    "reduceOnly": boolean,
    "closeOnTrigger": boolean,
    "marketUnit": one_of("baseCoin", "quoteCoin"),
    "isLeverage": one_of("0", "1"),
    "orderFilter": one_of("Order", "StopOrder", "tpslOrder"),
    "triggerPrice": number,
    "triggerDirection": one_of("1", "2"),
    "triggerBy": one_of(*BY),
    "smpType": one_of("None", "CancelMaker", "CancelTaker", "CancelBoth"),
}


class BybitOrders:
    """Placing and cancelling on Bybit."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        signed = Security.SIGNED
        which: Mapping[str, Check] = {
            "orderId": text,
            "orderLinkId": text,
            "orderFilter": one_of("Order", "StopOrder", "tpslOrder"),
        }
        return {
            ("POST", "/v5/order/create"): Route(
                name="create_order",
                handler=self.create,
                security=signed,
                required=NEW,
                optional=MORE,
            ),
            ("POST", "/v5/order/cancel"): Route(
                name="cancel_order",
                handler=self.cancel,
                security=signed,
                required={**CATEGORY, "symbol": text},
                optional=which,
            ),
            ("POST", "/v5/order/cancel-all"): Route(
                name="cancel_all",
                handler=self.cancel_all,
                security=signed,
                required=CATEGORY,
                optional={
                    "symbol": text,
                    "baseCoin": text,
                    "settleCoin": text,
                    "orderFilter": text,
                    "stopOrderType": text,
                },
            ),
        }

    def market(self, call: Call) -> FakeMarket:
        """Return the market that a request names."""
        found = write.by_category(self.engine, call.params["category"])
        market = found.get(call.params["symbol"])
        if market is None:
            if call.params["category"] == "spot":
                raise refusal(170121, "Invalid symbol.")
            raise refusal(10001, "params error: symbol invalid")
        return market

    def create(self, call: Call) -> object:
        """Place an order; whether it filled, only the lists tell."""
        check_trading(call)
        market = self.market(call)
        order = self._described(call, market)
        try:
            self.engine.place(order)
        except RefusedError as err:
            rises = order.trigger is not None and order.trigger.rises
            raise from_engine(err, market.kind, rises=rises) from err
        return {
            "orderId": ids.written(order.order_id, market),
            "orderLinkId": order.client_id,
        }

    def _described(self, call: Call, market: FakeMarket) -> Order:
        params = call.params
        side = Side(params["side"].upper())
        limit = params["orderType"] == "Limit"
        price = call.decimal("price") if limit else None
        if limit and not price:
            raise bad("price", "is required")
        quantity = call.decimal("qty") or ZERO
        by_cost = self._by_cost(params, market, side)
        if not quantity:
            raise from_words(market, 170124, 10001, "Qty invalid")
        if by_cost:
            self._check_cost(quantity)
        return Order(
            market=market,
            side=side,
            client_id=params.get("orderLinkId", ""),
            amount=ZERO if by_cost else quantity,
            cost_wanted=quantity if by_cost else None,
            price=price,
            force=FORCES[params.get("timeInForce", "GTC")] if limit else Force.IOC,
            reduce_only=params.get("reduceOnly") == "true" and market.kind is Kind.LINEAR,
            close_position=False,
            hand=HANDS[params.get("positionIdx", "0")],
            trigger=self._trigger(call, market),
            locks_late=params.get("orderFilter") == "StopOrder",
            wire_type=self._stop_type(params, market),
            extra={
                "triggerBy": params.get(
                    "triggerBy", "LastPrice" if "triggerPrice" in params else ""
                ),
                "last": plain(self.engine.books[market.symbol].last),
            },
        )

    def _by_cost(self, params: Mapping[str, str], market: FakeMarket, side: Side) -> bool:
        """Return whether `qty` is in quote currency: the default of spot market buys."""
        if market.kind is not Kind.SPOT or params["orderType"] != "Market":
            return False
        default = "quoteCoin" if side is Side.BUY else "baseCoin"
        return params.get("marketUnit", default) == "quoteCoin"

    def _check_cost(self, cost: Decimal) -> None:
        if cost < 5:
            raise refusal(170140, "Order value exceeded lower limit.")

    def _stop_type(self, params: Mapping[str, str], market: FakeMarket) -> str:
        if "triggerPrice" not in params:
            return ""
        if market.kind is Kind.SPOT:
            filters = {"StopOrder": "Stop", "tpslOrder": "tpslOrder"}
            if (kind := filters.get(params.get("orderFilter", "Order"))) is None:
                raise bad("orderFilter", "does not fit a trigger price")
            return kind
        return "Stop"

    def _trigger(self, call: Call, market: FakeMarket) -> Trigger | None:
        price = call.decimal("triggerPrice")
        if not price:
            return None
        last = self.engine.books[market.symbol].last
        direction = call.params.get("triggerDirection")
        if market.kind is Kind.LINEAR and direction is None:
            raise bad("triggerDirection", "invalid")
        rises = price > last if market.kind is Kind.SPOT else direction == "1"
        return Trigger(price=price, rises=rises, by=BY[call.params.get("triggerBy", "LastPrice")])

    def cancel(self, call: Call) -> object:
        """Cancel an order."""
        check_trading(call)
        market, params = self.market(call), call.params
        order_id, link = params.get("orderId"), params.get("orderLinkId")
        if not order_id and not link:
            raise refusal(10001, "params error: orderId or orderLinkId is required")
        number_ = ids.read(order_id) if order_id else None
        order = self.engine.registry.find(market, number_, link)
        unknown = from_words(market, 170213, 110001, "order not exists or too late to cancel")
        if order is None:
            raise unknown
        if market.kind is Kind.SPOT and not in_filter(order, params.get("orderFilter", "Order")):
            raise unknown
        try:
            self.engine.cancel(order)
        except RefusedError as err:
            raise unknown from err
        return {
            "orderId": ids.written(order.order_id, market),
            "orderLinkId": order.client_id,
        }

    def cancel_all(self, call: Call) -> object:
        """Cancel all open orders of a market, or of all."""
        check_trading(call)
        params = call.params
        if params["category"] == "linear" and not {"symbol", "baseCoin", "settleCoin"} & set(
            params
        ):
            raise refusal(10001, "params error: symbol, baseCoin or settleCoin is required")
        named = "symbol" in params
        found = write.by_category(self.engine, params["category"]).values()
        markets = [self.market(call)] if named else list(found)
        cancelled = []
        default = "Order" if params["category"] == "spot" else ""
        for market in markets:
            for order in self.engine.registry.open_in(market):
                if in_filter(order, params.get("orderFilter", default)):
                    self.engine.cancel(order)
                    cancelled.append(order)
        return {
            "list": [
                {"orderId": ids.written(one.order_id, one.market), "orderLinkId": one.client_id}
                for one in cancelled
            ],
            "success": "1",
        }


def in_filter(order: Order, wanted: str) -> bool:
    """Return whether an order is of a kind; without a kind, all are."""
    match wanted:
        case "Order":
            return order.trigger is None or bool(order.triggered_at)
        case "StopOrder":
            return order.trigger is not None and order.wire_type == "Stop"
        case "tpslOrder":
            return order.wire_type == "tpslOrder"
        case _:
            return True


def from_words(market: FakeMarket, spot: int, linear: int, words: str) -> Exception:
    """Return a refusal with the code of the market's kind."""
    if market.kind is Kind.SPOT:
        return refusal(spot, "Order does not exist." if spot == 170213 else words)
    return refusal(linear, words)
