"""Stops that rest on the venue, alone or as one with a target: who takes them, how it is asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ....trading.model.market import OrderSide
from ....trading.model.sections import OrderType
from ...port.exchange import OrderRefusedError, OrderRequest
from ...venues.model.orders import DIRECTION, TRIGGER, PairTerms
from ...venues.model.venue import Venue
from ..core.markets import ListedMarket
from ..core.numbers import plain
from ..core.protocol import Row
from .client_order_ids import encode

NOT_HELD = "stop_not_held"
"""The code of an order with a trigger that is not sent: this venue was not seen to hold it."""
PAIR_NOT_HELD = "pair_not_held"
"""The code of a stop and a target that are not sent as one."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class PairRequest:
    """What the client is asked to send."""

    method: str
    params: Mapping[str, Any]


def pair_request(
    target: OrderRequest, stop: OrderRequest, venue: Venue, listed: ListedMarket
) -> PairRequest:
    """Return how a pair is asked for; raises OrderRefusedError where that was not verified."""
    pairs = venue.stops.pairs if venue.stops is not None else None
    sells = target.side is stop.side is OrderSide.SELL and target.amount == stop.amount
    fits = sells and (target.order_type, stop.order_type) == (OrderType.LIMIT, OrderType.MARKET)
    if pairs is None or not listed.market.exit_pairs or not fits:
        raise OrderRefusedError(
            PAIR_NOT_HELD, f"{venue.name} holds no such pair of {target.symbol}."
        )
    assert target.price is not None
    assert stop.trigger is not None
    terms = PairTerms(
        market=listed.market.native_symbol,
        amount=plain(target.amount / listed.contract_size),
        price=plain(target.price),
        trigger=plain(stop.trigger),
        target_id=encode(target.client_order_id, venue.ids.format),
        stop_id=encode(stop.client_order_id, venue.ids.format),
    )
    return PairRequest(method=pairs.method, params=pairs.params(terms))


def paired_row(answer: Row, client_id: str) -> Row:
    """Return what the answer to a pair says of one of its orders; without an id it says nothing."""
    named = answer.get("orders") or ()
    found: Row = next((row for row in named if row.get("clientOrderId") == client_id), {})
    return {"id": found.get("orderId"), "status": "open", "filled": "0"}
