"""What happens when the file can't be written or read."""

import asyncio
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
import sqlite3
import time

import pytest
from sqlalchemy import Connection

from benchmarks.written_pages import end_of_log
from custom_components.tradehook.ledger.errors import LedgerUnavailableError, LedgerWriteError
from custom_components.tradehook.ledger.files.connections import raw
from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.ledger.records import Batch

from .helpers import Gate, at_leisure, largest_file, link, on_writer, position, whole

LARGE = Batch(values={"large": "x" * 3_000_000})


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the file's write lock from another connection."""
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.close()


async def _fill_disk(ledger: Ledger, spare_pages: int) -> None:
    def limit(connection: Connection) -> None:
        used = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {used + spare_pages}")

    await on_writer(ledger, limit)


def _damage(path: Path) -> None:
    """Overwrite the second half of a file."""
    content = path.read_bytes()
    half = len(content) // 2
    path.write_bytes(content[:half] + b"\xa5" * (len(content) - half))


def _check(path: Path) -> str:
    connection = sqlite3.connect(path)
    try:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])
    finally:
        connection.close()


async def test_a_full_disk_refuses_and_keeps_what_is_there(ledger: Ledger, path: Path) -> None:
    """The cause is told, nothing of the batch is there, and with space it goes on."""
    await ledger.commit(whole(1))
    await _fill_disk(ledger, 10)
    with pytest.raises(LedgerWriteError, match="full") as raised:
        await ledger.commit(LARGE)
    assert raised.value.__cause__ is not None
    assert "large" not in await ledger.values()
    await ledger.commit(Batch(values={"small": 1}))
    await _fill_disk(ledger, 1_000_000)
    await ledger.commit(LARGE)
    assert set(await ledger.values()) == {"bot-1", "small", "large"}
    await ledger.close()
    assert _check(path) == "ok"


async def test_a_batch_that_fills_the_disk_takes_nobody_along(ledger: Ledger) -> None:
    """SQLite may undo the whole transaction: the others are written all the same."""
    await _fill_disk(ledger, 60)
    gate = Gate(ledger)
    batches = [whole(1), LARGE, whole(2), whole(3)]
    commits = [asyncio.create_task(ledger.commit(batch)) for batch in batches]
    await asyncio.sleep(0)
    gate.open()
    results = await asyncio.gather(*commits, return_exceptions=True)
    assert [result is None for result in results] == [True, False, True, True]
    assert len(await ledger.live_positions()) == 3
    assert [len(facts) for _, facts in await ledger.live_positions()] == [2, 2, 2]


@pytest.mark.parametrize("group", [1, 3])
async def test_an_io_error_refuses_and_passes(ledger: Ledger, path: Path, group: int) -> None:
    """A write that the system refuses leaves nothing, and the next one works."""
    await ledger.commit(whole(1))
    gate = Gate(ledger)
    batches = [Batch(values={f"large-{number}": "x" * 500_000}) for number in range(group)]
    commits = [asyncio.create_task(ledger.commit(batch)) for batch in batches]
    await asyncio.sleep(0)
    with largest_file(end_of_log(path) + 50_000):
        gate.open()
        results = await asyncio.gather(*commits, return_exceptions=True)
    assert [type(result) for result in results] == [LedgerWriteError] * group
    await ledger.commit(whole(2))
    await ledger.close()
    assert _check(path) == "ok"
    again = await Ledger.open(path)
    assert set(await again.values()) == {"bot-1", "bot-2"}
    await again.close()


async def test_a_locked_ledger_refuses_before_the_sender_gives_up(
    ledger: Ledger, path: Path
) -> None:
    """TradingView waits 3 s: a batch behind one that waits for the lock still gets its answer."""
    started = time.monotonic()
    with locked(path):
        first = asyncio.create_task(ledger.commit(whole(1)))
        await asyncio.sleep(0.1)
        others = [asyncio.create_task(ledger.commit(whole(n))) for n in range(2, 12)]
        results = await asyncio.gather(first, *others, return_exceptions=True)
    assert time.monotonic() - started < 2.8
    assert all(isinstance(result, LedgerWriteError) for result in results)
    assert all("locked" in str(result) for result in results)
    assert await ledger.signals() == []
    await ledger.commit(whole(1))
    assert len(await ledger.signals()) == 1


async def test_a_lock_is_waited_for_once_per_group(ledger: Ledger, path: Path) -> None:
    """Also when SQLite has undone their common transaction before."""
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:

        def undo_and_lock(connection: Connection) -> None:
            raw(connection).execute("ROLLBACK")
            other.execute("BEGIN IMMEDIATE")
            raise OSError("the disk is gone")

        gate = Gate(ledger)
        undone = ledger._writer.submit(undo_and_lock)
        commits = [asyncio.create_task(ledger.commit(whole(number))) for number in range(5)]
        await asyncio.sleep(0)
        started = time.monotonic()
        gate.open()
        results = await asyncio.gather(undone, *commits, return_exceptions=True)
    assert time.monotonic() - started < 2
    assert [type(result) for result in results] == [LedgerWriteError] * 6
    await ledger.commit(whole(1))


