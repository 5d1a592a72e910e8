"""How a process is built, and in which moment it dies by itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from custom_components.tradehook.exchanges.port.timings import PriceTimings


class Moment(StrEnum):
    """Where a process can be killed to the point."""

    BEFORE_COMMIT = "before commit"
    """Everything is written but not committed."""
    AFTER_COMMIT = "after commit"
    """It is on the disk, but nobody knows it yet: nothing is answered, sent or told."""
    BEFORE_SEND = "before send"
    """The intent is committed, the request is about to leave."""
    IN_FLIGHT = "in flight"
    """The request is on its way; the venue may get it long after the death."""
    AFTER_ANSWER = "after answer"
    """The venue has done it, the answer is here, and nobody has read it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Death:
    """The `number`-th such moment, from 1, is the last one."""

    moment: Moment
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a process is told when it starts; the same ledger is the same account again."""

    code: str
    """The venue's, as signals say it."""
    port: int
    """Where the imitated venues are; 0 for the real ones."""
    ledger: str
    socket: str
    """The Unix socket on which it listens."""
    keys: tuple[str, ...]
    """What the venue wants to know of the account, in its order."""
    quote: str = "USDT"
    """What it counts in."""
    environment: str = "live"
    time_limit: int = 60
    ahead: timedelta = timedelta(0)
    """How far its clock has moved on."""
    venue: Mapping[str, object] = field(default_factory=dict)
    """What differs from the venue's row in the table."""
    death: Death | None = None
    bots: int = 1
    """How many of the same settings."""
    limits: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """The account's own, as its options store them."""
    losses_every: float = 10.0
    """Seconds between two looks at what was lost."""
    stream_lingers: float = PriceTimings().stream_lingers
    """Seconds for which a market stays on its stream that nobody needs."""
    notes: tuple[str, ...] = ()
    """Where exits are noted that could not be recorded."""
