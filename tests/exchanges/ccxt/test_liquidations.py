"""What a venue does to a position by itself is recorded as that, with its price and its fee."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.execution.common.events import AccountEvent, PositionEvent
from custom_components.tradehook.execution.common.timing.timings import (
    ReconciliationTimings,
    Timings,
)
from custom_components.tradehook.trading.model.market import OrderSide, Side
from custom_components.tradehook.trading.model.order import Purpose
from tests.exchanges.ccxt.test_account import Home, home
from tests.exchanges.live import World, imitation, quote_of, until
from tests.fake_exchange.bitget import FakeBitget
from tests.fake_exchange.core.market import Kind
from tests.fake_exchange.core.orders import Forced, Hand
from tests.fake_exchange.venue import FakeVenue

D = Decimal
SETTINGS: dict[str, Any] = {"max_entry_size": D(10_000), "max_positions_per_market": 2}
CODES = ["BIFU", "BYBIF", "OKEXF", "BITGF", "KUCNF", "GATEF", "HYPERLIQUIDF", "KRKNF"]


@pytest.fixture(params=CODES)
def code(request: pytest.FixtureRequest) -> str:
    """Return the code of each venue of perpetuals."""
    code: str = request.param
    return code


@pytest.fixture
def timings() -> Timings:
    """Look more often than a real account."""
    return Timings(reconciliation=ReconciliationTimings(every=0.3, second_look=0.2))


async def opened(at_home: Home, **fields: object) -> None:
    """Open a position with a stop that is far away."""
    asked = {"side": "long", "base_amount": "0.03", "stop_loss": {"stop_percentage": 40}}
    answer = await at_home.send(**{**asked, **fields})
    assert answer.status == 202, answer.body
    (position_id,) = answer.body["position_ids"]
    book = at_home.account._position_cache
    await until(lambda: position_id in book.live and book.live[position_id].size)
    await until(lambda: not at_home.account.busy)


def heard(at_home: Home) -> list[PositionEvent]:
    """Return the events of positions from now on, as they come."""
    events: list[PositionEvent] = []

    def hear(event: AccountEvent) -> None:
        if isinstance(event, PositionEvent):
            events.append(event)

    at_home.account.subscribe(hear)
    return events


def told(events: list[PositionEvent]) -> list[tuple[str, object]]:
    """Return what was told, and why."""
    return [(one.type, one.data["reason"]) for one in events]


async def newest(at_home: Home) -> dict[str, Any]:
    """Return the row of the newest position."""
    return dict((await at_home.account.positions())[0])


async def is_over(at_home: Home) -> dict[str, Any]:
    """Return the row of a position once it has ended."""
    book = at_home.account._position_cache
    await until(lambda: not book.live and not at_home.account.busy)
    return await newest(at_home)


def ordered(row: dict[str, Any]) -> dict[str, Decimal]:
    """Return what a position's orders have filled, by their purposes."""
    return {one["purpose"]: D(one["filled"]) for one in row["orders"] if D(one["filled"])}


def earned(at_home: Home) -> Decimal:
    """Return what the venue's wallet has gained since it began."""
    holding = at_home.venue.account.holding(Kind.LINEAR, quote_of(at_home.code))
    return holding.total - 10_000


@pytest.mark.parametrize("forced", [Forced.LIQUIDATION, Forced.DELEVERAGED])
async def test_what_the_venue_closes_is_booked_and_told(
    world: World, venue: FakeVenue, code: str, tmp_path: Path, forced: Forced
) -> None:
    async with home(world, venue, code, tmp_path / "account.db", **SETTINGS) as at_home:
        await opened(at_home)
        events = heard(at_home)
        venue.set_price(at_home.symbol, "59000")
        venue.liquidate(at_home.symbol, forced=forced)

        row = await is_over(at_home)

        assert (row["status"], row["close_reason"]) == ("closed", "liquidation")
        assert ordered(row) == {"entry": D("0.03"), "liquidation": D("0.03")}
        assert D(row["exit_price"]) == venue.fills[-1].price
        await until(lambda: [one.type for one in events][-1:] == ["liquidated"])
        assert at_home.account.realized_profit == pytest.approx(earned(at_home), abs=D("1e-6"))
        await until(lambda: not venue.open_orders)


