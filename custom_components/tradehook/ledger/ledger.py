"""An account's ledger: what it knows survives a crash, and nothing waits on the event loop."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path
import shutil
import sqlite3
import threading
from typing import Self

from sqlalchemy import Connection

from . import retention
from .errors import LedgerConflictError, LedgerUnavailableError, LedgerWriteError
from .files.backup_files import own_copy_of
from .files.connections import connect_reader, connect_writer, raw, unavailable
from .files.identity import Identity, read_identity
from .files.lock import LedgerLock
from .files.log_room import log_of, make_room
from .files.migrations import migrate
from .group_commit import ReadThrough, read_snapshot, write_together
from .journal import PAUSE, Journal
from .reading.reader import LedgerReader
from .records import Batch
from .worker import Run, Worker
from .writes import prepare

_GROUP = 500
"""How many waiting batches share a commit at most."""


class Ledger(LedgerReader):
    """What must survive: one file, one thread that writes and one that reads.

    Every read sees what was committed before it was asked for, as one consistent state; it raises
    LedgerUnavailableError when the file can't be read or the ledger is closed.
    """

    def __init__(self, path: Path, lock: LedgerLock | None = None, *, pause: float = PAUSE) -> None:
        """Prepare the threads; `open` is what makes a ledger."""
        self._path = path
        self._journal = Journal(pause)
        self._writer = Worker(
            f"tradehook-ledger-writer {path.stem}",
            partial(_connect_and_migrate, path, self._journal),
            partial(write_together, journal=self._journal),
            group=_GROUP,
            leisure=self._journal,
        )
        self._reader = Worker(
            f"tradehook-ledger-reader {path.stem}", partial(connect_reader, path), read_snapshot
        )
        self._copies: dict[Worker, threading.Event] = {}
        self._file: tuple[int, int] | None = None
        self._lock = lock
        self._unwritable = False
        self._watchers: list[Callable[[], None]] = []
        self.displaced = False
        """The file was deleted or replaced while it was open: nothing is written any more."""

    @classmethod
    async def open(cls, path: Path, *, lock: bool = False, pause: float = PAUSE) -> Self:
        """Open the file, make it if it is missing, and bring its schema up to date.

        With `lock` no other process can do the same until it is closed. After `pause` seconds
        without a commit its tables get what waits in its journal. Raises LedgerTooNewError and
        LedgerUnavailableError.
        """
        held = await asyncio.to_thread(_locked, path) if lock else None
        ledger = cls(path, held, pause=pause)
        try:
            await ledger._writer.start()
            await ledger._reader.start()
            ledger._file = await ledger._submitted(ledger._reader, partial(_file_at, path=path))
        except BaseException:
            await ledger.close()
            raise
        return ledger

    async def close(self) -> None:
        """Write what is waiting, end the threads and give the file back; twice does no harm."""
        for worker, cancelled in list(self._copies.items()):
            cancelled.set()
            await worker.stop()
        await self._reader.stop()
        await self._writer.stop()
        if self._lock is not None:
            self._lock.release()

    @property
    def is_locked(self) -> bool:
        """Return whether this process holds the ledger's lock."""
        return self._lock is not None and self._lock.is_held

    @property
    def is_unwritable(self) -> bool:
        """Return whether the last write failed for a reason that is not the batch's own."""
        return self._unwritable

    def watch_writing(self, told: Callable[[], None]) -> None:
        """Have a function called whenever the ledger can't be written any more, or again."""
        self._watchers.append(told)

    async def free_space(self) -> int:
        """Return how many bytes are free where the ledger lies."""
        return await self._submitted(self._reader, partial(_free_space, path=self._path))

    async def commit(self, batch: Batch) -> None:
        """Write a batch and return once it is on the disk, in the order of the calls.

        The batch is taken down before the first suspension; cancelling the caller doesn't cancel
        the write. Raises LedgerWriteError (LedgerConflictError when trying again can't help), and
        then nothing of it is there.
        """
        try:
            write = prepare(batch)
        except (TypeError, ValueError, OverflowError) as error:
            raise LedgerConflictError(f"Not written: {error}") from error
        await self._write(write)

    async def probe(self) -> None:
        """Write nothing but the number of the commit: it tells whether writing works again."""
        with suppress(LedgerWriteError):
            await self._write(prepare(Batch()))

    async def prune(self, now: datetime, most_bytes: int = retention.MOST_BYTES) -> int:
        """Delete what is over its time, little by little; return how many rows.

        What a position came from, and claims of signal ids, stay. Above `most_bytes` the oldest of
        the rest go earlier. Raises LedgerWriteError.
        """
        total = 0
        while removed := await self._write(
            partial(retention.prune, now=now, most_bytes=most_bytes)
        ):
            total += removed
        return total

    async def backup(self, target: Path) -> None:
        """Write a consistent copy while everything goes on; it carries the value COPIED_AT.

        Raises LedgerUnavailableError; a copy that was cancelled or failed leaves no file.
        """
        if self._reader.is_stopping:
            raise LedgerUnavailableError("The ledger is closed")
        # A thread of its own: reads, which signals wait for, don't stand behind a large copy.
        cancelled = threading.Event()
        worker = Worker(
            f"tradehook-ledger-copy {self._path.stem}",
            partial(connect_reader, self._path),
            read_snapshot,
        )
        self._copies[worker] = cancelled
        try:
            copied = worker.submit(partial(retention.copy, target=target, cancelled=cancelled))
            worker.finish()
            await worker.start()
            await copied
        except asyncio.CancelledError:
            cancelled.set()
            raise
        finally:
            await worker.stop()
            del self._copies[worker]

    async def identity(self) -> Identity:
        """Return the ledger's id and the number of its newest commit."""
        return await self._read(read_identity)

    async def look_in_place(self) -> bool:
        """Return whether the file still lies where it was opened; if not, nothing is written more.

        What went into a file that nobody finds again would be accepted and lost.
        """
        if not self.displaced:
            found = await self._submitted(self._reader, partial(_file_at, path=self._path))
            self.displaced = found != self._file
        return not self.displaced

    async def rescue(self, target: Path) -> None:
        """Copy the open file, wherever it lies or not; raises LedgerUnavailableError.

        What waits in its journal is copied as that: the tables may be unable to take it.
        """
        never = threading.Event()
        copy = partial(retention.copy, target=target, cancelled=never)
        await self._submitted(self._reader, copy)

    async def checkpoint(self) -> None:
        """Bring what stands in the write-ahead log into the file itself, as far as it can be."""
        await asyncio.to_thread(_checkpoint, self._path)

    @property
    def copy_path(self) -> Path:
        """Return where the ledger's own copy lies."""
        return own_copy_of(self._path)

    async def size(self) -> int:
        """Return the bytes on the disk, those of the write-ahead log included."""
        return await self._submitted(self._reader, partial(_size, path=self._path))

    async def _write[T](self, run: Run[T]) -> T:
        if self._writer.is_stopping:
            raise LedgerWriteError("Not written: the ledger is closed")
        try:
            if self.displaced:
                raise LedgerWriteError("Not written: the ledger's file was deleted or replaced")
            result = await self._writer.submit(run)
        except LedgerConflictError:
            raise
        except LedgerWriteError:
            self._writing(works=False)
            raise
        self._writing(works=True)
        return result

    def _writing(self, *, works: bool) -> None:
        if works is self._unwritable:
            self._unwritable = not works
            for told in self._watchers:
                told()

    async def _read[T](self, run: Run[T]) -> T:
        if self._journal.waits and not self._writer.is_stopping:
            try:
                await self._writer.submit(ReadThrough())
            except LedgerWriteError:
                return await self._submitted(self._writer, ReadThrough(run))
        return await self._submitted(self._reader, run)

    async def _submitted[T](self, worker: Worker, run: Run[T]) -> T:
        """Have a thread run what does not need in the tables what waits in the journal."""
        if self._reader.is_stopping or worker.is_stopping:
            raise LedgerUnavailableError("The ledger is closed")
        return await worker.submit(run)


def _connect_and_migrate(path: Path, journal: Journal) -> Connection:
    connection = connect_writer(path)
    try:
        with unavailable(path):
            migrate(connection)
            journal.load(connection)
            make_room(raw(connection), path)
    except BaseException:
        connection.close()
        raise
    return connection


def _file_at(_connection: Connection, path: Path) -> tuple[int, int] | None:
    """Return which file lies at a path; None = none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _checkpoint(path: Path) -> None:
    with unavailable(path):
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)
        try:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        finally:
            connection.close()


def _free_space(_connection: Connection, path: Path) -> int:
    return shutil.disk_usage(path.parent).free


def _locked(path: Path) -> LedgerLock:
    with unavailable(path):
        return LedgerLock(path)


def _size(_connection: Connection, path: Path) -> int:
    return sum(file.stat().st_size for file in (path, log_of(path)) if file.exists())
