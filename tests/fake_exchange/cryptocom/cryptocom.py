"""Crypto.com as a whole: what is behind which host name."""

from collections.abc import Mapping
from decimal import Decimal
from email.utils import formatdate
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
from .data import CryptocomData
from .markets import markets
from .orders import CryptocomOrders
from .streams import CryptocomStreams


class FakeCryptocom(FakeVenue):
    """Crypto.com with 10,000 USDT and USD."""

    hosts: ClassVar[Mapping[str, str]] = {
        "api.crypto.com": "rest",
        "stream.crypto.com": "stream",
    }

    def __init__(self) -> None:
        account = Account(unified=False, keys=[ApiKey()])
        super().__init__(markets(), account, Rules(end_of_rest=Status.CANCELED))
        self.engine.settlement.fees[Kind.SPOT] = (Decimal("0.0025"), Decimal("0.005"))
        for asset in ("BTC", "ETH", "CRO"):
            self.set_balance(asset, 0)
        for asset in ("USDT", "USD"):
            self.set_balance(asset, 10_000)
        self.strict = True
        """Whether unknown parameters are refused; the real one ignores some."""
        data = CryptocomData(self.engine)
        self._streams = CryptocomStreams(self.engine, self.streams, account)
        self.routes = {**data.routes(), **CryptocomOrders(self.engine, data).routes()}

    def outside_order(
        self, symbol: str, signed: Decimal, hand: Hand, *, reduce_only: bool
    ) -> Order:
        """Return a market order as Crypto.com's app places it."""
        return Order(
            market=self.books[symbol].market,
            side=Side.BUY if signed > 0 else Side.SELL,
            client_id="",
            amount=abs(signed),
            hand=hand,
            reduce_only=reduce_only,
        )

    def read(self, request: web.Request, host: str, path: str, body: str) -> Call:
        """Read query or envelope."""
        return guard.read(request, host, path, body)

    def admit(self, call: Call, route: Route) -> None:
        """Check a request."""
        guard.admit(call, route, self.account, self.clock.ms(), strict=self.strict)

    def result(self, call: Call, content: object) -> Reply:
        """Wrap what a handler returned."""
        number = guard.envelope_of(call.body).get("id", -1)
        told = {"id": number, "method": guard.method_of(call), "code": 0, "result": content}
        # As every gateway tells the time, and Crypto.com nowhere else.
        return Reply(told, headers={"Date": formatdate(self.clock.ms() / 1000, usegmt=True)})

    def unknown_path(self, call: Call) -> Reply:
        """Say that there is no such method."""
        return guard.refusal(call, 40002, "METHOD_NOT_FOUND").reply

    def special(self, effect: Effect, fault: Fault | None) -> Reply:  # noqa: ARG002
        """Say it in Crypto.com's words."""
        words = {
            Effect.RATE_LIMIT: (42901, "TOO_MANY_REQUESTS"),
            Effect.BAN: (42901, "TOO_MANY_REQUESTS"),
            Effect.UNKNOWN_OUTCOME: (40801, "REQUEST_TIMEOUT"),
            Effect.MAINTENANCE: (9010001, "SYSTEM_MAINTENANCE"),
        }
        return guard.refusal(None, *words[effect]).reply

    async def stream(self, request: web.Request, _host: str, path: str, /) -> web.StreamResponse:
        """Serve a WebSocket."""
        streams = self._streams
        return await self.streams.serve(request, path, streams.on_open, streams.on_message)
