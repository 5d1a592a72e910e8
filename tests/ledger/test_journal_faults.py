"""What the journal has confirmed is not lost, whatever fails around it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path
import sqlite3
import subprocess
import sys
import time

import pytest

from custom_components.tradehook.ledger import journal
from custom_components.tradehook.ledger.errors import (
    LedgerConflictError,
    LedgerUnavailableError,
    LedgerWriteError,
)
from custom_components.tradehook.ledger.files.connections import BUSY_TIMEOUT
from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.ledger.records import Batch, FactRecord
from custom_components.tradehook.ledger.retention import COPIED_AT

from .helpers import fact, fill, position, signal, whole
from .test_faults import locked
from .test_journal import left_by_a_kill, rows_of

ROOT = Path(__file__).parents[2]


@pytest.fixture
async def ledger(path: Path) -> AsyncIterator[Ledger]:
    """Return a ledger in which what is committed waits."""
    ledger = await Ledger.open(path, pause=3600.0)
    yield ledger
    await ledger.close()


@pytest.mark.parametrize("heap", [400_000, 800_000])
async def test_without_memory_what_is_confirmed_waits(path: Path, heap: int) -> None:
    """The driver says so with an error of Python's own: it is no contradiction, and passes."""
    child = [sys.executable, "-m", "tests.ledger.no_memory_child", str(path), str(heap)]
    done = await asyncio.to_thread(
        subprocess.run, child, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["Not written: out of memory"] * 2
    again = await Ledger.open(path)
    assert len(await again.live_positions()) == 40
    await again.close()


async def test_a_file_that_is_gone_is_rescued_though_its_tables_take_nothing(
    ledger: Ledger, path: Path, tmp_path: Path
) -> None:
    """The copy has what waits; nobody waits for the tables, which may take nothing for ever."""
    assert not await ledger.values()
    await ledger.commit(whole(1))
    with locked(path):
        for file in path.parent.glob("account.db*"):
            file.unlink()
        assert not await ledger.look_in_place()
        async with asyncio.timeout(5):
            await ledger.rescue(tmp_path / "rescued.db")
    rescued = await Ledger.open(tmp_path / "rescued.db")
    assert len(await rescued.live_positions()) == 1
    assert COPIED_AT in await rescued.values()
    await rescued.close()


async def test_a_copy_of_what_was_a_copy_says_so_itself(
    ledger: Ledger, path: Path, tmp_path: Path
) -> None:
    """That the file is none any more does not wait: in the next copy it would undo the mark."""
    await ledger.commit(Batch(values={COPIED_AT: "2026-01-01"}))
    await ledger.commit(whole(1))
    await ledger.commit(Batch(values={COPIED_AT: None}))
    await ledger.commit(whole(2))
    await ledger.backup(tmp_path / "copy.db")
    assert rows_of(path, "journal") == 1
    copy = await Ledger.open(tmp_path / "copy.db")
    assert COPIED_AT in await copy.values()
    assert len(await copy.live_positions()) == 2
    await copy.close()


async def test_a_doubled_fact_is_found_whatever_was_forgotten(ledger: Ledger) -> None:
    """Behind a position's row alone, and behind more positions than are remembered."""
    await ledger.commit(whole(1))
    assert len(await ledger.live_positions()) == 1
    ledger._journal.forget()
    await ledger.commit(Batch(positions=(position("bot-1"),)))
    await _doubled(ledger, fact("bot-1", 2))
    await ledger.commit(Batch(facts=(fact("bot-1", 3),)))
    for many in range(0, journal.MOST_POSITIONS + 100, 100):
        rows = (position(f"q{number}") for number in range(many, many + 100))
        facts = (fact(f"q{number}", 1) for number in range(many, many + 100))
        await ledger.commit(Batch(positions=tuple(rows), facts=tuple(facts)))
    await _doubled(ledger, fact("bot-1", 3))
    assert len(ledger._journal._next_fact) <= journal.MOST_POSITIONS


async def _doubled(ledger: Ledger, doubled: FactRecord) -> None:
    good = Batch(signals=(signal(f"good-{doubled}"),))
    bad = Batch(facts=(doubled,), fills=(fill("money", position_id="bot-1"),))
    told = await asyncio.gather(ledger.commit(good), ledger.commit(bad), return_exceptions=True)
    assert told[0] is None
    assert isinstance(told[1], LedgerConflictError)
    assert await ledger.signal(f"good-{doubled}") is not None


async def test_reads_do_not_keep_a_commit_waiting_for_a_lock_that_others_hold(
    ledger: Ledger, path: Path
) -> None:
    """They need what waits, too: all of them together wait for the lock, and not each by itself."""
    await ledger.commit(whole(1))
    with locked(path):
        reads = [asyncio.create_task(ledger.find_claim("bot", f"s{n}")) for n in range(8)]
        await asyncio.sleep(1.1 * BUSY_TIMEOUT)
        begun = time.monotonic()
        with pytest.raises(LedgerWriteError):
            await ledger.commit(whole(2))
        assert time.monotonic() - begun < 2.5 * BUSY_TIMEOUT
        for read in reads:
            with pytest.raises(LedgerUnavailableError):
                await read


async def test_a_read_that_the_end_overtakes_is_told_that_it_is_closed(
    ledger: Ledger, path: Path
) -> None:
    """It waited for the tables to have what was committed."""
    await ledger.commit(whole(1))
    with locked(path):
        read = asyncio.create_task(ledger.signals())
        await asyncio.sleep(0.1)
        end = asyncio.create_task(ledger.close())
        await asyncio.sleep(0.1)
    with pytest.raises(LedgerUnavailableError, match="closed"):
        await read
    await end


async def test_a_damaged_commit_takes_nobody_along(
    ledger: Ledger, path: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It stays to be looked at, and counts: the file is not taken for an older one."""
    await ledger.commit(whole(1))
    await ledger.commit(whole(2))
    killed = left_by_a_kill(path, tmp_path)
    vouched = await ledger.identity()
    with closing(sqlite3.connect(killed)) as file, file:
        file.execute("UPDATE journal SET batch = substr(batch, 1, 100) WHERE seq = 1")
    again = await Ledger.open(killed)
    assert [row.position_id for row, _ in await again.live_positions()] == ["bot-2"]
    assert (await again.identity()).sequence == vouched.sequence
    assert rows_of(killed, "journal") == 1
    assert "damaged" in caplog.text
    await again.close()
