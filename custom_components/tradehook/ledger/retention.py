"""Retention, and the online copy."""

from datetime import UTC, datetime, timedelta
import os
from pathlib import Path
import sqlite3
import threading
from typing import Final

from sqlalchemy import (
    ColumnElement,
    Connection,
    and_,
    delete,
    exists,
    func,
    or_,
    select,
)

from .column_types import json_to_db, time_to_db
from .errors import LedgerUnavailableError
from .files.connections import raw
from .tables import links, positions, signals

RETENTION = timedelta(days=90)
"""How long links that are over are kept, and what came without valid credentials."""

SIGNALS_KEPT = timedelta(days=730)
"""How long a signal is kept that neither opened, changed nor closed a position."""

MOST_BYTES = 200_000_000
"""How large a ledger may become before the oldest of these go earlier, refusals first."""

STRANGERS: Final = (
    "unauthorized",
    "locked_out",
    "malformed_json",
    "too_large",
    "address_retired",
    "dialect_unknown",
    "dialect_ambiguous",
    "dialect_not_enabled",
    "dialect_token_unknown",
    "dialect_field_unsupported",
    "dialect_size_unclear",
    "dialect_side_unclear",
)
"""Codes of what came without valid credentials."""

CHANGING: Final = ("accepted", "failed", "expired")
"""Statuses of signals that opened, changed or closed the positions that they name."""

YOUNG = timedelta(days=1)
"""How long what is not a refusal is kept whatever the size: windows of duplicates look at it."""

COPIED_AT = "ledger.copied_at"
"""The value that only a copy carries: a ledger with it was restored and may be stale."""

PRUNE_STEP = 500
"""How many rows one transaction takes away, so that nobody's write waits long."""

_PAGES_PER_STEP = 1024


def prune(connection: Connection, now: datetime, most_bytes: int = MOST_BYTES) -> int:
    """Delete some of what is over its time and return how much; 0 means that nothing is left.

    What a position came from stays as long as the position. Claims of signal ids stay, and so
    does a signal that is still to be executed.
    """
    short, long = time_to_db(now - RETENTION), time_to_db(now - SIGNALS_KEPT)
    strange = and_(signals.c.status == "refused", signals.c.code.in_(STRANGERS))
    old = or_(
        and_(strange, signals.c.received_at < short),
        and_(_without_position(), signals.c.received_at < long),
    )
    removed = _delete_signals(connection, old)
    over = or_(links.c.ended_at < short, links.c.revoked_at < short)
    removed += connection.execute(delete(links).where(over)).rowcount
    if not removed and _used_bytes(connection) > most_bytes:
        removed = _delete_signals(
            connection, and_(_without_position(), signals.c.status == "refused")
        ) or _delete_signals(
            connection,
            and_(_without_position(), signals.c.received_at < time_to_db(now - YOUNG)),
        )
    return removed


def _without_position() -> ColumnElement[bool]:
    """Return the condition that no position is there that the signal opened, changed or closed."""
    named = func.json_each(signals.c.position_ids).table_valued("value")
    there = exists().where(positions.c.position_id == named.c.value)
    return or_(signals.c.status.not_in(CHANGING), ~there.correlate(signals))


def _delete_signals(connection: Connection, which: ColumnElement[bool]) -> int:
    """Delete the oldest of some signals, as many as one transaction may; return how many."""
    oldest = (
        select(signals.c.seq)
        .where(which, signals.c.executed != 0)
        .order_by(signals.c.received_at, signals.c.seq)
        .limit(PRUNE_STEP)
    )
    return connection.execute(delete(signals).where(signals.c.seq.in_(oldest))).rowcount


def _used_bytes(connection: Connection) -> int:
    """Return the size of the file without the pages that are free to be used again."""

    def pragma(name: str) -> int:
        return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())

    return (pragma("page_count") - pragma("freelist_count")) * pragma("page_size")


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
