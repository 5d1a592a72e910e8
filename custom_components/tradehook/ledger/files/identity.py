"""Whose ledger a file is and how far it has come, to be compared with what is known elsewhere."""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
import logging
from pathlib import Path
import shutil
import sqlite3

from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from ..column_types import json_to_db
from ..errors import LedgerUnavailableError
from ..retention import COPIED_AT
from ..tables import identity as table
from .backup_files import is_sound
from .migrations import APPLICATION_ID

_LOGGER = logging.getLogger(__name__)

BESIDE = ("-wal", "-shm", "-journal")


@dataclass(frozen=True, slots=True)
class Identity:
    """The id that a ledger keeps for life, and the number of its newest commit."""

    ledger_id: str
    sequence: int


class Loss(StrEnum):
    """What is wrong with the file that lies where a ledger should be."""

    MISSING = "missing"
    EMPTY = "empty"
    OLDER = "older"
    FOREIGN = "foreign"
    REPLACED = "replaced"
    """It was deleted or replaced while the account was running."""
    DAMAGED = "damaged"


class LedgerLostError(LedgerUnavailableError):
    """The file is not the ledger that the account had: beginning with it would lose positions."""

    def __init__(self, loss: Loss) -> None:
        """Keep what is wrong."""
        super().__init__(f"The account's ledger is lost: the file is {loss}")
        self.loss = loss


@dataclass(frozen=True, slots=True)
class Found:
    """A file that holds the same ledger as it once was."""

    path: Path
    sequence: int
    at: datetime


def read_identity(connection: Connection) -> Identity:
    """Return the identity of an open ledger."""
    row = connection.execute(select(table)).one()
    return Identity(row.id, row.sequence)


def check(path: Path, vouched: Identity) -> None:
    """Compare a file that is not open with what is known of it; raises LedgerLostError.

    A copy that a backup has made says so itself: it is older because somebody has restored it.
    What can't be read at all is left to whoever opens it.
    """
    if not path.exists():
        raise LedgerLostError(Loss.MISSING)
    try:
        found, copied = _look(path)
    except sqlite3.Error:
        return
    if found is None and not copied:
        raise LedgerLostError(Loss.EMPTY if _is_empty(path) else Loss.FOREIGN)
    if found is None:
        return
    if found.ledger_id != vouched.ledger_id:
        raise LedgerLostError(Loss.FOREIGN)
    if found.sequence < vouched.sequence and not copied:
        raise LedgerLostError(Loss.OLDER)


def find_newest(path: Path, ledger_id: str) -> Found | None:
    """Return the newest sound file beside a ledger that holds the same one; None = there is none.

    Files that somebody has put there count too, whatever their names.
    """
    found = []
    for file in path.parent.glob("*.db*"):
        if file == path or file.name.endswith((*BESIDE, ".part", "-lock")) or not file.is_file():
            continue
        try:
            known, _ = _look(file)
        except sqlite3.Error:
            continue
        if known is not None and known.ledger_id == ledger_id and is_sound(file):
            at = datetime.fromtimestamp(file.stat().st_mtime, UTC)
            found.append(Found(file, known.sequence, at))
    return max(found, key=lambda one: (one.sequence, one.at), default=None)


def put_in_place(path: Path, copy: Path, now: datetime) -> None:
    """Put a copy in the place of a ledger that is not open, marked as one; raises OSError.

    What lies there is kept beside it, and so is the copy.
    """
    part = path.with_name(f"{path.name}.part")
    shutil.copyfile(copy, part)
    part.chmod(0o600)
    _mark_as_copy(part, copy)
    put_aside(path, now)
    part.replace(path)
    _LOGGER.warning("The ledger %s was restored from %s", path.name, copy.name)


def put_aside(path: Path, now: datetime) -> None:
    """Keep what lies in a ledger's place under another name; raises OSError."""
    stem = f"{path.stem}.{now:%Y-%m-%dT%H-%M-%S}.lost"
    for beside in ("", *BESIDE):
        file = path.with_name(f"{path.name}{beside}")
        if file.exists():
            file.replace(path.with_name(f"{stem}.db{beside}"))


def is_damaged(error: BaseException | None) -> bool:
    """Return whether an error comes from a file that is broken, not from one that is kept busy."""
    while error is not None:
        cause = error.orig if isinstance(error, DBAPIError) else error
        if type(cause) is sqlite3.DatabaseError:
            return True
        error = error.__cause__
    return False


def _look(file: Path) -> tuple[Identity | None, bool]:
    """Return a file's identity, None for what is no ledger with one, and whether it is a copy."""
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True)
    try:
        if connection.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
            return None, False
        names = "SELECT name FROM sqlite_schema WHERE type = 'table'"
        tables = {name for (name,) in connection.execute(names)}
        copied = "stored_values" in tables and bool(
            connection.execute("SELECT 1 FROM stored_values WHERE key = ?", (COPIED_AT,)).fetchone()
        )
        row = None
        if table.name in tables:
            waiting = "(SELECT count(*) FROM journal WHERE failed = 0)"
            number = f"sequence + {waiting}" if "journal" in tables else "sequence"
            row = connection.execute(f"SELECT id, {number} FROM identity").fetchone()  # noqa: S608
        return (Identity(*row) if row else None), copied
    finally:
        connection.close()


def _is_empty(file: Path) -> bool:
    connection = sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True)
    try:
        (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        return int(tables) == 0
    finally:
        connection.close()


def _mark_as_copy(file: Path, original: Path) -> None:
    at = datetime.fromtimestamp(original.stat().st_mtime, UTC)
    connection = sqlite3.connect(file)
    try:
        with connection:
            connection.execute(
                "INSERT INTO stored_values (key, value) VALUES (?, ?) ON CONFLICT DO NOTHING",
                (COPIED_AT, json_to_db(at)),
            )
        connection.execute("PRAGMA journal_mode = DELETE")
    finally:
        connection.close()
