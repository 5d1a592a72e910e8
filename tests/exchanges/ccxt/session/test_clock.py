"""The clock: measured around the request, by its fastest answers, and before nobody is refused."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from custom_components.tradehook.exchanges.ccxt.core.errors import ClientFailedError
from custom_components.tradehook.exchanges.ccxt.session.client_pool import ClientPool
from custom_components.tradehook.exchanges.ccxt.session.clock import Measure, VenueClock
from custom_components.tradehook.exchanges.port.exchange import ClockError, NotSentError
from custom_components.tradehook.exchanges.port.timings import ClockTimings
from custom_components.tradehook.exchanges.rate_limit import Priority
from tests.exchanges.live import Live, World, live, until
from tests.fake_exchange.binance import FakeBinance
from tests.fake_exchange.faults import Effect, Fault
from tests.fake_exchange.venue import FakeVenue

PERP = "BTC/USDT:USDT"


def client_pool_of(account: Live) -> ClientPool:
    assert account.exchange._parts is not None
    return account.exchange._parts.client_pool


def skew(account: Live) -> float:
    found = account.exchange.clock_skew
    assert found is not None
    return found


def refused_for_time(venue: FakeVenue) -> int:
    """Return how many requests were refused for their time."""
    return sum(
        isinstance(request.answer, dict) and request.answer.get("code") == -1021
        for request in venue.requests
    )


def slow(*seconds: float, effect: Effect = Effect.DELAY) -> list[Fault]:
    return [Fault(effect=effect, route="time", seconds=one) for one in seconds]


async def trades(account: Live) -> None:
    await account.order("buy", "0.01", symbol=PERP)
    await account.exchange.fetch_balances()


@pytest.mark.parametrize("effect", [Effect.DELAY, Effect.LATE])
async def test_answer_that_took_over_a_second_does_not_set_the_clock(
    futures: Live, binance: FakeBinance, effect: Effect
) -> None:
    binance.faults += slow(2.6, 2.6, 2.6, effect=effect)
    await client_pool_of(futures).sync_clock()
    assert abs(skew(futures)) < 0.2
    await trades(futures)
    assert not refused_for_time(binance)


async def test_fastest_of_a_few_answers_sets_the_clock(futures: Live, binance: FakeBinance) -> None:
    binance.faults += slow(0.9, 0.7)
    await client_pool_of(futures).sync_clock()
    assert abs(skew(futures)) < 0.2


async def test_answer_that_never_comes_does_not_keep_the_others_from_counting(
    futures: Live, binance: FakeBinance, monkeypatch: pytest.MonkeyPatch
) -> None:
    binance.faults.append(Fault(effect=Effect.DROP, route="time"))
    monkeypatch.setattr(binance.clock, "skew_ms", 3_000)
    await client_pool_of(futures).sync_clock()
    assert skew(futures) == pytest.approx(-3, abs=0.2)

    binance.faults.append(Fault(effect=Effect.DROP, route="time", times=20))
    with pytest.raises(ClientFailedError):
        await client_pool_of(futures).sync_clock()
    assert skew(futures) == pytest.approx(-3, abs=0.2)


async def test_wait_in_our_own_queue_is_not_measured(futures: Live, binance: FakeBinance) -> None:
    limits = client_pool_of(futures).transport._limits
    limits._whole._tokens = -2_500.0  # whatever goes, waits for two and a half seconds
    before = len(binance.requests)
    await client_pool_of(futures).sync_clock()
    assert abs(skew(futures)) < 0.2
    assert [request.name for request in binance.requests[before:]] == ["time"]


async def test_clock_is_measured_as_urgently_as_an_exit(
    futures: Live, binance: FakeBinance
) -> None:
    whole = client_pool_of(futures).transport._limits._whole
    whole._tokens = -200.0
    cancel = asyncio.create_task(whole.take(10_000.0, Priority.CANCEL))
    await asyncio.sleep(0)
    async with asyncio.timeout(2):
        await client_pool_of(futures).sync_clock()
    assert binance.sent("time")
    assert not cancel.done()
    cancel.cancel()


@pytest.mark.parametrize("skew_ms", [20_000, -20_000])
async def test_clock_that_is_wrong_is_corrected_by_slow_answers_too(
    futures: Live, binance: FakeBinance, monkeypatch: pytest.MonkeyPatch, skew_ms: int
) -> None:
    """What a slow answer proves counts: on a line on which all of them are slow, too."""
    monkeypatch.setattr(binance.clock, "skew_ms", skew_ms)
    binance.faults += slow(1.3, 1.3, 1.3)
    await client_pool_of(futures).sync_clock()
    assert skew(futures) == pytest.approx(-skew_ms / 1000, abs=1.5)
    await trades(futures)
    assert not refused_for_time(binance)


async def test_wall_clock_that_is_set_during_a_measure_does_not_count(
    futures: Live, binance: FakeBinance
) -> None:
    client_pool = client_pool_of(futures)
    moved = [0.0]
    clock = VenueClock(
        client_pool.rest,
        [client_pool.rest],
        client_pool.transport._doubt,
        ClockTimings(),
        wall=lambda: binance.clock.ms() / 1000 + moved[0],
    )
    binance.faults += slow(0.3, 0.3, 0.3)
    measuring = asyncio.create_task(clock.measure())
    await asyncio.sleep(0.1)
    moved[0] = 50.0
    await measuring
    assert clock.skew == pytest.approx(50, abs=0.3)


async def test_once_refused_for_its_time_the_others_wait_for_the_measure(
    futures: Live, binance: FakeBinance, monkeypatch: pytest.MonkeyPatch
) -> None:
    await asyncio.sleep(0.3)
    monkeypatch.setattr(binance.clock, "skew_ms", 20_000)
    with pytest.raises(NotSentError):
        await futures.order("buy", "0.01", symbol=PERP)
    binance.faults += slow(0.5)

    await asyncio.gather(*(trades(futures) for _ in range(5)))

    assert refused_for_time(binance) == 1
    assert skew(futures) == pytest.approx(-20, abs=0.5)


async def test_nobody_waits_long_for_a_measure_that_can_not_be_had(
    futures: Live, binance: FakeBinance, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(binance.clock, "skew_ms", 20_000)
    binance.faults.append(Fault(effect=Effect.GATEWAY, route="time", times=100, status=502))
    async with asyncio.timeout(4):
        for _ in range(2):
            with pytest.raises(ClockError):
                await futures.exchange.fetch_balances()
    assert client_pool_of(futures).transport._doubt.raised.is_set()
    assert refused_for_time(binance) == 2


async def test_doubt_of_one_client_is_the_doubt_of_all(
    futures: Live, binance: FakeBinance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What keeps the stream of orders open is signed, too."""
    monkeypatch.setattr(binance.clock, "skew_ms", 20_000)
    before = len(binance.sent("time"))
    client_pool = client_pool_of(futures)
    client_pool._transports[2]._doubt.raise_()
    await until(lambda: len(binance.sent("time")) > before)
    await until(lambda: abs(skew(futures) + 20) < 1)
    assert all(client.options["timeDifference"] < -19_000 for client in client_pool._clients)


