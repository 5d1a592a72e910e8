"""Batches to statements: what is written, and what is kept in step with it."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from decimal import Context, Decimal
from functools import cache
from itertools import groupby
import sqlite3
from typing import Final, Self

from sqlalchemy import Connection, Table
from sqlalchemy.dialects.sqlite import Insert, dialect, insert as upsert

from .column_types import Params, Value, json_to_db
from .files.connections import raw
from .records import (
    CLAIMING_ACTIONS,
    CLAIMING_STATUSES,
    LEAVE,
    LIVE_STATUSES,
    Batch,
    ResultRecord,
    SignalUpdate,
)
from .tables import (
    books,
    bots,
    claims,
    encode,
    encode_value,
    facts,
    fills,
    links,
    notes,
    orders,
    positions,
    results,
    settings,
    signals,
    slots,
    stored_values,
    totals,
)

EXACT = Context(prec=500)
"""Adds money without rounding: Python's own context would cut it at 28 digits."""

OPENING_REFUSED = "opening_refused"
"""The code of an accepted reverse that only closed: it has opened nothing that could claim."""

_LARGEST = 64
"""How many rows one statement writes at most; it is compiled for 1, 2, 4 … of them."""


def prepare(batch: Batch) -> Prepared:
    """Return what writes a batch as it is now; raises TypeError or ValueError.

    Everything is turned into database values at once: what the caller changes afterwards in a
    mapping that it has passed isn't written.
    """
    return Prepared(
        forget=batch.forget,
        signals=[encode(signals, row) for row in batch.signals],
        signal_updates=[(row.receipt_id, _encode_update(row)) for row in batch.signal_updates],
        bots=[encode(bots, row) for row in batch.bots],
        positions=[
            encode(positions, row) | {"live": int(row.status in LIVE_STATUSES)}
            for row in batch.positions
        ],
        results=[
            encode(results, result)
            for row in batch.positions
            if (result := ResultRecord.of(row)) is not None
        ],
        facts=[encode(facts, row) for row in batch.facts],
        orders=[encode(orders, row) for row in batch.orders],
        fills=[encode(fills, row) for row in batch.fills],
        links=[encode(links, row) for row in batch.links],
        values=[
            {"key": key, "value": None if value is None else json_to_db(value)}
            for key, value in batch.values.items()
        ],
        books=[encode(books, row) for row in batch.books],
        settings=[encode(settings, row) for row in batch.settings],
        notes=[encode(notes, row) for row in batch.notes],
    )


def _encode_update(change: SignalUpdate) -> Params:
    values: Params = {}
    for field in fields(change):
        value = getattr(change, field.name)
        if value is not LEAVE and field.name != "receipt_id":
            values[field.name] = encode_value(signals.c[field.name], value)
    return values


@dataclass(slots=True, kw_only=True)
class Prepared:
    """A batch, or several in their order, in database values; called, it writes them.

    It asks the driver alone, which may be in a transaction of its own. Many rows go with one
    statement: after each the writer's thread has to wait for the interpreter again while the event
    loop is busy.
    """

    forget: bool
    signals: list[Params]
    signal_updates: list[tuple[str, Params]]
    bots: list[Params]
    positions: list[Params]
    results: list[Params]
    facts: list[Params]
    orders: list[Params]
    fills: list[Params]
    links: list[Params]
    values: list[Params]
    books: list[Params]
    settings: list[Params]
    notes: list[Params]

    @classmethod
    def joined(cls, several: Sequence[Self]) -> Self | None:
        """Return what writes several as one, table by table; None if that isn't the same.

        Within a table the order stays. Where it matters between tables (an id that one batch frees
        and the next takes), the statements contradict each other and nothing is written.
        """
        if any(one.forget for one in several):
            return None
        lists = {
            field.name: [row for one in several for row in getattr(one, field.name)]
            for field in fields(cls)
            if field.name != "forget"
        }
        return cls(forget=False, **lists)

    def __call__(self, connection: Connection) -> None:
        """Write everything, positions before the rows that refer to them."""
        driver = raw(connection)
        if self.forget:
            for statement in _FORGET:
                driver.execute(statement)
        _write(driver, _INSERTS[signals], self.signals)
        _write(driver, _CLAIM, [signal for signal in self.signals if _claims(signal)])
        for receipt_id, change in self.signal_updates:
            _update_signal(driver, receipt_id, change)
        _write(driver, _UPSERTS[bots], self.bots)
        _put_positions(driver, self.positions)
        _write(driver, _UPSERTS[results], self.results)
        _write(driver, _INSERTS[facts], self.facts)
        _write(driver, _UPSERTS[orders], self.orders)
        _write(driver, _INSERTS[fills], self.fills)
        _write(driver, _UPSERTS[links], self.links)
        _put_or_delete(driver, stored_values, "value", self.values)
        _put_or_delete(driver, books, "data", self.books)
        _write(driver, _INSERTS[settings], self.settings)
        _write(driver, _UPSERTS[notes], self.notes)


