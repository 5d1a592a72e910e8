"""An order and its table of allowed transitions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from hashlib import blake2b

from ..stored_names import stored
from .market import OrderSide
from .sections import OrderType


class Purpose(StrEnum):
    """Why an order exists."""

    ENTRY = "entry"
    DCA = "dca"
    INCREASE = "increase"
    TAKE_PROFIT = "take_profit"
    STOP_LOSS = "stop_loss"
    REDUCE = "reduce"
    CLOSE = "close"
    LIQUIDATION = "liquidation"

    adds: bool
    """The order adds exposure."""


for _purpose in Purpose:
    _purpose.adds = _purpose in (Purpose.ENTRY, Purpose.DCA, Purpose.INCREASE)


class OrderState(StrEnum):
    """Where an order stands, as far as is known for certain."""

    INTENDED = "intended"
    """Committed, perhaps sent: nothing is known of it yet."""
    UNKNOWN = "unknown"
    """Sent without a definite answer, or not there any more: looked up, never sent again."""
    OPEN = "open"
    FILLED = "filled"
    CANCELLED = "cancelled"
    REJECTED = "rejected"
    """Refused by the venue, or proven never to have reached it."""

    is_final: bool
    """The order can't change any more."""


FINAL = frozenset({OrderState.FILLED, OrderState.CANCELLED, OrderState.REJECTED})
for _state in OrderState:
    _state.is_final = _state in FINAL

RESTING_STOP_LEG = 1
"""The leg of a stop that rests on the venue: its refusals are counted apart from other exits'."""

PAIRED_STOP_LEG = 2
"""From here on the legs of stops that rest as one with a take profit: this and its leg."""

TRANSITIONS: dict[OrderState, frozenset[OrderState]] = {
    OrderState.INTENDED: frozenset(set(OrderState) - {OrderState.INTENDED}),
    OrderState.UNKNOWN: frozenset({OrderState.OPEN, *FINAL}),
    OrderState.OPEN: frozenset({OrderState.UNKNOWN, *FINAL}),
    OrderState.FILLED: frozenset(),
    OrderState.CANCELLED: frozenset(),
    OrderState.REJECTED: frozenset(),
}


@stored("Order", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """An order of a position; `filled` and `cost` are sums of its fills, gross of fees."""

    client_order_id: str
    purpose: Purpose
    leg: int
    """Which DCA order or take profit of the plan it belongs to, from 0; 0 for the others
    (but `RESTING_STOP_LEG`, `PAIRED_STOP_LEG`)."""
    side: OrderSide
    order_type: OrderType
    amount: Decimal
    price: Decimal | None = None
    trigger: Decimal | None = None
    """The price from which on the order works; until then it rests on the venue."""
    reduce_only: bool = False
    merged: tuple[int, ...] = ()
    """Other take profits that it sells too, because they were too small alone."""
    partner: str | None = None
    """The order that it rests with as one (OCO): they sell the same, and one ends the other."""
    state: OrderState = OrderState.INTENDED
    venue_order_id: str | None = None
    filled: Decimal = Decimal(0)
    cost: Decimal = Decimal(0)
    cancel_requested: bool = False
    created_at: datetime
    updated_at: datetime
    receipt_id: str | None = None
    """The signal that asked for an increase."""
    code: str | None = None
    message: str | None = None

    @property
    def remaining(self) -> Decimal:
        """Return the amount that has not filled."""
        return self.amount - self.filled

    @property
    def is_market_exit(self) -> bool:
        """Return whether the order sells at market now, so that it ends by itself."""
        return (
            self.order_type is OrderType.MARKET and not self.purpose.adds and self.trigger is None
        )

    @property
    def is_resting_stop(self) -> bool:
        """Return whether the order is a stop that waits on the venue."""
        return self.trigger is not None

    @property
    def offers(self) -> bool:
        """Return whether what it sells can't be sold by another order.

        A stop on perpetuals lies beside the others: it locks nothing and only ever reduces.
        """
        return not self.purpose.adds and not (self.is_resting_stop and self.reduce_only)

    @property
    def rests(self) -> bool:
        """Return whether the order waits on the venue for a price."""
        return self.order_type is OrderType.LIMIT or self.trigger is not None

    @property
    def is_live(self) -> bool:
        """Return whether the order may still fill."""
        return self.state not in FINAL


ID_PREFIX = "7468"
"""How our orders are told from others on the venue ("th" in hexadecimal)."""


LOST_AT_MOST = 1_000
"""How many orders a position is taken to have placed after the backup that it comes from."""


def client_order_id(position_id: str, number: int) -> str:
    """Return the id of a position's order by its number: the same at every attempt to decide."""
    return ID_PREFIX + blake2b(f"{position_id}:{number}".encode(), digest_size=14).hexdigest()


def bears_id_of(
    client_order_id_: str, position_id: str, numbers: Iterable[int] = range(LOST_AT_MOST)
) -> bool:
    """Return whether an order has the id of one of a position's first orders, or of these."""
    return any(client_order_id(position_id, number) == client_order_id_ for number in numbers)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignOrder:
    """An order that rests on the venue and is not ours."""

    venue_order_id: str
    symbol: str
    side: OrderSide
    remaining: Decimal
    price: Decimal | None = None
    trigger: Decimal | None = None
    in_trigger_list: bool = False
    """Whether it is in the venue's second list, which numbers its orders apart."""
    pair: str | None = None
    """What it shares with the order that ends it, and that it ends: both lock the same coins."""
