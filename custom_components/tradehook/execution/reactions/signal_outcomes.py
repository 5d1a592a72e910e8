"""What became of signals by what became of their positions."""

from collections.abc import Callable

from ...ledger.records import NOTHING, Batch, SignalUpdate
from ...trading.model.position import Position
from ..common.step_reactions import Steps
from ..projections.position_events import lost_increases, signal_outcome
from ..projections.signal_outcomes import OutcomePublisher
from ..state.position_cache import PositionCache


class SignalOutcomes:
    """Records and tells of openings and increases that came to nothing."""

    def __init__(
        self,
        position_cache: PositionCache,
        outcomes: OutcomePublisher,
        release: Callable[[str, str], None],
        ended: Callable[[str, str], None],
    ) -> None:
        """Take who tells; `release` gives the id (bot, signal) of a failed signal back.

        `ended` hears of the id of any opening that is over.
        """
        self._position_cache = position_cache
        self._outcomes = outcomes
        self._release = release
        self._hear_of_end = ended
        self._untold: dict[str, SignalUpdate] = {}
        """What the signals of positions came to that are being recorded as over."""

    def contribute(self, before: Position, steps: Steps) -> Batch:
        """Return the outcomes that a step decides."""
        lost, after = lost_increases(before, steps), steps[-1][1]
        ended = () if after.status.is_live else self._outcome(after)
        return Batch(signal_updates=(*lost, *ended)) if lost or ended else NOTHING

    def react(self, before: Position, steps: Steps) -> None:
        """Tell the outcomes that are on record."""
        after = steps[-1][1]
        for update in lost_increases(before, steps):
            self._outcomes.ended(after.bot_id, update)
        if not after.status.is_live:
            self._hear_of_end(after.bot_id, after.signal_id)
            self._ended(after)

    def _outcome(self, position: Position) -> tuple[SignalUpdate, ...]:
        receipt_id = self._position_cache.receipt_of(position.position_id)
        outcome = signal_outcome(position)
        if receipt_id is None or outcome is None:
            return ()
        status, code, message = outcome
        update = SignalUpdate(receipt_id=receipt_id, status=status, code=code, message=message)
        self._untold[position.position_id] = update
        return (update,)

    def _ended(self, position: Position) -> None:
        update = self._untold.pop(position.position_id, None)
        if update is None:
            return
        if update.status == "failed":
            self._release(position.bot_id, position.signal_id)
        self._outcomes.ended(position.bot_id, update)
