"""Test KuCoin's futures through an unmodified client of ccxt."""

import asyncio
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import ccxt
import pytest

from ..core.market import Kind
from ..core.orders import Hand, Status
from .kucoin import FakeKucoin

D = Decimal
BTC = "BTC/USDT:USDT"
STOP: Mapping[str, Any] = {"stopPrice": 58000, "stopPriceType": "TP", "reduceOnly": True}


async def order(
    client: Any, side: str, amount: float, price: float | None = None, **params: object
) -> Any:
    """Place a market order of so many contracts, or with a price a limit order."""
    kind = "limit" if price else "market"
    return await client.create_order(BTC, kind, side, amount, price, {"leverage": 10, **params})


async def by_client_id(client: Any, client_id: str) -> Any:
    """Look an order up."""
    return await client.fetch_order(None, BTC, {"clientOrderId": client_id})


async def test_contracts_and_prices(futures: Any) -> None:
    market = futures.market(BTC)
    ticker = await futures.fetch_ticker(BTC)
    tickers = await futures.fetch_tickers()
    mark = await futures.fetch_mark_price(BTC)

    assert (market["id"], market["contractSize"], market["precision"]["price"]) == (
        "XBTUSDTM",
        0.001,
        0.1,
    )
    assert market["limits"]["leverage"]["max"] == 125
    assert (ticker["bid"], ticker["ask"]) == (60000, 60000.1)
    assert (tickers[BTC]["last"], mark["markPrice"]) == (60000, 60000)


@pytest.mark.parametrize("mode", ["isolated", "cross"])
async def test_a_life_in_each_margin_mode(futures: Any, kucoin: FakeKucoin, mode: str) -> None:
    await futures.set_margin_mode(mode, BTC)
    placed = await order(futures, "buy", 2, marginMode=mode, clientOrderId="mine")
    bought = await by_client_id(futures, "mine")
    (held,) = await futures.fetch_positions()
    (trade,) = await futures.fetch_order_trades(placed["id"], BTC)

    assert (bought["status"], bought["filled"], bought["average"]) == ("closed", 2, 60000.1)
    assert (held["side"], held["contracts"], held["marginMode"]) == ("long", 2, mode)
    assert (held["entryPrice"], held["leverage"]) == (60000.1, 10)
    assert (trade["amount"], trade["fee"]["currency"]) == (2, "USDT")
    other = {"isolated": "cross", "cross": "isolated"}[mode]
    with pytest.raises(ccxt.InvalidOrder, match="330005"):
        await order(futures, "sell", 2, marginMode=other, reduceOnly=True)
    await order(futures, "sell", 5, marginMode=mode, reduceOnly=True, clientOrderId="out")
    out = await by_client_id(futures, "out")
    assert (out["filled"], out["status"], kucoin.position(BTC)) == (2, "canceled", 0)
    with pytest.raises(ccxt.InvalidOrder, match="300009"):
        await order(futures, "sell", 1, marginMode=mode, reduceOnly=True)


async def test_leverage_of_cross_positions_is_the_market_s(futures: Any) -> None:
    await futures.set_margin_mode("cross", BTC)
    await futures.set_leverage(3, BTC)
    await order(futures, "sell", 1, marginMode="cross", leverage=20)

    (held,) = await futures.fetch_positions()
    assert (held["side"], held["leverage"]) == ("short", 3)
    with pytest.raises(ccxt.BaseError, match="330003"):
        await futures.set_margin_mode("isolated", BTC)
    with pytest.raises(ccxt.BaseError, match="300016"):
        await futures.set_leverage(500, BTC)


async def test_money_counts_open_profit_in_the_equity(futures: Any, kucoin: FakeKucoin) -> None:
    await order(futures, "buy", 100)
    kucoin.set_price(BTC, 61000, mark=61000)

    balance = await futures.fetch_balance()
    wallet = kucoin.balance("USDT", Kind.LINEAR)
    data = balance["info"]["data"]
    assert float(balance["USDT"]["total"]) == pytest.approx(float(wallet) + data["unrealisedPNL"])
    assert data["unrealisedPNL"] == pytest.approx(99.99)


async def test_a_stop_is_in_a_list_of_its_own_until_it_goes_off(
    futures: Any, kucoin: FakeKucoin
) -> None:
    await order(futures, "buy", 2)
    placed = await order(futures, "sell", 2, **STOP, clientOrderId="stop")

    assert await futures.fetch_open_orders(BTC) == []
    (waiting,) = await futures.fetch_open_orders(BTC, params={"trigger": True})
    asked = await by_client_id(futures, "stop")
    assert (waiting["id"], waiting["triggerPrice"]) == (placed["id"], 58000)
    assert (asked["status"], asked["info"]["stop"]) == ("open", "down")

    kucoin.set_price(BTC, 57990)

    sold = await by_client_id(futures, "stop")
    (trade,) = await futures.fetch_order_trades(placed["id"], BTC)
    assert (sold["id"], sold["status"], sold["filled"]) == (placed["id"], "closed", 2)
    assert (trade["price"], kucoin.position(BTC)) == (57990, 0)


