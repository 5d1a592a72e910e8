"""Binance USD-M over the wire: leverage, reduce-only, both position modes, positions."""

import asyncio
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.exchanges.port.exchange import OrderRefusedError
from custom_components.tradehook.trading.model.market import MarginMode, OrderSide, Side
from custom_components.tradehook.trading.model.order import OrderState
from tests.exchanges.live import Live, World, live, until
from tests.fake_exchange.binance import FakeBinance
from tests.fake_exchange.core.orders import Hand

D = Decimal
EVER = datetime(2020, 1, 1, tzinfo=UTC)
BTC = "BTC/USDT:USDT"


async def test_it_knows_markets_leverage_and_position_mode_once_open(futures: Live) -> None:
    market = futures.exchange.markets[BTC]
    assert (market.price_tick, market.amount_step) == (D("0.1"), D("0.001"))
    assert market.max_leverage == 125
    assert futures.exchange.hedge_mode is False
    assert futures.ear.balances["USDT"].free == 10_000


async def test_market_order_comes_back_filled_and_its_trades_can_be_fetched(futures: Live) -> None:
    report = await futures.order("buy", "0.1", symbol=BTC)
    assert (report.state, report.filled) == (OrderState.FILLED, D("0.1"))
    (fill,) = await futures.exchange.fetch_fills(BTC, report.client_order_id)
    assert (fill.amount, fill.fee_currency) == (D("0.1"), "USDT")
    assert fill.fee == D("0.0005") * fill.price * fill.amount


async def test_leverage_and_margin_mode_are_set_before_the_first_order(
    futures: Live, binance: FakeBinance
) -> None:
    wants: dict[str, Any] = {"symbol": BTC, "leverage": 7, "margin_mode": MarginMode.ISOLATED}
    await futures.order("buy", "0.1", **wants)
    await futures.order("buy", "0.1", **wants)

    (position,) = await futures.exchange.fetch_positions()
    assert (position.side, position.size) == (Side.LONG, D("0.2"))
    assert (position.leverage, position.margin_mode) == (7, MarginMode.ISOLATED)
    assert len(binance.sent("set_leverage")) == 1
    names = [request.name for request in binance.requests]
    assert names.index("set_leverage") < names.index("create_order")


async def test_what_is_set_already_is_fine(futures: Live) -> None:
    """The venue calls it an error."""
    wants: dict[str, Any] = {"symbol": BTC, "leverage": 20, "margin_mode": MarginMode.CROSS}
    assert (await futures.order("buy", "0.1", **wants)).state is OrderState.FILLED


async def test_leverage_that_the_venue_refuses_refuses_the_order(
    futures: Live, binance: FakeBinance
) -> None:
    with pytest.raises(OrderRefusedError):
        await futures.order("buy", "0.1", symbol=BTC, leverage=500)
    assert not binance.sent("create_order")


async def test_exit_never_opens_anything(futures: Live, binance: FakeBinance) -> None:
    await futures.order("buy", "0.1", symbol=BTC)
    report = await futures.order("sell", "0.5", symbol=BTC, reduce_only=True)
    assert report.filled == D("0.1")
    assert binance.position(BTC) == 0
    assert await futures.exchange.fetch_positions() == []


async def test_refusal_under_the_venues_own_name(futures: Live) -> None:
    with pytest.raises(OrderRefusedError) as caught:
        await futures.order("buy", "100", symbol=BTC)
    assert caught.value.code == "insufficient_funds"


async def test_take_profit_that_rests_fills(futures: Live, binance: FakeBinance) -> None:
    await futures.order("buy", "0.1", symbol=BTC)
    resting = await futures.order("sell", "0.1", "61000", symbol=BTC, reduce_only=True)

    binance.set_price(BTC, 61010)

    await until(lambda: any(r.state is OrderState.FILLED for r in futures.ear.orders))
    fills = await futures.exchange.fetch_fills(BTC, resting.client_order_id)
    assert sum(fill.amount for fill in fills) == D("0.1")
    assert set(futures.ear.fills) >= {fill.trade_id for fill in fills}


async def test_hedge_mode_is_read_and_kept(world: World, binance: FakeBinance) -> None:
    binance.account.hedge = True
    async with live(world, "BIFU") as futures:
        assert futures.exchange.hedge_mode is True
        await futures.order("buy", "0.2", symbol=BTC, position_side=Side.LONG)
        await futures.order("sell", "0.1", symbol=BTC, position_side=Side.SHORT)
        await futures.order("sell", "0.05", symbol=BTC, position_side=Side.LONG, reduce_only=True)
        held = {row.side: row.size for row in await futures.exchange.fetch_positions()}

    assert held == {Side.LONG: D("0.15"), Side.SHORT: D("0.1")}
    assert binance.position(BTC, Hand.LONG) == D("0.15")
    assert not binance.sent("set_position_mode")


async def test_liquidation_is_told_and_can_be_fetched(futures: Live, binance: FakeBinance) -> None:
    await futures.order("buy", "0.1", symbol=BTC)
    await asyncio.sleep(0.3)
    binance.liquidate(BTC)

    await until(lambda: any(fill.liquidation for fill in futures.ear.fills.values()))

    (told,) = [fill for fill in futures.ear.fills.values() if fill.liquidation]
    assert (told.client_order_id, told.amount, told.side) == (None, D("0.1"), OrderSide.SELL)
    assert list(await futures.exchange.fetch_liquidations(BTC, EVER)) == [told]


async def test_orders_of_others_are_no_liquidations(futures: Live, binance: FakeBinance) -> None:
    binance.trade_outside(BTC, "0.1")
    binance.close_outside(BTC)
    assert await futures.exchange.fetch_liquidations(BTC, EVER) == []
