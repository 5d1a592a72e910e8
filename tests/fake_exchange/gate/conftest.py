"""A client of the imitation of Gate."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from ..clients import ccxt_client
from ..server import FakeServer
from .format import USER
from .gate import FakeGate


@pytest.fixture
def gate() -> FakeGate:
    """Return an imitation of Gate, with a classic account."""
    return FakeGate()


@pytest.fixture
async def server(gate: FakeGate) -> AsyncIterator[FakeServer]:
    """Serve it."""
    async with FakeServer(gate) as server:
        yield server


@pytest.fixture
async def v4(server: FakeServer) -> AsyncIterator[Any]:
    """Return ccxt's client of Gate, with its markets loaded."""
    client = ccxt_client(
        "gate",
        server,
        fetchMarkets={"types": ["spot", "swap"]},
        swap={"fetchMarkets": {"settlementCurrencies": ["usdt"]}},
    )
    client.uid = str(USER)
    await client.load_markets()
    yield client
    await client.close()
