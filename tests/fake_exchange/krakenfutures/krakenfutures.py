"""Kraken Futures as a whole: what is behind which path."""

import base64
from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from aiohttp import web

from ..core.account import Account, ApiKey
from ..core.market import Kind
from ..core.orders import Force, Hand, Order, Side, Status
from ..core.rules import Rules
from ..faults import Effect, Fault
from ..venue import FakeVenue
from ..wire import Call, Reply, Route
from . import guard
from .account import KrakenFuturesAccount
from .data import KrakenFuturesData
from .format import moment
from .history import KrakenFuturesHistory
from .log import KrakenFuturesLog
from .markets import QUOTE, markets
from .orders import KrakenFuturesOrders

SECRET = base64.b64encode(b"fake-secret-of-kraken-futures").decode()


class FakeKrakenFutures(FakeVenue):
    """Kraken Futures with 10,000 USD of collateral; its secret is `SECRET`. Nothing is pushed."""

    hosts: ClassVar[Mapping[str, str]] = {
        "futures.kraken.com": "rest",
        "demo-futures.kraken.com": "rest",
    }

    def __init__(self) -> None:
        account = Account(
            unified=False, default_leverage=50, margin_asset=QUOTE, keys=[ApiKey(secret=SECRET)]
        )
        rules = Rules(
            ids_unique_forever=True,
            resting_reduce_only_counts=False,
            reduce_only_ends_with_position=True,
            end_of_rest=Status.CANCELED,
        )
        super().__init__(markets(), account, rules)
        self.set_balance(QUOTE, 10_000, Kind.LINEAR)
        data = KrakenFuturesData(self.engine)
        self.routes = {
            **data.routes(),
            **KrakenFuturesOrders(self.engine, data).routes(),
            **KrakenFuturesHistory(self.engine).routes(),
            **KrakenFuturesLog(self.engine).routes(),
            **KrakenFuturesAccount(self.engine, data).routes(),
        }

    def outside_order(
        self, symbol: str, signed: Decimal, hand: Hand, *, reduce_only: bool
    ) -> Order:
        """Return a market order as Kraken's app places it: without a client id."""
        return Order(
            market=self.books[symbol].market,
            side=Side.BUY if signed > 0 else Side.SELL,
            client_id="",
            amount=abs(signed),
            force=Force.IOC,
            hand=hand,
            reduce_only=reduce_only,
        )

    def read(self, request: web.Request, host: str, path: str, body: str) -> Call:
        """Read query or form."""
        return guard.read(request, host, path, body)

    def find_route(self, call: Call) -> Route | None:
        """Return the endpoint; a candle's path names the market and the span."""
        if call.path.startswith("/api/charts/v1/"):
            return self.routes[call.method, "charts"]
        return super().find_route(call)

    def admit(self, call: Call, route: Route) -> None:
        """Check a request."""
        guard.admit(call, route, self.account)

    def result(self, call: Call, content: object) -> Reply:
        """Wrap what a handler returned; histories and candles are not wrapped."""
        if not call.path.startswith("/derivatives") or not isinstance(content, dict):
            return Reply(content)
        return Reply({"result": "success", **content, "serverTime": self._now()})

    def finished(self, reply: Reply) -> Reply:
        """Add the time to an error."""
        if isinstance(reply.body, dict):
            body = {**reply.body, "serverTime": self._now()}
            return Reply(body, reply.status, reply.headers)
        return reply

    def _now(self) -> str:
        return moment(self.clock.ms())

    def unknown_path(self, call: Call) -> Reply:  # noqa: ARG002
        """Say that there is no such path."""
        return Reply({"result": "error", "error": "notFound", "serverTime": self._now()}, 404)

    def special(self, effect: Effect, fault: Fault | None) -> Reply:  # noqa: ARG002
        """Say it in the words of Kraken Futures."""
        words, status = {
            Effect.RATE_LIMIT: ("apiLimitExceeded", 200),
            Effect.BAN: ("apiLimitExceeded", 429),
            Effect.UNKNOWN_OUTCOME: ("Server Error", 500),
        }.get(effect, ("Unavailable", 503))
        return Reply({"result": "error", "error": words, "serverTime": self._now()}, status)

    async def stream(self, request: web.Request, _host: str, path: str, /) -> web.StreamResponse:
        """Refuse: nothing is pushed here."""
        del request, path
        return web.Response(status=503)
