"""Writes what must be written, however long the ledger refuses."""

import logging

from ...exchanges.port.backoff import Backoff
from ...ledger.errors import LedgerConflictError, LedgerWriteError
from ...ledger.ledger import Ledger
from ...ledger.records import Batch

_LOGGER = logging.getLogger(__name__)


class LedgerWriter:
    """Commits what nothing may go on without; logs once when that fails, once when it works."""

    def __init__(self, ledger: Ledger, retry: float) -> None:
        self._waits = (retry,)
        self._ledger = ledger
        self._failing = False

    @property
    def is_alone(self) -> bool:
        """Return whether no other process can be at work on this ledger."""
        return self._ledger.is_locked

    async def record(self, batch: Batch) -> None:
        """Commit a batch, again and again if need be; raises LedgerConflictError."""
        retries = Backoff(self._waits)
        while not await self.attempt(batch):
            await retries.wait()

    async def attempt(self, batch: Batch) -> bool:
        """Commit a batch and tell whether it is written; raises LedgerConflictError."""
        try:
            await self._ledger.commit(batch)
        except LedgerConflictError:
            raise
        except LedgerWriteError:
            if not self._failing:
                self._failing = True
                _LOGGER.exception("The ledger can't be written, trading waits for it")
            return False
        if self._failing:
            self._failing = False
            _LOGGER.warning("The ledger can be written again")
        return True
