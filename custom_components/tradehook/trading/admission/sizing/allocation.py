"""How an increase or a reduction is split over several positions."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

from ...model.market import Market
from ...model.position import ZERO, Position
from ...model.price_math import settled
from ...reasons.reasons import ReasonCode, warn
from ...signal.signal import SizeChange

_HUNDRED = Decimal(100)

type Takes = Callable[[Position, Decimal], bool]
"""Tells whether an order of an amount may be made for a position."""


def scaled(change: SizeChange, factor: Decimal) -> SizeChange:
    """Return so many times the size of a change; its price stays."""
    if factor == 1:
        return change
    sizes = {
        name: size * factor
        for name in ("quantity_percentage", "quote_amount", "base_amount")
        if (size := getattr(change, name)) is not None
    }
    return replace(change, **sizes)


def split(
    change: SizeChange,
    positions: Sequence[Position],
    market: Market,
    *,
    price: Decimal,
    whole: Callable[[Position], Decimal],
    size: Callable[[Position], Decimal],
    takes: Takes,
) -> list[tuple[Position, Decimal]]:
    """Return the base amount for each position, rounded down, zeros included.

    A percentage is of each position's `whole`; an amount is split by `size`, and what is too small
    for a position of its own goes to the largest.
    """
    if change.quantity_percentage is not None:
        share = change.quantity_percentage / _HUNDRED
        return [(p, market.amount_down(settled(whole(p) * share))) for p in positions]
    total = change.base_amount
    if total is None:
        total = (change.quote_amount or ZERO) / price
    return _by_size(market.amount_down(settled(total)), positions, market, size, takes)


def left_out(
    parts: Sequence[tuple[Position, Decimal]],
    steps: Sequence[tuple[Position, Decimal]],
    path: str,
) -> list[str]:
    """Return warnings of the parts that are too small to be steps."""
    kept = {position.position_id for position, _ in steps}
    return [
        warn(
            ReasonCode.FIELD_IGNORED,
            path=path,
            reason=f"for {position.signal_id} the amount is below the market's minimum",
        )
        for position, amount in parts
        if amount > 0 and position.position_id not in kept
    ]


def _by_size(
    total: Decimal,
    positions: Sequence[Position],
    market: Market,
    size: Callable[[Position], Decimal],
    takes: Takes,
) -> list[tuple[Position, Decimal]]:
    held = sum((size(position) for position in positions), ZERO)
    largest = max(positions, key=size)
    parts: dict[str, Decimal] = {}
    for position in positions:
        part = market.amount_down(settled(total * size(position) / held))
        parts[position.position_id] = part if takes(position, part) else ZERO
    parts[largest.position_id] = ZERO
    parts[largest.position_id] = total - sum(parts.values(), ZERO)
    return [(position, parts[position.position_id]) for position in positions]
