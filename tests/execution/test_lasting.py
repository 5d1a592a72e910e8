"""What lasts: the Trading switch, halts, claims and links; and that tests leave nothing behind."""

import asyncio
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.execution.commands.position_links import LinkMode
from custom_components.tradehook.execution.state.bot import BotStatus
from custom_components.tradehook.trading.model.market import MarketType
from tests.execution.commands.test_openings import STOP, open_long

from .house import BOT, House, Plan, house

LONG: dict[str, Any] = {"symbol": "BTCUSDT", "side": "long"}


async def lose(home: House) -> None:
    """Open a long and let its stop close it."""
    await home.price(60_000)
    await open_long(home)
    await home.price(58_000)
    await home.price(60_000)


async def test_trading_stays_off_over_a_restart_and_nothing_comes_back_with_it(plan: Plan) -> None:
    """Resting entries are gone for good, also once it is switched on again."""
    async with house(plan) as home:
        await home.price(60_000)
        await home.send(**LONG, order_type="limit", signal_price=59_000, stop_loss=STOP)
        await home.settle()
        await home.account.set_trading(False)
        await home.settle()
    async with house(plan) as home:
        assert not home.account.trading_enabled
        refused = await home.send(**LONG, signal_id="while off")
        assert (refused.status, refused.body["code"]) == (409, "trading_off")
        await home.account.set_trading(True)
        await home.price(58_500)
        row = await home.only()
        assert (row["status"], row["close_reason"]) == ("cancelled", "trading_off")
        assert await home.account.trades() == []


@pytest.mark.parametrize(
    ("settings", "reason", "later"),
    [
        ({"daily_loss_limit": Decimal(1)}, "daily_loss", BotStatus.RUNNING),
        ({"max_consecutive_losses": 1}, "consecutive_losses", BotStatus.HALTED),
    ],
)
async def test_halt_outlives_a_restart_and_only_the_daily_one_ends_at_midnight(
    plan: Plan, settings: dict[str, Any], reason: str, later: BotStatus
) -> None:
    """Midnight comes while the account runs; losses in a row wait for a person."""
    plan = plan.but(**settings)
    async with house(plan) as home:
        await lose(home)
        assert home.account.bots[BOT].status is BotStatus.HALTED
    now = plan.clock.now()
    tomorrow = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    plan.clock.ahead += tomorrow - now - timedelta(seconds=1)
    async with house(plan) as home:
        bot = home.account.bots[BOT]
        assert (bot.status, bot.reason) == (BotStatus.HALTED, reason)
        midnight = tomorrow + timedelta(seconds=1.2) - plan.clock.now()
        await asyncio.sleep(midnight.total_seconds())
        await home.settle()
        assert bot.status is later
        opening = await home.send(**LONG)
        assert opening.status == (202 if later is BotStatus.RUNNING else 409)


async def test_the_same_body_is_a_new_signal_once_the_window_is_over(plan: Plan) -> None:
    """30 seconds count from the first receipt, not from the last repetition."""
    async with house(plan) as home:
        statuses = []
        for seconds in (0, 20, 11):
            plan.clock.ahead += timedelta(seconds=seconds)
            await home.price(60_000)
            statuses.append((await home.send(**LONG)).body["status"])
        assert statuses == ["accepted", "duplicate", "accepted"]


async def test_refused_signals_and_tests_claim_nothing(plan: Plan) -> None:
    """What was only tried may be sent again with the same id and body."""
    async with house(plan.but(max_positions=1)) as home:
        await home.price(60_000)
        tested = await home.send(**LONG, signal_id="once", test=True)
        assert tested.body["status"] == "test"
        assert (await home.send(**LONG, signal_id="once")).body["status"] == "accepted"
        await home.settle()
        for _ in range(2):
            refused = await home.send(**LONG, signal_id="twice")
            assert refused.body["code"] == "max_positions_reached"
        await home.send(action="close", symbol="BTCUSDT")
        await home.settle()
        assert (await home.send(**LONG, signal_id="twice")).body["status"] == "accepted"


async def test_links_of_a_removed_bot_stay(home: House) -> None:
    """The position is still there, and so is the way to close it."""
    row = await open_long(home)
    link = await home.account.create_link(str(row["position_id"]), LinkMode.CLOSE)
    await home.account.remove_bot(BOT)
    await home.settle()
    result = await home.account.use_link(link.token, body_empty=True)
    await home.settle()
    assert result is not None
    assert result.done == "closed"
    assert (await home.only())["status"] == "closed"


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({**LONG, "signal_id": "new"}, "orders"),
        ({**LONG, "action": "start_and_open", "signal_id": "new"}, "orders"),
        (
            {"action": "increase", "symbol": "BTCUSDT", "increase_order": {"base_amount": "0.001"}},
            "orders",
        ),
        (
            {
                "action": "reduce",
                "symbol": "BTCUSDT",
                "reduce_order": {"quantity_percentage": 50},
            },
            "orders",
        ),
        ({"action": "close", "symbol": "BTCUSDT"}, "orders"),
        ({**LONG, "action": "reverse", "side": "short"}, "then"),
        ({"action": "start_bot"}, "bot"),
        ({"action": "stop_bot"}, "bot"),
        ({"action": "stop_and_close"}, "orders"),
    ],
    ids=lambda value: value.get("action", "open") if isinstance(value, dict) else "",
)
async def test_test_of_any_action_shows_it_and_does_nothing(
    plan: Plan, fields: dict[str, Any], shown: str
) -> None:
    """The plan says what would be done; position, orders and bot are as before."""
    plan.market_type = MarketType.LINEAR
    async with house(plan) as home:
        await home.price(60_000, "BTC/USDT:USDT")
        await home.send(**LONG, quote_amount=500, stop_loss=STOP)
        await home.settle()
        before = await home.positions()
        answer = await home.send(**fields, test=True)
        await home.settle()
        assert answer.status == 200, answer.body
        plan_shown = answer.body["plan"]
        assert isinstance(plan_shown, dict)
        assert plan_shown[shown]
        assert await home.positions() == before
        assert home.account.bots[BOT].status is BotStatus.RUNNING
