"""An opening behind an exit of the same bot and market: what is being left counts as gone."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from ...model.market import Market, MarketType, Side
from ...model.position import ZERO, Position
from ..model import AdmissionContext
from .funds import exit_claim


def as_if_left(
    context: AdmissionContext, market: Market, leaving: Sequence[Position]
) -> AdmissionContext:
    """Return the world in which a market has been left, as far as that can be foreseen.

    The slots of what goes are free, less those of reverses that come first. What the venue shows
    of the market can't be compared before the exit is done.
    """
    gone = {position.position_id for position in leaving}
    free = dict(context.free)
    for position in leaving:
        for currency, amount in released(context, market, position).items():
            free[currency] = free.get(currency, ZERO) + amount
    return replace(
        context,
        positions=[p for p in context.positions if p.position_id not in gone],
        venue_positions=[p for p in context.venue_positions if p.symbol != market.symbol],
        find_free=lambda: free,
        taken=sum(reverse.symbol == market.symbol for reverse in context.reverses),
    )


def released(context: AdmissionContext, market: Market, position: Position) -> dict[str, Decimal]:
    """Return what closing a position at the present price frees of each currency."""
    quote = context.quotes.get(position.symbol)
    if quote is None or position.size <= 0:
        return {}
    price = quote.bid if position.side is Side.LONG else quote.ask
    worth, fee = position.size * price, position.size * price * context.taker_fee
    if market.market_type is MarketType.LINEAR:
        margin = position.invested / position.plan.leverage
        return {market.quote: max(margin + position.unrealized(price) - fee, ZERO)}
    if position.side is Side.LONG:
        coins = exit_claim(position, market, market.base)
        return {market.quote: worth - fee, market.base: -coins}
    reserve = exit_claim(position, market, market.quote)
    return {market.base: position.size, market.quote: -min(worth + fee, reserve)}
