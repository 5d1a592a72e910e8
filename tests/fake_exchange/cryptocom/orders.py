"""Crypto.com's endpoints for orders and trades."""

from collections.abc import Callable, Mapping

from ..core.engine import Engine
from ..core.errors import Reason, RefusedError
from ..core.orders import ZERO, Fill, Force, Order, Side
from ..wire import Call, Check, Route, Security, integer, number, one_of, pattern, text
from . import format as write
from .data import CryptocomData
from .guard import check_trading, refusal

ERRORS: Mapping[Reason, tuple[int, str]] = {
    Reason.BALANCE: (306, "INSUFFICIENT_AVAILABLE_BALANCE"),
    Reason.DUPLICATE_ID: (204, "DUPLICATE_CLORDID"),
    Reason.LOT_SIZE: (415, "BELOW_MIN_ORDER_SIZE"),
    Reason.MARKET_LOT_SIZE: (314, "EXCEEDS_MAX_ORDER_SIZE"),
    Reason.PRICE_FILTER: (308, "INVALID_PRICE"),
    Reason.PERCENT_PRICE: (315, "FAR_AWAY_LIMIT_PRICE"),
    Reason.MIN_COST: (415, "BELOW_MIN_ORDER_SIZE"),
    Reason.WOULD_TAKE: (43005, "POST_ONLY_REJ"),
    Reason.HALTED: (208, "INSTRUMENT_NOT_TRADABLE"),
}
NEW: Mapping[str, Check] = {
    "instrument_name": text,
    "side": one_of("BUY", "SELL"),
    "type": one_of("LIMIT", "MARKET"),
}
MORE: Mapping[str, Check] = {
    "price": number,
    "quantity": number,
    "notional": number,
    "client_oid": pattern(r"[ -~]{1,36}"),
    "exec_inst": text,
    "time_in_force": one_of("GOOD_TILL_CANCEL", "IMMEDIATE_OR_CANCEL", "FILL_OR_KILL"),
    "spot_margin": one_of("SPOT", "MARGIN"),
    "broker_id": text,
    "stp_scope": text,
    "stp_inst": text,
    "stp_id": text,
    "fee_instrument_name": text,
}
WHICH: Mapping[str, Check] = {"order_id": integer, "client_oid": text}
LISTED: Mapping[str, Check] = {
    "instrument_name": text,
    "start_time": integer,
    "end_time": integer,
    "limit": integer,
}
FORCES = {
    "GOOD_TILL_CANCEL": Force.GTC,
    "IMMEDIATE_OR_CANCEL": Force.IOC,
    "FILL_OR_KILL": Force.FOK,
}
MOST = 100
DAY_NS = 86_400 * 10**9
FIRST_NS = 10**15
"""What is less is told in milliseconds."""
type Handler = Callable[[Call], object]


