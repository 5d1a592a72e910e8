"""What an account needs of the program around it: the clock, tasks, and how long to wait."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from .timings import Timings


class Spawn(Protocol):
    """Starts a task that its owner keeps and ends."""

    def __call__[T](self, coro: Coroutine[Any, Any, T], name: str, /) -> asyncio.Task[T]:
        """Start it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRuntime:
    """The clock, the tasks and the waits of an account.

    `now` returns the time, `midnight` the last midnight of the house's time zone for a moment.
    """

    now: Callable[[], datetime]
    midnight: Callable[[datetime], datetime]
    spawn: Spawn
    timings: Timings = field(default_factory=Timings)
