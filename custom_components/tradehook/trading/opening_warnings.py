"""What an accepted opening is warned of: orders that can't do what they seem to."""

from collections.abc import Iterator

from .codes import ReasonCode, warn
from .events import Situation
from .ladder import Ladder
from .market import MarketType, Quote, Side
from .order import Purpose
from .plan import Plan
from .planned_orders import plan_orders


def opening_warnings(
    plan: Plan, side: Side, situation: Situation, quote: Quote, ladder: Ladder
) -> list[str]:
    """Return the warnings of an opening that is placed now."""
    return [
        *_dca_warnings(plan, side, quote, ladder),
        *_size_warnings(plan, side, situation),
    ]


def _dca_warnings(plan: Plan, side: Side, quote: Quote, ladder: Ladder) -> Iterator[str]:
    stop = plan.stop_loss.level if plan.stop_loss else None
    if stop is not None:
        _, beyond = ladder.until(stop)
        for leg in beyond:
            yield warn(ReasonCode.DCA_BEYOND_STOP, path=f"dca_orders[{leg}]")
    if plan.condition is not None:
        return  # nobody knows the market of the moment when it holds
    touch = quote.ask if side is Side.LONG else quote.bid
    for leg, rung in enumerate(ladder.dca):
        if side.sign * (rung.price - touch) >= 0:
            yield warn(ReasonCode.DCA_MARKETABLE, path=f"dca_orders[{leg}]")


def _size_warnings(plan: Plan, side: Side, situation: Situation) -> Iterator[str]:
    market = situation.market
    orders = plan_orders(plan, side, situation)
    placed = {order.leg for order in orders if order.purpose is Purpose.TAKE_PROFIT}
    for leg in range(len(plan.take_profit)):
        if leg not in placed:
            yield warn(ReasonCode.TARGET_MERGED, path=f"take_profit[{leg}]")
    stops = (order for order in orders if order.purpose is Purpose.STOP_LOSS)
    stop = next(stops, None)
    if stop is None or market.market_type is not MarketType.SPOT:
        return  # perpetuals waive the minimum cost of exits
    if not market.tradable(stop.amount, stop.price):
        yield warn(ReasonCode.EXIT_BELOW_MINIMUM, path="stop_loss")
