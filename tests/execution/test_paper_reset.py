"""A reset closes and forgets everything, or nothing."""

import asyncio
from collections.abc import Mapping
from decimal import Decimal

import pytest

from custom_components.tradehook.execution.commands.position_links import LinkMode
from custom_components.tradehook.execution.common.events import (
    AccountChanged,
    AccountEvent,
    PositionEvent,
    SlotChanged,
)
from custom_components.tradehook.ledger.errors import LedgerUnavailableError, LedgerWriteError
from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.ledger.records import Batch, Totals
from tests.execution.commands.test_openings import STOP, TARGETS, open_long
from tests.execution.house import waits

from .house import BOT, House, Plan, house


async def lived(home: House) -> None:
    """Let the account have a past: a profit, an open position with a link, a pending one."""
    await open_long(home, signal_id="won")
    await home.price(61_300)
    await home.price(62_600)
    assert (await home.send(symbol="BTCUSDT", side="long", stop_loss=STOP)).status == 202
    await home.settle()
    position_id = str((await home.positions(statuses=["open"]))[0]["position_id"])
    await home.account.create_link(position_id, LinkMode.CLOSE)
    answer = await home.send(
        symbol="BTCUSDT", side="long", order_type="limit", signal_price=50_000, signal_id="rests"
    )
    assert answer.status == 202
    await home.settle()


async def check_fresh(home: House, balance: Decimal) -> None:
    """Check that nothing of the past is left but the signal log and the bots."""
    account, bot = home.account, home.account.bots[BOT]
    assert await home.positions() == []
    assert await account.trades() == []
    assert await account.links() == []
    assert len(await account.signals()) == 3
    assert (account.equity, account.free_balance) == (balance, balance)
    assert (account.realized_profit, account.realized_profit_today, account.invested) == (0, 0, 0)
    assert (bot.trades, bot.win_rate, bot.realized_profit, bot.open_positions) == (0, None, 0, 0)
    assert await home.exchange.fetch_open_orders() == []
    assert {account.slot_state(key) for key in account.slots} == {"flat"}


async def test_everything_is_forgotten_but_bots_and_the_signal_log(plan: Plan) -> None:
    """At once, and still so after a restart."""
    async with house(plan) as home:
        await home.price(60_000)
        await lived(home)
        assert await home.account.reset_paper(Decimal(5_000)) == 5_000
        await check_fresh(home, Decimal(5_000))
    async with house(plan) as home:
        await check_fresh(home, Decimal(5_000))


async def test_starting_balance_comes_back_without_another(home: House) -> None:
    """The account begins as it was configured."""
    await lived(home)
    assert await home.account.reset_paper() == 10_000
    await check_fresh(home, Decimal(10_000))


async def test_entities_are_told(home: House) -> None:
    """Every slot, the account, and an end of each position that was live."""
    await lived(home)
    home.changes.clear()
    await home.account.reset_paper()
    ended = [change for change in home.changes if isinstance(change, PositionEvent)]
    assert {(change.type, change.data["reason"]) for change in ended} == {
        ("closed", "account_reset"),
        ("cancelled", "account_reset"),
    }
    told = {change.key for change in home.changes if isinstance(change, SlotChanged)}
    assert told == set(home.account.slots)
    assert AccountChanged() in home.changes


async def test_account_goes_on_working(home: House) -> None:
    """The same ids may be used again, and prices lead to exits as before."""
    await lived(home)
    await home.account.reset_paper()
    await home.price(60_000)
    row = await open_long(home, signal_id="won")
    assert row["status"] == "open"
    await home.price(58_000)
    assert (await home.only())["close_reason"] == "stop_loss"
    assert home.account.bots[BOT].trades == 1


async def test_nothing_acts_on_what_was(home: House) -> None:
    """The stops and orders of forgotten positions trade no more."""
    await lived(home)
    await home.account.reset_paper()
    for price in (55_000, 49_000, 70_000):
        await home.price(price)
    await check_fresh(home, Decimal(10_000))


async def test_order_on_its_way_does_not_reach_the_new_account(home: House) -> None:
    """The venue is held back while an order is sent; the reset does not wait for it."""
    home.exchange.paused = True
    answer = await home.send(symbol="BTCUSDT", side="long", stop_loss=STOP, take_profit=TARGETS)
    assert answer.status == 202
    await asyncio.sleep(0.02)
    await home.account.reset_paper()
    home.exchange.paused = False
    await home.settle()
    assert await home.positions() == []
    assert home.account.free_balance == 10_000
    assert await home.exchange.fetch_open_orders() == []


