"""Signals that come before the account works: recorded from the ledger on, carried out after it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from custom_components.tradehook.exchanges.port.exchange import VenueError
from custom_components.tradehook.trading.model.market import MarketType
from tests.execution.commands.test_openings import number, open_long
from tests.execution.faulty_venue import Fault
from tests.execution.house import BOT, House, Plan, built, house
from tests.patience import PATIENCE


async def reached(condition: object) -> None:
    """Wait until something is true."""
    assert callable(condition)
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110  it can only be asked
            await asyncio.sleep(0.001)


@asynccontextmanager
async def starting(plan: Plan) -> AsyncIterator[House]:
    """Start a house that gets as far as the line lets it, and let it start to the end."""
    line = plan.line
    async with built(plan) as home:
        start = asyncio.create_task(home.account.start())
        await reached(lambda: home.account._inbox._recording)
        yield home
        for gate in (line.opening, line.event_bus):
            if gate is not None:
                gate.set()
        await start
        await home.settle()


async def had_long(plan: Plan, **fields: object) -> dict[str, object]:
    """Open a long in an earlier life."""
    async with house(plan) as home:
        await home.price(60_000)
        return await open_long(home, **fields)


async def test_reduction_that_came_while_reconciling_is_carried_out_once(plan: Plan) -> None:
    """It waits in the market's queue, and what the start resumes must not repeat it."""
    before = await had_long(plan, take_profit=[])
    plan.line.event_bus = asyncio.Event()
    async with starting(plan) as home:
        await reached(lambda: home.exchange.markets)
        answer = await home.send(
            action="reduce", symbol="BTCUSDT", reduce_order={"quantity_percentage": 50}
        )
        assert answer.status == 202, answer.body
        plan.line.event_bus.set()
        await reached(lambda: home.account.ready)
        await home.settle()
        row = await home.only()
        assert number(row["size"]) == pytest.approx(
            number(before["size"]) / 2, abs=Decimal("0.000002")
        )
        assert [order["purpose"] for order in row["orders"]].count("reduce") == 1  # type: ignore[attr-defined]


async def test_increase_that_came_while_reconciling_is_carried_out_once(plan: Plan) -> None:
    """New exposure is doubled as easily."""
    await had_long(plan, take_profit=[])
    plan.line.event_bus = asyncio.Event()
    async with starting(plan) as home:
        await reached(lambda: home.account.connected and home.account.portfolio.balances_at)
        answer = await home.send(
            action="increase", symbol="BTCUSDT", increase_order={"quote_amount": "100"}
        )
        assert answer.status == 202, answer.body
        plan.line.event_bus.set()
        await reached(lambda: home.account.ready)
        await home.settle()
        row = await home.only()
        assert [order["purpose"] for order in row["orders"]].count("increase") == 1  # type: ignore[attr-defined]


@pytest.mark.parametrize("late", [0, 3600])
async def test_close_that_came_before_the_venue_was_there(plan: Plan, late: int) -> None:
    """The market is remembered; an exit is accepted at once and carried out however late."""
    await had_long(plan)
    plan.line.opening = asyncio.Event()
    async with starting(plan) as home:
        assert not home.exchange.markets
        answer = await home.send(action="close", symbol="BTCUSDT")
        assert answer.status == 202, answer.body
        plan.clock.ahead += timedelta(seconds=late)
    async with house(plan) as home:
        row = await home.only()
        assert (row["status"], row["close_reason"]) == ("closed", "signal")
        assert len(await home.account.trades()) == 2


async def test_reverse_that_came_before_the_venue_was_there(plan: Plan) -> None:
    """What it closes is known, so it is accepted; its opening is judged when its turn comes."""
    futures = replace(plan, market_type=MarketType.LINEAR)
    await had_long(futures, symbol="BTCUSDT.P")
    futures.line.opening = asyncio.Event()
    async with starting(futures) as home:
        answer = await home.send(action="reverse", symbol="BTCUSDT.P", side="short", signal_id="b")
        assert answer.status == 202, answer.body
        futures.line.opening.set()
        await reached(lambda: home.account.ready)
        await home.price(60_000)
        rows = {row["signal_id"]: row for row in await home.positions()}
        assert (rows["b"]["side"], rows["b"]["status"]) == ("short", "open")


@pytest.mark.parametrize("symbol", ["BTCUSDT", "ETHUSDT", "NONSENSE"])
async def test_opening_that_came_before_the_venue_was_there(plan: Plan, symbol: str) -> None:
    """Nobody knows yet whether it can be carried out: the sender shall try again in a moment."""
    await had_long(plan)
    plan.line.opening = asyncio.Event()
    async with starting(plan) as home:
        answer = await home.send(symbol=symbol, side="long", signal_id="early")
        assert (answer.status, answer.body["code"]) == (503, "not_recorded")
        assert len(await home.account.signals()) == 1
        checked = await home.account.check_signal(BOT, {"symbol": symbol, "side": "long"})
        assert checked.status == 503


