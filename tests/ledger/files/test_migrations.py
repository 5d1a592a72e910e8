"""The schema: made, brought up to date or refused."""

from functools import partial
from pathlib import Path
import sqlite3

import pytest
from sqlalchemy import Connection, create_engine, inspect

from custom_components.tradehook.ledger import ledger as ledger_module
from custom_components.tradehook.ledger.errors import LedgerTooNewError, LedgerUnavailableError
from custom_components.tradehook.ledger.files.migrations import MIGRATIONS, migrate
from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.ledger.tables import metadata
from tests.ledger.helpers import whole


def _query(path: Path, statement: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(path)
    try:
        rows = connection.execute(statement).fetchall()
        connection.commit()
    finally:
        connection.close()
    return rows


def _content(path: Path) -> bytes:
    return path.read_bytes()


def _version(path: Path) -> object:
    return _query(path, "PRAGMA user_version")[0][0]


def _add_column(connection: Connection) -> None:
    connection.exec_driver_sql("ALTER TABLE bots ADD COLUMN colour TEXT")


def _break(connection: Connection) -> None:
    _add_column(connection)
    connection.exec_driver_sql("UPDATE nothing SET at = 1")


def test_the_versions_have_no_gap() -> None:
    """Each version has its step."""
    assert sorted(MIGRATIONS) == list(range(1, len(MIGRATIONS) + 1))


async def test_a_migrated_file_has_the_tables_that_the_statements_use(path: Path) -> None:
    """Names, storage, keys and what may be missing agree."""
    await (await Ledger.open(path)).close()
    engine = create_engine(f"sqlite:///{path}")
    found = inspect(engine)
    assert set(found.get_table_names()) == set(metadata.tables)
    for table in metadata.sorted_tables:
        columns = {
            column["name"]: (str(column["type"]), column["nullable"])
            for column in found.get_columns(table.name)
            if column["name"] != "seq"
        }
        assert columns == {
            column.name: (str(column.type), column.nullable)
            for column in table.c
            if column.name != "seq"
        }
        assert found.get_pk_constraint(table.name)["constrained_columns"] == [
            column.name for column in table.primary_key
        ]
    engine.dispose()


async def test_signals_of_before_have_no_errors(path: Path) -> None:
    """Version 2 keeps the fields of refusals."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as connection:
        migrate(connection, {1: MIGRATIONS[1]})
    engine.dispose()
    _query(
        path,
        "INSERT INTO signals (receipt_id, bot_id, received_at, status, payload, position_ids,"
        " executed) VALUES ('r', 'b', 1, 'refused', '{}', '[]', 1)",
    )
    ledger = await Ledger.open(path)
    [row] = await ledger.signals(limit=1)
    await ledger.close()
    assert (row.receipt_id, row.errors) == ("r", None)


@pytest.mark.parametrize("content", ["nothing", "an empty database"])
async def test_an_empty_file_becomes_a_ledger(path: Path, content: str) -> None:
    """A crash at the very first start leaves one of these."""
    _query(path, "PRAGMA journal_mode = WAL" if content == "an empty database" else "SELECT 1")
    ledger = await Ledger.open(path)
    await ledger.commit(whole(1))
    await ledger.close()
    assert _version(path) == max(MIGRATIONS)


async def test_an_older_file_is_brought_up_to_date(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With everything that stands in it."""
    ledger = await Ledger.open(path)
    await ledger.commit(whole(1))
    await ledger.close()
    newest = max(MIGRATIONS)
    steps = {**MIGRATIONS, newest + 1: _add_column}
    monkeypatch.setattr(ledger_module, "migrate", partial(migrate, migrations=steps))
    ledger = await Ledger.open(path)
    assert len(await ledger.live_positions()) == 1
    await ledger.close()
    assert _version(path) == newest + 1
    assert _query(path, "SELECT colour FROM bots") == []


async def test_a_failed_step_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """All steps or none; the old version still opens it."""
    await (await Ledger.open(path)).close()
    before = _query(path, "SELECT sql FROM sqlite_schema ORDER BY name")
    newest = max(MIGRATIONS)
    steps = {**MIGRATIONS, newest + 1: _break}
    with monkeypatch.context() as patch:
        patch.setattr(ledger_module, "migrate", partial(migrate, migrations=steps))
        with pytest.raises(LedgerUnavailableError, match="nothing"):
            await Ledger.open(path)
    assert _version(path) == newest
    assert _query(path, "SELECT sql FROM sqlite_schema ORDER BY name") == before
    await (await Ledger.open(path)).close()


async def test_a_newer_file_is_refused_and_not_touched(path: Path) -> None:
    """Nobody knows what a newer version has written."""
    await (await Ledger.open(path)).close()
    _query(path, "PRAGMA user_version = 99")
    content = _content(path)
    with pytest.raises(LedgerTooNewError, match="99") as raised:
        await Ledger.open(path)
    assert (raised.value.found, raised.value.known) == (99, max(MIGRATIONS))
    assert _content(path) == content


@pytest.mark.parametrize(
    "statement", ["CREATE TABLE states (state_id INTEGER)", "PRAGMA user_version = 1"]
)
async def test_somebody_elses_database_is_refused(path: Path, statement: str) -> None:
    """A ledger is recognised by its application id."""
    _query(path, statement)
    with pytest.raises(LedgerUnavailableError, match="not a ledger"):
        await Ledger.open(path)
