"""What ends a halt, and what a person lets a bot off."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.execution.common.events import BotChanged
from custom_components.tradehook.execution.state.bot import BotStatus
from custom_components.tradehook.ledger.errors import LedgerWriteError
from custom_components.tradehook.ledger.records import Batch
from custom_components.tradehook.trading.reasons.reasons import Refused
from tests.execution.house import BOT, BTC, House, Plan, house

LONG: dict[str, Any] = {"symbol": BTC, "side": "long", "quote_amount": 100}
DAILY: dict[str, Any] = {"daily_loss_limit": Decimal(1), "duplicate_window": 0}
STREAK: dict[str, Any] = {"max_consecutive_losses": 1, "duplicate_window": 0}


async def lose(home: House) -> None:
    """Open, let the price fall, close."""
    await home.price(60_000)
    answer = await home.send(**LONG)
    assert answer.status == 202, answer.body
    await home.settle()
    await home.price(58_000)
    assert (await home.send(symbol=BTC, action="close")).status == 202
    await home.settle()
    await home.price(60_000)


@pytest.mark.parametrize("settings", [DAILY, STREAK], ids=["daily", "in a row"])
async def test_person_ends_a_halt_and_what_was_lost_before_counts_no_more(
    plan: Plan, settings: dict[str, Any]
) -> None:
    """Also over a restart; a new loss halts the bot again."""
    plan = plan.but(**settings)
    async with house(plan) as home:
        await lose(home)
        assert home.account.bots[BOT].status is BotStatus.HALTED
        await home.account.start_bot(BOT, person=True)
        assert home.account.bots[BOT].status is BotStatus.RUNNING
    async with house(plan) as home:
        assert home.account.bots[BOT].status is BotStatus.RUNNING
        await lose(home)
        assert home.account.bots[BOT].status is BotStatus.HALTED


@pytest.mark.parametrize("settings", [DAILY, STREAK], ids=["daily", "in a row"])
async def test_automation_leaves_a_halt(plan: Plan, settings: dict[str, Any]) -> None:
    """Neither `switch.turn_on` without a person nor `start_and_open` ends it, stopped or not."""
    async with house(plan.but(**settings)) as home:
        await lose(home)
        for _ in range(2):
            with pytest.raises(Refused) as refusal:
                await home.account.start_bot(BOT, person=False)
            assert refusal.value.code == "bot_halted"
            opened = await home.send(**LONG, action="start_and_open")
            assert (opened.status, opened.body["code"]) == (409, "bot_halted")
            await home.account.stop_bot(BOT)
        assert not home.account.bots[BOT].is_on


@pytest.mark.parametrize(
    ("settings", "status"),
    [(STREAK, BotStatus.RUNNING), (DAILY, BotStatus.HALTED)],
    ids=["in a row", "daily"],
)
async def test_start_bot_ends_a_halt_for_losses_in_a_row_only(
    plan: Plan, settings: dict[str, Any], status: BotStatus
) -> None:
    """The daily one ends at midnight, or by a person."""
    async with house(plan.but(**settings)) as home:
        await lose(home)
        assert (await home.send(action="start_bot")).status == 202
        assert home.account.bots[BOT].status is status


async def test_start_and_open_goes_on_counting_losses(plan: Plan) -> None:
    """A strategy that always sends it would never be halted otherwise."""
    async with house(plan.but(max_consecutive_losses=2, duplicate_window=0)) as home:
        await lose(home)
        assert (await home.send(**LONG, action="start_and_open")).status == 202
        await home.settle()
        await home.price(58_000)
        await home.send(symbol=BTC, action="close")
        await home.settle()
        assert home.account.bots[BOT].status is BotStatus.HALTED


async def test_daily_halt_ends_at_a_midnight_that_nobody_saw(plan: Plan) -> None:
    """Home Assistant was off; what was lost the day before counts no more."""
    plan = plan.but(**DAILY)
    async with house(plan) as home:
        await lose(home)
        assert home.account.bots[BOT].status is BotStatus.HALTED
    plan.clock.ahead += timedelta(days=1)
    async with house(plan) as home:
        assert home.account.bots[BOT].status is BotStatus.RUNNING
        await home.price(60_000)
        assert (await home.send(**LONG)).status == 202


async def test_increase_starts_the_cooldown_and_is_not_refused_by_it(plan: Plan) -> None:
    """It is an entry; a second one may follow at once."""
    async with house(plan.but(cooldown=60, duplicate_window=0)) as home:
        await home.price(60_000)
        assert (await home.send(**LONG)).status == 202
        await home.settle()
        plan.clock.ahead += timedelta(seconds=50)
        await home.price(60_000)
        more: dict[str, Any] = {"increase_order": {"quantity_percentage": 50}}
        for _ in range(2):
            answer = await home.send(symbol=BTC, action="increase", **more)
            assert answer.status == 202, answer.body
            await home.settle()
        plan.clock.ahead += timedelta(seconds=20)
        await home.price(60_000)
        assert (await home.send(**LONG)).body["code"] == "cooling_down"


async def test_another_time_zone_begins_the_day_anew(plan: Plan) -> None:
    """Results count from the midnight that it is now: later ones drop out, earlier ones come in."""
    async with house(plan.but(**DAILY)) as home:
        await lose(home)
        await home.settle()
        lost = home.account.realized_profit_today
        assert lost is not None
        assert lost < 0
        assert home.account.bots[BOT].status is BotStatus.HALTED
        begun, now = home.account.day, datetime.now(UTC)
        home.zone.behind = now - begun if begun else timedelta(0)  # midnight was a moment ago
        home.account.time_zone_changed()
        await home.settle()
        assert home.account.day is not None
        assert now - timedelta(seconds=1) <= home.account.day <= now
        assert not home.account.realized_profit_today
        assert home.account.bots[BOT].status is BotStatus.RUNNING
        home.zone.behind = timedelta(0)
        home.account.time_zone_changed()
        await home.settle()
        assert home.account.day == begun
        assert home.account.realized_profit_today == lost


async def test_what_was_earned_before_a_person_starts_a_bot_goes_on_counting(plan: Plan) -> None:
    """Only losses are let off: the day's result is above the limit, and the bot was halted."""
    async with house(plan.but(daily_loss_limit=Decimal(10), duplicate_window=0)) as home:
        await home.price(60_000)
        assert (await home.send(**LONG | {"quote_amount": 500})).status == 202
        await home.settle()
        await home.price(66_000)
        assert (await home.send(symbol=BTC, action="close")).status == 202
        await home.settle()
        earned = home.account.realized_profit_today
        assert earned is not None
        assert earned > 40
        await home.account.stop_bot(BOT)
        await home.account.start_bot(BOT, person=True)
        await home.price(60_000)
        assert (await home.send(**LONG | {"quote_amount": 500})).status == 202
        await home.settle()
        await home.price(58_000)
        assert (await home.send(symbol=BTC, action="close")).status == 202
        await home.settle()
        left = home.account.realized_profit_today
        assert left is not None
        assert 0 < left < earned - 10
        assert home.account.bots[BOT].status is BotStatus.RUNNING