async def test_exit_of_an_unknown_market_is_not_refused_for_good(plan: Plan) -> None:
    """Before the venue has told its markets, nobody can say that there is nothing to close."""
    plan.line.opening = asyncio.Event()
    async with starting(plan) as home:
        answer = await home.send(action="close", symbol="ETHUSDT")
        assert (answer.status, answer.body["code"]) == (503, "not_recorded")


async def test_bot_is_stopped_before_the_venue_is_there(plan: Plan) -> None:
    """It needs no market."""
    plan.line.opening = asyncio.Event()
    async with starting(plan) as home:
        assert (await home.send(action="stop_bot")).status == 202
        assert not home.account.bots[BOT].is_on


@asynccontextmanager
async def waiting(plan: Plan, where: str) -> AsyncIterator[House]:
    """Build a house whose first start fails."""
    faults: list[Fault] = getattr(plan.line, where)
    faults.append(Fault.LOST_REQUEST)
    async with built(plan) as home:
        with pytest.raises(VenueError):
            await home.account.start()
        assert not home.account.ready
        assert not home.account.connected
        yield home


PLACES = pytest.mark.parametrize("where", ["open", "balances"])
"""Where a start fails: the venue does not open, or does not answer any more once it is open."""


@PLACES
async def test_signals_go_on_being_recorded_when_the_start_has_failed(
    plan: Plan, where: str
) -> None:
    """Exits are accepted and carried out by the next start; new exposure is told why not."""
    await had_long(plan, take_profit=[])
    async with waiting(plan, where) as home:
        refused = await home.send(symbol="ETHUSDT", side="long", signal_id="late")
        assert (refused.status, refused.body["code"]) == (409, "market_data_stale")
        plan.clock.ahead += timedelta(seconds=6)  # prices of the attempt, if any, are old now
        refused = await home.send(symbol="BTCUSDT", side="long", signal_id="later")
        assert (refused.status, refused.body["code"]) == (409, "market_data_stale")
        halved = await home.send(
            action="reduce", symbol="BTCUSDT", reduce_order={"quantity_percentage": 50}
        )
        assert halved.status == 202, halved.body
        assert [row["status"] for row in await home.account.signals()][:3] == [
            "accepted",
            "refused",
            "refused",
        ]

        await home.account.start()
        await home.settle()
        row = await home.only()
        assert [order["purpose"] for order in row["orders"]] == ["entry", "reduce"]  # type: ignore[attr-defined]
        assert home.account.connected
        await home.price(60_000)
        assert (await home.send(symbol="ETHUSDT", side="long", signal_id="late")).status == 202


@PLACES
async def test_start_may_fail_again_and_again(plan: Plan, where: str) -> None:
    """Each attempt begins from the ledger: nothing of the one before it is left."""
    await had_long(plan)
    faults: list[Fault] = getattr(plan.line, where)
    async with waiting(plan, where) as home:
        assert (await home.send(action="close", symbol="BTCUSDT")).status == 202
        for _ in range(3):
            faults.append(Fault.LOST_REQUEST)
            with pytest.raises(VenueError):
                await home.account.start()
        await home.account.start()
        await home.settle()
        row = await home.only()
        assert (row["status"], row["close_reason"]) == ("closed", "signal")
        assert len(await home.account.trades()) == 2
        assert home.told() == ["closing", "closed"]


@PLACES
async def test_increase_of_before_the_failed_start_expires(plan: Plan, where: str) -> None:
    """New exposure is not bought late, and the sender's log says so."""
    await had_long(plan, take_profit=[])
    async with house(plan) as home:
        await home.price(60_000)
        home.exchange.paused = True
        await home.send(action="increase", symbol="BTCUSDT", increase_order={"quote_amount": "100"})
        position = await home.only()
    async with waiting(plan, where) as home:
        plan.clock.ahead += timedelta(seconds=61)
        await home.account.start()
        await home.settle()
        row = await home.only()
        assert row["size"] == position["size"]


async def test_position_without_a_resting_stop_is_told_while_the_venue_is_away(plan: Plan) -> None:
    """Nobody watches its stop."""
    await had_long(plan)
    async with waiting(plan, "open") as home:
        await reached(lambda: home.account.health_issues)
        (concern,) = home.account.health_issues
        assert concern.kind == "unprotected_position"
        await home.account.start()
        await home.price(60_000)
        await reached(lambda: not home.account.health_issues)
