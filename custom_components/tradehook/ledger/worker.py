"""A thread that owns a database connection and answers the event loop."""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from queue import Empty, SimpleQueue
import threading
from typing import Any, Protocol

from sqlalchemy import Connection

type Run[T] = Callable[[Connection], T]


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """Something to run on the connection, and where its result is awaited."""

    run: Run[Any]
    future: asyncio.Future[Any]


@dataclass(frozen=True, slots=True)
class JobOutcome:
    """What became of a job: its result, or the error."""

    result: Any = None
    error: Exception | None = None


type Serve = Callable[[Connection, Sequence[Run[Any]]], Sequence[JobOutcome]]
"""Runs some jobs and returns one outcome for each; it never raises."""


class Leisure(Protocol):
    """What a thread does when nothing has come for a while."""

    @property
    def waits(self) -> bool:
        """Return whether there is anything to do."""

    @property
    def presses(self) -> bool:
        """Return whether it is to be done before what comes next."""

    @property
    def pause(self) -> float:
        """Return for how many seconds nothing must have come."""

    def do(self, connection: Connection) -> None:
        """Do it; it never raises."""


class Worker:
    """A thread that takes jobs in their order, as many at once as `group` allows.

    Its methods belong to the event loop; a job that was submitted runs even if nobody waits any
    more. The thread ends only through `stop`, after everything that was submitted before.
    """

    def __init__(
        self,
        name: str,
        connect: Callable[[], Connection],
        serve: Serve,
        *,
        group: int = 1,
        leisure: Leisure | None = None,
    ) -> None:
        """Name the thread, and say how it connects, runs its jobs and uses its leisure."""
        self._loop = asyncio.get_running_loop()
        self._connect = connect
        self._serve = serve
        self._group = group
        self._leisure = leisure
        self._queue: SimpleQueue[Job | None] = SimpleQueue()
        self._started: asyncio.Future[None] = self._loop.create_future()
        self._stopped: asyncio.Future[None] = self._loop.create_future()
        self._stopping = False
        self._thread = threading.Thread(target=self._main, name=name, daemon=False)

    async def start(self) -> None:
        """Start the thread and return once it is connected; raises what `connect` raises."""
        self._thread.start()
        await asyncio.shield(self._started)

    @property
    def is_stopping(self) -> bool:
        """Return whether no more jobs are taken."""
        return self._stopping

    def submit[T](self, run: Run[T]) -> asyncio.Future[T]:
        """Put a job at the end of the queue; only before `stop`."""
        assert not self._stopping
        future: asyncio.Future[T] = self._loop.create_future()
        self._queue.put(Job(run, future))
        return future

    def finish(self) -> None:
        """Take no more jobs and let the thread end after the last one."""
        if not self._stopping:
            self._stopping = True
            self._queue.put(None)

    async def stop(self) -> None:
        """Finish, and return when the thread has ended."""
        self.finish()
        if self._thread.ident is not None:
            await asyncio.shield(self._stopped)
            self._thread.join()

    def _main(self) -> None:
        try:
            connection = self._connect()
        except Exception as error:  # noqa: BLE001 - `start` raises it
            self._call(_settle, self._started, JobOutcome(error=error))
        else:
            self._call(_settle, self._started, JobOutcome())
            try:
                self._work(connection)
                if self._leisure is not None and self._leisure.waits:
                    self._leisure.do(connection)
            finally:
                connection.close()
        finally:
            self._call(_settle, self._stopped, JobOutcome())

    def _work(self, connection: Connection) -> None:
        while (job := self._next(connection)) is not None:
            jobs = [job, *self._waiting(self._group - 1)]
            try:
                outcomes = self._serve(connection, [job.run for job in jobs])
            except Exception as error:  # noqa: BLE001 - nobody may wait for ever
                outcomes = [JobOutcome(error=error) for _ in jobs]
            self._call(_settle_all, jobs, outcomes)

    def _next(self, connection: Connection) -> Job | None:
        leisure = self._leisure
        while leisure is not None and leisure.waits:
            if not leisure.presses:
                with suppress(Empty):
                    return self._queue.get(timeout=leisure.pause)
            leisure.do(connection)
        return self._queue.get()

    def _waiting(self, most: int) -> Iterator[Job]:
        for _ in range(most):
            try:
                job = self._queue.get_nowait()
            except Empty:
                return
            if job is None:
                self._queue.put(None)  # nothing comes after it: `_work` meets it again
                return
            yield job

    def _call[*Args](self, function: Callable[[*Args], object], *args: *Args) -> None:
        try:
            self._loop.call_soon_threadsafe(function, *args)
        except RuntimeError:  # the loop is closed: nobody waits any more
            return


def _settle(future: asyncio.Future[Any], outcome: JobOutcome) -> None:
    if future.done():  # whoever waited was cancelled; the work is done all the same
        return
    if outcome.error is not None:
        future.set_exception(outcome.error)
    else:
        future.set_result(outcome.result)


def _settle_all(jobs: Sequence[Job], outcomes: Sequence[JobOutcome]) -> None:
    for job, outcome in zip(jobs, outcomes, strict=True):
        _settle(job.future, outcome)
