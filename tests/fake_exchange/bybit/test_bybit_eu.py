"""Bybit EU on hosts of its own: an unmodified client, and a key of the other Bybit."""

from typing import Any

import pytest

from ..clients import ccxt_client
from ..server import FakeServer
from . import FakeBybit, FakeBybitEu


async def test_whole_life() -> None:
    fake = FakeBybitEu()
    async with FakeServer(fake) as server:
        client = ccxt_client("bybiteu", server, fetchMarkets={"types": ["spot"]})
        try:
            await client.load_markets()
            assert "BTC/USDC" in client.markets
            assert "BTC/USDT" not in client.markets
            order = await client.create_order("BTC/USDC", "limit", "buy", 0.001, 59_000)
            fake.set_price("BTC/USDC", 58_990)
            found = await client.fetch_closed_order(order["id"], "BTC/USDC")
            assert found["status"] == "closed"
            balance = await client.fetch_balance()
            assert balance["BTC"]["total"] == pytest.approx(0.001, rel=0.01)
        finally:
            await client.close()
    assert not fake.sent("unknown")


async def test_key_of_the_other_bybit_is_refused() -> None:
    europe, world = FakeBybitEu(), FakeBybit()
    europe.account.keys[0].key = "a key of Bybit EU"
    async with FakeServer(europe, world) as server:
        for name, own in (("bybiteu", "a key of Bybit EU"), ("bybit", "fake-key")):
            client: Any = ccxt_client(name, server)
            try:
                for key in ("a key of Bybit EU", "fake-key"):
                    client.apiKey = key
                    if key == own:
                        await client.fetch_balance()
                    else:
                        with pytest.raises(Exception, match="10003"):
                            await client.fetch_balance()
            finally:
                await client.close()
