"""A reverse closes and opens as one unit."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import pytest

from custom_components.tradehook.execution.common.events import AlertMissed
from custom_components.tradehook.ledger.errors import LedgerWriteError
from custom_components.tradehook.trading.model.market import MarketType
from tests.execution.house import SECRET, House, Plan, house
from tests.execution.signals.test_early_signals import reached, starting

PERP = "BTC/USDT:USDT"


@pytest.fixture
def linear(plan: Plan) -> Plan:
    """Return the plan of an account for perpetuals."""
    return replace(plan, market_type=MarketType.LINEAR)


@pytest.fixture
async def perps(linear: Plan) -> AsyncIterator[House]:
    """Return a running house for perpetuals."""
    async with house(linear) as built:
        await built.price(60_000, PERP)
        yield built


async def open_long(home: House) -> None:
    """Open a long perpetual."""
    answer = await home.send(symbol="SIM_USDT_BTC", side="long", stop_loss={"stop_percentage": 3})
    assert answer.status == 202, answer.body
    await home.settle()


async def test_reverse_closes_the_long_and_opens_the_short(perps: House) -> None:
    """Once flat, the new side is opened with open's fields."""
    await open_long(perps)
    answer = await perps.send(action="reverse", symbol="SIM_USDT_BTC", side="short")
    assert answer.status == 202, answer.body
    await perps.settle()
    new, old = await perps.positions()
    assert (old["status"], old["close_reason"]) == ("closed", "reverse")
    assert (new["status"], new["side"]) == ("open", "short")
    (held,) = await perps.exchange.fetch_positions()
    assert str(held.size) == new["size"]


async def test_reverse_whose_opening_is_refused_ends_flat(perps: House) -> None:
    """The closing leg always runs; the opening's checks run after it."""
    await open_long(perps)
    answer = await perps.send(
        action="reverse",
        symbol="SIM_USDT_BTC",
        side="short",
        quote_amount=1_000_000,
        signal_id="r9",
    )
    assert answer.status == 202
    await perps.settle()
    (old,) = await perps.positions()
    assert old["status"] == "closed"
    signal = (await perps.account.signals())[0]
    assert (signal["status"], signal["code"]) == ("failed", "opening_refused")
    assert await perps.exchange.fetch_positions() == []
    again = await perps.send(action="reverse", symbol="SIM_USDT_BTC", side="short", signal_id="r9")
    assert again.status == 202


async def test_reverse_resumes_where_a_crash_left_it(linear: Plan) -> None:
    """The venue is held back while the closing leg is under way."""
    async with house(linear) as home:
        await home.price(60_000, PERP)
        await open_long(home)
        home.exchange.paused = True
        await home.send(action="reverse", symbol="SIM_USDT_BTC", side="short", signal_id="r1")
    async with house(linear) as home:
        await home.settle()
        new, old = await home.positions()
        assert old["status"] == "closed"
        assert (new["status"], new["side"], new["signal_id"]) == ("open", "short", "r1")
        assert len(await home.exchange.fetch_positions()) == 1


@pytest.fixture
async def reversing(perps: House) -> House:
    """Return the house with a reverse to short whose closing leg the venue holds back."""
    await open_long(perps)
    perps.exchange.paused = True
    answer = await perps.send(action="reverse", symbol="SIM_USDT_BTC", side="short", signal_id="r1")
    assert answer.status == 202, answer.body
    return perps


async def ends_flat(home: House) -> None:
    """Let the venue go on: the long is closed, the short never opened, and that is told."""
    home.exchange.paused = False
    await home.settle()
    (old,) = await home.positions()
    assert (old["status"], old["close_reason"]) == ("closed", "reverse")
    assert await home.exchange.fetch_positions() == []
    signals = {row["action"]: row for row in await home.account.signals()}
    reverse = signals["reverse"]
    assert (reverse["status"], reverse["code"]) == ("failed", "opening_refused")
    assert "later signal" in str(reverse["message"])
    again = await home.send(action="open", symbol="SIM_USDT_BTC", side="short", signal_id="r1")
    assert again.body["status"] == "accepted" or again.body["code"] == "bot_stopped"


