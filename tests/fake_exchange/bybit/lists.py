"""Bybit's lists of orders and trades: newest first, in pages."""

from collections.abc import Mapping

from ..core.engine import Engine
from ..core.market import FakeMarket
from ..core.orders import Fill, Order
from ..wire import Call, Check, Route, Security, integer, text
from . import format as write, ids
from .errors import refusal
from .orders import CATEGORY, in_filter

DAY_MS = 86_400_000
WEEK_MS = 7 * DAY_MS
RECENT = 500
PAGE: Mapping[str, Check] = {"limit": integer, "cursor": text}
SOME: Mapping[str, Check] = {
    **PAGE,
    "symbol": text,
    "baseCoin": text,
    "settleCoin": text,
    "orderId": text,
    "orderLinkId": text,
    "orderFilter": text,
}
TIME: Mapping[str, Check] = {"startTime": integer, "endTime": integer}


class BybitLists:
    """Orders and trades of Bybit."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        signed = Security.SIGNED
        return {
            ("GET", "/v5/order/realtime"): Route(
                name="open_orders",
                handler=self.realtime,
                security=signed,
                required=CATEGORY,
                optional={**SOME, "openOnly": integer},
            ),
            ("GET", "/v5/order/history"): Route(
                name="all_orders",
                handler=self.history,
                security=signed,
                required=CATEGORY,
                optional={**SOME, **TIME, "orderStatus": text},
            ),
            ("GET", "/v5/execution/list"): Route(
                name="my_trades",
                handler=self.executions,
                security=signed,
                required=CATEGORY,
                optional={**SOME, **TIME, "execType": text},
            ),
        }

    def _markets(self, call: Call) -> list[FakeMarket]:
        found = write.by_category(self.engine, call.params["category"])
        if (symbol := call.params.get("symbol")) is None:
            return list(found.values())
        if symbol not in found:
            raise refusal(10001, "params error: symbol invalid")
        return [found[symbol]]

    def _chosen(self, call: Call) -> list[Order]:
        """Return the orders that a request asks for, newest first."""
        params, registry = call.params, self.engine.registry
        orders = [order for market in self._markets(call) for order in registry.of_market(market)]
        number, link = params.get("orderId"), params.get("orderLinkId")
        return [
            order
            for order in sorted(orders, key=lambda one: one.order_id, reverse=True)
            if (not number or order.order_id == ids.read(number))
            and (not link or order.client_id == link)
            and in_filter(order, params.get("orderFilter", ""))
        ]

    def realtime(self, call: Call) -> object:
        """List open orders; with an id or openOnly=1 also those of late that are over."""
        params = call.params
        names = {"symbol", "baseCoin", "settleCoin", "orderId", "orderLinkId"}
        if params["category"] == "linear" and not names & set(params):
            raise refusal(10001, "params error: symbol, settleCoin or baseCoin is required")
        named = params.get("orderId") or params.get("orderLinkId")
        found = self._chosen(call)[:RECENT]
        if params.get("openOnly") == "1":
            found = [order for order in found if not order.status.open]
        elif not named:
            found = [order for order in found if order.status.open]
        return self._page(call, self.engine.registry.visible(found), most=50, usual=20)

    def history(self, call: Call) -> object:
        """List the orders that are over, of no more than seven days."""
        since, until = window(call, self.engine.clock.ms(), usual=WEEK_MS)
        found = [
            order
            for order in self._chosen(call)
            if not order.status.open
            and since <= order.created_at <= until
            and call.params.get("orderStatus") in {None, write.status_of(order)}
        ]
        return self._page(call, self.engine.registry.visible(found), most=50, usual=20)

    def executions(self, call: Call) -> object:
        """List the trades of no more than seven days."""
        since, until = window(call, self.engine.clock.ms(), usual=WEEK_MS)
        registry, params = self.engine.registry, call.params
        fills: list[Fill] = []
        for market in self._markets(call):
            fills += registry.visible_fills(market)
        number, link = params.get("orderId"), params.get("orderLinkId")
        kind = params.get("execType")
        found = [
            fill
            for fill in sorted(fills, key=lambda one: one.trade_id, reverse=True)
            if since <= fill.at <= until
            and (not number or fill.order_id == ids.read(number))
            and (not link or registry.orders[fill.order_id].client_id == link)
            and kind in {None, write.exec_type(fill)}
        ]
        chosen, cursor = cut(call, found, most=100, usual=50)
        return {
            "nextPageCursor": cursor,
            "category": params["category"],
            "list": [self.execution(fill) for fill in chosen],
        }

    def execution(self, fill: Fill) -> dict[str, object]:
        """Return a trade as Bybit writes it."""
        maker, taker = self.engine.settlement.fees[fill.market.kind]
        order = self.engine.registry.orders[fill.order_id]
        return write.execution(fill, order, maker if fill.maker else taker)

    def _page(self, call: Call, found: list[Order], *, most: int, usual: int) -> object:
        chosen, cursor = cut(call, found, most=most, usual=usual)
        return {
            "nextPageCursor": cursor,
            "category": call.params["category"],
            "list": [write.order(order) for order in chosen],
        }


def window(call: Call, now: int, *, usual: int) -> tuple[int, int]:
    """Return the time that a list is asked for; RefusalError beyond seven days."""
    since, until = call.integer("startTime"), call.integer("endTime")
    if since is None:
        return (until or now) - usual, until or now
    if until is not None and until - since > WEEK_MS:
        raise refusal(10001, "The time range between startTime and endTime cannot exceed 7 days")
    return since, until if until is not None else since + usual


def cut[T](call: Call, found: list[T], *, most: int, usual: int) -> tuple[list[T], str]:
    """Return the page of a list that is asked for, and what names the next one."""
    start = call.integer("cursor") if call.params.get("cursor", "").isdigit() else 0
    limit = min(call.integer("limit") or usual, most)
    first = start or 0
    more = len(found) > first + limit
    return found[first : first + limit], str(first + limit) if more else ""
