"""Lets the event loop look at everything else between the parts of what comes in a burst."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Final

WAITS_AT_MOST: Final = 0.5
"""Seconds that a burst stands still for what goes first: a ledger that hangs must not end it."""


class RightOfWay:
    """Knows which markets a price has hit something in: until they are seen to, bursts wait."""

    def __init__(self, waits_at_most: float = WAITS_AT_MOST) -> None:
        """Start with nobody who goes first; a burst stands still for so many seconds at most."""
        self._waits_at_most = waits_at_most
        self._markets: set[str] = set()
        self._over: asyncio.TimerHandle | None = None
        self._waiting: list[Callable[[], None]] = []
        self.is_taken = False
        """Whether whatever only begins shall wait."""

    def take(self, symbol: str) -> None:
        """Go before all that only begins."""
        if not self._markets:
            loop = asyncio.get_running_loop()
            self._over = loop.call_later(self._waits_at_most, self._free)
            self.is_taken = True
        self._markets.add(symbol)

    def leave(self, symbol: str) -> None:
        """Let the others go on."""
        self._markets.discard(symbol)
        if not self._markets and self._over is not None:
            self._over.cancel()
            self._over = None
            self._free()

    def clear(self) -> None:
        """Let the others go on whoever goes first."""
        for symbol in list(self._markets):
            self.leave(symbol)

    def when_free(self, go_on: Callable[[], None]) -> None:
        """Have a function called as soon as nobody goes first any more."""
        self._waiting.append(go_on)

    def _free(self) -> None:
        self.is_taken = False
        waiting, self._waiting = self._waiting, []
        for go_on in waiting:
            go_on()


class Pacer:
    """Lets so many begin in one turn of the event loop; the others wait, the first one first.

    Two hundred signals at once would keep prices, and with them the stops, waiting until the last
    of them is judged. Only whoever begins last in a turn ends it: the first of a burst may share
    theirs with those that came alone before.
    """

    def __init__(self, together: int, way: RightOfWay) -> None:
        """Take how many begin together, and who goes before all of them."""
        self._together = together
        self._way = way
        self._left = together
        self._waiting: deque[asyncio.Future[None]] = deque()
        self._begins = False
        """Whether a new turn will begin."""

    async def take(self) -> None:
        """Return at once, or as soon as it is one's turn."""
        if self._left > 1 and not self._waiting and not self._way.is_taken:
            self._left -= 1
            return
        loop = asyncio.get_running_loop()
        if not self._begins:
            self._begins = True
            loop.call_soon(self._begin)
        if self._left and not self._waiting and not self._way.is_taken:
            self._left -= 1
            return
        waiter: asyncio.Future[None] = loop.create_future()
        self._waiting.append(waiter)
        await waiter

    def _begin(self) -> None:
        """Begin a new turn with those that wait."""
        if self._waiting and self._way.is_taken:
            self._way.when_free(self._begin)
            return
        self._begins = False
        self._left = self._together
        while self._waiting and self._left:
            waiter = self._waiting.popleft()
            if not waiter.done():  # or whoever waited was cancelled
                waiter.set_result(None)
                self._left -= 1
        if self._waiting:
            self._begins = True
            asyncio.get_running_loop().call_soon(self._begin)
