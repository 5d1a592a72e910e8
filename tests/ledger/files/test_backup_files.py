"""A copy that was restored takes the place of the ledger beside it."""
# ruff: noqa: ASYNC240 (a test may wait for its own small files)

from pathlib import Path
import sqlite3

import pytest

from custom_components.tradehook.ledger.files.backup_files import copy_of, remove_copies, take_copy
from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.ledger.records import Batch
from custom_components.tradehook.ledger.retention import COPIED_AT
from tests.ledger.helpers import position


@pytest.fixture
async def torn(tmp_path: Path) -> Path:
    """Return a ledger as a backup reads it: file, log and copy are of different moments."""
    path, moved = tmp_path / "account.db", {}
    ledger = await Ledger.open(path)
    await ledger.commit(Batch(positions=(position("old"),)))
    moved[path.name] = path.read_bytes()
    await ledger.commit(Batch(positions=(position("copied"),)))
    await ledger.backup(copy_of(path))
    await ledger.commit(Batch(positions=(position("late"),)))
    log = path.with_name(f"{path.name}-wal")
    moved[log.name] = log.read_bytes()
    await ledger.close()
    for name, data in moved.items():
        (tmp_path / name).write_bytes(data)
    return path


async def ids(path: Path) -> set[str]:
    """Return the positions of a ledger."""
    ledger = await Ledger.open(path)
    rows = await ledger.positions()
    await ledger.close()
    return {row.position_id for row in rows}


async def test_copy_takes_the_place_of_file_and_log(torn: Path) -> None:
    """What the ledger holds is what the copy held, marked with its time."""
    assert take_copy(torn)
    assert not copy_of(torn).exists()
    assert await ids(torn) == {"old", "copied"}
    ledger = await Ledger.open(torn)
    assert COPIED_AT in await ledger.values()
    await ledger.close()


async def test_copy_is_taken_where_the_ledger_is_missing(torn: Path) -> None:
    """Only the copy was restored."""
    torn.unlink()
    assert take_copy(torn)
    assert await ids(torn) == {"old", "copied"}


async def test_what_was_interrupted_is_done_again(
    torn: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old log is gone before the copy comes, so no file is read with another's log."""

    def crash(_self: Path, _target: Path) -> Path:
        raise OSError("crash")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", crash)
        with pytest.raises(OSError, match="crash"):
            take_copy(torn)
    assert not torn.with_name(f"{torn.name}-wal").exists()
    assert take_copy(torn)
    assert await ids(torn) == {"old", "copied"}


@pytest.mark.parametrize("size", [0, 10, 5000])
async def test_damaged_copy_is_put_aside(torn: Path, size: int) -> None:
    """What else there is is better than that."""
    copy = copy_of(torn)
    copy.write_bytes(copy.read_bytes()[:size])
    assert not take_copy(torn)
    assert not copy.exists()
    assert torn.exists()


async def test_without_a_copy_nothing_happens(tmp_path: Path) -> None:
    """The ordinary start."""
    path = tmp_path / "account.db"
    assert not take_copy(path)
    ledger = await Ledger.open(path)
    await ledger.commit(Batch(positions=(position("kept"),)))
    await ledger.close()
    assert not take_copy(path)
    assert await ids(path) == {"kept"}


async def test_only_copies_are_removed(torn: Path) -> None:
    """With the part that an interrupted one has left."""
    part = torn.with_name(f"{copy_of(torn).name}.part")
    part.write_bytes(b"half")
    remove_copies(torn.parent)
    assert not part.exists()
    assert not copy_of(torn).exists()
    connection = sqlite3.connect(torn)
    connection.close()
    assert torn.exists()
