"""A stop of which no more is known than its id: after a restart, or when its answer was lost."""

import asyncio

import pytest

from custom_components.tradehook.exchanges.port.exchange import (
    NotSentError,
    OrderRefusedError,
    VenueError,
)
from custom_components.tradehook.trading.model.order import OrderState
from tests.exchanges.live import World, live
from tests.fake_exchange.faults import Effect, Fault
from tests.fake_exchange.venue import FakeVenue
from tests.patience import PATIENCE

from .scene import SIZE, D, Scene, give


@pytest.mark.parametrize("then", ["waits", "triggered", "cancelled"])
async def test_stop_is_found_by_an_account_that_was_started_anew(
    world: World, venue: FakeVenue, code: str, then: str
) -> None:
    give(venue, code)
    async with live(world, code) as before:
        report = await Scene(before, venue, code).rest()
    async with live(world, code, absence_after=0.3) as account:
        scene = Scene(account, venue, code)
        if then == "triggered":
            venue.set_price(scene.symbol, 57_900)
        elif then == "cancelled":
            venue.cancel(scene.spelled(report.client_order_id))

        found = await scene.find(report.client_order_id)

        assert found is not None
        wanted = {
            "waits": (OrderState.OPEN, D(0)),
            "triggered": (OrderState.FILLED, D(SIZE)),
            "cancelled": (OrderState.CANCELLED, D(0)),
        }
        assert (found.state, found.filled) == wanted[then]
        assert await scene.sold(report.client_order_id) == wanted[then][1]


async def test_stop_is_cancelled_by_an_account_that_was_started_anew(
    world: World, venue: FakeVenue, code: str
) -> None:
    give(venue, code)
    async with live(world, code) as before:
        report = await Scene(before, venue, code).rest()
    async with live(world, code) as account:
        symbol = Scene(account, venue, code).symbol
        ended = await account.exchange.cancel_order(
            symbol, report.client_order_id, report.venue_order_id
        )
        assert ended.state is OrderState.CANCELLED
    assert not venue.open_orders


@pytest.mark.parametrize(
    "fault",
    [
        Fault(effect=Effect.DROP),
        Fault(effect=Effect.GATEWAY, status=504),
        Fault(effect=Effect.TRUNCATE),
        Fault(effect=Effect.UNKNOWN_OUTCOME, status=504),
    ],
    ids=lambda fault: f"{fault.effect} {fault.status}",
)
async def test_stop_whose_answer_was_lost_is_found(scene: Scene, fault: Fault) -> None:
    fault.route = "create_*order"
    scene.venue.faults.append(fault)
    request = scene.stop()

    with pytest.raises(VenueError) as caught:
        await scene.live.exchange.create_order(request)

    assert not isinstance(caught.value, OrderRefusedError | NotSentError)
    found = await scene.find(request.client_order_id)
    assert found is not None
    assert found.state is OrderState.OPEN
    assert scene.placed() == 1


async def test_absence_needs_both_lists_and_the_history(scene: Scene) -> None:
    scene.venue.faults.append(Fault(effect=Effect.DROP, route="create_*order", processed=False))
    request = scene.stop()
    with pytest.raises(VenueError):
        await scene.live.exchange.create_order(request)
    before = len(scene.venue.requests)

    async with asyncio.timeout(PATIENCE):
        while True:
            try:
                found = await scene.find(request.client_order_id)
            except VenueError:
                await asyncio.sleep(0.05)
            else:
                break

    assert found is None
    asked = {one.name for one in scene.venue.requests[before:]}
    wanted = {
        "BINA": {"query_order", "open_orders", "all_orders"},
        "BIFU": {
            "query_order",
            "query_algo_order",
            "open_orders",
            "open_algo_orders",
            "all_orders",
            "all_algo_orders",
        },
    }
    assert asked >= wanted.get(scene.code, {"open_orders", "all_orders"})
    assert scene.placed() == 1
