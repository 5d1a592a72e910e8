"""Gate's endpoints for orders and trades on spot."""

from collections.abc import Mapping

from ..core.engine import Engine
from ..core.errors import RefusedError
from ..core.market import FakeMarket, Kind
from ..core.orders import ZERO, Force, Order, Side, Status
from ..wire import Call, Check, Route, Security, integer, number, one_of, pattern, text
from . import format as write
from .data import SPOT
from .errors import NOT_FOUND, bad, from_engine, refusal
from .markets import LEAST_COST
from .pages import DAY_S, TEXT, by_number, by_page, window

FORCES = {"gtc": Force.GTC, "ioc": Force.IOC, "fok": Force.FOK, "poc": Force.POST_ONLY}
ACCOUNTS = one_of("spot", "margin", "cross_margin", "unified")
MONTH_S = 30 * DAY_S
WEEK_S = 7 * DAY_S
PAGE: Mapping[str, Check] = {"page": integer, "limit": integer}
TIME: Mapping[str, Check] = {"from": integer, "to": integer}
ORDER = f"{SPOT}/orders/{{order_id}}"


class GateSpot:
    """Orders and trades on Gate's spot markets."""

    def __init__(self, engine: Engine, account: str) -> None:
        self.engine = engine
        self.account = account
        """What the account is called here: `spot` or `unified`."""

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        signed = Security.SIGNED
        which: Mapping[str, Check] = {"account": ACCOUNTS}
        return {
            ("POST", f"{SPOT}/orders"): Route(
                name="create_order",
                handler=self.create,
                security=signed,
                required={
                    "currency_pair": text,
                    "side": one_of("buy", "sell"),
                    "amount": number,
                },
                optional={
                    **which,
                    "type": one_of("limit", "market"),
                    "price": number,
                    "time_in_force": one_of(*FORCES),
                    "text": pattern(TEXT),
                    "iceberg": number,
                },
            ),
            ("DELETE", ORDER): Route(
                name="cancel_order",
                handler=self.cancel,
                security=signed,
                required={"currency_pair": text},
                optional=which,
            ),
            ("GET", ORDER): Route(
                name="query_order",
                handler=self.one,
                security=signed,
                required={"currency_pair": text},
                optional=which,
            ),
            ("GET", f"{SPOT}/open_orders"): Route(
                name="open_orders",
                handler=self.open_orders,
                security=signed,
                # ccxt's client says the last two besides, which the venue overlooks.
                optional={**PAGE, **which, "status": text, "currency_pair": text},
            ),
            ("GET", f"{SPOT}/orders"): Route(
                name="all_orders",
                handler=self.listed,
                security=signed,
                required={"currency_pair": text, "status": one_of("open", "finished")},
                optional={**PAGE, **TIME, **which, "side": one_of("buy", "sell")},
            ),
            ("DELETE", f"{SPOT}/orders"): Route(
                name="cancel_all",
                handler=self.cancel_all,
                security=signed,
                optional={**which, "currency_pair": text, "side": one_of("buy", "sell")},
            ),
            ("GET", f"{SPOT}/my_trades"): Route(
                name="my_trades",
                handler=self.trades,
                security=signed,
                optional={**PAGE, **TIME, **which, "currency_pair": text, "order_id": integer},
            ),
        }

    def _market(self, call: Call) -> FakeMarket:
        name = call.params["currency_pair"]
        market = write.by_id(self.engine, Kind.SPOT).get(name)
        if market is None:
            raise refusal("INVALID_CURRENCY_PAIR", f"Invalid currency pair {name}")
        return market

    def _check_account(self, call: Call) -> None:
        told = call.params.get("account")
        if told not in {None, self.account}:
            raise bad(f"account: this one is {self.account}")

    def written(self, order: Order) -> dict[str, object]:
        """Return an order as Gate writes it."""
        return write.spot_order(order, self.account)

    def create(self, call: Call) -> object:
        """Place an order; the answer tells what has become of it."""
        self._check_account(call)
        params, market = call.params, self._market(call)
        side = Side(params["side"].upper())
        limit = params.get("type", "limit") == "limit"
        price, amount = call.decimal("price"), call.decimal("amount") or ZERO
        if limit and not price:
            raise refusal("MISSING_REQUIRED_PARAM", "Missing required parameter: price")
        force = FORCES[params.get("time_in_force", "gtc")]
        if not limit and force not in {Force.IOC, Force.FOK}:
            raise bad("time_in_force")
        by_cost = not limit and side is Side.BUY
        if not amount or (by_cost and amount < LEAST_COST):
            raise refusal(
                "INVALID_PARAM_VALUE",
                f"Your order size {amount} USDT is too small. The minimum is {LEAST_COST} USDT",
            )
        order = Order(
            market=market,
            side=side,
            client_id=params.get("text", ""),
            amount=ZERO if by_cost else amount,
            cost_wanted=amount if by_cost else None,
            price=price if limit else None,
            force=force,
        )
        try:
            self.engine.place(order)
        except RefusedError as err:
            raise from_engine(err, Kind.SPOT) from err
        return self.written(order)

    def _found(self, call: Call) -> Order:
        """Return an order by its id, or by its text while it is open."""
        self._check_account(call)
        market, name = self._market(call), call.params["order_id"]
        registry = self.engine.registry
        if name.isdigit():
            order = registry.find(market, int(name), None)
        else:
            order = registry.find(market, None, name)
            if order is not None and not order.status.open:
                order = None
        if order is None:
            raise refusal(*NOT_FOUND)
        return order

    def one(self, call: Call) -> object:
        """Return an order."""
        return self.written(self._found(call))

    def cancel(self, call: Call) -> object:
        """Cancel an order."""
        order = self._found(call)
        try:
            self.engine.cancel(order)
        except RefusedError as err:
            if order.status is Status.FILLED:
                raise refusal("ORDER_CLOSED", "Order already closed") from err
            raise refusal("ORDER_CANCELLED", "Order already cancelled") from err
        return self.written(order)

    def cancel_all(self, call: Call) -> object:
        """Cancel the open orders of a market, or of all."""
        self._check_account(call)
        named = "currency_pair" in call.params
        found = [self._market(call)] if named else write.by_id(self.engine, Kind.SPOT).values()
        orders = [order for market in found for order in self.engine.registry.open_in(market)]
        return [{**self.written(self.engine.cancel(order)), "succeeded": True} for order in orders]

    def open_orders(self, call: Call) -> object:
        """List the open orders by market; pages are those of each market."""
        self._check_account(call)
        found = []
        for name, market in write.by_id(self.engine, Kind.SPOT).items():
            orders = self.engine.registry.visible(self.engine.registry.open_in(market))
            if orders:
                newest = sorted(orders, key=by_number, reverse=True)
                shown = by_page(call, newest, usual=100, most=100)
                rows = [self.written(order) for order in shown]
                found.append({"currency_pair": name, "total": len(orders), "orders": rows})
        return found

    def listed(self, call: Call) -> object:
        """List a market's orders of one state, newest first: by the time of their end."""
        self._check_account(call)
        market, params = self._market(call), call.params
        finished = params["status"] == "finished"
        if not finished and {"from", "to", "side"} & set(params):
            raise bad("from, to and side are for finished orders only")
        since, until = window(call, self.engine.clock.ms(), longest=MONTH_S, usual=None)
        orders = [
            order
            for order in self.engine.registry.of_market(market)
            if order.status.open is not finished
            and (not finished or since <= order.updated_at // 1000 <= until)
            and params.get("side") in {None, order.side.value.lower()}
        ]
        newest = sorted(self.engine.registry.visible(orders), key=by_number, reverse=True)
        shown = by_page(call, newest, usual=100, most=1000 if finished else 100)
        return [self.written(order) for order in shown]

    def trades(self, call: Call) -> object:
        """List trades, newest first: of seven days if it is not told which."""
        self._check_account(call)
        params, registry = call.params, self.engine.registry
        if "order_id" in params and "currency_pair" not in params:
            raise refusal("MISSING_REQUIRED_PARAM", "Missing required parameter: currency_pair")
        since, until = window(call, self.engine.clock.ms(), longest=MONTH_S, usual=WEEK_S)
        named = "currency_pair" in params
        markets = [self._market(call)] if named else write.by_id(self.engine, Kind.SPOT).values()
        wanted = call.integer("order_id")
        fills = [
            fill
            for market in markets
            for fill in registry.visible_fills(market)
            if since <= fill.at // 1000 <= until and wanted in {None, fill.order_id}
        ]
        fills.sort(key=lambda fill: fill.trade_id, reverse=True)
        shown = by_page(call, fills, usual=100, most=1000)
        return [write.spot_trade(fill, registry.orders[fill.order_id]) for fill in shown]
