"""What an account's limits count that its positions don't tell."""

from collections import deque
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from ....trading.admission.account_limits.check import MINUTE
from ....trading.admission.account_limits.losses import OwnResult
from ....trading.admission.account_numbers import AddedSize
from ....trading.model.position import Position
from ....trading.settings.account_limits import AccountLimits, LimitKind

OWN_RESULT = "own_result"
"""Key in the ledger of what losses are counted from, and what is locked."""


class AccountLimitsState:
    """What of an account's limits is kept in memory; the ledger can tell it again."""

    def __init__(self) -> None:
        """Start without limits."""
        self.limits: AccountLimits = {}
        self.own_result: OwnResult | None = None
        self._openings: deque[datetime] = deque()
        self._added: dict[str, tuple[AddedSize, ...]] = {}
        """Increases by receipt, until their position knows of them."""
        self._changing: dict[str, tuple[Position, ...]] = {}
        """By receipt: positions as a change that may lose more is going to leave them."""

    def load(self, values: Mapping[str, Any], openings: Iterable[datetime]) -> None:
        """Take what the ledger knows, and when positions were opened within the last minute."""
        data = values.get(OWN_RESULT)
        self.own_result = None if data is None else OwnResult.of(data)
        self._openings = deque(sorted(openings))
        self._added.clear()
        self._changing.clear()

    def keep(self, own_result: OwnResult) -> None:
        """Count losses from there, and hold what they have locked."""
        self.own_result = own_result

    def opened(self, at: datetime) -> None:
        """Count an accepted opening."""
        while self._openings and self._openings[0] <= at - MINUTE:
            self._openings.popleft()
        self._openings.append(at)

    def not_opened(self, at: datetime) -> None:
        """Count it no more: it could not be recorded."""
        if at in self._openings:
            self._openings.remove(at)

    def add(self, receipt_id: str, added: tuple[AddedSize, ...]) -> None:
        """Count an accepted increase."""
        if added:
            self._added[receipt_id] = added

    def change(self, receipt_id: str, positions: tuple[Position, ...]) -> None:
        """Count an accepted change that may lose more."""
        if positions:
            self._changing[receipt_id] = positions

    def release(self, receipt_id: str) -> None:
        """Count it no more: its positions know of it, or it came to nothing."""
        self._added.pop(receipt_id, None)
        self._changing.pop(receipt_id, None)

    def openings(self, now: datetime) -> tuple[datetime, ...]:
        """Return when the newest positions were opened.

        Those from before the clock was set back count for a minute more.
        """
        if self._openings and max(self._openings) > now:
            self._openings = deque(min(at, now) for at in self._openings)
        return tuple(self._openings)

    def added(self) -> tuple[AddedSize, ...]:
        """Return the increases that are on their way to their positions."""
        return tuple(one for added in self._added.values() for one in added)

    def changing(self) -> tuple[Position, ...]:
        """Return what positions are going to be that a change is on its way to."""
        return tuple(one for positions in self._changing.values() for one in positions)

    @property
    def lock(self) -> LimitKind | None:
        """Return which limit on results keeps the account from new exposure."""
        return self.own_result.lock if self.own_result is not None else None
