"""A client of the imitation of MEXC."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from ..clients import ccxt_client
from ..server import FakeServer
from .mexc import FakeMexc


@pytest.fixture
def mexc() -> FakeMexc:
    """Return an imitation of MEXC."""
    return FakeMexc()


@pytest.fixture
async def server(mexc: FakeMexc) -> AsyncIterator[FakeServer]:
    """Serve it."""
    async with FakeServer(mexc) as server:
        yield server


@pytest.fixture
async def spot(server: FakeServer) -> AsyncIterator[Any]:
    """Return ccxt's client of MEXC, with its markets loaded."""
    types = {"types": {"spot": True, "swap": {}}}
    client = ccxt_client("mexc", server, fetchMarkets=types)
    client.has["fetchCurrencies"] = False
    await client.load_markets()
    yield client
    await client.close()
