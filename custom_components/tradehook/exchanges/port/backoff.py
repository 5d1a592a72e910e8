"""The waits between attempts at something that fails: each longer than the one before."""

import asyncio
from collections.abc import Sequence
from typing import Self


class Backoff:
    """Counts failures and waits accordingly: the last of its waits for each one beyond them.

    Iterated with `async for`, it makes as many attempts as there are waits, each after its own.
    """

    def __init__(self, waits: Sequence[float]) -> None:
        self._waits = waits
        self._failures = 0

    def failed(self) -> float:
        """Count a failure; return how many seconds to wait before the next attempt."""
        wait = self._waits[min(self._failures, len(self._waits) - 1)]
        self._failures += 1
        return wait

    def reset(self) -> None:
        """Begin with the first wait again, after a success."""
        self._failures = 0

    async def wait(self) -> None:
        """Count a failure, and wait."""
        await asyncio.sleep(self.failed())

    def __aiter__(self) -> Self:
        """Return itself: each attempt counts."""
        return self

    async def __anext__(self) -> None:
        """Wait for the next attempt; no more of them than waits."""
        if self._failures >= len(self._waits):
            raise StopAsyncIteration
        await self.wait()
