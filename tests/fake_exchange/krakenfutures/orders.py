"""Kraken Futures' endpoints that place, cancel and show orders."""

from collections.abc import Mapping
from decimal import Decimal

from ..core.engine import Engine
from ..core.errors import Reason, RefusedError
from ..core.orders import ZERO, Force, Order, Side, Trigger, TriggerBy
from ..wire import Call, Check, Route, Security, boolean, number, one_of, pattern, text
from . import format as write
from .data import KrakenFuturesData
from .guard import check_trading

REMEMBERED_MS = 5_000
"""How long an order that is over can be asked for."""
FORCES = {
    "lmt": Force.GTC,
    "post": Force.POST_ONLY,
    "ioc": Force.IOC,
    "fok": Force.FOK,
    "mkt": Force.IOC,
    "stp": Force.GTC,
    "take_profit": Force.GTC,
}
STATUSES = {
    Reason.MARGIN: "insufficientAvailableFunds",
    Reason.DUPLICATE_ID: "clientOrderIdAlreadyExist",
    Reason.LOT_SIZE: "invalidSize",
    Reason.MARKET_LOT_SIZE: "invalidSize",
    Reason.PRICE_FILTER: "invalidPrice",
    Reason.PERCENT_PRICE: "outsidePriceCollar",
    Reason.WOULD_TAKE: "postWouldExecute",
    Reason.REDUCE_ONLY: "wouldNotReducePosition",
    Reason.REDUCE_ONLY_TAKEN: "wouldNotReducePosition",
    Reason.HALTED: "marketSuspended",
}
NEW: Mapping[str, Check] = {
    "orderType": one_of(*FORCES),
    "symbol": text,
    "side": one_of("buy", "sell"),
    "size": number,
}
MORE: Mapping[str, Check] = {
    "limitPrice": number,
    "stopPrice": number,
    "cliOrdId": pattern(r".{1,100}"),
    "triggerSignal": one_of("mark", "spot", "last"),
    "reduceOnly": boolean,
    "processBefore": text,
}


