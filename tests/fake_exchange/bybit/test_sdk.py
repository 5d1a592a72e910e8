"""Test Bybit with Bybit's own client."""

import asyncio
from collections.abc import Callable
from typing import Any

from pybit.exceptions import InvalidRequestError
from pybit.unified_trading import HTTP
import pytest

from ..server import FakeServer
from .bybit import FakeBybit


@pytest.fixture
def call(server: FakeServer) -> Callable[..., Any]:
    """Return what calls a method of Bybit's own client and returns the result."""
    client = HTTP(api_key="fake-key", api_secret="fake-secret", max_retries=1)
    client.endpoint = server.url("https://api.bybit.com")

    async def run(method: str, **params: object) -> Any:
        answer = await asyncio.to_thread(getattr(client, method), **params)
        assert answer["retMsg"] == "OK"
        return answer["result"]

    return run


async def test_public_answers(call: Callable[..., Any]) -> None:
    time = await call("get_server_time")
    instruments = await call("get_instruments_info", category="linear", symbol="BTCUSDT")
    tickers = await call("get_tickers", category="spot")
    book = await call("get_orderbook", category="spot", symbol="BTCUSDT")

    assert int(time["timeNano"]) > 0
    assert instruments["list"][0]["lotSizeFilter"]["qtyStep"] == "0.001"
    assert "BTCUSDT" in {one["symbol"] for one in tickers["list"]}
    assert book["b"] == [["60000", "10"]]


async def test_life_of_an_order(call: Callable[..., Any], bybit: FakeBybit) -> None:
    spot = {"category": "spot", "symbol": "BTCUSDT"}
    placed = await call(
        "place_order",
        **spot,
        side="Buy",
        orderType="Limit",
        qty="0.01",
        price="59000",
        orderLinkId="mine",
    )
    opened = await call("get_open_orders", **spot)
    await call("cancel_order", **spot, orderId=placed["orderId"])
    history = await call("get_order_history", **spot)
    await call("place_order", **spot, side="Buy", orderType="Market", qty="100")
    trades = await call("get_executions", **spot)
    wallet = await call("get_wallet_balance", accountType="UNIFIED", coin="BTC")

    assert [one["orderStatus"] for one in opened["list"]] == ["New"]
    assert [one["orderLinkId"] for one in history["list"]] == ["mine"]
    assert trades["list"][0]["execQty"] == "0.001666"
    assert wallet["list"][0]["coin"][0]["walletBalance"] == str(bybit.balance("BTC").normalize())


async def test_positions_and_settings(call: Callable[..., Any]) -> None:
    linear = {"category": "linear", "symbol": "BTCUSDT"}
    await call("set_leverage", **linear, buyLeverage="7", sellLeverage="7")
    await call("switch_position_mode", **linear, mode=3)
    await call("place_order", **linear, side="Sell", orderType="Market", qty="0.1", positionIdx=2)
    positions = await call("get_positions", **linear)
    info = await call("get_account_info")
    key = await call("get_api_key_information")
    fees = await call("get_fee_rates", **linear)

    sides = {one["positionIdx"]: (one["side"], one["size"]) for one in positions["list"]}
    assert sides == {1: ("", "0"), 2: ("Sell", "0.1")}
    assert (info["unifiedMarginStatus"], key["uta"]) == (6, 1)
    assert fees["list"][0]["takerFeeRate"] == "0.0005"


async def test_refusals_carry_code_and_words(call: Callable[..., Any]) -> None:
    with pytest.raises(InvalidRequestError, match="170131"):
        await call(
            "place_order",
            category="spot",
            symbol="BTCUSDT",
            side="Buy",
            orderType="Market",
            qty="20000",
        )
