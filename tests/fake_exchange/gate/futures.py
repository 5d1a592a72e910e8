"""Gate's endpoints for orders and trades of perpetuals; sizes are contracts, below 0 they sell."""

from collections.abc import Mapping
from decimal import Decimal

from ..core.engine import Engine
from ..core.errors import Reason, RefusedError
from ..core.filters import reducible
from ..core.market import FakeMarket, Kind
from ..core.orders import Force, Hand, Order, Side, Status
from ..wire import Call, Check, Route, Security, boolean, integer, number, one_of, pattern, text
from . import format as write
from .data import FUTURES
from .errors import NOT_FOUND, bad, from_engine, refusal
from .pages import DAY_S, TEXT, by_number, by_offset, window
from .spot import FORCES

TEXT_REMEMBERED_MS = 60_000
"""How long an order that is over is found by its text."""
UNFILLED_REMEMBERED_MS = 600_000
"""How long an order that was cancelled without a fill is found at all."""
HALF_YEAR_S = 183 * DAY_S
OFFSET: Mapping[str, Check] = {"limit": integer, "offset": integer}
TIME: Mapping[str, Check] = {"from": integer, "to": integer}
ORDER = f"{FUTURES}/orders/{{order_id}}"
CLOSES = {"close_long": Hand.LONG, "close_short": Hand.SHORT}


