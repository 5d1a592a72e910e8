"""Plain SQLite as durable as the ledger: what a commit costs if nothing else is done."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from queue import Empty, SimpleQueue
import sqlite3
import threading

_GROUP = 500

type Write = Callable[[sqlite3.Connection], None]


class BareStore:
    """A file and a thread that writes to it: whoever waits at the same time shares a commit."""

    def __init__(self, path: Path) -> None:
        """Make the file."""
        self._path = path
        self._loop = asyncio.get_running_loop()
        self._queue: SimpleQueue[tuple[Write, asyncio.Future[None]] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="bare store", daemon=True)
        self._thread.start()

    async def write(self, write: Write) -> None:
        """Run a write and return once it is on the disk."""
        future: asyncio.Future[None] = self._loop.create_future()
        self._queue.put((write, future))
        await future

    async def insert(self, kind: str, body: str) -> None:
        """Keep a line durably."""
        await self.write(lambda database: _insert(database, kind, body))

    def close(self) -> None:
        """Write what waits and give the file back."""
        self._queue.put(None)
        self._thread.join()

    def _work(self) -> None:
        database = sqlite3.connect(self._path, isolation_level=None)
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("PRAGMA synchronous = FULL")
        database.execute(
            "CREATE TABLE IF NOT EXISTS lines"
            " (seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, body TEXT NOT NULL)"
        )
        ended = False
        while not ended:
            waiting = [self._queue.get()]
            while len(waiting) < _GROUP:
                try:
                    waiting.append(self._queue.get_nowait())
                except Empty:
                    break
            ended = None in waiting
            jobs = [job for job in waiting if job is not None]
            if jobs:
                database.execute("BEGIN IMMEDIATE")
                for write, _ in jobs:
                    write(database)
                database.execute("COMMIT")
                self._loop.call_soon_threadsafe(_tell, [future for _, future in jobs])
        database.close()


def _insert(database: sqlite3.Connection, kind: str, body: str) -> None:
    database.execute("INSERT INTO lines (kind, body) VALUES (?, ?)", (kind, body))


def _tell(futures: list[asyncio.Future[None]]) -> None:
    for future in futures:
        if not future.done():
            future.set_result(None)
