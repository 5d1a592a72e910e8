"""Lets the event loop look at everything else between the parts of what comes in a burst."""

import asyncio
from collections import deque


class Pacer:
    """Lets so many begin in one turn of the event loop; the others wait, the first one first.

    Two hundred signals at once would keep prices, and with them the stops, waiting until the last
    of them is judged.
    """

    def __init__(self, together: int) -> None:
        self._together = together
        self._left = together
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._next: asyncio.Handle | None = None

    async def take(self) -> None:
        """Return at once, or as soon as it is one's turn."""
        loop = asyncio.get_running_loop()
        if self._next is None:
            self._next = loop.call_soon(self._begin)
        if self._left and not self._waiting:
            self._left -= 1
            return
        waiter: asyncio.Future[None] = loop.create_future()
        self._waiting.append(waiter)
        await waiter

    def _begin(self) -> None:
        """Begin a new turn with those that wait."""
        self._next = None
        self._left = self._together
        while self._waiting and self._left:
            waiter = self._waiting.popleft()
            if not waiter.done():  # or whoever waited was cancelled
                waiter.set_result(None)
                self._left -= 1
        if self._waiting:
            self._next = asyncio.get_running_loop().call_soon(self._begin)
