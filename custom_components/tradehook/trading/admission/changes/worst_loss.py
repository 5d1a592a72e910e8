"""What a position loses at worst: by the calculation that the preview of a signal makes."""

from decimal import Decimal, localcontext

from ...model.inputs import MarketContext
from ...model.market import MarketType, Side
from ...model.position import ZERO, Position
from ...model.price_math import PRECISE
from ..sizing import loss_at_stop, present_ladder, present_plan


def worst_loss(position: Position, situation: MarketContext) -> Decimal | None:
    """Return what the whole position loses when its stop is hit with all its entries filled.

    Fees are in it, and what it has realised already: below zero it is a profit that is certain.
    Without a stop it is all that is paid; None where nothing bounds it. Where nothing is held and
    nothing can fill any more, nothing more is lost.
    """
    with localcontext(PRECISE):
        ladder, amount = present_ladder(position)
        if amount <= 0:
            return -position.realized_profit
        plan = present_plan(position, situation)
        fee = situation.spot_fee
        loss = loss_at_stop(plan, ladder, fee, situation.slippage)
        if loss is not None:
            lost = loss * amount
        elif situation.market.market_type is MarketType.SPOT and position.side is Side.SHORT:
            return None
        else:
            lost = ladder.notional(amount * ladder.entry) * (Decimal(1) / plan.leverage + fee)
        # What was paid for what is held is in the realised profit already.
        paid = fee * ladder.entry * position.size if position.size > 0 else ZERO
        return lost - paid - position.realized_profit
