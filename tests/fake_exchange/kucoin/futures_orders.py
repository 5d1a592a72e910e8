"""KuCoin's endpoints that place and cancel orders of futures; they only acknowledge."""

from collections.abc import Mapping
from decimal import Decimal

from ..core.engine import Engine
from ..core.errors import Reason, RefusedError
from ..core.market import FakeMarket, Kind
from ..core.orders import Force, Hand, Order, Side, Trigger, TriggerBy
from ..wire import Call, Check, Route, Security, boolean, integer, number, one_of, pattern, text
from . import format as write, ids
from .errors import NOT_CANCELABLE, bad, from_engine, refusal
from .futures_data import FuturesData
from .guard import check_trading
from .markets import contract
from .orders import CLIENT_ID

FORCES = {"GTC": Force.GTC, "IOC": Force.IOC}
HANDS = {"BOTH": Hand.BOTH, "LONG": Hand.LONG, "SHORT": Hand.SHORT}
BY = {"TP": TriggerBy.LAST, "MP": TriggerBy.MARK, "IP": TriggerBy.MARK}
NEW: Mapping[str, Check] = {
    "clientOid": CLIENT_ID,
    "side": one_of("buy", "sell"),
    "symbol": text,
    "leverage": number,
}
MORE: Mapping[str, Check] = {
    "type": one_of("limit", "market"),
    "size": pattern(r"[1-9]\d*"),
    "price": number,
    "timeInForce": one_of(*FORCES),
    "postOnly": boolean,
    "reduceOnly": boolean,
    "closeOrder": boolean,
    "forceHold": boolean,
    "marginMode": one_of("ISOLATED", "CROSS"),
    "positionSide": one_of(*HANDS),
    "stop": one_of("up", "down"),
    "stopPrice": number,
    "stopPriceType": one_of(*BY),
    "stp": one_of("CN", "CO", "CB"),
    "hidden": one_of("false"),
    "iceberg": one_of("false"),
    "remark": text,
}
MODE_DIFFERS = (
    "330011",
    (
        "The order's position mode does not match your selected mode. "
        "Please switch modes and try again."
    ),
)
MARGIN_DIFFERS = (
    "330005",
    "The order's margin mode does not match the selected one. Please switch and try again.",
)