@dataclass(frozen=True, slots=True, eq=False)
class _Statement:
    """An insert as the driver takes it, of any number of rows."""

    sql: str
    columns: tuple[str, ...]

    @cache  # noqa: B019  there are as many as there are tables
    def of(self, number: int) -> str:
        """Return the statement for so many rows at once."""
        row = f"({', '.join('?' * len(self.columns))})"
        assert self.sql.count(row) == 1
        return self.sql.replace(row, ", ".join([row] * number))


def _write(driver: sqlite3.Connection, statement: _Statement, rows: Sequence[Params]) -> None:
    """Write rows in their order, with as few statements as their number has binary digits."""
    begin = 0
    while left := len(rows) - begin:
        number = min(_LARGEST, 1 << left.bit_length() - 1)
        chunk = rows[begin : begin + number]
        values: list[Value] = [row[name] for row in chunk for name in statement.columns]
        driver.execute(statement.of(number), values)
        begin += number


def _upsert(table: Table, key: tuple[str, ...], *stays: str) -> _Statement:
    """Return what writes a row or changes it; what `stays` is written with its first row only.

    An index is written anew with each column that is named, whether it has changed or not.
    """
    statement = upsert(table)
    changed = {
        column.name: statement.excluded[column.name]
        for column in table.c
        if column.name not in (*key, *stays, "seq")
    }
    return _ready(statement.on_conflict_do_update(index_elements=key, set_=changed))


def _ready(statement: Insert) -> _Statement:
    """Return an insert as the driver takes it, without the number that the database gives.

    Compiling it, or finding it compiled, is most of what SQLAlchemy costs at each execution.
    """
    columns = tuple(
        column.name
        for column in statement.table.c
        if column.name != "seq" or "codec" in column.info
    )
    return _Statement(
        str(statement.compile(dialect=dialect(paramstyle="qmark"), column_keys=columns)), columns
    )


_OF_OPENING: Final = ("bot_id", "symbol", "side", "signal_id", "opened_at")
"""What a position has from its first row on."""

_INSERTS = {table: _ready(upsert(table)) for table in (signals, facts, fills, settings)}

_UPSERTS = {
    table: _upsert(table, tuple(column.name for column in table.primary_key))
    for table in (bots, links, stored_values, books, totals, results, notes)
} | {
    orders: _upsert(orders, ("client_order_id",), "position_id", "symbol"),
    positions: _upsert(positions, ("position_id",)),
}

_CHANGED_POSITION = _upsert(positions, ("position_id",), *_OF_OPENING, "live")
"""For a position whose row has the same of what stays, and is as live."""

_TAKE_SLOT = _ready(upsert(slots).on_conflict_do_nothing())

# The same signal may claim twice; another one with its id breaks the primary key.
_CLAIM = _ready(upsert(claims).on_conflict_do_nothing(index_elements=["receipt_id"]))

_FORGET: Final = (
    *(
        f"DELETE FROM {table.name}"  # noqa: S608  our own names
        for table in (facts, orders, fills, links, notes, results, positions, totals, claims)
    ),
    (
        "UPDATE signals SET executed = 1, command = NULL, digest = NULL, request_id = NULL"
        " WHERE executed = 0 OR digest IS NOT NULL OR request_id IS NOT NULL"
    ),
)

_DELETES: Final = {
    stored_values: 'DELETE FROM stored_values WHERE "key" = :key',
    books: 'DELETE FROM books WHERE kind = :kind AND "key" = :key',
}

_KNOWN: Final = ("position_id", "status", "realized_profit", "live", *_OF_OPENING)

