"""What became of a signal, as people are told it: made of the signal's record and nothing else."""

from collections.abc import Callable
from datetime import datetime
import logging

from ...ledger.errors import LedgerError
from ...ledger.ledger import Ledger
from ...ledger.records import Leave, SignalRecord, SignalUpdate
from ..common.events import AccountEvent, SignalOutcome
from ..common.rows import SignalEventRow
from ..common.runtime import Spawn
from ..common.serializers import only_one

_LOGGER = logging.getLogger(__name__)


def outcome_of(row: SignalRecord) -> SignalOutcome:
    """Return the outcome that a signal's record tells: the same fields for all six."""
    data: SignalEventRow = {
        "receipt_id": row.receipt_id,
        "signal_id": row.signal_id,
        "action": row.action,
        "symbol": row.symbol,
        "side": row.side,
        "status": row.status,
        "code": row.code,
        "message": row.message,
        "position_ids": list(row.position_ids),
        "position_id": only_one(row.position_ids),
        "remote": row.remote,
    }
    return SignalOutcome(row.bot_id, row.status, data, row.remote)


def outcome_for_strangers(row: SignalRecord) -> SignalOutcome:
    """Return what is told of a message without valid credentials: nothing of its own words."""
    data = dict.fromkeys(outcome_of(row).data) | {
        "status": row.status,
        "code": row.code,
        "position_ids": [],
        "remote": row.remote,
    }
    return SignalOutcome(row.bot_id, row.status, data, row.remote)


class OutcomePublisher:
    """Publishes what became of signals."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        publish: Callable[[AccountEvent], None],
        spawn: Spawn,
        now: Callable[[], datetime],
    ) -> None:
        self._ledger = ledger
        self._publish = publish
        self._spawn = spawn
        self._now = now

    def tell(self, row: SignalRecord) -> None:
        """Tell of a signal whose record is at hand."""
        self._publish(outcome_of(row))

    def tell_of_stranger(self, row: SignalRecord) -> None:
        """Tell of a message without valid credentials."""
        self._publish(outcome_for_strangers(row))

    def ended(self, bot_id: str, update: SignalUpdate) -> None:
        """Tell of an accepted signal that came to nothing; its update is on record."""
        self._spawn(self._ended(bot_id, update), "outcome")

    async def _ended(self, bot_id: str, update: SignalUpdate) -> None:
        try:
            row = await self._ledger.signal(update.receipt_id)
        except LedgerError:
            _LOGGER.exception("The record of a signal that came to nothing can't be read")
            row = None
        self.tell(row or self._known(bot_id, update))

    def _known(self, bot_id: str, update: SignalUpdate) -> SignalRecord:
        """Return what an update alone tells: retention may have taken the record."""
        return SignalRecord(
            receipt_id=update.receipt_id,
            bot_id=bot_id,
            received_at=self._now(),
            action=None,
            symbol=None,
            signal_id=None,
            status=str(update.status),
            code=None if isinstance(update.code, Leave) else update.code,
            message=None if isinstance(update.message, Leave) else update.message,
            position_ids=() if isinstance(update.position_ids, Leave) else update.position_ids,
            executed=True,
        )
