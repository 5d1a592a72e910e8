"""What a venue closed by itself: found by the marks that it puts on such orders and trades."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from ...port.exchange import FillReport
from ...venues.forced_trades import is_forced, marks_forced_trades
from ...venues.model.margin import LiquidationSource
from ..connection.connection import Connection
from ..core.protocol import Row
from .unknown_trades import our_mark, trades_since

BUST_KINDS = ("BustTrade", "AdlTrade", "Settle", "Delivery")


def is_liquidation(connection: Connection, row: Row) -> bool:
    """Return whether an order or a trade is one of the venue itself."""
    return is_forced(connection.venue.code, row.get("info") or {})


async def fetch_liquidations(
    connection: Connection, symbol: str, since: datetime
) -> Sequence[FillReport]:
    """Return what the venue has closed by itself in a market since a time, oldest first.

    Raises VenueError.
    """
    rows = await _rows(connection, symbol, since)
    fills = {
        fill.key: replace(fill, client_order_id=None, liquidation=True)
        for fill in (connection.fill(row, "", symbol) for row in rows)
        if fill.at >= since
    }
    return sorted(fills.values(), key=lambda fill: fill.at)


async def _rows(connection: Connection, symbol: str, since: datetime) -> list[Row]:
    client, rows = connection.client, list[Row]()
    match connection.venue.margin.liquidations:
        case LiquidationSource.BUST_TRADES:
            for kind in BUST_KINDS:
                rows += await trades_since(connection, symbol, since, {"execType": kind})
        case LiquidationSource.ORDER_NAMES:
            for order in await connection.ask(client.fetch_orders(symbol)):
                if is_liquidation(connection, order):
                    by_order = {"orderId": order["id"]}
                    rows += await connection.ask(
                        client.fetch_my_trades(symbol, None, None, by_order)
                    )
        case LiquidationSource.TRADES if marks_forced_trades(connection.venue.code):
            rows += [
                row
                for row in await trades_since(connection, symbol, since)
                # What reduces by our own order is called nearly the same by some.
                if is_liquidation(connection, row)
                and connection.owner_of_trade(row) is None
                and our_mark(connection, row) is None
            ]
    return rows
