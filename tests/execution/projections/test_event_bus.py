"""Subscribers hear of everything in its order, but not while somebody waits for an order."""

import asyncio
from typing import Any

import pytest

from custom_components.tradehook.execution.common.events import (
    AccountChanged,
    BotChanged,
    Change,
    PositionHappened,
    SignalHappened,
    SlotChanged,
)
from custom_components.tradehook.execution.common.slots import SlotKey
from custom_components.tradehook.execution.projections.event_bus import AT_THE_LATEST, Telling
from custom_components.tradehook.trading.model.market import Side

SLOT = SlotKey("bot", "BTC/USDT", Side.LONG)
OPENED = PositionHappened("bot", "opened", {})


class Listening:
    """Something that tells, and what it has told."""

    def __init__(self, *topics: Any) -> None:
        self.hurried = False
        self.heard: list[Change] = []
        self.telling = Telling(lambda: self.hurried)
        self.end = self.telling.subscribe(self.heard.append, *topics)


async def test_what_happens_in_peace_is_told_at_once() -> None:
    one = Listening()
    one.telling.publish(OPENED)
    assert one.heard == [OPENED]


async def test_what_happens_in_a_hurry_is_told_when_it_is_over() -> None:
    one = Listening()
    one.hurried = True
    one.telling.publish(BotChanged("bot"))
    one.telling.publish(OPENED)
    assert one.heard == []
    one.hurried = False
    one.telling.rest()
    assert one.heard == []  # what was begun leaves first
    await asyncio.sleep(0)
    assert one.heard == [BotChanged("bot"), OPENED]


async def test_hurry_that_lasts_holds_nothing_up_for_long() -> None:
    one = Listening()
    one.hurried = True
    one.telling.publish(OPENED)
    await asyncio.sleep(AT_THE_LATEST * 2)
    assert one.heard == [OPENED]


async def test_nothing_overtakes_what_waits() -> None:
    one = Listening()
    one.hurried = True
    one.telling.publish(OPENED)
    one.hurried = False
    one.telling.publish(AccountChanged())
    assert one.heard == [OPENED, AccountChanged()]
    one.telling.rest()
    await asyncio.sleep(AT_THE_LATEST * 2)
    assert one.heard == [OPENED, AccountChanged()]


async def test_where_to_look_is_said_once_and_news_each_time() -> None:
    one = Listening()
    one.hurried = True
    for _ in range(3):
        one.telling.publish(SlotChanged(SLOT))
        one.telling.publish(BotChanged("bot"))
        one.telling.publish(BotChanged("other"))
        one.telling.publish(OPENED)
    one.telling.tell()
    looks = [SlotChanged(SLOT), BotChanged("bot"), BotChanged("other")]
    assert one.heard == [*looks, OPENED, OPENED, OPENED]
    one.telling.publish(BotChanged("bot"))
    one.telling.tell()
    assert one.heard[-1] == BotChanged("bot")


@pytest.mark.parametrize(
    ("topics", "heard"),
    [
        ((), 5),
        ((BotChanged,), 2),
        (((BotChanged, "bot"),), 1),
        (((SlotChanged, SLOT), (SignalHappened, "bot")), 2),
        (((SignalHappened, "other"),), 0),
    ],
)
async def test_one_hears_of_what_one_wants(topics: tuple[Any, ...], heard: int) -> None:
    one = Listening(*topics)
    everything = [
        BotChanged("bot"),
        BotChanged("other"),
        SlotChanged(SLOT),
        SignalHappened("bot", "accepted", {}),
        AccountChanged(),
    ]
    for change in everything:
        one.telling.publish(change)
    assert len(one.heard) == heard
    one.end()
    one.end()
    for change in everything:
        one.telling.publish(change)
    assert len(one.heard) == heard


async def test_what_a_listener_changes_is_told_behind_what_is_being_told() -> None:
    one = Listening()
    one.end()

    def react(change: Change) -> None:
        if change == OPENED:
            one.telling.publish(AccountChanged())

    one.telling.subscribe(react)
    one.telling.subscribe(one.heard.append)
    one.hurried = True
    one.telling.publish(OPENED)
    one.telling.publish(BotChanged("bot"))
    one.hurried = False
    one.telling.tell()
    assert one.heard == [OPENED, BotChanged("bot"), AccountChanged()]
