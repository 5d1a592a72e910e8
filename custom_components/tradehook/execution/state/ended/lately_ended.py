"""The positions that ended last: a trade of theirs may still be told."""

from collections.abc import Mapping
from dataclasses import dataclass

from ....trading.model.position import Position

KEPT = 200
"""How many ended positions are kept: an older one is read when a trade of it is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndedPosition:
    """A position that is over, with what its next step needs to know."""

    position: Position
    facts: int
    receipt_id: str | None


class LatelyEnded:
    """The positions that ended last, or of which a trade was told last, found by their orders."""

    def __init__(self) -> None:
        self._kept: dict[str, EndedPosition] = {}
        self._owners: dict[str, str] = {}

    @property
    def kept(self) -> Mapping[str, EndedPosition]:
        """Return the positions by id."""
        return self._kept

    def keep(self, ended: EndedPosition) -> None:
        """Keep a position, and let the one go that was kept for longest."""
        position = ended.position
        if not position.orders:
            return  # nothing of it can ever trade
        self.let_go(position.position_id)
        self._kept[position.position_id] = ended
        for client_order_id in position.orders:
            self._owners[client_order_id] = position.position_id
        if len(self._kept) > KEPT:
            self.let_go(next(iter(self._kept)))

    def let_go(self, position_id: str) -> EndedPosition | None:
        """Keep a position no longer, and return it."""
        ended = self._kept.pop(position_id, None)
        if ended is not None:
            for client_order_id in ended.position.orders:
                self._owners.pop(client_order_id, None)
        return ended

    def owner(self, client_order_id: str) -> EndedPosition | None:
        """Return the position that an order belonged to."""
        return self._kept.get(self._owners.get(client_order_id, ""))

    def clear(self) -> None:
        """Let everything go."""
        self._kept.clear()
        self._owners.clear()
