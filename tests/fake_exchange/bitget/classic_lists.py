"""The classic interface (v2): orders, plans and trades, newest first, in pages."""

from collections.abc import Callable, Iterable, Mapping

from ..core.engine import Engine
from ..core.market import FakeMarket, Kind
from ..core.orders import Fill, Order
from ..wire import Call, Check, Route, Security, integer, one_of, text
from . import format as write, ids
from .classic_orders import LINEAR, named
from .data import BitgetData
from .desk import Desk
from .errors import refusal

DAY_MS = 86_400_000
REMEMBERED_MS = 90 * DAY_MS
MOST = 100
PAGE: Mapping[str, Check] = {
    "limit": integer,
    "idLessThan": integer,
    "startTime": integer,
    "endTime": integer,
}
WHICH: Mapping[str, Check] = {"orderId": text, "clientOid": text}
PLANS: Mapping[str, Check] = {
    **LINEAR,
    "planType": one_of("normal_plan", "track_plan", "profit_loss"),
}


class ClassicLists:
    """What is asked about orders."""

    def __init__(self, desk: Desk, data: BitgetData) -> None:
        self.desk = desk
        self.data = data

    @property
    def engine(self) -> Engine:
        """Return the engine."""
        return self.desk.engine

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        asked: list[tuple[str, str, Callable[[Call], object], Mapping[str, Check]]] = [
            ("spot/trade/orderInfo", "query_order", self.spot_order, {}),
            ("spot/trade/unfilled-orders", "open_orders", self.spot_open, {}),
            ("spot/trade/history-orders", "all_orders", self.spot_over, {}),
            ("spot/trade/fills", "my_trades", self.spot_fills, {"symbol": text}),
            ("mix/order/detail", "query_order", self.mix_order, {**LINEAR, "symbol": text}),
            ("mix/order/orders-pending", "open_orders", self.mix_open, LINEAR),
            ("mix/order/orders-history", "all_orders", self.mix_over, LINEAR),
            ("mix/order/fills", "my_trades", self.mix_fills, LINEAR),
            ("mix/order/orders-plan-pending", "open_algo_orders", self.plans, PLANS),
            ("mix/order/orders-plan-history", "all_algo_orders", self.plans_over, PLANS),
        ]
        more: Mapping[str, Check] = {**PAGE, **WHICH, "symbol": text}
        return {
            ("GET", f"/api/v2/{path}"): Route(
                name=name,
                handler=handler,
                security=Security.SIGNED,
                required=required,
                optional={**WHICH} if name == "query_order" else more,
            )
            for path, name, handler, required in asked
        }

    def spot_order(self, call: Call) -> object:
        """Return a spot order in a list, which is empty if there is none.

        By our id it is found as long as it is open.
        """
        spot = [book.market for book in self.engine.books.values() if book.market.kind is Kind.SPOT]
        for market in spot:
            order = named(self.desk, market, call.params)
            if order is None or self._forgotten(order.updated_at):
                continue
            if call.params.get("orderId") or order.status.open:
                return [write.spot_order(order)]
        return []

    def mix_order(self, call: Call) -> object:
        """Return an order of perpetuals."""
        market = self.data.market(Kind.LINEAR, call.params["symbol"])
        order = named(self.desk, market, call.params)
        if order is None or self._forgotten(order.updated_at):
            raise refusal(40109, "The data of the order cannot be found, please confirm the order")
        return write.mix_order(self.engine, order, "state")

    def _forgotten(self, at: int) -> bool:
        return at < self.engine.clock.ms() - REMEMBERED_MS

    def _markets(self, call: Call, kind: Kind) -> list[FakeMarket]:
        if name := call.params.get("symbol"):
            return [self.data.market(kind, name)]
        return [book.market for book in self.engine.books.values() if book.market.kind is kind]

    def orders(self, call: Call, kind: Kind, *, is_open: bool, algo: bool = False) -> list[Order]:
        """Return a page of orders, newest first."""
        registry, params = self.engine.registry, call.params
        found = [
            order
            for market in self._markets(call, kind)
            for order in registry.of_market(market)
            if order.status.open == is_open
            and order.algo == algo
            and (not params.get("orderId") or order.order_id == ids.read(params["orderId"]))
            and (not params.get("clientOid") or order.client_id == params["clientOid"])
        ]
        return registry.visible(self._page(call, found, lambda one: one.order_id, _created))

    def _page[T: (Order, Fill)](
        self, call: Call, rows: Iterable[T], key: Callable[[T], int], at: Callable[[T], int]
    ) -> list[T]:
        now, less = self.engine.clock.ms(), call.params.get("idLessThan")
        since = max(call.integer("startTime") or 0, now - REMEMBERED_MS)
        until = call.integer("endTime") or now
        chosen = [
            row
            for row in sorted(rows, key=key, reverse=True)
            if since <= at(row) <= until and (less is None or key(row) < ids.read(less))
        ]
        return chosen[: min(call.integer("limit") or MOST, MOST)]

    def spot_open(self, call: Call) -> object:
        """List open spot orders."""
        found = self.orders(call, Kind.SPOT, is_open=True)
        return [write.spot_order(order, pending=True) for order in found]

    def spot_over(self, call: Call) -> object:
        """List spot orders that are over."""
        return [write.spot_order(one) for one in self.orders(call, Kind.SPOT, is_open=False)]

    def mix_open(self, call: Call) -> object:
        """List open orders of perpetuals."""
        return self._mix(self.orders(call, Kind.LINEAR, is_open=True))

    def mix_over(self, call: Call) -> object:
        """List orders of perpetuals that are over."""
        return self._mix(self.orders(call, Kind.LINEAR, is_open=False))

    def _mix(self, orders: list[Order]) -> object:
        rows = [write.mix_order(self.engine, order) for order in orders]
        return {"entrustedList": rows or None, "endId": _end(orders)}

    def plans(self, call: Call) -> object:
        """List stops that wait."""
        return self._plans(call, is_open=True)

    def plans_over(self, call: Call) -> object:
        """List stops that are over."""
        return self._plans(call, is_open=False)

    def _plans(self, call: Call, *, is_open: bool) -> object:
        ours = call.params["planType"] == "profit_loss"
        orders = self.orders(call, Kind.LINEAR, is_open=is_open, algo=True) if ours else []
        rows = [write.plan(self.engine, order) for order in orders]
        return {"entrustedList": rows or None, "endId": _end(orders)}

    def fills(self, call: Call, kind: Kind) -> list[Fill]:
        """Return a page of trades, newest first."""
        number = call.params.get("orderId")
        found = [
            fill
            for market in self._markets(call, kind)
            for fill in self.engine.registry.visible_fills(market)
            if not number or fill.order_id == ids.read(number)
        ]
        return self._page(call, found, lambda one: one.trade_id, lambda one: one.at)

    def spot_fills(self, call: Call) -> object:
        """List trades of a spot market."""
        return [self._fill(fill) for fill in self.fills(call, Kind.SPOT)]

    def mix_fills(self, call: Call) -> object:
        """List trades of perpetuals."""
        found = self.fills(call, Kind.LINEAR)
        last = ids.written(found[-1].trade_id) if found else None
        return {"fillList": [self._fill(fill) for fill in found] or None, "endId": last}

    def _fill(self, fill: Fill) -> dict[str, object]:
        return write.fill(fill, self.engine.registry.orders[fill.order_id])


def _created(order: Order) -> int:
    return order.created_at


def _end(orders: list[Order]) -> str | None:
    return ids.written(orders[-1].order_id) if orders else None
