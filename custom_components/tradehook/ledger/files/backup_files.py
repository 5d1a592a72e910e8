"""Where a ledger's copy for backups lies, and how a restored one takes the ledger's place."""

import logging
from pathlib import Path
import sqlite3

from .migrations import APPLICATION_ID

_LOGGER = logging.getLogger(__name__)

_SUFFIX = ".backup.db"


def copy_of(path: Path) -> Path:
    """Return where the copy of a ledger lies while a backup is made, and after a restore."""
    return path.with_name(f"{path.stem}{_SUFFIX}")


def own_copy_of(path: Path) -> Path:
    """Return where a ledger's copy lies that is made from time to time."""
    return path.with_name(f"{path.stem}.copy.db")


def remove_copies(folder: Path) -> None:
    """Remove every copy of a folder, and what an interrupted one has left; raises OSError."""
    for file in folder.glob(f"*{_SUFFIX}*"):
        file.unlink(missing_ok=True)


def take_copy(path: Path) -> bool:
    """Put a copy in the place of a ledger that is not open; tell whether there was one.

    The ledger's file beside it was read while it was written to, so it is worth nothing. A copy
    that is damaged itself is put aside. Interrupted anywhere, it can be done again; raises OSError.
    """
    copy = copy_of(path)
    if not copy.exists():
        return False
    if not is_sound(copy):
        _LOGGER.error("The restored ledger %s is damaged and was put aside", copy.name)
        copy.replace(copy.with_name(f"{copy.name}.damaged"))
        return False
    # A log of the old file would be read into the new one.
    for beside in ("-wal", "-shm"):
        path.with_name(f"{path.name}{beside}").unlink(missing_ok=True)
    copy.replace(path)
    _LOGGER.warning("The ledger %s was restored from a backup", path.name)
    return True


def is_sound(copy: Path) -> bool:
    """Return whether a file that is not open is a ledger without damage."""
    try:
        connection = sqlite3.connect(copy)
        try:
            mark = connection.execute("PRAGMA application_id").fetchall()
            found = connection.execute("PRAGMA quick_check").fetchall()
            return mark == [(APPLICATION_ID,)] and found == [("ok",)]
        finally:
            connection.close()
    except sqlite3.Error:
        return False


def begin_copies(folder: Path, marker: Path) -> None:
    """Mark that copies are being made, and remove those of before; raises OSError."""
    marker.write_text("A backup is being made.\n", encoding="utf-8")
    remove_copies(folder)


def end_copies(folder: Path, marker: Path) -> None:
    """Remove the copies and the mark; raises OSError."""
    remove_copies(folder)
    marker.unlink(missing_ok=True)


def forget_interrupted(folder: Path, marker: Path) -> None:
    """Remove what a backup has left that was under way when Home Assistant ended."""
    try:
        if marker.exists():
            end_copies(folder, marker)
    except OSError as err:
        # As long as the marker is there, no copy takes the place of its ledger.
        _LOGGER.warning("The rest of an interrupted backup can't be removed: %s", err)


def take_restored(marker: Path, ledger: Path) -> bool:
    """Let a restored copy take the place of its ledger, which is not open; raises OSError."""
    return not marker.exists() and take_copy(ledger)
