"""Connections to a ledger's file."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
import os
from pathlib import Path
import sqlite3
import threading
from typing import Any, Final

from sqlalchemy import Connection, Engine, Select, create_engine, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from ..errors import LedgerUnavailableError

STORE_ERRORS: Final = (SQLAlchemyError, sqlite3.Error, MemoryError)
"""What a connection raises: the driver says so where SQLite gets no memory."""

BUSY_TIMEOUT = 1.0
"""How long a write waits for somebody else's lock, in seconds.

A sender of signals gives up after 3 s: two of these (the write before, and ours) must fit.
"""

_OWNER_ONLY = 0o600
_PRIMARY_CODE = 0xFF
_WAL_LIMIT = 16 * 1024 * 1024
_PAGES_IN_LOG = 4096
"""Pages in the write-ahead log from which on a commit itself brings them into the file.

That costs a second sync, in which a signal waits: the account does it every few minutes, beside the
writer (`Ledger.checkpoint`), and only a long burst comes this far.
"""


def connect_writer(path: Path) -> Connection:
    """Return the connection that writes, on a file that is made if it is missing.

    Every COMMIT is on the disk when it returns. Raises LedgerUnavailableError.
    """
    with unavailable(path):
        # Links' tokens are secrets, and SQLite gives the -wal and -shm files the same mode.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, _OWNER_ONLY))
        return _connect(_engine("BEGIN IMMEDIATE", _set_up_writer), path)


def connect_reader(path: Path) -> Connection:
    """Return a connection that only reads: each transaction sees one state of the file.

    Raises LedgerUnavailableError.
    """
    with unavailable(path):
        return _connect(_engine("BEGIN", _set_up_reader), path)


def connect_copy(connection: Connection) -> Connection:
    """Return a connection to a copy in memory of what another one sees."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    raw(connection).backup(copy)
    return create_engine("sqlite+pysqlite://", creator=lambda: copy, poolclass=NullPool).connect()


@contextmanager
def unavailable(path: Path) -> Iterator[None]:
    """Turn what the database and the file system raise into LedgerUnavailableError."""
    try:
        yield
    except (*STORE_ERRORS, OSError) as error:
        raise LedgerUnavailableError(f"The ledger {path.name} can't be used: {error}") from error


def may_pass(error: BaseException | None) -> bool:
    """Return whether a full, locked or broken disk is to blame, and not what was to be written.

    So it is where memory was lacking for a moment.
    """
    passing = isinstance(error, sqlite3.OperationalError | MemoryError)
    return passing or type(error) is sqlite3.DatabaseError


def is_busy(error: BaseException) -> bool:
    """Return whether somebody else holds the file's lock, for which a statement has waited."""
    return (
        isinstance(error, sqlite3.OperationalError)
        and error.sqlite_errorcode & _PRIMARY_CODE == sqlite3.SQLITE_BUSY
    )


def raw(connection: Connection) -> sqlite3.Connection:
    """Return the driver's own connection."""
    driver: Any = connection.connection.dbapi_connection  # `driver_connection` takes four calls
    assert isinstance(driver, sqlite3.Connection)
    return driver


def plain_rows(connection: Connection, statement: Select[Any]) -> Iterator[tuple[Any, ...]]:
    """Yield a statement's rows as the driver has them: of thousands, nothing is made of each."""
    cursor = connection.execute(statement).cursor
    assert cursor is not None
    yield from cursor.fetchall()


class _Connecting(threading.local):
    """Where the connection leads that this thread is making."""

    path = Path()


_CONNECTING = _Connecting()


def _connect(engine: Engine, path: Path) -> Connection:
    _CONNECTING.path = path
    return engine.connect()


@cache
def _engine(begin: str, set_up: Callable[[sqlite3.Connection, object], None]) -> Engine:
    """Return the engine of all ledgers: it keeps each statement compiled, once for all of them."""
    engine = create_engine(
        "sqlite+pysqlite://",
        poolclass=NullPool,
        hide_parameters=True,  # links' tokens would show in logs
        # The driver's own transactions begin too late for savepoints and snapshots.
        creator=lambda: sqlite3.connect(
            _CONNECTING.path, timeout=BUSY_TIMEOUT, isolation_level=None
        ),
    )

    def on_begin(connection: Connection) -> None:
        raw(connection).execute(begin)

    event.listen(engine, "begin", on_begin)
    event.listen(engine, "connect", set_up)
    return engine


def _set_up_writer(connection: sqlite3.Connection, _record: object) -> None:
    (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != "wal":
        raise sqlite3.OperationalError(f"the file system allows no write-ahead log ({mode})")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA journal_size_limit = {_WAL_LIMIT}")
    connection.execute(f"PRAGMA wal_autocheckpoint = {_PAGES_IN_LOG}")


def _set_up_reader(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA query_only = ON")
