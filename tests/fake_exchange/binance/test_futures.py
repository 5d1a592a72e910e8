"""Test Binance's USD-M futures through an unmodified client of ccxt."""

import asyncio
import contextlib
from decimal import Decimal
from typing import Any

import ccxt
import pytest

from tests.patience import PATIENCE

from ..core.market import Kind
from ..core.orders import Hand, Status
from .binance import FakeBinance

D = Decimal
BTC = "BTC/USDT:USDT"
TRIGGER = {"trigger": True}


async def order(
    usdm: Any, side: str, amount: float, price: float | None = None, **params: object
) -> Any:
    """Place a market order, or with a price a limit order."""
    return await usdm.create_order(BTC, "limit" if price else "market", side, amount, price, params)


async def test_position_opens_and_closes_with_profit(usdm: Any, binance: FakeBinance) -> None:
    opened = await order(usdm, "buy", 0.1)
    binance.set_price(BTC, 61000)
    closed = await order(usdm, "sell", 0.1, reduceOnly=True)

    assert (opened["status"], opened["average"], closed["average"]) == ("closed", 60000.1, 61000)
    assert binance.positions == []
    profit, fees = D("99.99"), D("0.0005") * (D("6000.01") + 6100)
    assert binance.balance("USDT", Kind.LINEAR) == 10_000 + profit - fees
    trades = await usdm.fetch_my_trades(BTC)
    assert [trade["info"]["realizedPnl"] for trade in trades] == ["0.00000000", "99.99000000"]
    assert trades[1]["fee"] == {"currency": "USDT", "cost": 3.05}


async def test_positions_and_balance_as_ccxt_sees_them(usdm: Any, binance: FakeBinance) -> None:
    await usdm.set_leverage(10, BTC)
    await order(usdm, "sell", 0.1)
    binance.set_price(BTC, 60100)

    (position,) = await usdm.fetch_positions()
    balance = await usdm.fetch_balance()

    assert (position["side"], position["contracts"]) == ("short", 0.1)
    assert (position["entryPrice"], position["markPrice"]) == (60000, 60100.05)
    assert position["unrealizedPnl"] == pytest.approx(-10.005)
    assert position["liquidationPrice"] > 100_000
    assert balance["USDT"]["used"] == pytest.approx(601.0005)
    assert balance["USDT"]["total"] == pytest.approx(10_000 - 3 - 10.005)


async def test_opposite_order_flips_the_position(usdm: Any, binance: FakeBinance) -> None:
    await order(usdm, "buy", 0.1)
    await order(usdm, "sell", 0.3)

    assert binance.position(BTC) == D("-0.2")
    assert binance.account.positions[BTC, Hand.BOTH].entry == 60_000


async def test_hedge_mode_keeps_two_positions(usdm: Any, binance: FakeBinance) -> None:
    await usdm.set_position_mode(True)
    await order(usdm, "buy", 0.2, hedged=True)
    await order(usdm, "sell", 0.1, hedged=True)

    assert (await usdm.fetch_position_mode(BTC))["hedged"] is True
    assert binance.position(BTC, Hand.LONG) == D("0.2")
    assert binance.position(BTC, Hand.SHORT) == D("-0.1")
    await order(usdm, "sell", 0.2, hedged=True, reduceOnly=True)
    assert binance.position(BTC, Hand.LONG) == 0
    with pytest.raises(ccxt.BaseError, match="-4061"):
        await order(usdm, "buy", 0.1)


async def test_order_of_hedge_mode_in_one_way_mode_is_refused(usdm: Any) -> None:
    with pytest.raises(ccxt.BaseError, match="-4061"):
        await order(usdm, "buy", 0.1, positionSide="LONG")


async def test_resting_targets_block_a_close(usdm: Any, binance: FakeBinance) -> None:
    await order(usdm, "buy", 0.1)
    await order(usdm, "sell", 0.1, 62000, reduceOnly=True, clientOrderId="target")

    with pytest.raises(ccxt.BaseError, match="-4118"):
        await order(usdm, "sell", 0.1, reduceOnly=True)
    await usdm.cancel_order_with_client_order_id("target", BTC)
    await order(usdm, "sell", 0.1, reduceOnly=True)
    assert binance.positions == []


async def test_nothing_to_reduce(usdm: Any) -> None:
    with pytest.raises(ccxt.BaseError, match="-2022"):
        await order(usdm, "sell", 0.1, reduceOnly=True)


async def test_reduce_only_fills_no_more_than_the_position(usdm: Any, binance: FakeBinance) -> None:
    await order(usdm, "buy", 0.1)
    await order(usdm, "sell", 0.1, 62000, reduceOnly=True, clientOrderId="target")
    binance.trade_outside(BTC, "-0.06")

    binance.set_price(BTC, 62000)

    assert binance.positions == []
    assert binance.order("target").filled == D("0.04")


