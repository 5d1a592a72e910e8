"""The day of an account, where its clock was wrong for a while."""

import asyncio
from datetime import timedelta
from decimal import Decimal

import pytest

from custom_components.tradehook.execution.common.events import BotChanged
from custom_components.tradehook.ledger.errors import LedgerWriteError
from custom_components.tradehook.ledger.reading.reader import LedgerReader
from custom_components.tradehook.ledger.records import Batch
from custom_components.tradehook.trading.admission.model import BotState
from tests.execution.house import BOT, BTC, House, Plan, house

D = Decimal
DAY = timedelta(days=1)


async def lose(home: House) -> Decimal:
    """Lose something today; return how much."""
    await home.price(60_000)
    assert (await home.send(symbol=BTC, side="long", quote_amount=500)).status == 202
    await home.settle()
    await home.price(58_000)
    assert (await home.send(symbol=BTC, action="close")).status == 202
    await home.settle()
    lost = home.account.realized_profit_today
    assert lost is not None
    assert lost < 0
    return lost


async def jump(home: House, plan: Plan, by: timedelta) -> None:
    """Set the clock, and let that be noticed."""
    plan.clock.ahead += by
    home.account._reconciliation_loop._clock_jumped()
    await asyncio.sleep(0)
    await home.settle()


async def test_a_clock_that_was_a_day_ahead_for_a_while_forgets_nothing_of_today(
    plan: Plan,
) -> None:
    async with house(plan.but(daily_loss_limit=D(5))) as home:
        lost = await lose(home)
        assert home.account.bots[BOT].state is BotState.HALTED
        await jump(home, plan, DAY)
        assert home.account.realized_profit_today == 0
        await jump(home, plan, -DAY)
        assert home.account.realized_profit_today == lost
        await home.price(58_000)
        refused = await home.send(symbol=BTC, side="long", quote_amount=400)
        assert refused.body["code"] == "bot_halted"


async def test_a_clock_that_was_a_day_behind_at_the_start_counts_all_of_today_once_it_is_right(
    plan: Plan,
) -> None:
    async with house(plan) as home:
        lost = await lose(home)
    plan.clock.ahead -= DAY
    async with house(plan) as home:
        await jump(home, plan, DAY)
        assert home.account.realized_profit_today == lost


async def test_a_bot_that_was_killed_before_its_halt_was_written_is_halted_at_the_start(
    plan: Plan,
) -> None:
    async with house(plan) as home:  # nothing halts it here
        await lose(home)
        assert home.account.bots[BOT].state is BotState.RUNNING
    async with house(plan.but(daily_loss_limit=D(5))) as home:
        assert home.account.bots[BOT].state is BotState.HALTED
        await home.account.start_bot(BOT, person=True)
    async with house(plan.but(daily_loss_limit=D(5))) as home:
        assert home.account.bots[BOT].state is BotState.RUNNING  # a person let it off


async def test_who_stops_while_today_is_read_again_awaits_no_midnight(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, go_on = asyncio.Event(), asyncio.Event()

    async def slow(*_: object) -> dict[str, Decimal]:
        reading.set()
        await go_on.wait()
        return {}

    async with house(plan) as home:
        day = home.account._trading_day
        monkeypatch.setattr(LedgerReader, "realized_since", slow)
        changing = asyncio.create_task(day.day_changed())
        await reading.wait()
        day.stop()
        go_on.set()
        await changing
        assert day._timer is None


async def test_what_is_lost_between_midnight_and_its_timer_is_of_the_new_day(plan: Plan) -> None:
    """A day's candle closes at midnight: its alerts come within that second."""
    async with house(plan) as home:
        now = home.account._now()
        home.zone.behind = now - home.zone.midnight(now)  # it is midnight
        lost = await lose(home)
        day = home.account._trading_day
        day.stop()
        day._new_day()
        await home.settle()
        assert home.account.realized_profit_today == lost


async def test_a_timer_that_comes_before_midnight_begins_no_day(plan: Plan) -> None:
    """The clock went slower than it, by less than a jump each time."""
    async with house(plan) as home:
        lost = await lose(home)
        day = home.account._trading_day
        day.stop()
        day._new_day()
        assert home.account.realized_profit_today == lost
        assert day._timer is not None


async def test_midnight_leaves_a_bot_halted_that_has_lost_too_often_in_a_row(plan: Plan) -> None:
    """It was on then, and refused each opening."""
    both = plan.but(daily_loss_limit=D(5), max_consecutive_losses=1)
    async with house(both) as home:
        await lose(home)
        bot = home.account.bots[BOT]
        assert bot.reason == "daily_loss"
        now = home.account._now()
        home.zone.behind = now - home.zone.midnight(now)
        day = home.account._trading_day
        day.stop()
        day._new_day()
        assert (bot.state, bot.reason) == (BotState.HALTED, "consecutive_losses")
        await home.settle()


@pytest.mark.parametrize("let_off", [False, True], ids=["halted", "let off"])
async def test_what_a_clock_that_was_ahead_has_dated_ends_with_the_day_that_it_is(
    plan: Plan, *, let_off: bool
) -> None:
    """A bot stayed halted for the thirty days, and another was let off as much on each of them."""
    async with house(plan.but(daily_loss_limit=D(5))) as home:
        await jump(home, plan, 30 * DAY)
        await home.price(60_000)
        bot = home.account.bots[BOT]
        if let_off:
            home.account._state.bots.forgive(bot, D(-100), home.account._now())
        else:
            home.account._state.bots.set_state(
                bot, BotState.HALTED, "daily_loss", home.account._now()
            )
        await jump(home, plan, -30 * DAY)
        assert bot.forgiven == 0
        assert bot.state is BotState.RUNNING


async def test_a_new_day_that_can_not_be_written_down_is_told(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with house(plan.but(daily_loss_limit=D(5))) as home:
        await lose(home)
        now = home.account._now()
        home.zone.behind = now - home.zone.midnight(now)
        monkeypatch.setattr(home.ledger, "commit", full)
        home.changes.clear()
        day = home.account._trading_day
        day.stop()
        day._new_day()
        await home.settle()
        assert home.account.bots[BOT].state is BotState.RUNNING
        assert BotChanged(BOT) in home.changes
        monkeypatch.undo()


@pytest.mark.parametrize(("price", "counts"), [(66_000, False), (54_000, True)])
async def test_a_gain_of_an_earlier_day_that_is_found_late_makes_no_room_for_losses(
    plan: Plan, price: int, *, counts: bool
) -> None:
    """A restart does not count it either; a loss counts, as it may be the clock that is wrong."""
    async with house(plan) as home:
        await home.price(60_000)
        assert (await home.send(symbol=BTC, side="long", quote_amount=500)).status == 202
        await home.settle()
        before = home.account.realized_profit_today
        home.account.portfolio.day = home.account._now() + timedelta(hours=1)
        await home.price(price)
        assert (await home.send(symbol=BTC, action="close")).status == 202
        await home.settle()
        assert (home.account.realized_profit_today != before) is counts


async def full(_batch: Batch) -> None:
    """Refuse to write."""
    raise LedgerWriteError("The disk is full")
