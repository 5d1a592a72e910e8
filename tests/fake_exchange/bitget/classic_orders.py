"""The classic interface (v2): placing and cancelling; it only acknowledges."""

from collections.abc import Mapping
import json

from ..core.market import FakeMarket, Kind
from ..core.orders import ZERO, Force, Hand, Order, Side, TriggerBy
from ..wire import Call, Check, Route, Security, number, one_of, pattern, text
from . import ids
from .data import BitgetData
from .desk import Desk, stop_at
from .errors import bad, refusal
from .guard import check_trading

FORCES = {"gtc": Force.GTC, "ioc": Force.IOC, "fok": Force.FOK, "post_only": Force.POST_ONLY}
LINEAR: Mapping[str, Check] = {"productType": one_of("USDT-FUTURES")}
CLIENT_ID = pattern(r"[\.A-Z\:/a-z0-9_\-]{1,64}")
NEW: Mapping[str, Check] = {
    "symbol": text,
    "side": one_of("buy", "sell"),
    "orderType": one_of("limit", "market"),
    "size": number,
}


class ClassicOrders:
    """Spot orders and those of perpetuals, each with an endpoint of their own."""

    def __init__(self, desk: Desk, data: BitgetData) -> None:
        self.desk = desk
        self.data = data

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        signed = Security.SIGNED
        which: Mapping[str, Check] = {"orderId": text, "clientOid": text}
        return {
            ("POST", "/api/v2/spot/trade/place-order"): Route(
                name="create_order",
                handler=self.spot,
                security=signed,
                required=NEW,
                optional={"force": text, "price": number, "clientOid": CLIENT_ID},
            ),
            ("POST", "/api/v2/spot/trade/cancel-order"): Route(
                name="cancel_order",
                handler=self.cancel_spot,
                security=signed,
                required={"symbol": text},
                optional={**which, "tpslType": text},
            ),
            ("POST", "/api/v2/mix/order/place-order"): Route(
                name="create_order",
                handler=self.mix,
                security=signed,
                required={
                    **NEW,
                    **LINEAR,
                    "marginMode": one_of("isolated", "crossed"),
                    "marginCoin": text,
                },
                optional={
                    "force": text,
                    "price": number,
                    "tradeSide": text,
                    "clientOid": CLIENT_ID,
                    "reduceOnly": one_of("YES", "NO"),
                },
            ),
            ("POST", "/api/v2/mix/order/cancel-order"): Route(
                name="cancel_order",
                handler=self.cancel_mix,
                security=signed,
                required={**LINEAR, "symbol": text},
                optional={**which, "marginCoin": text},
            ),
            ("POST", "/api/v2/mix/order/place-tpsl-order"): Route(
                name="create_algo_order",
                handler=self.tpsl,
                security=signed,
                required={
                    **LINEAR,
                    "symbol": text,
                    "marginCoin": text,
                    "planType": one_of("loss_plan"),
                    "triggerPrice": number,
                    "holdSide": one_of("long", "short", "buy", "sell"),
                    "size": number,
                },
                optional={
                    "triggerType": one_of("fill_price", "mark_price"),
                    "executePrice": number,
                    "clientOid": CLIENT_ID,
                    "orderType": one_of("market"),
                    "force": text,  # overlooked
                },
            ),
            ("POST", "/api/v2/mix/order/cancel-plan-order"): Route(
                name="cancel_algo_order",
                handler=self.cancel_plan,
                security=signed,
                required={**LINEAR, "symbol": text, "orderIdList": text},
                optional={
                    "marginCoin": text,
                    "planType": one_of(
                        "normal_plan", "profit_plan", "loss_plan", "pos_profit", "pos_loss"
                    ),
                },
            ),
        }

    def spot(self, call: Call) -> object:
        """Place a spot order; a market buy says what to spend."""
        check_trading(call)
        market = self.data.market(Kind.SPOT, call.params["symbol"])
        order = self._described(call, market, Hand.BOTH)
        if order.price is None and order.buying:
            order.cost_wanted, order.amount = call.decimal("size"), ZERO
        self.desk.place(order)
        return _acknowledged(order)

    def mix(self, call: Call) -> object:
        """Place an order of perpetuals."""
        check_trading(call)
        params = call.params
        market = self.data.market(Kind.LINEAR, params["symbol"])
        closing = params.get("tradeSide", "").lower() == "close"
        hand = Hand.BOTH
        if self.desk.account.is_hedged(market):
            if not params.get("tradeSide"):
                raise refusal(40774, "The order type for unilateral position must also be")
            hand = Hand.LONG if params["side"] == "buy" else Hand.SHORT
        order = self._described(call, market, hand)
        if hand is not Hand.BOTH and closing:
            order.side = Side.SELL if hand is Hand.LONG else Side.BUY
        order.reduce_only = hand is Hand.BOTH and params.get("reduceOnly") == "YES"
        told = self.desk.place(order, isolated=params["marginMode"] == "isolated")
        return _acknowledged(order, told=told)

    def _described(self, call: Call, market: FakeMarket, hand: Hand) -> Order:
        params = call.params
        limit = params["orderType"] == "limit"
        if limit and not params.get("price"):
            raise bad("price", "can not be empty")
        if not limit and "price" in params:
            raise refusal(40034, "Parameter price is not for market orders (the imitation's)")
        return Order(
            market=market,
            side=Side(params["side"].upper()),
            client_id=params.get("clientOid", ""),
            amount=call.decimal("size") or ZERO,
            price=call.decimal("price"),
            force=FORCES.get(params.get("force", "gtc").lower(), Force.GTC) if limit else Force.IOC,
            hand=hand,
        )

    def tpsl(self, call: Call) -> object:
        """Have a stop-loss of a part of a position wait."""
        check_trading(call)
        params = call.params
        market = self.data.market(Kind.LINEAR, params["symbol"])
        hedged, held = self.desk.account.is_hedged(market), params["holdSide"]
        if hedged != (held in {"long", "short"}):
            raise refusal(40774, "holdSide does not fit the position mode")
        selling = held in {"long", "buy"}
        hand = Hand.BOTH if not hedged else Hand.LONG if held == "long" else Hand.SHORT
        order = Order(
            market=market,
            side=Side.SELL if selling else Side.BUY,
            client_id=params.get("clientOid", ""),
            amount=call.decimal("size") or ZERO,
            hand=hand,
            wire_type=params["planType"],
        )
        last = params.get("triggerType", "fill_price") == "fill_price"
        by = TriggerBy.LAST if last else TriggerBy.MARK
        self.desk.place_stop(order, stop_at(params["triggerPrice"], selling=selling, by=by))
        return _acknowledged(order)

    def cancel_spot(self, call: Call) -> object:
        """Cancel a spot order."""
        return self._cancel(call, Kind.SPOT)

    def cancel_mix(self, call: Call) -> object:
        """Cancel an order of perpetuals."""
        return self._cancel(call, Kind.LINEAR)

    def _cancel(self, call: Call, kind: Kind) -> object:
        check_trading(call)
        market = self.data.market(kind, call.params["symbol"])
        order = named(self.desk, market, call.params)
        self.desk.cancel(order, market)
        assert order is not None
        return _acknowledged(order)

    def cancel_plan(self, call: Call) -> object:
        """Cancel stops; those that are not there are told as failures."""
        check_trading(call)
        market = self.data.market(Kind.LINEAR, call.params["symbol"])
        done: list[object] = []
        failed: list[object] = []
        wanted = call.params.get("planType", "normal_plan")
        for one in json.loads(call.params["orderIdList"]):
            order = named(self.desk, market, one, algo=True)
            if order is None or not order.status.open or order.wire_type != wanted:
                failed.append({**one, "errorMsg": "The order does not exist", "errorCode": "43025"})
                continue
            self.desk.cancel(order, market)
            done.append(_acknowledged(order))
        return {"successList": done, "failureList": failed}


def named(
    desk: Desk, market: FakeMarket, params: Mapping[str, str], *, algo: bool = False
) -> Order | None:
    """Return the order that a request names by either id."""
    number_, link = params.get("orderId"), params.get("clientOid")
    if not number_ and not link:
        raise refusal(40019, "Parameter orderId cannot be empty")
    which = ids.read(number_) if number_ else None
    return desk.engine.registry.find(market, which, link, algo=algo)


def _acknowledged(order: Order, *, told: bool = True) -> dict[str, object]:
    number_ = ids.written(order.order_id) if told else None
    return {"orderId": number_, "clientOid": order.client_id}
