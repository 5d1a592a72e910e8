"""Orders that were on their way when a process died: since when nothing can send them any more."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from ....ledger.records import Batch
from ....trading.model.order import OrderState
from ....trading.model.position import Position

KEY = "orders_in_doubt"


class InflightOrders:
    """Keeps the first start after an order's process died, however many follow.

    Venues show an order late, so "not found" counts only after a while. Were that counted from each
    start, an account whose process dies again and again would never know.
    """

    def __init__(self) -> None:
        """Doubt nothing."""
        self._since: dict[str, datetime] = {}

    def load(self, values: Mapping[str, Any]) -> None:
        """Know what the ledger knows."""
        kept = values.get(KEY) or {}
        self._since = {key: datetime.fromisoformat(since) for key, since in kept.items()}

    def begin(self, positions: Iterable[Position], now: datetime) -> Batch:
        """Take what a start finds on its way, and return what writes it down."""
        before = self._since
        self._since = {
            order.client_order_id: before.get(order.client_order_id, now)
            for position in positions
            for order in position.live_orders()
            if order.state in {OrderState.INTENDED, OrderState.UNKNOWN}
        }
        if self._since == before:
            return Batch()
        kept = {key: since.isoformat() for key, since in self._since.items()}
        return Batch(values={KEY: kept or None})

    def since(self, client_order_id: str) -> datetime | None:
        """Return since when no request for an order can leave; None for one of this process."""
        return self._since.get(client_order_id)
