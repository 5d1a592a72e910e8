"""What a liquidation takes of which position: the venue knows one where we may have several."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ..exchanges.api import FillReport
from ..trading.events import Event
from ..trading.position import Position
from .desk import fill_event

CENTS = Decimal("1e-12")
"""What shares of the fee are rounded to; the last one takes the rest."""


def liquidated(fill: FillReport, positions: Sequence[Position]) -> tuple[tuple[str, Event], ...]:
    """Return the event for each position that a liquidation hit, in the order of the positions.

    One that was filled later, or knows the trade already, was not hit; what somebody else held
    beside ours is left over.
    """
    hit = [position for position in positions if _is_hit(fill, position)]
    left, fee_left = fill.amount, fill.fee
    parts: list[tuple[str, Event]] = []
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


def _is_hit(fill: FillReport, position: Position) -> bool:
    return (
        position.side.exit is fill.side
        and position.size > 0
        and position.filled_at is not None
        and position.filled_at <= fill.at
        and _trade_id(fill, position) not in position.trade_ids
    )


def _trade_id(fill: FillReport, position: Position) -> str:
    return f"{fill.trade_id}:{position.position_id}"
