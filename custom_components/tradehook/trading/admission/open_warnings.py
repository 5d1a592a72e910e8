"""What an accepted opening is warned of: orders that can't do what they seem to."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import accumulate, pairwise

from ..model.inputs import MarketContext
from ..model.market import Market, Quote, Side
from ..model.plan import Plan
from ..model.position import runner_of
from ..model.price_math import settled
from ..planned_orders import PlannedExits, exits_of
from ..position.entries.entry_rungs import EntryOrder
from ..position.entry_ladder import Ladder
from ..reasons.reasons import ReasonCode, warn

_HUNDRED = Decimal(100)


def opening_warnings(
    plan: Plan,
    side: Side,
    situation: MarketContext,
    quote: Quote,
    ladder: Ladder,
    entry: EntryOrder,
) -> list[str]:
    """Return the warnings of an opening that is placed now, with this initial entry."""
    found: list[str] = []
    if plan.dca_orders:
        found += _dca_warnings(plan, side, quote, ladder)
    if plan.take_profit or plan.stop_loss is not None:
        exits = exits_of(entry, plan, side, situation)
        found += _order_warnings(side, exits)
        found += _size_warnings(plan, situation.market, exits)
    return found


def _dca_warnings(plan: Plan, side: Side, quote: Quote, ladder: Ladder) -> Iterator[str]:
    stop = plan.stop_loss
    trails = stop is not None and stop.trails_at_once
    if trails and plan.dca_orders:
        yield warn(ReasonCode.DCA_WITH_IMMEDIATE_TRAILING, path="dca_orders")
    if stop is not None and (stop.level is not None or trails):
        _, beyond = ladder.until(stop.level, stop.trailing_distance if trails else None)
        for leg in beyond:
            yield warn(ReasonCode.DCA_BEYOND_STOP, path=f"dca_orders[{leg}]")
    if plan.condition is not None:
        return  # nobody knows the market of the moment when it holds
    touch = quote.ask if side is Side.LONG else quote.bid
    for leg, rung in enumerate(ladder.dca):
        if side.sign * (rung.price - touch) >= 0:
            yield warn(ReasonCode.DCA_MARKETABLE, path=f"dca_orders[{leg}]")


def _size_warnings(plan: Plan, market: Market, exits: PlannedExits) -> Iterator[str]:
    levels = {order.leg: order for order in exits.targets}
    for leg in range(len(plan.take_profit)):
        if leg not in levels:
            yield warn(ReasonCode.TARGET_MERGED, path=f"take_profit[{leg}]")
            yield warn(ReasonCode.EXIT_BELOW_MINIMUM, path=f"take_profit[{leg}]")
    if levels:
        share = runner_of([row.position_percentage for row in plan.take_profit])
        runner = market.amount_down(settled(exits.size * share / _HUNDRED)) if share else share
        if runner > 0 and not market.takes_exit(runner, levels[max(levels)].price):
            yield warn(ReasonCode.EXIT_BELOW_MINIMUM, path="take_profit")
    if not exits.stops:
        return
    stop = exits.stops[0]
    lefts = [stop.amount - sold for sold in accumulate([row.amount for row in levels.values()])]
    lefts = [market.amount_down(left) for left in (stop.amount, *lefts)]
    if any(left > 0 and not market.takes_exit(left, stop.price) for left in lefts):
        yield warn(ReasonCode.EXIT_BELOW_MINIMUM, path="stop_loss")


def _order_warnings(side: Side, exits: PlannedExits) -> Iterator[str]:
    """Warn of targets whose prices are not in the order in which they are listed."""
    sign = side.sign
    if any(sign * (later - price) < 0 for price, later in pairwise(exits.prices)):
        yield warn(ReasonCode.TARGETS_UNORDERED, path="take_profit")
