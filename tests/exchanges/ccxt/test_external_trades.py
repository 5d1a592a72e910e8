"""A whole account on imitated venues: others trade there, the network fails, the house is away."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from custom_components.tradehook.exchanges.port.timings import (
    ClockTimings,
    OrderTimings,
    PriceTimings,
    VenueTimings,
)
from custom_components.tradehook.execution.common.events import (
    AccountEvent,
    ExternalOrderFound,
    PositionEvent,
)
from custom_components.tradehook.execution.common.timing.timings import (
    HealthTimings,
    ReconciliationTimings,
    Timings,
)
from custom_components.tradehook.execution.reconciliation import HealthIssueKind
from tests.exchanges.live import World, until
from tests.fake_exchange.faults import Effect, Fault
from tests.fake_exchange.venue import FakeVenue
from tests.patience import PATIENCE

from .test_account import Home, home, opened

D = Decimal
ALL = ["BINA", "BIFU", "BYBI", "BYBIF"]
SOME = ["BINA", "BIFU", "BYBIF"]
STEP = D("0.001")


LOOKS = ReconciliationTimings(every=0.3, second_look=0.3)
QUICK = Timings(reconciliation=LOOKS, health=HealthTimings(every=0.1))
OFTEN = VenueTimings(prices=PriceTimings(stale=1.5), orders=OrderTimings(list_every=1.0))


@pytest.fixture
def timings() -> Timings:
    """Wait less than a real account."""
    return QUICK


@pytest.fixture
def venue_timings() -> VenueTimings:
    """Wait less than for real venues."""
    return OFTEN


class Told:
    """What an account told of its positions."""

    def __init__(self, at_home: Home) -> None:
        self.changes: list[AccountEvent] = []
        at_home.account.subscribe(self.changes.append)

    def positions(self) -> list[str]:
        return [c.type for c in self.changes if isinstance(c, PositionEvent)]

    def count(self, kind: str) -> int:
        return self.positions().count(kind)


async def same_books(at_home: Home) -> None:
    """Wait until the venue holds what the position says, to the last digit; dust on spot apart."""

    async def same() -> bool:
        row = await at_home.position()
        ours = D(row["size"]) + D(row["dust"])
        return ours == at_home.held()

    async with asyncio.timeout(PATIENCE):
        while not await same():  # noqa: ASYNC110
            await asyncio.sleep(0.05)


def free(at_home: Home) -> None:
    """Cancel what locks the coins, as whoever sells them in the app does; nothing on perpetuals."""
    if not at_home.linear:
        for order in at_home.venue.open_orders:
            if order.status.open:  # not ended by the other one of its pair just now
                at_home.venue.cancel(order.client_id)


def down(amount: Decimal) -> Decimal:
    """Return an amount on the step of every venue here."""
    return amount.quantize(STEP, rounding="ROUND_DOWN")


@pytest.mark.parametrize("code", ALL)
async def test_half_sold_outside(world: World, venue: FakeVenue, code: str, tmp_path: Path) -> None:
    async with home(world, venue, code, tmp_path / "account.db") as at_home:
        told = Told(at_home)
        row = await opened(at_home)
        half = down(D(row["size"]) / 2)
        free(at_home)
        venue.trade_outside(at_home.symbol, -half)

        await until(lambda: told.count("changed_outside") == 1)
        await same_books(at_home)
        assert (await at_home.position())["status"] == "open"
        if at_home.linear or at_home.pairs:
            await until(at_home.is_protected)
        offered = sum(order.amount for order in venue.open_orders if order.trigger is None)
        assert offered <= D(row["size"]) - half

        venue.set_price(at_home.symbol, 57_000)
        row = await at_home.reaches("closed")
        assert row["close_reason"] == "stop_loss"
        await same_books(at_home)
        assert venue.open_orders == []
        assert told.count("changed_outside") == 1


@pytest.mark.parametrize("code", ALL)
async def test_all_sold_outside(world: World, venue: FakeVenue, code: str, tmp_path: Path) -> None:
    async with home(world, venue, code, tmp_path / "account.db") as at_home:
        told = Told(at_home)
        row = await opened(at_home)
        if at_home.linear:
            venue.close_outside(at_home.symbol)
        else:
            free(at_home)
            venue.trade_outside(at_home.symbol, -D(row["size"]).quantize(D("0.00001")))

        row = await at_home.reaches("closed")
        assert row["close_reason"] == "changed_outside"
        await until(lambda: venue.open_orders == [])
        bought = [order for order in venue.orders if order.side.name == "BUY"]
        assert len(bought) == 1, "nothing is bought back"
        assert at_home.held() < D("0.00002")
        # What happened is told behind the step, as soon as nothing is under way.
        await until(lambda: told.positions()[-2:] == ["changed_outside", "closed"])


@pytest.mark.parametrize("code", SOME)
async def test_target_cancelled_outside_is_placed_once_more_and_not_fought_for(
    world: World, venue: FakeVenue, code: str, tmp_path: Path
) -> None:
    async with home(world, venue, code, tmp_path / "account.db") as at_home:
        await opened(at_home)

        def placed() -> int:
            return len([order for order in venue.orders if order.trigger is None])

        def cancel_the_nearer() -> None:
            targets = [order for order in venue.open_orders if order.trigger is None]
            venue.cancel(min(targets, key=lambda order: order.price or D(0)).client_id)

        def health_issues() -> set[HealthIssueKind]:
            return {concern.kind for concern in at_home.account.health_issues}

        assert at_home.resting() == 2
        before = placed()
        cancel_the_nearer()
        await until(lambda: placed() > before)
        assert at_home.resting() == 2
        assert health_issues() == set()
        cancel_the_nearer()
        await until(health_issues)
        assert health_issues() == {HealthIssueKind.ORDER_GIVEN_UP}
        await asyncio.sleep(2)
        assert placed() == before + 1
        assert (await at_home.position())["status"] == "open"
        await same_books(at_home)


@pytest.mark.parametrize("code", ["BIFU", "BYBIF"])
async def test_stop_cancelled_outside_rests_again_within_seconds(
    world: World,
    venue: FakeVenue,
    code: str,
    tmp_path: Path,
) -> None:
    # Nobody asks: the stream has to tell.
    world.timings = replace(QUICK, reconciliation=replace(LOOKS, every=60.0))
    world.venue_timings = replace(OFTEN, orders=OrderTimings(list_every=60.0))
    async with home(world, venue, code, tmp_path / "account.db") as at_home:
        await opened(at_home)
        await until(at_home.is_protected)
        (stop,) = (order for order in venue.open_orders if order.trigger is not None)
        begun = asyncio.get_running_loop().time()
        venue.cancel(stop.client_id)
        assert not at_home.is_protected()
        await until(at_home.is_protected)
        assert asyncio.get_running_loop().time() - begun < 30
        assert (await at_home.position())["status"] == "open"


@pytest.mark.parametrize("code", SOME)
async def test_cut_network_ends_in_agreement(
    world: World, venue: FakeVenue, code: str, tmp_path: Path
) -> None:
    """A target fills on the venue meanwhile; new exposure is refused, an exit is not."""
    async with home(world, venue, code, tmp_path / "account.db") as at_home:
        told = Told(at_home)
        await opened(at_home)
        await world.server.cut()
        venue.set_price(at_home.symbol, 61_500)
        await until(lambda: not at_home.account.connected)
        await asyncio.sleep(5)
        refused = await at_home.send(side="long", quote_amount="480", signal_id="too-late")
        assert (refused.status, refused.body["code"]) == (409, "market_data_stale")
        await world.server.restore()

        await until(lambda: at_home.account.connected)
        await until(lambda: told.count("take_profit") == 1)
        await same_books(at_home)
        assert told.count("changed_outside") == 0
        await until(lambda: at_home.resting() == 1 and at_home.is_protected())

        answer = await at_home.send(action="close")
        assert answer.status == 202
        row = await at_home.reaches("closed")
        assert row["close_reason"] == "signal"
        await same_books(at_home)
        assert venue.open_orders == []


@pytest.mark.parametrize("code", SOME)
async def test_close_that_was_asked_for_during_the_cut_is_carried_out_once(
    world: World, venue: FakeVenue, code: str, tmp_path: Path
) -> None:
    async with home(world, venue, code, tmp_path / "account.db") as at_home:
        row = await opened(at_home)
        await world.server.cut()
        await asyncio.sleep(1)
        assert (await at_home.send(action="close")).status == 202
        await asyncio.sleep(3)
        await world.server.restore()

        async with asyncio.timeout(PATIENCE):
            while (await at_home.position())["status"] != "closed":  # noqa: ASYNC110
                await asyncio.sleep(0.1)
        await same_books(at_home)
        sold = sum(fill.amount for fill in venue.fills if fill.side.name == "SELL")
        assert sold <= D(row["size"])
        assert venue.open_orders == []


@pytest.mark.parametrize("code", ALL)
async def test_target_that_filled_while_the_house_was_away(
    world: World, venue: FakeVenue, code: str, tmp_path: Path
) -> None:
    path = tmp_path / "account.db"
    async with home(world, venue, code, path) as first:
        row = await opened(first)
    venue.set_price(first.symbol, 61_500)
    await until(lambda: first.resting() == 1)
    venue.set_price(first.symbol, 60_500)

    async with home(world, venue, code, path) as second:
        told = Told(second)
        await same_books(second)
        now = await second.position()
        assert now["take_profit"][0]["done"]
        assert D(now["size"]) < D(row["size"])
        await until(lambda: second.resting() == 1 and second.is_protected())
        await asyncio.sleep(1.5)
        assert told.count("changed_outside") == 0
        assert second.account.reconciled_at is not None
        venue.set_price(second.symbol, 62_700)
        row = await second.reaches("closed")
        assert row["close_reason"] == "take_profit"
        await same_books(second)


@pytest.mark.parametrize("code", SOME)
async def test_position_closed_outside_while_the_house_was_away(
    world: World, venue: FakeVenue, code: str, tmp_path: Path
) -> None:
    path = tmp_path / "account.db"
    async with home(world, venue, code, path) as first:
        row = await opened(first)
    if first.linear:
        venue.close_outside(first.symbol)
    else:
        free(first)
        venue.trade_outside(first.symbol, -D(row["size"]).quantize(D("0.00001")))

    async with home(world, venue, code, path) as second:
        row = await second.reaches("closed")
        assert row["close_reason"] == "changed_outside"
        await until(lambda: venue.open_orders == [])
        assert len([order for order in venue.orders if order.side.name == "BUY"]) == 1


@pytest.mark.parametrize("code", SOME)
async def test_ledger_of_before_finds_orders_that_it_never_knew(
    world: World, venue: FakeVenue, code: str, tmp_path: Path
) -> None:
    """An older copy of the ledger, or none: the entry goes, what may protect stays, both told."""
    async with home(world, venue, code, tmp_path / "account.db") as first:
        answer = await first.send(
            side="long", quote_amount="480", order_type="limit", signal_price=50_000
        )
        assert answer.status == 202
        await until(lambda: first.resting() == 1)

    other: list[Any] = []
    async with home(world, venue, code, tmp_path / "another.db") as second:
        assert venue.open_orders == []
        assert await second.account.positions() == []
        await second.account._reconciliation_loop.order_reconciler.look()
        other += [o for o in venue.orders if o.status.open]
    assert other == []


@pytest.mark.parametrize("code", SOME)
async def test_failed_lists_never_mean_empty(
    world: World, venue: FakeVenue, code: str, tmp_path: Path
) -> None:
    """Whatever the venue's gateway says instead of an answer, the position stands."""
    async with home(world, venue, code, tmp_path / "account.db") as at_home:
        told = Told(at_home)
        await opened(at_home)
        for effect in (Effect.EMPTY, Effect.HTML, Effect.TRUNCATE, Effect.GATEWAY):
            for route in ("*account*", "*position*", "*balance*", "*wallet*", "*open_orders*"):
                venue.faults.append(Fault(effect=effect, route=route, times=3))
        await asyncio.sleep(4)
        venue.faults.clear()
        await same_books(at_home)
        assert (await at_home.position())["status"] == "open"
        assert told.count("changed_outside") == 0
        assert [c for c in told.changes if isinstance(c, ExternalOrderFound)] == []


