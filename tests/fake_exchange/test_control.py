"""Test the venues in a process of their own."""

import asyncio
from typing import Any

import ccxt
import pytest

from .clients import ccxt_client
from .process import RemoteVenues, remote_venues
from .server import FakeServer

BTC = "BTC/USDT"


async def test_venues_outlive_their_clients() -> None:
    with remote_venues("binance") as remote:
        spot = await _client(remote)
        params = {"clientOrderId": "mine"}
        await asyncio.to_thread(remote.fault, "binance", "drop", route="create_order")
        with pytest.raises(ccxt.ExchangeNotAvailable):
            await spot.create_order(BTC, "limit", "buy", 0.01, 59000, params)
        await asyncio.to_thread(remote.cut)
        with pytest.raises(ccxt.ExchangeNotAvailable):
            await spot.fetch_balance()
        await spot.close()
        await asyncio.to_thread(remote.restore)
        await asyncio.to_thread(remote.act, "binance", "set_price", symbol=BTC, bid="58000")

        state = await asyncio.to_thread(remote.state, "binance")
        spot = await _client(remote)
        found = await spot.fetch_order_with_client_order_id("mine", BTC)
        await spot.close()

    (order,), (fill,) = state["orders"], state["fills"]
    assert (order["client_id"], order["status"], order["market"]) == ("mine", "FILLED", BTC)
    assert (fill["price"], fill["order_id"]) == ("59000", order["order_id"])
    assert state["spot"]["BTC"] == "0.00999000"
    assert state["requests"].count("create_order") == 1
    assert found["status"] == "closed"


async def _client(remote: RemoteVenues) -> Any:
    server = FakeServer()
    server.port = remote.port
    client = ccxt_client("binance", server, fetchMarkets={"types": ["spot"]}, fetchCurrencies=False)
    await client.load_markets()
    return client
