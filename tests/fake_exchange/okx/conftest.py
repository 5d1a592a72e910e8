"""Clients of the imitation of OKX."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from ..clients import ccxt_client
from ..server import FakeServer
from .guard import PASSPHRASE
from .okx import FakeOkx


@pytest.fixture
def okx() -> FakeOkx:
    """Return an imitation of OKX: futures mode, one-way."""
    return FakeOkx()


@pytest.fixture
async def okx_server(okx: FakeOkx) -> AsyncIterator[FakeServer]:
    """Serve it."""
    async with FakeServer(okx) as server:
        yield server


@pytest.fixture
async def v5(okx_server: FakeServer) -> AsyncIterator[Any]:
    """Return ccxt's client of OKX, with its markets loaded."""
    client = okx_client(okx_server)
    await client.load_markets()
    yield client
    await client.close()


def okx_client(server: FakeServer, name: str = "okx") -> Any:
    """Return ccxt's client: of it only the port of its streams is changed, which was closed."""
    client = ccxt_client(name, server, fetchMarkets={"types": ["spot", "swap"]})
    client.password = PASSPHRASE
    client.has["fetchCurrencies"] = False
    client.urls["api"]["ws"] = client.urls["api"]["ws"].replace(":8443", "")
    return client
