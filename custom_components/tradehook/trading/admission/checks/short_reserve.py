"""A short on spot: what buys it back at its stop is kept from its opening on.

The proceeds of a sale never pay for the same amount at a higher price. So the account keeps them,
and a reserve up to the stop, fee and twice the slippage, from all of its bots.
"""

from decimal import Decimal

from ...model.market import Market, MarketType, Side
from ...model.plan import Plan
from ...model.position import ZERO, Position
from ...position.entry_ladder import Ladder
from ...position.rules.stop_loss import planned_stop
from ...reasons.money import amount_of
from ...reasons.reasons import FieldError, ReasonCode, Refused, refuse
from ..model import AdmissionContext
from .funds import available_balance

_ONE = Decimal(1)


def is_spot_short(market: Market, side: Side) -> bool:
    """Return whether a side sells coins of the account's own."""
    return market.market_type is MarketType.SPOT and side is Side.SHORT


def _check_stop(plan: Plan) -> None:
    """Refuse a short on spot that nothing bounds; raises Refused."""
    stop = plan.stop_loss
    if stop is None or not (stop.level or stop.emergency or stop.trails_at_once):
        error = FieldError("stop_loss", "is required: a short on spot is bought back at its stop")
        raise Refused(refuse(ReasonCode.SHORT_NEEDS_STOP, error))


def check_reserve(
    context: AdmissionContext,
    market: Market,
    plan: Plan,
    ladder: Ladder,
    base_amount: Decimal,
    notional: Decimal,
) -> None:
    """Refuse a short on spot without a stop or the reserve up to it; raises Refused."""
    if not is_spot_short(market, ladder.side):
        return
    _check_stop(plan)
    stop = _stop_of(plan, market, ladder)
    needed = reserve(context, base_amount, stop, notional)
    free = max(available_balance(context, market.quote), ZERO)
    if needed > free:
        raise Refused(
            refuse(
                ReasonCode.INSUFFICIENT_FUNDS,
                what="Buying the short back at its stop",
                needed=amount_of(needed, market.quote),
                available=amount_of(free, market.quote),
                missing=amount_of(needed - free, market.quote),
            )
        )


def check_added(
    context: AdmissionContext,
    market: Market,
    position: Position,
    base_amount: Decimal,
    price: Decimal,
) -> None:
    """Refuse an increase of a short on spot whose reserve is not there; raises Refused."""
    if not is_spot_short(market, position.side):
        return
    ladder = Ladder(position.side, price)
    check_reserve(context, market, position.plan, ladder, base_amount, base_amount * price)


def reserve(
    context: AdmissionContext, base_amount: Decimal, stop: Decimal, notional: Decimal
) -> Decimal:
    """Return what buying back at the stop takes beyond what the sale brings."""
    proceeds = notional * (_ONE - context.taker_fee)
    return max(base_amount * stop * exit_factor(context) - proceeds, ZERO)


def exit_factor(context: AdmissionContext) -> Decimal:
    """Return how many times its price buying back at market may cost."""
    return _ONE + context.taker_fee + 2 * context.slippage


def _stop_of(plan: Plan, market: Market, ladder: Ladder) -> Decimal:
    """Return the price at which a plan's stop buys back at the latest."""
    assert plan.stop_loss is not None
    prices = planned_stop(plan.stop_loss, Side.SHORT, ladder.average(), market, peak=ladder.peak)
    return max(prices.stop or ZERO, prices.emergency or ZERO)
