"""The venue's rate limit, spent in the order of what matters."""

import asyncio
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from enum import IntEnum
from heapq import heapify, heappop, heappush
from itertools import count
import time
from typing import NamedTuple


class Priority(IntEnum):
    """What a request is for; the lowest number goes first."""

    EXIT = 0
    """Stops and market exits, and what has to be asked before one of them can leave."""
    EXIT_QUESTION = 1
    """For whose answer a stop or an exit may wait: never before one that is on its way."""
    CANCEL = 2
    """Behind them: what is sold next keeps its stop until what is being sold is sold."""
    TARGET = 3
    ENTRY = 4
    LATE_POLL = 5
    """What a poll becomes that has waited: nobody asks for it."""
    LOOK_UP = 6
    POLL = 7


# How much of the budget is left alone for what matters more: a stop must find tokens even while
# a thousand look-ups wait.
_KEPT_BACK = {
    Priority.EXIT: 0.0,
    Priority.EXIT_QUESTION: 0.0,
    Priority.CANCEL: 0.0,
    Priority.TARGET: 0.1,
    Priority.ENTRY: 0.2,
    Priority.LATE_POLL: 0.25,
    Priority.LOOK_UP: 0.3,
    Priority.POLL: 0.5,
}

POLL_PATIENCE = 1.0
"""Seconds after which a poll goes before all look-ups: without prices nothing can be opened, and
no stop be watched, however many orders are looked up."""

_PRIORITY: ContextVar[Priority] = ContextVar("tradehook_priority", default=Priority.LOOK_UP)


def current_priority() -> Priority:
    """Return what the requests of this task are for."""
    return _PRIORITY.get()


def priority(wanted: Priority) -> AbstractContextManager[object]:
    """Say what the requests made inside are for."""
    return _PRIORITY.set(wanted)


def _rank(cost: float, wanted: Priority) -> int:
    """Return the place in the queue: what costs nothing goes first, as nobody waits for it."""
    return wanted + 1 if cost else 0


class RateLimit:
    """A token bucket with priorities; costs and capacity are milliseconds of the venue's budget.

    It refills by one millisecond each millisecond, also while nobody waits, and nobody ever pays
    for the request before. What costs nothing waits for nobody.
    """

    def __init__(self, capacity: float, *, clock: Callable[[], float] = time.monotonic) -> None:
        """Start full; `clock` returns seconds."""
        self._capacity = capacity
        self._clock = clock
        self._tokens = capacity
        self._claimed = 0.0
        """What stops will cost that are sure to come: nothing less urgent may spend it."""
        self._counted_at = clock()
        self._closed_until = 0.0
        self._waiting: list[tuple[int, int, Priority, float, asyncio.Future[None]]] = []
        """Each with its rank and its number, by which they go."""
        self._polls: dict[int, float] = {}
        """When waiting polls asked, by their numbers."""
        self._numbers = count()
        self._timer: asyncio.TimerHandle | None = None

    @property
    def waiting(self) -> int:
        """Return how many requests wait."""
        return sum(not future.done() for *_, future in self._waiting)

    @property
    def closed_for(self) -> float:
        """Return for how many seconds the venue has sent us away."""
        return max(0.0, self._closed_until - self._clock())

    async def take(self, cost: float, wanted: Priority) -> None:
        """Wait for one's turn and pay."""
        self._refill()
        rank = _rank(cost, wanted)
        if not self._first(rank) or not self._pay(cost, wanted):
            future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            number = next(self._numbers)
            heappush(self._waiting, (rank, number, wanted, cost, future))
            if wanted is Priority.POLL:
                self._polls[number] = self._clock()
            self.serve()
            try:
                await future
            except asyncio.CancelledError:
                if future.done() and not future.cancelled():
                    self._tokens = min(self._capacity, self._tokens + cost)
                self.serve()
                raise
            finally:
                self._polls.pop(number, None)

    def claim(self, cost: float) -> None:
        """Keep a part for what will be as urgent as an exit; give it back with a negative one."""
        self._claimed += cost
        if cost < 0:
            self.serve()

    def close_for(self, seconds: float) -> None:
        """Send nothing for a while: the venue said that it was too much."""
        if seconds <= 0:
            return
        self._closed_until = max(self._closed_until, self._clock() + seconds)
        self._tokens = min(self._tokens, 0.0)
        self.serve()

    def serve(self) -> None:
        """Let go whoever can pay now, and come back when the next one can."""
        self._refill()
        self._promote()
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        while self._waiting:
            _, _, wanted, cost, future = self._waiting[0]
            if not future.done():
                if not self._pay(cost, wanted):
                    break
                future.set_result(None)
            heappop(self._waiting)
        else:
            return
        missing = self._needed(cost, wanted) - self._tokens
        delay = max(missing / 1000, self.closed_for, 0.001)
        if wanted is Priority.POLL:
            delay = min(delay, POLL_PATIENCE)
        self._timer = asyncio.get_running_loop().call_later(delay, self.serve)

    def _promote(self) -> None:
        """Let polls that have waited long enough go before look-ups."""
        late = self._clock() - POLL_PATIENCE
        old = {number for number, asked_at in self._polls.items() if asked_at <= late}
        if not old:
            return
        for index, (_, number, _, cost, future) in enumerate(self._waiting):
            if number in old:
                late_poll = Priority.LATE_POLL
                rank = _rank(cost, late_poll)
                self._waiting[index] = (rank, number, late_poll, cost, future)
                del self._polls[number]
        heapify(self._waiting)

    def _first(self, rank: int) -> bool:
        return not self._waiting or all(
            other > rank or future.done() for other, *_, future in self._waiting
        )

    def _needed(self, cost: float, wanted: Priority) -> float:
        if not cost:
            return 0.0
        # A request that costs more than what it may touch waits for a full bucket.
        kept_back = _KEPT_BACK[wanted] * self._capacity
        if wanted > Priority.CANCEL:
            kept_back += self._claimed
        return min(cost + kept_back, self._capacity)

    def _pay(self, cost: float, wanted: Priority) -> bool:
        is_closed = self._closed_until and self.closed_for
        if is_closed or (cost and self._tokens < self._needed(cost, wanted)):
            return False
        self._tokens -= cost
        return True

    def _refill(self) -> None:
        now = self._clock()
        self._tokens = min(self._capacity, self._tokens + (now - self._counted_at) * 1000)
        self._counted_at = now


