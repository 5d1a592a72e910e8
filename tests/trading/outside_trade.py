"""Somebody else sells in the exchange's app what a position holds, and it is noticed."""

from typing import TYPE_CHECKING

from custom_components.tradehook.trading.model.inputs import PositionDrift
from custom_components.tradehook.trading.model.market import MarketType, Side
from custom_components.tradehook.trading.model.order import OrderState
from custom_components.tradehook.trading.model.position import Position

if TYPE_CHECKING:
    from .histories import History


def take_outside(history: History) -> None:
    """Take all or a part off, when nothing is under way: otherwise nobody would notice yet."""
    position, venue, market = history.position, history.venue, history.market
    owed = market.market_type is MarketType.SPOT and history.side is Side.SHORT
    if owed or position.size <= 0 or history.under_way() or not _is_settled(position):
        return
    amount = position.size
    if history.random.random() < 0.6:
        amount = market.amount_down(amount * history.random.randint(1, 9) / 10)
    if amount <= 0 or venue.position != position.size:
        return
    history.counts["taken outside"] += 1
    venue.take(amount, history.last)
    history.collect()
    history.tell(PositionDrift(was=position.size, size=position.size - amount))


def _is_settled(position: Position) -> bool:
    return all(
        order.state is OrderState.OPEN and order.rests and not order.cancel_requested
        for order in position.live_orders()
    )
