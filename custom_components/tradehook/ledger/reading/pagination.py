"""Pages of history: newest first, with cursors that hold among equal times."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Row, Table, and_, select, tuple_

from ..column_types import time_to_db
from ..errors import LedgerCursorError
from .filters import Filters

type Before = str | datetime | None
"""Where a page ends: the id of the last row of the page before, or a time (exclusive)."""


def page(
    connection: Connection,
    table: Table,
    filters: Filters,
    *,
    time: Column[Any],
    named: Callable[[str], ColumnElement[bool]],
    also: Sequence[ColumnElement[bool]] = (),
    before: Before,
    limit: int,
) -> list[Row[Any]]:
    """Return the newest records that fit, and are `also` so; `before` doesn't count in.

    `named` tells which rows an id means. Raises LedgerCursorError for a `before` that says nothing.
    """
    conditions = [*filters.conditions(table, time), *also]
    if before is not None:
        conditions.append(_before(connection, table, time, named, before, conditions))
    if filters.bot_ids is None:
        return _newest(connection, table, time, conditions, limit)
    # One walk along the index per bot: with IN, SQLite would sort the bots' whole histories.
    records = [
        record
        for bot_id in sorted(set(filters.bot_ids))
        for record in _newest(
            connection, table, time, [*conditions, table.c.bot_id == bot_id], limit
        )
    ]
    position = time.name
    records.sort(key=lambda record: (getattr(record, position), record.seq), reverse=True)
    return records[:limit]


def _newest(
    connection: Connection,
    table: Table,
    time: Column[Any],
    conditions: Sequence[ColumnElement[bool]],
    limit: int,
) -> list[Row[Any]]:
    statement = (
        select(table).where(*conditions).order_by(time.desc(), table.c.seq.desc()).limit(limit)
    )
    return list(connection.execute(statement).all())


def _before(
    connection: Connection,
    table: Table,
    time: Column[Any],
    named: Callable[[str], ColumnElement[bool]],
    before: str | datetime,
    conditions: Sequence[ColumnElement[bool]],
) -> ColumnElement[bool]:
    if isinstance(before, datetime):
        return time < time_to_db(before)
    rows = select(time, table.c.seq).where(named(before))
    found = connection.execute(rows).all()
    if len(found) > 1:  # venues number the trades of each symbol for themselves
        found = connection.execute(rows.where(*conditions)).all()
    if len(found) > 1:
        raise LedgerCursorError(
            f"Several rows have the id {before}: give the symbol too, add the side of the trade"
            " (…:buy, …:sell), or use a time as `before`"
        )
    if found:
        at, seq = found[0]
        return and_(time <= at, tuple_(time, table.c.seq) < tuple_(at, seq))
    return time < time_to_db(_parse(before))


def _parse(before: str) -> datetime:
    try:
        time = datetime.fromisoformat(before)
    except ValueError as error:
        raise LedgerCursorError(f"`before` is neither a known id nor a time: {before}") from error
    if time.tzinfo is None:
        raise LedgerCursorError(f"The time in `before` needs an offset or Z: {before}")
    return time
