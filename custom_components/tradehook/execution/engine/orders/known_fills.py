"""The trades that are known of orders: each is delivered once, and waited for where it lacks."""

import asyncio
from collections import deque
from collections.abc import Callable
from decimal import Decimal
from typing import Final

from ....exchanges.port.exchange import FillReport, OrderReport
from ....trading.model.inputs import FillReported, Input
from ....trading.model.position import Position

ROUNDING = Decimal("1e-12")
"""What the amounts of an order's trades may lack of its own: a venue that tells them in quote
currency (Coinbase) leaves what a division has cut off, far below the step of any market."""

_NOTHING: Final[tuple[Decimal, frozenset[str]]] = Decimal(0), frozenset()

OVER_KEPT = 100
"""Of how many orders trades are remembered that belong to no live position: told late, or twice."""

type Deliver = Callable[[str, str, Input], bool]
"""Hands an event of an order to its position's queue, and tells whether there is one: symbol,
client order id, event."""


class KnownFills:
    """Delivers trades, and knows of which orders all are there that a report counts."""

    def __init__(self, deliver: Deliver, let_go: Callable[[str], None]) -> None:
        """Deliver by `deliver`; `let_go` forgets an order that nobody else ever will."""
        self._deliver = deliver
        self._let_go = let_go
        self.seen: dict[str, dict[str, FillReport]] = {}
        """The trades of orders by client order id and their own."""
        self._on_record: dict[str, tuple[Decimal, frozenset[str]]] = {}
        """What a process before this one has recorded of orders: how much, in which trades."""
        self._over: deque[str] = deque()
        """Of these orders those that belong to no live position, the oldest first."""
        self._awaited: dict[str, asyncio.Event] = {}
        """Set at each fill of orders whose fills are waited for."""

    def take(self, fill: FillReport) -> None:
        """Deliver a pushed or fetched trade once."""
        if fill.client_order_id is None:
            return
        seen = self.seen.get(fill.client_order_id)
        is_first = seen is None
        if seen is None:
            seen = self.seen[fill.client_order_id] = {}
        if fill.trade_id not in seen:
            seen[fill.trade_id] = fill
            if (waiting := self._awaited.get(fill.client_order_id)) is not None:
                waiting.set()
            is_owned = self._deliver(fill.symbol, fill.client_order_id, fill_event(fill))
            if is_first and not is_owned:
                self._over.append(fill.client_order_id)
                if len(self._over) > OVER_KEPT:
                    self._let_go(self._over.popleft())

    def complete(self, report: OrderReport) -> bool:
        """Return whether all trades are known that a report counts."""
        key = report.client_order_id
        recorded, trades = self._on_record.get(key, _NOTHING)
        seen = [fill for fill in self.seen.get(key, {}).values() if fill.trade_id not in trades]
        return recorded + sum([fill.amount for fill in seen]) >= report.filled - ROUNDING

    def recall(self, position: Position) -> None:
        """Know what is on record of a position's orders: a venue may tell it no more."""
        for order in position.live_orders():
            if order.filled:
                trades = [trade for side, trade in position.trade_keys if side is order.side]
                self._on_record[order.client_order_id] = order.filled, frozenset(trades)

    def forget(self, client_order_id: str) -> None:
        """Drop what is remembered of an order."""
        self.seen.pop(client_order_id, None)
        self._on_record.pop(client_order_id, None)

    async def pushed(self, report: OrderReport) -> None:
        """Return once all fills were pushed that a report counts."""
        while not self.complete(report):
            pushed = self._awaited.setdefault(report.client_order_id, asyncio.Event())
            pushed.clear()
            await pushed.wait()

    def end_wait(self, client_order_id: str) -> None:
        """Let whoever else waits for an order's trades look again."""
        if (awaited := self._awaited.pop(client_order_id, None)) is not None:
            awaited.set()

    def clear(self) -> None:
        """Drop what is remembered of all orders."""
        self.seen.clear()
        self._on_record.clear()
        self._over.clear()


def fill_event(fill: FillReport) -> FillReported:
    """Return the event that a venue's trade means to its position."""
    return FillReported(
        client_order_id=fill.client_order_id,
        trade_id=fill.trade_id,
        venue_order_id=fill.venue_order_id,
        price=fill.price,
        amount=fill.amount,
        fee=fill.fee,
        fee_currency=fill.fee_currency,
        fee_price=fill.fee_price,
        at=fill.at,
        stamp=fill.stamp,
    )
