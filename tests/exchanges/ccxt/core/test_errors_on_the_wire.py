"""What a request that fails on the wire becomes: placed, absent or never sent."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from custom_components.tradehook.exchanges.ccxt.lookup.order_query import MISSES_NEEDED
from custom_components.tradehook.exchanges.port.exchange import (
    CredentialsRefusedError,
    NotSentError,
    OrderNotFoundError,
    OrderRefusedError,
    VenueError,
)
from custom_components.tradehook.trading.model.order import OrderState
from tests.exchanges.live import BTC, Live, World, live
from tests.fake_exchange.binance import FakeBinance
from tests.fake_exchange.faults import Effect, Fault


@pytest.fixture
async def hasty(world: World) -> AsyncIterator[Live]:
    """Return an account on Binance spot that takes absence for proven after 0.3 s."""
    async with live(world, "BINA", absence_after=0.3) as account:
        yield account


@pytest.mark.parametrize(
    "fault",
    [
        Fault(effect=Effect.DROP),
        Fault(effect=Effect.GATEWAY, status=502),
        Fault(effect=Effect.GATEWAY, status=504),
        Fault(effect=Effect.GATEWAY, status=403),
        Fault(effect=Effect.TRUNCATE),
        Fault(effect=Effect.EMPTY),
        Fault(effect=Effect.HTML),
        Fault(effect=Effect.UNKNOWN_OUTCOME, status=504),
    ],
    ids=str,
)
async def test_order_that_was_placed_is_found(
    hasty: Live, binance: FakeBinance, fault: Fault
) -> None:
    fault.route = "create_order"
    binance.faults.append(fault)
    request = hasty.request("buy", "0.01", "59000")

    with pytest.raises(VenueError) as caught:
        await hasty.exchange.create_order(request)

    assert type(caught.value) in {VenueError} | set(VenueError.__subclasses__()) - {
        OrderRefusedError,
        NotSentError,
    }
    found = await hasty.exchange.find_order(BTC, request.client_order_id)
    assert found is not None
    assert found.state is OrderState.OPEN
    assert len(binance.sent("create_order")) == 1


@pytest.mark.parametrize(("ago", "absent"), [(0, False), (59, False), (61, True)])
async def test_absence_counts_from_when_the_order_can_last_have_left(
    world: World, ago: int, absent: bool
) -> None:
    """A process that lives for a moment learns what became of the orders of those before it."""
    async with live(world, "BINA", absence_after=60, burst=1e9) as account:
        since = datetime.now(UTC) - timedelta(seconds=ago)
        for _ in range(MISSES_NEEDED - 1):
            with pytest.raises(VenueError, match="does not show"):
                await account.exchange.find_order(BTC, "of-another-life", since)
        if absent:
            assert await account.exchange.find_order(BTC, "of-another-life", since) is None
            return
        with pytest.raises(VenueError, match="does not show"):
            await account.exchange.find_order(BTC, "of-another-life", since)


@pytest.mark.parametrize(
    "fault",
    [
        Fault(effect=Effect.DROP, processed=False),
        Fault(effect=Effect.GATEWAY, processed=False),
        Fault(effect=Effect.MAINTENANCE),
    ],
    ids=str,
)
async def test_order_that_was_not_placed_is_proven_absent(
    hasty: Live, binance: FakeBinance, fault: Fault
) -> None:
    fault.route = "create_order"
    binance.faults.append(fault)
    request = hasty.request("buy", "0.01", "59000")
    with pytest.raises(VenueError) as caught:
        await hasty.exchange.create_order(request)
    assert not isinstance(caught.value, OrderRefusedError | NotSentError)

    misses = 0
    while True:
        try:
            found = await hasty.exchange.find_order(BTC, request.client_order_id)
        except VenueError:
            misses += 1
        else:
            break

    assert found is None
    assert misses + 1 >= 3  # the last look-up is the one that proves it
    assert len(binance.sent("create_order")) == 1


async def test_order_that_is_invisible_at_first_is_found(hasty: Live, binance: FakeBinance) -> None:
    # Each time it is asked for by both of its ids.
    binance.faults.append(Fault(effect=Effect.INVISIBLE, route="create_order", lookups=4))
    request = hasty.request("buy", "0.01", "59000")
    await hasty.exchange.create_order(request)

    for _ in range(2):
        with pytest.raises(VenueError, match="does not show"):
            await hasty.exchange.find_order(BTC, request.client_order_id)
    assert await hasty.exchange.find_order(BTC, request.client_order_id)


async def test_order_turned_away_was_not_sent(spot: Live, binance: FakeBinance) -> None:
    binance.faults.append(Fault(effect=Effect.RATE_LIMIT, route="create_order"))
    with pytest.raises(NotSentError):
        await spot.order("buy", "0.01")
    assert binance.orders == []


async def test_order_without_a_connection_was_not_sent(spot: Live, world: World) -> None:
    await world.server.cut()
    await asyncio.sleep(0.05)  # until the cut has been noticed here
    with pytest.raises(NotSentError):
        await spot.order("buy", "0.01")


async def test_id_that_is_taken_means_that_the_order_exists(
    spot: Live, binance: FakeBinance
) -> None:
    placed = await spot.order("buy", "0.01", "59000")
    again = spot.request("buy", "0.01", "59000", client_order_id=placed.client_order_id)

    with pytest.raises(VenueError) as caught:
        await spot.exchange.create_order(again)

    assert not isinstance(caught.value, OrderRefusedError | NotSentError)
    found = await spot.exchange.find_order(BTC, placed.client_order_id)
    assert found is not None
    assert found.venue_order_id == placed.venue_order_id
    assert len(binance.orders) == 1


@pytest.mark.parametrize("effect", [Effect.EMPTY, Effect.HTML, Effect.TRUNCATE, Effect.DROP])
async def test_failed_question_never_means_nothing(
    spot: Live, binance: FakeBinance, effect: Effect
) -> None:
    await spot.order("buy", "0.01", "59000")
    for route, ask in (
        ("open_orders", spot.exchange.fetch_open_orders),
        ("account", spot.exchange.fetch_balances),
    ):
        # aiohttp repeats a GET whose connection was dropped
        binance.faults.append(Fault(effect=effect, route=route, times=2))
        with pytest.raises(VenueError):
            await ask()
        binance.faults.clear()
        assert await ask()


async def test_cancel_of_what_is_over_is_looked_up(spot: Live) -> None:
    report = await spot.order("buy", "0.01")
    with pytest.raises(OrderNotFoundError):
        await spot.exchange.cancel_order(BTC, report.client_order_id, report.venue_order_id)


async def test_wrong_key_is_told_as_such(world: World, binance: FakeBinance) -> None:
    binance.account.keys.clear()
    with pytest.raises(CredentialsRefusedError):
        async with live(world, "BINA"):
            pass