@pytest.mark.parametrize(
    "which", [{}, {"side": "short"}, {"signal_id": "r1"}], ids=["any", "side", "signal"]
)
async def test_close_calls_the_opening_off(reversing: House, which: dict[str, str]) -> None:
    """A close that means the new position, too, leaves the market flat."""
    answer = await reversing.send(action="close", symbol="SIM_USDT_BTC", **which)
    assert answer.status == 202, answer.body
    await ends_flat(reversing)


async def test_close_of_the_old_side_leaves_the_opening_alone(reversing: House) -> None:
    """The long is closed already; the short was asked for."""
    answer = await reversing.send(action="close", symbol="SIM_USDT_BTC", side="long")
    assert answer.status == 202, answer.body
    reversing.exchange.paused = False
    await reversing.settle()
    new, _ = await reversing.positions()
    assert (new["side"], new["status"]) == ("short", "open")


@pytest.mark.parametrize("action", ["stop_bot", "stop_and_close"])
async def test_stopped_and_started_bot_does_not_open(reversing: House, action: str) -> None:
    """Stopping cancels openings without any fill: a start right after brings none back."""
    assert (await reversing.send(action=action)).status == 202
    assert (await reversing.send(action="start_bot")).status == 202
    await ends_flat(reversing)


async def test_close_all_calls_the_opening_off(reversing: House) -> None:
    """The button means what is about to be opened as well."""
    closing = asyncio.create_task(reversing.account.close_all())
    await asyncio.sleep(0)
    await ends_flat(reversing)
    await closing


async def test_newer_reverse_wins(reversing: House) -> None:
    """Back to long: the short is never opened, and a second one to short is refused."""
    same = await reversing.send(action="reverse", symbol="SIM_USDT_BTC", side="short")
    assert same.body["code"] == "already_on_side"
    back = await reversing.send(action="reverse", symbol="SIM_USDT_BTC", side="long")
    assert back.status == 202, back.body
    reversing.exchange.paused = False
    await reversing.settle()
    new, old = await reversing.positions()
    assert (old["status"], new["status"], new["side"]) == ("closed", "open", "long")


async def test_called_off_reverse_closes_over_a_crash(linear: Plan) -> None:
    """The closing leg is an exit: it always runs."""
    async with house(linear) as home:
        await home.price(60_000, PERP)
        await open_long(home)
        home.exchange.paused = True
        await home.send(action="reverse", symbol="SIM_USDT_BTC", side="short")
        await home.send(action="close", symbol="SIM_USDT_BTC", side="short")
    async with house(linear) as home:
        await home.settle()
        (old,) = await home.positions()
        assert (old["status"], old["close_reason"]) == ("closed", "reverse")


async def test_close_that_comes_while_reconciling_calls_off_what_a_crash_left(linear: Plan) -> None:
    """The reverse is known again as soon as signals are taken."""
    async with house(linear) as home:
        await home.price(60_000, PERP)
        await open_long(home)
        home.exchange.paused = True
        await home.send(action="reverse", symbol="SIM_USDT_BTC", side="short", signal_id="r1")
    linear.line.event_bus = asyncio.Event()
    async with starting(linear) as home:
        await reached(lambda: home.exchange.markets)
        answer = await home.send(action="close", symbol="SIM_USDT_BTC")
        assert answer.status == 202, answer.body
        linear.line.event_bus.set()
        await ends_flat(home)


async def test_close_that_can_not_be_recorded_changes_nothing(reversing: House) -> None:
    """A 503 has not happened: the reverse goes on."""
    ledger = reversing.account.ledger
    with patch.object(ledger, "commit", side_effect=LedgerWriteError("disk full")):
        answer = await reversing.send(action="close", symbol="SIM_USDT_BTC")
    assert answer.status == 503
    reversing.exchange.paused = False
    await reversing.settle()
    new, _ = await reversing.positions()
    assert (new["side"], new["status"]) == ("short", "open")


