"""Orders that ended while nobody asked: found by the venue's own id, or concluded from trades.

HTX forgets client order ids after hours, its lists tell of two days, and of orders that were
cancelled without a trade it tells nothing after two hours.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, suppress
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from custom_components.tradehook.exchanges.port.exchange import (
    OrderNotFoundError,
    OrderReport,
    OrderRequest,
    RecordedOrder,
    VenueError,
)
from custom_components.tradehook.trading.model.order import OrderState
from tests.exchanges.live import Live, World, live
from tests.fake_exchange.binance import FakeBinance
from tests.fake_exchange.core.orders import Status
from tests.fake_exchange.faults import Effect, Fault
from tests.fake_exchange.hitbtc import FakeHitbtc
from tests.fake_exchange.htx import FakeHtx
from tests.fake_exchange.mexc import FakeMexc
from tests.fake_exchange.spot import HOUR_MS, SpotVenue
from tests.fake_exchange.venue import FakeVenue

D = Decimal
BTC = "BTC/USDT"
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def sockets(socket_enabled: None) -> None:
    """Let the adapter reach the imitations on this machine."""


@pytest.fixture
def venue() -> SpotVenue:
    """Return HTX, where two BTC are held."""
    venue = FakeHtx()
    venue.set_balance("BTC", 2)
    return venue


@pytest.fixture
async def world(venue: SpotVenue) -> AsyncIterator[World]:
    """Serve it."""
    async with World(venue) as world:
        yield world


def grow_old(venue: SpotVenue, client_order_id: str, by: timedelta) -> None:
    """Let an order, and its trades, be older."""
    venue.order(client_order_id).created_at -= int(by.total_seconds() * 1000)


async def target(account: Live, venue: SpotVenue, age: timedelta) -> OrderReport:
    """Place a target that rests, some time ago."""
    placed = await account.order("sell", "0.01", "70000")
    grow_old(venue, placed.client_order_id, age)
    return placed


def on_record(
    placed: OrderReport, age: timedelta, venue_order_id: str | None = ""
) -> list[RecordedOrder]:
    """Return what the ledger says of it, with its id unless another one is given."""
    return [
        RecordedOrder(
            symbol=BTC,
            client_order_id=placed.client_order_id,
            venue_order_id=placed.venue_order_id if venue_order_id == "" else venue_order_id,
            amount=D("0.01"),
            created_at=datetime.now(UTC) - age,
        )
    ]


def after_a_restart(world: World) -> AbstractAsyncContextManager[Live]:
    """Open an account that remembers nothing, and that takes absence for proven at once."""
    return live(world, "HUBI", absence_after=0)


async def find(account: Live, placed: OrderReport | OrderRequest) -> OrderReport | None:
    """Look it up until that tells something."""
    for _ in range(2):
        with suppress(VenueError):
            return await account.exchange.find_order(BTC, placed.client_order_id)
    return await account.exchange.find_order(BTC, placed.client_order_id)


async def test_target_that_rested_for_two_days_and_filled_is_found_by_the_venues_own_id(
    world: World, venue: SpotVenue
) -> None:
    async with live(world, "HUBI") as account:
        placed = await target(account, venue, 49 * HOUR)
    venue.set_price(BTC, 71_000)

    async with after_a_restart(world) as account:
        account.exchange.remember_orders(on_record(placed, 49 * HOUR))
        report = await account.exchange.find_order(BTC, placed.client_order_id)
        (fill,) = await account.exchange.fetch_fills(BTC, placed.client_order_id)

    assert report is not None
    assert (report.state, report.filled) == (OrderState.FILLED, D("0.01"))
    assert (fill.amount, fill.price) == (D("0.01"), 70_000)


async def test_target_that_rests_for_longer_than_its_client_id_is_known_is_cancelled(
    world: World, venue: SpotVenue
) -> None:
    async with live(world, "HUBI") as account:
        placed = await target(account, venue, 9 * HOUR)
    async with after_a_restart(world) as account:
        report = await account.exchange.cancel_order(
            BTC, placed.client_order_id, placed.venue_order_id
        )

    assert report.state is OrderState.CANCELLED
    assert venue.order(placed.client_order_id).status is Status.CANCELED


async def test_cancel_that_comes_too_late_says_that_the_order_is_over(
    world: World, venue: SpotVenue
) -> None:
    async with live(world, "HUBI") as account:
        placed = await target(account, venue, 9 * HOUR)
        venue.set_price(BTC, 71_000)
        with pytest.raises(OrderNotFoundError):
            await account.exchange.cancel_order(BTC, placed.client_order_id, None)
        report = await account.exchange.find_order(BTC, placed.client_order_id)
    assert report is not None
    assert report.state is OrderState.FILLED


async def test_order_that_the_venue_has_forgotten_ended_with_what_its_trades_say(
    world: World, venue: SpotVenue
) -> None:
    """It was placed, so it never "did not arrive": cancelled, without a trade."""
    async with live(world, "HUBI") as account:
        placed = await target(account, venue, 49 * HOUR)
    venue.cancel(placed.client_order_id).updated_at -= 3 * HOUR_MS

    async with after_a_restart(world) as account:
        account.exchange.remember_orders(on_record(placed, 49 * HOUR))
        report = await find(account, placed)

    assert report is not None
    assert (report.state, report.filled) == (OrderState.CANCELLED, 0)


@pytest.mark.parametrize(("code", "imitated"), [("BINA", FakeBinance), ("HITB", FakeHitbtc)])
async def test_trades_that_such_an_end_was_concluded_from_are_told(
    code: str, imitated: Callable[[], FakeVenue], monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are waited for: an end counts what has filled."""
    venue = imitated()
    async with World(venue) as world:
        async with live(world, code) as account:
            placed = await account.order("buy", "0.01", "59000")
        venue.fill(placed.client_order_id, "0.004")
        venue.cancel(placed.client_order_id)
        monkeypatch.setattr(venue.engine.registry, "find", lambda *_, **__: None)
        monkeypatch.setattr(venue.engine.registry, "visible", lambda _orders: [])
        async with live(world, code, absence_after=0) as account:
            account.exchange.remember_orders(on_record(placed, HOUR))
            report = await find(account, placed)
            (fill,) = await account.exchange.fetch_fills(BTC, placed.client_order_id)

    assert report is not None
    assert (report.state, report.filled) == (OrderState.CANCELLED, D("0.004"))
    assert (fill.amount, fill.venue_order_id) == (D("0.004"), placed.venue_order_id)


