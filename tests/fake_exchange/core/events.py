"""What happens at a venue, for the streams to tell."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from .account import Position
from .market import Book, Kind
from .orders import Fill, Order

if TYPE_CHECKING:
    from .pairs import Pair


class Change(StrEnum):
    """What happened to an order."""

    NEW = "NEW"
    TRADE = "TRADE"
    CANCELED = "CANCELED"
    EXPIRED = "EXPIRED"
    REJECTED = "REJECTED"
    TRIGGERED = "TRIGGERED"
    FINISHED = "FINISHED"
    """The child of a triggered order is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderEvent:
    """An order changed; the order is a copy of that moment."""

    change: Change
    order: Order
    fill: Fill | None
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountEvent:
    """Balances or positions changed; the positions are copies of that moment."""

    kind: Kind
    assets: tuple[str, ...]
    positions: tuple[Position, ...]
    reason: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BalanceEvent:
    """A balance changed without an order: a deposit, a withdrawal, a transfer."""

    kind: Kind
    asset: str
    delta: Decimal
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PriceEvent:
    """A market has new prices."""

    book: Book
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PairEvent:
    """Two orders were placed as one, or both are over."""

    pair: Pair
    over: bool
    at: int


type VenueEvent = OrderEvent | AccountEvent | BalanceEvent | PriceEvent | PairEvent
