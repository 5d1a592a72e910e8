"""Kraken's endpoints for orders and trades."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from ..core.engine import Engine
from ..core.errors import Reason, RefusedError
from ..core.market import FakeMarket
from ..core.orders import ZERO, Force, Order, Side, Trigger
from ..wire import Call, Check, Route, Security, boolean, integer, number, one_of, pattern, text
from . import format as write, names
from .guard import bad, check_trading, refusal

TRIGGERED = ("stop-loss", "take-profit", "stop-loss-limit", "take-profit-limit")
CLIENT_ID = pattern(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32}|[ -~]{1,18}"
)
FORCES = {"GTC": Force.GTC, "IOC": Force.IOC, "FOK": Force.FOK}
ERRORS: Mapping[Reason, str] = {
    Reason.BALANCE: "EOrder:Insufficient funds",
    Reason.DUPLICATE_ID: "EGeneral:Invalid arguments:cl_ord_id",
    Reason.LOT_SIZE: "EGeneral:Invalid arguments:volume minimum not met",
    Reason.MARKET_LOT_SIZE: "EOrder:Order maximum exceeded",
    Reason.PRICE_FILTER: "EOrder:Tick size check failed",
    Reason.PERCENT_PRICE: "EOrder:Invalid price",
    Reason.MIN_COST: "EGeneral:Invalid arguments:cost minimum not met",
    Reason.WOULD_TAKE: "EOrder:Post only order",
    Reason.WOULD_TRIGGER: "EOrder:Invalid price",
    Reason.HALTED: "EService:Market in cancel_only mode",
}
type Handler = Callable[[Call], object]

PAGE = 50
ADD: Mapping[str, Check] = {
    "pair": text,
    "type": one_of("buy", "sell"),
    "ordertype": one_of("market", "limit", *TRIGGERED),
    "volume": number,
}
MORE: Mapping[str, Check] = {
    "price": number,
    "price2": number,
    "trigger": one_of("last", "index"),
    "oflags": text,
    "timeinforce": one_of(*FORCES, "GTD"),
    "cl_ord_id": CLIENT_ID,
    "userref": integer,
    "reduce_only": boolean,
    "leverage": text,
    "validate": boolean,
    "deadline": text,
    "starttm": text,
    "expiretm": text,
}
TRADES: Mapping[str, Check] = {"trades": boolean}
WHICH: Mapping[str, Check] = {**TRADES, "userref": integer, "cl_ord_id": text}
TIME: Mapping[str, Check] = {
    "start": text,
    "end": text,
    "ofs": integer,
    "consolidate_taker": boolean,
    "without_count": boolean,
}


class KrakenOrders:
    """Orders and trades of Kraken."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""

        def private(
            name: str,
            handler: Handler,
            optional: Mapping[str, Check],
            required: Mapping[str, Check] | None = None,
        ) -> Route:
            return Route(
                name=name,
                handler=handler,
                security=Security.SIGNED,
                optional=optional,
                required=required or {},
            )

        path = "/0/private/"
        return {
            ("POST", f"{path}AddOrder"): private("create_order", self.add, MORE, ADD),
            ("POST", f"{path}CancelOrder"): private(
                "cancel_order", self.cancel, {"txid": text, "cl_ord_id": text}
            ),
            ("POST", f"{path}CancelAll"): private("cancel_all", self.cancel_all, {}),
            ("POST", f"{path}OpenOrders"): private("open_orders", self.open_orders, WHICH),
            ("POST", f"{path}ClosedOrders"): private(
                "all_orders", self.closed_orders, {**WHICH, **TIME, "closetime": text}
            ),
            ("POST", f"{path}QueryOrders"): private(
                "query_order",
                self.query,
                {**TRADES, "userref": integer, "consolidate_taker": boolean},
                {"txid": text},
            ),
            ("POST", f"{path}TradesHistory"): private(
                "my_trades", self.history, {**TRADES, **TIME, "type": text, "ledgers": boolean}
            ),
            ("POST", f"{path}QueryTrades"): private(
                "my_trades", self.query_trades, TRADES, {"txid": text}
            ),
        }

    def market(self, name: str) -> FakeMarket:
        """Return a market by any of its names."""
        for book in self.engine.books.values():
            market = book.market
            if name in {market.id, names.alt_name(market), names.ws_name(market), market.symbol}:
                return market
        raise refusal("EQuery:Unknown asset pair")

    def add(self, call: Call) -> object:
        """Place an order."""
        check_trading(call)
        order = self._described(call)
        if call.params.get("validate", "").lower() == "true":
            return {"descr": {"order": write.description(order)["order"]}}
        try:
            self.engine.place(order)
        except RefusedError as err:
            raise refusal(ERRORS[err.reason]) from err
        return {
            "txid": [names.written(order.order_id, "O")],
            "descr": {"order": write.description(order)["order"]},
        }

    def _described(self, call: Call) -> Order:
        params, market = call.params, self.market(call.params["pair"])
        kind, side = params["ordertype"], Side(params["type"].upper())
        flags = frozenset(filter(None, params.get("oflags", "").split(",")))
        self._check_combination(kind, params, flags)
        volume = call.decimal("volume") or ZERO
        by_cost = "viqc" in flags
        return Order(
            market=market,
            side=side,
            client_id=params.get("cl_ord_id", ""),
            amount=ZERO if by_cost else volume,
            cost_wanted=volume if by_cost else None,
            price=self._limit(call, kind),
            force=self._force(params, flags),
            trigger=self._trigger(call, kind, side),
            wire_type=kind,
        )

    def _check_combination(
        self, kind: str, params: Mapping[str, str], flags: frozenset[str]
    ) -> None:
        if flags - {"post", "fcib", "fciq", "nompp", "viqc"}:
            raise bad("oflags")
        if "viqc" in flags and kind != "market":
            raise bad("viqc")
        if params.get("reduce_only", "").lower() == "true":
            raise bad("reduce_only:Non-PC")
        for name in ("leverage", "starttm", "expiretm"):
            if params.get(name, "none") not in {"none", "0"}:
                raise bad(name)
        if kind.endswith("-limit") and "price2" not in params:
            raise bad("price2")
        if kind != "market" and "price" not in params:
            raise bad("price")

    def _limit(self, call: Call, kind: str) -> Decimal | None:
        if kind == "limit":
            return call.decimal("price")
        return call.decimal("price2") if kind.endswith("-limit") else None

    def _force(self, params: Mapping[str, str], flags: frozenset[str]) -> Force:
        if "post" in flags:
            return Force.POST_ONLY
        return FORCES.get(params.get("timeinforce", "GTC"), Force.GTC)

    def _trigger(self, call: Call, kind: str, side: Side) -> Trigger | None:
        price = call.decimal("price")
        if kind not in TRIGGERED or price is None:
            return None
        return Trigger(price=price, rises=(side is Side.BUY) == kind.startswith("stop-loss"))

    def _by_id(self, txid: str) -> Order | None:
        order = self.engine.registry.orders.get(names.read(txid))
        return order if order is not None and self.engine.registry.seen(order) else None

    def cancel(self, call: Call) -> object:
        """Cancel an order by Kraken's id or by the client's."""
        check_trading(call)
        txid, client_id = call.params.get("txid"), call.params.get("cl_ord_id")
        if not txid and not client_id:
            raise bad("txid")
        found = [self._by_id(txid)] if txid else self._all(client_id or "")
        opened = [order for order in found if order is not None and order.status.open]
        if not opened:
            raise refusal("EOrder:Unknown order")
        for order in opened:
            self.engine.cancel(order)
        return {"count": len(opened)}

    def _all(self, client_id: str) -> list[Order]:
        registry = self.engine.registry
        orders = registry.orders.values()
        return registry.visible([one for one in orders if one.client_id == client_id])

    def cancel_all(self, call: Call) -> object:
        """Cancel all open orders."""
        check_trading(call)
        opened = [one for one in self.engine.registry.orders.values() if one.status.open]
        for order in opened:
            self.engine.cancel(order)
        return {"count": len(opened)}

    def _chosen(self, call: Call, *, opened: bool) -> list[Order]:
        client_id, userref = call.params.get("cl_ord_id"), call.params.get("userref")
        found = [
            order
            for order in self.engine.registry.orders.values()
            if order.status.open == opened
            and client_id in {None, order.client_id}
            and userref in {None, "0"}  # nobody here gives one
        ]
        return self.engine.registry.visible(found)

    def _written(self, call: Call, orders: list[Order]) -> dict[str, object]:
        trades = call.params.get("trades", "").lower() == "true"
        return {
            names.written(order.order_id, "O"): write.order(order, trades=trades)
            for order in orders
        }

    def open_orders(self, call: Call) -> object:
        """List the open orders of all markets."""
        return {"open": self._written(call, self._chosen(call, opened=True))}

    def closed_orders(self, call: Call) -> object:
        """List the orders that are over, newest first, fifty at a time."""
        found = [
            order
            for order in reversed(self._chosen(call, opened=False))
            if _within(call, order.updated_at)
        ]
        return {"closed": self._written(call, _page(call, found)), "count": len(found)}

    def query(self, call: Call) -> object:
        """Look orders up by Kraken's ids."""
        found = [self._by_id(txid) for txid in call.params["txid"].split(",")]
        orders = [order for order in found if order is not None]
        if not orders:
            raise refusal("EOrder:Unknown order")
        return self._written(call, orders)

    def history(self, call: Call) -> object:
        """List the trades of all markets, newest first, fifty at a time."""
        registry = self.engine.registry
        fills = [
            fill
            for book in self.engine.books.values()
            for fill in registry.visible_fills(book.market)
            if _within(call, fill.at)
        ]
        fills.sort(key=lambda fill: fill.trade_id, reverse=True)
        return {
            "trades": {
                names.written(fill.trade_id, "T"): write.trade(fill, registry.orders[fill.order_id])
                for fill in _page(call, fills)
            },
            "count": len(fills),
        }

    def query_trades(self, call: Call) -> object:
        """Look trades up by their ids."""
        registry = self.engine.registry
        wanted = {names.read(txid) for txid in call.params["txid"].split(",")}
        return {
            names.written(fill.trade_id, "T"): write.trade(fill, registry.orders[fill.order_id])
            for fill in registry.fills
            if fill.trade_id in wanted
        }


def _within(call: Call, at: int) -> bool:
    start, end = call.decimal("start"), call.decimal("end")
    return not (start is not None and at <= start * 1000) and not (
        end is not None and at > end * 1000
    )


def _page[T](call: Call, found: list[T]) -> list[T]:
    first = call.integer("ofs") or 0
    return found[first : first + PAGE]
