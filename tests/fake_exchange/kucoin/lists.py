"""KuCoin's lists of spot orders and trades: newest first, in pages."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from ..core.engine import Engine
from ..core.market import FakeMarket, Kind
from ..core.orders import Fill, Order
from ..wire import Call, Check, Route, Security, integer, one_of, text
from . import format as write, ids
from .account import Kinds
from .errors import bad, refusal
from .orders import HF, OLD, SpotOrders, check_kind

DAY_MS = 86_400_000
WEEK_MS = 7 * DAY_MS
TIME: Mapping[str, Check] = {"startAt": integer, "endAt": integer}
SIDE: Mapping[str, Check] = {"side": one_of("buy", "sell"), "type": one_of("limit", "market")}
LAST: Mapping[str, Check] = {"lastId": integer, "limit": integer}
PAGE: Mapping[str, Check] = {"currentPage": integer, "pageSize": integer}


class SpotLists:
    """Orders and trades on spot."""

    def __init__(self, engine: Engine, orders: SpotOrders, kind: Kinds) -> None:
        self.engine = engine
        self.orders = orders
        self.kind = kind

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        return {**self._hf_routes(), **self._old_routes()}

    def _hf_routes(self) -> dict[tuple[str, str], Route]:
        symbol: Mapping[str, Check] = {"symbol": text}
        return {
            ("GET", f"{HF}orders/active"): self._route("open_orders", HF, self.active, symbol),
            ("GET", f"{HF}orders/active/symbols"): self._route(
                "open_orders", HF, self.active_symbols
            ),
            ("GET", f"{HF}orders/done"): self._route(
                "all_orders", HF, self.done, symbol, {**SIDE, **LAST, **TIME}
            ),
            ("GET", f"{HF}orders/client-order/{{clientOid}}"): self._route(
                "query_order", HF, self.one, {**symbol, "clientOid": text}
            ),
            ("GET", f"{HF}orders/{{orderId}}"): self._route(
                "query_order", HF, self.one, {**symbol, "orderId": text}
            ),
            ("GET", f"{HF}fills"): self._route(
                "my_trades", HF, self.fills, symbol, {"orderId": text, **SIDE, **LAST, **TIME}
            ),
        }

    def _old_routes(self) -> dict[tuple[str, str], Route]:
        kind: Mapping[str, Check] = {"tradeType": text}
        some: Mapping[str, Check] = {"symbol": text, **SIDE, **TIME, **PAGE, **kind}
        listed: Mapping[str, Check] = {**some, "status": one_of("active", "done")}
        return {
            ("GET", f"{OLD}orders"): self._route("open_orders", OLD, self.old_orders, {}, listed),
            ("GET", f"{OLD}orders done"): self._route(
                "all_orders", OLD, self.old_orders, {}, listed
            ),
            ("GET", f"{OLD}order/client-order/{{clientOid}}"): self._route(
                "query_order", OLD, self.one, {"clientOid": text}
            ),
            ("GET", f"{OLD}orders/{{orderId}}"): self._route(
                "query_order", OLD, self.one, {"orderId": text}
            ),
            ("GET", f"{OLD}fills"): self._route(
                "my_trades", OLD, self.old_fills, {}, {**some, "orderId": text}
            ),
        }

    def _route(
        self,
        name: str,
        base: str,
        handler: Callable[[Call], object],
        required: Mapping[str, Check] | None = None,
        optional: Mapping[str, Check] | None = None,
    ) -> Route:
        def checked(call: Call) -> object:
            check_kind(base, high_frequency=self.kind.high_frequency)
            return handler(call)

        return Route(
            name=name,
            handler=checked,
            security=Security.SIGNED,
            required=required or {},
            # ccxt says these to high-frequency accounts as well, which don't know them.
            optional={
                **(optional or {}),
                **({"tradeType": text, "status": text} if base == HF else {}),
            },
        )

    def _of(self, call: Call) -> list[FakeMarket]:
        if "symbol" in call.params:
            return [self.orders.market(call)]
        return list(write.by_id(self.engine, Kind.SPOT).values())

    def _chosen(self, call: Call) -> list[Order]:
        registry = self.engine.registry
        found = [order for market in self._of(call) for order in registry.of_market(market)]
        return sorted(found, key=lambda one: one.order_id, reverse=True)

    def active(self, call: Call) -> object:
        """List a market's open orders, all at once."""
        found = [order for order in self._chosen(call) if order.status.open]
        return [write.order(order) for order in self.engine.registry.visible(found)]

    def active_symbols(self, _call: Call) -> object:
        """List the markets that have open orders."""
        markets = write.by_id(self.engine, Kind.SPOT)
        open_in = self.engine.registry.open_in
        return {"symbols": [name for name, market in markets.items() if open_in(market)]}

    def done(self, call: Call) -> object:
        """List a market's orders that are over, of no more than seven days."""
        since, until = window(call, self.engine.clock.ms())
        found = [
            order
            for order in self._chosen(call)
            if not order.status.open and since <= order.updated_at <= until
        ]
        chosen = self._after(call, self.engine.registry.visible(found), lambda one: one.order_id)
        last = chosen[-1].order_id if chosen else 0
        return {"lastId": last, "items": [write.order(order) for order in chosen]}

    def one(self, call: Call) -> object:
        """Return an order."""
        found = self.orders.found(call)
        if found is None:
            if self.kind.unknown_orders_are_empty:
                return None
            raise refusal("400100", "order not exist.")
        hf = call.path.startswith(HF)
        return write.order(found) if hf else write.old_order(found)

    def fills(self, call: Call) -> object:
        """List a market's trades of no more than seven days, or those of an order."""
        found = self._fills(call)
        chosen = self._after(call, found, lambda fill: fill.trade_id)
        rows = [write.trade(fill, *self._order_and_rate(fill)) for fill in chosen]
        return {"items": rows, "lastId": chosen[-1].trade_id if chosen else 0}

    def _order_and_rate(self, fill: Fill) -> tuple[Order, Decimal]:
        maker, taker = self.engine.settlement.fees[Kind.SPOT]
        return self.engine.registry.orders[fill.order_id], maker if fill.maker else taker

    def _fills(self, call: Call) -> list[Fill]:
        registry = self.engine.registry
        fills = [fill for market in self._of(call) for fill in registry.visible_fills(market)]
        fills.sort(key=lambda one: one.trade_id, reverse=True)
        if "orderId" in call.params:
            wanted = ids.read(call.params["orderId"], Kind.SPOT)
            return [fill for fill in fills if fill.order_id == wanted]
        since, until = window(call, self.engine.clock.ms())
        return [fill for fill in fills if since <= fill.at <= until]

    def _after[T](self, call: Call, found: list[T], number: Callable[[T], int]) -> list[T]:
        last, limit = call.integer("lastId"), call.integer("limit") or 20
        if limit > 100:
            raise bad("limit", "should not be greater than 100")
        return [one for one in found if last is None or number(one) < last][:limit]

    def old_orders(self, call: Call) -> object:
        """List open orders, or those of a week that are over."""
        active = call.params.get("status", "done") == "active"
        since, until = (
            (0, self.engine.clock.ms()) if active else window(call, self.engine.clock.ms())
        )
        found = [
            order
            for order in self._chosen(call)
            if order.status.open == active and since <= order.created_at <= until
        ]
        return paged(call, [write.old_order(one) for one in self.engine.registry.visible(found)])

    def old_fills(self, call: Call) -> object:
        """List trades of a week, or those of an order."""
        found = self._fills(call)
        return paged(call, [write.old_trade(fill, *self._order_and_rate(fill)) for fill in found])


def window(call: Call, now: int) -> tuple[int, int]:
    """Return the time that a list is asked for: a day, or no more than seven; RefusalError."""
    since, until = call.integer("startAt"), call.integer("endAt")
    if since is None:
        return (until or now) - DAY_MS, until or now
    if until is None:
        return since, since + WEEK_MS
    if until - since > WEEK_MS:
        raise refusal("400100", "The time range cannot exceed 7 days")
    return since, until


def paged(call: Call, rows: list[dict[str, object]], most: int = 500) -> dict[str, object]:
    """Return the page of a list that is asked for."""
    size, page = call.integer("pageSize") or 50, call.integer("currentPage") or 1
    if size > most:
        raise refusal("400100", f"pageSize should not greater than {most}")
    return {
        "currentPage": page,
        "pageSize": size,
        "totalNum": len(rows),
        "totalPage": -(-len(rows) // size),
        "items": rows[(page - 1) * size : page * size],
    }
