"""The online copy: consistent, complete or absent, and in nobody's way."""

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path
import sqlite3
import threading
from types import SimpleNamespace
from typing import override

import pytest

from custom_components.tradehook.ledger import ledger as ledger_module, retention
from custom_components.tradehook.ledger.errors import LedgerUnavailableError
from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.ledger.records import Batch
from custom_components.tradehook.ledger.retention import COPIED_AT
from tests.ledger.helpers import fact, position, whole

LARGE = Batch(
    positions=(position("large"),),
    facts=tuple(fact("large", seq, data={"text": "x" * 500}) for seq in range(4000)),
)


def _copies(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.glob("copy*"))


class Held(threading.Event):
    """What a copy asks between its steps; it is held up at the first one until it may go on."""

    reached = threading.Event()
    go_on = threading.Event()

    @override
    def is_set(self) -> bool:
        """Stand still once."""
        self.reached.set()
        assert self.go_on.wait(30)
        return super().is_set()


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> type[Held]:
    """Hold copies up after their first page."""
    Held.reached, Held.go_on = threading.Event(), threading.Event()
    monkeypatch.setattr(ledger_module, "threading", SimpleNamespace(Event=Held))
    monkeypatch.setattr(retention, "_PAGES_PER_STEP", 1)
    return Held


async def test_a_copy_is_a_ledger_that_says_so(ledger: Ledger, tmp_path: Path) -> None:
    """One file, with everything, marked with its time so that a restored one counts as stale."""
    await ledger.commit(whole(1))
    target = tmp_path / "copy.db"
    await ledger.backup(target)
    assert _copies(tmp_path) == ["copy.db"]
    assert target.stat().st_mode & 0o777 == 0o600
    copy = await Ledger.open(target)
    values = await copy.values()
    copied_at = datetime.fromisoformat(values[COPIED_AT])
    assert abs(datetime.now(UTC) - copied_at) < timedelta(minutes=1)
    assert values["bot-1"] == 1
    assert len(await copy.live_positions()) == 1
    await copy.commit(Batch(values={COPIED_AT: None}))
    assert COPIED_AT not in await copy.values()
    await copy.close()
    assert COPIED_AT not in await ledger.values()


async def test_writers_go_on_while_a_copy_is_made(
    ledger: Ledger, tmp_path: Path, held: type[Held]
) -> None:
    """The copy holds the state at its start, whatever is committed meanwhile."""
    await ledger.commit(LARGE)
    target = tmp_path / "copy.db"
    copying = asyncio.create_task(ledger.backup(target))
    assert await asyncio.to_thread(held.reached.wait, 30)
    for number in range(20):
        await ledger.commit(whole(number))
        assert len(await ledger.positions()) == number + 2
    held.go_on.set()
    for number in range(20, 40):
        await ledger.commit(whole(number))
    await copying
    copy = await Ledger.open(target)
    live = {row.position_id: len(facts) for row, facts in await copy.live_positions()}
    await copy.close()
    assert live == {"large": len(LARGE.facts)}
    connection = sqlite3.connect(target)
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    connection.close()


async def test_a_copy_replaces_the_one_before(ledger: Ledger, tmp_path: Path) -> None:
    """Also when an interrupted one has left its part."""
    target = tmp_path / "copy.db"
    (tmp_path / "copy.db.part").write_bytes(b"half")
    await ledger.backup(target)
    await ledger.commit(whole(1))
    await ledger.backup(target)
    copy = await Ledger.open(target)
    assert len(await copy.positions()) == 1
    await copy.close()


@pytest.mark.parametrize("how", ["close", "cancel"])
async def test_an_interrupted_copy_leaves_nothing(
    ledger: Ledger, tmp_path: Path, held: type[Held], how: str
) -> None:
    """No file that could be taken for a copy, and no thread."""
    await ledger.commit(LARGE)
    copying = asyncio.create_task(ledger.backup(tmp_path / "copy.db"))
    assert await asyncio.to_thread(held.reached.wait, 30)
    if how == "close":
        closing = asyncio.create_task(ledger.close())
        await asyncio.sleep(0)
        held.go_on.set()
        await closing
        with pytest.raises(LedgerUnavailableError, match="cancelled"):
            await copying
    else:
        copying.cancel()
        await asyncio.sleep(0)
        held.go_on.set()
        with pytest.raises(asyncio.CancelledError):
            await copying
        assert len(await ledger.positions()) == 1
    assert _copies(tmp_path) == []
    assert not [t for t in threading.enumerate() if t.name.startswith("tradehook-ledger-copy")]


async def test_a_copy_that_fails_says_so(ledger: Ledger, tmp_path: Path) -> None:
    """A missing folder, a closed ledger."""
    with pytest.raises(LedgerUnavailableError):
        await ledger.backup(tmp_path / "missing" / "copy.db")
    await ledger.close()
    with pytest.raises(LedgerUnavailableError, match="closed"):
        await ledger.backup(tmp_path / "copy.db")
