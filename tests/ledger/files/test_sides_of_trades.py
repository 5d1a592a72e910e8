"""Fills of a former ledger are the same ones, and both sides of a trade have room from then on."""

from contextlib import closing
from pathlib import Path
import sqlite3

import pytest

from custom_components.tradehook.ledger.column_types import json_to_db
from custom_components.tradehook.ledger.errors import LedgerConflictError
from custom_components.tradehook.ledger.files.connections import connect_writer
from custom_components.tradehook.ledger.files.migrations import MIGRATIONS, migrate
from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.ledger.records import Batch, FillRecord
from custom_components.tradehook.ledger.tables import fills, positions
from custom_components.tradehook.ledger.writes import PARTS, prepare
from tests.ledger.files.test_numbered_facts import interrupted
from tests.ledger.helpers import after, fill, position

BEFORE = {number: MIGRATIONS[number] for number in range(1, 7)}
OF_BEFORE = [
    fill("2", time=after(0)),
    fill("1", symbol="ETH/USDT", side="sell", fee_value=None, time=after(1)),
    fill("1", client_order_id=None, order_id="", purpose="funding", time=after(2)),
]
WAITING = fill("3", time=after(3))


def of_before(path: Path) -> None:
    """Make a ledger of version 6 with fills; one waits in its journal, as after a kill."""
    connection = connect_writer(path)
    migrate(connection, BEFORE)
    connection.close()
    there = prepare(Batch(positions=(position(),), fills=tuple(OF_BEFORE)))
    waiting = prepare(Batch(fills=(WAITING,)))
    rows = {positions.name: there.positions, fills.name: there.fills}
    with closing(sqlite3.connect(path)) as database, database:
        for table in (positions, fills):
            columns = [column.name for column in table.c if column.name != "seq"]
            places = ", ".join("?" * len(columns))
            insert = f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({places})"  # noqa: S608  our names
            database.executemany(insert, rows[table.name])
        parts = json_to_db([getattr(waiting, name) for name in PARTS])
        database.execute("INSERT INTO journal (batch) VALUES (?)", (parts,))


async def check(path: Path) -> None:
    """Open a ledger, and compare its fills with those that were put in."""
    ledger = await Ledger.open(path)
    try:
        assert await ledger.fills() == [WAITING, *reversed(OF_BEFORE)]
    finally:
        await ledger.close()
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (max(MIGRATIONS),)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def indexes_of(path: Path) -> set[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as database:
        return {
            (name, unique, *(row[2] for row in database.execute(f"PRAGMA index_info({name})")))
            for _, name, unique, *_ in database.execute("PRAGMA index_list(fills)")
            if not name.startswith("sqlite_")
        }


async def test_fills_of_before_are_the_same(path: Path) -> None:
    of_before(path)
    indexes = indexes_of(path)
    await check(path)
    assert indexes_of(path) == indexes
    assert len(indexes) == 4


@pytest.mark.parametrize("known", [*OF_BEFORE, WAITING], ids=["2", "1 ETH", "1", "3"])
async def test_fills_of_before_are_known(path: Path, known: FillRecord) -> None:
    of_before(path)
    ledger = await Ledger.open(path)
    try:
        with pytest.raises(LedgerConflictError, match="UNIQUE"):
            await ledger.commit(Batch(fills=(known,)))
        other = fill(known.trade_id, symbol=known.symbol, side="sell", time=after(4))
        if known.side == "sell":
            other = fill(known.trade_id, symbol=known.symbol, side="buy", time=after(4))
        await ledger.commit(Batch(fills=(other,)))
        assert (await ledger.fills())[0] == other
    finally:
        await ledger.close()


async def test_a_kill_before_its_commit_loses_nothing(path: Path) -> None:
    of_before(path)
    assert interrupted(path, 1, after=False)
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (6,)
        assert database.execute("SELECT count(*) FROM fills").fetchone() == (len(OF_BEFORE),)
    await check(path)
