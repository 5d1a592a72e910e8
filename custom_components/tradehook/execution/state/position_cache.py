"""The account's positions in memory: what is live, who owns which order, which slots exist."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final

from ...trading.admission.model import UnreadablePosition
from ...trading.common.time_spans import is_older
from ...trading.model.facts import PositionStatus
from ...trading.model.inputs import Close, Input
from ...trading.model.market import Quote, Side
from ...trading.model.position import Position
from ...trading.position.performance import total
from ..common.slots import SlotKey
from .ended.lately_ended import EndedPosition, LatelyEnded
from .ended.oversold import Oversold

_new_tuple = tuple.__new__
_SIDES = tuple(Side)
_NONE = frozenset[Side]()
_NOBODY = frozenset[str]()


def slot_of(position: Position) -> SlotKey:
    """Return the slot that a position belongs to."""
    # Without the call that makes a named tuple: a position's slot is asked for all the time.
    return _new_tuple(SlotKey, (position.bot_id, position.symbol, position.side))


class PositionCache:
    """All live positions, indexed; over ones leave it with their last commit."""

    def __init__(
        self, quotes: Mapping[str, Quote], now: Callable[[], datetime], price_age: int
    ) -> None:
        self._quotes = quotes
        self.price_age = price_age
        """Seconds after which what was not received again is not known any more."""
        self.now = now
        self._live: dict[str, Position] = {}
        self.live: Final[Mapping[str, Position]] = self._live
        """The live positions by id, oldest first."""
        self._facts: dict[str, int] = {}
        self._orders: dict[str, str] = {}
        self._bots: dict[str, dict[str, None]] = {}
        self._symbols: dict[str, dict[str, None]] = {}
        self._sides: Counter[tuple[str, Side]] = Counter()
        """How many live positions a market has on each side."""
        self._held: dict[SlotKey, dict[str, None]] = {}
        self.receipts: dict[str, str] = {}
        """The signal (receipt id) that opened a live position."""
        self.slots: dict[SlotKey, None] = {}
        self.changed: set[str] = set()
        """What was put or let go since the usage of the account's limits was last asked for."""
        self.moved: set[str] = set()
        """Likewise since what openings are still going to need was last asked for."""
        self.unreadable: dict[str, UnreadablePosition] = {}
        """Positions that are not over, but whose facts can't be read: nobody decides for them."""
        self.asked: dict[Hashable, Sequence[tuple[str, Input]]] = {}
        """What was accepted of positions and is not on record in them yet, as it came."""
        self.settled: set[str] = set()
        """Positions of which all is recorded that follows from what is known."""
        self.oversold = Oversold()
        self.ended = LatelyEnded()
        self.shown: Counter[str] = Counter()
        """Markets whose price is shown, held or not, with how often."""

    def put(self, position: Position, facts: int) -> None:
        """Keep a position that has so many facts, or let it go when it is over."""
        position_id = position.position_id
        if not position.status.is_live:
            receipt_id = self.receipt_of(position_id)
            self.forget(position_id)
            ended = EndedPosition(position=position, facts=facts, receipt_id=receipt_id)
            self.ended.keep(ended)
            self.oversold.note(position)
            return
        if position_id not in self._live:
            before = self.ended.let_go(position_id)
            if before is not None and before.receipt_id is not None:
                self.receipts[position_id] = before.receipt_id
            self._sides[position.symbol, position.side] += 1
            self._bots.setdefault(position.bot_id, {})[position_id] = None
            self._symbols.setdefault(position.symbol, {})[position_id] = None
            self._held.setdefault(slot_of(position), {})[position_id] = None
        self._live[position_id] = position
        self.changed.add(position_id)
        self.moved.add(position_id)
        self.settled.discard(position_id)
        self._facts[position_id] = facts
        for client_order_id in position.orders:
            self._orders[client_order_id] = position_id

    def forget(self, position_id: str) -> None:
        """Let a position go."""
        position = self._live.pop(position_id, None)
        if position is None:
            return
        self.changed.add(position_id)
        self.moved.add(position_id)
        self.settled.discard(position_id)
        self._sides[position.symbol, position.side] -= 1
        self._facts.pop(position_id, None)
        self.receipts.pop(position_id, None)
        self._bots[position.bot_id].pop(position_id, None)
        self._symbols[position.symbol].pop(position_id, None)
        self._held[slot_of(position)].pop(position_id, None)
        for client_order_id in position.orders:
            self._orders.pop(client_order_id, None)

    def take_settled(self, position_id: str) -> bool:
        """Return whether a position was settled; until its step is recorded it is not any more."""
        settled = position_id in self.settled
        self.settled.discard(position_id)
        return settled

    def clear(self) -> None:
        """Let everything go."""
        self.changed.update(self._live)
        self.moved.update(self._live)
        for index in (self._live, self._facts, self._orders, self.receipts, self.slots):
            index.clear()
        self.unreadable.clear()
        self._bots.clear()
        self._symbols.clear()
        self._sides.clear()
        self._held.clear()
        self.asked.clear()
        self.settled.clear()
        self.oversold.clear()
        self.ended.clear()

    def all_asked(self) -> list[tuple[str, Input]]:
        """Return what the positions are going to be told, in the order in which it came."""
        return [one for targets in self.asked.values() for one in targets]

    @property
    def leaving(self) -> frozenset[str]:
        """Return the positions whose close at market price was asked for and is not begun yet."""
        if not self.asked:
            return _NOBODY
        return frozenset(
            position_id
            for position_id, event in self.all_asked()
            if isinstance(event, Close) and event.at_market
        )

    def facts(self, position_id: str) -> int:
        """Return how many facts a position has: the next fact's number."""
        facts = self._facts.get(position_id)
        return self.ended.kept[position_id].facts if facts is None else facts

    def receipt_of(self, position_id: str) -> str | None:
        """Return the signal (receipt id) that opened a position."""
        ended = self.ended.kept.get(position_id)
        return self.receipts.get(position_id) if ended is None else ended.receipt_id

    def owner(self, client_order_id: str) -> Position | None:
        """Return the live position that an order belongs to."""
        return self._live.get(self._orders.get(client_order_id, ""))

    def partner_of(self, client_order_id: str) -> str | None:
        """Return the order that rests with another as one, unless it is known to be over."""
        position = self.owner(client_order_id)
        order = position.orders.get(client_order_id) if position is not None else None
        if position is None or order is None:
            return None
        partner = position.partner(order)
        return partner.client_order_id if partner is not None and partner.is_live else None

    def of_bot(self, bot_id: str) -> list[Position]:
        """Return the live positions of a bot, oldest first."""
        return [self._live[position_id] for position_id in self._bots.get(bot_id, ())]

    def of_symbol(self, symbol: str) -> list[Position]:
        """Return the live positions of a market, oldest first."""
        return [self._live[position_id] for position_id in self._symbols.get(symbol, ())]

    def shared_sides(self, symbol: str) -> frozenset[Side]:
        """Return the sides on which a market has several live positions."""
        # Asked at each step of a market: nearly always each side has one position or none.
        sides = self._sides
        several = [side for side in _SIDES if sides.get((symbol, side), 0) > 1]
        return frozenset(several) if several else _NONE

    def has(self, symbol: str) -> bool:
        """Return whether a market has live positions."""
        return bool(self._symbols.get(symbol))

    def of_slot(self, key: SlotKey) -> list[Position]:
        """Return the live positions of a slot, oldest first."""
        return [self._live[position_id] for position_id in self._held.get(key, ())]

    def state_of(self, key: SlotKey) -> str | None:
        """Return the state of a slot; None when it can't be known."""
        if any(
            (one.bot_id, one.symbol, one.side) == (key.bot_id, key.symbol, key.side.value)
            for one in self.unreadable.values()
        ):
            return None
        return slot_state(self.of_slot(key))

    def last_price(self, symbol: str) -> Decimal | None:
        """Return the newest price of a market, however old it is."""
        quote = self._quotes.get(symbol)
        return quote.last if quote else None

    def mark_price(self, symbol: str) -> Decimal | None:
        """Return the present price of a market; None once none was received for too long."""
        quote = self._quotes.get(symbol)
        if quote is None or is_older(quote.at, self.now(), self.price_age):
            return None
        return quote.last

    def unrealized(self, positions: Iterable[Position]) -> Decimal | None:
        """Return the open result of positions of one quote currency; None if a price is missing."""
        held = [position for position in positions if position.size]
        prices = {symbol: self.mark_price(symbol) for symbol in {one.symbol for one in held}}
        known = {symbol: price for symbol, price in prices.items() if price is not None}
        if len(known) < len(prices):
            return None
        return total([one.unrealized(known[one.symbol]) for one in held])


def slot_state(positions: Iterable[Position]) -> str:
    """Return the state of a slot's sensor: the liveliest of its positions, or `flat`."""
    statuses = {position.status for position in positions}
    for status in (PositionStatus.OPEN, PositionStatus.CLOSING, PositionStatus.PENDING):
        if status in statuses:
            return status.value
    return "flat"
