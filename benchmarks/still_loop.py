"""An account in one thread, whose time passes only while it waits: the same work in every run."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
import selectors
from types import SimpleNamespace
from typing import Any
from unittest.mock import patch

from custom_components.tradehook.ledger.worker import Run, Worker
from tests.execution.house import Clock

BEGIN = datetime(2026, 1, 5, 12, tzinfo=UTC)


class _StillSelector(selectors.SelectSelector):
    """Says at once that the time is over."""

    def __init__(self) -> None:
        super().__init__()
        self.now = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Return what is ready; else let the time pass."""
        ready = super().select(0)
        if not ready and timeout is not None:
            self.now += max(timeout, 0.0)
        return ready


class StillLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock moves on only when nothing is to be done."""

    def __init__(self) -> None:
        """Begin at zero."""
        self._still = _StillSelector()
        super().__init__(self._still)

    def time(self) -> float:
        """Return the seconds since the beginning."""
        return self._still.now

    def run_in_executor(  # type: ignore[override]
        self, _executor: Any, function: Callable[..., Any], *args: Any
    ) -> Any:
        """Run it here and now."""
        future = self.create_future()
        try:
            future.set_result(function(*args))
        except Exception as error:  # noqa: BLE001  whoever waits is told
            future.set_exception(error)
        return future


class StillClock(Clock):
    """The time of day, by a still loop."""

    def now(self) -> datetime:
        """Return the time."""
        return BEGIN + timedelta(seconds=asyncio.get_running_loop().time())


class _WorkerHere(Worker):
    """A ledger's worker that works on the event loop."""

    async def start(self) -> None:
        """Connect."""
        self._connection = self._connect()

    def submit[T](self, run: Run[T]) -> asyncio.Future[T]:
        """Do it, with whatever else is submitted in the same turn."""
        future: asyncio.Future[T] = self._loop.create_future()
        self._waiting_here = [*getattr(self, "_waiting_here", ()), (run, future)]
        if len(self._waiting_here) == 1:
            self._loop.call_soon(self._do)
        return future

    def _do(self) -> None:
        jobs, self._waiting_here = self._waiting_here, []
        while jobs:
            some, jobs = jobs[: self._group], jobs[self._group :]
            outcomes = self._serve(self._connection, [run for run, _ in some])
            for (_, future), outcome in zip(some, outcomes, strict=True):
                if future.done():
                    continue
                if outcome.error is not None:
                    future.set_exception(outcome.error)
                else:
                    future.set_result(outcome.result)

    def finish(self) -> None:
        """Take no more."""
        self._stopping = True

    async def stop(self) -> None:
        """Close the file."""
        while getattr(self, "_waiting_here", ()):
            await asyncio.sleep(0)
        self.finish()
        if hasattr(self, "_connection"):
            self._connection.close()
            del self._connection


def run_still(main: Callable[[], Any]) -> None:
    """Run a coroutine function to its end, in this thread alone."""
    with (
        patch("custom_components.tradehook.ledger.ledger.Worker", _WorkerHere),
        # Else the two clocks part, and all deadlines are looked at again
        patch(
            "custom_components.tradehook.execution.common.timing.steady_clock.time",
            SimpleNamespace(monotonic=lambda: asyncio.get_running_loop().time()),
        ),
        asyncio.Runner(loop_factory=StillLoop) as runner,
    ):
        runner.run(main())
