"""Clients of the imitation of KuCoin."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from ..clients import ccxt_client
from ..server import FakeServer
from .guard import PASSPHRASE
from .kucoin import FakeKucoin


@pytest.fixture
def kucoin() -> FakeKucoin:
    """Return an imitation of KuCoin."""
    return FakeKucoin()


@pytest.fixture
async def server(kucoin: FakeKucoin) -> AsyncIterator[FakeServer]:
    """Serve it."""
    async with FakeServer(kucoin) as server:
        yield server


@pytest.fixture
async def spot(server: FakeServer) -> AsyncIterator[Any]:
    """Return ccxt's client of KuCoin's spot, with its markets loaded."""
    client = ccxt_client("kucoin", server, fetchMarkets={"types": ["spot"]})
    client.password = PASSPHRASE
    client.has["fetchCurrencies"] = False
    await client.load_markets(params={"marginables": False})
    yield client
    await client.close()


@pytest.fixture
async def futures(server: FakeServer) -> AsyncIterator[Any]:
    """Return ccxt's client of KuCoin's futures, with its markets loaded."""
    client = ccxt_client("kucoinfutures", server, uta=False)
    client.password = PASSPHRASE
    client.has["fetchCurrencies"] = False
    await client.load_markets(params={"marginables": False})
    yield client
    await client.close()
