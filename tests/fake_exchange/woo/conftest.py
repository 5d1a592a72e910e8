"""A client of the imitation of WOO X."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from ..clients import ccxt_client
from ..server import FakeServer
from .woo import FakeWoo


@pytest.fixture
def woo() -> FakeWoo:
    """Return an imitation of WOO X."""
    return FakeWoo()


@pytest.fixture
async def server(woo: FakeWoo) -> AsyncIterator[FakeServer]:
    """Serve it."""
    async with FakeServer(woo) as server:
        yield server


@pytest.fixture
async def spot(server: FakeServer) -> AsyncIterator[Any]:
    """Return ccxt's client of WOO X, with its markets loaded."""
    client = ccxt_client("woo", server)
    client.uid = "woo-1"
    client.has["fetchCurrencies"] = False
    await client.load_markets()
    yield client
    await client.close()