@asynccontextmanager
async def opened_at(world: World, venue: FakeVenue, skew_ms: int) -> AsyncIterator[Live]:
    venue.clock.skew_ms = skew_ms
    async with live(world, "BIFU") as account:
        yield account


async def test_what_is_read_in_the_background_has_the_venues_time(
    world: World, binance: FakeBinance
) -> None:
    """The highest leverage is asked for with a signature."""
    async with opened_at(world, binance, 20_000) as account:
        assert not refused_for_time(binance)
        assert account.exchange.markets[PERP].max_leverage > 20


@pytest.mark.parametrize(
    ("measure", "so_far", "expected"),
    [
        (Measure(-100, 300), None, 100),
        (Measure(-100, 300), 9_000, 100),
        (Measure(-100, 900), 9_000, 400),
        (Measure(-100, 901), 9_000, 901),  # took more than a second, and proves it wrong
        (Measure(-2_000, 3_000), None, None),
        (Measure(-2_000, 3_000), 100, 100),
        (Measure(2_000, 5_000), None, 5_000),
        (Measure(2_000, 5_000), 1_501, 1_501),
        (Measure(2_000, 5_000), 1_499, 5_000),
        (Measure(2_000, 5_000), 5_499, 5_499),
        (Measure(2_000, 5_000), 5_501, 5_000),
    ],
)
def test_slow_measure_counts_only_for_what_it_proves(
    measure: Measure, so_far: float | None, expected: float | None
) -> None:
    assert measure.corrected(so_far) == expected
    corrected: Callable[[float | None], float | None] = measure.corrected
    assert corrected(expected) == expected