async def test_halt_that_can_not_be_written_down_cancels_the_openings_all_the_same(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The entries of the halted bot went on resting, and could fill."""
    async with house(plan.but(**DAILY)) as home:
        await home.price(3_000, "ETH/USDT")
        resting = LONG | {"symbol": "ETH/USDT", "order_type": "limit", "signal_price": 2_000}
        assert (await home.send(**resting)).status == 202
        await home.settle()
        commit = home.ledger.commit

        async def refuse_halts(batch: Batch) -> None:
            if batch.bots and not batch.facts:
                raise LedgerWriteError("The disk is full")
            await commit(batch)

        monkeypatch.setattr(home.ledger, "commit", refuse_halts)
        home.changes.clear()
        await lose(home)
        await home.settle()
        assert home.account.bots[BOT].status is BotStatus.HALTED
        assert BotChanged(BOT) in home.changes
        assert not await home.positions(statuses=["pending"])
    async with house(plan.but(**DAILY)) as home:
        assert home.account.bots[BOT].status is BotStatus.HALTED


async def test_opening_whose_condition_is_met_while_its_halt_is_written_down_is_not_placed(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was bought by a bot that was halted."""
    async with house(plan.but(**DAILY)) as home:
        await home.price(3_000, "ETH/USDT")
        waiting = LONG | {"symbol": "ETH/USDT", "entry_condition": {"price": 3_100}}
        assert (await home.send(**waiting)).status == 202
        commit, go_on = home.ledger.commit, asyncio.Event()

        async def slow_halts(batch: Batch) -> None:
            if batch.bots and not (batch.facts or batch.signals):
                await go_on.wait()
            await commit(batch)

        monkeypatch.setattr(home.ledger, "commit", slow_halts)
        await home.price(60_000)
        assert (await home.send(**LONG)).status == 202
        await until(lambda: any(one.size for one in home.account._position_cache.live.values()))
        await home.account.set_simulated_price(BTC, price=Decimal(58_000))
        assert (await home.send(symbol=BTC, action="close")).status == 202
        await until(lambda: home.account.bots[BOT].status is BotStatus.HALTED)
        await home.account.set_simulated_price("ETH/USDT", price=Decimal(3_105))
        await until(lambda: not home.account._position_cache.live)
        go_on.set()
        await home.settle()
        (row,) = [one for one in await home.positions() if one["symbol"] == "ETH/USDT"]
        assert row["status"] != "open"
        assert not await home.ledger.fills(symbol="ETH/USDT")


async def until(holds: Callable[[], bool]) -> None:
    """Wait until something holds."""
    for _ in range(500):
        if holds():
            return
        await asyncio.sleep(0.01)
    assert holds()
