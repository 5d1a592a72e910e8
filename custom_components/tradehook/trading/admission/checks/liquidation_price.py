"""Where a perpetual position is liquidated: its margin is down to what its size must keep."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from ...model.market import Bracket, Side

ZERO, ONE = Decimal(0), Decimal(1)


def liquidation_at(
    side: Side, size: Decimal, average: Decimal, margin: Decimal, brackets: Sequence[Bracket]
) -> Decimal | None:
    """Return the mark price at which margin and loss leave the maintenance margin only.

    `margin` is what backs the position, in quote; None = nowhere above zero. Each bracket's rate
    holds for the part of the position's worth that lies in it, and the worth is that at the mark.
    """
    sign, price = side.sign, None
    for (floor, rate, less), after in _steps(brackets):
        price = (sign * size * average - margin - less) / (size * (sign - rate))
        worth = size * price
        if worth >= floor and (after is None or worth < after):
            break
    return price if price is not None and price > 0 else None


def _steps(
    brackets: Sequence[Bracket],
) -> Iterator[tuple[tuple[Decimal, Decimal, Decimal], Decimal | None]]:
    """Yield floor and rate of each bracket with what it deducts, and where the next one begins."""
    ordered = sorted(brackets, key=lambda bracket: bracket.floor)
    less, before = ZERO, ordered[0].maintenance_margin
    for number, bracket in enumerate(ordered):
        less += bracket.floor * (bracket.maintenance_margin - before)
        before = bracket.maintenance_margin
        after = ordered[number + 1].floor if number + 1 < len(ordered) else None
        yield (ZERO if number == 0 else bracket.floor, before, less), after
