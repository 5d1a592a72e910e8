"""A client of the imitation of Kraken Futures."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from ..clients import ccxt_client
from ..server import FakeServer
from .krakenfutures import SECRET, FakeKrakenFutures


@pytest.fixture
def venue() -> FakeKrakenFutures:
    """Return an imitation of Kraken Futures."""
    return FakeKrakenFutures()


@pytest.fixture
async def flex(venue: FakeKrakenFutures) -> AsyncIterator[Any]:
    """Return ccxt's client of Kraken Futures, with its markets loaded."""
    async with FakeServer(venue) as server:
        client = ccxt_client("krakenfutures", server, secret=SECRET)
        await client.load_markets()
        yield client
        await client.close()
