"""KuCoin's lists of orders and trades of futures: newest first, in pages."""

from collections.abc import Mapping

from ..core.engine import Engine
from ..core.market import FakeMarket, Kind
from ..core.orders import Fill, Order, Status
from ..wire import Call, Check, Route, Security, integer, one_of, text
from . import format as write, futures_format, ids
from .account import Kinds
from .errors import refusal
from .futures_orders import FuturesOrders
from .lists import DAY_MS, paged, window

LARGEST_PAGE = 1000
SOME: Mapping[str, Check] = {
    "symbol": text,
    "side": one_of("buy", "sell"),
    "type": text,
    "startAt": integer,
    "endAt": integer,
    "currentPage": integer,
    "pageSize": integer,
}


class FuturesLists:
    """Orders and trades on futures."""

    def __init__(self, engine: Engine, orders: FuturesOrders, kind: Kinds) -> None:
        self.engine = engine
        self.kind = kind
        self.orders = orders

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        signed = Security.SIGNED
        listed: Mapping[str, Check] = {**SOME, "status": one_of("active", "done")}
        return {
            ("GET", "/api/v1/orders"): Route(
                name="open_orders", handler=self.orders_of, security=signed, optional=listed
            ),
            ("GET", "/api/v1/orders done"): Route(
                name="all_orders", handler=self.orders_of, security=signed, optional=listed
            ),
            ("GET", "/api/v1/stopOrders"): Route(
                name="open_orders", handler=self.stops, security=signed, optional=SOME
            ),
            ("GET", "/api/v1/orders/byClientOid"): Route(
                name="query_order", handler=self.one, security=signed, required={"clientOid": text}
            ),
            ("GET", "/api/v1/orders/{orderId}"): Route(
                name="query_order", handler=self.one, security=signed, required={"orderId": text}
            ),
            ("GET", "/api/v1/recentDoneOrders"): Route(
                name="all_orders", handler=self.recent, security=signed, optional={"symbol": text}
            ),
            ("GET", "/api/v1/fills"): Route(
                name="my_trades",
                handler=self.fills,
                security=signed,
                optional={**SOME, "orderId": text, "tradeTypes": text},
            ),
        }

    def _of(self, call: Call) -> list[FakeMarket]:
        if "symbol" in call.params:
            return [self.orders.data.market(call)]
        return list(write.by_id(self.engine, Kind.LINEAR).values())

    def _chosen(self, call: Call) -> list[Order]:
        registry = self.engine.registry
        found = [order for market in self._of(call) for order in registry.of_market(market)]
        return sorted(found, key=lambda one: one.order_id, reverse=True)

    def _page(self, call: Call, found: list[Order]) -> object:
        rows = [futures_format.order(one) for one in self.engine.registry.visible(found)]
        return paged(call, rows, LARGEST_PAGE)

    def orders_of(self, call: Call) -> object:
        """List open orders, or those of a while that are over; stops that wait are elsewhere."""
        chosen = self._chosen(call)
        if call.params.get("status", "done") == "active":
            return self._page(call, [one for one in chosen if one.status.active])
        since, until = window(call, self.engine.clock.ms())
        over = [one for one in chosen if not one.status.open and since <= one.created_at <= until]
        return self._page(call, over)

    def stops(self, call: Call) -> object:
        """List the stops that wait."""
        waiting = [one for one in self._chosen(call) if one.status is Status.UNTRIGGERED]
        return self._page(call, waiting)

    def one(self, call: Call) -> object:
        """Return an order, also one that waits."""
        found = self.orders.found(call)
        if found is None:
            if self.kind.unknown_orders_are_empty:
                return None
            raise refusal("100001", "error.getOrder.orderNotExist")
        return futures_format.order(found)

    def recent(self, call: Call) -> object:
        """List the last orders that ended within a day."""
        since = self.engine.clock.ms() - DAY_MS
        over = [one for one in self._chosen(call) if not one.status.open and one.updated_at > since]
        return [futures_format.order(one) for one in over[:1000]]

    def fills(self, call: Call) -> object:
        """List trades of a while, or those of an order."""
        registry = self.engine.registry
        fills = [fill for market in self._of(call) for fill in registry.visible_fills(market)]
        fills.sort(key=lambda one: one.trade_id, reverse=True)
        if "orderId" in call.params:
            wanted = ids.read(call.params["orderId"], Kind.LINEAR)
            fills = [fill for fill in fills if fill.order_id == wanted]
        else:
            since, until = window(call, self.engine.clock.ms())
            fills = [fill for fill in fills if since <= fill.at <= until]
        return paged(call, [self.trade(fill) for fill in fills], LARGEST_PAGE)

    def trade(self, fill: Fill) -> dict[str, object]:
        """Return a trade as KuCoin writes it."""
        maker, taker = self.engine.settlement.fees[Kind.LINEAR]
        order = self.engine.registry.orders[fill.order_id]
        return futures_format.trade(fill, order, maker if fill.maker else taker)
