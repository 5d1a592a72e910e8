"""Clients of the imitation of Bitget, with both kinds of account."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from ..clients import ccxt_client
from ..server import FakeServer
from .bitget import FakeBitget
from .guard import PASSPHRASE


@pytest.fixture
def unified() -> bool:
    """Say which kind of account there is; tests of classic ones turn it."""
    return False


@pytest.fixture
def bitget(unified: bool) -> FakeBitget:
    """Return an imitation of Bitget."""
    return FakeBitget(unified=unified)


@pytest.fixture
async def server(bitget: FakeBitget) -> AsyncIterator[FakeServer]:
    """Serve it."""
    async with FakeServer(bitget) as server:
        yield server


@pytest.fixture
async def client(server: FakeServer, unified: bool) -> AsyncIterator[Any]:
    """Return ccxt's client of Bitget, with its markets loaded."""
    client = ccxt_client("bitget", server, uta=False, fetchCurrencies=False)
    client.password = PASSPHRASE
    client.has["fetchCurrencies"] = False
    await client.load_markets()
    client.options["uta"] = unified
    yield client
    await client.close()
