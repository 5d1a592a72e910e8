"""The account's own limits in a whole account: bursts, restarts, locks and who lifts them."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.execution.common.timing.timings import Timings
from custom_components.tradehook.execution.reactions.account_losses import LAST_WRITTEN_EVERY
from custom_components.tradehook.execution.state.limits.account_limits import (
    OWN_RESULT,
    AccountLimitsState,
)
from custom_components.tradehook.ledger.errors import LedgerWriteError
from custom_components.tradehook.ledger.records import Batch
from custom_components.tradehook.trading.admission.account_limits.losses import OwnResult
from custom_components.tradehook.trading.credentials import digest
from custom_components.tradehook.trading.model.market import MarketType
from custom_components.tradehook.trading.settings.account_limits import (
    AccountLimit,
    LimitKind,
    LimitMode,
    LimitUnit,
)
from tests.execution.house import BTC, KEY, SECRET, SETTINGS, House, Plan, built, house

D = Decimal
PERP = "BTC/USDT:USDT"
LONG: dict[str, Any] = {"symbol": BTC, "side": "long", "quote_amount": 100}
QUICK = Timings(losses_every=0.02)


def held_to(**limits: object) -> Mapping[LimitKind, AccountLimit]:
    """Return limits that block, each an amount or a count."""
    return {
        LimitKind(kind): AccountLimit(mode=LimitMode.BLOCK, value=D(str(value)))
        for kind, value in limits.items()
    }


async def add_bots(home: House, count: int) -> list[str]:
    """Add bots that may do more than the account."""
    bots = [f"bot-{number + 10}" for number in range(count)]
    for bot in bots:
        await home.account.put_bot(bot, SETTINGS, api_key=KEY, secret_digest=digest(SECRET))
    return bots


async def until(home: House, locked: LimitKind | None) -> None:
    """Wait until a limit locks the account, or none does."""
    for _ in range(300):
        if home.account.trading_lock is locked:
            break
        await asyncio.sleep(0.01)
    assert home.account.trading_lock is locked
    await home.settle()


@pytest.mark.parametrize(
    ("limits", "fit", "code"),
    [
        ({"exposure": 300}, 3, "account_exposure_reached"),
        ({"base_exposure": 350}, 3, "account_base_exposure_reached"),
        ({"open_risk": 200}, 2, "account_open_risk_reached"),
        ({"open_positions": 4}, 4, "account_positions_reached"),
        ({"openings_per_minute": 5}, 5, "account_openings_reached"),
    ],
)
async def test_a_burst_over_many_bots_never_takes_more_than_the_account_allows(
    plan: Plan, limits: dict[str, object], fit: int, code: str
) -> None:
    async with built(plan) as home:
        bots = await add_bots(home, 10)
        home.account.set_limits(held_to(**limits))
        await home.account.start()
        await home.price(60_000)
        answers = await asyncio.gather(*(home.send(bot, **LONG) for bot in bots))
        taken = [answer for answer in answers if answer.status == 202]
        refused = {answer.body["code"] for answer in answers if answer.status != 202}
        assert (len(taken), refused) == (fit, {code})
        await home.settle()
        assert len(await home.positions(statuses=["open"])) == fit
    # After a restart nothing is forgotten.
    async with built(plan) as home:
        bots = await add_bots(home, 10)
        home.account.set_limits(held_to(**limits))
        await home.account.start()
        await home.price(60_000)
        answer = await home.send("bot-19", **LONG)
        assert answer.body["code"] == code


async def test_increases_at_once_share_what_is_left(plan: Plan) -> None:
    settings = {"max_position_size": None, "duplicate_window": 0}
    async with house(plan.but(**settings)) as home:
        await home.price(60_000)
        assert (await home.send(**LONG)).status == 202
        await home.settle()
        home.account.set_limits(held_to(exposure=350))
        order: dict[str, Any] = {
            "action": "increase",
            "symbol": BTC,
            "increase_order": {"quote_amount": 100},
        }
        answers = await asyncio.gather(*(home.send(**order) for _ in range(5)))
        assert sorted(answer.status for answer in answers) == [202, 202, 409, 409, 409]
        await home.settle()
        assert home.account.account_usage.now().exposure() <= 350  # type: ignore[operator]


async def test_stops_that_are_loosened_at_once_share_what_is_left(plan: Plan) -> None:
    """Each would fit alone; what is accepted counts before its position knows of it."""
    async with house(plan.but(loosen_stops=True, duplicate_window=0)) as home:
        await home.price(60_000)
        stopped: dict[str, Any] = LONG | {"stop_loss": {"stop_price": 57_000}}
        for name in ("a", "b", "c"):
            assert (await home.send(**stopped, signal_id=name)).status == 202
        await home.settle()
        risked = home.account.account_usage.now().open_risk
        assert risked is not None
        home.account.set_limits(held_to(open_risk=risked + 12))
        loosened: dict[str, Any] = {"action": "modify", "symbol": BTC}
        loosened["stop_loss"] = {"stop_price": 51_000}
        answers = await asyncio.gather(
            *(home.send(**loosened, signal_id=name) for name in ("a", "b", "c"))
        )
        assert sorted(answer.status for answer in answers) == [202, 409, 409]
        await home.settle()
        assert home.account.account_usage.now().open_risk <= risked + 12  # type: ignore[operator]


async def test_what_lies_beside_our_own_counts_while_the_venue_is_looked_at_anew(
    plan: Plan,
) -> None:
    """Each trade of ours makes a market's look old; what others hold there did not go."""
    async with house(replace(plan, market_type=MarketType.LINEAR)) as home:
        await home.price(60_000, PERP)
        home.exchange.line.held_by_others = {PERP: D("0.01")}  # 600
        await home.account._venue.look()
        assert home.account.account_usage.now().exposure() == 600
        home.account._venue.changed(PERP)
        assert home.account.account_usage.now().exposure() == 600
        home.account.set_limits(held_to(exposure=650))
        assert (await home.send(**LONG | {"symbol": PERP})).status == 409
        await home.settle()


