"""A client of the imitation of Crypto.com."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from ..clients import ccxt_client
from ..server import FakeServer
from . import FakeCryptocom


@pytest.fixture
def cryptocom() -> FakeCryptocom:
    """Return an imitation of Crypto.com."""
    return FakeCryptocom()


@pytest.fixture
async def server(cryptocom: FakeCryptocom) -> AsyncIterator[FakeServer]:
    """Serve it."""
    async with FakeServer(cryptocom) as server:
        yield server


@pytest.fixture
async def cro(server: FakeServer) -> AsyncIterator[Any]:
    """Return ccxt's client of Crypto.com, with its markets loaded."""
    client = ccxt_client("cryptocom", server)
    client.has["fetchCurrencies"] = False
    await client.load_markets()
    yield client
    await client.close()
