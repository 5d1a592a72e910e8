"""Who else is in a perpetual market: positions that an exchange would put together."""

from collections.abc import Iterable
from decimal import Decimal

from ...model.market import MarginMode, Market, MarketType, Side
from ...model.order import FINAL
from ...model.position import ZERO, Position
from ...reasons.reasons import ReasonCode, Refused, refuse
from ..model import AdmissionContext


def check_sharing(
    context: AdmissionContext,
    market: Market,
    side: Side,
    leverage: int,
    margin_mode: MarginMode | None,
) -> None:
    """Refuse a position that would net or mix with another one; raises Refused.

    In one-way mode the venue has one position per market, in hedge mode one per market and side.
    Coins on a spot account have no such bounds.
    """
    if market.market_type is not MarketType.LINEAR:
        return
    live = context.live_positions(market.symbol)
    if not context.hedge_mode and any(position.side is not side for position in live):
        raise Refused(refuse(ReasonCode.OPPOSITE_POSITION, side=side.opposite))
    check_foreign(context, market, side)
    for position in live:
        plan = position.plan
        if position.side is side and (plan.leverage, plan.margin_mode) != (leverage, margin_mode):
            mode = f" {plan.margin_mode}" if plan.margin_mode else ""
            raise Refused(refuse(ReasonCode.LEVERAGE_CONFLICT, held=f"{plan.leverage}x{mode}"))


def check_foreign(context: AdmissionContext, market: Market, side: Side) -> None:
    """Refuse a market where the venue holds more than we have bought; raises Refused."""
    for held in context.venue_positions:
        if held.symbol != market.symbol or (context.hedge_mode and held.side is not side):
            continue
        ours = [p for p in context.live_positions(market.symbol) if p.side is held.side]
        if held.size - _most(ours) >= market.amount_step:
            raise Refused(refuse(ReasonCode.FOREIGN_POSITION))


def _most(positions: Iterable[Position]) -> Decimal:
    """Return the most that the venue can hold of ours: fills may be on their way to us."""
    most = ZERO
    for position in positions:
        most += position.size
        for order in position.orders.values():
            if order.purpose.adds and order.state not in FINAL:
                most += order.remaining
    return most
