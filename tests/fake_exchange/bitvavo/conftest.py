"""A client of the imitation of Bitvavo."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from ..clients import ccxt_client
from ..server import FakeServer
from . import FakeBitvavo


@pytest.fixture
def bitvavo() -> FakeBitvavo:
    """Return an imitation of Bitvavo."""
    return FakeBitvavo()


@pytest.fixture
async def server(bitvavo: FakeBitvavo) -> AsyncIterator[FakeServer]:
    """Serve it."""
    async with FakeServer(bitvavo) as server:
        yield server


@pytest.fixture
async def bvvo(server: FakeServer) -> AsyncIterator[Any]:
    """Return ccxt's client of Bitvavo, with its markets loaded."""
    client = ccxt_client("bitvavo", server, operatorId=1)
    await client.load_markets()
    yield client
    await client.close()
