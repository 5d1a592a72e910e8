"""Room in the write-ahead log: a commit does not have to lengthen it."""

from contextlib import closing
from pathlib import Path
import sqlite3

import pytest

from benchmarks.written_pages import end_of_log
from custom_components.tradehook.ledger.files.connections import connect_writer, raw
from custom_components.tradehook.ledger.files.log_room import ROOM, log_of, make_room
from custom_components.tradehook.ledger.files.migrations import migrate
from custom_components.tradehook.ledger.ledger import Ledger
from tests.ledger.helpers import at_leisure, largest_file, whole


async def test_a_commit_does_not_lengthen_the_log(path: Path) -> None:
    """It writes over what is there, whether the file is new or was in use before."""
    for _ in range(2):
        ledger = await Ledger.open(path)
        try:
            end = end_of_log(path)
            for number in range(3):
                await ledger.commit(whole(number, bot_id=f"bot-{end}"))
            await at_leisure(ledger)
            assert end_of_log(path) > end
            assert log_of(path).stat().st_size == ROOM
        finally:
            await ledger.close()


async def test_after_a_checkpoint_the_log_begins_anew_as_long_as_it_is(path: Path) -> None:
    ledger = await Ledger.open(path)
    try:
        await ledger.commit(whole(1))
        await at_leisure(ledger)
        end = end_of_log(path)
        await ledger.checkpoint()
        await ledger.commit(whole(2))
        assert end_of_log(path) < end
        assert log_of(path).stat().st_size == ROOM
    finally:
        await ledger.close()


async def test_what_was_committed_is_found_in_front_of_the_room(path: Path, tmp_path: Path) -> None:
    """A kill leaves the log as it is: SQLite reads it up to the first zero."""
    ledger = await Ledger.open(path)
    killed = tmp_path / "killed.db"
    try:
        await ledger.commit(whole(1))
        for one, copy in ((path, killed), (log_of(path), log_of(killed))):
            copy.write_bytes(one.read_bytes())
    finally:
        await ledger.close()
    assert log_of(killed).stat().st_size == ROOM
    again = await Ledger.open(killed)
    assert [row.receipt_id for row in await again.signals()] == ["bot-1"]
    await again.close()


@pytest.mark.parametrize("fills", ["the disk", "what a file may have"])
def test_where_there_is_no_room_none_is_taken(path: Path, fills: str) -> None:
    """The last bytes of a disk are for commits."""
    connection = connect_writer(path)
    with closing(connection):
        migrate(connection)
        driver, log = raw(connection), log_of(path)
        size = log.stat().st_size
        if fills == "the disk":
            make_room(driver, path, room=1 << 50)
        else:
            with largest_file(size + ROOM // 2):
                make_room(driver, path)
        assert log.stat().st_size == size
        driver.execute("INSERT INTO stored_values VALUES ('a', '1')")
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT * FROM stored_values").fetchall() == [("a", "1")]


def test_nobody_else_appends_meanwhile(path: Path) -> None:
    """Zeros over somebody's commit would undo it: whoever fills the log holds its lock."""
    connection = connect_writer(path)
    with closing(connection):
        migrate(connection)
        size = log_of(path).stat().st_size
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                make_room(raw(connection), path)
        assert log_of(path).stat().st_size == size
