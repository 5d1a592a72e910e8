"""What an account needs of the program around it, and what all its parts share."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, Protocol

from ...ledger.ledger import Ledger
from .events import AccountEvent
from .timing.pacing import WAITS_AT_MOST, RightOfWay
from .timing.timings import Timings


class Spawn(Protocol):
    """Starts a task that its owner keeps and ends."""

    def __call__[T](self, coro: Coroutine[Any, Any, T], name: str, /) -> asyncio.Task[T]:
        """Start it."""


class OwnTasks:
    """The tasks that an account has started and that end by themselves."""

    def __init__(self, spawn: Spawn, owner: str) -> None:
        self._spawn = spawn
        self._owner = owner
        self.running: set[asyncio.Task[Any]] = set()

    def spawn[T](self, coro: Coroutine[Any, Any, T], name: str, /) -> asyncio.Task[T]:
        """Start a task and keep it until it is over."""
        task = self.spawn_apart(coro, name)
        self.running.add(task)
        task.add_done_callback(self.running.discard)
        return task

    def spawn_apart[T](self, coro: Coroutine[Any, Any, T], name: str, /) -> asyncio.Task[T]:
        """Start a task that somebody else keeps."""
        return self._spawn(coro, f"{self._owner}: {name}")

    async def cancel(self) -> None:
        """End all that are running."""
        running = list(self.running)
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


class Activity:
    """Counts the signals and the inputs of positions that are being worked on."""

    def __init__(self, goes_first: float = WAITS_AT_MOST) -> None:
        """Start at rest; a burst stands still for so many seconds at most."""
        self.signals = 0
        self.inputs = 0
        """Queued, or in the step that is under way."""
        self.openings: dict[str, int] = {}
        """Of signals, that are being recorded: how many of each market."""
        self.way = RightOfWay(goes_first)

    def is_busy(self) -> bool:
        """Return whether anything is under way."""
        return bool(self.inputs or self.signals)

    def begin_opening(self, symbol: str) -> None:
        """Know of an opening that its market will have to decide."""
        self.openings[symbol] = self.openings.get(symbol, 0) + 1

    def end_opening(self, symbol: str) -> None:
        """Know that it is handed to its market, or that it has come to nothing."""
        left = self.openings.pop(symbol) - 1
        if left:
            self.openings[symbol] = left


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRuntime:
    """The clock, the tasks and the waits of an account.

    `now` returns the time, `midnight` the last midnight of the house's time zone for a moment.
    """

    now: Callable[[], datetime]
    midnight: Callable[[datetime], datetime]
    spawn: Spawn
    timings: Timings = field(default_factory=Timings)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountServices:
    """The ledger, the clock, the tasks and the waits of an account, and who is told."""

    ledger: Ledger
    now: Callable[[], datetime]
    tasks: OwnTasks
    timings: Timings
    publish: Callable[[AccountEvent], None]
    """Tells those who look on."""
    rested: Callable[[], None]
    """Called when a kind of work is over: what waits may be told."""

    @property
    def spawn(self) -> Spawn:
        """Return how a task of the account's own is started."""
        return self.tasks.spawn


@dataclass(frozen=True, slots=True, kw_only=True)
class TradingTerms:
    """Fee and slippage of the account, as fractions, and the highest leverage it allows."""

    taker_fee: Decimal
    slippage: Decimal
    max_leverage: int | None = None