async def test_conditional_order_is_in_the_second_list_and_gets_a_child(
    usdm: Any, binance: FakeBinance
) -> None:
    await order(usdm, "buy", 0.1)
    stop = await order(
        usdm, "sell", 0.1, stopLossPrice=58000, reduceOnly=True, clientOrderId="stop"
    )

    assert await usdm.fetch_open_orders(BTC) == []
    (listed,) = await usdm.fetch_open_orders(BTC, params=TRIGGER)
    assert (listed["id"], listed["clientOrderId"]) == (stop["id"], "stop")
    with pytest.raises(ccxt.OrderNotFound):
        await usdm.fetch_order_with_client_order_id("stop", BTC)

    binance.set_price(BTC, 57990)

    found = await usdm.fetch_order_with_client_order_id("stop", BTC, TRIGGER)
    child = await usdm.fetch_order(found["info"]["actualOrderId"], BTC)
    assert (found["info"]["algoStatus"], child["status"]) == ("FINISHED", "closed")
    assert (child["id"] != stop["id"], child["average"]) == (True, 57990)
    (_, trade) = await usdm.fetch_my_trades(BTC)
    assert trade["order"] == child["id"]
    assert binance.positions == []
    assert await usdm.fetch_open_orders(BTC, params=TRIGGER) == []


async def test_stop_that_closes_the_position_expires_with_it(
    usdm: Any, binance: FakeBinance
) -> None:
    with pytest.raises(ccxt.BaseError, match="-4509"):
        await order(usdm, "sell", 0, stopLossPrice=58000, closePosition=True)
    await order(usdm, "buy", 0.1)
    await order(usdm, "sell", 0, stopLossPrice=58000, closePosition=True, clientOrderId="stop")
    with pytest.raises(ccxt.BaseError, match="-4130"):
        await order(usdm, "sell", 0, stopLossPrice=59000, closePosition=True)
    await order(usdm, "sell", 0, takeProfitPrice=62000, closePosition=True)

    binance.close_outside(BTC)

    assert binance.order("stop").status is Status.EXPIRED
    assert binance.open_orders == []


async def test_stop_and_target_in_one_tick_close_only_once(usdm: Any, binance: FakeBinance) -> None:
    await order(usdm, "buy", 0.1)
    await order(usdm, "sell", 0.1, 62000, reduceOnly=True)
    await order(usdm, "sell", 0.1, stopLossPrice=58000, reduceOnly=True, clientOrderId="stop")

    binance.set_price(BTC, 62500)
    binance.set_price(BTC, 57000)

    assert binance.positions == []
    assert binance.order("stop").status is Status.REJECTED
    found = await usdm.fetch_order_with_client_order_id("stop", BTC, TRIGGER)
    assert found["status"] == "rejected"


async def test_conditional_order_is_cancelled(usdm: Any, binance: FakeBinance) -> None:
    await order(usdm, "buy", 0.1)
    await order(usdm, "sell", 0.1, stopLossPrice=58000, clientOrderId="stop")

    with pytest.raises(ccxt.OrderNotFound):
        await usdm.cancel_order_with_client_order_id("stop", BTC)
    await usdm.cancel_order_with_client_order_id("stop", BTC, TRIGGER)

    assert binance.order("stop").status is Status.CANCELED


@pytest.mark.parametrize(
    ("params", "code"),
    [
        ({"useV2": True}, "-1104"),
        ({"triggerPrice": 61000, "side": "sell"}, "-2021"),
        ({"clientOrderId": "x" * 37}, "-4015"),
        ({"amount": 0.001}, "-4164"),
        ({"amount": 100}, "-2019"),
        ({"price": 70000, "postOnly": True}, "-5022"),
    ],
)
async def test_orders_that_are_refused(
    usdm: Any, binance: FakeBinance, params: dict[str, Any], code: str
) -> None:
    side, amount = params.pop("side", "buy"), params.pop("amount", 0.1)
    price = params.pop("price", None)

    with pytest.raises(ccxt.BaseError, match=code):
        await order(usdm, side, amount, price, **params)
    assert binance.orders == []


async def test_conditional_types_are_not_for_the_plain_endpoint(usdm: Any) -> None:
    params = {"symbol": "BTCUSDT", "side": "SELL", "type": "STOP_MARKET", "quantity": "0.1"}
    with pytest.raises(ccxt.BaseError, match="-4120"):
        await usdm.fapiprivate_post_order(params)


