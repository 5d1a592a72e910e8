"""Subscribers hear of everything in its order, but not while somebody waits for an order."""

import asyncio
import time
from typing import Any

import pytest

from custom_components.tradehook.execution.common.events import (
    AccountChanged,
    AccountEvent,
    BotChanged,
    HealthChanged,
    PositionEvent,
    SignalOutcome,
    SlotChanged,
)
from custom_components.tradehook.execution.common.slots import SlotKey
from custom_components.tradehook.execution.common.timing.pacing import RightOfWay
from custom_components.tradehook.execution.projections.event_bus import (
    ANSWER_COMES,
    AT_A_STRETCH,
    AT_THE_LATEST,
    BETWEEN_IN_A_HURRY,
    BETWEEN_SUMS,
    EventBus,
)
from custom_components.tradehook.trading.model.market import Side

SLOT = SlotKey("bot", "BTC/USDT", Side.LONG)
OPENED = PositionEvent("bot", "opened", {})


class Listening:
    """Something that tells, and what it has told."""

    def __init__(self, *topics: Any) -> None:
        self.hurried = False
        self.heard: list[AccountEvent] = []
        self.way = RightOfWay()
        self.event_bus = EventBus(lambda: self.hurried, self.way)
        self.end = self.event_bus.subscribe(self.heard.append, *topics)


async def told(one: Listening) -> None:
    """Wait until all is told that is told at a stretch, or put off."""
    while one.event_bus._resting is not None:  # noqa: ASYNC110  it is for tests
        await asyncio.sleep(0)


async def test_what_happens_in_peace_is_told_at_once() -> None:
    one = Listening()
    one.event_bus.publish(OPENED)
    assert one.heard == [OPENED]


async def test_what_happens_in_a_hurry_is_told_when_it_is_over() -> None:
    one = Listening()
    one.hurried = True
    one.event_bus.publish(BotChanged("bot"))
    one.event_bus.publish(OPENED)
    assert one.heard == []
    one.hurried = False
    one.event_bus.rest()
    assert one.heard == []  # what was begun leaves first
    await asyncio.sleep(0)
    assert one.heard == [OPENED, BotChanged("bot")]  # sums behind what has happened


async def test_one_of_two_hurries_that_is_over_tells_nothing() -> None:
    one = Listening()
    one.hurried = True
    one.event_bus.publish(OPENED)
    one.event_bus.rest()
    await asyncio.sleep(ANSWER_COMES)
    assert one.heard == []
    one.hurried = False
    one.event_bus.rest()
    one.hurried = True  # and the next has begun
    await asyncio.sleep(ANSWER_COMES)
    assert one.heard == []
    await asyncio.sleep(AT_THE_LATEST * 2)
    assert one.heard == [OPENED]


@pytest.mark.parametrize("begun", ["pending", "closing"])
async def test_what_was_begun_is_told_with_its_answer_or_a_moment_later(begun: str) -> None:
    one = Listening()
    told = [SignalOutcome("bot", "accepted", {}), PositionEvent("bot", begun, {})]
    for answered in (False, True):
        one.heard.clear()
        one.hurried = True
        for change in told:
            one.event_bus.publish(change)
        one.hurried = False
        one.event_bus.rest()
        await asyncio.sleep(0)
        assert one.heard == told[:1]  # the outcome of its signal is no news of the venue's
        if answered:
            one.hurried = True
            one.event_bus.publish(OPENED)
            one.hurried = False
            one.event_bus.rest()
            await asyncio.sleep(0)
            assert one.heard == [*told, OPENED]
        else:
            one.event_bus.publish(BotChanged("bot"))  # nothing overtakes it
            assert one.heard == told[:1]
            await asyncio.sleep(ANSWER_COMES * 2)
            assert one.heard == [*told, BotChanged("bot")]


async def test_outcome_of_a_signal_does_not_wait_for_the_answer_to_its_order() -> None:
    one = Listening()
    outcome, pending = SignalOutcome("bot", "accepted", {}), PositionEvent("bot", "pending", {})
    one.hurried = True
    for change in (outcome, SlotChanged(SLOT), pending, outcome):
        one.event_bus.publish(change)
    one.event_bus.rest()
    await asyncio.sleep(0)
    assert one.heard == []
    one.hurried = False
    one.event_bus.rest()
    assert one.heard == []  # the order leaves first
    await asyncio.sleep(0)
    assert one.heard == [outcome]
    await asyncio.sleep(ANSWER_COMES / 2)
    assert one.heard == [outcome]
    await asyncio.sleep(ANSWER_COMES)
    assert one.heard == [outcome, SlotChanged(SLOT), pending, outcome]


