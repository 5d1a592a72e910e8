"""Changes of signals that are there, and what they claim."""

from collections.abc import Sequence
import sqlite3
from typing import Final

from ..column_types import Value, json_to_db
from ..records import CLAIMING_ACTIONS, CLAIMING_STATUSES
from ..tables import claims
from .inserts import Statement, write

OPENING_REFUSED: Final = "opening_refused"
"""The code of an accepted reverse that only closed: it has opened nothing that could claim."""

# The same signal may claim twice; another one with its id breaks the primary key.
CLAIM = Statement(
    "INSERT INTO claims SELECT * FROM (VALUES (?, ?, ?, ?, ?, ?)) AS new WHERE NOT EXISTS"
    " (SELECT 1 FROM claims AS old WHERE old.bot_id = new.column1"
    " AND old.signal_id = new.column2 AND old.receipt_id = new.column3)",
    tuple(claims.c.keys()),
)

_UNCLAIM: Final = (
    "DELETE FROM claims WHERE (bot_id, signal_id, receipt_id) IN"
    " (SELECT bot_id, signal_id, receipt_id FROM signals WHERE receipt_id = ?)"
)

_CLAIMED: Final = (
    f"SELECT {', '.join(CLAIM.columns)} FROM signals"  # noqa: S608  our own names
    " WHERE receipt_id = ? AND signal_id IS NOT NULL AND code IS NOT ?"
    f" AND action IN ({', '.join(f"'{action}'" for action in sorted(CLAIMING_ACTIONS))})"
)


type Change = tuple[str, dict[str, Value]]
"""A signal's receipt id, with the columns that change."""


def update_signals(driver: sqlite3.Connection, changes: Sequence[Change]) -> None:
    """Change signals; those of whose claims nothing changes with one statement for all alike."""
    if len(changes) == 1 or any("status" in change for _, change in changes):
        for receipt_id, change in changes:
            _update_one(driver, receipt_id, change)
        return
    together: dict[str, dict[str, Value]] = {}
    for receipt_id, change in changes:
        together.setdefault(receipt_id, {}).update(change)
    alike: dict[tuple[str, ...], list[Change]] = {}
    for receipt_id, change in together.items():
        alike.setdefault(tuple(sorted(change)), []).append((receipt_id, change))
    for names, some in alike.items():
        if names:
            _update_alike(driver, names, some)


def _update_alike(
    driver: sqlite3.Connection, names: tuple[str, ...], changes: Sequence[Change]
) -> None:
    told = json_to_db([[receipt_id, *map(change.get, names)] for receipt_id, change in changes])
    if "\\u0000" in told:  # an older SQLite ends a text there
        for receipt_id, change in changes:
            _update_one(driver, receipt_id, change)
        return
    assigned = ", ".join(f"{name} = new.value ->> {place}" for place, name in enumerate(names, 1))
    driver.execute(
        f"UPDATE signals SET {assigned} FROM json_each(?) AS new"  # noqa: S608  columns
        " WHERE receipt_id = new.value ->> 0",
        (told,),
    )


def _update_one(driver: sqlite3.Connection, receipt_id: str, change: dict[str, Value]) -> None:
    if change:
        assigned = ", ".join(f"{name} = ?" for name in change)
        sql = f"UPDATE signals SET {assigned} WHERE receipt_id = ?"  # noqa: S608  columns
        driver.execute(sql, (*change.values(), receipt_id))
    if "status" not in change:
        return
    if change["status"] not in CLAIMING_STATUSES:
        if not driver.execute(_UNCLAIM, (receipt_id,)).rowcount:
            _unclaim_slowly(driver, receipt_id)
        return
    if claim := driver.execute(_CLAIMED, (receipt_id, OPENING_REFUSED)).fetchone():
        write(driver, CLAIM, [claim])


def _unclaim_slowly(driver: sqlite3.Connection, receipt_id: str) -> None:
    """Give back the claim of a signal whose row is gone: nothing else leads to it."""
    if not driver.execute("SELECT 1 FROM signals WHERE receipt_id = ?", (receipt_id,)).fetchone():
        driver.execute("DELETE FROM claims WHERE receipt_id = ?", (receipt_id,))
