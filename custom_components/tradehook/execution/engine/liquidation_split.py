"""What the venue does to a position by itself: it knows one where we may have several."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ...exchanges.port.exchange import FillReport
from ...trading.model.inputs import Funding, Input
from ...trading.model.position import Position
from ...trading.model.price_math import PRECISE
from .order_manager import fill_event

ZERO = Decimal(0)
CENTS = Decimal("1e-12")
"""What shares of the fee are rounded to; the last one takes the rest."""


def of_the_venue(
    report: FillReport, positions: Sequence[Position]
) -> tuple[tuple[str, Input], ...]:
    """Return the event for each position that something concerns which the venue did by itself."""
    if report.funding is not None:
        return funded(report, positions)
    return liquidated(report, positions)


def liquidated(fill: FillReport, positions: Sequence[Position]) -> tuple[tuple[str, Input], ...]:
    """Return the event for each position that a liquidation hit, in the order of the positions.

    One that was filled later, or knows the trade already, was not hit; what somebody else held
    beside ours is left over.
    """
    hit = [position for position in positions if _is_hit(fill, position)]
    left, fee_left = fill.amount, fill.fee
    parts: list[tuple[str, Input]] = []
    for position in hit:
        amount = min(left, position.size)
        if not amount:
            break
        share = (fill.fee * amount / fill.amount).quantize(CENTS)
        fee = fee_left if amount == left else min(share, fee_left)
        left, fee_left = left - amount, fee_left - fee
        event = replace(
            fill_event(fill), trade_id=_trade_id(fill, position), amount=amount, fee=fee
        )
        parts.append((position.position_id, event))
    return tuple(parts)


def funded(report: FillReport, positions: Sequence[Position]) -> tuple[tuple[str, Input], ...]:
    """Return the event for each position that a funding concerns: its share by size.

    The size is that of the moment when it was charged. The shares of all that was held are the
    whole, to the last digit; what somebody else held beside ours is left over.
    """
    assert report.funding is not None
    sizes = {
        position.position_id: (position, size)
        for position in positions
        if _is_of(report, position) and (size := position.size_at(report.at)) > 0
    }
    own = sum((size for _, size in sizes.values()), ZERO)
    whole = max(report.amount, own)
    left, held = report.funding, whole
    parts: list[tuple[str, Input]] = []
    for position, size in sizes.values():
        share = PRECISE.divide(PRECISE.multiply(report.funding, size), whole)
        held -= size
        amount = share.quantize(CENTS) if held else left
        left -= amount
        event = Funding(
            funding_id=_trade_id(report, position),
            amount=amount,
            price=report.price,
            at=report.at,
        )
        parts.append((position.position_id, event))
    return tuple(parts)


def _is_hit(fill: FillReport, position: Position) -> bool:
    return _is_of(fill, position) and position.size > 0


def _is_of(fill: FillReport, position: Position) -> bool:
    return (
        position.side.exit is fill.side
        and position.filled_at is not None
        and position.filled_at <= fill.at
        and _trade_id(fill, position) not in position.trade_ids
    )


def _trade_id(fill: FillReport, position: Position) -> str:
    return f"{fill.trade_id}:{position.position_id}"
