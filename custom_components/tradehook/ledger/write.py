"""Batches to statements: what is written, and what is kept in step with it."""

from collections.abc import Callable
from dataclasses import dataclass, fields
from decimal import Context, Decimal
import sqlite3
from typing import Any

from sqlalchemy import (
    Connection,
    Row,
    Table,
    delete,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.sqlite import Insert, dialect, insert as upsert

from ..trading.signal_types import OPENINGS
from .codec import Params, json_to_db
from .engine import raw
from .rows import (
    CLAIMING_STATUSES,
    LEAVE,
    LIVE_STATUSES,
    Batch,
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
    orders,
    positions,
    signals,
    slots,
    stored_values,
    totals,
)

EXACT = Context(prec=500)
"""Adds money without rounding: Python's own context would cut it at 28 digits."""


def prepare(batch: Batch) -> Callable[[Connection], None]:
    """Return what writes a batch as it is now; raises TypeError or ValueError.

    Everything is turned into database values at once: what the caller changes afterwards in a
    mapping that it has passed isn't written.
    """
    return _Prepared(
        forget=batch.forget,
        signals=[encode(signals, row) for row in batch.signals],
        signal_updates=[(row.receipt_id, _encode_update(row)) for row in batch.signal_updates],
        bots=[encode(bots, row) for row in batch.bots],
        positions=[
            encode(positions, row) | {"live": int(row.status in LIVE_STATUSES)}
            for row in batch.positions
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
    ).write


def _encode_update(change: SignalUpdate) -> Params:
    values: Params = {}
    for field in fields(change):
        value = getattr(change, field.name)
        if value is not LEAVE and field.name != "receipt_id":
            values[field.name] = encode_value(signals.c[field.name], value)
    return values


@dataclass(frozen=True, slots=True, kw_only=True)
class _Prepared:
    forget: bool
    signals: list[Params]
    signal_updates: list[tuple[str, Params]]
    bots: list[Params]
    positions: list[Params]
    facts: list[Params]
    orders: list[Params]
    fills: list[Params]
    links: list[Params]
    values: list[Params]
    books: list[Params]

    def write(self, connection: Connection) -> None:
        """Write everything, positions before the rows that refer to them."""
        # What is written all the time goes to the driver itself: that halves its cost.
        driver = raw(connection)
        if self.forget:
            _forget(connection)
        _append(driver, signals, self.signals)
        for signal in self.signals:
            _claim(driver, signal)
        for receipt_id, change in self.signal_updates:
            _update_signal(connection, receipt_id, change)
        _put(driver, bots, self.bots)
        for position in self.positions:
            _put_position(connection, position)
        _append(driver, facts, self.facts)
        _put(driver, orders, self.orders)
        _append(driver, fills, self.fills)
        _put(driver, links, self.links)
        _put_or_delete(connection, stored_values, "value", self.values)
        _put_or_delete(connection, books, "data", self.books)


def _forget(connection: Connection) -> None:
    for table in (facts, orders, fills, links, positions, totals, claims):
        connection.execute(delete(table))
    pending = or_(signals.c.executed == 0, signals.c.digest.is_not(None))
    nothing = {"executed": 1, "command": None, "digest": None}
    connection.execute(update(signals).where(pending).values(nothing))


def _append(driver: sqlite3.Connection, table: Table, rows: list[Params]) -> None:
    for row in rows:
        driver.execute(_INSERTS[table], row)


def _upsert(table: Table, key: tuple[str, ...]) -> str:
    statement = upsert(table)
    changed = {
        column.name: statement.excluded[column.name]
        for column in table.c
        if column.name not in (*key, "seq")
    }
    return _ready(statement.on_conflict_do_update(index_elements=key, set_=changed))


def _ready(statement: Insert) -> str:
    """Return an insert as the driver takes it, without the number that the database gives.

    Compiling it, or finding it compiled, is most of what SQLAlchemy costs at each execution.
    """
    columns = [
        column.name
        for column in statement.table.c
        if column.name != "seq" or "codec" in column.info
    ]
    return str(statement.compile(dialect=dialect(paramstyle="named"), column_keys=columns))


_INSERTS = {table: _ready(upsert(table)) for table in (signals, facts, fills)}

_UPSERTS = {
    table: _upsert(table, tuple(column.name for column in table.primary_key))
    for table in (bots, orders, links, stored_values, books, totals)
} | {positions: _upsert(positions, ("position_id",))}

_BEFORE = (
    "SELECT bot_id, realized_profit FROM positions"
    " WHERE position_id = :position_id AND status = 'closed'"
)
"""What the totals count of a position so far."""

_TAKE_SLOT = _ready(upsert(slots).on_conflict_do_nothing())

# The same signal may claim twice; another one with its id breaks the primary key.
_CLAIM = _ready(upsert(claims).on_conflict_do_nothing(index_elements=["receipt_id"]))


def _put(driver: sqlite3.Connection, table: Table, rows: list[Params]) -> None:
    for row in rows:
        driver.execute(_UPSERTS[table], row)


def _put_or_delete(connection: Connection, table: Table, column: str, rows: list[Params]) -> None:
    for row in rows:
        if row[column] is None:
            keys = [key == row[key.name] for key in table.primary_key]
            connection.execute(delete(table).where(*keys))
        else:
            raw(connection).execute(_UPSERTS[table], row)


def _update_signal(connection: Connection, receipt_id: str, change: Params) -> None:
    where = signals.c.receipt_id == receipt_id
    if change:
        connection.execute(update(signals).where(where).values(change))
    if "status" not in change:
        return
    if change["status"] not in CLAIMING_STATUSES:
        connection.execute(delete(claims).where(claims.c.receipt_id == receipt_id))
    elif record := connection.execute(select(signals).where(where)).one_or_none():
        _claim(raw(connection), dict(record._mapping))  # noqa: SLF001 - its public name


def _claim(driver: sqlite3.Connection, signal: Params) -> None:
    if (
        signal["signal_id"] is not None
        and signal["action"] in OPENINGS
        and signal["status"] in CLAIMING_STATUSES
    ):
        driver.execute(_CLAIM, signal)


def _put_position(connection: Connection, position: Params) -> None:
    driver = raw(connection)
    before = driver.execute(_BEFORE, position).fetchone()
    driver.execute(_UPSERTS[positions], position)
    driver.execute(_TAKE_SLOT, position)
    if before is not None:
        _count(connection, *before, -1)
    if position["status"] == "closed":
        _count(connection, position["bot_id"], position["realized_profit"], 1)


def _count(connection: Connection, bot_id: object, profit: object, sign: int) -> None:
    """Add a closed position to its bot's totals, or take it out again."""
    realized = Decimal(str(profit))
    record: Row[Any] | None = connection.execute(
        select(totals).where(totals.c.bot_id == bot_id)
    ).one_or_none()
    closed, wins, total = (
        (0, 0, Decimal(0))
        if record is None
        else (
            record.closed,
            record.wins,
            Decimal(record.realized),
        )
    )
    raw(connection).execute(
        _UPSERTS[totals],
        {
            "bot_id": bot_id,
            "closed": closed + sign,
            "wins": wins + (sign if realized > 0 else 0),
            "realized": str(EXACT.add(total, realized if sign > 0 else realized.copy_negate())),
        },
    )