class GateFutures:
    """Orders and trades of Gate's perpetuals."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.account = engine.account

    def routes(self) -> dict[tuple[str, str], Route]:
        """Return the endpoints."""
        signed = Security.SIGNED
        contract: Mapping[str, Check] = {"contract": text}
        return {
            ("POST", f"{FUTURES}/orders"): Route(
                name="create_order",
                handler=self.create,
                security=signed,
                required={**contract, "size": integer},
                optional={
                    "price": number,
                    "tif": one_of(*FORCES),
                    "text": pattern(TEXT),
                    "reduce_only": boolean,
                    "close": boolean,
                    "auto_size": one_of(*CLOSES),
                    "iceberg": integer,
                },
            ),
            # ccxt's client names the contract besides, which the venue overlooks.
            ("GET", ORDER): Route(
                name="query_order", handler=self.one, security=signed, optional=contract
            ),
            ("DELETE", ORDER): Route(
                name="cancel_order", handler=self.cancel, security=signed, optional=contract
            ),
            ("GET", f"{FUTURES}/orders"): Route(
                name="all_orders",
                handler=self.listed,
                security=signed,
                required={"status": one_of("open", "finished")},
                optional={**contract, **OFFSET, "last_id": integer},
            ),
            ("DELETE", f"{FUTURES}/orders"): Route(
                name="cancel_all",
                handler=self.cancel_all,
                security=signed,
                required=contract,
                optional={"side": one_of("bid", "ask")},
            ),
            ("GET", f"{FUTURES}/orders_timerange"): Route(
                name="all_orders",
                handler=self.listed_by_time,
                security=signed,
                optional={**contract, **OFFSET, **TIME},
            ),
            ("GET", f"{FUTURES}/my_trades"): Route(
                name="my_trades",
                handler=self.trades,
                security=signed,
                optional={**contract, **OFFSET, "order": integer, "last_id": integer},
            ),
            ("GET", f"{FUTURES}/my_trades_timerange"): Route(
                name="my_trades",
                handler=self.trades_by_time,
                security=signed,
                optional={**contract, **OFFSET, **TIME, "role": one_of("maker", "taker")},
            ),
        }

    def market(self, call: Call, within: str = "") -> FakeMarket:
        """Return the market that a request names."""
        name = call.params[f"{within}contract"]
        market = write.by_id(self.engine, Kind.LINEAR).get(name)
        if market is None:
            raise refusal("CONTRACT_NOT_FOUND", f"contract {name} not found")
        return market

    def _markets(self, call: Call) -> list[FakeMarket]:
        if "contract" in call.params:
            return [self.market(call)]
        return list(write.by_id(self.engine, Kind.LINEAR).values())

    # placing

    def create(self, call: Call) -> object:
        """Place an order; the answer tells what has become of it."""
        order = self.described(call, self.market(call))
        try:
            self.engine.place(order)
        except RefusedError as err:
            hedged = self.account.is_hedged(order.market)
            if err.reason is not Reason.REDUCE_ONLY or hedged:
                raise from_engine(err, Kind.LINEAR) from err
            # In one-way mode it is taken, and ended at once.
            self.engine.registry.add(order)
            order.status, order.reason = Status.CANCELED, "nothing to reduce"
        return write.futures_order(order)

    def described(self, call: Call, market: FakeMarket, within: str = "") -> Order:
        """Return the order that a request describes, `within` its part of the parameters."""
        params = {
            name.removeprefix(within): value
            for name, value in call.params.items()
            if name.startswith(within)
        }
        price = Decimal(params.get("price") or 0)
        force = FORCES[params.get("tif", "gtc")]
        if not price and force not in {Force.IOC, Force.FOK}:
            raise bad("price 0 needs tif ioc")
        size, hand = self._sized(params, market)
        if not size and not within:
            raise bad("size")
        order = Order(
            market=market,
            side=Side.BUY if size > 0 else Side.SELL,
            client_id=params.get("text", ""),
            amount=abs(size) * write.contract_size(market),
            price=price or None,
            force=force,
            reduce_only="true" in (params.get("reduce_only"), params.get("close")),
            hand=hand,
        )
        if order.reduce_only and hand is not Hand.BOTH and not within:
            self._check_reduction(order)
        return order

    def _sized(self, params: Mapping[str, str], market: FakeMarket) -> tuple[int, Hand]:
        """Return how many contracts are meant, and of which position."""
        size = int(params.get("size", "0"))
        auto, reduces = params.get("auto_size"), params.get("reduce_only") == "true"
        hedged = self.account.is_hedged(market)
        if params.get("close") != "true" and auto is None:
            if not hedged:
                return size, Hand.BOTH
            return size, Hand.LONG if (size > 0) is not reduces else Hand.SHORT
        if params.get("close") == "true" and hedged:
            raise refusal("POSITION_DUAL_MODE", "Operation forbidden in dual-mode")
        if size or (auto and not (hedged and reduces)):
            raise bad("auto_size" if auto else "size")
        hand = CLOSES[auto] if auto else Hand.BOTH
        held = self.account.position(market, hand).amount
        if not held:
            raise refusal("POSITION_EMPTY", "empty position")
        return -write.contracts(market, held), hand

    def _check_reduction(self, order: Order) -> None:
        """Refuse what would reduce more than there is, in hedge mode."""
        taken = sum(
            one.remaining
            for one in self.engine.registry.open_in(order.market)
            if one.status.active and one.reduce_only and one.hand is order.hand
        )
        if order.amount + taken > reducible(order, self.account):
            raise refusal("REDUCE_EXCEEDED", "Reduce order would exceed position in dual-mode")

    # finding

    def _remembered(self, order: Order) -> bool:
        """Return whether an order is still told of."""
        age = self.engine.clock.ms() - order.updated_at
        if order.status.open:
            return True
        return age <= UNFILLED_REMEMBERED_MS if not order.filled else age <= HALF_YEAR_S * 1000

    def _found(self, call: Call) -> Order:
        """Return an order by its id, or by its text while that is known."""
        name, registry = call.params["order_id"], self.engine.registry
        for market in write.by_id(self.engine, Kind.LINEAR).values():
            number_ = int(name) if name.isdigit() else None
            order = registry.find(market, number_, None if name.isdigit() else name)
            if order is None or not self._remembered(order):
                continue
            age = self.engine.clock.ms() - order.updated_at
            if number_ is not None or order.status.open or age <= TEXT_REMEMBERED_MS:
                return order
        raise refusal(*NOT_FOUND)

    def one(self, call: Call) -> object:
        """Return an order."""
        return write.futures_order(self._found(call))

    def cancel(self, call: Call) -> object:
        """Cancel an order."""
        order = self._found(call)
        try:
            self.engine.cancel(order)
        except RefusedError as err:
            raise refusal("ORDER_FINISHED", "order finished") from err
        return write.futures_order(order)

    def cancel_all(self, call: Call) -> object:
        """Cancel all open orders of a market."""
        side = {"bid": Side.BUY, "ask": Side.SELL}.get(call.params.get("side", ""))
        found = [
            order
            for order in self.engine.registry.open_in(self.market(call))
            if not order.algo and side in {None, order.side}
        ]
        return [write.futures_order(self.engine.cancel(order)) for order in found]

    def _plain(self, call: Call) -> list[Order]:
        """Return the orders of a list, newest first."""
        registry = self.engine.registry
        orders = [
            order
            for market in self._markets(call)
            for order in registry.of_market(market)
            if not order.algo and self._remembered(order)
        ]
        return sorted(registry.visible(orders), key=by_number, reverse=True)

    def listed(self, call: Call) -> object:
        """List the orders of one state, newest first."""
        finished = call.params["status"] == "finished"
        found = [order for order in self._plain(call) if order.status.open is not finished]
        return [write.futures_order(order) for order in by_offset(call, found)]

    def listed_by_time(self, call: Call) -> object:
        """List the orders of a time, newest first."""
        since, until = window(call, self.engine.clock.ms(), longest=HALF_YEAR_S, usual=None)
        found = [order for order in self._plain(call) if since <= order.created_at // 1000 <= until]
        return [write.futures_order(order) for order in by_offset(call, found)]

    def trades(self, call: Call) -> object:
        """List trades, newest first."""
        wanted = call.integer("order")
        return self._trades(call, 0, 2**40, wanted, by_time=False)

    def trades_by_time(self, call: Call) -> object:
        """List the trades of a time, newest first."""
        span = window(call, self.engine.clock.ms(), longest=HALF_YEAR_S, usual=None)
        return self._trades(call, *span, None, by_time=True)

    def _trades(
        self, call: Call, since: int, until: int, wanted: int | None, *, by_time: bool
    ) -> object:
        registry = self.engine.registry
        fills = [
            fill
            for market in self._markets(call)
            for fill in registry.visible_fills(market)
            if since <= fill.at // 1000 <= until and wanted in {None, fill.order_id}
        ]
        fills.sort(key=lambda fill: fill.trade_id, reverse=True)
        return [
            write.futures_trade(fill, registry.orders[fill.order_id], by_time=by_time)
            for fill in by_offset(call, fills)
        ]
