"""The arithmetic of margin: shares of a position, and where it is liquidated or bankrupt."""

from dataclasses import dataclass, replace
from decimal import ROUND_HALF_EVEN, Decimal

from ...trading.model.market import Market, Side
from .order_checks import rounded_up, share
from .records import PaperPosition

_MONEY = Decimal("1e-12")
_PERCENT = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionPart:
    """A part of a position that is closed, and what is left of the position."""

    size: Decimal
    cost: Decimal
    margin: Decimal
    left: PaperPosition | None


def initial_margin(notional: Decimal, leverage: int) -> Decimal:
    """Return what a position of this value holds back."""
    return rounded_up(notional / leverage)


def cut(position: PaperPosition, size: Decimal) -> PositionPart:
    """Split a position; the last slice takes everything that is left, to the last digit."""
    if size == position.size:
        return PositionPart(size=size, cost=position.cost, margin=position.margin, left=None)
    cost = _part(position.cost, size, position.size)
    margin = _part(position.margin, size, position.size)
    left = replace(
        position,
        size=position.size - size,
        cost=position.cost - cost,
        margin=position.margin - margin,
    )
    return PositionPart(size=size, cost=cost, margin=margin, left=left)


def bankruptcy_price(market: Market, side: Side, part: PositionPart, funds: Decimal) -> Decimal:
    """Return the price at which closing costs all funds, rounded so that it costs no more."""
    price = (part.cost - side.sign * funds) / part.size
    return market.stop_price(side, price)


def maintenance_margin(position: PaperPosition, mark: Decimal, percentage: Decimal) -> Decimal:
    """Return the least equity that a position may have."""
    return share(position.size * mark, percentage)


def liquidation_price(
    market: Market, position: PaperPosition, funds: Decimal, percentage: Decimal
) -> Decimal | None:
    """Return the mark price at which `funds` and loss leave the maintenance margin only."""
    sign = position.side.sign
    factor = 1 - sign * percentage / _PERCENT
    price = (position.cost - sign * funds) / (position.size * factor)
    price = market.stop_price(position.side, price)
    return price if price > 0 else None


def _part(value: Decimal, size: Decimal, whole: Decimal) -> Decimal:
    return (value * size / whole).quantize(_MONEY, rounding=ROUND_HALF_EVEN)