async def test_command_that_was_not_executed_is_gone(plan: Plan) -> None:
    """Neither the reset nor a later restart does what was asked of a forgotten position."""
    async with house(plan) as home:
        await home.price(60_000)
        await open_long(home)
        home.exchange.paused = True
        assert (await home.send(action="close", symbol="BTCUSDT")).status == 202
        await home.account.reset_paper()
        assert await home.ledger.unexecuted_signals() == []
    async with house(plan) as home:
        await home.settle()
        assert await home.positions() == []


async def test_signals_around_a_reset_belong_to_one_world(home: House) -> None:
    """Whatever is answered with 202 before or after is either forgotten or a whole position."""

    async def send(number: int) -> int:
        await asyncio.sleep(number / 1000)
        answer = await home.send(symbol="BTCUSDT", side="long", signal_id=f"s{number}")
        return answer.status

    sending = [asyncio.create_task(send(number)) for number in range(30)]
    await asyncio.sleep(0.01)
    await home.account.reset_paper()
    assert set(await asyncio.gather(*sending)) <= {202, 409, 503}
    await home.settle()
    account = home.account
    shown = {p.position_id for key in account.slots for p in account.slot_positions(key)}
    assert {row.position_id for row, _ in await home.ledger.live_positions()} == shown
    assert {row["position_id"] for row in await home.positions()} == shown
    assert {row["status"] for row in await home.positions()} <= {"open"}
    bought = sum(Decimal(str(trade["cost"])) for trade in await account.trades())
    assert account.free_balance == 10_000 - bought


async def test_ledger_that_cannot_be_written_leaves_everything(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The position is still there, and still protected."""
    before = await open_long(home)
    commit = Ledger.commit

    async def refuse(ledger: Ledger, batch: Batch) -> None:
        if batch.forget:
            raise LedgerWriteError("The disk is full")
        await commit(ledger, batch)

    monkeypatch.setattr(Ledger, "commit", refuse)
    with pytest.raises(LedgerWriteError, match="not reset"):
        await home.account.reset_paper()
    await home.settle()
    after = await home.only()
    assert (after["position_id"], after["orders"]) == (before["position_id"], before["orders"])
    await home.price(58_000)
    assert (await home.only())["close_reason"] == "stop_loss"


@waits(restart_retry=0.01)
async def test_account_starts_again_however_often_that_fails(
    home: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was not forgotten must not stay without its protection."""
    await lived(home)
    totals, failures = Ledger.totals, [LedgerUnavailableError("The disk is away")] * 2

    async def fail(ledger: Ledger) -> Mapping[str, Totals]:
        if failures:
            raise failures.pop()
        return await totals(ledger)

    monkeypatch.setattr(Ledger, "totals", fail)
    await home.account.reset_paper()
    assert failures == []
    await check_fresh(home, Decimal(10_000))
    await home.price(60_000)
    await open_long(home)


async def test_stopped_bot_and_trading_switch_stay(home: House) -> None:
    """A reset changes what was traded, not how the account is set."""
    await lived(home)
    await home.account.stop_bot(BOT)
    await home.account.set_trading(False)
    await home.account.reset_paper()
    assert not home.account.bots[BOT].is_on
    assert not home.account.trading_enabled


async def test_caller_that_hangs_up_changes_nothing(home: House) -> None:
    """The reset goes on to its end."""
    await lived(home)
    over = asyncio.Event()

    def on_change(change: AccountEvent) -> None:
        if isinstance(change, PositionEvent) and change.data["reason"] == "account_reset":
            over.set()

    home.account.subscribe(on_change)
    calling = asyncio.create_task(home.account.reset_paper())
    await asyncio.sleep(0)
    calling.cancel()
    await asyncio.gather(calling, return_exceptions=True)
    await over.wait()
    await check_fresh(home, Decimal(10_000))
    await open_long(home)


async def test_account_that_is_being_stopped_is_not_reset(plan: Plan) -> None:
    """Nothing is changed, and nothing goes on behind the stop."""
    async with house(plan) as home:
        await home.price(60_000)
        await open_long(home)
        stopping = asyncio.create_task(home.account.stop())
        with pytest.raises(LedgerWriteError, match="being stopped"):
            await home.account.reset_paper()
        await stopping
    async with house(plan) as home:
        assert (await home.only())["status"] == "open"


async def test_resets_at_once_follow_each_other(home: House) -> None:
    """The last one's balance counts."""
    await lived(home)
    await asyncio.gather(
        home.account.reset_paper(Decimal(1_000)), home.account.reset_paper(Decimal(2_000))
    )
    await check_fresh(home, Decimal(2_000))


@pytest.mark.parametrize("balance", [0, -1])
async def test_balance_must_be_above_zero(home: House, balance: int) -> None:
    """Nothing is forgotten for a balance that can't be."""
    await open_long(home)
    with pytest.raises(ValueError, match="above 0"):
        await home.account.reset_paper(Decimal(balance))
    assert (await home.only())["status"] == "open"
