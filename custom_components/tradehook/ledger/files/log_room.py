"""Room in the write-ahead log, made before anybody waits for a commit."""

import logging
import os
from pathlib import Path
import shutil
import sqlite3
from typing import Final

_LOGGER = logging.getLogger(__name__)

ROOM: Final = 2 * 1024 * 1024
"""Bytes that the log has at least: what an account writes between two checkpoints fits in."""
SPARED: Final = 50
"""How many times as much stays free on the disk; otherwise commits lengthen the log themselves."""


def log_of(path: Path) -> Path:
    """Return where the write-ahead log of a ledger lies."""
    return path.with_name(f"{path.name}-wal")


def make_room(driver: sqlite3.Connection, path: Path, room: int = ROOM) -> None:
    """Fill the log of a ledger up to a size with zeros, at which SQLite sees its end.

    A commit that lengthens the file waits for the file system's own log, too: here twice as long as
    one that writes over what is there. A checkpoint lets it begin anew, as long as it is. Raises
    the driver's errors.
    """
    driver.execute("BEGIN IMMEDIATE")  # nobody else appends meanwhile
    try:
        _fill(log_of(path), room)
    except OSError:
        _LOGGER.debug("No room was made in the log of %s", path.name, exc_info=True)
    finally:
        driver.execute("ROLLBACK")


def _fill(log: Path, room: int) -> None:
    if shutil.disk_usage(log.parent).free < SPARED * room:
        return
    file = os.open(log, os.O_RDWR)
    try:
        size = os.fstat(file).st_size
        missing = room - size
        if missing <= 0:
            return
        try:
            written = os.pwrite(file, bytes(missing), size)
            if written < missing:
                raise OSError(f"{written} of {missing} bytes were written")
            os.fsync(file)
        except OSError:
            os.truncate(file, size)
            raise
    finally:
        os.close(file)