class FuturesOrders:
    """Placing and cancelling on futures."""

    def __init__(self, engine: Engine, data: FuturesData) -> None:
        self.engine = engine
        self.data = data

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        signed = Security.SIGNED
        return {
            ("POST", "/api/v1/orders"): Route(
                name="create_order",
                handler=self.create,
                security=signed,
                required=NEW,
                optional=MORE,
            ),
            ("DELETE", "/api/v1/orders/{orderId}"): Route(
                name="cancel_order",
                handler=self.cancel,
                security=signed,
                required={"orderId": integer},
            ),
            ("DELETE", "/api/v1/orders/client-order/{clientOid}"): Route(
                name="cancel_order",
                handler=self.cancel,
                security=signed,
                required={"clientOid": text, "symbol": text},
            ),
            ("DELETE", "/api/v3/orders"): Route(
                name="cancel_all",
                handler=self.cancel_all,
                security=signed,
                optional={"symbol": text},
            ),
            ("DELETE", "/api/v1/stopOrders"): Route(
                name="cancel_all",
                handler=self.cancel_stops,
                security=signed,
                optional={"symbol": text},
            ),
        }

    def create(self, call: Call) -> object:
        """Place an order; whether it filled, only the lists tell."""
        check_trading(call)
        order = self._described(call)
        market, account = order.market, self.engine.account
        self._check_modes(order)
        before = account.leverage(market)
        if order.opening and account.is_isolated(market):
            self._set_leverage(market, call.decimal("leverage"))
        try:
            self._place(order)
        except RefusedError as err:
            account.leverages[market.symbol] = before
            raise from_engine(err, Kind.LINEAR) from err
        return {"orderId": ids.written(order.order_id, market), "clientOid": order.client_id}

    def _place(self, order: Order) -> None:
        try:
            self.engine.place(order)
        except RefusedError as err:
            if err.reason is not Reason.WOULD_TRIGGER:
                raise
            # What has reached its trigger already is executed like any other order.
            order.trigger = None
            self.engine.place(order)

    def _described(self, call: Call) -> Order:
        params, market = call.params, self.data.market(call)
        limit = params.get("type", "limit") == "limit"
        closes = params.get("closeOrder") == "true"
        price = call.decimal("price") if limit else None
        if limit and not price:
            raise bad("price", "is required")
        if "size" not in params and not closes:
            raise bad("size", "is required")
        force = FORCES[params.get("timeInForce", "GTC")]
        if params.get("postOnly") == "true":
            force = Force.POST_ONLY
        return Order(
            market=market,
            side=Side(params["side"].upper()),
            client_id=params["clientOid"],
            amount=Decimal(params.get("size", "0")) * contract(market),
            price=price,
            force=force if limit else Force.IOC,
            reduce_only=params.get("reduceOnly") == "true",
            close_position=closes,
            hand=HANDS[params.get("positionSide", "BOTH")],
            trigger=self._trigger(call),
            extra={
                "leverage": params["leverage"],
                "marginMode": params.get("marginMode", "ISOLATED"),
                "stopPriceType": params.get("stopPriceType", ""),
            },
        )

    def _trigger(self, call: Call) -> Trigger | None:
        params = call.params
        told = {"stop", "stopPrice", "stopPriceType"} & set(params)
        if not told:
            return None
        price = call.decimal("stopPrice")
        if len(told) < 3 or not price:
            raise bad("stop", "needs stopPrice and stopPriceType")
        by = BY[params["stopPriceType"]]
        return Trigger(price=price, rises=params["stop"] == "up", by=by)

    def _check_modes(self, order: Order) -> None:
        account, market = self.engine.account, order.market
        if account.is_hedged(market) == (order.hand is Hand.BOTH):
            raise refusal(*MODE_DIFFERS)
        if account.is_isolated(market) != (order.extra["marginMode"] == "ISOLATED"):
            raise refusal(*MARGIN_DIFFERS)

    def _set_leverage(self, market: FakeMarket, leverage: Decimal | None) -> None:
        account = self.engine.account
        if leverage is None or not 1 <= leverage <= market.max_leverage:
            raise refusal("300016", "Leverage cannot be greater than the limit.")
        account.leverages[market.symbol] = int(leverage)
        for position in account.positions.values():
            if position.market is market and not position.amount:
                position.leverage = int(leverage)

    def found(self, call: Call) -> Order | None:
        """Return the order that a request names, stops that wait among them."""
        params = call.params
        markets = [self.data.market(call)] if "symbol" in params else None
        number_ = ids.read(params["orderId"], Kind.LINEAR) if "orderId" in params else None
        for market in markets or write.by_id(self.engine, Kind.LINEAR).values():
            found = self.engine.registry.find(market, number_, params.get("clientOid"))
            if found is not None:
                return found
        return None

    def cancel(self, call: Call) -> object:
        """Cancel an order."""
        check_trading(call)
        order = self.found(call)
        if order is None:
            raise refusal(*NOT_CANCELABLE)
        try:
            self.engine.cancel(order)
        except RefusedError as err:
            raise refusal(*NOT_CANCELABLE) from err
        if "clientOid" in call.params:
            return {"clientOid": order.client_id}
        return {"cancelledOrderIds": [ids.written(order.order_id, order.market)]}

    def cancel_all(self, call: Call) -> object:
        """Cancel all open orders of a market, or of all, but for stops that wait."""
        return self._cancelled(call, stops=False)

    def cancel_stops(self, call: Call) -> object:
        """Cancel all stops of a market, or of all, that wait."""
        return self._cancelled(call, stops=True)

    def _cancelled(self, call: Call, *, stops: bool) -> object:
        check_trading(call)
        every = list(write.by_id(self.engine, Kind.LINEAR).values())
        cancelled = [
            self.engine.cancel(order)
            for market in ([self.data.market(call)] if "symbol" in call.params else every)
            for order in self.engine.registry.open_in(market)
            if stops != order.status.active
        ]
        return {"cancelledOrderIds": [ids.written(one.order_id, one.market) for one in cancelled]}
