"""A client of the imitation of Poloniex."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from ..clients import ccxt_client
from ..server import FakeServer
from .poloniex import FakePoloniex


@pytest.fixture
def poloniex() -> FakePoloniex:
    """Return an imitation of Poloniex."""
    return FakePoloniex()


@pytest.fixture
async def server(poloniex: FakePoloniex) -> AsyncIterator[FakeServer]:
    """Serve it."""
    async with FakeServer(poloniex) as server:
        yield server


@pytest.fixture
async def spot(server: FakeServer) -> AsyncIterator[Any]:
    """Return ccxt's client of Poloniex, with its markets loaded."""
    client = ccxt_client("poloniex", server)
    client.has["fetchCurrencies"] = False
    await client.load_markets()
    yield client
    await client.close()
