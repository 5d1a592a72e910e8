"""Clients of the imitation of Hyperliquid."""

from collections.abc import AsyncIterator
import itertools
from typing import Any

import pytest

from ..clients import ccxt_client
from ..server import FakeServer
from .hyperliquid import AGENT_KEY, MASTER, FakeHyperliquid


@pytest.fixture
def hyperliquid() -> FakeHyperliquid:
    """Return an imitation of Hyperliquid."""
    return FakeHyperliquid()


@pytest.fixture
async def server(hyperliquid: FakeHyperliquid) -> AsyncIterator[FakeServer]:
    """Serve it."""
    async with FakeServer(hyperliquid) as server:
        yield server


@pytest.fixture
async def hyper(server: FakeServer) -> AsyncIterator[Any]:
    """Return ccxt's client of Hyperliquid, with its markets loaded."""
    client = ccxt_client(
        "hyperliquid", server, fetchMarkets={"types": ["spot", "swap"]}, builderFee=False
    )
    client.walletAddress, client.privateKey = MASTER, AGENT_KEY
    # It would approve a fee for the client's makers, and a referrer.
    client.options["approvedBuilderFee"] = False
    client.handle_builder_fee_approval = client.set_ref = _nothing
    # Its nonce is the millisecond, in which two requests fit when the venue is this machine.
    client.milliseconds = itertools.count(client.milliseconds()).__next__
    await client.load_markets()
    yield client
    await client.close()


async def _nothing() -> bool:
    return True
