"""Bitget as a whole: what is behind which host name."""

from collections.abc import Mapping
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
from ..wire import Call, Reply, Route
from . import guard
from .classic_account import ClassicAccount
from .classic_lists import ClassicLists
from .classic_orders import ClassicOrders
from .data import BitgetData
from .desk import Desk
from .errors import refusal
from .ledger import BitgetLedger
from .markets import markets
from .streams import BitgetStreams
from .unified import Unified


class FakeBitget(FakeVenue):
    """Bitget with 10,000 USDT: in a unified account, or in each of the classic ones."""

    hosts: ClassVar[Mapping[str, str]] = {
        "api.bitget.com": "rest",
        "ws.bitget.com": "stream",
        "wspap.bitget.com": "stream",
    }

    def __init__(self, *, unified: bool = True) -> None:
        account = Account(unified=unified, default_leverage=20)
        rules = Rules(
            resting_reduce_only_counts=False,
            reduce_only_ends_with_position=True,
            post_only_is_accepted=True,
            end_of_rest=Status.CANCELED,
        )
        super().__init__(markets(), account, rules)
        self.engine.settlement.fees[Kind.LINEAR] = (Decimal("0.0002"), Decimal("0.0006"))
        for asset in ("BTC", "ETH", "SOL", "DOGE", "BGB"):
            self.set_balance(asset, 0)
        for kind in Kind:
            self.set_balance("USDT", 10_000, kind)
        self.strict = True
        """Whether unknown parameters are refused; the real Bitget ignores most."""
        data, desk = BitgetData(self.engine), Desk(self.engine)
        self._streams = BitgetStreams(self.engine, account, self.streams, data)
        self.routes = {
            **data.routes(),
            **BitgetLedger(self.engine, data).routes(),
            **ClassicOrders(desk, data).routes(),
            **ClassicLists(desk, data).routes(),
            **ClassicAccount(desk, data).routes(),
            **Unified(desk, data).routes(),
        }

    def outside_order(
        self, symbol: str, signed: Decimal, hand: Hand, *, reduce_only: bool
    ) -> Order:
        """Return a market order as Bitget's app places it: with an id of the app's."""
        return Order(
            market=self.books[symbol].market,
            side=Side.BUY if signed > 0 else Side.SELL,
            client_id=f"app{len(self.engine.registry.orders)}",
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
        return Reply(
            {"code": "00000", "msg": "success", "requestTime": self.clock.ms(), "data": content}
        )

    def finished(self, reply: Reply) -> Reply:
        """Add the time to an error."""
        if isinstance(reply.body, dict):
            body = {**reply.body, "requestTime": self.clock.ms()}
            return Reply(body, reply.status, reply.headers)
        return reply

    def unknown_path(self, call: Call) -> Reply:
        """Say that there is no such path."""
        return self.finished(refusal(40404, f"Request URL NOT FOUND {call.path}", 404).reply)

    def special(self, effect: Effect, fault: Fault | None) -> Reply:
        """Say it in Bitget's words."""
        match effect:
            case Effect.RATE_LIMIT:
                found = refusal(429, "Too Many Requests", 429)
            case Effect.BAN:
                found = refusal(429, "Too Many Requests, this address is blocked for a while", 429)
            case Effect.UNKNOWN_OUTCOME:
                found = refusal((fault and fault.code) or 40010, "Request timed out")
            case _:
                found = refusal(40200, "Server upgrade, please try again later")
        return self.finished(found.reply)

    async def stream(self, request: web.Request, _host: str, path: str, /) -> web.StreamResponse:
        """Serve a WebSocket."""
        return await self.streams.serve(request, path, _nothing, self._streams.on_message)


def _nothing(_stream: Stream) -> None:
    return None
