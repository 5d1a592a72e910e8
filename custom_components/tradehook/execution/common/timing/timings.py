"""How long an account waits, and how often it looks."""

from dataclasses import dataclass, field
from datetime import timedelta

from .pacing import WAITS_AT_MOST


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderManagerTimings:
    """The waits for what becomes of orders."""

    retries: tuple[float, ...] = (0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
    """Seconds until an order whose fate is not known is asked for, or cancelled, again."""
    sale_turn: float = 1.0
    """Seconds after which a sale's turn is over whatever has come of it: no exit may hold up all
    others."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceJudgeTimings:
    """The waits for prices that are new enough to judge a position."""

    asked_after: float = 0.5
    """Seconds after a fill in which a newer price may come by itself."""
    asked_every: float = 1.0
    """Seconds between two looks whose price is missing."""
    held_back: float = 0.3
    """Seconds that reports may hold a judgement back, in total."""
    unwatched_after: float = 10.0
    """Seconds without a price that may judge after which a person is told."""
    goes_first: float = WAITS_AT_MOST
    """Seconds that a burst stands still at most for what a price has hit."""
    closes_within: float = 5.0
    """Seconds that a judgement waits for the venue's candles; then the first price decides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordingTimings:
    """The waits for a ledger that can't be written."""

    retry: float = 2.0
    """Seconds until what could not be recorded is tried again."""
    looked_every: float = 0.2
    """Seconds between two looks at a step that is not recorded: what happens meanwhile joins it."""
    exit_waits: float = 2.0
    """Seconds that a decided exit waits for the ledger before it is sent all the same."""
    note_within: float = 0.5
    """Seconds that the note beside may take: an exit does not wait for a disk that hangs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconciliationTimings:
    """How often an account is compared with its venue, and its ledger is seen to."""

    every: float = 20.0
    """Seconds between two looks at balances and positions: admission wants them newer than 60 s."""
    given_up: float = 90.0
    """Seconds for a look: one that hangs on an order must not let the balances grow old."""
    orders_every: timedelta = timedelta(seconds=60)
    """How often the orders that rest are compared, too."""
    orders_settle: timedelta = timedelta(seconds=10)
    """How long after its last change an order is left to those who sent it."""
    second_look: float = 5.0
    """Seconds between two looks that have to agree before anything is said to be gone."""
    transfers_every: timedelta = timedelta(minutes=10)
    """How often it is asked what was paid in and out."""
    transfers_again: timedelta = timedelta(seconds=60)
    """How soon that is asked once more while a difference is not explained."""
    funding_checked: float = 5.0
    """Seconds between two looks at the clock, whether funding is due."""
    markets_every: float = 900.0
    """Seconds between two looks at which markets are traded."""
    in_place_every: float = 5.0
    """Seconds between two looks whether the ledger's file is still where it was."""
    checkpoint_every: timedelta = timedelta(minutes=3)
    """How long the ledger's file may be behind its write-ahead log, for whoever copies it alone."""
    prune_every: timedelta = timedelta(hours=6)
    """How often old rows are deleted."""
    copy_every: timedelta = timedelta(hours=1)
    """How old the ledger's own copy may be, from which a lost one is restored."""
    alive_every: timedelta = timedelta(minutes=5)
    """How often it is written down that the account is at work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthTimings:
    """How often an account's health is looked at, and for how long something must be wrong."""

    every: float = 5.0
    """Seconds between two looks."""
    price_missing: timedelta = timedelta(seconds=30)
    """How long a stop may be without a price before it protects nothing."""
    skew_lasts: timedelta = timedelta(seconds=60)
    """How long the clock must be wrong before a person is told."""
    clock_every: float = 1.0
    """Seconds between two comparisons of the wall clock with the steady one."""
    known_every: float = 1.0
    """Seconds between two looks at which prices and balances are known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupTimings:
    """The waits of a group for its bots."""

    child_within: float = 1.0
    """Seconds that a bot may take to record its part before the next one's turn comes."""
    retry: float = 2.0
    """Seconds until what could not be recorded is tried again."""
    prune_every: float = 6 * 3600
    """Seconds between two times at which old rows are deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timings:
    """All that an account waits for."""

    orders: OrderManagerTimings = field(default_factory=OrderManagerTimings)
    prices: PriceJudgeTimings = field(default_factory=PriceJudgeTimings)
    recording: RecordingTimings = field(default_factory=RecordingTimings)
    reconciliation: ReconciliationTimings = field(default_factory=ReconciliationTimings)
    health: HealthTimings = field(default_factory=HealthTimings)
    groups: GroupTimings = field(default_factory=GroupTimings)
    price_age: int = 60
    """Seconds after which a price is not known any more."""
    balances_within: float = 2.0
    """Seconds that an opening waits for the balances of after an exit."""
    restart_retry: float = 2.0
    """Seconds until a paper account that can't start after its reset tries it again."""
    losses_every: float = 10.0
    """Seconds between two readings of an account's own result: two have to agree."""
    array_turn: float = 10.0
    """Seconds after which an array's next signal begins, whatever became of the one before."""
    array_looks_every: float = 0.5
    """Seconds between two looks whether it may begin, where no step of a position tells."""
    removal_within: float = 60.0
    """Seconds for cancelling what rests of an account that is removed."""
