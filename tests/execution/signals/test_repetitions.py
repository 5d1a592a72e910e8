"""An opening that the ledger knows and memory has forgotten is not opened again."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
import logging
from typing import Any

import pytest

from tests.execution.house import BOT, BTC, KEY, House, Plan, house

KNOWN: dict[str, Any] = {"symbol": BTC, "side": "long", "signal_id": "known", "quote_amount": 100}


@pytest.fixture
async def later(plan: Plan) -> AsyncIterator[House]:
    """Return a house that has opened a position and been started again since."""
    async with house(plan) as before:
        await before.price(60_000)
        first = KNOWN | {"quote_amount": 50}  # another body: that is remembered over a restart
        assert (await before.send(**first)).body["status"] == "accepted"
        await before.settle()
    async with house(plan) as after:
        await after.price(60_000)
        yield after


async def orders(home: House) -> int:
    """Return how many openings the venue was sent since the start."""
    return sum(not request.is_exit for request in home.exchange.line.sent)


async def changed(home: House, **settings: object) -> None:
    """Change the bot's settings."""
    bot = home.account.bots[BOT]
    await home.account.put_bot(
        BOT,
        replace(bot.settings, **settings),  # type: ignore[arg-type]
        api_key=KEY,
        secret_digest=bot.secret_digest,
    )


async def test_repetition_is_a_duplicate_and_no_error(
    later: House, caplog: pytest.LogCaptureFixture
) -> None:
    before = await orders(later)
    later.changes.clear()
    answer = await later.send(**KNOWN)
    assert (answer.status, answer.body["status"]) == (200, "duplicate")
    assert answer.body["signal_id"] == "known"
    await later.settle()
    assert await orders(later) == before
    assert later.account.open_positions == 1
    assert (later.signals_told(), later.told()) == (["duplicate"], [])
    assert [row["status"] for row in await later.account.signals(limit=1)] == ["duplicate"]
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_repetition_is_a_duplicate_before_anything_else_is_wrong_with_it(
    later: House,
) -> None:
    """Age, state, filters, limits and funds are judged after it."""
    old = datetime.now(UTC) - timedelta(days=1)
    assert (await later.send(**KNOWN, timestamp=old.isoformat())).body["status"] == "duplicate"
    assert (await later.send(**KNOWN | {"quote_amount": 10**9})).body["status"] == "duplicate"
    assert (await later.send(**KNOWN | {"symbol": "NO/SUCH"})).body["status"] == "duplicate"
    await later.account.stop_bot(BOT)
    assert (await later.send(**KNOWN)).body["status"] == "duplicate"


async def test_repetition_as_a_test_is_a_duplicate(later: House) -> None:
    """A test says what would become of the signal."""
    assert (await later.send(**KNOWN, test=True)).body["status"] == "duplicate"


async def test_repetition_leaves_its_slot_and_its_cooldown_to_a_new_signal(later: House) -> None:
    """What was taken for it until its commit failed is given back."""
    await changed(later, max_positions=2, max_positions_per_market=2, cooldown=3600)
    entered = dict(later.account.bots[BOT].last_entries)
    later.account.bots[BOT].last_entries.clear()
    assert (await later.send(**KNOWN)).body["status"] == "duplicate"
    assert later.account.bots[BOT].last_entries == {}
    later.account.bots[BOT].last_entries.update(entered)
    assert (await later.send(**KNOWN)).body["status"] == "duplicate"
    assert later.account.bots[BOT].last_entries == entered
    later.account.bots[BOT].last_entries.clear()
    assert (await later.send(**KNOWN | {"signal_id": "new"})).body["status"] == "accepted"
    await later.settle()
    assert later.account.open_positions == 2


async def test_repetitions_and_new_signals_at_once(later: House) -> None:
    """They share commits; each is judged for itself."""
    await changed(later, max_positions=50, max_positions_per_market=50)
    before = await orders(later)
    repeated = [later.send(**KNOWN | {"quote_amount": 60 + number}) for number in range(5)]
    new = [later.send(**KNOWN | {"signal_id": f"new-{number}"}) for number in range(5)]
    answers = await asyncio.gather(
        *(call for pair in zip(repeated, new, strict=True) for call in pair)
    )
    assert [answer.body["status"] for answer in answers] == ["duplicate", "accepted"] * 5
    await later.settle()
    assert await orders(later) == before + 5
    assert later.account.open_positions == 6


async def test_repetition_starts_no_bot(later: House) -> None:
    """A bot that was stopped since stays so."""
    await later.send(**KNOWN | {"signal_id": "started", "action": "start_and_open"})
    later.account._inbox._claims.release(BOT, "started")  # as if memory had forgotten it
    await later.account.stop_bot(BOT)
    later.changes.clear()
    answer = await later.send(**KNOWN | {"signal_id": "started", "action": "start_and_open"})
    assert answer.body["status"] == "duplicate"
    assert not later.account.bots[BOT].is_on


async def test_answer_comes_before_what_follows_from_the_signal(home: House) -> None:
    """The sender waits for a commit, not for those who look on."""
    happened: list[str] = []
    home.account.subscribe(lambda change: happened.append(type(change).__name__))
    sending = asyncio.create_task(home.send(**KNOWN))
    sending.add_done_callback(lambda _: happened.append("answered"))
    await sending
    await home.settle()
    assert happened[0] == "answered"
    assert happened.index("SignalOutcome") < happened.index("PositionEvent")


async def test_answer_waits_for_nothing_but_the_commit(home: House) -> None:
    """What is told and handed on takes its time: the sender has the answer by then."""
    assert (await home.send(**KNOWN)).body["status"] == "accepted"
    assert not home.account.slots
    assert home.account.busy
    await home.settle()
    assert len(home.account.slots) == 1


async def test_caller_that_hangs_up_changes_nothing(home: House) -> None:
    """The signal goes its way without anybody who hears the answer."""
    sending = asyncio.create_task(home.send(**KNOWN))
    await asyncio.sleep(0)
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending
    await home.settle()
    assert (await home.only())["status"] == "open"
    assert home.told() == ["pending", "opened"]
