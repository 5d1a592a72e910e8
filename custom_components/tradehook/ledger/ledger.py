"""An account's ledger: what it knows survives a crash, and nothing waits on the event loop."""

import asyncio
from collections.abc import Callable, Collection
from contextlib import suppress
from datetime import datetime
from decimal import Decimal
from functools import partial
from pathlib import Path
import shutil
import sqlite3
import threading
from typing import Any, Self

from sqlalchemy import Connection

from . import keep, read, sums
from .copies import own_copy_of
from .engine import connect_reader, connect_writer, unavailable
from .errors import LedgerConflictError, LedgerUnavailableError, LedgerWriteError
from .group import read_snapshot, write_together
from .identity import Identity, read_identity
from .lock import LedgerLock
from .migrations import migrate
from .pages import Before
from .rows import (
    Batch,
    BookRow,
    BotRow,
    FactRow,
    FillRow,
    LinkRow,
    OrderRow,
    PositionRow,
    SettingsRow,
    SignalRow,
    Totals,
)
from .sums import FillSums, PositionSums
from .worker import Run, Worker
from .write import prepare

_GROUP = 500
"""How many waiting batches share a commit at most."""


class Ledger:
    """What must survive: one file, one thread that writes and one that reads.

    Every read sees what was committed before it was asked for, as one consistent state; it raises
    LedgerUnavailableError when the file can't be read or the ledger is closed.
    """

    def __init__(self, path: Path) -> None:
        """Prepare the threads; `open` is what makes a ledger."""
        self._path = path
        self._writer = Worker(
            f"tradehook-ledger-writer {path.stem}",
            partial(_connect_and_migrate, path),
            write_together,
            group=_GROUP,
        )
        self._reader = Worker(
            f"tradehook-ledger-reader {path.stem}", partial(connect_reader, path), read_snapshot
        )
        self._copies: dict[Worker, threading.Event] = {}
        self._file: tuple[int, int] | None = None
        self._lock: LedgerLock | None = None
        self._unwritable = False
        self._watchers: list[Callable[[], None]] = []
        self.displaced = False
        """The file was deleted or replaced while it was open: nothing is written any more."""

    @classmethod
    async def open(cls, path: Path, *, lock: bool = False) -> Self:
        """Open the file, make it if it is missing, and bring its schema up to date.

        With `lock` no other process can do the same until it is closed. Raises LedgerTooNewError
        and LedgerUnavailableError.
        """
        ledger = cls(path)
        try:
            if lock:
                ledger._lock = await asyncio.to_thread(_locked, path)
            await ledger._writer.start()
            await ledger._reader.start()
            ledger._file = await ledger._read(partial(_file_at, path=path))
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
            self._lock = None

    @property
    def is_locked(self) -> bool:
        """Tell whether this process holds the ledger's lock."""
        return self._lock is not None

    @property
    def is_unwritable(self) -> bool:
        """Tell whether the last write failed for a reason that is not the batch's own."""
        return self._unwritable

    def watch_writing(self, told: Callable[[], None]) -> None:
        """Have a function called whenever the ledger can't be written any more, or again."""
        self._watchers.append(told)

    async def free_space(self) -> int:
        """Return how many bytes are free where the ledger lies."""
        return await self._read(partial(_free_space, path=self._path))

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

    async def prune(self, now: datetime, most_bytes: int = keep.MOST_BYTES) -> int:
        """Delete what is over its time, little by little; return how many rows.

        What a position came from, and claims of signal ids, stay. Above `most_bytes` the oldest of
        the rest go earlier. Raises LedgerWriteError.
        """
        total = 0
        while removed := await self._write(partial(keep.prune, now=now, most_bytes=most_bytes)):
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
            copied = worker.submit(partial(keep.copy, target=target, cancelled=cancelled))
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
        """Tell whether the file still lies where it was opened; if not, nothing is written more.

        What went into a file that nobody finds again would be accepted and lost.
        """
        if not self.displaced:
            found = await self._read(partial(_file_at, path=self._path))
            self.displaced = found != self._file
        return not self.displaced

    async def rescue(self, target: Path) -> None:
        """Copy the open file, wherever it lies or not; raises LedgerUnavailableError."""
        never = threading.Event()
        await self._read(partial(keep.copy, target=target, cancelled=never))

    async def checkpoint(self) -> None:
        """Bring what stands in the write-ahead log into the file itself, as far as it can be."""
        await asyncio.to_thread(_checkpoint, self._path)

    @property
    def copy_path(self) -> Path:
        """Return where the ledger's own copy lies."""
        return own_copy_of(self._path)

    async def size(self) -> int:
        """Return the bytes on the disk, those of the write-ahead log included."""
        return await self._read(partial(_size, path=self._path))

    async def live_positions(self) -> list[tuple[PositionRow, list[FactRow]]]:
        """Return the pending, open and closing positions, each with its facts, oldest first.

        A fact whose text is damaged has the kind DAMAGED: the others are told all the same.
        """
        return await self._read(read.live_positions)

    async def settings_of(self, bot_id: str) -> list[SettingsRow]:
        """Return every change of a bot's settings, oldest first."""
        return await self._read(partial(read.settings_of, bot_id=bot_id))

    async def facts(self, position_id: str) -> list[FactRow]:
        """Return the facts of a position in their order."""
        return await self._read(partial(read.facts_of, position_id=position_id))

    async def slots(self) -> set[tuple[str, str, str]]:
        """Return every (bot_id, symbol, side) that ever had a position."""
        return await self._read(read.slots_held)

    async def unexecuted_signals(self) -> list[SignalRow]:
        """Return the signals that are still to be executed, in the order of their commits."""
        return await self._read(read.unexecuted_signals)

    async def signal(self, receipt_id: str) -> SignalRow | None:
        """Return the row of one signal; None once retention has taken it."""
        return await self._read(partial(read.signal_of, receipt_id=receipt_id))

    async def find_claim(self, bot_id: str, signal_id: str) -> SignalRow | None:
        """Return the accepted opening that holds a signal id, however old.

        After retention only its ids, time, action and symbol are left.
        """
        return await self._read(partial(read.find_claim, bot_id=bot_id, signal_id=signal_id))

    async def find_request(self, bot_id: str, request_id: str, since: datetime) -> SignalRow | None:
        """Return the newest accepted signal since a time that claims a request id."""
        return await self._read(
            partial(read.find_request, bot_id=bot_id, request_id=request_id, since=since)
        )

    async def recent_digests(
        self, since: datetime
    ) -> dict[tuple[str, str], tuple[datetime, str | None]]:
        """Return the latest (received_at, signal_id) of each (bot_id, digest) taken on since."""
        return await self._read(partial(read.recent_digests, since=since))

    async def positions(
        self,
        *,
        bot_ids: Collection[str] | None = None,
        statuses: Collection[str] | None = None,
        symbol: str | None = None,
        since: datetime | None = None,
        closed_since: datetime | None = None,
        before: Before = None,
        limit: int = 100,
    ) -> list[PositionRow]:
        """Return positions, the last opened first; `before` is a position id or a time.

        Raises LedgerCursorError.
        """
        return await self._read(
            partial(
                read.position_page,
                bot_ids=bot_ids,
                statuses=statuses,
                symbol=symbol,
                since=since,
                closed_since=closed_since,
                before=before,
                limit=limit,
            )
        )

    async def position_sums(
        self,
        *,
        bot_ids: Collection[str] | None = None,
        statuses: Collection[str] | None = None,
        symbol: str | None = None,
        since: datetime | None = None,
        closed_since: datetime | None = None,
    ) -> tuple[dict[str, PositionSums], list[str]]:
        """Return what all fitting positions that are over come to by market, and the live ids."""
        return await self._read(
            partial(
                sums.position_sums,
                bot_ids=bot_ids,
                statuses=statuses,
                symbol=symbol,
                since=since,
                closed_since=closed_since,
            )
        )

    async def fill_sums(
        self,
        *,
        bot_ids: Collection[str] | None = None,
        position_id: str | None = None,
        symbol: str | None = None,
        since: datetime | None = None,
    ) -> dict[str, FillSums]:
        """Return what all fitting fills come to, by market."""
        return await self._read(
            partial(
                sums.fill_sums,
                bot_ids=bot_ids,
                position_id=position_id,
                symbol=symbol,
                since=since,
            )
        )

    async def signal_counts(
        self,
        *,
        bot_ids: Collection[str] | None = None,
        statuses: Collection[str] | None = None,
        action: str | None = None,
        symbol: str | None = None,
        since: datetime | None = None,
    ) -> dict[str, int]:
        """Return how many of the fitting signals have each status."""
        return await self._read(
            partial(
                sums.signal_counts,
                bot_ids=bot_ids,
                statuses=statuses,
                action=action,
                symbol=symbol,
                since=since,
            )
        )

    async def signals(
        self,
        *,
        bot_ids: Collection[str] | None = None,
        statuses: Collection[str] | None = None,
        action: str | None = None,
        symbol: str | None = None,
        since: datetime | None = None,
        before: Before = None,
        limit: int = 100,
    ) -> list[SignalRow]:
        """Return signals, the last received first; `before` is a receipt id or a time.

        Raises LedgerCursorError.
        """
        return await self._read(
            partial(
                read.signal_page,
                bot_ids=bot_ids,
                statuses=statuses,
                action=action,
                symbol=symbol,
                since=since,
                before=before,
                limit=limit,
            )
        )

    async def fills(
        self,
        *,
        bot_ids: Collection[str] | None = None,
        position_id: str | None = None,
        symbol: str | None = None,
        since: datetime | None = None,
        before: Before = None,
        limit: int = 100,
        dust: bool = True,
    ) -> list[FillRow]:
        """Return fills, the last one first; `before` is a trade id or a time.

        With `dust`, also what could not be sold and left the books at the price of its exit.
        Raises LedgerCursorError, also for a trade id that several symbols have.
        """
        return await self._read(
            partial(
                read.fill_page,
                bot_ids=bot_ids,
                position_id=position_id,
                symbol=symbol,
                since=since,
                before=before,
                limit=limit,
                dust=dust,
            )
        )

    async def order(self, client_order_id: str) -> OrderRow | None:
        """Return an order by its client order id."""
        return await self._read(partial(read.order, client_order_id=client_order_id))

    async def links(
        self,
        bot_id: str | None = None,
        position_id: str | None = None,
        link_id: str | None = None,
    ) -> list[LinkRow]:
        """Return the links that fit, oldest first."""
        return await self._read(
            partial(read.link_rows, bot_id=bot_id, position_id=position_id, link_id=link_id)
        )

    async def link_by_token(self, token: str) -> LinkRow | None:
        """Return the link that a token opens."""
        return await self._read(partial(read.link_by_token, token=token))

    async def bots(self) -> list[BotRow]:
        """Return all bots, removed ones too."""
        return await self._read(read.bot_rows)

    async def values(self) -> dict[str, Any]:
        """Return the stored values."""
        return await self._read(read.value_map)

    async def books(self) -> list[BookRow]:
        """Return the paper exchange's records by kind and key."""
        return await self._read(read.book_rows)

    async def realized_since(self, since: datetime) -> dict[str, Decimal]:
        """Return each bot's realised profit over the fills from a time on, in quote."""
        return await self._read(partial(read.realized_since, since=since))

    async def totals(self) -> dict[str, Totals]:
        """Return what each bot's closed positions add up to, at once however many they are."""
        return await self._read(read.totals_by_bot)

    async def results(self, bot_id: str) -> list[tuple[datetime, Decimal]]:
        """Return when each closed position of a bot ended and with what profit, oldest first."""
        return await self._read(partial(read.results_of, bot_id=bot_id))

    async def position_ids_with_bot(self, bot_id: str) -> list[str]:
        """Return the ids of all positions that a bot ever had, oldest first."""
        return await self._read(partial(read.position_ids_of, bot_id=bot_id))

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
        if self._reader.is_stopping:
            raise LedgerUnavailableError("The ledger is closed")
        return await self._reader.submit(run)


def _connect_and_migrate(path: Path) -> Connection:
    connection = connect_writer(path)
    try:
        with unavailable(path):
            migrate(connection)
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
    files = (path, path.with_name(f"{path.name}-wal"))
    return sum(file.stat().st_size for file in files if file.exists())
