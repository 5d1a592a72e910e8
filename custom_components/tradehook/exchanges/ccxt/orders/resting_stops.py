"""Stops that rest on the venue: which markets take them, and how they are asked for."""

from typing import Any

from ....trading.model.market import OrderSide
from ....trading.model.sections import OrderType
from ...port.exchange import OrderRefusedError, OrderRequest
from ...venues.model.orders import DIRECTION, TRIGGER
from ...venues.model.venue import Venue
from ..core.markets import ListedMarket
from ..core.numbers import plain

NOT_HELD = "stop_not_held"
"""The code of an order with a trigger that is not sent: this venue was not seen to hold it."""


def holds_stops(venue: Venue, listed: ListedMarket | None) -> bool:
    """Return whether a market takes orders with a trigger, as far as was verified."""
    if venue.stops is None or listed is None:
        return False
    return venue.stops.kind is None or venue.stops.kind in listed.order_types


def stop_params(request: OrderRequest, venue: Venue, listed: ListedMarket) -> dict[str, Any]:
    """Return the parameters that have an order wait for its trigger; none without a trigger.

    Raises OrderRefusedError where that was not verified: many clients drop what they don't know,
    and the stop would be executed at once.
    """
    if request.trigger is None:
        return {}
    fits = request.order_type is OrderType.MARKET and request.trigger > 0
    if venue.stops is None or not fits or not holds_stops(venue, listed):
        raise OrderRefusedError(NOT_HELD, f"{venue.name} holds no stops of {request.symbol}.")
    direction = "ascending" if request.side is OrderSide.BUY else "descending"
    words = {TRIGGER: plain(request.trigger), DIRECTION: direction}
    return {name: words.get(value, value) for name, value in venue.stops.params.items()}
