"""Streams are read until they are closed, however much they say at once."""

import asyncio
from collections import deque
from functools import partial
from typing import Any, cast

from custom_components.tradehook.exchanges.ccxt.session.stream_reading import (
    TOGETHER,
    read_streams,
)
from custom_components.tradehook.exchanges.port.timings import PriceTimings
from tests.exchanges.live import BTC, Live, until, waits
from tests.fake_exchange.binance.binance import FakeBinance

AT_ONCE, TIMES = 250, 24
"""More messages than a queue of aiohttp's has room for in what it adds to each."""


@waits(prices=PriceTimings(stream_silence=60.0, stream_dead=60.0))
async def test_stream_that_says_much_at_once_goes_on(spot: Live, binance: FakeBinance) -> None:
    spot.exchange.watch_prices([BTC])
    await asyncio.sleep(0.3)
    heard = spot.ear.quotes[BTC]

    for begin in range(50_000, 50_000 + TIMES * AT_ONCE, AT_ONCE):
        for price in range(begin, begin + AT_ONCE):
            binance.set_price(BTC, price)
        last = begin + AT_ONCE - 1
        await until(partial(lambda wanted: heard[-1].bid == wanted, last))


class _Stream:
    """A connection with some messages, which is closed after them."""

    def __init__(self, messages: list[object]) -> None:
        self.asyncio_loop = asyncio.get_running_loop()
        self.buffer = deque(messages)
        self.heard: list[object] = []
        self.ended: list[object] = []

    def receive_loop(self) -> None:
        raise AssertionError("the client's own way")

    def closed(self) -> bool:
        return not self.buffer

    async def receive(self) -> object:
        return self.buffer.popleft()

    def handle_message(self, message: object) -> None:
        if message is None:
            raise KeyError("secret")
        self.heard.append(message)

    def on_error(self, error: Exception) -> None:
        self.ended.append(str(error))

    def on_close(self, code: int) -> None:
        self.ended.append(code)


class _Client:
    def __init__(self, stream: _Stream) -> None:
        self._stream = stream

    def client(self, _url: str) -> _Stream:
        return self._stream


async def read(*messages: object) -> _Stream:
    """Dial twice, as each subscription does, and return the stream once it has ended."""
    stream = _Stream(list(messages))
    client = cast("Any", _Client(stream))
    read_streams(client)
    begin = client.client("wss://x").receive_loop
    assert client.client("wss://x").receive_loop is begin
    others = asyncio.create_task(asyncio.sleep(0))
    reading = begin()
    await others
    if len(messages) > TOGETHER:
        assert not reading.done(), "others had no turn"
    await reading
    return stream


async def test_all_messages_are_handed_on_and_the_end_is_told() -> None:
    numbers = range(3 * TOGETHER)
    stream = await read(*numbers)
    assert stream.heard == list(numbers)
    assert stream.ended == [1006]


async def test_message_that_can_not_be_read_ends_the_stream() -> None:
    stream = await read("first", None, "never read")
    assert stream.heard == ["first"]
    assert stream.ended == ["A stream can't be read: KeyError"]
