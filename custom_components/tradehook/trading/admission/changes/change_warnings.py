"""What an accepted change of exits is warned of: what can't do what it seems to."""

from collections.abc import Iterator

from ...model.inputs import MarketContext, Modify
from ...model.order import Order, Purpose
from ...model.position import ZERO, Position
from ...model.sections import OrderType
from ...position.entry_ladder import Ladder, LadderStep
from ...position.unfilled_entries import entry_price, unfilled
from ...reasons.reasons import ReasonCode, warn
from ..sizing import present_plan


def change_warnings(after: Position, change: Modify, situation: MarketContext) -> Iterator[str]:
    """Yield the warnings of a change that leaves a position like this."""
    if change.replace_take_profit and after.close_request is not None:
        reason = "the position is being closed"
        yield warn(ReasonCode.FIELD_IGNORED, path="take_profit", reason=reason)
    if change.replace_stop_loss or change.moves:
        yield from _beyond_stop(after, situation)


def _beyond_stop(position: Position, situation: MarketContext) -> Iterator[str]:
    """Yield the DCA orders and increases that rest where the stop comes first."""
    stop_loss = present_plan(position, situation).stop_loss
    if stop_loss is None or (stop_loss.level is None and not stop_loss.trails_at_once):
        return
    entry, amount = position.average_entry, position.size
    if entry is None or amount <= 0:
        entry, amount = entry_price(position), unfilled(position)
    orders = [order for order in position.live_orders() if _rests(position, order)]
    if not orders or amount <= 0:
        return
    steps = [
        LadderStep(price, order.remaining / amount)
        for order in orders
        if (price := position.moves.get(order.client_order_id, order.price)) is not None
    ]
    trailing = stop_loss.trailing_distance if stop_loss.trails_at_once else None
    _, beyond = Ladder(position.side, entry, tuple(steps)).until(stop_loss.level, trailing)
    paths = (_path(orders[index]) for index in beyond)
    for path in dict.fromkeys(paths):
        yield warn(ReasonCode.DCA_BEYOND_STOP, path=path)


def _rests(position: Position, order: Order) -> bool:
    if order.purpose not in (Purpose.DCA, Purpose.INCREASE) or order.remaining <= ZERO:
        return False
    if order.order_type is not OrderType.LIMIT or position.close_request is not None:
        return False
    if order.client_order_id in position.moves:
        return True
    cancelled = order.purpose is Purpose.DCA and position.dca_cancelled
    return order.client_order_id not in position.unwanted and not cancelled


def _path(order: Order) -> str:
    if order.purpose is Purpose.DCA:
        return f"dca_orders[{order.leg}]"
    return "increase_order"
