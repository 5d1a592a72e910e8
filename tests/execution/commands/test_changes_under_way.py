"""Signals that come while what was asked before them is under way, or not even begun."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
import itertools
from typing import Any
from unittest.mock import patch

import pytest

from custom_components.tradehook.execution.signals import SignalResponse
from custom_components.tradehook.ledger.errors import LedgerWriteError
from custom_components.tradehook.ledger.records import Batch
from custom_components.tradehook.trading.model.market import MarketType
from custom_components.tradehook.trading.settings.account_limits import (
    AccountLimit,
    LimitKind,
    LimitMode,
    LimitUnit,
)
from tests.execution.house import House, Plan, built, house
from tests.execution.signals.test_early_signals import reached, starting

type Message = dict[str, Any]

PERP = "BTC/USDT:USDT"
OPEN: Message = {"action": "open", "side": "long", "quote_amount": 300, "stop_loss_percentage": 3}
SHORT: Message = {"action": "open", "side": "short", "quote_amount": 200, "stop_loss_percentage": 3}
CLOSE: Message = {"action": "close"}
TURN: Message = {
    "action": "reverse",
    "side": "short",
    "quote_amount": 200,
    "stop_loss_percentage": 2,
}
BACK: Message = {**TURN, "side": "long", "quote_amount": 100}


def reduce(percentage: int, **fields: Any) -> Message:
    return {"action": "reduce", "quantity_percentage": percentage, **fields}


def increase(percentage: int) -> Message:
    return {"action": "increase", "increase_order": {"quantity_percentage": percentage}}


def stop(percentage: int) -> Message:
    return {"action": "modify", "stop_loss": {"stop_percentage": percentage}}


def strategy(now: str, size: int, before: str, size_before: int, order: str) -> Message:
    said = {
        "market_position": now,
        "market_position_size": str(size),
        "prev_market_position": before,
        "prev_market_position_size": str(size_before),
        "order_action": order,
        "contracts": "1",
    }
    return {"strategy": said, "stop_loss_percentage": 3}


GROWS = strategy("long", 2, "long", 1, "buy")
GROWS_ON = strategy("long", 3, "long", 2, "buy")
SHRINKS_FROM_4 = strategy("long", 3, "long", 4, "sell")
SHRINKS_FROM_3 = strategy("long", 2, "long", 3, "sell")


@pytest.fixture
def settings_changes() -> Mapping[str, object]:
    """Return what is other in the bot's settings."""
    return {}


@pytest.fixture
async def perps(plan: Plan, settings_changes: Mapping[str, object]) -> AsyncIterator[House]:
    """Return a house for perpetuals whose bot holds a long of 0.005."""
    linear = replace(plan, market_type=MarketType.LINEAR)
    async with house(linear.but(duplicate_window=0, **settings_changes)) as built:
        await built.price(60_000, PERP)
        assert (await say(built, OPEN)).status == 202
        await built.settle()
        yield built


async def say(home: House, message: Message) -> SignalResponse:
    """Send a signal."""
    return await home.send(symbol="SIM_USDT_BTC", **message)


async def held(home: House) -> dict[str, Decimal]:
    """Let the venue go on, and return what the bot holds in the end."""
    await asyncio.sleep(0.05)
    home.exchange.paused = False
    await home.settle()
    rows = [row for row in await home.positions() if row["status"] == "open"]
    return {str(row["side"]): Decimal(str(row["size"])) for row in rows}


@pytest.mark.parametrize("settled", [True, False], ids=["under way", "at once"])
@pytest.mark.parametrize(
    ("messages", "left"),
    [
        ([reduce(50), reduce(50)], "0.00125"),
        ([reduce(50), reduce(40)], "0.0015"),
        ([SHRINKS_FROM_4, SHRINKS_FROM_3], "0.0025"),
        ([GROWS, GROWS_ON], "0.015"),
        ([GROWS, strategy("long", 1, "long", 2, "sell")], "0.005"),
        ([increase(100), reduce(50)], "0.005"),
        ([reduce(50), increase(50)], "0.005"),
    ],
)
async def test_a_change_is_of_what_those_before_it_lead_to(
    perps: House, messages: list[Message], left: str, settled: bool
) -> None:
    """Whatever is under way, or was only just accepted, has happened for what comes behind it."""
    perps.exchange.paused = True
    for message in messages:
        answer = await say(perps, message)
        assert answer.status == 202, answer.body
        if settled:
            await asyncio.sleep(0.05)
    (size,) = (await held(perps)).values()
    assert abs(size - Decimal(left)) <= Decimal("0.0001")


