"""A client of the imitation of Coinbase."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from ..clients import ccxt_client
from ..server import FakeServer
from . import FakeCoinbase
from .guard import ECDSA_NAME, PEM


@pytest.fixture
def coinbase() -> FakeCoinbase:
    """Return an imitation of Coinbase."""
    return FakeCoinbase()


@pytest.fixture
async def server(coinbase: FakeCoinbase) -> AsyncIterator[FakeServer]:
    """Serve it."""
    async with FakeServer(coinbase) as server:
        yield server


@pytest.fixture
async def gdax(server: FakeServer) -> AsyncIterator[Any]:
    """Return ccxt's client of Coinbase, with its markets loaded."""
    client = ccxt_client(
        "coinbase", server, secret=PEM, fetchBalance="v3PrivateGetBrokerageAccounts"
    )
    client.apiKey = ECDSA_NAME
    client.has["fetchCurrencies"] = False
    await client.load_markets()
    yield client
    await client.close()