@pytest.mark.parametrize("age", [timedelta(days=8), timedelta(days=400)])
async def test_beyond_the_venues_memory_nothing_is_proven(
    world: World, venue: SpotVenue, age: timedelta
) -> None:
    async with live(world, "HUBI") as account:
        placed = await target(account, venue, age)
    venue.cancel(placed.client_order_id).updated_at -= 3 * HOUR_MS

    async with after_a_restart(world) as account:
        account.exchange.remember_orders(on_record(placed, age))
        with pytest.raises(VenueError, match="does not tell any more"):
            await find(account, placed)


async def test_filled_order_without_an_id_of_the_venue_is_found_in_the_list_of_its_day(
    world: World, venue: SpotVenue
) -> None:
    """Home Assistant died before the answer came, and was off for two days."""
    async with live(world, "HUBI") as account:
        placed = await target(account, venue, 49 * HOUR)
    venue.set_price(BTC, 71_000)

    async with after_a_restart(world) as account:
        account.exchange.remember_orders(on_record(placed, 49 * HOUR, None))
        report = await find(account, placed)

    assert report is not None
    assert (report.state, report.filled) == (OrderState.FILLED, D("0.01"))


@pytest.mark.parametrize(("days", "proven"), [(6, True), (8, False)])
async def test_order_that_never_arrived_is_absent_while_the_list_would_tell_of_it(
    days: int, proven: bool
) -> None:
    """MEXC's list tells of a week: that long it is proven, not longer."""
    venue, age = FakeMexc(), timedelta(days=days)
    venue.set_balance("BTC", 2)
    venue.faults.append(Fault(effect=Effect.DROP, route="create_order", processed=False))
    async with World(venue) as world, live(world, "MEXC", absence_after=0) as account:
        request = account.request("sell", "0.01", "70000")
        with pytest.raises(VenueError):
            await account.exchange.create_order(request)
        account.exchange.remember_orders(
            [
                RecordedOrder(
                    symbol=BTC,
                    client_order_id=request.client_order_id,
                    venue_order_id=None,
                    amount=request.amount,
                    created_at=datetime.now(UTC) - age,
                )
            ]
        )
        if proven:
            assert await find(account, request) is None
        else:
            with pytest.raises(VenueError, match="does not tell any more"):
                await find(account, request)


async def test_mexc_knows_an_order_by_its_ids_when_its_list_does_not() -> None:
    venue = FakeMexc()
    venue.set_balance("BTC", 2)
    async with World(venue) as world, live(world, "MEXC") as account:
        placed = await target(account, venue, 49 * HOUR)
        venue.set_price(BTC, 71_000)
        with pytest.raises(OrderNotFoundError):
            await account.exchange.cancel_order(BTC, placed.client_order_id, None)
        report = await account.exchange.find_order(BTC, placed.client_order_id)

    assert report is not None
    assert (report.state, report.filled) == (OrderState.FILLED, D("0.01"))