@pytest.mark.parametrize("settled", [True, False], ids=["under way", "at once"])
@pytest.mark.parametrize(
    "exit_of_it",
    [
        strategy("short", 1, "short", 2, "buy"),
        reduce(50),
        reduce(50, side="short"),
        CLOSE,
        {"action": "close", "side": "short"},
    ],
    ids=["strategy", "reduce", "reduce short", "close", "close short"],
)
async def test_an_exit_of_what_a_reverse_is_going_to_open_calls_it_off(
    perps: House, exit_of_it: Message, settled: bool
) -> None:
    """Every later exit of that market and side, or of all, ends the opening."""
    perps.exchange.paused = True
    assert (await say(perps, strategy("short", 2, "long", 1, "sell"))).status == 202
    if settled:
        await asyncio.sleep(0.05)
    answer = await say(perps, exit_of_it)
    assert answer.status == 202, answer.body
    assert await held(perps) == {}


async def test_a_reduction_says_what_it_calls_off(perps: House) -> None:
    """The short that waits behind the close is cancelled: that is not nothing."""
    perps.exchange.paused = True
    assert (await say(perps, CLOSE)).status == 202
    assert (await say(perps, SHORT)).status == 202
    await asyncio.sleep(0.05)
    answer = await say(perps, reduce(50))
    assert answer.status == 202
    assert "the opening behind it is called off" in str(answer.body["warnings"])
    assert await held(perps) == {}


async def at_once(home: House, messages: Sequence[Message]) -> list[object]:
    """Send signals together; return the code of each refusal, and else the status."""
    answers = await asyncio.gather(*(say(home, message) for message in messages))
    return [answer.body.get("code") or answer.status for answer in answers]


async def one_by_one(home: House, messages: Sequence[Message]) -> list[object]:
    """Send each signal as soon as the one before it is answered."""
    answers = [await say(home, message) for message in messages]
    return [answer.body.get("code") or answer.status for answer in answers]


SENDING = pytest.mark.parametrize("send", [at_once, one_by_one])

type Sending = Callable[[House, Sequence[Message]], Awaitable[list[object]]]


@SENDING
@pytest.mark.parametrize(
    ("settings_changes", "code", "taken"),
    [
        ({"max_position_size": Decimal(5)}, "max_position_size_reached", 4),
        ({"max_position_size": Decimal(3)}, "max_position_size_reached", 2),
        ({"max_invested": Decimal(1000)}, "max_invested_reached", 2),
    ],
)
async def test_increases_that_come_together_pass_no_limit(
    perps: House, send: Sending, code: str, taken: int
) -> None:
    """A limit takes its slot in the transaction that records the 202."""
    told = await send(perps, [increase(100) for _ in range(10)])
    assert told == [202] * taken + [code] * (10 - taken)
    await perps.settle()
    size = Decimal(str((await perps.only())["size"]))
    assert abs(size - Decimal("0.005") * (taken + 1)) < Decimal("0.0002")


@SENDING
@pytest.mark.parametrize("settings_changes", [{"max_position_size": None}])
async def test_an_increase_counts_once_for_the_account_whenever_it_is_asked(
    perps: House, send: Sending
) -> None:
    """300 are held, each adds 300: three fit 1250."""
    limit = AccountLimit(mode=LimitMode.BLOCK, value=Decimal(1250), unit=LimitUnit.AMOUNT)
    perps.account.set_limits({LimitKind.EXPOSURE: limit})
    told = await send(perps, [increase(100) for _ in range(6)])
    assert told == [202] * 3 + ["account_exposure_reached"] * 3


@SENDING
@pytest.mark.parametrize(
    ("percentages", "told"),
    [
        ((1, 2), [202, "would_loosen"]),
        ((2, 1), [202, 202]),
        ((1, 4), [202, "would_loosen"]),
    ],
)
async def test_a_stop_is_not_loosened_behind_a_change_that_tightens_it(
    perps: House, send: Sending, percentages: tuple[int, int], told: list[object]
) -> None:
    """The second change is judged by what the first one leaves."""
    entry = Decimal(str((await perps.only())["stop_price"])) / Decimal("0.97")
    assert await send(perps, [stop(one) for one in percentages]) == told
    await perps.settle()
    left = Decimal(str((await perps.only())["stop_price"]))
    assert abs(left - entry * Decimal("0.99")) < 1


