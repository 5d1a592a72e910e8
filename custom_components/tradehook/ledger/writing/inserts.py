"""Rows to their tables with few statements.

After each the writer's thread waits for the interpreter while the event loop is busy.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain
import sqlite3
from typing import Final

from sqlalchemy import Table
from sqlalchemy.dialects.sqlite import Insert, dialect, insert

from ..column_types import Values
from ..tables import (
    books,
    bots,
    facts,
    fills,
    links,
    notes,
    positions,
    results,
    settings,
    signals,
    stored_values,
    totals,
)

_LARGEST: Final = 64
"""How many rows one statement writes at most; it is compiled for 1, 2, 4 … of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """An insert as the driver takes it, of any number of rows."""

    sql: str
    columns: tuple[str, ...]
    keys: int = 0
    """How many columns in front name the row, of which the last one written stays."""

    @cache  # noqa: B019  there are as many as there are tables
    def of(self, number: int) -> str:
        """Return the statement for so many rows at once."""
        row = f"({', '.join('?' * len(self.columns))})"
        assert self.sql.count(row) == 1
        return self.sql.replace(row, ", ".join([row] * number))


def write_some(driver: sqlite3.Connection, *tables: tuple[Statement, Sequence[Values]]) -> None:
    """Write the rows of several tables, where there are any."""
    for statement, rows in tables:
        if rows:
            write(driver, statement, rows)


def write(driver: sqlite3.Connection, statement: Statement, rows: Sequence[Values]) -> None:
    """Write rows in their order, with as few statements as their number has binary digits."""
    if statement.keys and len(rows) > 1:
        rows = [*{row[: statement.keys]: row for row in rows}.values()]
    if len(rows) == 1:
        driver.execute(statement.sql, rows[0])
        return
    begin = 0
    while left := len(rows) - begin:
        number = min(_LARGEST, 1 << left.bit_length() - 1)
        values = [*chain.from_iterable(rows[begin : begin + number])]
        driver.execute(statement.of(number), values)
        begin += number


def upsert_of(table: Table, key: tuple[str, ...], *stays: str) -> Statement:
    """Return what writes a row or changes it; what `stays` is written with its first row only.

    An index is written anew with each column that is named, whether it has changed or not.
    """
    statement = insert(table)
    changed = {
        column.name: statement.excluded[column.name]
        for column in table.c
        if column.name not in (*key, *stays, "seq")
    }
    made = ready(statement.on_conflict_do_update(index_elements=key, set_=changed))
    assert made.columns[: len(key)] == key
    return replace(made, keys=0 if stays else len(key))


def ready(statement: Insert) -> Statement:
    """Return an insert as the driver takes it, without the number that the database gives.

    Compiling it, or finding it compiled, is most of what SQLAlchemy costs at each execution.
    """
    columns = tuple(
        column.name
        for column in statement.table.c
        if column.name != "seq" or "codec" in column.info
    )
    return Statement(
        str(statement.compile(dialect=dialect(paramstyle="qmark"), column_keys=columns)), columns
    )


INSERTS = {table: ready(insert(table)) for table in (signals, facts, fills, settings)}

UPSERTS = {
    table: upsert_of(table, tuple(column.name for column in table.primary_key))
    for table in (bots, links, stored_values, books, totals, results, notes)
} | {
    positions: upsert_of(positions, ("position_id",)),
}
