"""Test Bitget's unified accounts with a client that holds each answer to its types."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from ..core.orders import Status
from ..later import later
from ..server import FakeServer
from .bitget import FakeBitget
from .guard import PASSPHRASE

typed_bitget = later("typed_bitget.main")

LINEAR = "USDT-FUTURES"


@pytest.fixture
def unified() -> bool:
    """Have a unified account."""
    return True


@pytest.fixture
async def uta(server: FakeServer) -> AsyncIterator[Any]:
    """Return its interface of unified accounts."""
    client = typed_bitget.Bitget.new(
        access_key="fake-key",
        secret_key="fake-secret",
        passphrase=PASSPHRASE,
    )
    client.http_client.base_url = server.url("https://api.bitget.com")
    async with client:
        yield client.uta


async def test_account(uta: Any) -> None:
    settings = await uta.account.settings()
    assets = await uta.account.assets()
    info = await uta.account.info()

    assert (settings["accountMode"], settings["holdMode"]) == ("unified", "one_way_mode")
    assert [one["coin"] for one in assets["assets"]] == ["USDT"]
    assert "uta_trade" in info["permissions"]


async def test_life_of_an_order(uta: Any, bitget: FakeBitget) -> None:
    order = uta.trade.order
    await order.place(
        {
            "category": "SPOT",
            "symbol": "BTCUSDT",
            "side": "buy",
            "orderType": "limit",
            "qty": "0.01",
            "price": "59000",
            "timeInForce": "gtc",
            "clientOid": "mine",
        }
    )
    told = await order.info(client_oid="mine")
    opened = await order.unfilled(category="SPOT")
    await order.cancel(client_oid="mine")
    over = await order.history(category="SPOT")

    assert (told["orderStatus"], len(opened["list"])) == ("new", 1)
    assert over["list"][0]["orderStatus"] == "cancelled"
    assert bitget.order("mine").status is Status.CANCELED


async def test_position_and_its_stop(uta: Any, bitget: FakeBitget) -> None:
    await uta.trade.order.place(
        {
            "category": LINEAR,
            "symbol": "BTCUSDT",
            "side": "buy",
            "orderType": "market",
            "qty": "0.1",
            "clientOid": "opens",
        }
    )
    (fill,) = (await uta.trade.order.fills(category=LINEAR))["list"]
    (held,) = (await uta.position.current_positions(category=LINEAR))["list"]
    stop = {
        "category": LINEAR,
        "symbol": "BTCUSDT",
        "type": "tpsl",
        "tpslMode": "partial",
        "qty": "0.1",
        "posSide": "long",
        "stopLoss": "58000",
        "slTriggerBy": "market",
        "slOrderType": "market",
        "clientOid": "stop",
    }
    await uta.strategy.place(stop)
    (waiting,) = await uta.strategy.unfilled(category=LINEAR)
    bitget.set_price("BTC/USDT:USDT", 57_990)
    (done,) = (await uta.strategy.history(category=LINEAR))["list"]

    assert fill["feeDetail"][0]["fee"] > 0
    assert (held["posSide"], waiting["status"], done["status"]) == ("long", "pending", "success")
    assert bitget.positions == []
