"""Test Binance spot through an unmodified client of ccxt."""

import asyncio
from decimal import Decimal
from typing import Any

import ccxt
import pytest

from tests.patience import PATIENCE

from ..core.market import Kind
from ..core.orders import Status
from .binance import FakeBinance

D = Decimal
BTC = "BTC/USDT"


async def order(
    spot: Any, side: str, amount: float, price: float | None = None, **params: object
) -> Any:
    """Place a market order, or with a price a limit order."""
    return await spot.create_order(BTC, "limit" if price else "market", side, amount, price, params)


async def test_market_buy_pays_its_fee_in_what_was_bought(spot: Any, binance: FakeBinance) -> None:
    bought = await order(spot, "buy", 0.01, clientOrderId="first")

    assert (bought["status"], bought["filled"], bought["average"]) == ("closed", 0.01, 60000.01)
    assert bought["fee"] == {"currency": "BTC", "cost": 0.00001}
    assert binance.balance("BTC") == D("0.00999")
    assert binance.balance("USDT") == D("10000") - D("600.0001")
    balance = await spot.fetch_balance()
    assert (balance["BTC"]["free"], balance["USDT"]["total"]) == (0.00999, 9399.9999)


async def test_market_sell_pays_its_fee_in_quote_currency(spot: Any, binance: FakeBinance) -> None:
    binance.set_balance("BTC", 1)

    sold = await order(spot, "sell", 0.1)

    assert sold["fee"] == {"currency": "USDT", "cost": 6.0}
    assert binance.balance("USDT") == 10_000 + 6_000 - 6


async def test_fees_are_paid_in_bnb_as_long_as_there_is_some(
    spot: Any, binance: FakeBinance
) -> None:
    binance.account.fee_asset = "BNB"
    binance.set_balance("BNB", "0.001")

    first = await order(spot, "buy", 0.01)
    second = await order(spot, "buy", 0.01)

    assert first["fee"] == {"currency": "BNB", "cost": 0.00075}
    assert second["fee"] == {"currency": "BTC", "cost": 0.00001}
    assert binance.balance("BTC") == D("0.01999")


async def test_limit_order_rests_holds_its_money_and_fills(spot: Any, binance: FakeBinance) -> None:
    placed = await order(spot, "buy", 0.01, 59000)
    balance = await spot.fetch_balance()
    assert (balance["USDT"]["free"], balance["USDT"]["used"]) == (9410, 590)
    assert [found["id"] for found in await spot.fetch_open_orders(BTC)] == [placed["id"]]

    binance.set_price(BTC, 58900)

    found = await spot.fetch_order(placed["id"], BTC)
    assert (found["status"], found["average"]) == ("closed", 59000)
    (trade,) = await spot.fetch_my_trades(BTC)
    assert (trade["order"], trade["price"], trade["takerOrMaker"]) == (placed["id"], 59000, "maker")
    assert await spot.fetch_open_orders(BTC) == []
    assert (await spot.fetch_balance())["USDT"]["used"] == 0


async def test_tick_with_little_size_fills_in_parts(spot: Any, binance: FakeBinance) -> None:
    placed = await order(spot, "buy", 0.01, 59000)

    binance.set_price(BTC, 58900, ask_size="0.004")
    partly = await spot.fetch_order(placed["id"], BTC)
    binance.set_price(BTC, 58900)

    assert (partly["status"], partly["filled"]) == ("open", 0.004)
    assert (await spot.fetch_order(placed["id"], BTC))["status"] == "closed"
    assert [trade["amount"] for trade in await spot.fetch_my_trades(BTC)] == [0.004, 0.006]


async def test_rest_of_a_market_order_expires_with_the_book(
    spot: Any, binance: FakeBinance
) -> None:
    binance.set_price(BTC, 60000, ask_size="0.004")

    bought = await order(spot, "buy", 0.01)

    assert (bought["status"], bought["filled"]) == ("expired", 0.004)


@pytest.mark.parametrize(("force", "filled"), [("IOC", 0.004), ("FOK", 0)])
async def test_orders_that_do_not_rest(
    spot: Any, binance: FakeBinance, force: str, filled: float
) -> None:
    binance.set_price(BTC, 60000, ask_size="0.004")

    bought = await order(spot, "buy", 0.01, 61000, timeInForce=force)

    assert (bought["status"], bought["filled"]) == ("expired", filled)
    assert (await spot.fetch_balance())["USDT"]["used"] == 0


async def test_order_by_quote_currency(spot: Any) -> None:
    bought = await order(spot, "buy", 0, cost=100)

    assert (bought["filled"], bought["cost"]) == (0.00166, pytest.approx(99.6, abs=0.01))


async def test_stop_waits_in_the_same_list_and_sells(spot: Any, binance: FakeBinance) -> None:
    binance.set_balance("BTC", 1)
    stop = await order(spot, "sell", 0.5, stopLossPrice=58000)
    assert [found["id"] for found in await spot.fetch_open_orders(BTC)] == [stop["id"]]

    binance.set_price(BTC, 57990)

    found = await spot.fetch_order(stop["id"], BTC)
    assert (found["status"], found["average"]) == ("closed", 57990)


