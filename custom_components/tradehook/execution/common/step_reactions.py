"""What follows from a step of a position: rows of the same commit, and what is done after it."""

from collections.abc import Sequence
from typing import Protocol

from ...ledger.records import NOTHING, Batch
from ...trading.model.facts import Fact
from ...trading.model.position import Position

type Steps = Sequence[tuple[Fact, Position]]
"""The facts of a position in their order, each with what it led to; never empty."""


class StepReaction(Protocol):
    """Follows from a step of a position: adds rows to its commit, and acts once it is recorded."""

    def contribute(self, before: Position, steps: Steps) -> Batch:
        """Return what else is to be written with a position's new facts."""

    def react(self, before: Position, steps: Steps) -> None:
        """Act on facts that are recorded."""


class ReactsOnly:
    """A reaction that has nothing to write: it isn't asked."""

    def contribute(self, _before: Position, _steps: Steps) -> Batch:
        """Return nothing."""
        return NOTHING


class Contributions:
    """Asks reactions once for each part of a step, however often its commit is tried.

    What they contribute counts: a position's result twice would be a bot's second loss.
    """

    def __init__(self, reactions: Sequence[StepReaction]) -> None:
        self._reactions = reactions
        self._asked: dict[str, int] = {}
        """For so many facts of a position they were asked."""
        self._unwritten: dict[str, list[Batch]] = {}

    def of(self, position_id: str, before: Position, steps: Steps) -> Sequence[Batch]:
        """Return what a position's facts of this step contribute and is not written yet."""
        asked = self._asked.get(position_id, 0)
        known = self._unwritten.setdefault(position_id, [])
        if len(steps) > asked:
            known += self._ask(steps[asked - 1][1] if asked else before, steps[asked:])
            self._asked[position_id] = len(steps)
        return known

    def _ask(self, before: Position, steps: Steps) -> list[Batch]:
        if not (before.status.is_live or steps[-1][1].status.is_live):
            return []  # it has ended in this step already
        contributed = [reaction.contribute(before, steps) for reaction in self._reactions]
        return [batch for batch in contributed if batch is not NOTHING]

    def written(self) -> None:
        """Forget what is on record now."""
        self._unwritten.clear()
