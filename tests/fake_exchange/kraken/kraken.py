"""Kraken as a whole: what is behind which host name."""

import base64
from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from aiohttp import web

from ..core.account import Account, ApiKey
from ..core.market import Kind
from ..core.orders import Hand, Order, Side, Status
from ..core.rules import Rules
from ..faults import Effect, Fault
from ..venue import FakeVenue
from ..wire import Call, Reply, Route
from . import guard
from .data import KrakenData
from .markets import markets
from .orders import KrakenOrders
from .streams import KrakenStreams

SECRET = base64.b64encode(b"fake-secret-of-kraken").decode()


class FakeKraken(FakeVenue):
    """Kraken spot with 10,000 USD and 10,000 USDT; its secret is `SECRET`."""

    hosts: ClassVar[Mapping[str, str]] = {
        "api.kraken.com": "rest",
        "ws.kraken.com": "stream",
        "ws-auth.kraken.com": "stream",
    }

    def __init__(self) -> None:
        account = Account(unified=False, keys=[ApiKey(secret=SECRET)])
        rules = Rules(fees_in_quote=True, end_of_rest=Status.CANCELED)
        super().__init__(markets(), account, rules)
        self.engine.settlement.fees[Kind.SPOT] = (Decimal("0.0025"), Decimal("0.004"))
        for asset in ("BTC", "ETH", "SOL"):
            self.set_balance(asset, 0)
        for asset in ("USD", "USDT"):
            self.set_balance(asset, 10_000)
        self.strict = True
        """Whether unknown parameters are refused; the real Kraken ignores most."""
        orders = KrakenOrders(self.engine)
        data = KrakenData(self.engine, orders)
        self.guard = guard.Guard(account)
        self._streams = KrakenStreams(self.engine, self.streams, data)
        self.routes = {**data.routes(), **orders.routes()}

    def outside_order(
        self, symbol: str, signed: Decimal, hand: Hand, *, reduce_only: bool
    ) -> Order:
        """Return a market order as Kraken's app places it: without a client id."""
        return Order(
            market=self.books[symbol].market,
            side=Side.BUY if signed > 0 else Side.SELL,
            client_id="",
            amount=abs(signed),
            hand=hand,
            reduce_only=reduce_only,
            wire_type="market",
        )

    def read(self, request: web.Request, host: str, path: str, body: str) -> Call:
        """Read query or form."""
        return guard.read(request, host, path, body)

    def admit(self, call: Call, route: Route) -> None:
        """Check a request."""
        self.guard.admit(call, route, strict=self.strict)

    def result(self, call: Call, content: object) -> Reply:  # noqa: ARG002
        """Wrap what a handler returned."""
        return Reply({"error": [], "result": content})

    def unknown_path(self, call: Call) -> Reply:  # noqa: ARG002
        """Say that there is no such path."""
        return guard.refusal("EGeneral:Unknown method").reply

    def special(self, effect: Effect, fault: Fault | None) -> Reply:  # noqa: ARG002
        """Say it in Kraken's words."""
        words = {
            Effect.RATE_LIMIT: "EAPI:Rate limit exceeded",
            Effect.BAN: "EGeneral:Temporary lockout",
            Effect.UNKNOWN_OUTCOME: "EGeneral:Internal error",
            Effect.MAINTENANCE: "EService:Unavailable",
        }
        return guard.refusal(words[effect]).reply

    async def stream(self, request: web.Request, _host: str, path: str, /) -> web.StreamResponse:
        """Serve a WebSocket."""
        streams = self._streams
        return await self.streams.serve(request, path, streams.on_open, streams.on_message)
