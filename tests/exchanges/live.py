"""A live account on an imitated venue: the real adapter, ccxt as it is, over HTTP and WebSocket."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from decimal import Decimal
from itertools import count
import ssl
from typing import Any, Self

import aiohttp
import pytest

from custom_components.tradehook.exchanges.ccxt.connection.client_order_ids import encode
from custom_components.tradehook.exchanges.ccxt.core.protocol import CcxtClient
from custom_components.tradehook.exchanges.ccxt.core.runtime import Runtime
from custom_components.tradehook.exchanges.ccxt.exchange import CcxtExchange
from custom_components.tradehook.exchanges.ccxt.session import Credentials, VenueResources
from custom_components.tradehook.exchanges.port.exchange import (
    Balance,
    FillReport,
    OrderReport,
    OrderRequest,
)
from custom_components.tradehook.exchanges.port.timings import VenueTimings
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.exchanges.venues.model.access import Credential
from custom_components.tradehook.execution.common.timing.timings import Timings
from custom_components.tradehook.trading.model.market import (
    MarginMode,
    MarketType,
    MarkPrice,
    OrderSide,
    Quote,
    Side,
)
from custom_components.tradehook.trading.model.order import client_order_id
from custom_components.tradehook.trading.model.sections import OrderType
from tests.exchanges.venue_rows import changed
from tests.fake_exchange.binance import FakeBinance
from tests.fake_exchange.bitget import FakeBitget
from tests.fake_exchange.bitget.walk import CREDENTIALS as BITGET_KEYS
from tests.fake_exchange.bybit import FakeBybit
from tests.fake_exchange.clients import KEYS
from tests.fake_exchange.gate import FakeGate
from tests.fake_exchange.hyperliquid import FakeHyperliquid
from tests.fake_exchange.hyperliquid.hyperliquid import AGENT_KEY, MASTER
from tests.fake_exchange.kraken import FakeKraken
from tests.fake_exchange.kraken.kraken import SECRET as KRAKEN_SECRET
from tests.fake_exchange.krakenfutures import FakeKrakenFutures
from tests.fake_exchange.krakenfutures.walk import CREDENTIALS as FUTURES_KEYS
from tests.fake_exchange.kucoin import FakeKucoin
from tests.fake_exchange.kucoin.walk import CREDENTIALS as KUCOIN_KEYS
from tests.fake_exchange.okx import FakeOkx
from tests.fake_exchange.okx.walk import CREDENTIALS as OKX_KEYS
from tests.fake_exchange.server import FakeServer
from tests.fake_exchange.tls import Authority, local_session
from tests.fake_exchange.venue import FakeVenue
from tests.patience import PATIENCE

BTC = "BTC/USDT"
D = Decimal

FAKE_KEYS = Credentials({Credential.API_KEY: KEYS["apiKey"], Credential.SECRET: KEYS["secret"]})
KRAKEN_KEYS = Credentials({Credential.API_KEY: KEYS["apiKey"], Credential.SECRET: KRAKEN_SECRET})

WALLET = Credentials({Credential.WALLET_ADDRESS: MASTER, Credential.PRIVATE_KEY: AGENT_KEY})

IMITATIONS: Mapping[str, Callable[[], FakeVenue]] = {
    "BINA": FakeBinance,
    "BIFU": FakeBinance,
    "BYBI": FakeBybit,
    "BYBIF": FakeBybit,
    "KRKN": FakeKraken,
    "KUCN": FakeKucoin,
    "KUCNF": FakeKucoin,
    "OKEX": FakeOkx,
    "OKEXF": FakeOkx,
    "KRKNF": FakeKrakenFutures,
    "HYPERLIQUID": FakeHyperliquid,
    "HYPERLIQUIDF": FakeHyperliquid,
    "BITGF": FakeBitget,
    "GATEF": FakeGate,
}
"""What stands for a venue, by the venue's code."""


def imitation(code: str) -> FakeVenue:
    """Return the imitation of a venue."""
    return IMITATIONS[code]()


_KEYS = {
    "KRKN": KRAKEN_KEYS,
    "KRKNF": FUTURES_KEYS,
    "KUCN": KUCOIN_KEYS,
    "KUCNF": KUCOIN_KEYS,
    "OKEX": OKX_KEYS,
    "OKEXF": OKX_KEYS,
    "HYPERLIQUID": WALLET,
    "HYPERLIQUIDF": WALLET,
    "BITGF": BITGET_KEYS,
    "WOO": Credentials({**FAKE_KEYS.values, Credential.UID: "woo-1"}),
}
_QUOTES = {"KRKN": "USD", "KRKNF": "USD", "HYPERLIQUID": "USDC", "HYPERLIQUIDF": "USDC"}


def keys_of(code: str) -> Credentials:
    """Return what the imitation of a venue knows the account by."""
    return _KEYS.get(code, FAKE_KEYS)


def quote_of(code: str) -> str:
    """Return what accounts on the imitation of a venue count in."""
    return _QUOTES.get(code, "USDT")


def symbol_of(code: str, base: str = "BTC") -> str:
    """Return the market of a coin that is traded on the imitation of a venue."""
    quote = quote_of(code)
    linear = VENUES[code].market_type is MarketType.LINEAR
    return f"{base}/{quote}:{quote}" if linear else f"{base}/{quote}"


