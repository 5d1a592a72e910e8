"""Facts under the numbers of their positions: the one migration that takes a while, in steps."""

from typing import Final

from sqlalchemy import Connection

from ..tables import FACTS_OF_ONE
from .statements import run, without_zeros

SINCE: Final = 5
"""The version from which on facts are kept like this."""

POSITIONS_AT_ONCE: Final = 500
"""How many positions one transaction takes over."""

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS numbered_facts (
    id INTEGER NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    at INTEGER NOT NULL,
    data TEXT NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS numbered_orders (
    client_order_id TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL REFERENCES positions (seq)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS numbering (
    done INTEGER NOT NULL,
    sequence INTEGER NOT NULL
) STRICT
"""

_LAST: Final = """
CREATE TABLE simple_claims (
    bot_id TEXT NOT NULL,
    signal_id TEXT NOT NULL,
    receipt_id TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    action TEXT NOT NULL,
    symbol TEXT,
    PRIMARY KEY (bot_id, signal_id)
) STRICT, WITHOUT ROWID;
INSERT INTO simple_claims
SELECT bot_id, signal_id, receipt_id, received_at, action, symbol FROM claims;
DROP TABLE claims;
ALTER TABLE simple_claims RENAME TO claims;
DROP TABLE facts;
ALTER TABLE numbered_facts RENAME TO facts;
DROP TABLE orders;
ALTER TABLE numbered_orders RENAME TO orders;
DROP TABLE numbering
"""

_FACTS: Final = f"""
INSERT INTO numbered_facts
SELECT positions.seq * {FACTS_OF_ONE} + facts.seq, kind, at, facts.data
FROM positions CROSS JOIN facts ON facts.position_id = positions.position_id
WHERE positions.seq > ? AND positions.seq <= ? ORDER BY positions.seq, facts.seq
"""  # noqa: S608  a number

_ORDERS: Final = """
INSERT INTO numbered_orders SELECT client_order_id, positions.seq
FROM positions CROSS JOIN orders ON orders.position_id = positions.position_id
WHERE positions.seq > ? AND positions.seq <= ?
"""


def begin(connection: Connection) -> None:
    """Make the new tables, empty unless they are ours and nobody has written since."""
    run(connection, _TABLES)
    sequence = connection.exec_driver_sql("SELECT sequence FROM identity").scalar_one()
    known = connection.exec_driver_sql("SELECT sequence FROM numbering").scalar_one_or_none()
    if known == sequence:
        return
    # A release of before may have gone on with the file in the meantime.
    for table in ("numbered_facts", "numbered_orders", "numbering"):
        connection.exec_driver_sql(f"DELETE FROM {table}")  # noqa: S608  our own names
    connection.exec_driver_sql("INSERT INTO numbering VALUES (0, ?)", (sequence,))


def go_on(connection: Connection) -> bool:
    """Take some positions over; return whether there may be more."""
    done = connection.exec_driver_sql("SELECT done FROM numbering").scalar_one()
    last = connection.exec_driver_sql(
        "SELECT max(seq) FROM (SELECT seq FROM positions WHERE seq > ? ORDER BY seq LIMIT ?)",
        (done, POSITIONS_AT_ONCE),
    ).scalar_one()
    if last is None:
        return False
    for statement in (_FACTS, _ORDERS):
        connection.exec_driver_sql(statement, (done, last))
    connection.exec_driver_sql("UPDATE numbering SET done = ?", (last,))
    return True


def finish(connection: Connection) -> None:
    """Put the new tables in the place of the old ones."""
    with without_zeros(connection):
        run(connection, _LAST)
