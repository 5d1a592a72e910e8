"""OKX as a whole: what is behind which host name, and whose keys are known where."""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from aiohttp import web

from ..core.account import Account
from ..core.orders import Force, Hand, Order, Side, Status
from ..core.rules import Rules
from ..faults import Effect, Fault
from ..streams import Stream
from ..venue import FakeVenue
from ..wire import Call, Reply, Route
from . import guard
from .account import OkxAccount
from .algos import OkxAlgos
from .data import OkxData
from .errors import OrderRefusedError, refusal
from .lists import OkxLists
from .markets import markets
from .orders import OkxOrders
from .streams import OkxStreams

REGIONS: Mapping[str, str] = {
    "www.okx.com": "global",
    "openapi.okx.com": "global",
    "ws.okx.com": "global",
    "wspap.okx.com": "global",
    "eea.okx.com": "eea",
    "my.okx.com": "eea",
    "wseea.okx.com": "eea",
    "wseeapap.okx.com": "eea",
    "us.okx.com": "us",
    "app.okx.com": "us",
    "wsus.okx.com": "us",
    "wsuspap.okx.com": "us",
}
"""Which region each host name is for: a key is known in its own only."""
CLOSED_PORT = ":8443"
"""Where the streams were until 31 October 2026."""


class FakeOkx(FakeVenue):
    """OKX with 10,000 USDT in its trading account.

    `level` is the account's kind (1 spot, 2 futures, 3 multi-currency, 4 portfolio), `region` where
    its key was made: global, eea or us.
    """

    hosts: ClassVar[Mapping[str, str]] = {
        host: "stream" if host.startswith("ws") else "rest" for host in REGIONS
    }

    def __init__(
        self, *, level: str = "2", region: str = "global", hedge: bool = False, paper: bool = False
    ) -> None:
        account = Account(unified=True, default_leverage=10, hedge=hedge)
        rules = Rules(
            resting_reduce_only_counts=False,
            reduce_only_ends_with_position=True,
            post_only_is_accepted=True,
            end_of_rest=Status.CANCELED,
        )
        super().__init__(markets(), account, rules)
        for asset in ("BTC", "ETH", "SOL", "DOGE"):
            self.set_balance(asset, 0)
        self.set_balance("USDT", 10_000)
        self.region = region
        self.paper = paper
        """Whether the key was made for demo trading."""
        self.strict = True
        """Whether unknown parameters are refused."""
        data, orders = OkxData(self.engine), OkxOrders(self.engine, level)
        self._streams = OkxStreams(
            self.engine,
            account,
            self.streams,
            data,
            level=level,
            region=region,
            regions=REGIONS,
        )
        self.routes = {
            **data.routes(),
            **orders.routes(),
            **OkxAlgos(self.engine, orders).routes(),
            **OkxLists(self.engine).routes(),
            **OkxAccount(self.engine, level).routes(),
        }

    def outside_order(
        self, symbol: str, signed: Decimal, hand: Hand, *, reduce_only: bool
    ) -> Order:
        """Return a market order as OKX's app places it: without a client id."""
        market = self.books[symbol].market
        swap = market.id.endswith("-SWAP")
        isolated = self.account.is_isolated(market)
        return Order(
            market=market,
            side=Side.BUY if signed > 0 else Side.SELL,
            client_id="",
            amount=abs(signed),
            force=Force.IOC,
            hand=hand,
            reduce_only=reduce_only,
            wire_type="market",
            extra={"tdMode": ("isolated" if isolated else "cross") if swap else "cash"},
        )

    def read(self, request: web.Request, host: str, path: str, body: str) -> Call:
        """Read query or JSON."""
        return guard.read(request, host, path, body)

    def admit(self, call: Call, route: Route) -> None:
        """Check a request."""
        demo = call.headers.get("x-simulated-trading") == "1"
        if call.headers.get("OK-ACCESS-KEY") and demo != self.paper:
            raise refusal("50101", "APIKey does not match current environment.")
        guard.admit(
            call,
            route,
            self.account,
            self.clock,
            region=self.region,
            at=REGIONS[call.host],
            strict=self.strict,
        )

    def _run(self, call: Call, route: Route | None) -> Reply:
        try:
            return super()._run(call, route)
        except OrderRefusedError as err:
            if call.method == "GET":
                return Reply(self._body(err.code, err.message, []))
            names = {name: call.params.get(name, "") for name in ("clOrdId", "tag")}
            if "algo" in call.path:
                names |= {"algoId": "", "algoClOrdId": call.params.get("algoClOrdId", "")}
            else:
                names |= {"ordId": "", "ts": str(self.clock.ms())}
            row = {**names, "sCode": err.code, "sMsg": err.message}
            return Reply(self._body("1", "All operations failed", [row]))

    def result(self, call: Call, content: object) -> Reply:  # noqa: ARG002
        """Wrap what a handler returned."""
        return Reply(self._body("0", "", content))

    def _body(self, code: str, words: str, content: object) -> dict[str, object]:
        return {"code": code, "data": content, "msg": words}

    def unknown_path(self, call: Call) -> Reply:
        """Say that there is no such path."""
        return Reply(self._body("404", f"{call.path} Invalid API path", []), 404)

    def special(self, effect: Effect, fault: Fault | None) -> Reply:
        """Say it in OKX's words."""
        match effect:
            case Effect.RATE_LIMIT | Effect.BAN:
                return Reply(self._body("50011", "Too Many Requests", []), 429)
            case Effect.UNKNOWN_OUTCOME:
                code = str(fault.code if fault and fault.code else 50004)
                if code == "51149":
                    row = {"ordId": "", "clOrdId": "", "sCode": code, "sMsg": "Order timed out."}
                    return Reply(self._body("1", "All operations failed", [row]), 500)
                return Reply(self._body(code, "API endpoint request timeout.", []), 400)
            case _:
                words = "Service temporarily unavailable. Please try again later."
                return Reply(self._body("50001", words, []), 503)

    async def stream(self, request: web.Request, host: str, path: str, /) -> web.StreamResponse:
        """Serve a WebSocket: a port that was closed refuses whatever comes."""
        if CLOSED_PORT in request.headers.get("Host", "") or CLOSED_PORT in request.path:
            return web.Response(status=404)
        return await self.streams.serve(
            request, f"{host}{path}", _nothing, self._streams.on_message
        )


def _nothing(_stream: Stream) -> None:
    return None