class Ear:
    """Hears what a venue pushes."""

    def __init__(self) -> None:
        self.quotes: dict[str, list[Quote]] = {}
        self.marks: dict[str, list[MarkPrice]] = {}
        self.orders: list[OrderReport] = []
        self.fills: dict[str, FillReport] = {}
        self.balances: Mapping[str, Balance] = {}
        self.connected: list[bool] = []
        self.busy = False

    def on_quote(self, symbol: str, quote: Quote) -> None:
        self.quotes.setdefault(symbol, []).append(quote)

    def on_mark(self, symbol: str, mark: MarkPrice) -> None:
        self.marks.setdefault(symbol, []).append(mark)

    def is_busy(self) -> bool:
        return self.busy

    def on_order(self, report: OrderReport) -> None:
        self.orders.append(report)

    def on_fill(self, fill: FillReport) -> None:
        self.fills.setdefault(fill.trade_id, fill)

    def on_balances(self, balances: Mapping[str, Balance]) -> None:
        self.balances = balances

    def on_connected(self, connected: bool) -> None:
        self.connected.append(connected)


class Live:
    """An account of ours on an imitated venue, with whatever was pushed to it."""

    def __init__(self, exchange: CcxtExchange) -> None:
        self.exchange = exchange
        self.ear = Ear()
        self._numbers = count()

    @property
    def client(self) -> CcxtClient:
        """Return the client that asks and orders."""
        assert self.exchange._parts is not None
        return self.exchange._parts.connection.client

    def order_id(self) -> str:
        """Return a client order id that was not used before."""
        return client_order_id("a position", next(self._numbers))

    def spelled(self, client_order_id: str) -> str:
        """Return an id of ours as the imitation keeps it: of hexadecimal digits without `0x`."""
        return encode(client_order_id, self.exchange.venue.ids.format).removeprefix("0x")

    def request(
        self,
        side: str,
        amount: str,
        price: str | None = None,
        *,
        symbol: str = BTC,
        trigger: str | None = None,
        client_order_id: str | None = None,
        reduce_only: bool = False,
        is_exit: bool = False,
        leverage: int | None = None,
        margin_mode: MarginMode | None = None,
        position_side: Side | None = None,
    ) -> OrderRequest:
        """Return a market order, with a price a limit order, with a trigger one that waits."""
        return OrderRequest(
            client_order_id=client_order_id or self.order_id(),
            symbol=symbol,
            side=OrderSide(side),
            order_type=OrderType.LIMIT if price else OrderType.MARKET,
            amount=D(amount),
            price=D(price) if price else None,
            trigger=D(trigger) if trigger else None,
            reduce_only=reduce_only,
            is_exit=is_exit,
            leverage=leverage,
            margin_mode=margin_mode,
            position_side=position_side,
        )

    async def order(
        self, side: str, amount: str, price: str | None = None, **more: Any
    ) -> OrderReport:
        """Place one."""
        return await self.exchange.create_order(self.request(side, amount, price, **more))


class World:
    """Imitated venues under their own host names, and an authority that vouches for them.

    `timings` are those of the accounts that live there from now on, `venue_timings` those of
    their adapters.
    """

    def __init__(
        self,
        *venues: FakeVenue,
        venue_timings: VenueTimings | None = None,
        timings: Timings | None = None,
    ) -> None:
        self.venue_timings = venue_timings or VenueTimings()
        self.timings = timings or Timings()
        self.server = FakeServer(*venues)
        self.authority = Authority(*(host for venue in venues for host in venue.hosts))

    async def __aenter__(self) -> Self:
        await self.server.start(self.authority.server_context)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.server.stop()


@asynccontextmanager
async def host(world: World | None = None) -> AsyncIterator[Runtime]:
    """Return what Home Assistant would give the adapter."""
    timings = VenueTimings() if world is None else world.venue_timings

    async def executor[T](function: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(None, function)

    def configure(client: CcxtClient) -> None:
        client.timeout_on_exit = 10  # it would sleep for a quarter of a second

    session = (
        aiohttp.ClientSession() if world is None else local_session(world.server, world.authority)
    )
    async with session:
        yield Runtime(
            session=session,
            ssl_context=ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT),
            import_executor=executor,
            executor=executor,
            configure=configure,
            timings=timings,
        )


@asynccontextmanager
async def live(world: World, code: str, **changes: Any) -> AsyncIterator[Live]:
    """Open an account on a venue; `changes` are of its row in the table."""
    async with host(world) as surroundings:
        venue = changed(VENUES[code], **changes)
        account = Live(CcxtExchange(venue, VenueResources(surroundings), keys_of(code)))
        await account.exchange.open(account.ear)
        try:
            yield account
        finally:
            await account.exchange.close()


def waits(**parts: Any) -> pytest.MarkDecorator:
    """Have accounts on a venue wait for other times in a test."""
    return pytest.mark.parametrize("venue_timings", [VenueTimings(**parts)], ids=["quick"])


async def until(condition: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait until something is so."""
    async with asyncio.timeout(seconds):
        while not condition():  # noqa: ASYNC110  what a venue does can only be polled
            await asyncio.sleep(0.01)
