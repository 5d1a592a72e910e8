"""What rules need of a position to have anything to say: most need what most positions lack."""

from typing import Final

from ..model.inputs import MarketContext
from ..model.order import OrderState, Purpose
from ..model.position import Position


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
    SOLD: Final = 1 << 9
    """It has targets, or a part of it was sold."""
    TIME_LIMIT: Final = 1 << 10
    """It ends by itself after a time."""
    CANCEL_RUNS: Final = 1 << 11
    """An order rests that is to be cancelled."""
    ENTRY_UNWANTED: Final = 1 << 12
    """An order that adds to it may have to be cancelled."""
    MOVES: Final = 1 << 13
    """A person has moved an order."""
    SIZE_ASKED: Final = 1 << 14
    """An increase or a reduction was asked for, or a reduction rests."""
    EXIT: Final = 1 << 15
    """It may have to be sold, or to end."""
    NOTHING_RESTS: Final = 1 << 16
    """No order of it may still fill."""


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
        | Need.SOLD * (targets or sold)
        | Need.TIME_LIMIT * (plan.auto_close is not None)
        | Need.CANCEL_RUNS * cancelling
        | Need.ENTRY_UNWANTED * (adding and unwanted)
        | Need.MOVES * bool(position.moves)
        | Need.SIZE_ASKED * (reductions or bool(position.requests))
        | Need.EXIT * (ends or (not filled and over and position.dca_cancelled))
        | Need.NOTHING_RESTS * (not adding and not exits)
    )