@pytest.mark.parametrize("code", SOME)
async def test_wrong_clock_is_measured_told_and_made_up_for(
    world: World, venue: FakeVenue, code: str, tmp_path: Path
) -> None:
    told_soon = HealthTimings(every=0.1, skew_lasts=timedelta(seconds=1))
    world.timings = replace(QUICK, health=told_soon)
    often = ClockTimings(every_if_doubted=0.2, every_if_skewed=0.4)
    world.venue_timings = replace(OFTEN, clock=often)
    venue.clock.skew_ms = -20_000
    async with home(world, venue, code, tmp_path / "account.db") as at_home:
        await opened(at_home)
        await until(lambda: at_home.account.health_issues != ())
        (concern,) = at_home.account.health_issues
        assert concern.kind is HealthIssueKind.CLOCK_SKEW
        skew, latency = at_home.account.clock_skew, at_home.account.latency
        assert skew is not None
        assert 19 < skew < 21
        assert latency is not None
        assert 0 < latency < 2_000
        venue.clock.skew_ms = 0
        await until(lambda: at_home.account.health_issues == ())
        assert (await at_home.send(action="close")).status == 202
        await at_home.reaches("closed")


def test_orders_have_time_to_settle() -> None:
    """The looks here are quick, but what was just sent is left alone all the same."""
    assert LOOKS.orders_settle.total_seconds() >= 5
