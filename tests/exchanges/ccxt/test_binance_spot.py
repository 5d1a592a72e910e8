"""Binance spot over the wire: orders, fills, balances and prices, through unmodified ccxt."""

from decimal import Decimal
from functools import partial

import pytest

from custom_components.tradehook.exchanges.port.exchange import OrderRefusedError
from custom_components.tradehook.trading.model.order import OrderState
from tests.exchanges.live import BTC, Live, until
from tests.fake_exchange.binance import FakeBinance

D = Decimal


async def test_it_knows_markets_prices_and_balances_once_open(spot: Live) -> None:
    market = spot.exchange.markets[BTC]
    assert (market.price_tick, market.amount_step) == (D("0.01"), D("0.00001"))
    assert spot.ear.balances["USDT"].free == 10_000
    assert spot.ear.quotes[BTC][0].bid == 60_000
    assert spot.ear.connected == [True]


async def test_market_order_comes_back_filled_with_its_trades(
    spot: Live, binance: FakeBinance
) -> None:
    """Without another question to the venue."""
    report = await spot.order("buy", "0.01")

    assert (report.state, report.filled) == (OrderState.FILLED, D("0.01"))
    (fill,) = spot.ear.fills.values()
    assert (fill.client_order_id, fill.amount) == (report.client_order_id, D("0.01"))
    assert (fill.fee, fill.fee_currency) == (D("0.00001"), "BTC")
    assert binance.order(report.client_order_id)
    assert not binance.sent("my_trades")
    await until(lambda: spot.ear.balances.get("BTC"))
    assert spot.ear.balances["BTC"].free == D("0.00999")


async def test_limit_order_rests_and_its_fills_are_told_before_its_end(
    spot: Live, binance: FakeBinance
) -> None:
    report = await spot.order("buy", "0.01", "59000")
    assert report.state is OrderState.OPEN

    binance.set_price(BTC, 58900, ask_size="0.004")
    await until(lambda: len(spot.ear.fills) == 1)
    await until(lambda: spot.ear.orders)
    assert (spot.ear.orders[-1].state, spot.ear.orders[-1].filled) == (OrderState.OPEN, D("0.004"))

    binance.set_price(BTC, 58900)
    await until(lambda: spot.ear.orders[-1].state is OrderState.FILLED)
    assert sum(fill.amount for fill in spot.ear.fills.values()) == D("0.01")
    assert {fill.price for fill in spot.ear.fills.values()} == {D(59000)}


async def test_cancel_says_how_the_order_ended(spot: Live, binance: FakeBinance) -> None:
    report = await spot.order("buy", "0.01", "59000")
    binance.fill(report.client_order_id, "0.003")

    ended = await spot.exchange.cancel_order(BTC, report.client_order_id, None)

    assert (ended.state, ended.filled) == (OrderState.CANCELLED, D("0.003"))
    (fill,) = await spot.exchange.fetch_fills(BTC, report.client_order_id)
    assert fill.amount == D("0.003")


async def test_refusal_says_why(spot: Live, binance: FakeBinance) -> None:
    with pytest.raises(OrderRefusedError) as caught:
        await spot.order("buy", "10")
    assert caught.value.code == "insufficient_funds"
    assert "Account has insufficient balance" in caught.value.message
    assert binance.orders == []


async def test_open_orders_are_only_ours(spot: Live, binance: FakeBinance) -> None:
    report = await spot.order("buy", "0.01", "59000")
    await spot.client.create_order(
        BTC, "limit", "buy", "0.01", "58000", {"clientOrderId": "somebody-else"}
    )
    assert len(binance.open_orders) == 2

    (found,) = await spot.exchange.fetch_open_orders()
    assert found.client_order_id == report.client_order_id


async def test_watched_market_is_told_tick_by_tick(spot: Live, binance: FakeBinance) -> None:
    spot.exchange.watch_prices([BTC])
    await until(lambda: binance.streams)
    for price in (60_100, 60_200, 60_300):
        binance.set_price(BTC, price)
        await until(partial(_is_told, spot, price), 2)


def _is_told(spot: Live, price: int) -> bool:
    return spot.ear.quotes[BTC][-1].bid == price
