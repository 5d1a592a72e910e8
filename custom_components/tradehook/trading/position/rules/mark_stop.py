"""The stop that the mark price hits: the venue liquidates by the mark, whatever the last price."""

from datetime import timedelta
from decimal import Decimal, localcontext

from ...common.time_spans import has_passed
from ...model.inputs import MarketContext
from ...model.position import Position
from ...model.price_math import PRECISE, is_beyond

NEAR = Decimal("0.25")
"""The part of the way from the stop to the liquidation, at its end, in which the mark hits."""
MARK_AGE = timedelta(seconds=30)
"""A mark price that is older says nothing of now."""


def watched_mark(position: Position) -> Decimal | None:
    """Return the stop that a mark price must have passed to matter; None = no mark does."""
    if position.size <= 0 or position.closes_at_market or not position.plan.stop_on_mark:
        return None
    return position.stop_price if position.stop_price is not None else position.emergency_price


def mark_that_hits(position: Position, situation: MarketContext) -> Decimal | None:
    """Return the mark price if it is beyond the stop and close to the liquidation.

    Close is the last quarter of the way from the stop to the liquidation. Without the venue's own
    liquidation price, or where that lies before the stop, there is no such way.
    """
    stop, mark, side = watched_mark(position), situation.mark, position.side
    liquidation = situation.liquidations.get(side)
    if stop is None or mark is None or liquidation is None:
        return None
    if has_passed(mark.at, MARK_AGE, situation.now):
        return None
    with localcontext(PRECISE):
        way = side.sign * (stop - liquidation)
        if way <= 0:
            return None
        near = liquidation + side.sign * way * NEAR
    return mark.price if is_beyond(side, mark.price, near) else None
