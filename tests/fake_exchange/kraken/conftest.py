"""A client of the imitation of Kraken."""

from collections.abc import AsyncIterator
import itertools
from typing import Any

import pytest

from ..clients import ccxt_client
from ..server import FakeServer
from .kraken import SECRET


@pytest.fixture
async def xbt(server: FakeServer) -> AsyncIterator[Any]:
    """Return ccxt's client of Kraken, with its markets loaded."""
    client = ccxt_client("kraken", server, secret=SECRET)
    # ccxt's nonce is the millisecond, in which two requests fit when the venue is this machine
    client.nonce = itertools.count(client.milliseconds()).__next__
    await client.load_markets()
    yield client
    await client.close()
