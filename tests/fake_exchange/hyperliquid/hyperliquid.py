"""Hyperliquid as a whole: one address for questions, one for signed actions."""

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
from .account import HyperliquidAccount
from .data import HyperliquidData
from .errors import not_read
from .guard import Guard, read, wallet
from .markets import QUOTE, markets
from .orders import HyperliquidOrders
from .streams import HyperliquidStreams

MASTER_KEY = "0x" + "5e" * 32
"""The private key of the account itself."""
AGENT_KEY = "0x" + "a9" * 32
"""The private key of a wallet that may trade for it."""
MASTER = wallet(MASTER_KEY).key
"""The address of the account."""
SHARED = frozenset({"unifiedAccount", "portfolioMargin"})
"""The kinds of account that keep one balance for spot and perpetuals."""


class FakeHyperliquid(FakeVenue):
    """Hyperliquid with 10,000 USDC on each side; `SHARED` kinds have them once."""

    hosts: ClassVar[Mapping[str, str]] = {
        "api.hyperliquid.xyz": "api",
        "api.hyperliquid-testnet.xyz": "api",
    }

    def __init__(self, abstraction: str = "default") -> None:
        account = Account(
            unified=abstraction in SHARED, margin_asset=QUOTE, keys=[wallet(AGENT_KEY)]
        )
        rules = Rules(
            resting_reduce_only_counts=False,
            reduce_only_ends_with_position=True,
            end_of_rest=Status.CANCELED,
        )
        super().__init__(markets(), account, rules)
        self.engine.settlement.fees = {
            Kind.SPOT: (Decimal("0.0004"), Decimal("0.0007")),
            Kind.LINEAR: (Decimal("0.00015"), Decimal("0.00045")),
        }
        for kind in (Kind.SPOT, Kind.LINEAR):
            self.set_balance(QUOTE, 10_000, kind)
        self.master = wallet(MASTER_KEY)
        self._guard = Guard(account, self.master, self.clock)
        data = HyperliquidData(self.engine)
        asked = HyperliquidAccount(self.engine, self.master, abstraction)
        self.ledger = asked.ledger
        self._streams = HyperliquidStreams(self.engine, self.streams, data, asked)
        actions = HyperliquidOrders(self.engine, asked.refused)
        self.routes = {
            **{("/info", kind): route for kind, route in data.routes().items()},
            **{("/info", kind): route for kind, route in asked.routes().items()},
            **{("/exchange", kind): route for kind, route in actions.routes().items()},
        }

    def outside_order(
        self, symbol: str, signed: Decimal, hand: Hand, *, reduce_only: bool
    ) -> Order:
        """Return a market order as Hyperliquid's app places it: far within the market."""
        book = self.books[symbol]
        far = book.ask * Decimal("1.08") if signed > 0 else book.bid * Decimal("0.92")
        return Order(
            market=book.market,
            side=Side.BUY if signed > 0 else Side.SELL,
            client_id="",
            amount=abs(signed),
            price=far // book.market.tick * book.market.tick,
            force=Force.IOC,
            hand=hand,
            reduce_only=reduce_only,
            wire_type="Market",
        )

    def read(self, request: web.Request, host: str, path: str, body: str) -> Call:
        """Read the JSON."""
        return read(request, host, path, body)

    def find_route(self, call: Call) -> Route | None:
        """Return what a question or an action is for."""
        if call.method != "POST":
            return None
        return self.routes.get((call.path, call.params.get("type", "")))

    def admit(self, call: Call, route: Route) -> None:
        """Check a request."""
        self._guard.admit(call, route)

    def unknown_path(self, call: Call) -> Reply:
        """Say that it is not understood."""
        return not_read().reply if call.path in {"/info", "/exchange"} else Reply("", 404)

    def special(self, effect: Effect, fault: Fault | None) -> Reply:  # noqa: ARG002
        """Say it in Hyperliquid's words."""
        match effect:
            case Effect.RATE_LIMIT | Effect.BAN:
                return Reply("null", 429)
            case Effect.UNKNOWN_OUTCOME:
                return Reply("null", 500)
            case _:
                return Reply("upstream connect error", 503)

    async def stream(self, request: web.Request, _host: str, path: str, /) -> web.StreamResponse:
        """Serve a WebSocket."""
        return await self.streams.serve(request, path, _nothing, self._streams.on_message)


def _nothing(_stream: Stream) -> None:
    return None
