"""Bitvavo as a whole: what is behind which host name."""

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
from .data import BitvavoData
from .markets import markets
from .orders import BitvavoOrders
from .streams import BitvavoStreams


class FakeBitvavo(FakeVenue):
    """Bitvavo with 10,000 EUR and USDC."""

    hosts: ClassVar[Mapping[str, str]] = {"api.bitvavo.com": "rest", "ws.bitvavo.com": "stream"}

    def __init__(self) -> None:
        account = Account(unified=False, keys=[ApiKey()])
        rules = Rules(fees_in_quote=True, post_only_is_accepted=True, end_of_rest=Status.CANCELED)
        super().__init__(markets(), account, rules)
        self.engine.settlement.fees[Kind.SPOT] = (Decimal("0.0015"), Decimal("0.0025"))
        for asset in ("BTC", "ETH"):
            self.set_balance(asset, 0)
        for asset in ("EUR", "USDC"):
            self.set_balance(asset, 10_000)
        self.strict = True
        """Whether unknown parameters are refused, as the real one does."""
        data = BitvavoData(self.engine)
        self.listing = BitvavoOrders(self.engine, data)
        self._streams = BitvavoStreams(self.engine, self.streams, account)
        self.routes = {**data.routes(), **self.listing.routes()}

    def outside_order(
        self, symbol: str, signed: Decimal, hand: Hand, *, reduce_only: bool
    ) -> Order:
        """Return a market order as Bitvavo's app places it."""
        return Order(
            market=self.books[symbol].market,
            side=Side.BUY if signed > 0 else Side.SELL,
            client_id="",
            amount=abs(signed),
            hand=hand,
            reduce_only=reduce_only,
        )

    def read(self, request: web.Request, host: str, path: str, body: str) -> Call:
        """Read query or JSON."""
        return guard.read(request, host, path, body)

    def admit(self, call: Call, route: Route) -> None:
        """Check a request."""
        guard.admit(call, route, self.account, self.clock.ms(), strict=self.strict)

    def unknown_path(self, call: Call) -> Reply:  # noqa: ARG002
        """Say that there is no such path."""
        return guard.refusal(110, "Invalid endpoint. Please check url and HTTP method.").reply

    def special(self, effect: Effect, fault: Fault | None) -> Reply:  # noqa: ARG002
        """Say it in Bitvavo's words."""
        words = {
            Effect.RATE_LIMIT: (103, "You have been rate limited."),
            Effect.BAN: (105, "Your IP or API key has been banned for not respecting the limit."),
            Effect.UNKNOWN_OUTCOME: (109, "The matching engine did not respond in time."),
            Effect.MAINTENANCE: (404, "Our node cannot be reached. Possibly under maintenance."),
        }
        return guard.refusal(*words[effect]).reply

    async def stream(self, request: web.Request, _host: str, path: str, /) -> web.StreamResponse:
        """Serve a WebSocket."""
        streams = self._streams
        return await self.streams.serve(request, path, streams.on_open, streams.on_message)
