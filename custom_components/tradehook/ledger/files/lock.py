"""A lock beside a ledger: no second process may trade on the same one."""

import fcntl
import os
from pathlib import Path

from ..errors import LedgerUnavailableError

RELEASED = -1
"""Stands for the file once it is closed."""


class LedgerLock:
    """Held as long as the process lives or until it is released; the system ends it on death."""

    def __init__(self, path: Path) -> None:
        """Take the lock; raises LedgerUnavailableError when somebody else has it, or OSError."""
        self._file = os.open(lock_of(path), os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as err:
            os.close(self._file)
            raise LedgerUnavailableError(
                f"Another Home Assistant is at work on the ledger {path.name}"
            ) from err
        except OSError:
            os.close(self._file)
            raise

    @property
    def is_held(self) -> bool:
        """Return whether the file is still locked."""
        return self._file != RELEASED

    def release(self) -> None:
        """Let others have the file; twice does no harm."""
        if self._file != RELEASED:
            os.close(self._file)
            self._file = RELEASED


def lock_of(path: Path) -> Path:
    """Return the file whose lock is meant; it stays, or a second one could lock another."""
    return path.with_name(f"{path.name}-lock")