class CryptocomOrders:
    """Orders and trades of Crypto.com."""

    def __init__(self, engine: Engine, data: CryptocomData) -> None:
        self.engine = engine
        self.data = data

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
                required=required or {},
                optional=optional,
            )

        path = "/exchange/v1/private/"
        return {
            ("POST", f"{path}create-order"): private("create_order", self.create, MORE, NEW),
            ("POST", f"{path}cancel-order"): private("cancel_order", self.cancel, WHICH),
            ("POST", f"{path}get-order-detail"): private("query_order", self.query, WHICH),
            ("POST", f"{path}get-open-orders"): private(
                "open_orders", self.open_orders, {"instrument_name": text}
            ),
            ("POST", f"{path}get-order-history"): private("all_orders", self.history, LISTED),
            ("POST", f"{path}get-trades"): private("my_trades", self.trades, LISTED),
        }

    def create(self, call: Call) -> object:
        """Place an order; the answer only says that it was accepted."""
        check_trading(call)
        order = self._described(call)
        try:
            self.engine.place(order)
        except RefusedError as err:
            raise refusal(call, *ERRORS[err.reason]) from err
        return _ids(order)

    def _described(self, call: Call) -> Order:
        params = call.params
        market = self.data.book(call, params["instrument_name"]).market
        by_market = params["type"] == "MARKET"
        amount, cost = call.decimal("quantity"), call.decimal("notional")
        if by_market == ("price" in params) or (amount is None) == (cost is None):
            raise refusal(call, 40004, "MISSING_OR_INVALID_ARGUMENT")
        if cost is not None and params["side"] == "SELL":
            raise refusal(call, 40004, "MISSING_OR_INVALID_ARGUMENT notional")
        if amount is not None and amount % market.step:
            raise refusal(call, 213, "INVALID_ORDERQTY")
        client_id = params.get("client_oid", "")
        if client_id and self._of_client(client_id) is not None:
            raise refusal(call, *ERRORS[Reason.DUPLICATE_ID])
        post_only = "POST_ONLY" in params.get("exec_inst", "")
        force = FORCES[params.get("time_in_force", "GOOD_TILL_CANCEL")]
        return Order(
            market=market,
            side=Side(params["side"]),
            client_id=client_id,
            amount=amount or ZERO,
            cost_wanted=cost,
            price=call.decimal("price"),
            force=Force.POST_ONLY if post_only else force,
            extra={"exec_inst": "POST_ONLY"} if post_only else {},
        )

    def _of_client(self, client_id: str) -> Order | None:
        for order in self.engine.registry.orders.values():
            if order.client_id == client_id:
                return order
        return None

    def _named(self, call: Call) -> Order | None:
        params = call.params
        if not params.get("order_id") and not params.get("client_oid"):
            raise refusal(call, 40004, "MISSING_OR_INVALID_ARGUMENT order_id")
        if params.get("order_id"):
            order = self.engine.registry.orders.get(write.number_of(params["order_id"]))
        else:
            order = self._of_client(params["client_oid"])
        return order if order is not None and self.engine.registry.seen(order) else None

    def cancel(self, call: Call) -> object:
        """Cancel an order; the answer only says that the cancel was accepted."""
        check_trading(call)
        order = self._named(call)
        if order is None:
            raise refusal(call, 212, "INVALID_ORDERID")
        if not order.status.open:
            raise refusal(call, 316, "NO_ACTIVE_ORDER")
        self.engine.cancel(order)
        return _ids(order)

    def query(self, call: Call) -> object:
        """Look an order up."""
        order = self._named(call)
        if order is None:
            raise refusal(call, 40401, "NOT_FOUND")
        return write.order(order)

    def open_orders(self, call: Call) -> object:
        """List the open orders of a market, or of all."""
        wanted = call.params.get("instrument_name")
        found = [
            order
            for order in reversed(self.engine.registry.orders.values())
            if order.status.open and wanted in {None, order.market.id}
        ]
        return {"data": [write.order(one) for one in self.engine.registry.visible(found)]}

    def history(self, call: Call) -> object:
        """List the orders that are over, newest first: of a day, if nothing else is asked."""
        wanted = call.params.get("instrument_name")
        found = [
            order
            for order in reversed(self.engine.registry.orders.values())
            if not order.status.open
            and wanted in {None, order.market.id}
            and self._within(call, order.created_at * 1_000_000)
        ]
        visible = self.engine.registry.visible(found[: _limit(call)])
        return {"data": [write.order(one) for one in visible]}

    def trades(self, call: Call) -> object:
        """List trades, newest first: of a day, if nothing else is asked."""
        registry = self.engine.registry
        wanted = call.params.get("instrument_name")
        fills: list[Fill] = []
        for book in self.engine.books.values():
            if wanted in {None, book.market.id}:
                fills += registry.visible_fills(book.market)
        found = [fill for fill in fills if self._within(call, write.nanoseconds(fill))]
        found.sort(key=lambda fill: -fill.trade_id)
        return {
            "data": [
                write.trade(fill, registry.orders[fill.order_id]) for fill in found[: _limit(call)]
            ]
        }

    def _within(self, call: Call, at: int) -> bool:
        """Return whether a moment is within what was asked; the end is not."""
        end = _nanoseconds(call.integer("end_time"))
        start = _nanoseconds(call.integer("start_time"))
        last = self.engine.clock.ms() * 1_000_000 + 10**9
        if start is None:
            start = (last if end is None else end) - DAY_NS
        return start <= at < (last if end is None else end)


def _nanoseconds(value: int | None) -> int | None:
    return value * 1_000_000 if value is not None and value < FIRST_NS else value


def _limit(call: Call) -> int:
    limit = call.integer("limit") or MOST
    if limit > MOST:
        raise refusal(call, 40004, "MISSING_OR_INVALID_ARGUMENT limit")
    return limit


def _ids(order: Order) -> dict[str, object]:
    return {"order_id": write.order_id(order.order_id), "client_oid": order.client_id}
