"""What results are made of: what was booked and what has closed, in one currency."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ..model.price_math import PRECISE
from .tally import Booked, Ended, Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Earnings:
    """What was booked and what has closed, oldest first."""

    bookings: Sequence[Booked] = ()
    origins: Mapping[str, Origin] = field(default_factory=dict)
    """By their names, as bookings have them."""
    trades: Sequence[Ended] = ()
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By position."""
    capital: Decimal | None = None
    """What the account was worth before the first of them; None = not known."""

    def with_others(self, other: Earnings) -> Earnings:
        """Return them together with those of another account in the same currency."""
        capital = None
        if self.capital is not None and other.capital is not None:
            capital = PRECISE.add(self.capital, other.capital)
        return Earnings(
            bookings=sorted([*self.bookings, *other.bookings], key=lambda one: one[0]),
            origins={**self.origins, **other.origins},
            trades=sorted([*self.trades, *other.trades], key=lambda one: one[0]),
            tags={**self.tags, **other.tags},
            capital=capital,
        )
