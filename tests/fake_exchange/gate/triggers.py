"""Gate's orders for perpetuals that wait for a price: a list of their own, named by id only."""

from collections.abc import Mapping

from ..core.engine import Engine
from ..core.errors import RefusedError
from ..core.market import Kind
from ..core.orders import ZERO, Order, Trigger, TriggerBy
from ..wire import Call, Check, Route, Security, boolean, integer, number, one_of, pattern, text
from . import format as write
from .data import FUTURES
from .errors import AUTO_NOT_FOUND, from_engine, refusal
from .futures import CLOSES, OFFSET, GateFutures
from .pages import TEXT, by_number, by_offset

ORDERS = f"{FUTURES}/price_orders"
KINDS = (
    "close-long-position",
    "close-short-position",
    "plan-close-long-position",
    "plan-close-short-position",
)
NEW: Mapping[str, Check] = {
    "initial.contract": text,
    "initial.price": number,
    "trigger.price": number,
    "trigger.rule": one_of("1", "2"),
}
MORE: Mapping[str, Check] = {
    "initial.size": integer,
    "initial.close": boolean,
    "initial.tif": one_of("gtc", "ioc"),
    # The source of the order, or a client order id: what else is kept there is not documented.
    "initial.text": pattern(rf"web|api|app|{TEXT}"),
    "initial.reduce_only": boolean,
    "initial.auto_size": one_of(*CLOSES),
    "trigger.strategy_type": one_of("0"),
    "trigger.price_type": one_of("0", "1", "2"),
    "trigger.expiration": integer,
    "order_type": one_of(*KINDS),
}


class GateTriggers:
    """Orders that wait for a price."""

    def __init__(self, engine: Engine, futures: GateFutures) -> None:
        self.engine = engine
        self.futures = futures
        engine.on_child = _name_child

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        signed = Security.SIGNED
        contract: Mapping[str, Check] = {"contract": text}
        return {
            ("POST", ORDERS): Route(
                name="create_order",
                handler=self.create,
                security=signed,
                required=NEW,
                optional=MORE,
            ),
            ("GET", f"{ORDERS}/{{order_id}}"): Route(
                name="query_order", handler=self.one, security=signed, optional=contract
            ),
            ("DELETE", f"{ORDERS}/{{order_id}}"): Route(
                name="cancel_order", handler=self.cancel, security=signed, optional=contract
            ),
            ("GET", ORDERS): Route(
                name="open_orders",
                handler=self.listed,
                security=signed,
                required={"status": one_of("open", "finished")},
                optional={**contract, **OFFSET},
            ),
            ("DELETE", ORDERS): Route(
                name="cancel_all", handler=self.cancel_all, security=signed, optional=contract
            ),
        }

    def create(self, call: Call) -> object:
        """Take an order; the answer has its id and nothing else."""
        params = call.params
        market = self.futures.market(call, "initial.")
        order = self.futures.described(call, market, "initial.")
        if not order.amount:
            raise refusal("AUTO_INVALID_PARAM_INITIAL_SIZE", "invalid argument: Initial.size")
        rises = params["trigger.rule"] == "1"
        by = TriggerBy.LAST if params.get("trigger.price_type", "0") == "0" else TriggerBy.MARK
        order.trigger = Trigger(price=call.decimal("trigger.price") or ZERO, rises=rises, by=by)
        if not order.trigger.price:
            raise refusal("AUTO_INVALID_PARAM_TRIGGER_PRICE", "invalid argument: Trigger.price")
        order.algo = True
        order.extra = {
            "expiration": params.get("trigger.expiration", "0"),
            "auto_size": params.get("initial.auto_size", ""),
        }
        try:
            self.engine.place(order)
        except RefusedError as err:
            raise from_engine(err, Kind.LINEAR, rises=rises) from err
        return {"id": order.order_id, "id_string": str(order.order_id)}

    def _orders(self, contract: str | None) -> list[Order]:
        return [
            order
            for name, market in write.by_id(self.engine, Kind.LINEAR).items()
            if contract in {None, name}
            for order in self.engine.registry.of_market(market)
            if order.algo
        ]

    def _found(self, call: Call) -> Order:
        name = call.params["order_id"]
        if not name.isdigit():
            raise refusal("AUTO_INVALID_REQUEST_PARAM", "invalid argument: order_id")
        for market in write.by_id(self.engine, Kind.LINEAR).values():
            order = self.engine.registry.find(market, int(name), None, algo=True)
            if order is not None:
                return order
        raise refusal(*AUTO_NOT_FOUND)

    def one(self, call: Call) -> object:
        """Return an order."""
        return write.auto_order(self._found(call))

    def cancel(self, call: Call) -> object:
        """Cancel an order that still waits."""
        order = self._found(call)
        try:
            self.engine.cancel(order)
        except RefusedError as err:
            raise refusal(*AUTO_NOT_FOUND) from err
        return write.auto_order(order)

    def cancel_all(self, call: Call) -> object:
        """Cancel all orders that wait."""
        found = [one for one in self._orders(call.params.get("contract")) if one.status.open]
        return [write.auto_order(self.engine.cancel(order)) for order in found]

    def listed(self, call: Call) -> object:
        """List the orders that wait, or those that are over; newest first."""
        finished = call.params["status"] == "finished"
        found = [
            order
            for order in self._orders(call.params.get("contract"))
            if order.status.open is not finished
        ]
        newest = sorted(self.engine.registry.visible(found), key=by_number, reverse=True)
        return [write.auto_order(order) for order in by_offset(call, newest)]


def _name_child(parent: Order, child: Order) -> None:
    """Name the order that a triggered one becomes: it doesn't keep the client order id."""
    child.client_id = f"ao-{parent.order_id}"
    child.reduce_only = parent.reduce_only
