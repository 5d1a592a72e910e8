"""Listens to what a venue pushes of our orders and trades."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
import logging
from typing import Any, Final

from ...port.backoff import Backoff
from ..connection.connection import Connection
from ..core.errors import ClientFailedError, attempt, classes
from ..core.protocol import CcxtClient, Row
from ..session import unreadable
from .order_tracker import OrderTracker

_LOGGER = logging.getLogger(__name__)

_USELESS = frozenset({"NotSupported", "ArgumentsRequired", "BadRequest", "AttributeError"})
"""Errors that trying again does not change, where the stream never said anything."""


WAITS_AT_MOST: Final = 0.005
"""Seconds that what a stream says of orders waits while anything is under way."""
TOGETHER: Final = 10
"""How many messages that have waited are read before others have their turn."""


class Mailbox:
    """Hands a stream's messages to its client; while anything is under way, some at a time.

    An order's events come together with its answer. To read them takes the client longer than to
    decide, and whoever records what the answer says would wait for the interpreter meanwhile.
    """

    def __init__(self, client: CcxtClient, is_busy: Callable[[], bool]) -> None:
        """Stand before the client's own reading; `is_busy` tells whether anything is under way."""
        self._read = client.handle_message
        self._is_busy = is_busy
        self._waiting: deque[tuple[Any, Any]] = deque()
        self._later: asyncio.Handle | None = None
        client.handle_message = self._take

    def close(self) -> None:
        """Hand out nothing any more."""
        self._waiting.clear()
        if self._later is not None:
            self._later.cancel()

    def _take(self, stream: Any, message: Any) -> None:
        self._waiting.append((stream, message))
        if self._later is not None:
            return
        if self._is_busy():
            loop = asyncio.get_running_loop()
            self._later = loop.call_later(WAITS_AT_MOST, self._hand_out)
        else:
            self._hand_out()

    def _hand_out(self) -> None:
        """Have the client read what waits, in its order; it keeps that for whoever listens."""
        self._later = None
        for _ in range(min(TOGETHER, len(self._waiting))):
            stream, message = self._waiting.popleft()
            try:
                self._read(stream, message)
            except Exception as err:  # noqa: BLE001  its parsers raise anything at all
                # As where it is read at once: what can't be read closes the stream.
                stream.on_error(unreadable(err))
        if self._waiting:
            self._later = asyncio.get_running_loop().call_soon(self._hand_out)


async def _rows(answer: Awaitable[Sequence[Row]]) -> Sequence[Row]:
    return list(await answer)


class OrderStreams:
    """Hands whatever is pushed to the order tracker, which then asks for the truth."""

    def __init__(
        self,
        connection: Connection,
        client: CcxtClient,
        order_tracker: OrderTracker,
        is_busy: Callable[[], bool],
    ) -> None:
        """`client` is used for nothing but these streams."""
        self._connection = connection
        self._client = client
        self._mailbox = Mailbox(client, is_busy)
        self._order_tracker = order_tracker
        self._tasks: list[asyncio.Task[None]] = []
        self._open: set[str] = set()
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._closing = False

    def start(self) -> None:
        """Dial."""
        client = self._client
        streams = self._connection.venue.streams
        if not (streams.available and streams.orders):
            return
        for name, key, trade in (
            ("watch_orders", "watchOrders", False),
            ("watch_my_trades", "watchMyTrades", True),
        ):
            if client.has.get(key):
                listening = self._listen(name, getattr(client, name), trade=trade)
                self._tasks.append(asyncio.create_task(listening, name=f"tradehook {name}"))

    async def stop(self) -> None:
        """Hang up."""
        self._closing = True
        self._mailbox.close()
        for timer in self._timers.values():
            timer.cancel()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _listen(
        self, name: str, watch: Callable[[], Awaitable[Sequence[Row]]], *, trade: bool
    ) -> None:
        try:
            await self._keep_listening(name, watch, trade=trade)
        finally:
            # Whatever has ended it: what is pushed nowhere is looked for in the list more often.
            self._say(name, False)

    async def _keep_listening(
        self, name: str, watch: Callable[[], Awaitable[Sequence[Row]]], *, trade: bool
    ) -> None:
        retries = Backoff(self._connection.timings.stream_retries)
        dialled = worked = False
        while True:
            if not dialled:
                dialled = True
                self._say(name, True)
                if (former := self._timers.get(name)) is not None:
                    former.cancel()
                # What happens while the stream is being opened is told by nobody.
                self._timers[name] = asyncio.get_running_loop().call_later(
                    self._connection.timings.stream_settles, self._order_tracker.catch_up
                )
            try:
                rows: Sequence[Row] | None = await attempt(_rows(watch()))
            except asyncio.CancelledError:
                task = asyncio.current_task()
                if self._closing or (task is not None and task.cancelling()):
                    raise
                rows = None
            except ClientFailedError as failed:
                rows = None
                if not worked and not _USELESS.isdisjoint(classes(failed.error)):
                    _LOGGER.debug("%s has no %s", self._connection.venue.name, name)
                    return
            if rows is None:
                self._say(name, False)
                await retries.wait()
                dialled = False
                continue
            retries.reset()
            worked = True
            for row in rows:
                self._order_tracker.heard(row, trade=trade)

    def _say(self, name: str, streaming: bool) -> None:
        if streaming:
            self._open.add(name)
        else:
            self._open.discard(name)
        self._order_tracker.streaming = "watch_orders" in self._open
