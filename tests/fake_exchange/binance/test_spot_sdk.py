"""Test Binance spot with Binance's own SDK, whose models know types and fields."""

from typing import Any

import pytest

from ..later import later
from .binance import FakeBinance
from .second_client import answered, unanswered

errors = later("binance_common.errors")

LOOK_UP = {
    *("symbol", "orderId", "orderListId", "clientOrderId", "price", "origQty", "executedQty"),
    *("cummulativeQuoteQty", "status", "timeInForce", "type", "side", "stopPrice", "icebergQty"),
    *("time", "updateTime", "isWorking", "workingTime", "origQuoteOrderQty"),
    "selfTradePreventionMode",
}
LOOK_UP_ONLY = {"stopPrice", "icebergQty", "time", "updateTime", "isWorking", "workingTime"}
"""What a look-up always answers; the model has more, for special kinds of orders."""


async def test_public_answers(sdk: Any) -> None:
    info = await answered(sdk.exchange_info)
    await answered(sdk.time)
    await answered(sdk.ticker24hr, symbol="BTCUSDT")
    await answered(sdk.ticker_price)
    await answered(sdk.ticker_book_ticker, symbol="BTCUSDT")
    await answered(sdk.avg_price, symbol="BTCUSDT")
    await answered(sdk.depth, symbol="BTCUSDT")

    assert {one.symbol for one in info.symbols} >= {"BTCUSDT", "ETHBTC"}


async def test_life_of_an_order(sdk: Any, binance: FakeBinance) -> None:
    bought = await answered(
        sdk.new_order, symbol="BTCUSDT", side="BUY", type="MARKET", quantity=0.01
    )
    placed = await answered(
        sdk.new_order,
        symbol="BTCUSDT",
        side="SELL",
        type="LIMIT",
        time_in_force="GTC",
        quantity=0.009,
        price=61000.0,
        new_client_order_id="mine",
    )
    found = await answered(sdk.get_order, symbol="BTCUSDT", orig_client_order_id="mine")
    opened = await answered(sdk.get_open_orders, symbol="BTCUSDT")
    every = await answered(sdk.all_orders, symbol="BTCUSDT")
    trades = await answered(sdk.my_trades, symbol="BTCUSDT")
    account = await answered(sdk.get_account)
    cancelled = await answered(sdk.delete_order, symbol="BTCUSDT", order_id=placed.order_id)

    assert unanswered(bought) == set()
    assert unanswered(found).isdisjoint(LOOK_UP)
    assert unanswered(cancelled).isdisjoint(LOOK_UP - LOOK_UP_ONLY)
    assert unanswered(account) == set()
    assert bought.fills[0].commission_asset == "BTC"
    assert (found.status, len(opened), len(every), len(trades)) == ("NEW", 1, 2, 1)
    assert {one.asset: one.locked for one in account.balances}["BTC"] == "0.00900000"
    assert (cancelled.orig_client_order_id, cancelled.status) == ("mine", "CANCELED")
    assert binance.open_orders == []


async def test_all_open_orders_are_cancelled(sdk: Any, binance: FakeBinance) -> None:
    limit = {"symbol": "BTCUSDT", "side": "BUY", "type": "LIMIT", "time_in_force": "GTC"}
    await answered(sdk.new_order, **limit, quantity=0.01, price=59000.0)
    await answered(sdk.delete_open_orders, symbol="BTCUSDT")

    assert binance.open_orders == []


async def test_refusals_carry_code_and_words(sdk: Any) -> None:
    with pytest.raises(errors.BadRequestError) as refused:
        await answered(sdk.new_order, symbol="BTCUSDT", side="BUY", type="MARKET", quantity=1.0)

    assert refused.value.status_code == -2010