async def test_outcome_of_a_signal_waits_while_anything_is_under_way() -> None:
    one = Listening()
    outcome = SignalOutcome("bot", "accepted", {})
    one.hurried = True
    one.event_bus.publish(outcome)
    one.hurried = False
    one.event_bus.rest()
    one.hurried = True
    await asyncio.sleep(0)
    assert one.heard == []
    one.hurried = False
    one.event_bus.rest()
    await asyncio.sleep(0)
    assert one.heard == [outcome]


async def test_other_news_do_not_wait_with_what_was_begun() -> None:
    one = Listening()
    pending = PositionEvent("bot", "pending", {})
    one.hurried = True
    one.event_bus.publish(pending)
    one.hurried = False
    one.event_bus.rest()
    one.event_bus.publish(HealthChanged())
    assert one.heard == [pending, HealthChanged()]


async def test_much_is_told_in_parts_between_which_others_have_their_turn() -> None:
    one = Listening()
    turns = 0

    def slow(_change: AccountEvent) -> None:
        time.sleep(AT_A_STRETCH / 2)

    async def turn() -> None:
        nonlocal turns
        while len(one.heard) < 10:
            turns += 1
            await asyncio.sleep(0)

    one.event_bus.subscribe(slow)
    one.hurried = True
    for number in range(10):
        one.event_bus.publish(PositionEvent("bot", "opened", {"number": number}))
    one.hurried = False
    one.event_bus.rest()
    await turn()
    assert turns >= 4
    assert [change.data["number"] for change in one.heard if isinstance(change, PositionEvent)] == [
        *range(10)
    ]


async def test_sums_are_told_of_again_a_moment_later() -> None:
    """Of many fills each changes what the account and its bot come to."""
    one = Listening()
    sums = [BotChanged("bot"), AccountChanged()]
    for number in range(3):
        one.hurried = True
        for change in (SlotChanged(SLOT), OPENED, *sums):
            one.event_bus.publish(change)
        one.hurried = False
        one.event_bus.rest()
        await told(one)
        assert one.heard[-2:] == ([SlotChanged(SLOT), OPENED] if number else sums)
        assert one.event_bus.waits is bool(number)
    await asyncio.sleep(BETWEEN_SUMS)
    assert one.heard[-2:] == sums
    assert len(one.heard) == 10
    assert not one.event_bus.waits
    one.event_bus.publish(AccountChanged())  # in peace at once
    assert len(one.heard) == 11


async def test_what_entities_show_is_told_of_a_few_times_a_second_while_much_happens() -> None:
    """Their news come each and in their order."""
    one = Listening()
    one.hurried = True
    shown = [SlotChanged(SLOT), BotChanged("bot"), AccountChanged()]
    began, number = time.monotonic(), 0
    while time.monotonic() < began + 3 * BETWEEN_IN_A_HURRY:
        number += 1
        for change in (*shown, PositionEvent("bot", "opened", {"number": number})):
            one.event_bus.publish(change)
        await asyncio.sleep(0.02)
    await asyncio.sleep(BETWEEN_IN_A_HURRY + BETWEEN_SUMS + 2 * AT_THE_LATEST)
    news = [change.data["number"] for change in one.heard if isinstance(change, PositionEvent)]
    assert news == list(range(1, number + 1))
    for change in shown:
        assert 2 <= one.heard.count(change) <= 5
        behind = one.heard[one.heard.index(change) :]
        assert change in behind[1:]
    assert not one.event_bus.waits


async def test_slot_is_told_of_with_its_news_once_nothing_is_under_way() -> None:
    """However short a moment ago it was told of last."""
    one = Listening()
    for number in range(2):
        one.hurried = True
        one.event_bus.publish(SlotChanged(SLOT))
        one.event_bus.publish(OPENED)
        one.hurried = False
        one.event_bus.rest()
        for _ in range(2):
            await asyncio.sleep(0)
            assert one.heard[-1] == SlotChanged(SLOT)  # and what shows it goes out first
        await told(one)
        assert one.heard == [SlotChanged(SLOT), OPENED] * (number + 1)


async def test_slot_that_was_put_off_goes_before_news_once_nothing_is_under_way() -> None:
    """And behind them: it may have changed after they came, and somebody looks only then."""
    one = Listening()
    one.hurried = True
    for _ in range(2):
        one.event_bus.publish(SlotChanged(SLOT))
        await asyncio.sleep(AT_THE_LATEST * 1.2)
    assert one.heard == [SlotChanged(SLOT)]
    assert one.event_bus.waits
    one.event_bus.publish(SlotChanged(SLOT))
    one.event_bus.publish(OPENED)
    one.hurried = False
    one.event_bus.rest()
    await told(one)
    assert one.heard == [*[SlotChanged(SLOT)] * 2, OPENED, SlotChanged(SLOT)]
    assert not one.event_bus.waits


