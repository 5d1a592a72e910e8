"""Batches to statements: what is written, and what is kept in step with it."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from decimal import Context, Decimal
from functools import cache
from itertools import chain, groupby
from operator import attrgetter, itemgetter
import sqlite3
from typing import Final, Self

from sqlalchemy import Connection, Table
from sqlalchemy.dialects.sqlite import Insert, dialect, insert as upsert

from .column_types import Value, Values, json_to_db, text_to_db, time_to_db
from .files.connections import raw
from .records import (
    CLAIMING_ACTIONS,
    CLAIMING_STATUSES,
    LEAVE,
    LIVE_STATUSES,
    Batch,
    FactRecord,
    ResultRecord,
    SignalRecord,
    SignalUpdate,
)
from .tables import (
    FACTS_OF_ONE,
    books,
    bots,
    claims,
    encode,
    encoders,
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
    told = [encode(signals, row) for row in batch.signals]
    return Prepared(
        forget=batch.forget,
        signals=told,
        claims=[
            _CLAIM_OF(values)
            for row, values in zip(batch.signals, told, strict=True)
            if _claims(row)
        ],
        signal_updates=[(row.receipt_id, _encode_update(row)) for row in batch.signal_updates],
        bots=[encode(bots, row) for row in batch.bots],
        positions=[
            (*encode(positions, row), int(row.status in LIVE_STATUSES)) for row in batch.positions
        ],
        results=[
            encode(results, result)
            for row in batch.positions
            if (result := ResultRecord.of(row)) is not None
        ],
        facts=[_encode_fact(row) for row in batch.facts],
        orders=[(row.position_id, text_to_db(row.client_order_id)) for row in batch.orders],
        fills=[encode(fills, row) for row in batch.fills],
        links=[encode(links, row) for row in batch.links],
        values=[
            (key, None if value is None else json_to_db(value))
            for key, value in batch.values.items()
        ],
        books=[encode(books, row) for row in batch.books],
        settings=[encode(settings, row) for row in batch.settings],
        notes=[encode(notes, row) for row in batch.notes],
    )


def _encode_fact(row: FactRecord) -> Values:
    """Return a fact with its position's id in front: the statement needs its number."""
    if not 0 <= row.seq < FACTS_OF_ONE:
        raise ValueError(f"No position has a fact {row.seq}")
    return row.position_id, row.seq, row.kind, time_to_db(row.at), json_to_db(row.data)


def _encode_update(change: SignalUpdate) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for name, encoded in _CHANGES:
        value = getattr(change, name)
        if value is not LEAVE:
            values[name] = None if value is None else encoded(value)
    return values


_CHANGES: Final = encoders(
    signals, [field.name for field in fields(SignalUpdate) if field.name != "receipt_id"]
)


@dataclass(slots=True, kw_only=True)
class Prepared:
    """A batch, or several in their order, in database values; called, it writes them.

    It asks the driver alone, which may be in a transaction of its own. Many rows go with one
    statement: after each the writer's thread has to wait for the interpreter again while the event
    loop is busy.
    """

    forget: bool
    signals: list[Values]
    claims: list[Values]
    signal_updates: list[tuple[str, dict[str, Value]]]
    bots: list[Values]
    positions: list[Values]
    results: list[Values]
    facts: list[Values]
    orders: list[Values]
    fills: list[Values]
    links: list[Values]
    values: list[Values]
    books: list[Values]
    settings: list[Values]
    notes: list[Values]

    @classmethod
    def joined(cls, several: Sequence[Self]) -> Self | None:
        """Return what writes several as one, table by table; None if that isn't the same.

        Within a table the order stays. Where it matters between tables (an id that one batch frees
        and the next takes), the statements contradict each other and nothing is written.
        """
        if any(one.forget for one in several):
            return None
        lists = zip(*map(_LISTS, several), strict=True)
        return cls(
            forget=False,
            **{name: [*chain.from_iterable(rows)] for name, rows in zip(PARTS, lists, strict=True)},
        )

    def add(self, other: Self) -> None:
        """Have it write what another writes besides, under the same condition."""
        for rows, more in zip(_LISTS(self), _LISTS(other), strict=True):
            if more:
                rows.extend(more)

    def __call__(self, connection: Connection) -> None:
        """Write everything, positions before the rows that refer to them."""
        self.write(raw(connection))

    def write(self, driver: sqlite3.Connection) -> None:
        """Do so through the driver."""
        if self.forget:
            for statement in _FORGET:
                driver.execute(statement)
        _write_some(driver, (_INSERTS[signals], self.signals), (_CLAIM, self.claims))
        for receipt_id, change in self.signal_updates:
            _update_signal(driver, receipt_id, change)
        if self.positions:
            _put_positions(driver, self.positions)
        if self.values:
            _put_or_delete(driver, stored_values, self.values)
        if self.books:
            _put_or_delete(driver, books, self.books)
        if self.facts or self.orders:
            _put_facts(driver, self.facts, self.orders)
        _write_some(
            driver,
            (_UPSERTS[bots], self.bots),
            (_UPSERTS[results], self.results),
            (_INSERTS[fills], self.fills),
            (_UPSERTS[links], self.links),
            (_INSERTS[settings], self.settings),
            (_UPSERTS[notes], self.notes),
        )


