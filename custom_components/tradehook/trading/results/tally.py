"""What bookings and closed positions add up to, in the words of the field."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

ZERO = Decimal(0)
ONE_PLACE = Decimal("0.0001")

type Booked = tuple[int, str, str, str, str | None]
"""What one moment has brought or cost a position: time (in microseconds of UTC), position, the name
of its origin, profit, and fee (None = not known)."""

type Origin = tuple[str, str, str, bool]
"""Bot, market and side of a position, and whether it is funding."""

type Ended = tuple[int, str, str, str, str, str, str | None, int | None]
"""A position that has closed: time, position, bot, market, side, profit, profit in R (None = it
never had a stop, or that is not known), and how many seconds it was held."""


@dataclass(slots=True)
class Bar:
    """What a period, a weekday or an hour has brought, and how many positions closed in it."""

    profit: Decimal = ZERO
    """Net of all fees and funding."""
    trades: int = 0
    wins: int = 0

    def add(self, other: Bar) -> None:
        """Add another one."""
        self.profit += other.profit
        self.trades += other.trades
        self.wins += other.wins


@dataclass(slots=True)
class Tally:
    """A sum that grows; to be added to within the context PRECISE.

    Money counts when it was booked, a trade when its position closed: fees of an entry belong to
    the day on which they were paid.
    """

    profit: Decimal = ZERO
    """Net of all fees and funding."""
    fees: Decimal | None = ZERO
    """None = one of them is not known."""
    funding: Decimal = ZERO
    trades: int = 0
    wins: int = 0
    losses: int = 0
    won: Decimal = ZERO
    lost: Decimal = ZERO
    """As a positive number."""
    r_sum: Decimal = ZERO
    r_trades: int = 0
    """How many trades had a stop, so that they have an R."""
    held: int = 0
    """Seconds."""
    held_trades: int = 0

    def count(
        self,
        profits: Sequence[Decimal],
        multiples: Sequence[str | None],
        durations: Sequence[int | None],
    ) -> None:
        """Add positions that have closed: the profit of each, its R and how long it was held."""
        won = [profit for profit in profits if profit > 0]
        lost = [profit for profit in profits if profit < 0]
        known = [Decimal(one) for one in multiples if one is not None]
        held = [one for one in durations if one is not None]
        self.trades += len(profits)
        self.wins += len(won)
        self.losses += len(lost)
        self.won += sum(won, ZERO)
        self.lost -= sum(lost, ZERO)
        self.r_sum += sum(known, ZERO)
        self.r_trades += len(known)
        self.held += sum(held)
        self.held_trades += len(held)

    def add(self, other: Tally) -> None:
        """Add another sum."""
        self.profit += other.profit
        self.funding += other.funding
        if self.fees is None or other.fees is None:
            self.fees = None
        else:
            self.fees += other.fees
        self.trades += other.trades
        self.wins += other.wins
        self.losses += other.losses
        self.won += other.won
        self.lost += other.lost
        self.r_sum += other.r_sum
        self.r_trades += other.r_trades
        self.held += other.held
        self.held_trades += other.held_trades

    @property
    def win_rate(self) -> Decimal | None:
        """Return the share of trades with a profit, in percent."""
        return _part(Decimal(100 * self.wins), self.trades)

    @property
    def profit_factor(self) -> Decimal | None:
        """Return what was won per what was lost; None without a loss."""
        return (self.won / self.lost).quantize(ONE_PLACE) if self.lost else None

    @property
    def expectancy(self) -> Decimal | None:
        """Return what a trade brings on average."""
        return self.mean(self.won - self.lost, self.trades)

    @property
    def expectancy_r(self) -> Decimal | None:
        """Return what a trade that had a stop brings on average, in R."""
        return _part(self.r_sum, self.r_trades)

    @property
    def average_win(self) -> Decimal | None:
        """Return what a trade with a profit brings on average."""
        return self.mean(self.won, self.wins)

    @property
    def average_loss(self) -> Decimal | None:
        """Return what a trade with a loss costs on average, below zero."""
        return self.mean(-self.lost, self.losses)

    @property
    def average_duration(self) -> int | None:
        """Return for how many seconds a position is held on average."""
        return self.held // self.held_trades if self.held_trades else None

    @staticmethod
    def mean(total: Decimal, count: int) -> Decimal | None:
        """Return money divided by a number of trades."""
        return total / count if count else None


def _part(total: Decimal, count: int) -> Decimal | None:
    return (total / count).quantize(ONE_PLACE) if count else None
