"""The decision: everything that follows for a position from an event."""

from collections.abc import Callable
from decimal import localcontext

from ..model.facts import ConditionMet, ExitAwaited, Fact
from ..model.inputs import Event, Situation
from ..model.position import Position
from ..model.price_math import PRECISE
from .evolve.apply import apply_fact
from .handlers import told
from .rules import (
    closing as exits,
    entries,
    protections,
    reductions,
    resting_stop,
    stop_loss as stops,
    take_profit as targets,
)
from .wakeups import Edges, candle_lengths, edges, mark_edges, wake_at

__all__ = [
    "Edges",
    "UnsettledError",
    "candle_lengths",
    "decide",
    "edges",
    "learn",
    "mark_edges",
    "wake_at",
]

type Rule = Callable[[Position, Situation], list[Fact]]

RULES: tuple[Rule, ...] = (
    entries.opening,
    stops.armed,
    targets.priced,
    resting_stop.fired,
    stops.triggered,
    exits.timed_out,
    targets.followed,
    protections.protected,
    exits.finished,
    exits.entries_ended,
    exits.entries_cancelled,
    exits.closed,
    reductions.cut,
    reductions.reduced,
    resting_stop.kept,
    targets.placed,
    entries.increased,
    exits.ended,
)
"""In this order, so that a stop is compared before it moves, and cancels precede placements.

Each rule looks at the state alone: what it has brought about already, it does not ask for again.
"""

_ROUNDS = 100


class UnsettledError(RuntimeError):
    """The rules contradict each other: there is always something more to do."""


def learn(position: Position, event: Event, situation: Situation) -> tuple[Fact, ...]:
    """Return what an event says by itself: nothing is judged before all that is known is learnt."""
    with localcontext(PRECISE):
        return tuple(told(position, event, situation))


def decide(position: Position, event: Event, situation: Situation) -> tuple[Fact, ...]:
    """Return all facts that follow from an event, in the order in which they come about.

    The same state always leads to the same facts, and once these are applied, looking again leads
    to nothing more; raises UnsettledError should that ever not be so.
    """
    with localcontext(PRECISE):
        facts = told(position, event, situation)
        for fact in facts:
            position = apply_fact(position, fact)
        if facts and isinstance(facts[0], ExitAwaited):
            return tuple(facts)
        for _ in range(_ROUNDS):
            before = len(facts)
            for rule in RULES:
                if not position.is_live:
                    return tuple(facts)
                following = rule(position, situation)
                for fact in following:
                    position = apply_fact(position, fact)
                facts += following
                if following and isinstance(following[0], ConditionMet):
                    return tuple(facts)
            if len(facts) == before:
                return tuple(facts)
    raise UnsettledError(f"Position {position.position_id} does not settle: {facts[-3:]}")
