"""Reads a venue's streams: the client's own way to do so falls silent after a while."""

import asyncio
from collections.abc import Callable, Sized
import decimal
from functools import partial
from typing import Any, Final, Protocol

from ..core.protocol import CcxtClient

TOGETHER: Final = 20
"""How many messages are read before others have their turn."""
_ABNORMAL: Final = 1006


class _Stream(Protocol):
    """One connection of a client, as ccxt makes it."""

    asyncio_loop: asyncio.AbstractEventLoop
    receive_loop: Callable[[], object]
    buffer: Sized | None
    """What waits to be received."""

    def closed(self) -> bool: ...

    async def receive(self) -> Any: ...

    def handle_message(self, message: Any, /) -> None: ...

    def on_error(self, error: Exception, /) -> None: ...

    def on_close(self, code: int, /) -> None: ...


def unreadable(error: Exception) -> Exception:
    """Return why a stream is closed whose message can't be read: its own text may be a secret."""
    return ConnectionError(f"A stream can't be read: {type(error).__name__}")


def read_streams(client: CcxtClient) -> None:
    """Have whatever a client dials read by `_read`.

    Where several messages wait, ccxt takes them out of aiohttp's queue itself. aiohttp counts some
    bytes for each of them, for ever then: after a few thousand it takes the queue for full, and
    nothing more is read of a connection that looks alive (ccxt 4.5.64, aiohttp 3.14).
    """
    dial = client.client

    def dialled(url: str) -> _Stream:
        stream: _Stream = dial(url)
        if "receive_loop" not in vars(stream):
            stream.receive_loop = partial(_begin, stream)
        return stream

    client.client = dialled


def _begin(stream: _Stream) -> asyncio.Task[None]:
    return stream.asyncio_loop.create_task(_read(stream), name="tradehook stream")


async def _read(stream: _Stream) -> None:
    """Hand a stream's messages to its client until it is closed; what can't be read closes it."""
    read = 0
    try:
        with decimal.localcontext():  # the client changes how numbers are rounded
            while not stream.closed():
                message = await stream.receive()
                read += 1
                if not stream.buffer:
                    # Whoever has heard the one before must listen again, or misses the newest.
                    await asyncio.sleep(0)
                    await asyncio.sleep(0)
                elif read % TOGETHER == 0:
                    await asyncio.sleep(0)
                stream.handle_message(message)
    except Exception as error:  # noqa: BLE001  its parsers raise anything at all
        stream.on_error(unreadable(error))
    else:
        stream.on_close(_ABNORMAL)
