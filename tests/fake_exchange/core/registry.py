"""All orders and fills of the account, and who may see them when."""

from collections.abc import Iterable, Iterator
from itertools import count

from .clock import VenueClock
from .errors import Reason, RefusedError
from .market import FakeMarket
from .orders import Fill, Order
from .rules import Rules


class Registry:
    """Orders by number; numbers and trade ids grow."""

    def __init__(self, clock: VenueClock, rules: Rules) -> None:
        self.clock = clock
        self.rules = rules
        self.orders: dict[int, Order] = {}
        self._of_client: dict[str, list[Order]] = {}
        self.fills: list[Fill] = []
        self.hide_next = 0
        """From how many look-ups the next order is hidden."""
        self._order_ids = count(4_000_001)
        self._algo_ids = count(1_000_000_000_001)
        self._trade_ids = count(900_001)
        self._list_ids = count(7_001)

    def add(self, order: Order) -> None:
        """Give the order its number."""
        order.order_id = next(self._algo_ids if order.algo else self._order_ids)
        order.created_at = order.updated_at = self.clock.ms()
        order.hidden_lookups, self.hide_next = self.hide_next, 0
        self.orders[order.order_id] = order
        self._of_client.setdefault(order.client_id, []).append(order)

    def knows(self, client_id: str) -> bool:
        """Return whether there ever was an order with a client order id."""
        return client_id in self._of_client

    def next_trade_id(self) -> int:
        """Return the number of the next trade."""
        return next(self._trade_ids)

    def next_list_id(self) -> int:
        """Return the number of the next pair of orders."""
        return next(self._list_ids)

    def check_client_id(self, order: Order) -> None:
        """Raise RefusedError when the client order id is taken."""
        if not order.client_id:
            return
        for other in self._of_client.get(order.client_id, ()):
            if other.market is not order.market or other.algo != order.algo:
                continue
            if self.rules.ids_unique_forever or other.status.open:
                raise RefusedError(Reason.DUPLICATE_ID)

    def of_market(self, market: FakeMarket) -> Iterator[Order]:
        """Return all orders of a market, oldest first."""
        return (order for order in self.orders.values() if order.market is market)

    def open_in(self, market: FakeMarket) -> list[Order]:
        """Return the open orders of a market, oldest first."""
        return [order for order in self.of_market(market) if order.status.open]

    def seen(self, order: Order) -> bool:
        """Return whether a look-up may show the order; each one that may not is counted."""
        if order.hidden_lookups > 0:
            order.hidden_lookups -= 1
            return False
        return self.clock.ms() >= order.hidden_until

    def visible(self, orders: Iterable[Order]) -> list[Order]:
        """Return the orders that a look-up may show."""
        return [order for order in orders if self.seen(order)]

    def find(
        self, market: FakeMarket, order_id: int | None, client_id: str | None, *, algo: bool = False
    ) -> Order | None:
        """Look an order up as a client may: the newest of its client order id."""
        if order_id is None:
            candidates = self._of_client.get(client_id, []) if client_id else []
        else:
            candidates = [self.orders[order_id]] if order_id in self.orders else []
        for order in reversed(candidates):
            if order.market is market and order.algo == algo:
                return order if self.seen(order) else None
        return None

    def visible_fills(self, market: FakeMarket) -> list[Fill]:
        """Return the fills of a market whose orders may be seen."""
        shown: dict[int, bool] = {}
        result: list[Fill] = []
        for fill in self.fills:
            if fill.market is not market:
                continue
            if fill.order_id not in shown:
                shown[fill.order_id] = self.seen(self.orders[fill.order_id])
            if shown[fill.order_id]:
                result.append(fill)
        return result
