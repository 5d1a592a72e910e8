"""What the imitations of venues share that trade spot only and name things in their paths."""

from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal
import json
import re
from urllib.parse import parse_qsl

from aiohttp import web

from .core.account import Account, ApiKey
from .core.engine import Engine
from .core.errors import Reason, RefusedError
from .core.market import FakeMarket, Kind
from .core.orders import Fill, Hand, Order, Side
from .core.rules import Rules
from .venue import FakeVenue
from .wire import Call, RefusalError, Route

CAPITAL = 10_000
HOUR_MS = 3_600_000


class SpotVenue(FakeVenue):
    """A venue with one wallet: 10,000 USDT and USDC, and no coins."""

    def __init__(
        self,
        markets: Sequence[tuple[FakeMarket, Decimal]],
        key: ApiKey,
        rules: Rules,
        fees: tuple[str, str],
    ) -> None:
        super().__init__(markets, Account(unified=False, keys=[key]), rules)
        self.engine.settlement.fees[Kind.SPOT] = (Decimal(fees[0]), Decimal(fees[1]))
        for market, _ in markets:
            self.set_balance(market.base, 0)
            self.set_balance(market.quote, CAPITAL)

    def read(self, request: web.Request, host: str, path: str, body: str) -> Call:
        """Read the query, and the body of what changes something."""
        return Call(
            method=request.method,
            host=host,
            path=path,
            params={**query_of(request), **body_of(body)},
            headers=request.headers,
            query=request.rel_url.raw_query_string,
            body=body,
        )

    def outside_order(
        self, symbol: str, signed: Decimal, hand: Hand, *, reduce_only: bool
    ) -> Order:
        """Return a market order as the venue's app places it: without a client id."""
        return Order(
            market=self.books[symbol].market,
            side=Side.BUY if signed > 0 else Side.SELL,
            client_id="",
            amount=abs(signed),
            hand=hand,
            reduce_only=reduce_only,
            wire_type="market",
        )

    def find_route(self, call: Call) -> Route | None:
        """Return the endpoint, and take what its path names: `{id}` becomes a parameter."""
        exact = self.routes.get((call.method, call.path))
        if exact is not None:
            return exact
        for (method, template), route in self.routes.items():
            if method != call.method or "{" not in template:
                continue
            if (named := _named(template, call.path)) is not None:
                call.params.update(named)
                return route
        return None

    async def stream(self, request: web.Request, host: str, path: str, /) -> web.StreamResponse:  # noqa: ARG002
        """Refuse a WebSocket: these venues' streams are not imitated, and not needed."""
        return web.Response(status=503)


def _named(template: str, path: str) -> Mapping[str, str] | None:
    pattern = re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", template)
    found = re.fullmatch(pattern, path)
    return found.groupdict() if found else None


def query_of(request: web.Request) -> dict[str, str]:
    """Return the parameters of a request's query."""
    return dict(parse_qsl(request.rel_url.raw_query_string, keep_blank_values=True))


def body_of(body: str) -> dict[str, str]:
    """Return the parameters of a body in JSON."""
    found = json.loads(body) if body else {}
    return {
        name: json.dumps(value) if isinstance(value, bool) else str(value)
        for name, value in found.items()
    }


def check_parameters(
    params: Mapping[str, str],
    route: Route,
    bad: Callable[[str], RefusalError],
    *,
    always: Collection[str] = (),
) -> None:
    """Refuse parameters that are missing, no good or unknown, but for those that all have."""
    for name, check in {**route.required, **route.optional}.items():
        value = params.get(name)
        if (value is None and name in route.required) or (value is not None and not check(value)):
            raise bad(name)
    unknown = params.keys() - route.required.keys() - route.optional.keys() - set(always)
    if unknown:
        raise bad(min(unknown))


class Desk:
    """The orders and trades of spot markets, as all venues look them up."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def market(self, name: str) -> FakeMarket | None:
        """Return a market by the venue's name of it."""
        books = self.engine.books.values()
        return next((book.market for book in books if book.market.id == name), None)

    def by_id(self, order_id: str) -> Order | None:
        """Return an order by the venue's own id, in digits."""
        if not order_id.isdecimal():
            return None
        order = self.engine.registry.orders.get(int(order_id))
        return order if order is not None and self.engine.registry.seen(order) else None

    def by_client_id(self, client_id: str) -> Order | None:
        """Return the newest order with a client order id."""
        for order in reversed(self.engine.registry.orders.values()):
            if client_id and order.client_id == client_id:
                return order if self.engine.registry.seen(order) else None
        return None

    def orders(
        self, market: FakeMarket | None, *, opened: bool | None = None, since: int = 0
    ) -> list[Order]:
        """Return orders that were created since a time, newest first."""
        found = [
            order
            for order in reversed(self.engine.registry.orders.values())
            if market in {None, order.market}
            and opened in {None, order.status.open}
            and order.created_at >= since
        ]
        return self.engine.registry.visible(found)

    def fills(self, market: FakeMarket | None, *, since: int = 0) -> list[Fill]:
        """Return trades since a time, newest first."""
        books = self.engine.books.values()
        fills = [
            fill
            for book in books
            if market in {None, book.market}
            for fill in self.engine.registry.visible_fills(book.market)
            if fill.at >= since
        ]
        return sorted(fills, key=lambda fill: fill.trade_id, reverse=True)

    def age(self, order: Order) -> int:
        """Return how many milliseconds ago an order was created."""
        return self.engine.clock.ms() - order.created_at

    def place(self, order: Order, refusal: Callable[[Reason], RefusalError]) -> Order:
        """Place an order; RefusalError in the venue's words."""
        try:
            return self.engine.place(order)
        except RefusedError as err:
            raise refusal(err.reason) from err


def spot_markets(
    rows: Sequence[tuple[str, ...]], native: Callable[[str, str], str]
) -> list[tuple[FakeMarket, Decimal]]:
    """Return markets of rows with base, quote, price, tick, step, least amount, least cost."""
    return [
        (
            FakeMarket(
                symbol=f"{base}/{quote}",
                id=native(base, quote),
                kind=Kind.SPOT,
                base=base,
                quote=quote,
                tick=Decimal(tick),
                step=Decimal(step),
                min_amount=Decimal(least),
                max_amount=Decimal(10_000_000),
                max_market_amount=Decimal(10_000_000),
                min_cost=Decimal(cost),
            ),
            Decimal(price),
        )
        for base, quote, price, tick, step, least, cost in rows
    ]
