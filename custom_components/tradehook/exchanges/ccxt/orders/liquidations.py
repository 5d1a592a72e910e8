"""What a venue closed by itself: found by the marks that it puts on such orders and trades."""

from collections.abc import Sequence
from dataclasses import replace

from ...port.exchange import FillReport
from ...venues.model.margin import LiquidationSource
from ..core.protocol import Row
from .connection import Connection

# Liquidation, deleveraging and settlement of a delisted contract, as Binance names their orders.
_ORDER_NAMES = ("autoclose-", "adl_autoclose", "settlement_autoclose-")
_BUST = frozenset({"BustTrade", "AdlTrade", "SessionSettlePnL", "Settle", "Delivery"})


def is_liquidation(row: Row) -> bool:
    """Return whether an order or a trade in a stream is one of the venue itself."""
    info = row.get("info") or {}
    named = str(row.get("clientOrderId") or info.get("c") or "").startswith(_ORDER_NAMES)
    return named or info.get("execType") in _BUST


async def fetch_liquidations(connection: Connection, symbol: str) -> Sequence[FillReport]:
    """Return what the venue has closed by itself in a market, oldest first; VenueError."""
    client, how = connection.client, connection.venue.margin.liquidations
    rows: list[Row] = []
    match how:
        case LiquidationSource.UNTOLD:
            return []
        case LiquidationSource.BUST_TRADES:
            params = {"execType": "BustTrade"}
            rows += await connection.ask(client.fetch_my_trades(symbol, None, 100, params))
        case LiquidationSource.ORDER_NAMES:
            for order in await connection.ask(client.fetch_orders(symbol)):
                if is_liquidation(order):
                    by_order = {"orderId": order["id"]}
                    rows += await connection.ask(
                        client.fetch_my_trades(symbol, None, None, by_order)
                    )
    rows.sort(key=lambda row: float(row.get("timestamp") or 0))
    fills = [connection.fill(row, "", symbol) for row in rows]
    return [replace(fill, client_order_id=None, liquidation=True) for fill in fills]
