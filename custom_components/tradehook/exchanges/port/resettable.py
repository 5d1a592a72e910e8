"""A venue that is played here: it can begin again, and knows what it began with."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Protocol

from .store import PaperStore


class Resettable(Protocol):
    """The part of a simulated venue that a real one doesn't have."""

    @property
    def starting_balances(self) -> Mapping[str, Decimal]:
        """Return what the account begins with by currency."""

    @property
    def start(self) -> Mapping[str, Decimal] | None:
        """Return what the account began with, since its last reset; None in older stores."""

    async def remember_start(self, start: Mapping[str, Decimal]) -> None:
        """Keep what an account of an older store must have begun with."""

    async def reset(
        self, balances: Mapping[str, Decimal], *, store: PaperStore | None = None
    ) -> None:
        """Close and forget every order and position and start again with these balances.

        `store` stores this step in place of the venue's own. Raises VenueError.
        """
