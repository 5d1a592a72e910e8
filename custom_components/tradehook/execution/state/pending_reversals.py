"""Reverses whose opening has still to be judged, and openings of an array before their turn."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from ...trading.signal.signal import Signal


@dataclass(frozen=True, slots=True, kw_only=True)
class PendingReversal:
    """A reverse whose closing leg is under way, or an opening of an array before its turn."""

    receipt_id: str
    bot_id: str
    symbol: str
    position_ids: tuple[str, ...]
    signal: Signal
    received_at: datetime
    queued: bool = False
    """It waits for its turn in an array of signals: nothing is closed for it yet."""


class PendingReversals:
    """Reverses by the receipt of their signal, in the order in which they came."""

    def __init__(self) -> None:
        """Start without any."""
        self._waiting: dict[str, PendingReversal] = {}

    def clear(self) -> None:
        """Wait for nothing any more."""
        self._waiting.clear()

    def add(self, reversal: PendingReversal) -> None:
        """Let the opening of a reverse wait; from now on it can be called off."""
        self._waiting[reversal.receipt_id] = reversal

    @property
    def all(self) -> list[PendingReversal]:
        """Return all of them."""
        return list(self._waiting.values())

    def of_bot(self, bot_id: str) -> list[PendingReversal]:
        """Return the reverses of a bot that have not opened yet."""
        return [reversal for reversal in self._waiting.values() if reversal.bot_id == bot_id]

    def take(self, receipt_id: str) -> PendingReversal | None:
        """Let a reverse wait no more and return it; None when it was called off, or judged."""
        return self._waiting.pop(receipt_id, None)

    def take_back(self, receipt_ids: Iterable[str]) -> list[PendingReversal]:
        """Let reverses that wait open nothing any more, and return them."""
        found = [self._waiting.pop(receipt_id, None) for receipt_id in receipt_ids]
        return [reversal for reversal in found if reversal is not None]
