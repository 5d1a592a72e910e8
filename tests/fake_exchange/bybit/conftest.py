"""A client of the imitation of Bybit."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from ..clients import ccxt_client
from ..server import FakeServer


@pytest.fixture
async def v5(server: FakeServer) -> AsyncIterator[Any]:
    """Return ccxt's client of Bybit, with its markets loaded."""
    client = ccxt_client(
        "bybit", server, fetchMarkets={"types": ["spot", "linear"]}, loadAllOptions=False
    )
    await client.load_markets()
    yield client
    await client.close()
