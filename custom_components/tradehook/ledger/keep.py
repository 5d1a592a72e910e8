"""Retention, and the online copy."""

from datetime import UTC, datetime, timedelta
import os
from pathlib import Path
import sqlite3
import threading

from sqlalchemy import Connection, delete, func, or_, select

from .codec import json_to_db, time_to_db
from .engine import raw
from .errors import LedgerUnavailableError
from .tables import links, signals

RETENTION = timedelta(days=90)
"""How long the signal log and the links that are over are kept."""

COPIED_AT = "ledger.copied_at"
"""The value that only a copy carries: a ledger with it was restored and may be stale."""

PRUNE_STEP = 500
"""How many rows one transaction takes away, so that nobody's write waits long."""

_PAGES_PER_STEP = 1024


def prune(connection: Connection, now: datetime) -> int:
    """Delete some of what is over its time and return how much; 0 means that nothing is left.

    Claims of signal ids stay, and so does a signal that is still to be executed.
    """
    limit = time_to_db(now - RETENTION)
    old = (
        select(signals.c.seq)
        .where(signals.c.received_at < limit, signals.c.executed != 0)
        .limit(PRUNE_STEP)
    )
    removed = connection.execute(delete(signals).where(signals.c.seq.in_(old))).rowcount
    over = or_(links.c.ended_at < limit, links.c.revoked_at < limit)
    return removed + connection.execute(delete(links).where(over)).rowcount


def copy(connection: Connection, target: Path, cancelled: threading.Event) -> None:
    """Write the present state to a file of its own, which appears complete or not at all.

    The read transaction that the caller holds pins the state, so writers go on and the copy
    needn't start again for them.
    """
    connection.execute(select(func.count()).select_from(links)).scalar_one()

    def on_progress(_status: int, _remaining: int, _total: int) -> None:
        if cancelled.is_set():
            raise LedgerUnavailableError("The copy was cancelled")

    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    os.close(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        destination = sqlite3.connect(part)
        try:
            raw(connection).backup(destination, pages=_PAGES_PER_STEP, progress=on_progress)
            destination.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
            with destination:
                destination.execute(
                    "INSERT OR REPLACE INTO stored_values (key, value) VALUES (?, ?)",
                    (COPIED_AT, json_to_db(datetime.now(UTC))),
                )
        finally:
            destination.close()
        part.replace(target)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
