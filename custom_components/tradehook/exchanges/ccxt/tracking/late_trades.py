"""Trades of orders that are over: asked for when a stream tells one that is not known."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal

from ...port.backoff import Backoff
from ...port.exchange import FillReport, VenueError
from ...rate_limit import Priority, priority
from ..connection.connection import Connection, KnownOrder
from ..connection.conversion import order_report
from ..core.protocol import Row
from ..lookup.order_query import OrderQuery


class LateTrades:
    """Asks for the trades of orders that are over, when one is heard of that is not known."""

    def __init__(
        self, connection: Connection, order_query: OrderQuery, tell: Callable[[FillReport], None]
    ) -> None:
        self._connection = connection
        self._order_query = order_query
        self._tell = tell

    def is_known(self, owner: str, known: KnownOrder, row: Row, *, trade: bool) -> bool:
        """Return whether all trades are known that a stream tells, or counts, of an order."""
        if trade:
            return str(row.get("id")) in known.trades
        connection = self._connection
        listed = connection.listed(known.symbol)
        try:
            report = order_report(row, owner, known.symbol, listed, connection.now())
        except VenueError:
            return True
        return report.filled <= sum(known.trades.values(), Decimal(0))

    async def ask(self, owner: str, known: KnownOrder, row: Row, *, trade: bool) -> None:
        """Ask for an order's trades until what was heard is among them, and tell them."""
        timings = self._connection.timings
        # Whoever was told of its end asks for its trades, too.
        await asyncio.sleep(timings.trades_after)
        with priority(Priority.LOOK_UP):
            async for _ in Backoff((0.0, *timings.ask_again)):
                if self.is_known(owner, known, row, trade=trade):
                    return
                with suppress(VenueError):
                    for told in await self._order_query.trades(known.symbol, owner):
                        with suppress(VenueError):  # one that can't be read hides no other
                            self._tell(self._connection.fill(told, owner, known.symbol))
