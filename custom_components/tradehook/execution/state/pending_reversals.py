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
        self._announced: set[str] = set()
        """Receipts of those that are being recorded: they can be called off, but not open yet."""
        self._withdrawn: set[str] = set()
        """Of those that were called off, and then could not be recorded themselves."""

    def clear(self) -> None:
        """Wait for nothing any more."""
        self._waiting.clear()
        self._announced.clear()
        self._withdrawn.clear()

    def add(self, reversal: PendingReversal) -> None:
        """Let the opening of a reverse wait; from now on it can be called off."""
        self._waiting[reversal.receipt_id] = reversal

    def announce(self, reversal: PendingReversal) -> None:
        """Let others see a reverse that is being recorded."""
        self._waiting[reversal.receipt_id] = reversal
        self._announced.add(reversal.receipt_id)

    def is_announced(self, receipt_id: str) -> bool:
        """Return whether a reverse is still being recorded."""
        return receipt_id in self._announced

    def confirm(self, receipt_id: str) -> bool:
        """Take a reverse as recorded; return whether it still waits to open."""
        self._announced.discard(receipt_id)
        return receipt_id in self._waiting

    def withdraw(self, receipt_id: str) -> None:
        """Let a reverse be none: it could not be recorded."""
        self._announced.discard(receipt_id)
        if self._waiting.pop(receipt_id, None) is None:
            self._withdrawn.add(receipt_id)

    def forget_withdrawn(self, receipt_id: str) -> bool:
        """Return whether a reverse that was called off has never been one."""
        if receipt_id not in self._withdrawn:
            return False
        self._withdrawn.discard(receipt_id)
        return True

    @property
    def recorded(self) -> list[PendingReversal]:
        """Return those that may open once what they close is over."""
        announced = self._announced
        return [one for one in self._waiting.values() if one.receipt_id not in announced]

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
