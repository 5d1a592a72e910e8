"""What waits in a market's queue, and what a step makes of it."""

import asyncio
from dataclasses import dataclass, field

from ..exchanges.api import FillReport
from ..ledger.rows import Batch
from ..trading.events import Event
from ..trading.facts import Fact
from ..trading.market import Quote
from ..trading.position import Position


@dataclass(slots=True, kw_only=True)
class Work:
    """What a queue does next: events for positions of its market, recorded together."""

    targets: tuple[tuple[str, Event], ...] = ()
    liquidation: FillReport | None = None
    quote: Quote | None = None
    extra: Batch | None = None
    done: asyncio.Future[dict[str, tuple[Fact, ...]]] | None = None


@dataclass(slots=True)
class Changes:
    """What a step does to a position: each fact with what it led to."""

    before: Position
    steps: list[tuple[Fact, Position]] = field(default_factory=list)
    quote: Quote | None = None
    """The prices of the last decision."""

    @property
    def after(self) -> Position:
        """Return the position as the step leaves it."""
        return self.steps[-1][1] if self.steps else self.before


@dataclass(slots=True)
class Queue:
    """The works of a market, and the task that does them."""

    works: asyncio.Queue[Work] = field(default_factory=asyncio.Queue)
    task: asyncio.Task[None] | None = None

    def drop(self) -> None:
        """Take out what has not begun; whoever waits for it is told that it won't happen."""
        while not self.works.empty():
            work = self.works.get_nowait()
            if work.done:
                work.done.cancel()
