"""A client of the imitation of HTX."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from ..clients import ccxt_client
from ..server import FakeServer
from .htx import FakeHtx


@pytest.fixture
def htx() -> FakeHtx:
    """Return an imitation of HTX."""
    return FakeHtx()


@pytest.fixture
async def server(htx: FakeHtx) -> AsyncIterator[FakeServer]:
    """Serve it."""
    async with FakeServer(htx) as server:
        yield server


@pytest.fixture
async def spot(server: FakeServer) -> AsyncIterator[Any]:
    """Return ccxt's client of HTX, with its markets loaded."""
    types = {"types": {"spot": True, "linear": False, "inverse": False}}
    client = ccxt_client("htx", server, fetchMarkets=types)
    # It puts the host's name in by itself.
    for name in ("spot", "contract"):
        client.urls["hostnames"][name] = "api.huobi.pro"
    client.has["fetchCurrencies"] = False
    await client.load_markets()
    yield client
    await client.close()
