"""Batches to statements: what is written, and what is kept in step with it."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import chain, groupby
from operator import attrgetter, itemgetter
import sqlite3
from typing import Final, Self

from sqlalchemy import Connection, Table
from sqlalchemy.dialects.sqlite import insert

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
    stored_values,
    totals,
)
from .writing.inserts import INSERTS, UPSERTS, ready, write, write_some
from .writing.position_rows import put_positions
from .writing.signal_changes import CLAIM, OPENING_REFUSED, update_signals


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
        write_some(driver, (INSERTS[signals], self.signals), (CLAIM, self.claims))
        if self.signal_updates:
            update_signals(driver, self.signal_updates)
        if self.positions:
            put_positions(driver, self.positions)
        if self.values:
            _put_or_delete(driver, stored_values, self.values)
        if self.books:
            _put_or_delete(driver, books, self.books)
        if self.facts or self.orders:
            _put_facts(driver, self.facts, self.orders)
        write_some(
            driver,
            (UPSERTS[bots], self.bots),
            (UPSERTS[results], self.results),
            (INSERTS[fills], self.fills),
            (UPSERTS[links], self.links),
            (INSERTS[settings], self.settings),
            (UPSERTS[notes], self.notes),
        )


PARTS: Final = tuple(field.name for field in fields(Prepared) if field.name != "forget")
"""The lists of a prepared batch, in their order."""
_LISTS: Final = attrgetter(*PARTS)


def count_commits(driver: sqlite3.Connection, number: int = 1) -> None:
    """Number commits: what vouches for the file elsewhere knows how far it had come."""
    driver.execute("UPDATE identity SET sequence = sequence + ?", (number,))


_CLAIM_OF: Final = itemgetter(*map(INSERTS[signals].columns.index, CLAIM.columns))
"""Takes a claim from its signal's row."""

_ORDER = ready(insert(orders).on_conflict_do_nothing())

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

_NUMBER_ONE: Final = "SELECT position_id, seq FROM positions WHERE position_id = ?"

_NUMBER_MANY: Final = _NUMBER_ONE.replace("= ?", "IN (SELECT value FROM json_each(?))")


def _put_or_delete(driver: sqlite3.Connection, table: Table, rows: list[Values]) -> None:
    """Write rows in their order; one whose last value is None deletes its key."""
    if None not in [row[-1] for row in rows]:
        write(driver, UPSERTS[table], rows)
        return
    for over, some in groupby(rows, lambda row: row[-1] is None):
        if over:
            driver.executemany(_DELETES[table], [row[:-1] for row in some])
        else:
            write(driver, UPSERTS[table], list(some))


def _claims(signal: SignalRecord) -> bool:
    return (
        signal.signal_id is not None
        and signal.action in CLAIMING_ACTIONS
        and signal.status in CLAIMING_STATUSES
        and signal.code != OPENING_REFUSED
    )


def _put_facts(driver: sqlite3.Connection, told: list[Values], ordered: list[Values]) -> None:
    """Write facts and orders under the numbers of their positions."""
    numbers = _numbers(driver, {row[0] for row in chain(told, ordered)})
    if told:
        rows: list[Values] = [
            (numbers[position_id] * FACTS_OF_ONE + seq, *rest)  # type: ignore[operator]
            for position_id, seq, *rest in told
        ]
        write(driver, INSERTS[facts], rows)
    if ordered:
        write(driver, _ORDER, [(key, numbers[position_id]) for position_id, key in ordered])


def _numbers(driver: sqlite3.Connection, position_ids: set[Value]) -> dict[Value, int]:
    """Return the numbers of positions; raises IntegrityError for one that is not there."""
    if len(position_ids) == 1:
        found = driver.execute(_NUMBER_ONE, tuple(position_ids)).fetchall()
    else:
        found = driver.execute(_NUMBER_MANY, (json_to_db(list(position_ids)),)).fetchall()
    if len(found) < len(position_ids):
        raise sqlite3.IntegrityError("FOREIGN KEY: a fact or an order has no position")
    return dict(found)
