"""The decision: everything that follows for a position from an event."""

from collections.abc import Callable
from decimal import localcontext
from typing import Final

from ..model.facts import ConditionMet, ExitAwaited, Fact
from ..model.inputs import Input, MarketContext
from ..model.order import OrderState, Purpose
from ..model.position import Position
from ..model.price_math import PRECISE
from .evolve.apply import apply_fact
from .exit_pairs.kept import kept as pairs_kept
from .handlers import facts_of
from .order_drafts import cancelled_again
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
    "needs_met",
    "next_wakeup",
    "price_band",
]

type Step = tuple[Fact, Position]
"""A fact, and what it leads to."""

type Rule = Callable[[Position, MarketContext], list[Fact]]


class Need:
    """What a position may be like, one bit each; numbers, because members of a flag are slow."""

    HELD: Final = 1 << 0
    """Something is held."""
    STAYS: Final = 1 << 1
    """It is not being closed."""
    CLOSES: Final = 1 << 2
    """It is being closed, or let go."""
    OPENING: Final = 1 << 3
    """Its opening may have to be placed, placed again, or given up."""
    STOP: Final = 1 << 4
    """It has a stop, by its plan or as it stands, or one was hit."""
    STOP_FILLED: Final = 1 << 5
    """A stop that rested on the venue has sold something."""
    STOP_RESTS: Final = 1 << 6
    """A stop may have to rest on the venue, or to go."""
    PROTECTION: Final = 1 << 7
    """Something may move its stop."""
    TARGETS: Final = 1 << 8
    """It has targets, or an order of one."""
    TARGET_FILLED: Final = 1 << 9
    """A target has sold something."""
    SOLD: Final = 1 << 10
    """It has targets, or a part of it was sold."""
    TIME_LIMIT: Final = 1 << 11
    """It ends by itself after a time."""
    CANCEL_RUNS: Final = 1 << 12
    """An order rests that is to be cancelled."""
    ENTRY_UNWANTED: Final = 1 << 13
    """An order that adds to it may have to be cancelled."""
    MOVES: Final = 1 << 14
    """A person has moved an order."""
    SIZE_ASKED: Final = 1 << 15
    """An increase or a reduction was asked for, or a reduction rests."""
    EXIT: Final = 1 << 16
    """It may have to be sold, or to end."""
    NOTHING_RESTS: Final = 1 << 17
    """No order of it may still fill."""


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
    (Need.STAYS | Need.TARGET_FILLED, closing.entries_ended),
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
        if not position.status.is_live:
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
                    if not position.status.is_live or isinstance(following[0], ConditionMet):
                        return steps
                else:
                    silent += 1
                    if silent == len(RULES):
                        return steps
    facts = [fact for fact, _ in steps[-3:]]
    raise UnsettledError(f"Position {position.position_id} does not settle: {facts}")


def needs_met(position: Position, situation: MarketContext) -> int:
    """Return which needs of rules a position meets; in doubt it does."""
    plan, request, held = position.plan, position.close_request, position.size > 0
    filled, over = position.filled_at is not None, position.entries_cancelled
    adding = exits = targets = reductions = cancelling = False
    sold = stop_filled = refused = withdrawn = False
    for order in position.orders.values():
        adds, state = order.purpose.adds, order.state
        if order.filled:
            sold = sold or not adds
            stop_filled = stop_filled or order.trigger is not None
        if state.is_final:
            refused = refused or state is OrderState.REJECTED
            withdrawn = withdrawn or state is OrderState.CANCELLED
            continue
        cancelling = cancelling or order.cancel_requested
        adding, exits = adding or adds, exits or not adds
        targets = targets or order.purpose is Purpose.TAKE_PROFIT
        reductions = reductions or order.purpose is Purpose.REDUCE
    targets = targets or bool(position.targets)
    target_filled = True in [bool(target.filled) for target in position.targets]
    waits = position.anchor is None or bool(plan.waits_for and not position.exit_awaited_at)
    given_up = not filled and (withdrawn or plan.expiration is not None)
    stop = plan.stop_loss is not None or request is not None
    stop = stop or position.stop_price is not None or position.emergency_price is not None
    moves_stop = plan.stop_loss is not None and plan.stop_loss.protection_type is not None
    # Once all is sold, or its targets are done, it is over without anybody asking for that.
    ends = request is not None or (filled and (targets or not held))
    unwanted = ends or over or position.dca_cancelled or bool(position.unwanted)
    opens = waits or given_up or refused or position.resize is not None
    return (
        Need.HELD * held
        | Need.STAYS * (request is None)
        | Need.CLOSES * (request is not None)
        | Need.OPENING * (opens and request is None and not over)
        | Need.STOP * stop
        | Need.STOP_FILLED * stop_filled
        | Need.STOP_RESTS * (exits or (stop and (held or bool(situation.executed))))
        | Need.PROTECTION * (moves_stop or position.waiting is not None)
        | Need.TARGETS * targets
        | Need.TARGET_FILLED * target_filled
        | Need.SOLD * (targets or sold)
        | Need.TIME_LIMIT * (plan.auto_close is not None)
        | Need.CANCEL_RUNS * cancelling
        | Need.ENTRY_UNWANTED * (adding and unwanted)
        | Need.MOVES * bool(position.moves)
        | Need.SIZE_ASKED * (reductions or bool(position.requests))
        | Need.EXIT * (ends or (not filled and over and position.dca_cancelled))
        | Need.NOTHING_RESTS * (not adding and not exits)
    )


def _applied(position: Position, facts: list[Fact]) -> list[Step]:
    steps = []
    for fact in facts:
        position = apply_fact(position, fact)
        steps.append((fact, position))
    return steps
