"""Listens to what a venue pushes of our orders and trades."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
import logging

from ...port.backoff import Backoff
from ..core.errors import ClientFailedError, attempt, classes
from ..core.protocol import CcxtClient, Row
from .connection import Connection
from .order_tracker import OrderTracker

_LOGGER = logging.getLogger(__name__)

_USELESS = frozenset({"NotSupported", "ArgumentsRequired", "BadRequest", "AttributeError"})
"""Errors that trying again does not change."""


class OrderStreams:
    """Hands whatever is pushed to the order tracker, which then asks for the truth."""

    def __init__(
        self, connection: Connection, client: CcxtClient, order_tracker: OrderTracker
    ) -> None:
        """`client` is used for nothing but these streams."""
        self._connection = connection
        self._client = client
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
        for timer in self._timers.values():
            timer.cancel()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _listen(
        self, name: str, watch: Callable[[], Awaitable[Sequence[Row]]], *, trade: bool
    ) -> None:
        retries = Backoff(self._connection.timings.stream_retries)
        dialled = False
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
                rows: Sequence[Row] | None = await attempt(watch())
            except asyncio.CancelledError:
                task = asyncio.current_task()
                if self._closing or (task is not None and task.cancelling()):
                    raise
                rows = None
            except ClientFailedError as failed:
                rows = None
                if not _USELESS.isdisjoint(classes(failed.error)):
                    _LOGGER.debug("%s has no %s", self._connection.venue.name, name)
                    self._say(name, False)
                    return
            if rows is None:
                self._say(name, False)
                await retries.wait()
                dialled = False
                continue
            retries.reset()
            for row in rows:
                self._order_tracker.heard(row, trade=trade)

    def _say(self, name: str, streaming: bool) -> None:
        if streaming:
            self._open.add(name)
        else:
            self._open.discard(name)
        self._order_tracker.streaming = "watch_orders" in self._open
