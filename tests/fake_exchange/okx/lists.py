"""OKX's lists of orders and trades: newest first, in pages by id, and forgetful."""

from collections.abc import Callable, Iterable, Mapping

from ..core.engine import Engine
from ..core.market import FakeMarket
from ..core.orders import Fill, Order, Status
from ..wire import Call, Check, Route, Security, integer, one_of, text
from . import format as write
from .data import TYPE, TYPES
from .errors import OrderRefusedError, refusal
from .orders import CLIENT_ID

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
UNFILLED_MS = 2 * HOUR_MS
"""How long an order is told of that was cancelled without a fill."""
WEEK_MS = 7 * DAY_MS
QUARTER_MS = 90 * DAY_MS
MOST = 100
PAGE: Mapping[str, Check] = {"after": integer, "before": integer, "limit": integer}
KIND: Mapping[str, Check] = {"instType": TYPE}
MARKET: Mapping[str, Check] = {"uly": text, "instFamily": text, "instId": text}
SPAN: Mapping[str, Check] = {"begin": integer, "end": integer}
STATES = ("live", "partially_filled", "canceled", "filled", "mmp_canceled")
ALGO_TYPES = {"conditional", "oco", "trigger", "move_order_stop", "iceberg", "twap", "chase"}


class OkxLists:
    """Orders and trades of OKX."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        signed, trade = Security.SIGNED, "/api/v5/trade"
        finished: Mapping[str, Check] = {
            **MARKET,
            **PAGE,
            **SPAN,
            "ordType": text,
            "state": one_of(*STATES),
            "category": text,
        }
        algos: Mapping[str, Check] = {**PAGE, **KIND, "instId": text, "algoId": text}
        fills: Mapping[str, Check] = {**MARKET, **PAGE, **SPAN, "ordId": text, "subType": text}

        def history(days: int) -> Callable[[Call], object]:
            return lambda call: self.finished(call, days)

        return {
            ("GET", f"{trade}/order"): Route(
                name="query_order",
                handler=self.order,
                security=signed,
                required={"instId": text},
                optional={"ordId": text, "clOrdId": CLIENT_ID},
            ),
            ("GET", f"{trade}/order-algo"): Route(
                name="query_algo_order",
                handler=self.algo,
                security=signed,
                optional={"algoId": text, "algoClOrdId": CLIENT_ID},
            ),
            ("GET", f"{trade}/orders-pending"): Route(
                name="open_orders",
                handler=self.pending,
                security=signed,
                optional={
                    **KIND,
                    **MARKET,
                    **PAGE,
                    "ordType": text,
                    "state": one_of("live", "partially_filled"),
                },
            ),
            ("GET", f"{trade}/orders-history"): Route(
                name="all_orders",
                handler=history(7),
                security=signed,
                required=KIND,
                optional=finished,
            ),
            ("GET", f"{trade}/orders-history-archive"): Route(
                name="all_orders",
                handler=history(90),
                security=signed,
                required=KIND,
                optional=finished,
            ),
            ("GET", f"{trade}/orders-algo-pending"): Route(
                name="open_algo_orders",
                handler=self.algos_pending,
                security=signed,
                required={"ordType": text},
                optional=algos,
            ),
            ("GET", f"{trade}/orders-algo-history"): Route(
                name="all_algo_orders",
                handler=self.algos_finished,
                security=signed,
                required={"ordType": text},
                optional={**algos, "state": one_of("effective", "canceled", "order_failed")},
            ),
            ("GET", f"{trade}/fills"): Route(
                name="my_trades",
                handler=lambda call: self.fills(call, 3),
                security=signed,
                optional={**KIND, **fills},
            ),
            ("GET", f"{trade}/fills-history"): Route(
                name="my_trades",
                handler=lambda call: self.fills(call, 90),
                security=signed,
                required=KIND,
                optional=fills,
            ),
        }

    def _known(self, order: Order, span: int) -> bool:
        """Return whether OKX still tells of an order."""
        if order.status.open or order.status is Status.TRIGGERED:
            return True
        age = self.engine.clock.ms() - order.updated_at
        return age <= (span if order.filled or order.algo else UNFILLED_MS)

    def _named(self, market: FakeMarket | None, call: Call, ids: tuple[str, str]) -> Order:
        number, client_id = (call.params.get(name) for name in ids)
        if not number and not client_id:
            raise refusal("50015", f"Either parameter {ids[0]} or {ids[1]} is required")
        algo = ids[0] == "algoId"
        markets = [market] if market else [one.market for one in self.engine.books.values()]
        for one in markets:
            found = self.engine.registry.find(
                one, int(number) if number else None, client_id, algo=algo
            )
            if found is None or (not number and found.parent):
                continue
            if self._known(found, QUARTER_MS if algo else WEEK_MS):
                return found
        raise OrderRefusedError("51603", "Order does not exist")

    def order(self, call: Call) -> object:
        """Return a plain order."""
        for book in self.engine.books.values():
            if book.market.id == call.params["instId"]:
                order = self._named(book.market, call, ("ordId", "clOrdId"))
                return [write.order_row(order)]
        raise refusal("51001", "Instrument ID doesn't exist.")

    def algo(self, call: Call) -> object:
        """Return an algo order."""
        return [write.algo_row(self._named(None, call, ("algoId", "algoClOrdId")))]

    def _orders(self, call: Call, *, algo: bool) -> list[Order]:
        """Return the orders of a list that a request asks for, newest first."""
        params = call.params
        kind, name = params.get("instType"), params.get("instId")
        types = set(filter(None, params.get("ordType", "").split(",")))
        orders = [
            order
            for order in self.engine.registry.orders.values()
            if order.algo == algo
            and kind in {None, TYPES[order.market.kind]}
            and name in {None, order.market.id}
            and (not types or order.wire_type in types)
            and params.get("algoId") in {None, str(order.order_id)}
        ]
        return sorted(orders, key=lambda one: one.order_id, reverse=True)

    def _shown(self, call: Call, orders: Iterable[Order]) -> list[Order]:
        return cut(call, self.engine.registry.visible(orders), lambda one: one.order_id)

    def pending(self, call: Call) -> object:
        """List open plain orders."""
        found = [one for one in self._orders(call, algo=False) if one.status.open]
        return [write.order_row(one) for one in self._shown(call, found)]

    def finished(self, call: Call, days: int) -> object:
        """List the plain orders that ended within so many days."""
        since, until = call.integer("begin"), call.integer("end")
        found = [
            one
            for one in self._orders(call, algo=False)
            if not one.status.open
            and self._known(one, days * DAY_MS)
            and call.params.get("state") in {None, write.order_row(one)["state"]}
            and (since is None or one.created_at >= since)
            and (until is None or one.created_at <= until)
        ]
        return [write.order_row(one) for one in self._shown(call, found)]

    def algos_pending(self, call: Call) -> object:
        """List the algo orders that wait, of one type: only pairs and single ones go together."""
        _check_types(call)
        found = [one for one in self._orders(call, algo=True) if one.status is Status.UNTRIGGERED]
        return [write.algo_row(one) for one in self._shown(call, found)]

    def algos_finished(self, call: Call) -> object:
        """List the algo orders of three months that wait no more."""
        _check_types(call)
        state = call.params.get("state")
        if (state is None) == ("algoId" not in call.params):
            raise refusal("50015", "Either parameter state or algoId is required")
        found = [
            one
            for one in self._orders(call, algo=True)
            if one.status is not Status.UNTRIGGERED
            and self._known(one, QUARTER_MS)
            and state in {None, write.algo_row(one)["state"]}
        ]
        return [write.algo_row(one) for one in self._shown(call, found)]

    def fills(self, call: Call, days: int) -> object:
        """List the trades of so many days."""
        params, registry = call.params, self.engine.registry
        oldest = self.engine.clock.ms() - days * DAY_MS
        since, until = call.integer("begin"), call.integer("end")
        fills: list[Fill] = []
        for book in self.engine.books.values():
            market = book.market
            if params.get("instType") in {None, TYPES[market.kind]} and params.get("instId") in {
                None,
                market.id,
            }:
                fills += registry.visible_fills(market)
        found = [
            fill
            for fill in sorted(fills, key=lambda one: one.trade_id, reverse=True)
            if fill.at >= max(oldest, since or 0)
            and (until is None or fill.at <= until)
            and params.get("ordId") in {None, str(fill.order_id)}
        ]
        rows = cut(call, found, lambda one: 10_000_000 + one.trade_id)
        return [write.fill_row(one, registry.orders[one.order_id]) for one in rows]


def _check_types(call: Call) -> None:
    types = set(call.params["ordType"].split(","))
    if not types <= ALGO_TYPES or (len(types) > 1 and types != {"conditional", "oco"}):
        raise refusal("51000", "Parameter ordType error")


def cut[T](call: Call, found: list[T], number: Callable[[T], int]) -> list[T]:
    """Return the page of a list: `after` an id are the older ones, `before` it the newer."""
    after, before = call.integer("after"), call.integer("before")
    limit = min(call.integer("limit") or MOST, MOST)
    chosen = [
        one
        for one in found
        if (after is None or number(one) < after) and (before is None or number(one) > before)
    ]
    return chosen[:limit]
