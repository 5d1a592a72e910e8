"""Pairs of spot orders of which one ends the other: what they sell is locked once."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .errors import Reason, RefusedError
from .events import Change, PairEvent
from .filters import check_market
from .orders import ZERO, Order, Status

if TYPE_CHECKING:
    from .engine import Engine


@dataclass(slots=True)
class Pair:
    """Two orders that rest as one."""

    number: int
    name: str
    orders: tuple[Order, Order]

    @property
    def is_over(self) -> bool:
        """Return whether neither can fill any more."""
        return not any(order.status.open for order in self.orders)

    def other(self, order: Order) -> Order:
        """Return the one that ends with an order."""
        one, two = self.orders
        return two if order is one else one


def place_pair(engine: Engine, limit: Order, stop: Order, name: str) -> Pair:
    """Accept a limit order and a stop together, or raise RefusedError for both."""
    book = engine.books[limit.market.symbol]
    registry = engine.registry
    for order in (limit, stop):
        registry.check_client_id(order)
        check_market(order, book)
    assert stop.trigger is not None
    if stop.trigger.reached(book.last):
        raise RefusedError(Reason.WOULD_TRIGGER)
    if engine.crosses(limit):
        raise RefusedError(Reason.WOULD_TAKE)
    engine.settlement.lock(limit)
    hidden = registry.hide_next
    pair = Pair(registry.next_list_id(), name, (limit, stop))
    limit.pair = stop.pair = pair
    stop.status = Status.UNTRIGGERED
    for order in (limit, stop):
        registry.hide_next = hidden
        registry.add(order)
        engine.tell(order, Change.NEW)
    tell(engine, pair)
    return pair


def end_other(engine: Engine, order: Order, status: Status, change: Change) -> None:
    """End the other order of a pair; what it has locked goes to the one that goes on."""
    pair = order.pair
    if pair is None:
        return
    other = pair.other(order)
    if other.status.open:
        if order.status.open:
            order.locked += other.locked
            other.locked = ZERO
        other.reason = "OCO_TRIGGER"
        engine.end(other, status, change)


def tell(engine: Engine, pair: Pair | None) -> None:
    """Tell how a pair stands: when it is placed, and when it is over."""
    if pair is not None:
        engine.emit(PairEvent(pair=pair, over=pair.is_over, at=engine.clock.ms()))
