"""A restart loses nothing and doubles nothing."""

import asyncio
from datetime import timedelta

import pytest

from custom_components.tradehook.execution.engine.orders.inflight_orders import KEY
from tests.execution.commands.test_openings import STOP, TARGETS, open_long
from tests.execution.faulty_venue import Fault
from tests.execution.house import BOT, House, Plan, house
from tests.patience import PATIENCE


async def test_open_position_goes_on_with_its_exits(plan: Plan) -> None:
    """The stop of a position that was opened before a restart closes it afterwards."""
    async with house(plan) as home:
        await home.price(60_000)
        before = await open_long(home)
    async with house(plan) as home:
        after = await home.only()
        assert after["position_id"] == before["position_id"]
        assert after["size"] == before["size"]
        assert after["orders"] == before["orders"]
        await home.price(58_000)
        row = await home.only()
        assert (row["status"], row["close_reason"]) == ("closed", "stop_loss")
        purposes = [row["purpose"] for row in await home.account.trades()]
        assert purposes == ["stop_loss", "entry"]


async def test_opening_that_could_not_be_sent_in_time_expires(plan: Plan) -> None:
    """The venue was held back, and the restart comes after the bot's time limit."""
    async with house(plan) as home:
        await home.price(60_000)
        home.exchange.paused = True
        answer = await home.send(symbol="BTCUSDT", side="long", stop_loss=STOP)
        assert answer.status == 202
        await asyncio.sleep(0.05)
    plan.clock.ahead += timedelta(seconds=61)
    async with house(plan) as home:
        await home.settle()
        row = await home.only()
        assert (row["status"], row["close_reason"]) == ("cancelled", "expired")
        (signal,) = await home.account.signals()
        assert (signal["status"], signal["code"]) == ("expired", "expired")
        assert await home.account.trades() == []
        assert home.signals_told() == ["expired"]


async def test_opening_that_can_still_be_sent_is_sent_once(plan: Plan) -> None:
    """Within the time limit a restart sends what was held back."""
    async with house(plan) as home:
        await home.price(60_000)
        home.exchange.paused = True
        await home.send(symbol="BTCUSDT", side="long", stop_loss=STOP, take_profit=TARGETS)
        await asyncio.sleep(0.05)
    async with house(plan) as home:
        await home.settle()
        row = await home.only()
        assert row["status"] == "open"
        assert len(await home.account.trades()) == 1


@pytest.mark.parametrize("late", [0, 3600])
async def test_exit_that_was_held_back_is_executed_after_the_restart(plan: Plan, late: int) -> None:
    """Exits never expire."""
    async with house(plan) as home:
        await home.price(60_000)
        await open_long(home)
        home.exchange.paused = True
        assert (await home.send(action="close", symbol="BTCUSDT")).status == 202
        await asyncio.sleep(0.05)
    plan.clock.ahead += timedelta(seconds=late)
    async with house(plan) as home:
        await home.settle()
        row = await home.only()
        assert (row["status"], row["close_reason"]) == ("closed", "signal")
        orders = row["orders"]
        assert isinstance(orders, list)
        sold = [order for order in orders if order["purpose"] == "close"]
        assert len(sold) == 1, "it is not sold in pieces"


async def test_stopped_bot_and_claims_outlive_a_restart(plan: Plan) -> None:
    """A stopped bot stays stopped, an accepted id stays taken."""
    async with house(plan) as home:
        await home.price(60_000)
        await open_long(home, signal_id="a1")
        await home.account.stop_bot(BOT)
    async with house(plan) as home:
        assert not home.account.bots[BOT].is_on
        await home.account.start_bot(BOT)
        again = await home.send(symbol="BTCUSDT", side="long", signal_id="a1")
        assert (again.status, again.body["status"]) == (200, "duplicate")


async def test_numbers_outlive_a_restart(plan: Plan) -> None:
    """Profit, trades and balances are what they were."""

    def numbers(home: House) -> tuple[object, ...]:
        bot = home.account.bots[BOT]
        account = home.account
        return (
            bot.trades,
            bot.win_rate,
            bot.realized_profit,
            account.realized_profit,
            account.realized_profit_today,
            account.free_balance,
        )

    async with house(plan) as home:
        await home.price(60_000)
        await open_long(home)
        await home.price(61_300)
        await home.price(62_600)
        before = numbers(home)
        assert before[0] == 1
    async with house(plan) as home:
        assert numbers(home) == before


async def test_absence_counts_from_the_first_start_after_an_order(plan: Plan) -> None:
    """Processes that die one after the other never see it anew, or nobody would ever know."""
    line = plan.line
    line.create.append(Fault.LOST_REQUEST)
    line.find += [Fault.LOST_REQUEST] * 100
    async with house(plan) as home:
        await home.price(60_000)
        await home.send(symbol="BTCUSDT", side="long", stop_loss=STOP)
        async with asyncio.timeout(PATIENCE):
            while not line.unsent_since:  # noqa: ASYNC110
                await asyncio.sleep(0.01)
        assert set(line.unsent_since) == {None}, "it was sent by this process"
    told = []
    for _ in range(3):
        line.unsent_since.clear()
        begun = plan.clock.now()
        async with house(plan):
            told.append(line.unsent_since[0])
        plan.clock.ahead += timedelta(seconds=5)
    first = told[0]
    assert first is not None
    assert first < begun
    assert told == [first] * 3

    line.find.clear()
    async with house(plan) as home:
        await home.settle()
        row = await home.only()
        assert (row["status"], row["close_reason"]) == ("open", None), "within its time, once"
        assert len(await home.account.trades()) == 1
    async with house(plan) as home:
        assert KEY not in await home.ledger.values(), "nothing is remembered for ever"
