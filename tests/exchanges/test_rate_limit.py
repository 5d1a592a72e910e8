"""The rate limit: nobody pays for the request before, and what matters goes first."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from custom_components.tradehook.exchanges.port.timings import RequestTimings
from custom_components.tradehook.exchanges.rate_limit import (
    Charge,
    Limits,
    Priority,
    RateLimit,
    WindowLimit,
    current_priority,
    priority,
)
from tests.patience import PATIENCE

CAPACITY = 1000.0


class Bucket:
    """A rate limit on a clock that only moves when a test says so."""

    def __init__(self, span: float | None = None) -> None:
        self.time = 0.0
        self.limit = (
            RateLimit(CAPACITY, clock=lambda: self.time)
            if span is None
            else WindowLimit(CAPACITY, span, clock=lambda: self.time)
        )
        self.served: list[str] = []
        self._tasks: list[asyncio.Task[None]] = []

    def ask(self, name: str, wanted: Priority, cost: float = 100.0) -> asyncio.Task[None]:
        """Let somebody ask."""

        async def take() -> None:
            await self.limit.take(cost, wanted)
            self.served.append(name)

        task = asyncio.create_task(take())
        self._tasks.append(task)
        return task

    async def settle(self) -> None:
        """Let everybody do what they can."""
        self.limit.serve()
        for _ in range(5):
            await asyncio.sleep(0)

    async def advance(self, milliseconds: float) -> None:
        """Let time pass."""
        self.time += milliseconds / 1000
        await self.settle()

    async def close(self) -> None:
        """Let go whoever still waits."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


@pytest.fixture
async def bucket() -> object:
    """Return one that is full."""
    bucket = Bucket()
    yield bucket
    await bucket.close()


async def spend(bucket: Bucket, cost: float) -> None:
    """Take from the bucket without a limit."""
    await bucket.limit.take(cost, Priority.EXIT)


async def test_first_requests_go_at_once(bucket: Bucket) -> None:
    for number in range(10):
        bucket.ask(str(number), Priority.EXIT)
    await bucket.settle()
    assert len(bucket.served) == 10


async def test_nobody_pays_for_the_request_before(bucket: Bucket) -> None:
    """The bucket fills while nobody waits: after a pause everything goes at once."""
    await spend(bucket, CAPACITY)
    bucket.time += 10
    bucket.ask("exit", Priority.EXIT)
    await bucket.settle()
    assert bucket.served == ["exit"]


async def test_waiting_takes_as_long_as_the_budget_says(bucket: Bucket) -> None:
    await spend(bucket, CAPACITY)
    bucket.ask("exit", Priority.EXIT, 300)
    await bucket.advance(299)
    assert bucket.served == []
    await bucket.advance(1)
    assert bucket.served == ["exit"]


async def test_exits_then_cancels_entries_look_ups_and_polls(bucket: Bucket) -> None:
    await spend(bucket, CAPACITY)
    for wanted in reversed(Priority):
        bucket.ask(wanted.name, wanted)
    for _ in range(200):
        await bucket.advance(10)
    assert bucket.served == [wanted.name for wanted in Priority]


async def test_same_priority_goes_in_order(bucket: Bucket) -> None:
    await spend(bucket, CAPACITY)
    for number in range(5):
        bucket.ask(str(number), Priority.ENTRY)
    for _ in range(100):
        await bucket.advance(10)
    assert bucket.served == ["0", "1", "2", "3", "4"]


async def test_exit_finds_budget_whatever_polls_want(bucket: Bucket) -> None:
    for number in range(100):
        bucket.ask(f"poll {number}", Priority.POLL)
    await bucket.settle()
    assert len(bucket.served) == 5  # they may spend half of it

    bucket.ask("exit", Priority.EXIT)
    await bucket.settle()
    assert bucket.served[-1] == "exit"


async def test_request_that_costs_more_than_it_may_touch_waits_for_a_full_bucket(
    bucket: Bucket,
) -> None:
    bucket.ask("poll", Priority.POLL, 900)
    await bucket.settle()
    assert bucket.served == ["poll"]
    bucket.ask("poll again", Priority.POLL, 900)
    await bucket.advance(899)
    assert bucket.served == ["poll"]
    await bucket.advance(1)
    assert bucket.served == ["poll", "poll again"]


async def test_too_many_requests_keep_everybody_quiet(bucket: Bucket) -> None:
    bucket.limit.close_for(30)
    bucket.ask("exit", Priority.EXIT, 0)
    await bucket.advance(29_900)
    assert bucket.served == []
    assert bucket.limit.closed_for == pytest.approx(0.1)
    await bucket.advance(100)
    assert bucket.served == ["exit"]


async def test_whoever_gives_up_pays_nothing(bucket: Bucket) -> None:
    await spend(bucket, CAPACITY)
    first = bucket.ask("gives up", Priority.EXIT, 500)
    bucket.ask("next", Priority.EXIT, 500)
    await bucket.settle()
    first.cancel()
    await bucket.advance(500)
    assert bucket.served == ["next"]
    assert bucket.limit.waiting == 0


async def test_real_time_serves_without_help() -> None:
    limit = RateLimit(50)
    await limit.take(50, Priority.EXIT)
    async with asyncio.timeout(PATIENCE):
        await limit.take(30, Priority.EXIT)


def test_priority_is_that_of_the_task() -> None:
    assert current_priority() is Priority.LOOK_UP
    with priority(Priority.EXIT):
        assert current_priority() is Priority.EXIT
    assert current_priority() is Priority.LOOK_UP