async def test_an_opening_that_could_not_be_recorded_takes_nothing(plan: Plan) -> None:
    async with house(plan) as home:
        await home.price(60_000)
        home.account.set_limits(held_to(openings_per_minute=1))
        home.account._state.account_limits.opened(home.account._now())
        home.account._state.account_limits.not_opened(
            home.account._state.account_limits.openings(home.account._now())[0]
        )
        assert (await home.send(**LONG)).status == 202


def test_openings_of_before_the_clock_was_set_back_count_for_one_more_minute() -> None:
    limits = AccountLimitsState()
    now = datetime(2026, 1, 1, 12, tzinfo=UTC)
    limits.opened(now)
    back = now - timedelta(hours=1)
    assert limits.openings(back) == (back,)
    assert limits.openings(back + timedelta(seconds=50)) == (back,)  # and not a minute each time


async def lose(home: House) -> None:
    """Buy 500, let the price fall by a tenth, and leave it open."""
    await home.price(60_000)
    assert (await home.send(**LONG | {"quote_amount": 500})).status == 202
    await home.settle()
    await home.price(54_000)


DAILY = held_to(daily_loss=40)


@pytest.mark.parametrize("timings", [QUICK], ids=["quick"])
async def test_the_days_loss_locks_the_account_and_the_trading_switch_lifts_it(plan: Plan) -> None:
    """Open losses count; resting entries go; exits work; over a restart; what was lost is off."""
    async with house(plan) as home:
        home.account.set_limits(DAILY)
        resting = LONG | {"symbol": "ETH/USDT", "order_type": "limit", "signal_price": 10}
        assert (await home.send(**resting)).status == 202
        await lose(home)
        await until(home, LimitKind.DAILY_LOSS)
        assert not home.account.trading_enabled
        answer = await home.send(**LONG)
        assert (answer.status, answer.body["code"]) == (409, "account_daily_loss")
        assert [row["symbol"] for row in await home.positions(statuses=["open"])] == [BTC]
        assert not await home.positions(statuses=["pending"])
    async with house(plan) as home:
        home.account.set_limits(DAILY)
        assert home.account.trading_lock is LimitKind.DAILY_LOSS
        await home.price(54_000)
        await home.account.set_trading(True)
        assert home.account.trading_enabled
        await asyncio.sleep(0.1)
        assert home.account.trading_lock is None
        assert (await home.send(**LONG)).status == 202
        assert (await home.send(symbol=BTC, action="close")).status == 202


@pytest.mark.parametrize("timings", [QUICK], ids=["quick"])
async def test_a_switch_that_a_person_turned_off_stays_off_when_a_lock_goes(plan: Plan) -> None:
    async with house(plan) as home:
        home.account.set_limits(DAILY)
        await lose(home)
        await until(home, LimitKind.DAILY_LOSS)
        await home.account.set_trading(False)
        home.account.set_limits({})
        await until(home, None)
        assert not home.account.trading_enabled
        assert (await home.send(**LONG)).body["code"] == "trading_off"


