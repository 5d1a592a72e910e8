"""The decision: everything that follows for a position from an event."""

from collections.abc import Callable
from decimal import localcontext

from ..model.facts import ConditionMet, ExitAwaited, Fact
from ..model.inputs import Input, MarketContext
from ..model.position import Position
from ..model.price_math import PRECISE
from .evolve.apply import apply_fact
from .exit_pairs.kept import kept as pairs_kept
from .handlers import facts_of
from .order_drafts import cancelled_again
from .rule_needs import Need, needs_met
from .rules import (
    closing,
    entries,
    protections,
    reductions,
    resting_stop,
    stop_loss,
    take_profit,
)
from .unfilled_entries import moved
from .wakeups import PriceBand, candle_lengths, mark_price_band, next_wakeup, price_band

__all__ = [
    "PriceBand",
    "Step",
    "UnsettledError",
    "candle_lengths",
    "decide",
    "decided",
    "learn",
    "learnt",
    "mark_price_band",
    "next_wakeup",
    "price_band",
]

type Step = tuple[Fact, Position]
"""A fact, and what it leads to."""

type Rule = Callable[[Position, MarketContext], list[Fact]]

RULES: tuple[tuple[int, Rule], ...] = (
    (Need.OPENING, entries.opening),
    (Need.HELD | Need.STOP, stop_loss.armed),
    (Need.HELD | Need.TARGETS, take_profit.priced),
    (Need.STOP_FILLED, resting_stop.fired),
    (Need.HELD | Need.STOP, stop_loss.triggered),
    (Need.HELD | Need.TIME_LIMIT, closing.timed_out),
    (Need.HELD | Need.STAYS | Need.TARGETS, take_profit.followed),
    (Need.HELD | Need.PROTECTION, protections.protected),
    (Need.HELD | Need.STAYS | Need.SOLD, closing.finished),
    (Need.CANCEL_RUNS, cancelled_again),
    (Need.STAYS | Need.TARGETS, closing.entries_ended),
    (Need.ENTRY_UNWANTED, closing.entries_cancelled),
    (Need.CLOSES, closing.let_go),
    (Need.EXIT, closing.closed),
    (Need.STAYS | Need.MOVES, moved),
    (Need.HELD | Need.SIZE_ASKED, reductions.cut),
    (Need.HELD | Need.SIZE_ASKED, reductions.reduced),
    (Need.STOP_RESTS, resting_stop.kept),
    (Need.HELD | Need.STAYS | Need.STOP, pairs_kept),
    (Need.HELD | Need.STAYS | Need.TARGETS, take_profit.placed),
    (Need.HELD | Need.STAYS | Need.SIZE_ASKED, entries.increased),
    (Need.NOTHING_RESTS | Need.EXIT, closing.ended),
)
"""In this order, so that a stop is compared before it moves, and cancels precede placements.

Each rule looks at the state alone: what it has brought about already, it does not ask for again.
Before it stands what it needs of a position: without that it would say nothing, and is not asked.
"""

_ROUNDS = 100


class UnsettledError(RuntimeError):
    """The rules contradict each other: there is always something more to do."""


def learn(position: Position, event: Input, situation: MarketContext) -> tuple[Fact, ...]:
    """Return the facts of `learnt`."""
    with localcontext(PRECISE):
        return tuple(facts_of(position, event, situation))


def learnt(position: Position, event: Input, situation: MarketContext) -> list[Step]:
    """Return what an event says by itself: nothing is judged before all that is known is learnt."""
    with localcontext(PRECISE):
        return _applied(position, facts_of(position, event, situation))


def decide(position: Position, event: Input, situation: MarketContext) -> tuple[Fact, ...]:
    """Return the facts of `decided`."""
    return tuple(fact for fact, _ in decided(position, event, situation))


def decided(position: Position, event: Input, situation: MarketContext) -> list[Step]:
    """Return all facts that follow from an event, in the order in which they come about.

    The same state always leads to the same facts, and once these are applied, looking again leads
    to nothing more; raises UnsettledError should that ever not be so.
    """
    with localcontext(PRECISE):
        steps = _applied(position, facts_of(position, event, situation))
        if steps:
            position = steps[-1][1]
            if isinstance(steps[0][0], ExitAwaited):
                return steps
        if not position.is_live:
            return steps
        silent = 0  # so many rules in a row had nothing to add to the state as it is
        missing = ~needs_met(position, situation)
        for _ in range(_ROUNDS):
            for needs, rule in RULES:
                following = None if needs & missing else rule(position, situation)
                if following:
                    steps += _applied(position, following)
                    position, silent = steps[-1][1], 0
                    missing = ~needs_met(position, situation)
                    if not position.is_live or isinstance(following[0], ConditionMet):
                        return steps
                else:
                    silent += 1
                    if silent == len(RULES):
                        return steps
    facts = [fact for fact, _ in steps[-3:]]
    raise UnsettledError(f"Position {position.position_id} does not settle: {facts}")


def _applied(position: Position, facts: list[Fact]) -> list[Step]:
    steps = []
    for fact in facts:
        position = apply_fact(position, fact)
        steps.append((fact, position))
    return steps
