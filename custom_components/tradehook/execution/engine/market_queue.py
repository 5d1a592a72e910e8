"""What waits in a market's queue, and what a step makes of it."""

import asyncio
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ...exchanges.port.exchange import FillReport
from ...ledger.records import Batch
from ...trading.model.facts import Fact
from ...trading.model.inputs import REPORTS, Input
from ...trading.model.market import MarkPrice, Quote
from ...trading.model.position import Position

TOGETHER = 20
"""How many works of a market share a step and its commit at most: more would hold up the others."""


@dataclass(slots=True, kw_only=True)
class QueuedInput:
    """What a queue does next: events for positions of its market, recorded together."""

    targets: tuple[tuple[str, Input], ...] = ()
    liquidation: FillReport | None = None
    quote: Quote | None = None
    mark: MarkPrice | None = None
    heard: float = 0.0
    """When it was handed in, by the steady clock."""
    extra: Batch | None = None
    done: asyncio.Future[dict[str, tuple[Fact, ...]]] | None = None

    @property
    def reports(self) -> bool:
        """Return whether it only says what the venue has done: it is known before all is judged."""
        if self.liquidation is not None:
            return True
        return bool(self.targets) and all(isinstance(event, REPORTS) for _, event in self.targets)


@dataclass(slots=True)
class PositionChange:
    """What a step does to a position: each fact with what it led to."""

    before: Position
    steps: list[tuple[Fact, Position]] = field(default_factory=list)
    quote: Quote | None = None
    """The prices of the last decision."""
    judged: bool = True
    """Whether anything was decided behind the last report."""
    failed: bool = False
    """Whether an event of the step could not be followed."""

    @property
    def after(self) -> Position:
        """Return the position as the step leaves it."""
        return self.steps[-1][1] if self.steps else self.before


@dataclass(slots=True)
class MarketQueue:
    """The works of a market, and the task that does them."""

    works: deque[QueuedInput] = field(default_factory=deque)
    arrived: asyncio.Event = field(default_factory=asyncio.Event)
    task: asyncio.Task[None] | None = None

    def put(self, work: QueuedInput) -> None:
        """Let a work wait."""
        self.works.append(work)
        self.arrived.set()

    async def take(self) -> list[QueuedInput]:
        """Return what shares the next step, as soon as there is anything.

        All that is known of the positions of the step belongs to it, however long the queue is:
        half of what a price has filled must not be judged without the other half.
        """
        while not self.works:
            self.arrived.clear()
            await self.arrived.wait()
        together = [self.works.popleft() for _ in range(min(TOGETHER, len(self.works)))]
        if self.works:
            together += self._known_of({key for work in together for key, _ in work.targets})
        return together

    def _known_of(self, position_ids: set[str]) -> list[QueuedInput]:
        """Take out what is reported of positions, up to what may concern each of the market."""
        taken: list[QueuedInput] = []
        left: deque[QueuedInput] = deque()
        while self.works:
            work = self.works.popleft()
            if work.liquidation is not None:
                left.append(work)
                break
            if work.reports and any(key in position_ids for key, _ in work.targets):
                taken.append(work)
            else:
                left.append(work)
        self.works.extendleft(reversed(left))
        return taken

    def take_all(self) -> list[QueuedInput]:
        """Return all that waits."""
        taken = list(self.works)
        self.works.clear()
        return taken

    def drop(self) -> None:
        """Take out what has not begun; whoever waits for it is told that it won't happen."""
        while self.works:
            work = self.works.popleft()
            if work.done:
                work.done.cancel()


def apart(works: Sequence[QueuedInput]) -> Iterator[list[QueuedInput]]:
    """Return the smallest parts of a step: what was reported of one position stays together."""
    reported: dict[str, list[QueuedInput]] = {}
    for work in works:
        if work.reports and len(work.targets) == 1:
            reported.setdefault(work.targets[0][0], []).append(work)
        else:
            yield from reported.values()
            reported = {}
            yield [work]
    yield from reported.values()
