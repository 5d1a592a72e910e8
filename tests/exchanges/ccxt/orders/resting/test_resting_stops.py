"""Stops that rest on the venue, over the wire: placed, found, cancelled, triggered, followed."""

import asyncio

import pytest

from custom_components.tradehook.exchanges.port.exchange import (
    OrderNotFoundError,
    OrderRefusedError,
)
from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.model.order import OrderState
from tests.exchanges.live import World, live, until
from tests.fake_exchange.core.orders import Hand
from tests.fake_exchange.venue import FakeVenue

from .scene import AT_ONCE, BY_MARK, CODES, HEDGED, SIZE, TRIGGER, D, Scene


async def test_stop_rests_until_the_last_price_reaches_it(scene: Scene) -> None:
    assert scene.live.exchange.holds_stops(scene.symbol)

    report = await scene.rest()

    assert (report.state, report.filled) == (OrderState.OPEN, 0)
    (order,) = scene.venue.open_orders
    assert order.trigger is not None
    assert (order.trigger.price, order.trigger.rises) == (D(TRIGGER), False)
    by_mark = scene.code in BY_MARK
    assert order.trigger.by.value == ("MARK" if by_mark else "LAST")
    assert (order.amount, order.side.name) == (D(SIZE), "SELL")
    assert order.price is None or order.price < D(TRIGGER)
    assert order.reduce_only is scene.linear
    assert order.client_id == scene.spelled(report.client_order_id)

    prices = {"bid": 57_900, "mark": 58_100} if by_mark else {"bid": 58_100, "mark": 57_900}
    scene.venue.set_price(scene.symbol, **prices)
    assert scene.venue.fills[-1].order_id != order.order_id if scene.linear else True
    assert not scene.ended()


async def test_buy_waits_for_a_rise(scene: Scene) -> None:
    if scene.linear:
        scene.venue.trade_outside(scene.symbol, "-0.02")
    await scene.rest("buy", "62000")
    (order,) = scene.venue.open_orders
    assert order.trigger is not None
    assert (order.trigger.rises, order.side.name) == (True, "BUY")

    scene.venue.set_price(scene.symbol, 62_100)

    await until(scene.ended)
    assert scene.live.ear.orders[-1].state is OrderState.FILLED


@pytest.mark.parametrize("code", HEDGED)
async def test_hedge_mode_protects_the_right_side(
    world: World, venue: FakeVenue, code: str
) -> None:
    venue.account.hedge = True
    symbol = "BTC/USDT:USDT"
    venue.trade_outside(symbol, "0.02", Hand.LONG)
    venue.trade_outside(symbol, "-0.03", Hand.SHORT)
    async with live(world, code) as account:
        for side, position_side, trigger in (
            ("sell", Side.LONG, "58000"),
            ("buy", Side.SHORT, "62000"),
        ):
            await account.order(
                side,
                SIZE,
                symbol=symbol,
                trigger=trigger,
                reduce_only=True,
                is_exit=True,
                position_side=position_side,
            )
        venue.set_price(symbol, 57_900)
        await until(lambda: venue.position(symbol, Hand.LONG) == D("0.01"))
        venue.set_price(symbol, 62_100)
        await until(lambda: venue.position(symbol, Hand.SHORT) == D("-0.02"))


@pytest.mark.parametrize("code", [code for code in CODES if code not in AT_ONCE])
async def test_price_that_is_there_already_is_a_definite_refusal(scene: Scene) -> None:
    with pytest.raises(OrderRefusedError) as caught:
        await scene.rest(trigger="61000")
    assert caught.value.code == "would_trigger_at_once"
    assert not scene.venue.open_orders


@pytest.mark.parametrize("code", AT_ONCE)
async def test_price_that_is_there_already_may_be_sold_at_once(scene: Scene) -> None:
    report = await scene.rest(trigger="61000")
    if not report.state.is_final:
        await until(scene.ended)
        report = scene.live.ear.orders[-1]
    assert report.state is OrderState.FILLED
    assert await scene.sold(report.client_order_id) == D(SIZE)
    assert scene.held() == 0


async def test_stop_is_found_while_it_waits(scene: Scene) -> None:
    report = await scene.rest()
    found = await scene.find(report.client_order_id)
    assert found is not None
    assert (found.state, found.filled) == (OrderState.OPEN, 0)
    assert found.venue_order_id == report.venue_order_id
    assert await scene.sold(report.client_order_id) == 0


async def test_stop_is_among_the_open_orders(scene: Scene) -> None:
    if scene.linear:
        resting = await scene.live.order("buy", SIZE, "50000", symbol=scene.symbol)
    else:
        resting = await scene.live.order("buy", SIZE, "50000")
    report = await scene.rest()
    found = {
        one.client_order_id: one.state for one in await scene.live.exchange.fetch_open_orders()
    }
    assert found == {
        resting.client_order_id: OrderState.OPEN,
        report.client_order_id: OrderState.OPEN,
    }


async def test_stop_is_cancelled(scene: Scene) -> None:
    report = await scene.rest()
    ended = await scene.live.exchange.cancel_order(scene.symbol, report.client_order_id, None)
    assert (ended.state, ended.filled) == (OrderState.CANCELLED, 0)
    assert not scene.venue.open_orders

    scene.venue.set_price(scene.symbol, 57_000)
    assert scene.held() == D(SIZE)


async def test_cancel_by_somebody_else_is_told(scene: Scene) -> None:
    report = await scene.rest()
    await asyncio.sleep(0.3)
    scene.venue.cancel(scene.spelled(report.client_order_id))
    await until(scene.ended)
    assert scene.live.ear.orders[-1].state is OrderState.CANCELLED


async def test_cancel_that_comes_too_late_says_so(scene: Scene) -> None:
    report = await scene.rest()
    scene.venue.set_price(scene.symbol, 57_000)
    with pytest.raises(OrderNotFoundError):
        await scene.live.exchange.cancel_order(scene.symbol, report.client_order_id, None)
    found = await scene.find(report.client_order_id)
    assert found is not None
    assert (found.state, found.filled) == (OrderState.FILLED, D(SIZE))