@pytest.mark.parametrize("timings", [QUICK], ids=["quick"])
async def test_midnight_lifts_the_lock_of_the_day_and_leaves_the_drawdown(plan: Plan) -> None:
    async with house(plan) as home:
        both = {**DAILY, **held_to(drawdown="0.4")}
        home.account.set_limits(DAILY)
        await lose(home)
        await until(home, LimitKind.DAILY_LOSS)
        now = home.account._now()
        home.zone.behind = now - home.zone.midnight(now) - timedelta(seconds=1)
        await until(home, None)
        assert home.account.trading_enabled
        home.account.set_limits(both)
        await asyncio.sleep(0.1)
        assert home.account.trading_lock is None  # counted from when it was set
        await home.price(45_000)
        await until(home, LimitKind.DRAWDOWN)


@pytest.mark.parametrize("timings", [QUICK], ids=["quick"])
async def test_a_price_that_stands_for_one_reading_locks_nothing(plan: Plan) -> None:
    async with house(plan) as home:
        home.account.set_limits(DAILY)
        await home.price(60_000)
        assert (await home.send(**LONG | {"quote_amount": 500})).status == 202
        await home.settle()
        losses = home.account._account_losses
        losses.stop()
        losses.look()
        await home.price(54_000)
        losses.look()
        assert home.account.trading_lock is None
        await home.price(60_000)
        losses.look()
        assert home.account.trading_lock is None


async def test_a_share_of_the_equity_counts_as_the_account_is_worth_now(plan: Plan) -> None:
    async with house(plan) as home:
        await home.price(60_000)
        home.account.set_limits(
            {
                LimitKind.EXPOSURE: AccountLimit(
                    mode=LimitMode.BLOCK, value=D(1), unit=LimitUnit.EQUITY_PERCENTAGE
                )
            }
        )
        refused = await home.send(**LONG | {"quote_amount": 101})
        assert refused.body["code"] == "account_exposure_reached"
        assert (await home.send(**LONG)).status == 202


@pytest.mark.parametrize("timings", [QUICK], ids=["quick"])
async def test_a_paper_account_that_is_reset_has_lost_nothing(plan: Plan) -> None:
    async with house(plan) as home:
        home.account.set_limits(held_to(drawdown="0.1"))
        await home.price(60_000)
        assert (await home.send(**LONG | {"quote_amount": 500})).status == 202
        await home.settle()
        await home.price(66_000)
        await asyncio.sleep(0.1)
        kept = home.account._account_losses._limits.own_result
        assert kept is not None
        assert kept.peak > 40
        await home.account.reset_paper(D(10_000))
        await home.price(60_000)
        await asyncio.sleep(0.2)
        assert home.account.trading_lock is None


async def test_a_loss_counts_once_while_the_ledger_can_not_be_written(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The position was over and still there: two readings of that locked the account."""
    async with house(plan) as home:
        await lose(home)
        lost = home.account.portfolio.own_result
        commit, closes = home.ledger.commit, asyncio.Event()

        async def refuse_ends(batch: Batch) -> None:
            if any(row.status == "closed" for row in batch.positions):
                closes.set()
                raise LedgerWriteError("The disk is full")
            await commit(batch)

        monkeypatch.setattr(home.ledger, "commit", refuse_ends)
        assert (await home.send(symbol=BTC, action="close")).status == 202
        await asyncio.wait_for(closes.wait(), 5)
        assert home.account.portfolio.own_result == lost
        monkeypatch.undo()
        await until_closed(home)
        result = home.account.portfolio.own_result
        assert result is not None
        assert lost is not None
        assert lost - 2 < result < lost  # the fee of the exit


async def until_closed(home: House) -> None:
    """Wait until nothing is held any more."""
    for _ in range(500):
        if not home.account._position_cache.live:
            break
        await asyncio.sleep(0.01)
    assert not home.account._position_cache.live


async def test_the_newest_result_is_written_down_now_and_then(plan: Plan) -> None:
    """Killed in the evening, the account began the next day with what it had at its midnight."""
    async with house(plan) as home:
        home.account.set_limits(held_to(daily_loss=100))
        losses = home.account._account_losses
        await lose(home)
        for _ in range(2):
            losses.look()
        await home.settle()
        plan.clock.ahead += LAST_WRITTEN_EVERY
        await home.price(54_000)
        losses.look()
        await home.settle()
        kept = OwnResult.of((await home.ledger.values())[OWN_RESULT])
        assert kept.last < -40