class WindowLimit(RateLimit):
    """A limit of what is spent within any span: what went at once comes back at once."""

    def __init__(
        self,
        capacity: float,
        span: float,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Start full; `span` is in seconds."""
        super().__init__(capacity, clock=clock)
        self._span = span
        self._spent: deque[float] = deque()
        self._spent_at: deque[float] = deque()

    def _pay(self, cost: float, wanted: Priority) -> bool:
        paid = super()._pay(cost, wanted)
        if paid:
            self._spent.append(cost)
            self._spent_at.append(self._clock())
        return paid

    def _refill(self) -> None:
        if self._spent:
            since = self._clock() - self._span
            while self._spent and self._spent_at[0] <= since:
                self._spent.popleft()
                self._spent_at.popleft()
        # Added up anew: what is only added and taken off again would not come to nothing exactly.
        self._tokens = self._capacity - sum(self._spent)


class Charge(NamedTuple):
    """What a request costs, in milliseconds, and which of the venue's endpoints it goes to."""

    endpoint: str
    cost: float
    places: int = 0
    """How many orders it places: venues count them."""


class Limits:
    """What an account may spend: the venue's whole limit, and one of each endpoint if it has them.

    Where endpoints have limits of their own, a charge's cost is a part of its endpoint's second,
    and the whole limit counts requests: each takes `share` of it.
    """

    def __init__(
        self,
        whole: RateLimit,
        share: float | None = None,
        span: float = 1.0,
        *,
        orders: Sequence[tuple[int, float]] = (),
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take the limit that all accounts share, and how many orders within how many seconds.

        What was spent of an endpoint's own limit comes back after `span` seconds.
        """
        self._whole = whole
        self._span = span
        self._orders = [WindowLimit(most, span, clock=clock) for most, span in orders]
        self._share = share
        self._clock = clock
        self._endpoints: dict[str, WindowLimit] = {}

    async def take(self, charge: Charge, wanted: Priority) -> None:
        """Wait for one's turn and pay."""
        for limit, cost in self._parts_of(charge):
            await limit.take(cost, wanted)

    @contextmanager
    def claimed(self, charge: Charge) -> Iterator[Callable[[], None]]:
        """Keep what a stop will cost out of the hands of what is less urgent, inside.

        What it returns gives it back earlier.
        """
        parts = self._parts_of(charge)
        for limit, cost in parts:
            limit.claim(cost)

        def give_back() -> None:
            while parts:
                limit, cost = parts.pop()
                limit.claim(-cost)

        try:
            yield give_back
        finally:
            give_back()

    def _parts_of(self, charge: Charge) -> list[tuple[RateLimit, float]]:
        parts: list[tuple[RateLimit, float]] = []
        if charge.places:
            parts += [(limit, float(charge.places)) for limit in self._orders]
        if self._share is None:
            return [*parts, (self._whole, charge.cost)]
        endpoint = self._endpoints.get(charge.endpoint)
        if endpoint is None:
            endpoint = WindowLimit(1000.0, self._span, clock=self._clock)
            self._endpoints[charge.endpoint] = endpoint
        return [*parts, (endpoint, charge.cost), (self._whole, self._share)]

    def close_for(self, seconds: float) -> None:
        """Send nothing for a while: the venue said that it was too much."""
        self._whole.close_for(seconds)
