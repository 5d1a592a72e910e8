"""What accepted signals of late have claimed: their ids and, for a while, their bodies."""

from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime, timedelta

from ..trading.spans import is_future

KEPT = 10_000
"""Claims in memory: enough to cover what is being written, the ledger has them all."""


class Claims:
    """Signal ids and bodies that may not be accepted again, by bot."""

    def __init__(self) -> None:
        """Start without claims."""
        self._ids: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._bodies: OrderedDict[tuple[str, str], tuple[datetime, str]] = OrderedDict()

    def load(self, bodies: Mapping[tuple[str, str], tuple[datetime, str | None]]) -> None:
        """Take the bodies that were accepted before a restart, and no others."""
        self._ids.clear()
        self._bodies.clear()
        for key, (at, signal_id) in bodies.items():
            self._bodies[key] = (at, signal_id or "")

    def holds(self, bot_id: str, signal_id: str | None) -> bool:
        """Tell whether an accepted opening has this id."""
        return signal_id is not None and (bot_id, signal_id) in self._ids

    def same_body(self, bot_id: str, digest: str | None, now: datetime, window: int) -> str | None:
        """Return the id of the signal that had the same body within the window (seconds)."""
        found = self._bodies.get((bot_id, digest or ""))
        if found is None or not window or is_future(found[0], now):
            return None
        return None if now - found[0] > timedelta(seconds=window) else found[1]

    def claim(
        self,
        bot_id: str,
        signal_id: str | None,
        digest: str | None,
        at: datetime,
        answered_id: str,
    ) -> None:
        """Claim an id, a body or both for a signal that is being accepted."""
        if signal_id is not None:
            self._ids[(bot_id, signal_id)] = None
        if digest is not None:
            self._bodies[(bot_id, digest)] = (at, answered_id)
        for kept in (self._ids, self._bodies):
            while len(kept) > KEPT:
                kept.popitem(last=False)

    def release(self, bot_id: str, signal_id: str) -> None:
        """Let a failed signal's id and body be sent again."""
        self._ids.pop((bot_id, signal_id), None)
        for key, (_, answered_id) in list(self._bodies.items()):
            if key[0] == bot_id and answered_id == signal_id:
                del self._bodies[key]
