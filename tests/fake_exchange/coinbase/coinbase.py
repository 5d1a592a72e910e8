"""Coinbase as a whole: what is behind which host name."""

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
from .data import CoinbaseData
from .markets import markets
from .orders import CoinbaseOrders
from .streams import CoinbaseStreams


class FakeCoinbase(FakeVenue):
    """Coinbase with 10,000 USD, USDC and EUR; it knows an ECDSA and an Ed25519 key."""

    hosts: ClassVar[Mapping[str, str]] = {
        "api.coinbase.com": "rest",
        "advanced-trade-ws.coinbase.com": "stream",
    }

    def __init__(self) -> None:
        account = Account(
            unified=False,
            keys=[
                ApiKey(key=guard.ECDSA_NAME, secret=guard.PEM),
                ApiKey(key=guard.ED25519_NAME, secret=guard.ED25519_SECRET),
            ],
        )
        rules = Rules(fees_in_quote=True, end_of_rest=Status.CANCELED)
        super().__init__(markets(), account, rules)
        self.engine.settlement.fees[Kind.SPOT] = (Decimal("0.004"), Decimal("0.006"))
        for asset in ("BTC", "ETH"):
            self.set_balance(asset, 0)
        for asset in ("USD", "USDC", "EUR"):
            self.set_balance(asset, 10_000)
        self.strict = True
        """Whether unknown parameters are refused; the real Coinbase ignores them."""
        data = CoinbaseData(self.engine)
        self.listing = CoinbaseOrders(self.engine, data)
        self._streams = CoinbaseStreams(self.engine, self.streams, account)
        self.routes = {**data.routes(), **self.listing.routes()}

    def set_key(self, **changes: bool) -> None:
        """Change what both keys may do."""
        for key in self.account.keys:
            for name, value in changes.items():
                setattr(key, name, value)

    def outside_order(
        self, symbol: str, signed: Decimal, hand: Hand, *, reduce_only: bool
    ) -> Order:
        """Return a market order as Coinbase's app places it."""
        return Order(
            market=self.books[symbol].market,
            side=Side.BUY if signed > 0 else Side.SELL,
            client_id=f"app-{len(self.orders)}",
            amount=abs(signed),
            hand=hand,
            reduce_only=reduce_only,
            extra={"configuration": f'{{"market_market_ioc": {{"base_size": "{abs(signed)}"}}}}'},
        )

    def read(self, request: web.Request, host: str, path: str, body: str) -> Call:
        """Read query or JSON."""
        return guard.read(request, host, path, body)

    def find_route(self, call: Call) -> Route | None:
        """Return the endpoint, whose path may have an id in it."""
        found = self.routes.get((call.method, call.path))
        if found is not None:
            return found
        parts = call.path.split("/")
        for index in range(len(parts) - 1, 3, -1):
            path = "/".join([*parts[:index], "{id}", *parts[index + 1 :]])
            found = self.routes.get((call.method, path))
            if found is not None:
                call.params["id"] = parts[index]
                return found
        return None

    def admit(self, call: Call, route: Route) -> None:
        """Check a request."""
        now = self.clock.ms() / 1000
        guard.admit(call, route, self.account, now, strict=self.strict)

    def unknown_path(self, call: Call) -> Reply:  # noqa: ARG002
        """Say that there is no such path."""
        return Reply("404 page not found\n", 404)

    def special(self, effect: Effect, fault: Fault | None) -> Reply:  # noqa: ARG002
        """Say it in Coinbase's words."""
        match effect:
            case Effect.RATE_LIMIT | Effect.BAN:
                return Reply("rate limit exceeded\n", 429)
            case Effect.MAINTENANCE:
                return Reply("Service Unavailable\n", 503)
            case _:
                return guard.refusal("INTERNAL", "something went wrong", 500).reply

    async def stream(self, request: web.Request, _host: str, path: str, /) -> web.StreamResponse:
        """Serve a WebSocket."""
        streams = self._streams
        return await self.streams.serve(request, path, streams.on_open, streams.on_message)
