"""The imitated venues; clients of each are where its tests are."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from .binance import FakeBinance
from .bybit import FakeBybit
from .clients import ccxt_client
from .kraken import FakeKraken
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
