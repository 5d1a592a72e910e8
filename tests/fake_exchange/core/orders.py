"""Orders and fills as the matching engine keeps them."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

from .market import FakeMarket

if TYPE_CHECKING:
    from .pairs import Pair

ZERO = Decimal(0)


class Side(StrEnum):
    """The side of an order."""

    BUY = "BUY"
    SELL = "SELL"


class Hand(StrEnum):
    """Which position an order belongs to: the one of one-way mode, or one of the two of hedge."""

    BOTH = "BOTH"
    LONG = "LONG"
    SHORT = "SHORT"


class Force(StrEnum):
    """How long an order stays."""

    GTC = "GTC"
    IOC = "IOC"
    FOK = "FOK"
    POST_ONLY = "POST_ONLY"


class Status(StrEnum):
    """Where an order stands."""

    UNTRIGGERED = "UNTRIGGERED"
    TRIGGERED = "TRIGGERED"
    """A conditional order that lives on as its child order."""
    NEW = "NEW"
    PARTIALLY_FILLED = "PARTIALLY_FILLED"
    FILLED = "FILLED"
    CANCELED = "CANCELED"
    EXPIRED = "EXPIRED"
    REJECTED = "REJECTED"

    @property
    def active(self) -> bool:
        """Return whether the order rests in the book."""
        return self in {Status.NEW, Status.PARTIALLY_FILLED}

    @property
    def open(self) -> bool:
        """Return whether the order may still fill."""
        return self.active or self is Status.UNTRIGGERED


class Forced(StrEnum):
    """Why a venue trades for somebody by itself."""

    LIQUIDATION = "liquidation"
    PARTLY = "partly"
    """A part of a position, so that its margin is enough again."""
    DELEVERAGED = "deleveraged"
    """Somebody else's liquidation found nobody in the market."""


class TriggerBy(StrEnum):
    """Which price a trigger compares with."""

    LAST = "LAST"
    MARK = "MARK"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """What sets a conditional order free."""

    price: Decimal
    rises: bool
    by: TriggerBy = TriggerBy.LAST

    def reached(self, price: Decimal) -> bool:
        """Return whether a price sets it off."""
        return price >= self.price if self.rises else price <= self.price


@dataclass(frozen=True, slots=True, kw_only=True)
class Fill:
    """A trade of an order."""

    trade_id: int
    order_id: int
    market: FakeMarket
    side: Side
    hand: Hand
    price: Decimal
    amount: Decimal
    fee: Decimal
    fee_asset: str
    maker: bool
    realized: Decimal
    at: int
    forced: Forced | None = None

    @property
    def liquidation(self) -> bool:
        """Return whether the venue has traded by itself."""
        return self.forced is not None

    @property
    def cost(self) -> Decimal:
        """Return the amount in quote currency."""
        return self.price * self.amount


@dataclass(slots=True, kw_only=True)
class Order:
    """An order, plain or conditional; `price` of None is a market order."""

    market: FakeMarket
    side: Side
    client_id: str
    amount: Decimal = ZERO
    price: Decimal | None = None
    cost_wanted: Decimal | None = None
    """A market order by quote currency instead of by amount."""
    force: Force = Force.GTC
    reduce_only: bool = False
    close_position: bool = False
    hand: Hand = Hand.BOTH
    trigger: Trigger | None = None
    other_trigger: Trigger | None = None
    """What sets it free besides: whichever is reached first, the other one is gone then."""
    locks_late: bool = False
    """Whether a conditional spot order holds nothing before it is triggered."""
    algo: bool = False
    """Whether it is in the second list, where triggering makes a new order of the first."""
    wire_type: str = ""
    """The type in the venue's words."""
    extra: dict[str, str] = field(default_factory=dict)
    """What else the venue's answers repeat."""

    order_id: int = 0
    status: Status = Status.NEW
    filled: Decimal = ZERO
    cost: Decimal = ZERO
    locked: Decimal = ZERO
    created_at: int = 0
    updated_at: int = 0
    triggered_at: int = 0
    child: int = 0
    parent: int = 0
    reason: str = ""
    cancel_client_id: str = ""
    pair: Pair | None = field(default=None, repr=False, compare=False)
    """What it rests in as one with another order."""
    forced: Forced | None = None
    fills: list[Fill] = field(default_factory=list)
    hidden_lookups: int = 0
    """How many more look-ups don't show it yet."""
    hidden_until: int = 0

    @property
    def liquidation(self) -> bool:
        """Return whether it is the venue's own."""
        return self.forced is not None

    @property
    def buying(self) -> bool:
        """Return whether this is a buy."""
        return self.side is Side.BUY

    @property
    def remaining(self) -> Decimal:
        """Return what is not filled."""
        return self.amount - self.filled

    @property
    def triggers(self) -> tuple[Trigger, ...]:
        """Return what sets it free."""
        return tuple(one for one in (self.trigger, self.other_trigger) if one is not None)

    @property
    def average(self) -> Decimal:
        """Return the average price of the fills, 0 without any."""
        return self.cost / self.filled if self.filled else ZERO

    @property
    def opening(self) -> bool:
        """Return whether the order can open or increase a perpetual position."""
        if self.reduce_only or self.close_position:
            return False
        return self.hand is Hand.BOTH or self.buying == (self.hand is Hand.LONG)
