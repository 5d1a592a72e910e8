"""What the venue does to a position by itself: it knows one where we may have several."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from ..common.time_spans import is_future
from ..model.inputs import FillReported, Funding, Input
from ..model.market import OrderSide
from ..model.position import Position
from ..model.price_math import PRECISE

ZERO = Decimal(0)
CENTS = Decimal("1e-12")
"""What shares of the fee are rounded to; the last one takes the rest."""


def liquidated(
    fill: FillReported, side: OrderSide, positions: Sequence[Position], now: datetime
) -> tuple[tuple[str, Input], ...]:
    """Return the event for each position that a liquidation hit, in the order of the positions.

    One that was filled later, or knows the trade already, was not hit; what somebody else held
    beside ours is left over.
    """
    hit = [
        position
        for position in positions
        if position.size > 0
        and _was_held(fill.at, side, position, now)
        and (side, _trade_id(fill.trade_id, position)) not in position.trade_keys
    ]
    left, fee_left = fill.amount, fill.fee
    parts: list[tuple[str, Input]] = []
    for position in hit:
        amount = min(left, position.size)
        if not amount:
            break
        share = (fill.fee * amount / fill.amount).quantize(CENTS)
        fee = fee_left if amount == left else min(share, fee_left)
        left, fee_left = left - amount, fee_left - fee
        event = replace(fill, trade_id=_trade_id(fill.trade_id, position), amount=amount, fee=fee)
        parts.append((position.position_id, event))
    return tuple(parts)


def funded(
    funding: Funding, size: Decimal, side: OrderSide, positions: Sequence[Position], now: datetime
) -> tuple[tuple[str, Input], ...]:
    """Return the event for each position that a funding concerns: its share by size.

    `size` is what was held when it was charged, `side` that of an order which would close it. The
    shares of all that was held are the whole, to the last digit; what somebody else held beside
    ours is left over.
    """
    sizes = {
        position.position_id: (position, held)
        for position in positions
        if _was_held(funding.at, side, position, now)
        and _trade_id(funding.funding_id, position) not in position.funding_ids
        and (held := position.size_at(funding.at)) > 0
    }
    own = sum((held for _, held in sizes.values()), ZERO)
    whole = max(size, own)
    left, rest = funding.amount, whole
    parts: list[tuple[str, Input]] = []
    for position, held in sizes.values():
        share = PRECISE.divide(PRECISE.multiply(funding.amount, held), whole)
        rest -= held
        amount = share.quantize(CENTS) if rest else left
        left -= amount
        event = replace(funding, funding_id=_trade_id(funding.funding_id, position), amount=amount)
        parts.append((position.position_id, event))
    return tuple(parts)


def _was_held(at: datetime, side: OrderSide, position: Position, now: datetime) -> bool:
    """Return whether a position was there then; one from before a clock was set back was."""
    return (
        position.side.exit is side
        and position.filled_at is not None
        and (position.filled_at <= at or is_future(position.filled_at, now))
    )


def _trade_id(trade_id: str, position: Position) -> str:
    return f"{trade_id}:{position.position_id}"
