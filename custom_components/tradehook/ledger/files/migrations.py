"""The schema and how an older file gets it: one step per version, never changed once released."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
import uuid

from sqlalchemy import Connection

from ..errors import LedgerTooNewError, LedgerUnavailableError
from . import numbered_facts
from .sides_of_trades import know_sides
from .statements import run

type Migration = Callable[[Connection], None]


@dataclass(frozen=True, slots=True)
class LongMigration:
    """A step that takes many transactions; what a kill interrupts goes on at the next start."""

    begin: Migration
    go_on: Callable[[Connection], bool]
    """Does a part, and returns whether there may be more."""
    finish: Migration
    """Puts what was made in its place: until then the file has its old version."""


APPLICATION_ID = 0x54524448
"""Marks a SQLite file as a ledger ("TRDH")."""


def _create(connection: Connection) -> None:
    run(connection, _VERSION_1)


_VERSION_1 = """
CREATE TABLE signals (
    seq INTEGER PRIMARY KEY,
    receipt_id TEXT NOT NULL UNIQUE,
    bot_id TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    action TEXT,
    symbol TEXT,
    signal_id TEXT,
    status TEXT NOT NULL,
    code TEXT,
    message TEXT,
    payload TEXT NOT NULL,
    digest TEXT,
    position_ids TEXT NOT NULL,
    command TEXT,
    executed INTEGER NOT NULL,
    remote TEXT
) STRICT;
CREATE INDEX signals_time ON signals (received_at);
CREATE INDEX signals_bot_time ON signals (bot_id, received_at);
CREATE INDEX signals_unexecuted ON signals (seq) WHERE executed = 0;

