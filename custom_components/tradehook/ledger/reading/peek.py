"""A look into a ledger that nobody has to have open: nothing is written, nothing is migrated."""

from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from ..files.connections import connect_reader, unavailable
from ..records import FactRecord, PositionRecord
from .queries import live_positions


def peek_live_positions(path: Path) -> Sequence[tuple[PositionRecord, list[FactRecord]]]:
    """Return the positions that are not over, each with its facts; blocking.

    Empty when there is no file. Raises LedgerUnavailableError.
    """
    if not path.exists():
        return []
    with unavailable(path), closing(connect_reader(path)) as connection, connection.begin():
        return live_positions(connection)
