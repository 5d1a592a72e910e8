"""What became of an order that the venue shows nowhere: how it ended, or that it never was."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal

from ....trading.model.order import OrderState
from ...port.exchange import OrderReport, VenueError
from ..connection.connection import Connection, KnownOrder
from ..core.numbers import number
from ..core.protocol import Row
from .unknown_trades import fetch_unknown_trades

MARGIN = timedelta(minutes=1)
"""How much before an order's own time its trades are looked for: clocks differ."""


def conclude_from_trades(
    connection: Connection, symbol: str, client_order_id: str, trades: Sequence[Row]
) -> OrderReport | None:
    """Return how an order ended that the venue once knew by an id of its own, from all its trades.

    It is in no list of open orders, so it is over, and has filled what its trades say. Raises
    VenueError where the venue does not tell of trades as old as the order.
    """
    known = connection.known(symbol, client_order_id)
    _check_age(connection, client_order_id, known, connection.venue.lookup.memory)
    if _may_be_another(connection, known):
        return None  # a stop, whose trades are those of the order that it became
    filled = sum((number(row.get("amount")) or Decimal(0) for row in trades), Decimal(0))
    filled *= connection.listed(symbol).contract_size
    complete = known.amount is not None and filled >= known.amount
    own = known.own_id
    assert own is not None
    report = OrderReport(
        client_order_id=client_order_id,
        venue_order_id=own,
        symbol=symbol,
        state=OrderState.FILLED if complete else OrderState.CANCELLED,
        filled=filled,
        at=connection.now(),
    )
    # Its trades are asked for next, by this id.
    connection.remember(report)
    return report


async def find_by_trades(connection: Connection, symbol: str, client_order_id: str) -> str | None:
    """Return the venue's id of an order that its lists have forgotten; None if it never traded.

    Raises VenueError where that can't be told: the order is older than what the venue tells of.
    """
    known, lookup = connection.known(symbol, client_order_id), connection.venue.lookup
    created_at = known.created_at
    if created_at is None or connection.now() - created_at <= (lookup.lists or lookup.memory):
        return None
    _check_age(connection, client_order_id, known, lookup.memory)
    if connection.venue.trades.page is None:
        raise _forgotten(connection, client_order_id)
    others = connection.known_venue_ids(symbol)
    for fill in await fetch_unknown_trades(connection, symbol, created_at - MARGIN, others):
        if fill.client_order_id == client_order_id:
            return fill.venue_order_id
    return None


def _check_age(
    connection: Connection, client_order_id: str, known: KnownOrder, memory: timedelta
) -> None:
    if known.created_at is not None and connection.now() - known.created_at > memory:
        raise _forgotten(connection, client_order_id)


def _may_be_another(connection: Connection, known: KnownOrder) -> bool:
    stops = connection.venue.stops
    becomes_another = stops is not None and stops.triggered_id is not None
    return becomes_another and known.in_trigger_list is not False


def _forgotten(connection: Connection, client_order_id: str) -> VenueError:
    name = connection.venue.name
    return VenueError(f"{name} does not tell any more what became of order {client_order_id}.")
