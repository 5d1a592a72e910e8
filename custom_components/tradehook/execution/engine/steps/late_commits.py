"""Commits that take long: one timer for all of an account sees to what goes on meanwhile."""

import asyncio
from collections.abc import Callable
from itertools import count


class LateCommits:
    """Calls for each commit what is to be done once it is late.

    Nearly all are there long before: the timer is not set anew for each, it looks who is late by
    then.
    """

    def __init__(self, after: float) -> None:
        """Take after how many seconds a commit is late."""
        self._after = after
        self._running: dict[int, tuple[float, Callable[[], None]]] = {}
        """When each is late and what is called then, the earliest first."""
        self._numbers = count()
        self._timer: asyncio.TimerHandle | None = None

    def begun(self, now: float, late: Callable[[], None]) -> int:
        """Take note of a commit, by the loop's clock; returns its number."""
        number = next(self._numbers)
        self._running[number] = (now + self._after, late)
        if self._timer is None:
            self._await(now + self._after)
        return number

    def ended(self, number: int) -> None:
        """Take note that a commit is over."""
        self._running.pop(number, None)

    def clear(self) -> None:
        """Call nothing any more."""
        self._running.clear()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _await(self, at: float) -> None:
        self._timer = asyncio.get_running_loop().call_at(at, self._look, at)

    def _look(self, now: float) -> None:
        self._timer = None
        for number, (at, late) in list(self._running.items()):
            if at > now:
                self._await(at)
                return
            del self._running[number]
            late()
