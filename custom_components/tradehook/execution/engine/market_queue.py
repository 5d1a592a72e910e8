"""What waits for its market's turn, and what a step makes of it."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from ...exchanges.port.exchange import FillReport
from ...ledger.records import Batch
from ...trading.model.facts import Fact
from ...trading.model.inputs import ASKED, REPORTS, Input, Reevaluate
from ...trading.model.market import MarkPrice, Quote
from ...trading.model.position import Position
from ..common.runtime import Activity, Spawn
from ..state.position_cache import PositionCache

TOGETHER = 20
"""How many works of a market share a step and its commit at most: more would hold up the others."""

GATHERS_AT_MOST = 0.005
"""Seconds that an opening waits for others of its market that are being recorded: together they are
one decision and one commit."""


type Found = dict[str, tuple[Fact, ...]]
"""What a work led to, by position."""


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
    done: asyncio.Future[Found] | None = None
    key: Hashable = None
    """What it is asked of the positions under, until they know it."""

    @property
    def is_hit(self) -> bool:
        """Return whether a price has touched what positions wait for."""
        return self.quote is not None or self.mark is not None

    @property
    def reports(self) -> bool:
        """Return whether it only says what the venue has done: it is known before all is judged."""
        if self.liquidation is not None:
            return True
        targets = self.targets
        if len(targets) == 1:  # nearly always
            return isinstance(targets[0][1], REPORTS)
        return bool(targets) and all(isinstance(event, REPORTS) for _, event in targets)


@dataclass(slots=True)
class PositionChange:
    """What a step does to a position: each fact with what it led to."""

    before: Position
    steps: list[tuple[Fact, Position]] = field(default_factory=list)
    quote: Quote | None = None
    """The prices of the last decision."""
    settled: bool = False
    """Whether all is decided that follows from what is known: the same again leads to nothing."""
    judged: bool = True
    """Whether anything was decided behind the last report."""
    decided: bool = False
    """Whether anything was decided at all."""
    failed: bool = False
    """Whether an event of the step could not be followed."""

    @property
    def after(self) -> Position:
        """Return the position as the step leaves it."""
        return self.steps[-1][1] if self.steps else self.before


def _never(_queue: MarketQueue) -> bool:
    return False


@dataclass(slots=True)
class MarketQueue:
    """The works of a market, and the task that does them."""

    works: deque[QueuedInput] = field(default_factory=deque)
    task: asyncio.Task[None] | None = None
    _arrival: asyncio.Future[None] | None = None
    """What the task waits for: a bare future, for an event makes one at each wait anyhow."""

    def put(self, work: QueuedInput) -> None:
        """Let a work wait."""
        self.works.append(work)
        self.wake()

    def wake(self) -> None:
        """Have the task look again whether there is anything to do."""
        arrival, self._arrival = self._arrival, None
        if arrival is not None and not arrival.done():
            arrival.set_result(None)

    async def take(self, waits: Callable[[MarketQueue], bool] = _never) -> list[QueuedInput]:
        """Return what shares the next step, as soon as there is anything that need not wait.

        All that is known of the positions of the step belongs to it, however long the queue is:
        half of what a price has filled must not be judged without the other half.
        """
        while not self.works or waits(self):
            self._arrival = asyncio.get_running_loop().create_future()
            await self._arrival
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


type MarketWork = Callable[[str, list[QueuedInput]], Awaitable[None]]
"""Does what waits in a market, together."""


class MarketQueues:
    """Where inputs of positions wait for their market's turn: one queue a market.

    Whoever wants something of a position hands in an input; nothing trades from the side. What
    the queues hold is done in steps, one after the other in each market.
    """

    def __init__(
        self,
        *,
        position_cache: PositionCache,
        activity: Activity,
        rested: Callable[[], None],
        spawn: Spawn,
    ) -> None:
        """Take the positions, and how the queues' tasks are started: they never end.

        `rested` is called when nothing is queued any more; markets that a price has hit something
        in take the activity's right of way.
        """
        self._position_cache = position_cache
        self._activity = activity
        self._rested = rested
        self._spawn = spawn
        self.way = activity.way
        self.clock = asyncio.get_running_loop().time
        """Returns the time by the steady clock."""
        self._queues: dict[str, MarketQueue] = {}
        self._unserved: dict[str, MarketQueue] = {}
        """The queues whose task is still to be started."""
        self._arrived = asyncio.Event()
        self._server: asyncio.Task[None] | None = None
        self._stopped = False

    @property
    def waiting(self) -> int:
        """Return how many inputs are queued or under way."""
        return self._activity.inputs

    def put(
        self,
        symbol: str,
        targets: Iterable[tuple[str, Input]],
        extra: Batch | None = None,
        key: Hashable = None,
    ) -> asyncio.Future[Found]:
        """Queue inputs of one market; the result holds each position's facts, once recorded.

        Until then those who judge see what is asked; `key` = it was known as that before.
        """
        done: asyncio.Future[Found] = asyncio.get_running_loop().create_future()
        works = tuple(targets)
        if key is None and any(isinstance(event, ASKED) for _, event in works):
            key = done
        if key is not None:
            self._position_cache.asked[key] = works
        self.enqueue(symbol, QueuedInput(targets=works, extra=extra, done=done, key=key))
        return done

    def done(self, works: Iterable[QueuedInput]) -> None:
        """Ask nothing any more for works that are on record, or came to nothing."""
        for work in works:
            if work.key is not None:
                self._position_cache.asked.pop(work.key, None)

    def look(self, position: Position, quote: Quote | None = None) -> None:
        """Queue a look at a position."""
        self.enqueue(
            position.symbol,
            QueuedInput(targets=((position.position_id, Reevaluate()),), quote=quote),
        )

    def look_again(self, position_id: str) -> None:
        """Queue a look at a position, if it is still live."""
        position = self._position_cache.live.get(position_id)
        if position is not None:
            self.look(position)

    def look_at_all(self) -> None:
        """Have every live position look, and set its timer anew."""
        for position in list(self._position_cache.live.values()):
            self.look(position)

    def enqueue(self, symbol: str, work: QueuedInput) -> None:
        """Let an input wait for its market's turn; nothing waits once the queues are stopped."""
        if self._stopped:
            if work.done:
                work.done.cancel()
            self.done((work,))
            return
        queue = self._queues.get(symbol)
        if queue is None:
            queue = self._queues[symbol] = self._unserved[symbol] = MarketQueue()
            self._arrived.set()
        if work.is_hit:
            self.way.take(symbol)
        work.heard = self.clock()
        queue.put(work)
        self._activity.inputs += 1

    def take_all(self, symbol: str) -> list[QueuedInput]:
        """Take out all that waits in a market."""
        queue = self._queues.get(symbol)
        return queue.take_all() if queue else []

    def start(self, step: MarketWork) -> None:
        """Begin to work on what was handed in until now, and will be."""
        self._server = self._spawn(self._serve(step), "markets")

    async def stop(self) -> None:
        """Stop between two steps, drop what is queued, and take no more."""
        self._stopped = True
        queues = list(self._queues.values())
        self._queues.clear()
        self._unserved.clear()
        self.way.clear()
        for queue in queues:
            queue.drop()
        tasks = [task for task in (self._server, *(one.task for one in queues)) if task]
        self._server = None
        self._position_cache.asked.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._activity.inputs = 0

    def reopen(self) -> None:
        """Take inputs again, once stopped; `start` begins to work on them."""
        self._stopped = False

    async def _serve(self, step: MarketWork) -> None:
        """Start the task of each market that something waits in."""
        while True:
            unserved, self._unserved = self._unserved, {}
            for symbol, queue in unserved.items():
                queue.task = self._spawn(self._work(symbol, queue, step), f"market {symbol}")
            self._arrived.clear()
            await self._arrived.wait()

    def _gives_way(self, symbol: str, queue: MarketQueue) -> bool:
        """Return whether what a market does can wait, and see to it that it goes on.

        Openings wait while a price has hit something in another market, and for those that are
        being recorded.
        """
        is_taken, left = self.way.is_taken, 0.0
        if not is_taken and symbol in self._activity.openings and len(queue.works) < TOGETHER:
            left = queue.works[0].heard + GATHERS_AT_MOST - self.clock()
        if not (is_taken or left > 0) or not all(map(self._only_opens, queue.works)):
            return False
        if is_taken:
            self.way.when_free(queue.wake)
        else:
            asyncio.get_running_loop().call_later(left, queue.wake)
        return True

    def _only_opens(self, work: QueuedInput) -> bool:
        """Return whether a work can do no more than order what nothing is held of yet."""
        live = self._position_cache.live
        return not (work.is_hit or work.liquidation) and all(
            isinstance(event, Reevaluate)
            and (position := live.get(key))
            and not (position.orders or position.size)
            for key, event in work.targets
        )

    async def _work(self, symbol: str, queue: MarketQueue, step: MarketWork) -> None:
        waits = partial(self._gives_way, symbol)
        while True:
            together = await queue.take(waits)
            try:
                await step(symbol, together)
            except asyncio.CancelledError:
                for work in together:
                    if work.done:
                        work.done.cancel()
                raise
            finally:
                if not any(work.is_hit for work in queue.works):
                    self.way.leave(symbol)
                self._activity.inputs -= len(together)
                if not self._activity.inputs:
                    self._rested()


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
