"""Random lives of positions with every fault: whatever happens, the invariants hold.

`HISTORIES=10000 pytest -s` plays ten thousand and prints how often each fact, transition
and fault came up.
"""

from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
import os
from random import Random

from hypothesis import HealthCheck, given, settings, strategies as st
import pytest

from tests.trading.histories import History, run_history

HISTORIES = int(os.environ.get("HISTORIES", "400"))
"""How many histories are played; from 2,000 on all must come up, from 10,000 on 100 times."""

STEPS = 60
CHUNK = 100
"""How many a process plays at a time; a failure names its seed all the same."""

EVERYTHING = """
    fact BestPrice, fact CancelIntended, fact CandleJudged, fact CloseRequested, fact ConditionMet,
    fact CoolDownEnded, fact CoolDownStarted, fact Ended, fact EntriesCancelled, fact EntryPlaced,
    fact EntryResized, fact IncreaseCut, fact IncreaseExpired, fact ReductionCut,
    fact TrailingReset, fact Filled,
    fact OrderChanged, fact OrderIntended, fact PlanChanged, fact SizeRequested,
    fact StopArmed, fact StopWaits, fact TargetsPriced, fact TrailingHit, fact TrailingStarted,
    order intended -> open, order intended -> filled, order intended -> cancelled,
    order intended -> rejected, order intended -> unknown, order unknown -> open,
    order unknown -> filled, order unknown -> cancelled, order unknown -> rejected,
    order open -> filled, order open -> cancelled,
    order entry market, order entry limit, order dca limit, order increase market,
    order increase limit, order take_profit limit, order take_profit market,
    order stop_loss market, order stop_loss limit, order stop_loss resting,
    order reduce market, order reduce limit,
    order close market, order close limit,
    position pending -> open, position pending -> closing, position pending -> cancelled,
    position open -> closing, position open -> closed, position closing -> closed,
    stop plan, stop average_entry, stop modified, stop break_even, stop follow_take_profit,
    stop trailing, stop protection,
    event Close, event Keep, event CancelEntries, event Increase, event Reduce, event Modify,
    long spot, long linear, short spot, short linear,
    restart, gap, price gap, partial fill, duplicate fill, liquidation,
    fault not sent, fault refused, fault lost before the venue, fault lost behind the venue,
    stop on the venue sold linear, fault stop overslept,
    fault nothing pushed, fault cancel failed, fault cancel came to nothing,
    fault cancelled outside,
    fact ExternalChange, taken outside, fact Adopted, fact Released, event Release,
    several reports in one step, price older than a report,
    fill after the price that caused it, fills in another order, targets out of order,
    two positions a side, message carried out, message refused,
    reductions one after the other, exit beside a stop in doubt,
    reduced beside an increase, unfilled entry changed,
    added behind a target, target reached,
    clock forward, clock back, share of a target compared,
    pair sent, refused pair_prices, target with its stop, runner behind its stop
"""


def _played(first: int) -> Counter[str]:
    """Play a chunk of the histories and count what came up."""
    counts: Counter[str] = Counter()
    for seed in range(first, min(first + CHUNK, HISTORIES)):
        run_history(seed, STEPS, counts, in_pairs=seed % 4 == 0)
    return counts


@pytest.mark.timeout(120 + HISTORIES // 4)  # ten thousand take minutes
def test_random_histories_keep_every_invariant() -> None:
    """Play them, each of 60 steps; a failure names the seed that replays it."""
    counts: Counter[str] = Counter()
    starts = range(0, HISTORIES, CHUNK)
    with ProcessPoolExecutor(max_workers=2, mp_context=get_context("spawn")) as processes:
        for some in processes.map(_played, starts):
            counts += some
    for what, times in sorted(counts.items()):
        print(f"{times:9,} {what}")
    assert counts["steps"] >= STEPS * HISTORIES
    wanted = [what.strip() for what in EVERYTHING.replace("\n", " ").split(",")]
    enough = HISTORIES // 100 if HISTORIES >= 10_000 else 1
    rare = {what: counts[what] for what in wanted if counts[what] < enough}
    assert HISTORIES < 2_000 or not rare


def test_a_history_can_be_replayed() -> None:
    """The same seed always plays the same history."""
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    run_history(7, 100, first)
    run_history(7, 100, second)
    assert first == second
    assert first["steps"] == 100


@settings(max_examples=50, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.randoms(use_true_random=False))
def test_histories_that_hypothesis_steers_keep_every_invariant(random: Random) -> None:
    """Let hypothesis choose, which shrinks what fails to its shortest form."""
    History(random, "steered", Counter()).play(30)