async def test_strategy_alert_counts_what_is_about_to_be_opened(perps: House) -> None:
    """Long, then short, then flat at once: no alert was missed, and nothing is held."""
    await open_long(perps)
    perps.exchange.paused = True
    for before, now in (("long", "short"), ("short", "flat")):
        answer = await perps.send(
            symbol="SIM_USDT_BTC",
            strategy={
                "market_position": now,
                "prev_market_position": before,
                "market_position_size": "0" if now == "flat" else "1",
                "prev_market_position_size": "1",
            },
        )
        assert answer.status == 202, answer.body
    assert not [change for change in perps.changes if isinstance(change, AlertMissed)]
    perps.exchange.paused = False
    await perps.settle()
    assert await perps.exchange.fetch_positions() == []


async def test_reverse_over_the_rate_closes_and_its_opening_is_refused(linear: Plan) -> None:
    """429 is the answer only where nothing is held on the other side."""
    async with house(linear.but(rate_limit=1)) as home:
        await home.price(60_000, PERP)
        await open_long(home)
        answer = await home.send(action="reverse", symbol="SIM_USDT_BTC", side="short")
        assert answer.status == 202, answer.body
        body: dict[str, Any] = dict(answer.body)
        assert body["opening"]["code"] == "rate_limited"
        await home.settle()
        (old,) = await home.positions()
        assert (old["status"], old["close_reason"]) == ("closed", "reverse")
        alone = await home.send(action="reverse", symbol="SIM_USDT_BTC", side="short")
        assert (alone.status, alone.body["code"]) == (429, "rate_limited")
        assert int(alone.headers["Retry-After"]) > 0


async def test_reverse_of_a_wrong_opening_closes_and_says_so(perps: House) -> None:
    """202 with the opening's refusal; the row stays accepted, and no secret is in it."""
    await open_long(perps)
    wrong: dict[str, Any] = {SECRET: 1}
    fields: dict[str, Any] = {"symbol": "SIM_USDT_BTC", "side": "short", "signal_id": "r1"}
    answer = await perps.send(action="reverse", **fields, **wrong)
    assert answer.status == 202, answer.body
    body: dict[str, Any] = dict(answer.body)
    opening = body["opening"]
    assert set(opening) == {"status", "code", "message"}
    assert (opening["status"], opening["code"]) == ("refused", "invalid_signal")
    assert [w.partition(":")[0] for w in body["warnings"]][-1] == "opening_refused"
    assert SECRET not in str(body)
    await perps.settle()
    row = (await perps.account.signals())[0]
    assert (row["status"], row["code"]) == ("accepted", "opening_refused")
    assert SECRET not in str(row)
    assert (await perps.only())["status"] == "closed"
    again = await perps.send(symbol="SIM_USDT_BTC", side="short", signal_id="r1")
    assert again.body["status"] == "accepted"  # what was refused has claimed no id


@pytest.mark.parametrize("state", ["stop_bot", "stop_and_close"])
async def test_strategy_that_turns_closes_although_the_bot_is_stopped(
    perps: House, state: str
) -> None:
    """The long does not stay against its strategy."""
    await open_long(perps)
    await perps.send(action=state)
    answer = await perps.send(
        symbol="SIM_USDT_BTC",
        strategy={
            "market_position": "short",
            "prev_market_position": "long",
            "market_position_size": "1",
            "prev_market_position_size": "1",
            "order_action": "sell",
        },
    )
    await perps.settle()
    if state == "stop_bot":
        body: dict[str, Any] = dict(answer.body)
        assert body["opening"]["code"] == "bot_stopped"
    assert (await perps.only())["status"] == "closed"
