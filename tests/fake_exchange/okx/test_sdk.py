"""Test OKX with OKX's own client."""

import asyncio
from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest

from ..core.orders import Status
from ..server import FakeServer
from .guard import PASSPHRASE
from .okx import FakeOkx

Trade = import_module("okx.Trade")
Account = import_module("okx.Account")
PublicData = import_module("okx.PublicData")
MarketData = import_module("okx.MarketData")

KEYS = {"api_key": "fake-key", "api_secret_key": "fake-secret", "passphrase": PASSPHRASE}


@pytest.fixture
def call(okx_server: FakeServer) -> Callable[..., Any]:
    """Return what calls a method of OKX's own client and returns the rows of its answer."""
    base = okx_server.url("https://www.okx.com")
    parts = [
        module(**KEYS, flag="0", domain=base)
        for module in (
            Trade.TradeAPI,
            Account.AccountAPI,
            PublicData.PublicAPI,
            MarketData.MarketAPI,
        )
    ]

    async def run(method: str, *args: object, **params: object) -> Any:
        part = next(one for one in parts if hasattr(one, method))
        answer = await asyncio.to_thread(getattr(part, method), *args, **params)
        assert answer["code"] == "0", answer
        return answer["data"]

    return run


async def test_public_answers(call: Callable[..., Any]) -> None:
    (time,) = await call("get_system_time")
    (swap,) = await call("get_instruments", instType="SWAP", instId="BTC-USDT-SWAP")
    (ticker,) = await call("get_ticker", "BTC-USDT")

    assert int(time["ts"]) > 0
    assert (swap["ctVal"], swap["lotSz"]) == ("0.01", "0.01")
    assert (ticker["bidPx"], ticker["askPx"]) == ("60000", "60000.1")


async def test_life_of_an_order(call: Callable[..., Any], okx: FakeOkx) -> None:
    spot = {"instId": "BTC-USDT", "tdMode": "cash"}
    (placed,) = await call(
        "place_order", **spot, side="buy", ordType="limit", sz="0.01", px="59000", clOrdId="mine"
    )
    opened = await call("get_order_list", instType="SPOT")
    await call("cancel_order", "BTC-USDT", ordId=placed["ordId"])
    (order,) = await call("get_order", "BTC-USDT", clOrdId="mine")
    await call("place_order", **spot, side="buy", ordType="market", sz="100")
    (trade,) = await call("get_fills_history", "SPOT")
    (balance,) = await call("get_account_balance", "BTC")

    assert [one["state"] for one in opened] == ["live"]
    assert order["state"] == "canceled"
    # A market buy says what it spends, unless it is told otherwise.
    assert trade["fillSz"] == "0.00166666"
    assert balance["details"][0]["cashBal"] == str(okx.balance("BTC").normalize())


async def test_stops_and_pairs(call: Callable[..., Any], okx: FakeOkx) -> None:
    swap = {"instId": "BTC-USDT-SWAP", "tdMode": "cross"}
    await call("set_leverage", lever="5", mgnMode="cross", instId="BTC-USDT-SWAP")
    await call("place_order", **swap, side="buy", ordType="market", sz="10")
    words = {"side": "sell", "sz": "10", "reduceOnly": "true"}
    (stop,) = await call(
        "place_algo_order",
        **swap,
        **words,
        ordType="conditional",
        slTriggerPx="58000",
        slOrdPx="-1",
        algoClOrdId="stop",
    )
    await call(
        "place_algo_order",
        **swap,
        **words,
        ordType="oco",
        slTriggerPx="57000",
        slOrdPx="-1",
        tpTriggerPx="62000",
        tpOrdPx="-1",
        algoClOrdId="pair",
    )
    waiting = await call("order_algos_list", ordType="conditional,oco")
    await call("cancel_algo_order", [{"instId": "BTC-USDT-SWAP", "algoId": stop["algoId"]}])
    (cancelled,) = await call("get_algo_order_details", algoClOrdId="stop")
    okx.set_price("BTC/USDT:USDT", 62000)
    (fired,) = await call("order_algos_history", "oco", state="effective")
    positions = await call("get_positions")
    (config,) = await call("get_account_config")

    assert {one["algoClOrdId"] for one in waiting} == {"stop", "pair"}
    assert cancelled["state"] == "canceled"
    assert fired["actualSide"] == "tp"
    assert positions == []
    assert (config["acctLv"], config["posMode"]) == ("2", "net_mode")
    assert okx.orders[-1].status is Status.FILLED