class KrakenFuturesOrders:
    """Placing, cancelling, and what is open or was until a moment ago."""

    def __init__(self, engine: Engine, data: KrakenFuturesData) -> None:
        self.engine = engine
        self.data = data

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        api, signed = "/derivatives/api/v3", Security.SIGNED
        names: Mapping[str, Check] = {"order_id": text, "cliOrdId": text, "processBefore": text}
        return {
            ("POST", f"{api}/sendorder"): Route(
                name="create_order",
                handler=self.create,
                security=signed,
                required=NEW,
                optional=MORE,
            ),
            ("POST", f"{api}/cancelorder"): Route(
                name="cancel_order", handler=self.cancel, security=signed, optional=names
            ),
            ("GET", f"{api}/openorders"): Route(
                name="open_orders", handler=self.open_orders, security=signed
            ),
            ("POST", f"{api}/orders/status"): Route(
                name="query_order",
                handler=self.status,
                security=signed,
                optional={"orderIds": text, "cliOrdIds": text},
            ),
        }

    def create(self, call: Call) -> object:
        """Place an order; a refusal is a status of an answer that says success."""
        check_trading(call)
        book = self.data.book(call.params["symbol"])
        if book is None:
            return {"sendStatus": self._refused("marketInactive")}
        described = self._described(call)
        if isinstance(described, str):
            return {"sendStatus": self._refused(described)}
        before = len(self.engine.registry.fills)
        try:
            self.engine.place(described)
        except RefusedError as err:
            return {"sendStatus": self._refused(STATUSES[err.reason], described)}
        takes = described.force is Force.IOC and described.trigger is None
        if takes and not described.filled:
            return {"sendStatus": self._refused("iocWouldNotExecute", described)}
        return {"sendStatus": self._placed(described, before)}

    def _described(self, call: Call) -> Order | str:
        params, kind = call.params, call.params["orderType"]
        book = self.data.book(params["symbol"])
        assert book is not None
        limit, stop = call.decimal("limitPrice"), call.decimal("stopPrice")
        waits = kind in {"stp", "take_profit"}
        if (kind in {"lmt", "post", "ioc", "fok"} and not limit) or (waits and not stop):
            return "invalidPrice"
        side = Side(params["side"].upper())
        order = Order(
            market=book.market,
            side=side,
            client_id=params.get("cliOrdId", ""),
            amount=call.decimal("size") or ZERO,
            price=limit if kind != "mkt" else None,
            force=FORCES[kind],
            reduce_only=params.get("reduceOnly") == "true" or params.get("reduceOnly") == "True",
        )
        if waits and stop is not None:
            order.trigger = self._trigger(params, order, stop)
        return order

    def _trigger(self, params: Mapping[str, str], order: Order, stop: Decimal) -> Trigger | None:
        """Return what a stop waits for; one that is there already is executed at once."""
        by = TriggerBy.LAST if params.get("triggerSignal") == "last" else TriggerBy.MARK
        rises = order.buying == (params["orderType"] == "stp")
        trigger, book = Trigger(price=stop, rises=rises, by=by), self.engine.books
        here = book[order.market.symbol]
        reached = trigger.reached(here.mark if by is TriggerBy.MARK else here.last)
        return None if reached else trigger

    def _refused(self, status: str, order: Order | None = None) -> dict[str, object]:
        told: dict[str, object] = {
            "status": status,
            "receivedTime": write.moment(self.engine.clock.ms()),
            "orderEvents": [],
        }
        if order is not None:
            rejected = {"type": "REJECT", "uid": write.uid(0), "reason": status}
            told["orderEvents"] = [rejected | {"order": write.order(order)}]
        return told

    def _placed(self, order: Order, before: int) -> dict[str, object]:
        fills = [
            one for one in self.engine.registry.fills[before:] if one.order_id == order.order_id
        ]
        if order.trigger is not None:
            events: list[dict[str, object]] = [
                {"type": "PLACE", "orderTrigger": write.trigger(order)}
            ]
        elif not fills:
            events = [{"type": "PLACE", "order": write.order(order), "reducedQuantity": None}]
        else:
            prior = {**write.order(order), "filled": 0.0}
            events = [
                {
                    "type": "EXECUTION",
                    # Whether this is the id of the trade is not documented: here it is not.
                    "executionId": write.uid(one.trade_id + 10_000_000),
                    "price": write.number(one.price),
                    "amount": write.number(one.amount),
                    "orderPriorEdit": None,
                    "orderPriorExecution": prior,
                    "takerReducedQuantity": None,
                }
                for one in fills
            ]
        told: dict[str, object] = {
            "status": "placed",
            "order_id": write.uid(order.order_id),
            "receivedTime": write.moment(order.created_at),
            "orderEvents": events,
        }
        return told | ({"cliOrdId": order.client_id} if order.client_id else {})

    def _found(self, name: str | None, client_id: str | None) -> Order | None:
        wanted = write.number_of(name) if name else None
        for book in self.engine.books.values():
            found = self.engine.registry.find(book.market, wanted, client_id)
            if found is not None:
                return found
        return None

    def cancel(self, call: Call) -> object:
        """Cancel an order."""
        check_trading(call)
        params = call.params
        order = self._found(params.get("order_id"), params.get("cliOrdId"))
        told: dict[str, object] = {"receivedTime": write.moment(self.engine.clock.ms())}
        if order is None or not (order.status.open or order.filled >= order.amount):
            return {"cancelStatus": told | {"status": "notFound"}}
        if not order.status.open:
            return {"cancelStatus": told | {"status": "filled"}}
        waits = order.trigger is not None and not order.triggered_at
        self.engine.cancel(order)
        event: dict[str, object] = {"type": "CANCEL", "uid": write.uid(order.order_id)}
        event |= {"orderTrigger": write.trigger(order)} if waits else {"order": write.order(order)}
        named = {"order_id": write.uid(order.order_id), "cliOrdId": order.client_id or None}
        return {"cancelStatus": told | named | {"status": "cancelled", "orderEvents": [event]}}

    def open_orders(self, _call: Call) -> object:
        """List the open orders, those with a trigger too."""
        registry = self.engine.registry
        found = registry.visible(one for one in registry.orders.values() if one.status.open)
        return {"openOrders": [write.listed(one) for one in found]}

    def status(self, call: Call) -> object:
        """Return named orders that are open, or were until five seconds ago."""
        names = [one for one in call.params.get("orderIds", "").split(",") if one]
        clients = [one for one in call.params.get("cliOrdIds", "").split(",") if one]
        found = [self._found(one, None) for one in names]
        found += [self._found(None, one) for one in clients]
        now = self.engine.clock.ms()
        return {
            "orders": [
                write.cached(one)
                for one in found
                if one is not None and (one.status.open or now - one.updated_at < REMEMBERED_MS)
            ]
        }