async def test_settings(usdm: Any, binance: FakeBinance) -> None:
    await usdm.set_margin_mode("isolated", BTC)
    with contextlib.suppress(ccxt.MarginModeAlreadySet):  # raised by newer ones than 4.5.64
        await usdm.set_margin_mode("isolated", BTC)
    assert binance.sent("set_margin_mode")[1].answer == {
        "code": -4046,
        "msg": "No need to change margin type.",
    }
    with pytest.raises(ccxt.BaseError, match="-4028"):
        await usdm.set_leverage(125, "ETH/USDT:USDT")
    await usdm.set_leverage(5, BTC)
    await order(usdm, "buy", 0.1)

    leverage = (await usdm.fetch_leverages([BTC]))[BTC]
    (position,) = await usdm.fetch_positions()
    fee = await usdm.fetch_trading_fee(BTC)
    tiers = await usdm.fetch_leverage_tiers([BTC])

    assert (leverage["longLeverage"], leverage["marginMode"]) == (5, "isolated")
    assert position["marginMode"] == "isolated"
    assert position["liquidationPrice"] == pytest.approx(60000.1 * 0.8 / 0.996, rel=1e-4)
    assert fee["taker"] == 0.0005
    assert tiers[BTC][0]["maxLeverage"] == 125
    with pytest.raises(ccxt.BaseError, match="-4048"):
        await usdm.set_margin_mode("cross", BTC)
    with pytest.raises(ccxt.BaseError, match="-4068"):
        await usdm.set_position_mode(True)


async def test_liquidation(usdm: Any, binance: FakeBinance) -> None:
    await usdm.set_margin_mode("isolated", BTC)
    await usdm.set_leverage(20, BTC)
    await order(usdm, "buy", 0.1)

    binance.set_price(BTC, 57000)

    assert binance.positions == []
    (_, closing) = await usdm.fetch_orders(BTC)
    assert closing["clientOrderId"].startswith("autoclose-")


async def test_prices_are_streamed_by_category(usdm: Any, binance: FakeBinance) -> None:
    top = await asyncio.wait_for(usdm.watch_bids_asks([BTC]), 30)
    mark = await asyncio.wait_for(usdm.watch_mark_price(BTC), 30)
    ticker = await asyncio.wait_for(usdm.watch_ticker(BTC), 30)

    assert (top[BTC]["bid"], mark["markPrice"], ticker["last"]) == (60000, 60000, 60000)
    paths = {stream.path.split("/")[1] for stream in binance.streams.connections}
    assert paths == {"public", "market"}
    assert (await usdm.fetch_bids_asks([BTC]))[BTC]["ask"] == 60000.1
    assert (await usdm.fetch_mark_price(BTC))["markPrice"] == 60000


async def test_user_events(usdm: Any, binance: FakeBinance) -> None:
    usdm.options["watchPositions"] = {"fetchPositionsSnapshot": False}
    watching = [
        asyncio.create_task(usdm.watch_orders()),
        asyncio.create_task(usdm.watch_positions()),
        asyncio.create_task(usdm.watch_my_trades()),
        asyncio.create_task(usdm.watch_balance()),
    ]
    await binance.streams.subscribed("futures user")

    await order(usdm, "buy", 0.1, clientOrderId="mine")
    orders, positions, trades, balance = await asyncio.wait_for(asyncio.gather(*watching), 30)

    assert [one["clientOrderId"] for one in orders] == ["mine"]
    assert [(one["side"], one["contracts"]) for one in positions] == [("long", 0.1)]
    assert (trades[0]["amount"], trades[0]["fee"]["currency"]) == (0.1, "USDT")
    assert balance["USDT"]["total"] < 10_000


async def test_events_of_a_conditional_order(usdm: Any, binance: FakeBinance) -> None:
    seen: list[tuple[str, str]] = []
    handle = usdm.handle_order_update

    def note(client: object, message: dict[str, Any]) -> None:
        content = message["o"]
        seen.append((message["e"], content["X"]))
        handle(client, message)

    usdm.handle_order_update = note
    await order(usdm, "buy", 0.1)
    watching = asyncio.create_task(usdm.watch_orders())
    await binance.streams.subscribed("futures user")
    await order(usdm, "sell", 0.1, stopLossPrice=58000, reduceOnly=True)
    binance.set_price(BTC, 57990)
    async with asyncio.timeout(PATIENCE):
        while len(seen) < 5:  # noqa: ASYNC110  the client tells nobody that it has heard
            await asyncio.sleep(0.01)
    watching.cancel()

    algo, plain = "ALGO_UPDATE", "ORDER_TRADE_UPDATE"
    assert seen == [
        (algo, "NEW"),
        (plain, "NEW"),
        (algo, "TRIGGERED"),
        (plain, "FILLED"),
        (algo, "FINISHED"),
    ]


async def test_listen_key_that_runs_out_is_renewed(usdm: Any, binance: FakeBinance) -> None:
    watching = asyncio.create_task(usdm.watch_orders())
    await binance.streams.subscribed("futures user")

    binance.futures_streams.expire_listen_key()

    assert binance.streams.of("futures user") == []
    with pytest.raises(ccxt.BaseError, match="-1125"):
        await usdm.fapiprivate_put_listenkey()
    watching.cancel()
