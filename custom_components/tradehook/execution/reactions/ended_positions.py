"""What ends with a position: its links, and the funds that were kept back for it."""

from collections.abc import Callable
from datetime import datetime

from ...ledger.records import NOTHING, Batch
from ...trading.model.position import Position
from ..commands.position_links import PositionLinks
from ..common.step_reactions import Steps
from ..state.reservations import Reservations


class EndedPositions:
    """Ends what belongs to a position that is over."""

    def __init__(
        self, links: PositionLinks, reservations: Reservations, now: Callable[[], datetime]
    ) -> None:
        self._links = links
        self._reservations = reservations
        self._now = now

    def contribute(self, _before: Position, steps: Steps) -> Batch:
        """Return the links as they end."""
        after = steps[-1][1]
        if after.status.is_live:
            return NOTHING
        ended = after.closed_at or self._now()
        return Batch(links=self._links.ended(after.position_id, ended))

    def react(self, _before: Position, steps: Steps) -> None:
        """Keep no funds back any more."""
        after = steps[-1][1]
        if not after.status.is_live:
            self._reservations.release(after.position_id)
