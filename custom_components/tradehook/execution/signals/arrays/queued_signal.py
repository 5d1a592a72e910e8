"""A signal of an array before its turn, in a form that outlives a crash."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ....ledger.records import SignalRecord
from ....trading.fact_storage import as_data, from_data
from ....trading.reasons.reasons import ReasonCode, Refusal
from ....trading.signal.alert_systems import Intent
from ....trading.signal.signal import Signal
from ....trading.stored_names import stored
from ...commands.model.stored_commands import DOING, TURN
from ...state.pending_reversals import PendingReversal


@stored("QueuedSignal", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class StoredQueuedSignal:
    """What the row of a signal keeps that waits for its turn; the rest stands in its columns."""

    doing: str = TURN
    array: str
    index: int
    inside: bool
    signal: Signal
    opens: str | None = None
    foreign: bool = False
    intent: Intent | None = None
    refusal_code: str | None = None
    refusal_message: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class QueuedSignal:
    """An accepted signal that waits until those before it in its array are carried out."""

    receipt_id: str
    bot_id: str
    received_at: datetime
    array: str
    """The receipt of the array's first signal."""
    index: int
    """Its place in the array, from 0."""
    signal: Signal
    inside: bool
    """It comes from a person or an automation of the house."""
    foreign: bool = False
    """It was said in another system's words."""
    intent: Intent | None = None
    opens: str | None = None
    """The market in which it opens a position."""
    refusal: Refusal | None = None
    """Why it can do no more than close."""

    @property
    def pending(self) -> PendingReversal | None:
        """Return the opening that waits, as those see it who may call it off."""
        if self.opens is None:
            return None
        return PendingReversal(
            receipt_id=self.receipt_id,
            bot_id=self.bot_id,
            symbol=self.opens,
            position_ids=(),
            signal=self.signal,
            received_at=self.received_at,
            queued=True,
        )

    def as_json(self) -> dict[str, Any]:
        """Return what the signal's row keeps of it."""
        data: dict[str, Any] = as_data(
            StoredQueuedSignal(
                array=self.array,
                index=self.index,
                inside=self.inside,
                signal=self.signal,
                opens=self.opens,
                foreign=self.foreign,
                intent=self.intent,
                refusal_code=self.refusal.code.value if self.refusal else None,
                refusal_message=self.refusal.message if self.refusal else None,
            )
        )
        return data


def is_queued(command: Mapping[str, Any] | None) -> bool:
    """Return whether a row's command waits for its turn."""
    return command is not None and command.get(DOING) == TURN


def queued_from(row: SignalRecord) -> QueuedSignal:
    """Return the signal of a row that waits for its turn; raises UnreadableError."""
    kept: StoredQueuedSignal = from_data(StoredQueuedSignal, row.command or {})
    refusal = None
    if kept.refusal_code is not None:
        refusal = Refusal(ReasonCode(kept.refusal_code), kept.refusal_message or "")
    return QueuedSignal(
        receipt_id=row.receipt_id,
        bot_id=row.bot_id,
        received_at=row.received_at,
        array=kept.array,
        index=kept.index,
        signal=kept.signal,
        inside=kept.inside,
        opens=kept.opens,
        foreign=kept.foreign,
        intent=kept.intent,
        refusal=refusal,
    )
