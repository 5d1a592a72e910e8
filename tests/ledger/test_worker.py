"""The thread behind a ledger: it takes jobs in order, and always ends."""

import asyncio
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
import threading
from typing import Any

import pytest
from sqlalchemy import Connection

from custom_components.tradehook.ledger.files.connections import connect_writer
from custom_components.tradehook.ledger.worker import JobOutcome, Worker


def _threads() -> list[str]:
    return [thread.name for thread in threading.enumerate() if thread.name.startswith("worker")]


def _answer(number: int, _connection: Connection) -> int:
    return number


def _serve(connection: Connection, runs: Sequence[Callable[[Connection], Any]]) -> list[JobOutcome]:
    return [JobOutcome(run(connection)) for run in runs]


async def test_jobs_that_wait_at_the_end_are_done(path: Path) -> None:
    """In groups no larger than allowed, all of them before the thread ends."""
    groups: list[int] = []

    def count(
        connection: Connection, runs: Sequence[Callable[[Connection], Any]]
    ) -> list[JobOutcome]:
        groups.append(len(runs))
        return _serve(connection, runs)

    worker = Worker("worker", lambda: connect_writer(path), count, group=4)
    jobs = [worker.submit(partial(_answer, number)) for number in range(10)]
    worker.finish()
    await worker.start()
    assert await asyncio.gather(*jobs) == list(range(10))
    await worker.stop()
    assert groups == [4, 4, 2]
    assert _threads() == []


async def test_an_unexpected_error_reaches_whoever_waits(path: Path) -> None:
    """And the thread goes on."""
    worker = Worker("worker", lambda: connect_writer(path), _serve)
    await worker.start()
    with pytest.raises(ZeroDivisionError):
        await worker.submit(lambda _: 1 / 0)
    assert await worker.submit(lambda _: 1) == 1
    assert _threads() == ["worker"]
    await worker.stop()


async def test_a_thread_that_can_not_connect_ends() -> None:
    """Its start raises, and stopping it is still in order."""

    def connect() -> Connection:
        raise RuntimeError("no")

    worker = Worker("worker", connect, _serve)
    with pytest.raises(RuntimeError, match="no"):
        await worker.start()
    await worker.stop()
    assert _threads() == []


async def test_a_worker_that_never_started_can_be_stopped(path: Path) -> None:
    """The writer could not be opened, so the reader was never needed."""
    worker = Worker("worker", lambda: connect_writer(path), _serve)
    await worker.stop()
    assert _threads() == []


def test_a_thread_survives_its_event_loop(path: Path) -> None:
    """What was handed over is still done when the loop is gone."""
    done = threading.Event()
    go_on = threading.Event()

    async def leave() -> None:
        worker = Worker("worker", lambda: connect_writer(path), _serve)
        await worker.start()
        worker.submit(lambda _: go_on.wait(30))
        worker.submit(lambda _: done.set())
        worker.finish()

    asyncio.run(leave())
    go_on.set()
    assert done.wait(30)
    for thread in threading.enumerate():
        if thread.name == "worker":
            thread.join(30)
    assert _threads() == []