async def test_target_locks_what_a_stop_would_need(spot: Any, binance: FakeBinance) -> None:
    binance.set_balance("BTC", 1)
    await order(spot, "sell", 1, 65000)

    with pytest.raises(ccxt.InsufficientFunds):
        await order(spot, "sell", 1, stopLossPrice=58000)


async def test_client_id_is_free_again_once_its_order_is_filled(
    spot: Any, binance: FakeBinance
) -> None:
    await order(spot, "buy", 0.01, clientOrderId="again")
    await order(spot, "buy", 0.01, 59000, clientOrderId="again")

    with pytest.raises(ccxt.InvalidOrder, match="Duplicate order sent"):
        await order(spot, "buy", 0.01, 59000, clientOrderId="again")
    assert len(binance.orders) == 2


async def test_order_is_found_and_cancelled_by_client_id(spot: Any, binance: FakeBinance) -> None:
    placed = await order(spot, "buy", 0.01, 59000, clientOrderId="mine")

    found = await spot.fetch_order_with_client_order_id("mine", BTC)
    cancelled = await spot.cancel_order_with_client_order_id("mine", BTC)

    assert found["id"] == placed["id"]
    assert cancelled["status"] == "canceled"
    assert cancelled["clientOrderId"] != "mine"  # the cancellation has an id of its own
    assert cancelled["info"]["origClientOrderId"] == "mine"
    assert binance.order("mine").status is Status.CANCELED


async def test_cancelling_what_is_over_or_unknown_is_refused(spot: Any) -> None:
    await order(spot, "buy", 0.01, clientOrderId="filled")

    for client_id in ("filled", "never"):
        with pytest.raises(ccxt.OrderNotFound, match="-2011"):
            await spot.cancel_order_with_client_order_id(client_id, BTC)
    with pytest.raises(ccxt.OrderNotFound, match="-2013"):
        await spot.fetch_order_with_client_order_id("never", BTC)


async def test_what_others_do_shows(spot: Any, binance: FakeBinance) -> None:
    await order(spot, "buy", 0.01, 59000, clientOrderId="mine")

    binance.cancel("mine")
    binance.trade_outside(BTC, "0.02")

    assert (await spot.fetch_order_with_client_order_id("mine", BTC))["status"] == "canceled"
    assert len(await spot.fetch_orders(BTC)) == 2
    assert (await spot.fetch_balance())["BTC"]["free"] == 0.01998


async def test_permissions_of_the_key(spot: Any, binance: FakeBinance) -> None:
    binance.account.keys[0].withdraw = True

    found = await spot.sapi_get_account_apirestrictions()

    assert found["enableWithdrawals"] is True
    assert found["ipRestrict"] is True


async def test_prices_and_fees(spot: Any) -> None:
    ticker = await spot.fetch_ticker(BTC)
    tickers = await spot.fetch_tickers([BTC, "ETH/USDT"])
    book = await spot.fetch_order_book(BTC)
    fee = await spot.fetch_trading_fee(BTC)

    assert (ticker["bid"], ticker["ask"], ticker["last"]) == (60000, 60000.01, 60000)
    assert set(tickers) == {BTC, "ETH/USDT"}
    assert book["bids"][0][0] == 60000
    assert (fee["maker"], fee["taker"]) == (0.001, 0.001)


async def test_user_events_arrive_in_order(spot: Any, binance: FakeBinance) -> None:
    watching = asyncio.create_task(spot.watch_orders())
    balances = asyncio.create_task(spot.watch_balance())
    await binance.streams.subscribed("user")

    await order(spot, "buy", 0.01, clientOrderId="seen")

    assert [one["clientOrderId"] for one in await asyncio.wait_for(watching, 30)] == ["seen"]
    assert (await asyncio.wait_for(balances, 30))["BTC"]["free"] == 0.00999
    (trade,) = spot.myTrades
    assert (trade["amount"], trade["fee"]) == (0.01, {"cost": 0.00001, "currency": "BTC"})


async def test_prices_are_streamed(spot: Any, binance: FakeBinance) -> None:
    first = await asyncio.wait_for(spot.watch_bids_asks([BTC]), 30)
    binance.set_price(BTC, 61000)
    second = await asyncio.wait_for(spot.watch_bids_asks([BTC]), 30)
    ticker = await asyncio.wait_for(spot.watch_ticker(BTC), 30)
    watching = asyncio.ensure_future(spot.watch_trades(BTC))
    price = 62000
    async with asyncio.timeout(PATIENCE):
        while not watching.done():  # what is traded before it has subscribed, it is not told
            binance.set_price(BTC, price)
            price += 1
            await asyncio.sleep(0.05)
    trades = await watching

    assert (first[BTC]["bid"], second[BTC]["bid"], ticker["last"]) == (60000, 61000, 61000)
    assert trades[0]["price"] > 60000


async def test_two_wallets_are_apart(binance: FakeBinance) -> None:
    binance.set_balance("USDT", 5, Kind.LINEAR)

    assert binance.balance("USDT") == 10_000
