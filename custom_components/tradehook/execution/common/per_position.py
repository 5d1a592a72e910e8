"""What follows from a position alone: worked out once for each, as long as it stays as it is."""

from collections.abc import Callable, Mapping
from typing import Final

from ...trading.model.position import Position

SPARE: Final = 64
"""How many more than twice the live positions are remembered, before those that are over go."""


class PerPosition[T]:
    """A function of a position that looks up what it found for the same one before."""

    def __init__(
        self, find: Callable[[Position], T], live: Callable[[], Mapping[str, Position]]
    ) -> None:
        self._find = find
        self._live = live
        self._known: dict[str, tuple[Position, T]] = {}

    def __call__(self, position: Position) -> T:
        """Return what is found for a position; what was found for an earlier state is not."""
        known = self._known.get(position.position_id)
        if known is None or known[0] is not position:
            known = self._known[position.position_id] = (position, self._find(position))
            self._forget()
        return known[1]

    def _forget(self) -> None:
        live = self._live()
        if len(self._known) > 2 * len(live) + SPARE:
            self._known = {key: one for key, one in self._known.items() if key in live}
