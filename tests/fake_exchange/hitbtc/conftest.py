"""A client of the imitation of HitBTC."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from ..clients import ccxt_client
from ..server import FakeServer
from .hitbtc import FakeHitbtc


@pytest.fixture
def hitbtc() -> FakeHitbtc:
    """Return an imitation of HitBTC."""
    return FakeHitbtc()


@pytest.fixture
async def server(hitbtc: FakeHitbtc) -> AsyncIterator[FakeServer]:
    """Serve it."""
    async with FakeServer(hitbtc) as server:
        yield server


@pytest.fixture
async def spot(server: FakeServer) -> AsyncIterator[Any]:
    """Return ccxt's client of HitBTC, with its markets loaded."""
    client = ccxt_client("hitbtc", server)
    client.has["fetchCurrencies"] = False
    await client.load_markets()
    yield client
    await client.close()
