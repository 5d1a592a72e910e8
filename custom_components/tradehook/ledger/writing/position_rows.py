"""The rows of positions, with what is kept in step with them: slots and each bot's totals."""

from collections.abc import Collection
from decimal import Decimal
from operator import itemgetter
import sqlite3
from typing import Any, Final

from sqlalchemy.dialects.sqlite import insert

from ..column_types import EXACT, Value, Values, json_to_db
from ..tables import positions, slots, totals
from .inserts import UPSERTS, Statement, ready, upsert_of, write, write_some

_OF_OPENING: Final = ("bot_id", "symbol", "side", "signal_id", "opened_at")
"""What a position has from its first row on."""

_ENDED_POSITION = upsert_of(positions, ("position_id",), *_OF_OPENING)
"""For a position whose row has the same of what stays."""

_CHANGED_POSITION = upsert_of(positions, ("position_id",), *_OF_OPENING, "live")
"""For one that is as live, too."""

_TAKE_SLOT = ready(insert(slots).on_conflict_do_nothing())

_ROW: Final = {name: place for place, name in enumerate(UPSERTS[positions].columns)}

_KNOWN: Final = ("position_id", "status", "bot_id", "realized_profit", "live", *_OF_OPENING)

_LIVE: Final = _KNOWN.index("live")
_STAYS: Final = _LIVE + 1

_KNOWN_OF: Final = itemgetter(*(_ROW[name] for name in _KNOWN))
"""Takes from a position's row what `_KNOWN_ONE` asks for."""

_SLOT_OF: Final = itemgetter(*(_ROW[name] for name in _TAKE_SLOT.columns))

_KNOWN_ONE: Final = f"SELECT {', '.join(_KNOWN)} FROM positions WHERE position_id = ?"  # noqa: S608

_KNOWN_MANY: Final = _KNOWN_ONE.replace("= ?", "IN (SELECT value FROM json_each(?))")

_TOTALS_ONE: Final = "SELECT bot_id, closed, wins, realized FROM totals WHERE bot_id = ?"

_TOTALS_MANY: Final = _TOTALS_ONE.replace("= ?", "IN (SELECT value FROM json_each(?))")


def put_positions(driver: sqlite3.Connection, rows: list[Values]) -> None:
    """Write positions as their last rows have them, a new one in the place of its first row."""
    known = _known(driver, {row[0] for row in rows})
    last: dict[Value, Values] = {}
    slots_of: dict[Values, None] = {}
    for row in rows:
        if row[0] not in known and row[0] not in last:
            slots_of[_SLOT_OF(row)] = None  # what is known took its slot with its first row
        last[row[0]] = row
    alike: dict[Statement, list[Values]] = {}
    counted: list[tuple[Value, Value, int]] = []
    for position_id, row in last.items():
        before, now = known.get(position_id), _KNOWN_OF(row)
        alike.setdefault(_statement_of(before, now), []).append(row)
        if before is not None and before[1] == "closed":
            counted.append((before[2], before[3], -1))
        if now[1] == "closed":
            counted.append((now[2], now[3], 1))
    write_some(driver, *alike.items(), (_TAKE_SLOT, list(slots_of)))
    if counted:
        _count(driver, counted)


def _statement_of(before: Values | None, now: Values) -> Statement:
    if before is None or before[_STAYS:] != now[_STAYS:]:
        return UPSERTS[positions]
    return _CHANGED_POSITION if before[_LIVE] == now[_LIVE] else _ENDED_POSITION


def _known(driver: sqlite3.Connection, position_ids: set[Value]) -> dict[Value, Values]:
    """Return what counts of those positions that have a row already."""
    found = _found(driver, _KNOWN_ONE, _KNOWN_MANY, position_ids)
    return {record[0]: record for record in found}


def _count(driver: sqlite3.Connection, counted: list[tuple[Value, Value, int]]) -> None:
    """Add closed positions to their bots' totals, or take them out again."""
    found = _found(driver, _TOTALS_ONE, _TOTALS_MANY, {bot_id for bot_id, *_ in counted})
    totals_of: dict[Value, tuple[int, int, Decimal]] = {
        bot_id: (closed, wins, Decimal(total)) for bot_id, closed, wins, total in found
    }
    for bot_id, profit, sign in counted:
        realized = Decimal(str(profit))
        closed, wins, total = totals_of.get(bot_id, (0, 0, Decimal(0)))
        totals_of[bot_id] = (
            closed + sign,
            wins + (sign if realized > 0 else 0),
            EXACT.add(total, realized if sign > 0 else realized.copy_negate()),
        )
    rows: list[Values] = [
        (bot_id, closed, wins, str(total)) for bot_id, (closed, wins, total) in totals_of.items()
    ]
    write(driver, UPSERTS[totals], rows)


def _found(driver: sqlite3.Connection, one: str, many: str, keys: Collection[Value]) -> list[Any]:
    """Return what a query finds for some keys; with a list it costs more than with the one."""
    if len(keys) == 1:
        return driver.execute(one, tuple(keys)).fetchall()
    return driver.execute(many, (json_to_db(list(keys)),)).fetchall()