CREATE TABLE claims (
    bot_id TEXT NOT NULL,
    signal_id TEXT NOT NULL,
    receipt_id TEXT NOT NULL UNIQUE,
    received_at INTEGER NOT NULL,
    action TEXT NOT NULL,
    symbol TEXT,
    PRIMARY KEY (bot_id, signal_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE positions (
    seq INTEGER PRIMARY KEY,
    position_id TEXT NOT NULL UNIQUE,
    bot_id TEXT NOT NULL,
    symbol TEXT NOT NULL,
    side TEXT NOT NULL,
    signal_id TEXT,
    status TEXT NOT NULL,
    live INTEGER NOT NULL,
    opened_at INTEGER NOT NULL,
    closed_at INTEGER,
    close_reason TEXT,
    realized_profit TEXT NOT NULL,
    data TEXT NOT NULL
) STRICT;
CREATE INDEX positions_time ON positions (opened_at);
CREATE INDEX positions_bot_time ON positions (bot_id, opened_at);
CREATE INDEX positions_symbol_time ON positions (symbol, opened_at);
CREATE INDEX positions_live ON positions (opened_at) WHERE live = 1;

CREATE TABLE facts (
    position_id TEXT NOT NULL REFERENCES positions (position_id),
    seq INTEGER NOT NULL,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (position_id, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE slots (
    bot_id TEXT NOT NULL,
    symbol TEXT NOT NULL,
    side TEXT NOT NULL,
    PRIMARY KEY (bot_id, symbol, side)
) STRICT, WITHOUT ROWID;

CREATE TABLE totals (
    bot_id TEXT NOT NULL PRIMARY KEY,
    closed INTEGER NOT NULL,
    wins INTEGER NOT NULL,
    realized TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE orders (
    client_order_id TEXT NOT NULL PRIMARY KEY,
    position_id TEXT NOT NULL REFERENCES positions (position_id),
    symbol TEXT NOT NULL,
    state TEXT NOT NULL,
    data TEXT NOT NULL
) STRICT;
CREATE INDEX orders_position ON orders (position_id);

CREATE TABLE fills (
    seq INTEGER PRIMARY KEY,
    symbol TEXT NOT NULL,
    trade_id TEXT NOT NULL,
    order_id TEXT NOT NULL,
    client_order_id TEXT,
    position_id TEXT NOT NULL REFERENCES positions (position_id),
    bot_id TEXT NOT NULL,
    side TEXT NOT NULL,
    price TEXT NOT NULL,
    amount TEXT NOT NULL,
    cost TEXT NOT NULL,
    fee TEXT NOT NULL,
    fee_currency TEXT NOT NULL,
    purpose TEXT NOT NULL,
    realized_profit TEXT NOT NULL,
    time INTEGER NOT NULL,
    UNIQUE (trade_id, symbol)
) STRICT;
CREATE INDEX fills_time ON fills (time);
CREATE INDEX fills_bot_time ON fills (bot_id, time);
CREATE INDEX fills_symbol_time ON fills (symbol, time);
CREATE INDEX fills_position_time ON fills (position_id, time);

CREATE TABLE bots (
    bot_id TEXT NOT NULL PRIMARY KEY,
    state TEXT NOT NULL,
    reason TEXT,
    changed_at INTEGER NOT NULL,
    stats TEXT NOT NULL,
    removed INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE links (
    link_id TEXT NOT NULL PRIMARY KEY,
    token TEXT NOT NULL UNIQUE,
    position_id TEXT NOT NULL REFERENCES positions (position_id),
    bot_id TEXT NOT NULL,
    mode TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    used_at INTEGER,
    ended_at INTEGER,
    revoked_at INTEGER
) STRICT;
CREATE INDEX links_position ON links (position_id);

CREATE TABLE stored_values (
    key TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT;

CREATE TABLE books (
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    data TEXT NOT NULL,
    PRIMARY KEY (kind, key)
) STRICT
"""


def _keep_errors_of_signals(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE signals ADD COLUMN errors TEXT")


_VALUE_FEES = """
UPDATE fills SET fee_value = CASE purpose WHEN 'changed_outside' THEN '0' ELSE (
    SELECT json_extract(facts.data, '$.fee_in_quote') FROM facts
    WHERE facts.position_id = fills.position_id AND facts.kind = 'Filled'
    AND json_extract(facts.data, '$.trade_id') = fills.trade_id LIMIT 1
) END
"""


# What was not written of a position before is not known: its profit in R, and how long it was held.
_RESULTS = """
CREATE TABLE results (
    position_id TEXT NOT NULL PRIMARY KEY REFERENCES positions (position_id),
    bot_id TEXT NOT NULL,
    symbol TEXT NOT NULL,
    side TEXT NOT NULL,
    status TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    closed_at INTEGER NOT NULL,
    close_reason TEXT,
    profit TEXT NOT NULL,
    fees TEXT,
    funding TEXT,
    profit_percentage TEXT,
    r_multiple TEXT,
    duration INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX results_time ON results (closed_at);
CREATE TABLE notes (
    position_id TEXT NOT NULL PRIMARY KEY REFERENCES positions (position_id),
    note TEXT NOT NULL,
    tags TEXT NOT NULL,
    changed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO results
SELECT position_id, bot_id, symbol, side, status, opened_at, closed_at, close_reason,
    realized_profit, json_extract(data, '$.fees'), json_extract(data, '$.funding'),
    json_extract(data, '$.profit_percentage'), NULL, NULL
FROM positions WHERE live = 0 AND closed_at IS NOT NULL
"""


def _second_edition(connection: Connection) -> None:
    """0.2.0, not released yet: its facts and commands have fields that 0.1.0 can't read."""
    connection.exec_driver_sql("ALTER TABLE signals ADD COLUMN side TEXT")
    connection.exec_driver_sql("ALTER TABLE signals ADD COLUMN request_id TEXT")
    connection.exec_driver_sql(
        "CREATE INDEX signals_request ON signals (bot_id, request_id) WHERE request_id IS NOT NULL"
    )
    connection.exec_driver_sql("ALTER TABLE fills ADD COLUMN fee_value TEXT")
    connection.exec_driver_sql("ALTER TABLE links ADD COLUMN question INTEGER NOT NULL DEFAULT 0")
    connection.exec_driver_sql(_VALUE_FEES)
    connection.exec_driver_sql(
        "CREATE TABLE identity (id TEXT NOT NULL PRIMARY KEY, sequence INTEGER NOT NULL) STRICT"
    )
    connection.exec_driver_sql(
        "CREATE TABLE settings (seq INTEGER PRIMARY KEY, bot_id TEXT NOT NULL,"
        " at INTEGER NOT NULL, settings TEXT NOT NULL) STRICT"
    )
    connection.exec_driver_sql("CREATE INDEX settings_bot ON settings (bot_id, seq)")
    connection.exec_driver_sql("INSERT INTO identity VALUES (?, 0)", (uuid.uuid4().hex,))


def _keep_results(connection: Connection) -> None:
    run(connection, _RESULTS)


JOURNAL_SINCE: Final = 6
"""The version from which on a file has a journal; it is empty before its tables are changed."""


def _keep_journal(connection: Connection) -> None:
    connection.exec_driver_sql(
        "CREATE TABLE journal (seq INTEGER PRIMARY KEY, batch TEXT NOT NULL,"
        " failed INTEGER NOT NULL DEFAULT 0) STRICT"
    )


MIGRATIONS: Mapping[int, Migration | LongMigration] = {
    1: _create,
    2: _keep_errors_of_signals,
    3: _second_edition,
    4: _keep_results,
    5: LongMigration(numbered_facts.begin, numbered_facts.go_on, numbered_facts.finish),
    JOURNAL_SINCE: _keep_journal,
    7: know_sides,
}
"""The step that leads to each version, from 1 on without a gap."""


def migrate(
    connection: Connection, migrations: Mapping[int, Migration | LongMigration] = MIGRATIONS
) -> None:
    """Bring a file to the newest schema, each step as a whole or not at all.

    Short steps that follow each other share a transaction. Raises LedgerTooNewError,
    LedgerUnavailableError for a file that is not a ledger, or SQLAlchemy's errors.
    """
    newest = max(migrations)
    with connection.begin():
        version = _pragma(connection, "user_version")
        if version == 0:
            _require_empty(connection)
            connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
        elif _pragma(connection, "application_id") != APPLICATION_ID:
            raise LedgerUnavailableError("The file is a database, but not a ledger")
        if version > newest:
            raise LedgerTooNewError(version, newest)
        version = _take_short_steps(connection, version, migrations)
    while version < newest:
        step = migrations[version + 1]
        assert isinstance(step, LongMigration)
        with connection.begin():
            step.begin(connection)
        goes_on = True
        while goes_on:
            with connection.begin():
                goes_on = step.go_on(connection)
        with connection.begin():
            step.finish(connection)
            connection.exec_driver_sql(f"PRAGMA user_version = {version + 1}")
            version = _take_short_steps(connection, version + 1, migrations)


def _take_short_steps(
    connection: Connection, version: int, migrations: Mapping[int, Migration | LongMigration]
) -> int:
    """Take the steps up to the next long one, and return the version that they lead to."""
    while (step := migrations.get(version + 1)) and not isinstance(step, LongMigration):
        version += 1
        step(connection)
        connection.exec_driver_sql(f"PRAGMA user_version = {version}")
    return version


def _pragma(connection: Connection, name: str) -> int:
    return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())


def _require_empty(connection: Connection) -> None:
    if connection.exec_driver_sql("SELECT count(*) FROM sqlite_schema").scalar_one():
        raise LedgerUnavailableError("The file is a database, but not a ledger")
