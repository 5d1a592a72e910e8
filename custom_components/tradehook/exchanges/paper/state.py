"""The paper exchange's state, and the draft in which a step changes all of it or nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from typing import Any

from ..port.exchange import FillReport
from ..port.store import Change
from .records import (
    BALANCE,
    COUNTER,
    FILL,
    ORDER,
    POSITION,
    START,
    PaperOrder,
    PaperPosition,
    PositionKey,
    fill_from_json,
    fill_to_json,
    order_from_json,
    order_to_json,
    position_from_json,
    position_key,
    position_to_json,
)

_COUNTER_KEY = "number"


@dataclass(slots=True)
class VenueState:
    """Everything that the venue has committed."""

    totals: dict[str, Decimal] = field(default_factory=dict)
    orders: dict[int, PaperOrder] = field(default_factory=dict)
    open_orders: dict[int, PaperOrder] = field(default_factory=dict)
    """Oldest first."""
    closed: dict[int, None] = field(default_factory=dict)
    """The numbers of the orders that are over, in the order in which they ended."""
    numbers: dict[str, int] = field(default_factory=dict)
    """The number of the order with a client order id."""
    fills: dict[int, list[FillReport]] = field(default_factory=dict)
    """The fills of an order number, oldest first."""
    positions: dict[PositionKey, PaperPosition] = field(default_factory=dict)
    start: dict[str, Decimal] | None = None
    """What the account began with, or since its last reset; None where the books are older."""
    last_number: int = 0
    """The newest order or trade id: ids are never used twice, so it outlives even a reset."""

    @classmethod
    def load(cls, records: Iterable[tuple[str, str, Mapping[str, Any]]]) -> VenueState:
        """Return the state that the books hold."""
        state = cls()
        by_kind: dict[str, list[tuple[str, Mapping[str, Any]]]] = {}
        for kind, key, data in records:
            by_kind.setdefault(kind, []).append((key, data))
        state.totals = {key: Decimal(data["total"]) for key, data in by_kind.get(BALANCE, ())}
        if START in by_kind:
            state.start = {key: Decimal(data["total"]) for key, data in by_kind[START]}
        for _, data in by_kind.get(COUNTER, ()):
            state.last_number = int(data["last"])
        orders = [order_from_json(key, data) for key, data in by_kind.get(ORDER, ())]
        orders.sort(key=lambda order: order.number)
        # Stable: what ended at the same time stays in the order of its numbers.
        for order in sorted(orders, key=lambda order: order.at):
            if not order.is_open:
                state.put_order(order)
        for order in orders:
            if order.is_open:
                state.put_order(order)
        fills = [fill_from_json(key, data) for key, data in by_kind.get(FILL, ())]
        for fill in sorted(fills, key=lambda fill: int(fill.trade_id)):
            state.fills.setdefault(int(fill.venue_order_id), []).append(fill)
        state.positions = dict(position_from_json(data) for _, data in by_kind.get(POSITION, ()))
        return state

    def health_issues(self, symbol: str) -> bool:
        """Return whether a price of the market may change anything."""
        return bool(self.positions) or any(
            order.request.symbol == symbol for order in self.open_orders.values()
        )

    def put_order(self, order: PaperOrder) -> None:
        """Set an order's newest state."""
        self.orders[order.number] = order
        self.numbers[order.request.client_order_id] = order.number
        if order.is_open:
            self.open_orders[order.number] = order
        else:
            self.open_orders.pop(order.number, None)
            self.closed[order.number] = None

    def drop(self, number: int) -> None:
        """Forget an order, or a liquidation, and its fills."""
        if (order := self.orders.pop(number, None)) is not None:
            del self.numbers[order.request.client_order_id]
        self.open_orders.pop(number, None)
        self.closed.pop(number, None)
        self.fills.pop(number, None)