async def test_polls_get_their_turn_however_many_orders_are_looked_up(bucket: Bucket) -> None:
    """A thousand questions that wait would let the prices grow old, and with them the stops."""
    for number in range(50):
        bucket.ask(f"order {number}", Priority.LOOK_UP)
    bucket.ask("prices", Priority.POLL)
    await bucket.settle()
    await bucket.advance(900)
    assert "prices" not in bucket.served

    await bucket.advance(200)

    assert "prices" in bucket.served
    assert len(bucket.served) < 20


async def test_order_that_costs_nothing_leaves_at_once(bucket: Bucket) -> None:
    """Kraken counts questions and not orders: an exit stood behind questions of three seconds."""
    await spend(bucket, CAPACITY)
    for wanted in Priority:
        bucket.ask(f"question {wanted.name}", wanted, 300)
    await bucket.settle()

    for wanted in Priority:
        bucket.ask(wanted.name, wanted, 0)
    await bucket.settle()

    assert bucket.served == [wanted.name for wanted in Priority]


async def test_what_costs_nothing_goes_first_once_the_venue_listens_again(bucket: Bucket) -> None:
    await spend(bucket, CAPACITY)
    bucket.limit.close_for(30)
    bucket.ask("question", Priority.EXIT, CAPACITY)
    bucket.ask("entry", Priority.ENTRY, 0)
    await bucket.advance(29_900)
    assert bucket.served == []

    await bucket.advance(100)

    assert bucket.served[0] == "entry"


async def test_exit_goes_before_the_questions_that_exits_wait_for(bucket: Bucket) -> None:
    """With twenty orders filling at once an exit waited for three seconds behind their look-ups."""
    await spend(bucket, CAPACITY)
    for number in range(20):
        bucket.ask(f"what has filled {number}", Priority.EXIT_QUESTION)
    await bucket.settle()
    bucket.ask("exit", Priority.EXIT)
    await bucket.settle()

    await bucket.advance(100)

    assert bucket.served == ["exit"]


async def test_exits_go_before_polls_that_have_waited(bucket: Bucket) -> None:
    await spend(bucket, CAPACITY)
    bucket.ask("prices", Priority.POLL)
    await bucket.settle()
    await bucket.advance(150)
    for wanted in (Priority.ENTRY, Priority.CANCEL, Priority.EXIT):
        for number in range(5):
            bucket.ask(f"{wanted.name} {number}", wanted)

    await bucket.advance(2_000)

    assert bucket.served.index("prices") == len(bucket.served) - 1


async def test_poll_alone_does_not_wait_for_half_a_bucket(bucket: Bucket) -> None:
    bucket.limit = RateLimit(60 * CAPACITY, clock=lambda: bucket.time)
    bucket.ask("all", Priority.EXIT, 40 * CAPACITY)
    await bucket.settle()
    bucket.ask("prices", Priority.POLL)
    await bucket.settle()

    await bucket.advance(900)
    assert bucket.served == ["all"]
    await bucket.advance(200)
    assert bucket.served == ["all", "prices"]


async def test_entry_leaves_what_stops_will_cost() -> None:
    whole = RateLimit(CAPACITY, clock=lambda: 0.0)
    limits = Limits(whole, clock=lambda: 0.0)
    stop = Charge("order", 300)
    with limits.claimed(stop) as give_back:
        await limits.take(Charge("order", 400), Priority.ENTRY)
        entry = asyncio.create_task(limits.take(Charge("order", 200), Priority.ENTRY))
        await asyncio.sleep(0)
        assert not entry.done()  # 600 are left: 200 of them for exits, 300 for the stop
        await limits.take(stop, Priority.EXIT)
        give_back()
    entry.cancel()
    await asyncio.gather(entry, return_exceptions=True)
    assert whole._tokens == CAPACITY - 700
    assert whole._claimed == 0


# Limits of each endpoint


@pytest.fixture
async def window() -> AsyncIterator[Bucket]:
    """Return a limit of what is spent within a second."""
    window = Bucket(RequestTimings().spent_for)
    yield window
    await window.close()


async def test_no_second_has_more_than_its_limit_wherever_it_begins(window: Bucket) -> None:
    """A bucket that fills up meanwhile would let twice as much go within its first second."""
    for number in range(40):
        window.ask(str(number), Priority.EXIT)
    await window.settle()
    served = [0, len(window.served)]
    for _ in range(400):
        await window.advance(10)
        served.append(len(window.served))

    assert max(after - before for before, after in zip(served, served[100:], strict=False)) == 10
    assert served[-1] == 40


async def test_what_matters_finds_room_in_the_second_too(window: Bucket) -> None:
    for number in range(20):
        window.ask(f"order {number}", Priority.LOOK_UP)
    await window.settle()
    assert len(window.served) == 7

    window.ask("stop", Priority.EXIT)
    await window.settle()

    assert window.served[-1] == "stop"


async def test_endpoints_do_not_wait_for_each_other_but_share_the_address() -> None:
    whole = RateLimit(CAPACITY, clock=lambda: 0.0)
    limits = Limits(whole, 10, clock=lambda: 0.0)
    questions = [
        asyncio.create_task(limits.take(Charge("realtime", 100), Priority.LOOK_UP))
        for _ in range(20)
    ]
    for _ in range(5):
        await asyncio.sleep(0)
    async with asyncio.timeout(0.1):
        await limits.take(Charge("history", 100), Priority.LOOK_UP)

    assert sum(task.done() for task in questions) == 7
    assert whole._tokens == CAPACITY - 8 * 10
    for task in questions:
        task.cancel()
    await asyncio.gather(*questions, return_exceptions=True)


async def test_venue_without_limits_of_endpoints_counts_what_the_client_says() -> None:
    whole = RateLimit(CAPACITY, clock=lambda: 0.0)
    limits = Limits(whole, clock=lambda: 0.0)
    await limits.take(Charge("order", 100), Priority.EXIT)
    assert whole._tokens == CAPACITY - 100
