"""The imitated venues, each with an unmodified client of ccxt."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from .binance import FakeBinance
from .bybit import FakeBybit
from .clients import ccxt_client
from .kraken import FakeKraken
from .kraken.kraken import SECRET
from .raw import RawBinance
from .server import FakeServer


@pytest.fixture(autouse=True)
def sockets(socket_enabled: None) -> None:
    """Let the tests reach the server on this machine."""


@pytest.fixture
def expected_lingering_timers() -> bool:
    """Let pass what ccxt leaves behind when it is closed: the next renewal of its listen key."""
    return True


@pytest.fixture
def binance() -> FakeBinance:
    """Return an imitation of Binance."""
    return FakeBinance()


@pytest.fixture
def bybit() -> FakeBybit:
    """Return an imitation of Bybit."""
    return FakeBybit()


@pytest.fixture
def kraken() -> FakeKraken:
    """Return an imitation of Kraken."""
    return FakeKraken()


@pytest.fixture
async def server(
    binance: FakeBinance, bybit: FakeBybit, kraken: FakeKraken
) -> AsyncIterator[FakeServer]:
    """Serve them."""
    async with FakeServer(binance, bybit, kraken) as server:
        yield server


@pytest.fixture
async def raw(server: FakeServer) -> AsyncIterator[RawBinance]:
    """Return what sends anything to Binance."""
    async with aiohttp.ClientSession() as session:
        yield RawBinance(server, session)


@pytest.fixture
async def spot(server: FakeServer) -> AsyncIterator[Any]:
    """Return ccxt's client of Binance spot, with its markets loaded."""
    client = ccxt_client(
        "binance",
        server,
        fetchMarkets={"types": ["spot"]},
        fetchCurrencies=False,
        warnOnFetchOpenOrdersWithoutSymbol=False,
    )
    await client.load_markets()
    yield client
    await client.close()


@pytest.fixture
async def usdm(server: FakeServer) -> AsyncIterator[Any]:
    """Return ccxt's client of Binance's USD-M futures, with its markets loaded."""
    client = ccxt_client(
        "binanceusdm",
        server,
        fetchMarkets={"types": ["linear"]},
        fetchCurrencies=False,
        warnOnFetchOpenOrdersWithoutSymbol=False,
    )
    await client.load_markets()
    yield client
    await client.close()


@pytest.fixture
async def v5(server: FakeServer) -> AsyncIterator[Any]:
    """Return ccxt's client of Bybit, with its markets loaded."""
    client = ccxt_client(
        "bybit", server, fetchMarkets={"types": ["spot", "linear"]}, loadAllOptions=False
    )
    await client.load_markets()
    yield client
    await client.close()


@pytest.fixture
async def xbt(server: FakeServer) -> AsyncIterator[Any]:
    """Return ccxt's client of Kraken, with its markets loaded."""
    client = ccxt_client("kraken", server, secret=SECRET)
    await client.load_markets()
    yield client
    await client.close()