_KNOWN_ONE: Final = f"SELECT {', '.join(_KNOWN)} FROM positions WHERE position_id = ?"  # noqa: S608

_KNOWN_MANY: Final = _KNOWN_ONE.replace("= ?", "IN (SELECT value FROM json_each(?))")

_CLAIMED = ", ".join(_CLAIM.columns)


def _put_or_delete(
    driver: sqlite3.Connection, table: Table, column: str, rows: list[Params]
) -> None:
    """Write rows in their order; one without a value deletes its key."""
    for over, some in groupby(rows, lambda row: row[column] is None):
        if over:
            driver.executemany(_DELETES[table], some)
        else:
            _write(driver, _UPSERTS[table], list(some))


def _update_signal(driver: sqlite3.Connection, receipt_id: str, change: Params) -> None:
    key = {"receipt_id": receipt_id}
    if change:
        assigned = ", ".join(f"{name} = :{name}" for name in change)
        sql = f"UPDATE signals SET {assigned} WHERE receipt_id = :receipt_id"  # noqa: S608  columns
        driver.execute(sql, change | key)
    if "status" not in change:
        return
    if change["status"] not in CLAIMING_STATUSES:
        driver.execute("DELETE FROM claims WHERE receipt_id = :receipt_id", key)
        return
    sql = f"SELECT {_CLAIMED}, code FROM signals WHERE receipt_id = :receipt_id"  # noqa: S608
    if record := driver.execute(sql, key).fetchone():
        columns = (*_CLAIM.columns, "code")
        signal = dict(zip(columns, record, strict=True)) | {"status": change["status"]}
        if _claims(signal):
            _write(driver, _CLAIM, [signal])


def _claims(signal: Params) -> bool:
    return (
        signal["signal_id"] is not None
        and signal["action"] in CLAIMING_ACTIONS
        and signal["status"] in CLAIMING_STATUSES
        and signal["code"] != OPENING_REFUSED
    )


def _put_positions(driver: sqlite3.Connection, rows: list[Params]) -> None:
    if not rows:
        return
    known = _known(driver, {row["position_id"] for row in rows})
    first: dict[tuple[Value, ...], Params] = {}
    before: list[Params | None] = []
    for row in rows:
        before.append(known.get(row["position_id"]))
        if before[-1] is None:  # what is known took its slot with its first row
            first[tuple(row[name] for name in _TAKE_SLOT.columns)] = row
        known[row["position_id"]] = row
    changes = zip(before, rows, strict=True)
    for statement, some in groupby(changes, lambda change: _statement_of(*change)):
        _write(driver, statement, [row for _, row in some])
    _write(driver, _TAKE_SLOT, list(first.values()))
    for was, row in zip(before, rows, strict=True):
        if was is not None and was["status"] == "closed":
            _count(driver, was["bot_id"], was["realized_profit"], -1)
        if row["status"] == "closed":
            _count(driver, row["bot_id"], row["realized_profit"], 1)


def _statement_of(before: Params | None, row: Params) -> _Statement:
    stays = before is not None and all(before[one] == row[one] for one in ("live", *_OF_OPENING))
    return _CHANGED_POSITION if stays else _UPSERTS[positions]


def _known(driver: sqlite3.Connection, position_ids: set[Value]) -> dict[Value, Params]:
    """Return what counts of those positions that have a row already."""
    if len(position_ids) == 1:
        found = driver.execute(_KNOWN_ONE, tuple(position_ids)).fetchall()
    else:
        found = driver.execute(_KNOWN_MANY, (json_to_db(list(position_ids)),)).fetchall()
    return {record[0]: dict(zip(_KNOWN, record, strict=True)) for record in found}


def _count(driver: sqlite3.Connection, bot_id: Value, profit: Value, sign: int) -> None:
    """Add a closed position to its bot's totals, or take it out again."""
    realized = Decimal(str(profit))
    record = driver.execute(
        "SELECT closed, wins, realized FROM totals WHERE bot_id = ?", (bot_id,)
    ).fetchone()
    closed, wins, total = record or (0, 0, "0")
    row: Params = {
        "bot_id": bot_id,
        "closed": closed + sign,
        "wins": wins + (sign if realized > 0 else 0),
        "realized": str(
            EXACT.add(Decimal(total), realized if sign > 0 else realized.copy_negate())
        ),
    }
    _write(driver, _UPSERTS[totals], [row])
