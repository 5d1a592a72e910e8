"""Bybit as a whole: what is behind which host name."""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar, override

from aiohttp import web

from ..core.account import Account
from ..core.market import FakeMarket
from ..core.orders import Force, Hand, Order, Side, Status
from ..core.rules import Rules
from ..faults import Effect, Fault
from ..streams import Stream
from ..venue import FakeVenue
from ..wire import Call, Reply, Route
from . import guard
from .account import BybitAccount
from .data import BybitData
from .errors import refusal
from .lists import BybitLists
from .markets import european_markets, markets
from .orders import BybitOrders
from .streams import BybitStreams


class FakeBybit(FakeVenue):
    """Bybit with 10,000 of its quote currency in its unified account."""

    hosts: ClassVar[Mapping[str, str]] = {
        "api.bybit.com": "rest",
        "api-testnet.bybit.com": "rest",
        "api-demo.bybit.com": "rest",
        "stream.bybit.com": "stream",
        "stream-testnet.bybit.com": "stream",
        "stream-demo.bybit.com": "stream",
    }
    quote: ClassVar[str] = "USDT"

    def __init__(self) -> None:
        account = Account(unified=True, default_leverage=10)
        rules = Rules(
            ids_unique_forever=True,
            resting_reduce_only_counts=False,
            reduce_only_ends_with_position=True,
            post_only_is_accepted=True,
            end_of_rest=Status.CANCELED,
        )
        super().__init__(self.listed(), account, rules)
        for asset in ("BTC", "ETH", "SOL", "DOGE", "MNT"):
            self.set_balance(asset, 0)
        self.set_balance(self.quote, 10_000)
        self.strict = True
        """Whether unknown parameters are refused; the real Bybit ignores them."""
        data, lists = BybitData(self.engine), BybitLists(self.engine)
        self._streams = BybitStreams(self.engine, account, self.streams, data, lists.execution)
        self.routes = {
            **data.routes(),
            **BybitOrders(self.engine).routes(),
            **lists.routes(),
            **BybitAccount(self.engine).routes(),
        }

    def listed(self) -> list[tuple[FakeMarket, Decimal]]:
        """Return the markets with their prices at the start."""
        return markets()

    def outside_order(
        self, symbol: str, signed: Decimal, hand: Hand, *, reduce_only: bool
    ) -> Order:
        """Return a market order as Bybit's app places it: without a client id."""
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
        """Read query or JSON."""
        return guard.read(request, host, path, body)

    def admit(self, call: Call, route: Route) -> None:
        """Check a request."""
        guard.admit(call, route, self.account, self.clock, strict=self.strict)

    def result(self, call: Call, content: object) -> Reply:  # noqa: ARG002
        """Wrap what a handler returned."""
        return Reply(self._body(0, "OK", content))

    def finished(self, reply: Reply) -> Reply:
        """Add the time to an error."""
        if isinstance(reply.body, dict):
            return Reply({**reply.body, "time": self.clock.ms()}, reply.status, reply.headers)
        return reply

    def _body(self, code: int, words: str, content: object) -> dict[str, object]:
        return {
            "retCode": code,
            "retMsg": words,
            "result": content,
            "retExtInfo": {},
            "time": self.clock.ms(),
        }

    def unknown_path(self, call: Call) -> Reply:
        """Say that there is no such path."""
        return refusal(10017, f"request path not found: {call.path}", 404).reply

    def special(self, effect: Effect, fault: Fault | None) -> Reply:
        """Say it in Bybit's words."""
        match effect:
            case Effect.RATE_LIMIT:
                reset = {"X-Bapi-Limit-Reset-Timestamp": str(self.clock.ms() + 1000)}
                words = "Too many visits. Exceeded the API Rate Limit."
                return Reply(self._body(10006, words, {}), 200, reset)
            case Effect.BAN:
                return Reply(self._body(10018, "Exceeded the IP Rate Limit.", {}), 403)
            case Effect.UNKNOWN_OUTCOME:
                code = fault.code if fault and fault.code else 10000
                return Reply(self._body(code, "Server Timeout", {}))
            case _:
                return Reply(self._body(10016, "The service is under maintenance.", {}), 503)

    async def stream(self, request: web.Request, _host: str, path: str, /) -> web.StreamResponse:
        """Serve a WebSocket."""
        return await self.streams.serve(request, path, _nothing, self._streams.on_message)


class FakeBybitEu(FakeBybit):
    """Bybit EU, which knows no key of Bybit's and is not known there."""

    hosts: ClassVar[Mapping[str, str]] = {
        "api.bybit.eu": "rest",
        "stream.bybit.eu": "stream",
    }
    quote: ClassVar[str] = "USDC"

    @override
    def listed(self) -> list[tuple[FakeMarket, Decimal]]:
        """Return the markets with their prices at the start."""
        return european_markets()


def _nothing(_stream: Stream) -> None:
    return None
