"""Gate as a whole: what is behind which host name."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import ClassVar

from aiohttp import web

from ..core.account import Account
from ..core.market import Kind
from ..core.orders import Force, Hand, Order, Side, Status
from ..core.rules import Rules
from ..faults import Effect, Fault
from ..streams import Stream
from ..venue import FakeVenue
from ..wire import Call, Reply, Route, text
from . import guard
from .account import GateAccount
from .data import FUTURES, GateData
from .errors import refusal
from .futures import GateFutures
from .markets import markets
from .spot import GateSpot
from .streams import GateStreams
from .triggers import GateTriggers

EU = "eu"
EU_HOST = "api.gateeu.com"


class FakeGate(FakeVenue):
    """Gate with 10,000 USDT: a classic account has them on spot, and as many for perpetuals.

    `region` is `eu` for an account of Gate EU: its key is known there only.
    """

    hosts: ClassVar[Mapping[str, str]] = {
        "api.gateio.ws": "rest and stream",
        "api-testnet.gateapi.io": "rest",
        "fx-ws.gateio.ws": "stream",
        EU_HOST: "rest and stream",
    }

    def __init__(self, *, unified: bool = False, region: str = "") -> None:
        account = Account(unified=unified, default_leverage=10)
        rules = Rules(
            resting_reduce_only_counts=False,
            reduce_only_ends_with_position=True,
            end_of_rest=Status.CANCELED,
        )
        super().__init__(markets(), account, rules)
        self.engine.settlement.fees[Kind.SPOT] = (Decimal("0.002"), Decimal("0.002"))
        for asset in ("BTC", "ETH", "SOL", "DOGE", "GT"):
            self.set_balance(asset, 0)
        for kind in Kind:
            self.set_balance("USDT", 10_000, kind)
        self.region = region
        self.strict = True
        """Whether unknown parameters are refused; the real Gate overlooks most."""
        data, futures = GateData(self.engine), GateFutures(self.engine)
        spot = GateSpot(self.engine, "unified" if unified else "spot")
        self._streams = GateStreams(self.engine, self.streams, data, spot, account)
        self.routes = {
            **data.routes(),
            **spot.routes(),
            **futures.routes(),
            **GateTriggers(self.engine, futures).routes(),
            **GateAccount(self.engine, futures).routes(),
        }

    def outside_order(
        self, symbol: str, signed: Decimal, hand: Hand, *, reduce_only: bool
    ) -> Order:
        """Return a market order as Gate's app places it: without a client id."""
        return Order(
            market=self.books[symbol].market,
            side=Side.BUY if signed > 0 else Side.SELL,
            client_id="",
            amount=abs(signed),
            force=Force.IOC,
            hand=hand,
            reduce_only=reduce_only,
        )

    def at_home(self, host: str) -> bool:
        """Return whether the account's keys are known at a host."""
        return (host == EU_HOST) is (self.region == EU)

    def read(self, request: web.Request, host: str, path: str, body: str) -> Call:
        """Read query or JSON."""
        return guard.read(request, host, path, body)

    def find_route(self, call: Call) -> Route | None:
        """Return the endpoint, with what its path names among the parameters."""
        if call.host == EU_HOST and call.path.startswith(FUTURES):
            return None  # there is spot only
        if (found := self.routes.get((call.method, call.path))) is not None:
            return found
        parts = call.path.split("/")
        for (method, path), route in self.routes.items():
            pairs = list(zip(path.split("/"), parts, strict=False))
            if method != call.method or "{" not in path or path.count("/") != len(parts) - 1:
                continue
            if all(one.startswith("{") or one == part for one, part in pairs):
                named = {one[1:-1]: part for one, part in pairs if one.startswith("{")}
                call.params |= named
                return replace(route, optional={**route.optional, **dict.fromkeys(named, text)})
        return None

    def admit(self, call: Call, route: Route) -> None:
        """Check a request."""
        guard.admit(
            call,
            route,
            self.account,
            self.clock,
            at_home=self.at_home(call.host),
            strict=self.strict,
        )

    def result(self, call: Call, content: object) -> Reply:
        """Answer with what a handler returned, as it is."""
        return Reply(content, 201 if call.method == "POST" else 200)

    def unknown_path(self, call: Call) -> Reply:
        """Say that there is no such path."""
        return refusal("NOT_FOUND", f"Request URL not exists: {call.path}", 404).reply

    def special(self, effect: Effect, fault: Fault | None) -> Reply:  # noqa: ARG002
        """Say it in Gate's words."""
        match effect:
            case Effect.RATE_LIMIT | Effect.BAN:
                return refusal("TOO_MANY_REQUESTS", "Request Rate limit Exceeded", 429).reply
            case Effect.UNKNOWN_OUTCOME:
                return refusal("SERVER_ERROR", "Internal server error", 500).reply
            case _:
                return refusal("TOO_BUSY", "System is too busy, under maintenance", 503).reply

    async def stream(self, request: web.Request, host: str, path: str, /) -> web.StreamResponse:
        """Serve a WebSocket."""
        home = self.at_home(host)

        def heard(stream: Stream, message: object) -> None:
            self._streams.on_message(stream, message, at_home=home)

        return await self.streams.serve(request, path, _nothing, heard)


def _nothing(_stream: Stream) -> None:
    return None
