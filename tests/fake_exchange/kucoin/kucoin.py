"""KuCoin as a whole: what is behind which host name."""

from collections.abc import Mapping
from decimal import Decimal
from typing import ClassVar

from aiohttp import web

from ..core.account import Account
from ..core.market import Kind
from ..core.orders import Force, Hand, Order, Side, Status
from ..core.rules import Rules
from ..faults import Effect, Fault
from ..venue import FakeVenue
from ..wire import Call, Reply, Route, Security
from . import futures_format, guard
from .account import EU_HOST, Kinds, SpotAccount, Tokens
from .data import SpotData
from .errors import refusal
from .futures_account import FuturesAccount
from .futures_data import FuturesData
from .futures_ledger import FuturesLedger
from .futures_lists import FuturesLists
from .futures_orders import FuturesOrders
from .lists import SpotLists
from .markets import markets
from .orders import SpotOrders
from .streams import KucoinStreams

type Routes = dict[tuple[str, str], Route]

UNIFIED_ONLY = ("112010", "Invalid Unified Account user.")


class FakeKucoin(FakeVenue):
    """KuCoin with 10,000 USDT each on spot and in futures."""

    hosts: ClassVar[Mapping[str, str]] = {
        "api.kucoin.com": "spot",
        EU_HOST: "spot",
        "api-futures.kucoin.com": "futures",
        "ws-api-spot.kucoin.com": "stream",
        "ws-api-futures.kucoin.com": "stream",
    }

    def __init__(
        self, *, high_frequency: bool = True, unified: bool = False, eu: bool = False
    ) -> None:
        account = Account(unified=False, default_leverage=10, isolated=True)
        rules = Rules(
            ids_unique_forever=True,
            resting_reduce_only_counts=False,
            fees_in_quote=True,
            post_only_is_accepted=True,
            end_of_rest=Status.CANCELED,
        )
        super().__init__(markets(), account, rules)
        self.engine.settlement.fees[Kind.LINEAR] = (Decimal("0.0002"), Decimal("0.0006"))
        for asset in ("BTC", "ETH", "SOL", "KCS"):
            self.set_balance(asset, 0)
        for kind in Kind:
            self.set_balance("USDT", 10_000, kind)
        self.kind = Kinds(high_frequency, unified, eu)
        self.strict = True
        """Whether unknown parameters are refused; the real KuCoin ignores them."""
        self.tokens = Tokens()
        self._make_routes()

    def _make_routes(self) -> None:
        engine, tokens = self.engine, self.tokens

        spot_orders = SpotOrders(engine, self.kind)
        self.routes = {
            **SpotData(engine).routes(),
            **spot_orders.routes(),
            **SpotLists(engine, spot_orders, self.kind).routes(),
            **SpotAccount(engine, tokens, self.kind).routes(),
        }
        data = FuturesData(engine)
        orders, account = FuturesOrders(engine, data), FuturesAccount(engine, data, tokens)
        self.futures_routes = {
            **data.routes(),
            **orders.routes(),
            **FuturesLists(engine, orders, self.kind).routes(),
            **account.routes(),
            **FuturesLedger(engine, data).routes(),
        }
        self._streams = KucoinStreams(engine, self.streams, tokens, data, account)

    def outside_order(
        self, symbol: str, signed: Decimal, hand: Hand, *, reduce_only: bool
    ) -> Order:
        """Return a market order as KuCoin's app places it: without a client id."""
        market = self.books[symbol].market
        mode = futures_format.mode(self.account.is_isolated(market))
        return Order(
            market=market,
            side=Side.BUY if signed > 0 else Side.SELL,
            client_id="",
            amount=abs(signed),
            force=Force.IOC,
            hand=hand,
            reduce_only=reduce_only,
            extra={"marginMode": mode},
        )

    def read(self, request: web.Request, host: str, path: str, body: str) -> Call:
        """Read query or JSON."""
        return guard.read(request, host, path, body)

    def find_route(self, call: Call) -> Route | None:
        """Return the endpoint that a request is for; names within its path become parameters.

        Lists of open orders and of those that are over are two, although they are one there.
        """
        futures = self.hosts.get(call.host) == "futures"
        routes = self.futures_routes if futures else self.routes
        if call.params.get("status") == "done" and (call.method, f"{call.path} done") in routes:
            return routes[call.method, f"{call.path} done"]
        if (exact := routes.get((call.method, call.path))) is not None:
            return exact
        asked = call.path.split("/")
        for (method, path), route in routes.items():
            parts = path.split("/")
            if method != call.method or len(parts) != len(asked) or "{" not in path:
                continue
            pairs = list(zip(parts, asked, strict=True))
            if all(part == one or part.startswith("{") for part, one in pairs):
                call.params |= {part[1:-1]: one for part, one in pairs if part.startswith("{")}
                return route
        return None

    def admit(self, call: Call, route: Route) -> None:
        """Check a request."""
        if route.security is Security.SIGNED and (call.host == EU_HOST) is not self.kind.eu:
            raise refusal("400003", "KC-API-KEY not exists", 401)
        guard.admit(call, route, self.account, self.clock, strict=self.strict)
        shared = ("/api/ua/", "/api/v1/user/", "/api/v1/hf/accounts/opened")
        if self.kind.unified and call.key is not None and not call.path.startswith(shared):
            raise refusal(*UNIFIED_ONLY)

    def result(self, call: Call, content: object) -> Reply:  # noqa: ARG002
        """Wrap what a handler returned."""
        return Reply({"code": "200000", "data": content})

    def unknown_path(self, call: Call) -> Reply:
        """Say that there is no such path."""
        return refusal("404000", f"Url not found: {call.path}", 404).reply

    def special(self, effect: Effect, fault: Fault | None) -> Reply:
        """Say it in KuCoin's words."""
        match effect:
            case Effect.RATE_LIMIT | Effect.BAN:
                words = "Too many requests in a short period of time, please retry later"
                reset = {"gw-ratelimit-reset": "1000", "gw-ratelimit-remaining": "0"}
                return Reply({"code": "429000", "msg": words}, 429, reset)
            case Effect.UNKNOWN_OUTCOME:
                code = str(fault.code) if fault and fault.code else "408000"
                return Reply({"code": code, "msg": "Network timeout, please try again later"})
            case _:
                return Reply({"code": "500000", "msg": "Internal Server Error"}, 503)

    async def stream(self, request: web.Request, _host: str, path: str, /) -> web.StreamResponse:
        """Serve a WebSocket."""
        query = request.rel_url.query_string
        asked = f"{path}?{query}" if query else path
        return await self.streams.serve(
            request, asked, self._streams.on_open, self._streams.on_message
        )
