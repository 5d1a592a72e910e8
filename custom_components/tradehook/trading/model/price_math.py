"""Prices at a distance, and which side of a price is which for a long and a short."""

from collections.abc import Callable
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Final

from .market import Market, Side
from .sections import PriceLevel

PRECISE = Context(prec=50, rounding=ROUND_HALF_EVEN)
"""The context in which positions are decided and folded, whatever the caller's is."""

_SETTLED = Context(prec=34, rounding=ROUND_HALF_EVEN)
_HUNDRED = Decimal(100)


settled: Final[Callable[[Decimal], Decimal]] = _SETTLED.plus
"""Drops the last digits of a quotient, so that 2.999… is 3 before it is rounded to a step."""


def favourable(side: Side, price: Decimal, percentage: Decimal) -> Decimal:
    """Return the price that lies so many percent in a position's favour."""
    return price * (_HUNDRED + side.sign * percentage) / _HUNDRED


def adverse(side: Side, price: Decimal, percentage: Decimal) -> Decimal:
    """Return the price that lies so many percent against a position."""
    return price * (_HUNDRED - side.sign * percentage) / _HUNDRED


def favourable_level(side: Side, level: PriceLevel, base: Decimal) -> Decimal:
    """Return a level's price, as a distance in the position's favour or fixed; not rounded."""
    if level.percentage is not None:
        return favourable(side, base, level.percentage)
    assert level.price is not None
    return level.price


def adverse_level(side: Side, level: PriceLevel, base: Decimal) -> Decimal:
    """Return a level's price, as a distance against the position or fixed; not rounded."""
    if level.percentage is not None:
        return adverse(side, base, level.percentage)
    assert level.price is not None
    return level.price


def is_beyond(side: Side, last: Decimal, stop: Decimal) -> bool:
    """Return whether a price has fallen to a long's stop, or risen to a short's."""
    return last <= stop if side is Side.LONG else last >= stop


def has_reached(side: Side, last: Decimal, target: Decimal) -> bool:
    """Return whether a price has risen to a long's target, or fallen to a short's."""
    return last >= target if side is Side.LONG else last <= target


def tighter(side: Side, stop: Decimal | None, other: Decimal) -> Decimal:
    """Return the stop that gives less away."""
    if stop is None:
        return other
    return max(stop, other) if side is Side.LONG else min(stop, other)


def next_best(side: Side, best: Decimal, market: Market) -> Decimal:
    """Return the next price, a tick better, that a trailing rule follows."""
    return best + side.sign * market.price_tick
