"""What streams say of orders is read behind what is under way, in its order, a moment later."""

import asyncio
from types import SimpleNamespace
from typing import cast

from custom_components.tradehook.exchanges.ccxt.core.protocol import CcxtClient
from custom_components.tradehook.exchanges.ccxt.tracking.order_streams import (
    TOGETHER,
    WAITS_AT_MOST,
    Mailbox,
)
from tests.exchanges.live import Live, until
from tests.fake_exchange.binance import FakeBinance


class Stream:
    """A connection that notes what has closed it."""

    def __init__(self) -> None:
        self.ended: list[str] = []

    def on_error(self, error: Exception) -> None:
        self.ended.append(str(error))


class Client:
    """A client that notes what it has read."""

    def __init__(self) -> None:
        self.stream = Stream()
        self.busy = False
        self.has_read: list[object] = []
        self.client = SimpleNamespace(handle_message=self.read)
        self.mailbox = Mailbox(cast("CcxtClient", self.client), lambda: self.busy)

    def read(self, _stream: object, message: object) -> None:
        if message == "unreadable":
            raise ValueError(message)
        self.has_read.append(message)

    def say(self, *messages: object) -> None:
        for message in messages:
            self.client.handle_message(self.stream, message)


async def test_in_peace_it_is_read_at_once() -> None:
    one = Client()
    one.say(1, 2)
    assert one.has_read == [1, 2]


async def test_while_anything_is_under_way_it_waits_for_a_moment_however_long_that_takes() -> None:
    one = Client()
    one.busy = True
    one.say(1)
    await asyncio.sleep(WAITS_AT_MOST / 5)
    one.say(2)
    assert one.has_read == []
    await asyncio.sleep(WAITS_AT_MOST * 2)
    assert one.has_read == [1, 2]
    one.say(3)
    assert one.has_read == [1, 2]
    await asyncio.sleep(WAITS_AT_MOST * 2)
    assert one.has_read == [1, 2, 3]


async def test_nothing_overtakes_what_waits() -> None:
    one = Client()
    one.busy = True
    one.say(1)
    one.busy = False
    one.say(2)
    assert one.has_read == []
    await asyncio.sleep(WAITS_AT_MOST * 2)
    assert one.has_read == [1, 2]


async def test_much_is_read_in_parts_between_which_others_have_their_turn() -> None:
    one = Client()
    one.busy = True
    one.say(*range(TOGETHER * 3))
    one.busy = False
    parts = set[int]()
    while len(one.has_read) < TOGETHER * 3 + 1:
        await asyncio.sleep(0)
        if len(one.has_read) == TOGETHER:
            one.say("last")
        parts.add(len(one.has_read))
    assert {TOGETHER, TOGETHER * 2} <= parts
    assert one.has_read == [*range(TOGETHER * 3), "last"]


async def test_what_cannot_be_read_closes_its_stream_and_the_rest_is_read() -> None:
    one = Client()
    one.busy = True
    one.say(1, "unreadable", 2)
    await asyncio.sleep(WAITS_AT_MOST * 2)
    assert one.has_read == [1, 2]
    assert one.stream.ended == ["A stream can't be read: ValueError"]


async def test_closed_it_hands_out_nothing_any_more() -> None:
    one = Client()
    one.busy = True
    one.say(1)
    one.mailbox.close()
    await asyncio.sleep(WAITS_AT_MOST * 2)
    assert one.has_read == []


async def test_fills_are_told_while_anything_is_under_way(spot: Live, binance: FakeBinance) -> None:
    report = await spot.order("buy", "0.01", "59000")
    await asyncio.sleep(0.3)
    spot.ear.busy = True
    binance.fill(report.client_order_id, "0.01")
    await until(lambda: spot.ear.fills)
    assert not binance.sent("query_order")
