"""What can't be sold at the end: it leaves the books at the price of the exit."""

from decimal import Decimal

from ...model.inputs import MarketContext
from ...model.order import Order, Purpose
from ...model.position import Position
from ...model.price_math import PRECISE

_PRICE = Decimal("1e-12")
"""To this digit an average of several fills is booked."""


def dust_price(
    position: Position, purpose: Purpose | None, situation: MarketContext
) -> Decimal | None:
    """Return what the rest of a position would have brought; `purpose` is that of its close.

    The price at which the close sold, else the market's: a stop whose rest was too small to be
    sold has sold nothing. Without either the rest stays at cost.
    """
    last = _last_exit(position)
    if last is not None and purpose in (None, last.purpose):
        return PRECISE.divide(last.cost, last.filled).quantize(_PRICE)
    if situation.quote is not None:
        return situation.quote.last
    request = position.close_request
    return request.price if request is not None else None


def oversold_at(position: Position) -> Decimal | None:
    """Return the price at which a position sold more than it held: that of its last trades."""
    left, brought = -position.dust, Decimal(0)
    for trade in reversed(position.trades):
        part = min(left, max(Decimal(0), -trade.change))
        left -= part
        brought += part * trade.price
    return None if left else PRECISE.divide(brought, -position.dust).quantize(_PRICE)


def _last_exit(position: Position) -> Order | None:
    exits = [one for one in position.orders.values() if one.filled and not one.purpose.adds]
    return max(exits, key=lambda order: order.updated_at, default=None)
