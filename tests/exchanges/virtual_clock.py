"""A clock that only moves when a test says so."""

import asyncio
from datetime import UTC, datetime, timedelta
import heapq
from itertools import count


class VirtualClock:
    """Time, and sleeping in it."""

    def __init__(self) -> None:
        """Start at the beginning of 2026."""
        self.time = datetime(2026, 1, 1, tzinfo=UTC)
        self._sleepers: list[tuple[datetime, int, asyncio.Future[None]]] = []
        self._order = count()

    def now(self) -> datetime:
        """Return the virtual time."""
        return self.time

    async def sleep(self, seconds: float) -> None:
        """Wait until the clock has been moved that far."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        wake_at = self.time + timedelta(seconds=seconds)
        heapq.heappush(self._sleepers, (wake_at, next(self._order), future))
        await future

    async def advance(self, seconds: float) -> None:
        """Move the clock, waking whoever sleeps on the way at their own time."""
        until = self.time + timedelta(seconds=seconds)
        await _settle()
        while self._sleepers and self._sleepers[0][0] <= until:
            self.time, _, future = heapq.heappop(self._sleepers)
            if not future.done():
                future.set_result(None)
            await _settle()
        self.time = until
        await _settle()

    def skip(self, span: timedelta) -> None:
        """Let the time jump as for a machine that was suspended: sleepers sleep on."""
        self.time += span
        self._sleepers = [(at + span, order, future) for at, order, future in self._sleepers]


async def _settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)