async def test_stops_are_cancelled_like_other_orders(futures: Any, kucoin: FakeKucoin) -> None:
    await order(futures, "buy", 2)
    await order(futures, "sell", 2, **STOP, clientOrderId="stop")

    await futures.cancel_order(None, BTC, {"clientOid": "stop", "clientOrderId": "stop"})
    assert kucoin.order("stop").status is Status.CANCELED
    assert (await by_client_id(futures, "stop"))["status"] == "canceled"
    with pytest.raises(ccxt.BadRequest, match="100004"):
        await futures.cancel_order(None, BTC, {"clientOid": "stop", "clientOrderId": "stop"})
    with pytest.raises(ccxt.OrderNotFound):
        await by_client_id(futures, "nobody")


async def test_hedge_mode(futures: Any, kucoin: FakeKucoin) -> None:
    assert (await futures.fetch_position_mode())["hedged"] is False
    await futures.set_position_mode(True)
    assert (await futures.fetch_position_mode())["hedged"] is True

    with pytest.raises(ccxt.BaseError, match="330011"):
        await order(futures, "buy", 1)
    await order(futures, "buy", 1, hedged=True)
    await order(futures, "sell", 2, hedged=True)
    await order(futures, "sell", 1, hedged=True, reduceOnly=True)
    (short,) = await futures.fetch_positions()
    assert (short["side"], short["contracts"]) == ("short", 2)
    assert kucoin.position(BTC, Hand.LONG) == 0


@pytest.mark.parametrize(
    ("params", "words"),
    [
        ({"unknown": 1}, "unknown unknown"),
        ({"amount": 100_000_000}, "300003"),
        ({"leverage": 200}, "300016"),
        ({"price": 59000.01}, ""),
        ({"stop": "down"}, "needs stopPrice"),
    ],
)
async def test_orders_that_are_refused(
    futures: Any, kucoin: FakeKucoin, params: Mapping[str, Any], words: str
) -> None:
    given = dict(params)
    amount, price = given.pop("amount", 1), given.pop("price", None)
    if not words:  # the client rounds prices itself
        await order(futures, "buy", amount, price)
        return
    with pytest.raises(ccxt.BaseError, match=words):
        await order(futures, "buy", amount, price, **given)
    assert kucoin.orders == []


async def test_lists_come_in_pages_of_fifty(futures: Any) -> None:
    for index in range(60):
        await order(futures, "buy", 1, 50000, clientOrderId=f"number-{index}")

    assert len(await futures.fetch_open_orders(BTC)) == 50
    assert len(await futures.fetch_open_orders(BTC, params={"currentPage": 2})) == 10
    assert len(await futures.fetch_open_orders(BTC, None, 100)) == 50
    assert len(await futures.fetch_open_orders(BTC, params={"pageSize": 1000})) == 60


async def test_streams(futures: Any, kucoin: FakeKucoin) -> None:
    first = await asyncio.wait_for(futures.watch_ticker(BTC), 30)
    kucoin.set_price(BTC, 61000)
    second = await asyncio.wait_for(futures.watch_ticker(BTC), 30)
    assert (first["bid"], second["bid"]) == (60000, 61000)

    watching = asyncio.create_task(futures.watch_my_trades())
    await kucoin.streams.subscribed("/contractMarket/tradeOrders")
    money = asyncio.create_task(futures.watch_balance())
    await kucoin.streams.subscribed("/contractAccount/wallet")
    placed = await order(futures, "buy", 3, clientOrderId="mine")
    (trade,) = await asyncio.wait_for(watching, 30)

    assert (trade["order"], trade["amount"], trade["price"]) == (placed["id"], 3, 61000.1)
    assert "USDT" in await asyncio.wait_for(money, 30)


async def test_stops_have_a_stream_of_their_own(futures: Any, kucoin: FakeKucoin) -> None:
    await order(futures, "buy", 2)
    watching = asyncio.create_task(futures.watch_orders(None, None, None, {"trigger": True}))
    await kucoin.streams.subscribed("/contractMarket/advancedOrders")
    placed = await order(futures, "sell", 2, **STOP)

    (told,) = await asyncio.wait_for(watching, 30)
    assert (told["id"], told["status"], told["info"]["stop"]) == (placed["id"], "open", "down")