@SENDING
async def test_a_reverse_behind_a_close_waits_for_it(perps: House, send: Sending) -> None:
    """What is being closed is not held any more, even on the side that the reverse opens."""
    assert await send(perps, [CLOSE, BACK]) == [202, 202]
    assert set(await held(perps)) == {"long"}
    new, old = await perps.positions()
    assert (old["status"], new["signal_id"] != old["signal_id"]) == ("closed", True)


@SENDING
async def test_of_two_reverses_the_newest_wins(perps: House, send: Sending) -> None:
    assert await send(perps, [TURN, BACK]) == [202, 202]
    assert set(await held(perps)) == {"long"}
    rows = {row["symbol"]: row for row in await perps.account.signals() if row["side"] == "short"}
    assert [row["status"] for row in rows.values()] == ["failed"]


async def test_an_increase_behind_a_close_is_refused(perps: House) -> None:
    told = await at_once(perps, [CLOSE, increase(100), reduce(50)])
    assert told == [202, "position_closing", 202]
    assert await held(perps) == {}


@pytest.mark.parametrize("settings_changes", [{"max_position_size": None}])
async def test_a_burst_is_carried_out_in_its_order(perps: House) -> None:
    """Each of fifty signals finds what all of those before it lead to."""
    wave = [increase(100), reduce(50), stop(2)] * 16
    assert await at_once(perps, [*wave, CLOSE, SHORT]) == [202] * 50
    assert set(await held(perps)) == {"short"}
    closed = (await perps.positions())[1]
    assert closed["status"] == "closed"


@pytest.mark.parametrize(
    "first", [increase(100), stop(1), CLOSE, TURN], ids=lambda one: one["action"]
)
async def test_what_could_not_be_recorded_binds_nobody(perps: House, first: Message) -> None:
    """A 503 has not happened: the same again is judged as if it were the first."""
    ledger = perps.account.ledger
    with patch.object(ledger, "commit", side_effect=LedgerWriteError("disk full")):
        assert (await say(perps, first)).status == 503
    assert await at_once(perps, [increase(100)] * 4) == [202] * 4
    assert (await say(perps, stop(2))).status == 202
    sizes = await held(perps)
    assert abs(sizes.pop("long") - Decimal("0.025")) < Decimal("0.0002")
    assert sizes == {}


@pytest.mark.parametrize("falls", ["both", "first", "second"])
async def test_a_reverse_that_was_called_off_is_what_the_ledger_says_of_it(
    perps: House, falls: str
) -> None:
    """Of two that come together each may be one that could not be recorded."""
    ledger = perps.account.ledger
    commit, count = ledger.commit, itertools.count()

    async def failing(batch: Batch) -> None:
        number = next(count)
        await asyncio.sleep(0.01)
        if number < 2 and falls in ("both", ["first", "second"][number]):
            raise LedgerWriteError("disk full")
        await commit(batch)

    with patch.object(ledger, "commit", failing):
        told = await asyncio.gather(say(perps, TURN), say(perps, CLOSE))
        assert [answer.status == 503 for answer in told] == [
            falls in ("both", "first"),
            falls in ("both", "second"),
        ]
        sides = set(await held(perps))
    assert sides == {"both": {"long"}, "first": set(), "second": {"short"}}[falls]


async def test_what_a_crash_left_counts_before_it_is_carried_out(plan: Plan) -> None:
    """Signals are taken while the account still reconciles: by then its positions know nothing."""
    linear = replace(plan, market_type=MarketType.LINEAR).but(duplicate_window=0)
    async with house(linear) as home:
        await home.price(60_000, PERP)
        assert (await say(home, OPEN)).status == 202
        await home.settle()
    linear.line.event_bus = asyncio.Event()
    async with built(linear) as home:
        start = asyncio.create_task(home.account.start())
        await reached(lambda: home.exchange.markets)
        told = await at_once(home, [*([increase(100)] * 5), stop(1), stop(2)])
        assert told == [202] * 4 + ["max_position_size_reached", 202, "would_loosen"]
        start.cancel()
        await asyncio.wait([start])
    async with starting(linear) as home:
        await reached(lambda: home.exchange.markets)
        told = await at_once(home, [increase(100), stop(2), CLOSE, increase(100), TURN])
        assert told == [
            "max_position_size_reached",
            "would_loosen",
            202,
            "position_closing",
            202,
        ]
        linear.line.event_bus.set()
        assert set(await held(home)) == {"short"}
