"""Test the venues under their own names: some of ccxt's classes depend on the host."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
import importlib
from typing import Any

import aiohttp
import ccxt
import pytest

from tests.patience import PATIENCE

from .binance import FakeBinance
from .clients import KEYS
from .server import LOCALHOST, FakeServer
from .tls import Authority, local_session

BTC = "BTC/USDT:USDT"


@pytest.fixture
async def session(binance: FakeBinance) -> AsyncIterator[aiohttp.ClientSession]:
    """Serve Binance over TLS and return a session that reaches it."""
    server, authority = FakeServer(binance), Authority(*binance.hosts)
    await server.start(authority.server_context)
    async with local_session(server, authority) as session:
        yield session
    await server.stop()


@pytest.fixture
async def usdm(session: aiohttp.ClientSession) -> AsyncIterator[Any]:
    """Return a client that nobody told about the server."""
    client = importlib.import_module("ccxt.pro").binanceusdm(
        {
            **KEYS,
            "enableRateLimit": False,
            "session": session,
            "options": {"fetchMarkets": {"types": ["linear"]}, "fetchCurrencies": False},
        }
    )
    client.timeout_on_exit = 1
    await client.load_markets()
    yield client
    await client.close()


async def test_classes_that_depend_on_the_host(usdm: Any, binance: FakeBinance) -> None:
    with pytest.raises(ccxt.InsufficientFunds, match="-2019"):
        await usdm.create_order(BTC, "market", "buy", 100)

    assert binance.requests[-1].host == "fapi.binance.com"


async def test_streams_over_tls(usdm: Any, binance: FakeBinance) -> None:
    first = await asyncio.wait_for(usdm.watch_bids_asks([BTC]), 30)
    binance.set_price(BTC, 61000)
    second = await asyncio.wait_for(usdm.watch_bids_asks([BTC]), 30)

    assert (first[BTC]["bid"], second[BTC]["bid"]) == (60000, 61000)


async def test_other_names_do_not_exist(session: aiohttp.ClientSession) -> None:
    with pytest.raises(aiohttp.ClientConnectorDNSError):
        await session.get("https://example.com/")


async def test_nothing_survives_a_cut_in_its_handshake(binance: FakeBinance) -> None:
    host = min(binance.hosts)
    server, authority = FakeServer(binance), Authority(*binance.hosts)
    await server.start(authority.server_context)
    reader, writer = await asyncio.open_connection(LOCALHOST, server.tls_port)
    await asyncio.sleep(0.05)
    await server.cut()

    await writer.start_tls(authority.client_context, server_hostname=host)
    writer.write(f"GET /api/v3/time HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
    with suppress(ConnectionError):
        assert await asyncio.wait_for(reader.read(), PATIENCE) == b""
    writer.close()
    await server.stop()