class VenueTransaction:
    """One step's changes on top of the committed state: readable at once, committed together."""

    def __init__(self, state: VenueState) -> None:
        """Begin a step."""
        self._state = state
        self._totals: dict[str, Decimal] = {}
        self._orders: dict[int, PaperOrder] = {}
        self._positions: dict[PositionKey, PaperPosition | None] = {}
        self._dropped: list[int] = []
        self._start: Mapping[str, Decimal] | None = None
        self._last_number = state.last_number
        self.fills: list[FillReport] = []

    @property
    def changed(self) -> bool:
        """Return whether the step changes anything."""
        return bool(
            self._totals
            or self._orders
            or self._positions
            or self._dropped
            or self.fills
            or self._start is not None
        )

    @property
    def orders(self) -> Sequence[PaperOrder]:
        """Return the orders that the step changes, in the order in which it touched them first."""
        return list(self._orders.values())

    def next_number(self) -> int:
        """Return a new order or trade id."""
        self._last_number += 1
        return self._last_number

    def order(self, number: int) -> PaperOrder:
        """Return an order as it is within the step."""
        return self._orders.get(number) or self._state.orders[number]

    def order_by_client_id(self, client_order_id: str) -> PaperOrder | None:
        """Return the order with a client order id."""
        number = self._state.numbers.get(client_order_id)
        return None if number is None else self.order(number)

    def open_orders(self, symbol: str | None = None) -> Iterator[PaperOrder]:
        """Yield the open orders (of a symbol), oldest first."""
        numbers = [*self._state.open_orders]
        numbers += [number for number in self._orders if number not in self._state.orders]
        for number in numbers:
            order = self.order(number)
            if order.is_open and symbol in (None, order.request.symbol):
                yield order

    def put_order(self, order: PaperOrder) -> PaperOrder:
        """Change or add an order."""
        self._orders[order.number] = order
        return order

    def total(self, currency: str) -> Decimal:
        """Return what the account holds of a currency, free and locked."""
        return self._totals.get(currency, self._state.totals.get(currency, Decimal(0)))

    def add(self, currency: str, amount: Decimal) -> None:
        """Add to a currency, or take away."""
        self._totals[currency] = self.total(currency) + amount

    def locked(self, currency: str) -> Decimal:
        """Return what open orders hold back of a currency."""
        return sum(
            (order.locked for order in self.open_orders() if order.lock_currency == currency),
            Decimal(0),
        )

    def currencies(self) -> Sequence[str]:
        """Return every currency that the account has ever held."""
        return [*dict.fromkeys([*self._state.totals, *self._totals])]

    def position(self, key: PositionKey) -> PaperPosition | None:
        """Return a perpetual position."""
        if key in self._positions:
            return self._positions[key]
        return self._state.positions.get(key)

    def positions(self) -> Iterator[tuple[PositionKey, PaperPosition]]:
        """Yield the open perpetual positions with their keys."""
        for key in dict.fromkeys([*self._state.positions, *self._positions]):
            if (position := self.position(key)) is not None:
                yield key, position

    def put_position(self, key: PositionKey, position: PaperPosition | None) -> None:
        """Change, add or (None) remove a position."""
        self._positions[key] = position

    def drop_old_orders(self, keep: int) -> None:
        """Forget the oldest closed orders when there are more than `keep`."""
        ended = sum(
            1
            for number, order in self._orders.items()
            if not order.is_open and number not in self._state.closed
        )
        surplus = len(self._state.closed) + ended - keep
        self._dropped += islice(self._state.closed, max(surplus, 0))

    def forget_everything(self, totals: Mapping[str, Decimal]) -> None:
        """Drop every order and position and start with new balances."""
        self._orders.clear()
        self.fills.clear()
        self._dropped = [*dict.fromkeys([*self._state.orders, *self._state.fills])]
        self._positions = dict.fromkeys(self._state.positions)
        self._totals = {**dict.fromkeys(self._state.totals, Decimal(0)), **totals}
        self.begin_with(totals)

    def begin_with(self, totals: Mapping[str, Decimal]) -> None:
        """Remember what the account began with."""
        self._start = dict(totals)

    def changes(self) -> list[Change]:
        """Return what the books must store for the step."""
        changes: list[Change] = [
            (BALANCE, currency, {"total": str(total)}) for currency, total in self._totals.items()
        ]
        if self._last_number != self._state.last_number:
            changes.append((COUNTER, _COUNTER_KEY, {"last": self._last_number}))
        if self._start is not None:
            gone = (self._state.start or {}).keys() - self._start.keys()
            changes += [(START, currency, None) for currency in gone]
            changes += [(START, name, {"total": str(total)}) for name, total in self._start.items()]
        for number in self._dropped:
            changes.append((ORDER, str(number), None))
            changes += [(FILL, fill.trade_id, None) for fill in self._state.fills.get(number, ())]
        changes += [
            (ORDER, str(order.number), order_to_json(order)) for order in self._orders.values()
        ]
        changes += [(FILL, fill.trade_id, fill_to_json(fill)) for fill in self.fills]
        changes += [
            (
                POSITION,
                position_key(key),
                None if position is None else position_to_json(key, position),
            )
            for key, position in self._positions.items()
        ]
        return changes

    def commit(self) -> None:
        """Make the step the committed state."""
        state = self._state
        state.totals.update(self._totals)
        state.last_number = self._last_number
        if self._start is not None:
            state.start = dict(self._start)
        for number in self._dropped:
            state.drop(number)
        for order in self._orders.values():
            state.put_order(order)
        for fill in self.fills:
            state.fills.setdefault(int(fill.venue_order_id), []).append(fill)
        for key, position in self._positions.items():
            if position is None:
                state.positions.pop(key, None)
            else:
                state.positions[key] = position