async def test_a_short_lock_is_waited_for(ledger: Ledger, path: Path) -> None:
    """Somebody who looks into the file for a moment does no harm."""
    with locked(path):
        commit = asyncio.create_task(ledger.commit(whole(1)))
        await asyncio.sleep(0.2)
        assert not commit.done()
    await commit


async def test_reads_go_on_while_somebody_holds_the_lock(ledger: Ledger, path: Path) -> None:
    """A write lock doesn't concern readers, once the tables have what was committed."""
    await ledger.commit(whole(1))
    await at_leisure(ledger)
    with locked(path):
        assert len(await ledger.positions()) == 1


async def test_nothing_old_is_told_while_somebody_holds_the_lock(
    ledger: Ledger, path: Path
) -> None:
    """What is committed but can't be brought into the tables would be missing."""
    await ledger.commit(whole(1))
    with locked(path), pytest.raises(LedgerUnavailableError, match="locked"):
        await ledger.positions()
    assert len(await ledger.positions()) == 1


async def test_a_failing_disk_hides_nothing_that_was_committed(ledger: Ledger, path: Path) -> None:
    """The tables can't take it: it is read all the same, nothing more is accepted, and it stays."""
    await ledger.commit(whole(1))
    await at_leisure(ledger)
    many = Batch(values={f"v{number}": "x" * 1000 for number in range(20)})
    with largest_file(end_of_log(path) + 50_000):
        await ledger.commit(many)
        assert set(await ledger.values()) == {*many.values, "bot-1"}
        with pytest.raises(LedgerWriteError, match="I/O"):
            await ledger.commit(Batch(values={"refused": 1}))
    await ledger.commit(whole(2))
    assert set(await ledger.values()) == {*many.values, "bot-1", "bot-2"}
    await ledger.close()
    assert _check(path) == "ok"


async def test_a_locked_file_is_not_opened(path: Path) -> None:
    """So that Home Assistant tries again later."""
    await (await Ledger.open(path)).close()
    with locked(path), pytest.raises(LedgerUnavailableError, match="locked"):
        await Ledger.open(path)


@pytest.mark.parametrize("content", [b"no database" * 1000, b"SQLite format 3\0" + b"\xff" * 9000])
def test_a_corrupt_file_is_not_opened_and_not_touched(path: Path, content: bytes) -> None:
    """It is somebody's only copy."""
    path.write_bytes(content)
    with pytest.raises(LedgerUnavailableError):
        asyncio.run(Ledger.open(path))
    assert path.read_bytes() == content


async def test_a_damaged_page_is_told_when_it_is_read(path: Path) -> None:
    """Neither a wrong answer nor a crash."""
    ledger = await Ledger.open(path)
    await ledger.commit(Batch(values={str(number): "x" * 1000 for number in range(500)}))
    await ledger.close()
    _damage(path)
    ledger = await Ledger.open(path)
    with pytest.raises(LedgerUnavailableError, match="malformed") as raised:
        await ledger.values()
    assert raised.value.__cause__ is not None
    await ledger.close()


@pytest.mark.parametrize("where", ["missing/account.db", "folder"])
async def test_a_place_without_a_file_is_unavailable(tmp_path: Path, where: str) -> None:
    """A missing folder, or a folder in the file's place."""
    (tmp_path / "folder").mkdir()
    with pytest.raises(LedgerUnavailableError):
        await Ledger.open(tmp_path / where)


async def test_a_place_without_a_write_ahead_log_is_unavailable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some network file systems have none; SQLite's own memory hasn't either."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LedgerUnavailableError, match="write-ahead log"):
        await Ledger.open(Path(":memory:"))


async def test_only_its_owner_reads_the_file(ledger: Ledger, path: Path) -> None:
    """Links' tokens stand in it, and in the write-ahead log."""
    await ledger.commit(whole(1))
    files = sorted(path.parent.glob("account.db*"))
    assert len(files) == 3
    assert {file.stat().st_mode & 0o777 for file in files} == {0o600}


async def test_an_error_does_not_quote_a_token(ledger: Ledger) -> None:
    """Neither the error nor its cause, since both are logged."""
    await ledger.commit(Batch(positions=(position(),), links=(link(token="very-secret"),)))
    with pytest.raises(LedgerWriteError) as raised:
        await ledger.commit(Batch(links=(link("l2", token="very-secret"),)))
    assert "very-secret" not in f"{raised.value} {raised.value.__cause__}"
