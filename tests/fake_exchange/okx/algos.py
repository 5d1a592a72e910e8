"""OKX's algo orders: they wait in a list of their own, and become plain ones when triggered."""

from collections.abc import Mapping

from ..core.engine import Engine
from ..core.errors import Reason, RefusedError
from ..core.events import Change, OrderEvent, VenueEvent
from ..core.filters import reducible
from ..core.market import FakeMarket, Kind
from ..core.orders import ZERO, Force, Hand, Order, Side, Status, Trigger, TriggerBy
from ..wire import Call, Check, Route, Security, boolean, one_of, pattern, plain, text
from . import format as write
from .errors import OrderRefusedError, parameter
from .guard import check_trading
from .orders import CLIENT_ID, MODES, POSITIONS, SIDES, OkxOrders, attached_to, number_of

ORDER_PRICE = pattern(r"-1|\d+(\.\d+)?")
PRICE = pattern(r"\d+(\.\d+)?")
BY = one_of("last", "index", "mark")
PLACING: Mapping[str, Check] = {
    "instId": text,
    "tdMode": MODES,
    "side": SIDES,
    "ordType": one_of("conditional", "oco", "trigger"),
}
ALSO: Mapping[str, Check] = {
    "algoClOrdId": CLIENT_ID,
    "ccy": text,
    "closeFraction": one_of("1"),
    "cxlOnClosePos": boolean,
    "orderPx": ORDER_PRICE,
    "posSide": POSITIONS,
    "reduceOnly": boolean,
    "slOrdPx": ORDER_PRICE,
    "slTriggerPx": PRICE,
    "slTriggerPxType": BY,
    "sz": PRICE,
    "tag": pattern(r"[0-9A-Za-z]{1,16}"),
    "tgtCcy": one_of("base_ccy", "quote_ccy"),
    "tpOrdKind": one_of("condition", "limit"),
    "tpOrdPx": ORDER_PRICE,
    "tpTriggerPx": PRICE,
    "tpTriggerPxType": BY,
    "tradeQuoteCcy": text,
    "triggerPx": PRICE,
    "triggerPxType": BY,
}
SPOKEN = ("slTriggerPx", "slOrdPx", "tpTriggerPx", "tpOrdPx", "triggerPx", "orderPx")


