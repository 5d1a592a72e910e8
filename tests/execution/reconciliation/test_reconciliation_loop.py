"""What an account does from time to time."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from custom_components.tradehook.exchanges.port.exchange import Balance, VenueError, VenuePosition
from custom_components.tradehook.execution.common.timing.timings import (
    ReconciliationTimings,
    Timings,
)
from custom_components.tradehook.execution.state import venue_positions
from custom_components.tradehook.trading.model.market import MarketType
from tests.execution.house import House, Plan, house, waits


@pytest.fixture
def timings() -> Timings:
    """Let it be done every few milliseconds."""
    return Timings(reconciliation=ReconciliationTimings(every=0.005))


async def looks(home: House, monkeypatch: pytest.MonkeyPatch, *, failing: bool = False) -> int:
    """Return how often balances and positions were asked for within a moment."""
    asked: list[str] = []
    balances, positions = home.exchange.fetch_balances, home.exchange.fetch_positions

    async def fetch_balances() -> Mapping[str, Balance]:
        asked.append("balances")
        if failing:
            raise VenueError("timeout")
        return await balances()

    async def fetch_positions() -> Sequence[VenuePosition]:
        asked.append("positions")
        return await positions()

    monkeypatch.setattr(home.exchange, "fetch_balances", fetch_balances)
    monkeypatch.setattr(home.exchange, "fetch_positions", fetch_positions)
    await asyncio.sleep(0.1)
    monkeypatch.undo()
    assert asked.count("balances") >= 2
    return asked.count("positions")


async def test_balances_are_kept_fresh(home: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Admission finds them too old after a minute."""
    home.account.portfolio.balances_at = None
    assert await looks(home, monkeypatch) == 0
    assert home.account.portfolio.balances_at is not None


async def test_positions_are_looked_at_too(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are any: on perpetuals."""
    async with house(replace(plan, market_type=MarketType.LINEAR)) as home:
        assert await looks(home, monkeypatch) >= 2


async def test_unreachable_venue_is_asked_again(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One failure ends nothing."""
    await looks(home, monkeypatch, failing=True)


async def test_old_signals_are_forgotten(plan: Plan) -> None:
    """After two years, looked for every six hours."""
    async with house(plan) as home:
        assert (await home.send(symbol="NOPE", side="long")).status == 422
        plan.clock.ahead += timedelta(days=91)
        await asyncio.sleep(0.1)
        assert await home.account.signals()
        plan.clock.ahead += timedelta(days=641)
        for _ in range(100):
            await asyncio.sleep(0.01)
            if not await home.account.signals():
                break
        assert await home.account.signals() == []


@waits(reconciliation=ReconciliationTimings(every=3600))
async def test_old_look_tells_nothing(plan: Plan) -> None:
    """What the venue held a minute ago may be gone: a stranger's position is no reason then."""
    async with house(replace(plan, market_type=MarketType.LINEAR)) as home:
        venue = home.account._venue
        assert (await home.send(symbol="SIM_USDT_BTC", side="long")).status == 202
        await home.settle()
        assert len(venue.positions) == 1
        plan.clock.ahead += venue_positions.MAX_AGE + timedelta(seconds=1)
        assert venue.positions == ()


@waits(reconciliation=ReconciliationTimings(every=3600))
async def test_look_that_fails_leaves_the_market_out(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until the next one succeeds."""
    async with house(replace(plan, market_type=MarketType.LINEAR)) as home:
        venue = home.account._venue

        async def fail() -> Sequence[VenuePosition]:
            raise VenueError("timeout")

        with monkeypatch.context() as patch:
            patch.setattr(home.exchange, "fetch_positions", fail)
            assert (await home.send(symbol="SIM_USDT_BTC", side="long")).status == 202
            await home.settle()
            assert venue.positions == []
        await venue.look()
        assert len(venue.positions) == 1