PARTS: Final = tuple(field.name for field in fields(Prepared) if field.name != "forget")
"""The lists of a prepared batch, in their order."""
_LISTS: Final = attrgetter(*PARTS)


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


def count_commits(driver: sqlite3.Connection, number: int = 1) -> None:
    """Number commits: what vouches for the file elsewhere knows how far it had come."""
    driver.execute("UPDATE identity SET sequence = sequence + ?", (number,))


def _write_some(driver: sqlite3.Connection, *tables: tuple[_Statement, Sequence[Values]]) -> None:
    for statement, rows in tables:
        if rows:
            _write(driver, statement, rows)


def _write(driver: sqlite3.Connection, statement: _Statement, rows: Sequence[Values]) -> None:
    """Write rows in their order, with as few statements as their number has binary digits."""
    if len(rows) == 1:
        driver.execute(statement.sql, rows[0])
        return
    begin = 0
    while left := len(rows) - begin:
        number = min(_LARGEST, 1 << left.bit_length() - 1)
        values = [*chain.from_iterable(rows[begin : begin + number])]
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
    positions: _upsert(positions, ("position_id",)),
}

_ENDED_POSITION = _upsert(positions, ("position_id",), *_OF_OPENING)
"""For a position whose row has the same of what stays."""

_CHANGED_POSITION = _upsert(positions, ("position_id",), *_OF_OPENING, "live")
"""For one that is as live, too."""

_ORDER = _ready(upsert(orders).on_conflict_do_nothing())

_TAKE_SLOT = _ready(upsert(slots).on_conflict_do_nothing())

# The same signal may claim twice; another one with its id breaks the primary key.
_CLAIM = _Statement(
    "INSERT INTO claims SELECT * FROM (VALUES (?, ?, ?, ?, ?, ?)) AS new WHERE NOT EXISTS"
    " (SELECT 1 FROM claims AS old WHERE old.bot_id = new.column1"
    " AND old.signal_id = new.column2 AND old.receipt_id = new.column3)",
    tuple(claims.c.keys()),
)

_CLAIM_OF: Final = itemgetter(*map(_INSERTS[signals].columns.index, _CLAIM.columns))
"""Takes a claim from its signal's row."""

_UNCLAIM: Final = (
    "DELETE FROM claims WHERE (bot_id, signal_id, receipt_id) IN"
    " (SELECT bot_id, signal_id, receipt_id FROM signals WHERE receipt_id = ?)"
)

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
    stored_values: 'DELETE FROM stored_values WHERE "key" = ?',
    books: 'DELETE FROM books WHERE kind = ? AND "key" = ?',
}

_ROW: Final = {name: place for place, name in enumerate(_UPSERTS[positions].columns)}

_KNOWN: Final = ("position_id", "status", "bot_id", "realized_profit", "live", *_OF_OPENING)

_LIVE: Final = _KNOWN.index("live")
_STAYS: Final = _LIVE + 1

_KNOWN_OF: Final = itemgetter(*(_ROW[name] for name in _KNOWN))
"""Takes from a position's row what `_KNOWN_ONE` asks for."""

_SLOT_OF: Final = itemgetter(*(_ROW[name] for name in _TAKE_SLOT.columns))

_KNOWN_ONE: Final = f"SELECT {', '.join(_KNOWN)} FROM positions WHERE position_id = ?"  # noqa: S608

_KNOWN_MANY: Final = _KNOWN_ONE.replace("= ?", "IN (SELECT value FROM json_each(?))")

_NUMBER_ONE: Final = "SELECT position_id, seq FROM positions WHERE position_id = ?"

_NUMBER_MANY: Final = _NUMBER_ONE.replace("= ?", "IN (SELECT value FROM json_each(?))")

_CLAIMED: Final = (
    f"SELECT {', '.join(_CLAIM.columns)} FROM signals"  # noqa: S608  our own names
    " WHERE receipt_id = ? AND signal_id IS NOT NULL AND code IS NOT ?"
    f" AND action IN ({', '.join(f"'{action}'" for action in sorted(CLAIMING_ACTIONS))})"
)


