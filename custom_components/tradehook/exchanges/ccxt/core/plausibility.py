"""What a venue says of money that is not believed at once: it is asked again."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from ....trading.model.market import Market
from ...port.exchange import Balance, FillReport

MOST_FEE: Final = Decimal("0.05")
"""What part of a trade its fee is at the most."""
LEAP: Final = 2
"""How many times more, or less, a balance is not believed to be from one answer to the next."""
SAME: Final = Decimal("0.01")
"""By what part two answers may differ that say the same: prices and fees move in between."""
ZERO, HUNDRED = Decimal(0), Decimal(100)


def has_plausible_fee(fill: FillReport, market: Market) -> bool:
    """Return whether a fee is a small part of its trade, as far as its worth is known.

    Of the dust of a trade a fee may be more: venues round it up.
    """
    cost = fill.amount * fill.price
    if fill.fee_currency == market.base:
        worth = fill.fee * fill.price
    elif fill.fee_currency == market.quote:
        worth = fill.fee
    else:
        worth = fill.fee * (fill.fee_price or ZERO)
    return abs(worth) <= MOST_FEE * max(cost, market.min_cost or ZERO)


def usual_fee(fill: FillReport, market: Market, percent: Decimal) -> tuple[Decimal, str]:
    """Return what a trade costs usually, in the currency of its own that it was told in."""
    if fill.fee_currency == market.base:
        return fill.amount * percent / HUNDRED, market.base
    return fill.amount * fill.price * percent / HUNDRED, market.quote


def leaps(before: Mapping[str, Balance], now: Mapping[str, Balance]) -> frozenset[str]:
    """Return the currencies of which there is not to be believed how much there is."""
    return frozenset(name for name in before if _leaps(before[name].total, _total(now, name)))


def agree(one: Mapping[str, Balance], other: Mapping[str, Balance], names: frozenset[str]) -> bool:
    """Return whether two answers say the same of some currencies."""
    return all(
        abs(_total(one, name) - _total(other, name))
        <= SAME * max(abs(_total(one, name)), abs(_total(other, name)))
        for name in names
    )


def _leaps(before: Decimal, now: Decimal) -> bool:
    return before > ZERO and not before / LEAP <= now <= before * LEAP


def _total(balances: Mapping[str, Balance], name: str) -> Decimal:
    held = balances.get(name)
    return held.total if held else ZERO
