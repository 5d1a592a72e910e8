"""A stop that was triggered: what it sold is told, however it is heard of."""

import asyncio

import pytest

from custom_components.tradehook.exchanges.port.timings import OrderTimings
from custom_components.tradehook.trading.model.order import OrderState
from tests.exchanges.live import until, waits
from tests.fake_exchange.core.events import Change
from tests.fake_exchange.core.orders import Order, Status

from .scene import HEDGED, SIZE, D, Scene


async def test_triggered_stop_is_told_with_its_trades(scene: Scene) -> None:
    report = await scene.rest()
    scene.venue.set_price(scene.symbol, 57_900)

    await until(scene.ended)

    told = scene.live.ear.orders[-1]
    assert (told.client_order_id, told.state) == (report.client_order_id, OrderState.FILLED)
    assert told.filled == sum(fill.amount for fill in scene.live.ear.fills.values()) == D(SIZE)
    assert {fill.client_order_id for fill in scene.live.ear.fills.values()} == {
        report.client_order_id
    }
    assert await scene.sold(report.client_order_id) == D(SIZE)
    assert scene.held() == 0


@waits(orders=OrderTimings(list_every=0.2, list_every_without_streams=0.2))
async def test_triggered_stop_is_told_without_any_stream(scene: Scene) -> None:
    await scene.rest()
    await asyncio.sleep(0.1)
    scene.venue.streams.silent = True
    scene.venue.set_price(scene.symbol, 57_900)
    await until(scene.ended)
    assert scene.live.ear.orders[-1].filled == D(SIZE)


@pytest.mark.parametrize("code", ["BIFU"])
async def test_order_that_a_stop_becomes_may_have_an_id_of_its_own(scene: Scene) -> None:
    """Only the stop says what it has become."""
    complete = scene.venue.engine.on_child

    def rename(parent: Order, child: Order) -> None:
        complete(parent, child)
        child.client_id = "made-by-the-venue"

    scene.venue.engine.on_child = rename
    report = await scene.rest()
    scene.venue.set_price(scene.symbol, 57_900)

    await until(scene.ended)

    told = scene.live.ear.orders[-1]
    assert (told.client_order_id, told.state) == (report.client_order_id, OrderState.FILLED)
    assert told.venue_order_id == str(scene.venue.orders[-1].order_id)
    assert await scene.sold(report.client_order_id) == D(SIZE)


async def test_stop_that_a_target_has_left_less_says_what_it_sold(scene: Scene) -> None:
    """It is larger than what is held: the rest lapses, and no more is ever said to be sold."""
    if not scene.linear:
        pytest.skip("a stop locks what it sells")
    stop = await scene.rest()
    await asyncio.sleep(0.3)
    await scene.live.order("sell", "0.004", symbol=scene.symbol, reduce_only=True, is_exit=True)

    scene.venue.set_price(scene.symbol, 57_900)

    await until(
        lambda: any(
            report.client_order_id == stop.client_order_id and report.state.is_final
            for report in scene.live.ear.orders
        )
    )
    found = await scene.find(stop.client_order_id)
    assert found is not None
    assert found.state.is_final
    told = [one for one in scene.live.ear.orders if one.client_order_id == stop.client_order_id]
    assert max(report.filled for report in told) == found.filled == D("0.006")
    assert scene.held() == 0
    assert await scene.sold(stop.client_order_id) == D("0.006")


async def test_stop_that_filled_in_part_says_how_much(scene: Scene) -> None:
    report = await scene.rest()
    scene.venue.set_price(scene.symbol, 57_900, bid_size="0.004")
    await until(scene.ended)
    found = await scene.find(report.client_order_id)
    assert found is not None
    assert found.state.is_final
    assert found.filled == D("0.004")
    assert await scene.sold(report.client_order_id) == D("0.004")


async def test_stop_that_the_venue_let_expire_is_over(scene: Scene) -> None:
    report = await scene.rest()
    (order,) = scene.venue.open_orders
    scene.venue.engine.end(order, Status.EXPIRED, Change.EXPIRED)
    await until(scene.ended)
    told = scene.live.ear.orders[-1]
    assert (told.client_order_id, told.state) == (report.client_order_id, OrderState.CANCELLED)
    assert told.filled == 0


@pytest.mark.parametrize("code", [*HEDGED, "KRKNF", "KUCNF", "HYPERLIQUIDF"])
async def test_stop_that_is_rejected_when_triggered_is_over(scene: Scene) -> None:
    """The position was closed by somebody else, so there is nothing left to sell."""
    report = await scene.rest()
    await asyncio.sleep(0.3)
    scene.venue.streams.silent = True
    scene.venue.close_outside(scene.symbol)
    scene.venue.set_price(scene.symbol, 57_900)

    found = await scene.find(report.client_order_id)

    assert found is not None
    assert found.state in {OrderState.REJECTED, OrderState.CANCELLED}
    assert found.filled == 0
