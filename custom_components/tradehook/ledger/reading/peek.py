"""A look into a ledger that nobody has to have open: nothing is written, nothing is migrated."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection

from ..files.connections import connect_copy, connect_reader, raw, unavailable
from ..files.migrations import JOURNAL_SINCE
from ..files.numbered_facts import SINCE
from ..journal import Journal, stored
from ..records import FactRecord, PositionRecord
from .queries import fact_of, facts_of, live_positions


def peek_live_positions(path: Path) -> Sequence[tuple[PositionRecord, list[FactRecord]]]:
    """Return the positions that are not over, each with its facts; blocking.

    Empty when there is no file. Raises LedgerUnavailableError.
    """
    if not path.exists():
        return []
    with unavailable(path), closing(connect_reader(path)) as connection, connection.begin():
        version = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
        if version >= JOURNAL_SINCE and stored(raw(connection)):
            with closing(connect_copy(connection)) as copy:
                Journal().load(copy)
                return live_positions(copy)
        facts = facts_of if version >= SINCE else facts_before
        return live_positions(connection, facts)


def facts_before(connection: Connection, position_id: str) -> list[FactRecord]:
    """Return the facts of a position from a file that was not brought up to date yet."""
    statement = "SELECT seq, kind, at, data FROM facts WHERE position_id = ? ORDER BY seq"
    records = connection.exec_driver_sql(statement, (position_id,))
    return [fact_of(position_id, record.seq, record) for record in records]