async def test_what_was_put_off_is_told_once_where_it_changes_in_peace() -> None:
    one = Listening()
    one.hurried = True
    for _ in range(2):
        one.event_bus.publish(AccountChanged())
        await asyncio.sleep(AT_THE_LATEST * 1.2)
    assert one.heard == [AccountChanged()]
    one.hurried = False
    one.event_bus.publish(AccountChanged())
    assert one.heard == [AccountChanged()] * 2
    await asyncio.sleep(BETWEEN_IN_A_HURRY)
    assert one.heard == [AccountChanged()] * 2


async def test_what_is_put_off_is_told_before_the_end() -> None:
    one = Listening()
    for _ in range(2):
        one.hurried = True
        one.event_bus.publish(AccountChanged())
        one.event_bus.tell()
    assert one.heard == [AccountChanged()] * 2


async def test_hurry_that_lasts_holds_nothing_up_for_long() -> None:
    one = Listening()
    one.hurried = True
    one.event_bus.publish(OPENED)
    await asyncio.sleep(AT_THE_LATEST * 2)
    assert one.heard == [OPENED]


async def test_what_a_price_has_hit_goes_before_what_has_waited_long() -> None:
    one = Listening()
    one.hurried = True
    one.way.take("BTC/USDT")
    one.event_bus.publish(OPENED)
    await asyncio.sleep(AT_THE_LATEST * 1.5)
    one.event_bus.publish(BotChanged("bot"))
    assert one.heard == []
    one.way.leave("BTC/USDT")
    await asyncio.sleep(0)  # there may be more than a stretch of it
    assert one.heard == [OPENED, BotChanged("bot")]


async def test_nothing_overtakes_what_waits() -> None:
    one = Listening()
    one.hurried = True
    one.event_bus.publish(OPENED)
    one.hurried = False
    one.event_bus.publish(AccountChanged())
    assert one.heard == [OPENED, AccountChanged()]
    one.event_bus.rest()
    await asyncio.sleep(AT_THE_LATEST * 2)
    assert one.heard == [OPENED, AccountChanged()]


async def test_where_to_look_is_said_once_and_news_each_time() -> None:
    one = Listening()
    one.hurried = True
    for _ in range(3):
        one.event_bus.publish(SlotChanged(SLOT))
        one.event_bus.publish(BotChanged("bot"))
        one.event_bus.publish(BotChanged("other"))
        one.event_bus.publish(OPENED)
    one.event_bus.tell()
    sums = [BotChanged("bot"), BotChanged("other")]
    assert one.heard == [SlotChanged(SLOT), OPENED, OPENED, OPENED, *sums]
    one.event_bus.publish(BotChanged("bot"))
    one.event_bus.tell()
    assert one.heard[-1] == BotChanged("bot")


@pytest.mark.parametrize(
    ("topics", "heard"),
    [
        ((), 5),
        ((BotChanged,), 2),
        (((BotChanged, "bot"),), 1),
        (((SlotChanged, SLOT), (SignalOutcome, "bot")), 2),
        (((SignalOutcome, "other"),), 0),
    ],
)
async def test_one_hears_of_what_one_wants(topics: tuple[Any, ...], heard: int) -> None:
    one = Listening(*topics)
    everything = [
        BotChanged("bot"),
        BotChanged("other"),
        SlotChanged(SLOT),
        SignalOutcome("bot", "accepted", {}),
        AccountChanged(),
    ]
    for change in everything:
        one.event_bus.publish(change)
    assert len(one.heard) == heard
    one.end()
    one.end()
    for change in everything:
        one.event_bus.publish(change)
    assert len(one.heard) == heard


async def test_what_a_listener_changes_is_told_behind_what_is_being_told() -> None:
    one = Listening()
    one.end()

    def react(change: AccountEvent) -> None:
        if change == OPENED:
            one.event_bus.publish(AccountChanged())

    one.event_bus.subscribe(react)
    one.event_bus.subscribe(one.heard.append)
    one.hurried = True
    one.event_bus.publish(OPENED)
    one.event_bus.publish(BotChanged("bot"))
    one.hurried = False
    one.event_bus.tell()
    assert one.heard == [OPENED, BotChanged("bot"), AccountChanged()]