def _put_or_delete(driver: sqlite3.Connection, table: Table, rows: list[Values]) -> None:
    """Write rows in their order; one whose last value is None deletes its key."""
    if None not in [row[-1] for row in rows]:
        _write(driver, _UPSERTS[table], rows)
        return
    for over, some in groupby(rows, lambda row: row[-1] is None):
        if over:
            driver.executemany(_DELETES[table], [row[:-1] for row in some])
        else:
            _write(driver, _UPSERTS[table], list(some))


def _update_signal(driver: sqlite3.Connection, receipt_id: str, change: dict[str, Value]) -> None:
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
        _write(driver, _CLAIM, [claim])


def _unclaim_slowly(driver: sqlite3.Connection, receipt_id: str) -> None:
    """Give back the claim of a signal whose row is gone: nothing else leads to it."""
    if not driver.execute("SELECT 1 FROM signals WHERE receipt_id = ?", (receipt_id,)).fetchone():
        driver.execute("DELETE FROM claims WHERE receipt_id = ?", (receipt_id,))


def _claims(signal: SignalRecord) -> bool:
    return (
        signal.signal_id is not None
        and signal.action in CLAIMING_ACTIONS
        and signal.status in CLAIMING_STATUSES
        and signal.code != OPENING_REFUSED
    )


def _put_positions(driver: sqlite3.Connection, rows: list[Values]) -> None:
    known = _known(driver, {row[0] for row in rows})
    changes: list[tuple[Values | None, Values]] = []
    slots_of: dict[Values, None] = {}
    for row in rows:
        now: Values = _KNOWN_OF(row)
        before = known.get(now[0])
        if before is None:  # what is known took its slot with its first row
            slots_of[_SLOT_OF(row)] = None
        changes.append((before, now))
        known[now[0]] = now
    begin = 0
    for statement, some in groupby(changes, _statement_of):
        number = len(list(some))
        _write(driver, statement, rows[begin : begin + number])
        begin += number
    if slots_of:
        _write(driver, _TAKE_SLOT, list(slots_of))
    for before, (_, status, bot_id, profit, *_) in changes:
        if before is not None and before[1] == "closed":
            _count(driver, before[2], before[3], -1)
        if status == "closed":
            _count(driver, bot_id, profit, 1)


def _statement_of(change: tuple[Values | None, Values]) -> _Statement:
    before, now = change
    if before is None or before[_STAYS:] != now[_STAYS:]:
        return _UPSERTS[positions]
    return _CHANGED_POSITION if before[_LIVE] == now[_LIVE] else _ENDED_POSITION


def _put_facts(driver: sqlite3.Connection, told: list[Values], ordered: list[Values]) -> None:
    """Write facts and orders under the numbers of their positions."""
    numbers = _numbers(driver, {row[0] for row in chain(told, ordered)})
    if told:
        rows: list[Values] = [
            (numbers[position_id] * FACTS_OF_ONE + seq, *rest)  # type: ignore[operator]
            for position_id, seq, *rest in told
        ]
        _write(driver, _INSERTS[facts], rows)
    if ordered:
        _write(driver, _ORDER, [(key, numbers[position_id]) for position_id, key in ordered])


def _numbers(driver: sqlite3.Connection, position_ids: set[Value]) -> dict[Value, int]:
    """Return the numbers of positions; raises IntegrityError for one that is not there."""
    if len(position_ids) == 1:
        found = driver.execute(_NUMBER_ONE, tuple(position_ids)).fetchall()
    else:
        found = driver.execute(_NUMBER_MANY, (json_to_db(list(position_ids)),)).fetchall()
    if len(found) < len(position_ids):
        raise sqlite3.IntegrityError("FOREIGN KEY: a fact or an order has no position")
    return dict(found)


def _known(driver: sqlite3.Connection, position_ids: set[Value]) -> dict[Value, Values]:
    """Return what counts of those positions that have a row already."""
    if len(position_ids) == 1:
        found = driver.execute(_KNOWN_ONE, tuple(position_ids)).fetchall()
    else:
        found = driver.execute(_KNOWN_MANY, (json_to_db(list(position_ids)),)).fetchall()
    return {record[0]: record for record in found}


def _count(driver: sqlite3.Connection, bot_id: Value, profit: Value, sign: int) -> None:
    """Add a closed position to its bot's totals, or take it out again."""
    realized = Decimal(str(profit))
    record = driver.execute(
        "SELECT closed, wins, realized FROM totals WHERE bot_id = ?", (bot_id,)
    ).fetchone()
    closed, wins, total = record or (0, 0, "0")
    row = (
        bot_id,
        closed + sign,
        wins + (sign if realized > 0 else 0),
        str(EXACT.add(Decimal(total), realized if sign > 0 else realized.copy_negate())),
    )
    _write(driver, _UPSERTS[totals], [row])
