"""The long migration: in steps, resumed after a kill, from whatever a ledger of before has."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
import sqlite3
from typing import Any

import pytest
from sqlalchemy.engine.default import DefaultDialect

from custom_components.tradehook.ledger.files import numbered_facts
from custom_components.tradehook.ledger.files.connections import connect_writer
from custom_components.tradehook.ledger.files.migrations import MIGRATIONS, migrate
from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.ledger.reading.peek import peek_live_positions
from custom_components.tradehook.ledger.records import Batch
from tests.ledger.helpers import fact, order, position

BEFORE = {number: MIGRATIONS[number] for number in (1, 2, 3, 4)}
POSITIONS = 7
FACTS = 3


class Killed(BaseException):
    """What ends the process of a test, as far as the file can tell."""


@pytest.fixture(autouse=True)
def few_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take two positions in each step."""
    monkeypatch.setattr(numbered_facts, "POSITIONS_AT_ONCE", 2)


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file as a release of before would, and commit."""
    with closing(sqlite3.connect(path)) as database, database:
        yield database


def of_before(path: Path) -> None:
    """Make a ledger with positions, each with facts, an order and a claim; ids in no order."""
    connection = connect_writer(path)
    migrate(connection, BEFORE)
    connection.close()
    with opened(path) as database:
        for number in range(POSITIONS):
            add(database, f"{number * 5 % POSITIONS}-p", live=number % 2)


def add(database: sqlite3.Connection, name: str, live: int) -> None:
    """Add a position, as a release of before has written it."""
    database.execute(
        "INSERT INTO positions (position_id, bot_id, symbol, side, status, live, opened_at,"
        " realized_profit, data) VALUES (?, 'bot', 'BTC/USDT', 'long', ?, ?, 1, '0', '{}')",
        (name, "open" if live else "closed", live),
    )
    for seq in range(FACTS):
        database.execute(
            "INSERT INTO facts VALUES (?, ?, 'kind', ?, ?)",
            (name, seq, seq, f'{{"of": "{name}", "seq": {seq}}}'),
        )
    database.execute("INSERT INTO orders VALUES (?, ?, 'BTC/USDT', 'open', '{}')", (name, name))
    database.execute("INSERT INTO claims VALUES ('bot', ?, ?, 1, 'open', NULL)", (name, name))
    database.execute("UPDATE identity SET sequence = sequence + 1")


async def check(path: Path, number: int = POSITIONS) -> None:
    """Compare what a ledger has with what was put in, and write on."""
    ledger = await Ledger.open(path)
    try:
        rows = await ledger.positions()
        assert len(rows) == number
        for row in rows:
            told = await ledger.facts(row.position_id)
            assert [(one.seq, one.data) for one in told] == [
                (seq, {"of": row.position_id, "seq": seq}) for seq in range(FACTS)
            ]
            found = await ledger.order(row.position_id)
            assert found is not None
            assert found.position_id == row.position_id
            assert await ledger.find_claim("bot", row.position_id) is not None
        new = Batch(positions=(position("new"),), facts=(fact("new", 0),), orders=(order("o"),))
        with pytest.raises(Exception, match="FOREIGN KEY"):
            await ledger.commit(new)
    finally:
        await ledger.close()
    with opened(path) as database:
        tables = {name for (name,) in database.execute("SELECT name FROM sqlite_schema")}
        assert not {name for name in tables if "numbered" in name or "numbering" in name}
        assert database.execute("PRAGMA user_version").fetchone() == (max(MIGRATIONS),)
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


@contextmanager
def killed_at(number: int, *, after: bool) -> Iterator[None]:
    """Die right before or after a commit, counted from 1."""
    commit = DefaultDialect.do_commit
    count = 0

    def do_commit(self: DefaultDialect, connection: Any) -> None:
        nonlocal count
        count += 1
        if count == number and not after:
            raise Killed
        commit(self, connection)  # type: ignore[no-untyped-call]
        if count == number:
            raise Killed

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DefaultDialect, "do_commit", do_commit)
        yield


def interrupted(path: Path, number: int, *, after: bool) -> bool:
    """Migrate until a commit, and return whether that was reached; nothing is tidied up."""
    connection = connect_writer(path)
    try:
        with killed_at(number, after=after):
            migrate(connection)
    except Killed:
        return True
    finally:
        connection.invalidate()
        connection.close()
    return False


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
async def test_a_kill_at_any_commit_of_it_loses_nothing(tmp_path: Path, after: bool) -> None:
    number = 0
    reached = True
    while reached:
        number += 1
        path = tmp_path / f"{number}.db"
        of_before(path)
        reached = interrupted(path, number, after=after)
        await check(path)
    assert number > POSITIONS // 2 + 2


async def test_kill_upon_kill_it_comes_to_its_end(path: Path) -> None:
    """Each start does at least one step more."""
    of_before(path)
    starts = 0
    while interrupted(path, 4, after=True):
        starts += 1
        assert starts < POSITIONS * 2
    assert starts > 1
    await check(path)


async def test_what_a_former_release_wrote_in_between_is_not_missed(path: Path) -> None:
    """Until its end the file has its old version, and may be used by a release of before."""
    of_before(path)
    assert interrupted(path, 4, after=True)
    with opened(path) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (4,)
        add(database, "later", live=1)
        database.execute("UPDATE facts SET data = json_set(data, '$.seq', 0) WHERE seq = 0")
    await check(path, POSITIONS + 1)


def test_a_look_into_a_ledger_of_before_needs_no_migration(path: Path) -> None:
    of_before(path)
    live = peek_live_positions(path)
    assert len(live) == POSITIONS // 2
    for row, facts in live:
        assert [one.data["of"] for one in facts] == [row.position_id] * FACTS
    with opened(path) as database:
        assert database.execute("PRAGMA user_version").fetchone() == (4,)