async def test_what_it_closed_in_part_goes_on_behind_a_stop(
    world: World, venue: FakeVenue, code: str, tmp_path: Path
) -> None:
    async with home(world, venue, code, tmp_path / "account.db", **SETTINGS) as at_home:
        await opened(at_home)
        events = heard(at_home)
        venue.set_price(at_home.symbol, "59000")
        venue.liquidate(at_home.symbol, forced=Forced.PARTLY, part="0.4")

        (live,) = at_home.account._position_cache.live.values()
        book = at_home.account._position_cache.live
        await until(lambda: book[live.position_id].size == D("0.018"))
        await until(at_home.is_protected)

        row = await newest(at_home)
        assert row["status"] == "open"
        assert ordered(row) == {"entry": D("0.03"), "liquidation": D("0.012")}
        # They are told once they are on record, which comes behind what is known
        await until(lambda: ("reduced", "liquidation") in told(events))
        assert not {"closed", "liquidated", "changed_outside"} & {kind for kind, _ in told(events)}
        assert at_home.account.realized_profit is not None


async def test_what_it_closed_while_nobody_was_there_is_booked_at_the_start(
    world: World, venue: FakeVenue, code: str, tmp_path: Path
) -> None:
    path = tmp_path / "account.db"
    async with home(world, venue, code, path, **SETTINGS) as first:
        await opened(first)
    venue.set_price(first.symbol, "59000")
    venue.liquidate(first.symbol)
    async with home(world, venue, code, path, **SETTINGS) as second:
        row = await is_over(second)
        assert row["close_reason"] == "liquidation"
        assert ordered(row) == {"entry": D("0.03"), "liquidation": D("0.03")}
        assert second.account.realized_profit == pytest.approx(earned(second), abs=D("1e-6"))


HEDGED: dict[str, Callable[[], FakeVenue]] = {
    **{code: partial(imitation, code) for code in CODES if VENUES[code].margin.hedge_allowed},
    "BITGF classic": partial(FakeBitget, unified=False),
}


@pytest.mark.parametrize("forced", Forced)
@pytest.mark.parametrize("name", HEDGED)
async def test_short_of_an_account_in_hedge_mode_is_no_exception(
    name: str, forced: Forced, timings: Timings, tmp_path: Path
) -> None:
    venue, code = HEDGED[name](), name.partition(" ")[0]
    venue.account.hedge = True
    path = tmp_path / "account.db"
    async with (
        World(venue, timings=timings) as world,
        home(world, venue, code, path, **SETTINGS) as at_home,
    ):
        await opened(at_home, side="short")
        await opened(at_home)
        venue.set_price(at_home.symbol, "61000")
        venue.liquidate(at_home.symbol, Hand.SHORT, forced=forced, part="0.5")

        book = at_home.account._position_cache
        await until(lambda: sorted(p.size for p in book.live.values()) == [D("0.015"), D("0.03")])
        short = next(p for p in book.live.values() if p.side is Side.SHORT)
        (own,) = [o for o in short.orders.values() if o.purpose is Purpose.LIQUIDATION]
        assert (own.filled, own.side) == (D("0.015"), OrderSide.BUY)
        await until(lambda: not at_home.account.busy)


async def test_our_own_closes_are_no_liquidations(
    world: World, venue: FakeVenue, code: str, tmp_path: Path
) -> None:
    path = tmp_path / "account.db"
    async with home(world, venue, code, path, **SETTINGS) as first:
        since = datetime.now(UTC)
        await opened(first)
        await first.send(action="close")
        await is_over(first)
        assert await first.account.exchange.fetch_liquidations(first.symbol, since) == []
    async with home(world, venue, code, path, **SETTINGS) as second:
        assert await second.account.exchange.fetch_liquidations(second.symbol, since) == []