class OkxAlgos:
    """Stops, targets and pairs of them: nothing is frozen for them before they are triggered."""

    def __init__(self, engine: Engine, orders: OkxOrders) -> None:
        self.engine = engine
        self.orders = orders
        engine.on_child = self._complete
        engine.listeners.append(self._follow)

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        return {
            ("POST", "/api/v5/trade/order-algo"): Route(
                name="create_algo_order",
                handler=self.create,
                security=Security.SIGNED,
                required=PLACING,
                optional=ALSO,
            ),
            ("POST", "/api/v5/trade/cancel-algos"): Route(
                name="cancel_algo_order",
                handler=self.cancel,
                security=Security.SIGNED,
                required={"instId": text},
                optional={"algoId": text, "algoClOrdId": CLIENT_ID},
            ),
        }

    def create(self, call: Call) -> object:
        """Place an algo order."""
        check_trading(call)
        market = self.orders.market(call.params)
        order = self._described(call.params, market)
        self.orders.place(order)
        return [write.placed(order)]

    def _described(self, params: Mapping[str, str], market: FakeMarket) -> Order:
        if ("sz" in params) == ("closeFraction" in params):
            raise parameter("sz")
        kind, side = params["ordType"], Side(params["side"].upper())
        sized = params if "sz" in params else {**params, "sz": "0"}
        order = self.orders.described(sized, market)
        self._check_words(params, market)
        first, second = self._triggers(params, market, kind, side)
        order.trigger, order.other_trigger = first, second
        order.client_id = params.get("algoClOrdId", "")
        order.algo, order.locks_late, order.force = True, True, Force.GTC
        order.extra |= {name: params[name] for name in SPOKEN if name in params}
        order.extra |= {
            name: plain(number_of(params, name))
            for name in ("slTriggerPx", "tpTriggerPx")
            if name in params
        }
        order.amount = market.amount_down(order.amount)
        if "closeFraction" in params:
            if params.get("reduceOnly") != "true" and not self.orders.account.hedge:
                raise OrderRefusedError(
                    "51328", "closeFraction is only available for reduceOnly orders"
                )
            order.close_position = True
            order.extra["closeFraction"] = "1"
        if market.kind is Kind.SPOT and self._by_cost(params, side):
            order.cost_wanted, order.amount = order.amount, ZERO
        return order

    def _by_cost(self, params: Mapping[str, str], side: Side) -> bool:
        default = "quote_ccy" if side is Side.BUY else "base_ccy"
        return params.get("tgtCcy", default) == "quote_ccy"

    def _check_words(self, params: Mapping[str, str], market: FakeMarket) -> None:
        """Refuse halves of a pair, and what spot does not have."""
        for trigger, price in (("slTriggerPx", "slOrdPx"), ("tpTriggerPx", "tpOrdPx")):
            if (trigger in params) != (price in params):
                raise parameter(trigger if price in params else price)
        spot = market.kind is Kind.SPOT
        if spot and {params.get(name) for name in ("slTriggerPxType", "tpTriggerPxType")} - {
            None,
            "last",
        }:
            raise OrderRefusedError(
                "51415",
                "Unable to place order. Spot trading only supports using the last price as "
                'trigger price. Please select "Last" and try again.',
            )
        if params.get("tpOrdKind") == "limit":
            words = "You can't place TP limit orders in spot, margin, or options trading."
            raise OrderRefusedError("51094" if spot else "59999", words)
        if params["ordType"] == "trigger" and "tgtCcy" in params:
            raise OrderRefusedError("51281", "Trigger order do not support the tgtCcy parameter.")

    def _triggers(
        self, params: Mapping[str, str], market: FakeMarket, kind: str, side: Side
    ) -> tuple[Trigger, Trigger | None]:
        if kind == "trigger":
            price, last = number_of(params, "triggerPx"), self.engine.books[market.symbol].last
            if not price or "orderPx" not in params:
                raise parameter("triggerPx")
            # It waits for the price from wherever it is: it has no direction of its own.
            return Trigger(price=price, rises=price > last), None
        stop, target = number_of(params, "slTriggerPx"), number_of(params, "tpTriggerPx")
        if (not stop and not target) or (kind == "oco" and not (stop and target)):
            raise parameter("slTriggerPx" if not stop else "tpTriggerPx")
        buying = side is Side.BUY
        sl = Trigger(price=stop, rises=buying, by=_by(params, "slTriggerPxType"))
        tp = Trigger(price=target, rises=not buying, by=_by(params, "tpTriggerPxType"))
        if stop:
            self._check_side(sl, market, ("51278", "51280"), "SL")
        if target:
            self._check_side(tp, market, ("51279", "51277"), "TP")
        if kind == "oco":
            return sl, tp
        # Of both in a one-way order only the stop counts.
        return (sl if stop else tp), None

    def _check_side(
        self, trigger: Trigger, market: FakeMarket, codes: tuple[str, str], name: str
    ) -> None:
        """Refuse a trigger that the price is past already."""
        book = self.engine.books[market.symbol]
        if trigger.reached(book.mark if trigger.by is TriggerBy.MARK else book.last):
            if trigger.rises:
                raise OrderRefusedError(
                    codes[0], f"{name} trigger price cannot be lower than the last price"
                )
            raise OrderRefusedError(
                codes[1], f"{name} trigger price cannot be higher than the last price"
            )

    def _complete(self, order: Order, child: Order) -> None:
        """Make a plain order of what was triggered."""
        fired = order.trigger
        assert fired is not None
        stops = plain(fired.price) == order.extra.get("slTriggerPx")
        name = "orderPx" if order.wire_type == "trigger" else "slOrdPx" if stops else "tpOrdPx"
        price = order.extra.get(name, "-1")
        child.price = None if price == "-1" else number_of(order.extra, name)
        child.force = Force.IOC if child.price is None else Force.GTC
        child.wire_type = "market" if child.price is None else "limit"
        child.extra = {**order.extra, "algo": str(order.order_id)}
        child.cost_wanted = order.cost_wanted
        market, swap = order.market, order.market.kind is Kind.LINEAR
        if order.cost_wanted is not None:
            book = self.engine.books[market.symbol]
            child.amount = market.amount_down(order.cost_wanted / book.ask)
        if not swap or order.opening:
            return
        position = self.orders.account.position(market, order.hand)
        held = reducible(order, self.orders.account)
        if not held or position.isolated != (order.extra["tdMode"] == "isolated"):
            raise RefusedError(Reason.REDUCE_ONLY)
        # No more than there is: the plain orders that could take it give way.
        child.amount = held if order.close_position else min(child.amount, held)
        child.reduce_only = True

    def cancel(self, call: Call) -> object:
        """Cancel an algo order that waits."""
        check_trading(call)
        params = call.params
        market, number_ = self.orders.market(params), params.get("algoId")
        if not number_ and "algoClOrdId" not in params:
            raise OrderRefusedError("51407", "Either order ID or client order ID is required.")
        order = self.engine.registry.find(
            market, int(number_) if number_ else None, params.get("algoClOrdId", ""), algo=True
        )
        gone = OrderRefusedError(
            "51400",
            "Order cancellation failed as the order has been filled, canceled or does not exist.",
        )
        if order is None:
            raise gone
        if order.status is Status.TRIGGERED:
            raise OrderRefusedError("51416", "Order has been triggered and can't be canceled")
        try:
            self.engine.cancel(order)
        except RefusedError as err:
            raise gone from err
        return [{**write.placed(order), "algoClOrdId": "", "clOrdId": ""}]

    def _follow(self, event: VenueEvent) -> None:
        if not isinstance(event, OrderEvent):
            return
        order = event.order
        if event.change is Change.TRADE or (event.change is Change.NEW and order.parent):
            self.orders.make_room(order)
        if event.change is Change.TRADE and order.status is Status.FILLED:
            self._attach(order)

    def _attach(self, order: Order) -> None:
        """Place what was attached to an order, once all of it is filled and not before."""
        for row in attached_to(order):
            both = "slTriggerPx" in row and "tpTriggerPx" in row
            spot = order.market.kind is Kind.SPOT
            params = {
                "instId": order.market.id,
                "tdMode": order.extra["tdMode"],
                "side": "sell" if order.buying else "buy",
                "ordType": "oco" if both else "conditional",
                "sz": write.size(order.market, order.filled),
                **{name: value for name, value in row.items() if name in SPOKEN},
            }
            if order.hand is not Hand.BOTH:
                params["posSide"] = write.POS_SIDES[order.hand]
            elif not spot:
                params["reduceOnly"] = "true"
            if "attachAlgoClOrdId" in row:
                params["algoClOrdId"] = row["attachAlgoClOrdId"]
            self.orders.place(self._described(params, order.market))


def _by(params: Mapping[str, str], name: str) -> TriggerBy:
    return TriggerBy.MARK if params.get(name) == "mark" else TriggerBy.LAST
