"""What admission knows of the whole account, to judge its limits."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from ..model.market import MarginMode, Side
from ..settings.account_limits import AccountLimits, LimitKind


class HeldPosition(Protocol):
    """A perpetual position as the venue sees it."""

    @property
    def symbol(self) -> str:
        """Return the market."""

    @property
    def side(self) -> Side:
        """Return the side."""

    @property
    def size(self) -> Decimal:
        """Return the size in base."""

    @property
    def liquidation_price(self) -> Decimal | None:
        """Return where the venue liquidates it, as far as it tells that."""

    @property
    def mark_price(self) -> Decimal | None:
        """Return the venue's mark price, as old as the look at it."""

    @property
    def leverage(self) -> int:
        """Return the leverage."""

    @property
    def margin_mode(self) -> MarginMode:
        """Return the margin mode."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedSize:
    """An increase that is accepted, and that the position does not know of yet."""

    position_id: str
    amount: Decimal
    """In base."""
    price: Decimal
    """What it was sized with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountNumbers:
    """What an account's limits are judged by; callables return None for what is not known now."""

    limits: AccountLimits
    currency: str
    price_of: Callable[[str], Decimal | None]
    """The price of a currency in the account's own."""
    mark_price: Callable[[str], Decimal | None]
    """The present price of a market."""
    own_result: Callable[[], Decimal | None]
    """What all positions have come to, open results in it, in the account's currency."""
    venue_known: bool = True
    """Whether the venue has told of its positions lately."""
    openings: Sequence[datetime] = ()
    """When openings of the last minute were accepted."""
    added: Sequence[AddedSize] = ()
    reached: Collection[LimitKind] = ()
    """The limits on results that are reached."""
    lock: LimitKind | None = None
    """The one that keeps the account from new exposure until somebody, or midnight, lifts that."""
