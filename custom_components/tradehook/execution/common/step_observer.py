"""Who takes part in the engine's steps without being it."""

from typing import Protocol

from ...ledger.records import Batch
from ...trading.model.facts import Fact
from ...trading.model.position import Position
from ...trading.reasons.reasons import Refusal


class Observer(Protocol):
    """Takes part in a step: adds rows to its batch, and hears of it once it is recorded."""

    def rows(self, before: Position, steps: list[tuple[Fact, Position]]) -> Batch:
        """Return what else is to be written with a position's new facts."""

    def stepped(self, before: Position, steps: list[tuple[Fact, Position]]) -> None:
        """Hear of facts that are recorded."""

    def may_open(self, position: Position) -> Refusal | None:
        """Return why a pending opening whose condition holds may not be placed."""


class Nobody:
    """An observer without interest."""

    def rows(self, _before: Position, _steps: list[tuple[Fact, Position]]) -> Batch:
        """Return nothing."""
        return Batch()

    def stepped(self, before: Position, steps: list[tuple[Fact, Position]]) -> None:
        """Do nothing."""

    def may_open(self, _position: Position) -> Refusal | None:
        """Let it."""
        return None
