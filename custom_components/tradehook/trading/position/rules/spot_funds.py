"""Exits on spot that the balance does not allow as they are: for want of coins, or of money."""

from decimal import Decimal

from ...model.inputs import MarketContext
from ...model.market import MarketType, Side
from ...model.order import Purpose
from ...model.position import ZERO, Position
from ...model.price_math import settled
from ..evolve.backoff import refusal_key

NO_FUNDS = "insufficient_funds"
"""The code of an order that the balance does not pay for."""

_WHOLE = 3
"""So often all of it is tried, in case that money is only on its way."""
_GIVEN_UP = 6
"""So often what is left after a part was bought back."""
_LESS = Decimal("0.005")
"""What each further attempt is smaller by, for the price that moves meanwhile."""


def affordable(
    position: Position, amount: Decimal, purpose: Purpose, leg: int, situation: MarketContext
) -> Decimal:
    """Return how much to buy back: what the balance pays for.

    After refusals for funds all the same, what its own sale has brought.
    """
    refused, quote = _refused(position, purpose, leg, situation), situation.quote
    if refused < _WHOLE or quote is None:
        return _payable(position, amount, situation)
    price = quote.ask * (1 + situation.spot_fee)
    part = position.cost / price * (1 - _LESS * (refused - _WHOLE + 1))
    return min(amount, situation.market.amount_down(settled(max(part, ZERO))))


def _payable(position: Position, amount: Decimal, situation: MarketContext) -> Decimal:
    quote, free, market = situation.quote, situation.free_quote, situation.market
    short = market.market_type is MarketType.SPOT and position.side is Side.SHORT
    if not short or quote is None or free is None or free <= 0:
        return amount
    price = quote.ask * (1 + situation.slippage) * (1 + situation.spot_fee)
    return min(amount, market.amount_down(settled(free / price)))


def is_given_up(position: Position, purpose: Purpose, leg: int, situation: MarketContext) -> bool:
    """Return whether a part was bought back and nothing is left that would pay for the rest."""
    request = position.close_request
    return (
        request is not None
        and _refused(position, purpose, leg, situation) >= _GIVEN_UP
        and any(
            order.filled and not order.purpose.adds and order.updated_at >= request.at
            for order in position.orders.values()
        )
    )


def sellable(
    position: Position, amount: Decimal, purpose: Purpose, leg: int, situation: MarketContext
) -> Decimal:
    """Return how much to sell at market: all of it, or what is free once that was refused.

    What was told to be free may be of before a cancel, so that all of it is tried first.
    """
    free, market = situation.free_base, situation.market
    if market.market_type is not MarketType.SPOT or position.side is not Side.LONG or free is None:
        return amount
    if not _refusals(position, purpose, leg):
        return amount
    return min(amount, market.amount_down(free))


def lacks_coins(position: Position) -> bool:
    """Return whether the venue did not have what an exit was to sell, when it was last asked."""
    exits = {(row.purpose, row.leg) for row in position.orders.values() if not row.purpose.adds}
    return any(_refusals(position, purpose, leg) for purpose, leg in exits)


def _refused(position: Position, purpose: Purpose, leg: int, situation: MarketContext) -> int:
    """Return how often in a row the balance did not pay for buying back."""
    if situation.market.market_type is not MarketType.SPOT or position.side is not Side.SHORT:
        return 0
    return _refusals(position, purpose, leg)


def _refusals(position: Position, purpose: Purpose, leg: int) -> int:
    """Return how often in a row the balance did not allow an exit."""
    refusal = position.refusals.get(refusal_key(purpose, leg))
    if refusal is None:
        return 0
    tried = [row for row in position.orders.values() if (row.purpose, row.leg) == (purpose, leg)]
    return refusal.count if tried[-1].code == NO_FUNDS else 0
