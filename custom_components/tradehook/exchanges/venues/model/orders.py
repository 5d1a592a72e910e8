"""How a venue takes, names, finds and cancels orders, and tells of their trades."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Any

NOTHING: Mapping[str, Any] = MappingProxyType({})

ID = "{id}"
"""Stands for the client order id as the venue spells it."""
BARE_ID = "{bare}"
"""The same without Gate's `t-`, which the client adds."""
TRIGGER = "{trigger}"
"""Stands for the price that a stop waits for."""
DIRECTION = "{direction}"
"""Stands for how the price gets there: ascending to a buy, descending to a sell."""


class IdFormat(StrEnum):
    """How a venue wants our 32 hexadecimal digits."""

    HEX = "hex"
    GATE = "gate"
    """`t-` and 28 digits: the prefix of ours is left out."""
    UUID = "uuid"
    HEX_0X = "0x"
    NUMBER = "number"
    """60 bits as a decimal number: can be compared, not read back."""


@dataclass(frozen=True, slots=True)
class Address:
    """How an order is named by its client order id: the id argument, and parameters."""

    order_id: str | None = None
    params: Mapping[str, Any] = NOTHING


BY_CLIENT_ID = Address(params={"clientOrderId": ID})


@dataclass(frozen=True, slots=True)
class Scan:
    """How an order is found in the lists: those of open and of finished orders.

    `params` narrow the lists down where the venue can do that.
    """

    finished: str | None = "fetch_closed_orders"
    params: Mapping[str, Any] = NOTHING
    dated: int | None = None
    """How many orders the list of finished ones has at most for a period, where it can be asked for
    the time of an order's creation; None: it is asked for what it tells by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientOrderIds:
    """How a venue spells client order ids, and where it tells them."""

    format: IdFormat = IdFormat.HEX
    create_params: Mapping[str, Any] = field(default_factory=lambda: {"clientOrderId": ID})
    in_info: str | None = None
    """Where the venue's answer has the client order id, if ccxt does not read it."""
    in_trades: str | None = None
    """Where a pushed trade has the client order id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderLookup:
    """How an order is found and cancelled, and when it is taken for absent."""

    find: Address | None = BY_CLIENT_ID
    """None: the venue can't be asked for a client order id."""
    finds_own_id: bool = False
    """Whether the venue's own id, where it is known, is asked for first; else it is the last way
    to find an order before it is called absent."""
    finds_open_only: bool = False
    """Whether `find` shows orders only while they are open: what is over is looked for besides, by
    the venue's own id and in the lists."""
    scan: Scan | None = field(default_factory=Scan)
    cancel: Address | None = BY_CLIENT_ID
    """None: only the venue's own id can be cancelled."""
    cancels_own_id: bool = False
    """Whether the venue's own id, where it is known, is cancelled rather than the client's."""
    absence_after: float = 60.0
    """Seconds of "not found" until an order is taken for absent."""
    memory: timedelta = timedelta(days=7)
    """How long the venue tells of an order and its trades, as far as is known for certain."""
    lists: timedelta | None = None
    """For how long after its creation an order is found by its client order id or in a list,
    whatever became of it, if that is shorter than `memory`."""
    paged: bool = False
    """Whether the open orders are given out in pages."""
    settles: tuple[str, ...] = ()
    """The currencies of which open orders and positions must be asked for one by one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TradeLookup:
    """How the trades of an order and of a market are asked for."""

    by_order: bool = True
    """Whether `fetch_order_trades` works; else `fetch_my_trades` is searched."""
    order_id_param: str | None = None
    """The parameter that narrows trades down to an order, if `fetch_order_trades` does not work."""
    ids_needed: bool = False
    """Kraken: an order's trades are asked for by the ids that the order names."""
    order_page: int | None = None
    """How many of an order's trades a page has, where the venue gives them out in pages."""
    order_from: str | None = None
    """The parameter that names the trade from which on an order's are told; else the newest are."""
    order_until: str | None = None
    """The parameter that names the time until which an order's trades are told, newest first."""
    page: int | None = None
    """How many trades of a market are told at once since a time; None: it was not verified."""
    days: int | None = None
    """How many days of them are told at once; None: all since then."""
    settled_in: str | None = None
    """Where a trade says whether its fee is known; None: it always is."""
    fee_currency_in: str | None = None
    """Where a trade names the currency of its fee, if the client does not look there."""

    @property
    def order_needed(self) -> bool:
        """Return whether an order must be known to ask for its trades: their ids, or its time.

        Without the time, only the newest trades of all would be told.
        """
        return self.ids_needed or self.searched

    @property
    def searched(self) -> bool:
        """Return whether an order's trades are looked for among all of its market."""
        return not (self.by_order or self.ids_needed or self.order_id_param is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketOrders:
    """What a market order must say."""

    buys_for_cost: bool = False
    """Whether a market buy says how much to spend, not how much to get."""
    price_needed: bool = False
    """Whether a market order needs a price to limit its slippage."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairTerms:
    """What a venue is told of a target and a stop that sell the same; numbers are texts."""

    market: str
    amount: str
    price: str
    trigger: str
    target_id: str
    stop_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """How a venue takes a sale's target and stop as one, of which one order ends the other.

    Its answer names both by their client order ids; what rests is not filled yet.
    """

    method: str
    """What the client calls the request."""
    path: str
    params: Callable[[PairTerms], Mapping[str, Any]]
    most: int
    """How many orders with a trigger may rest in a market."""
    allowed: str
    """Where a market says whether it takes them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stops:
    """How a venue takes market orders that wait for the last price, as was verified.

    A sell waits until the price has fallen to its trigger, a buy until it has risen to it.
    """

    params: Mapping[str, Any]
    kind: str | None = None
    """What a market must have among its types of orders, where they differ."""
    trigger_list: Mapping[str, Any] = NOTHING
    """What reaches the list of orders with a trigger, if the venue keeps them in one of their own:
    for questions and cancels."""
    by_own_id: bool = False
    """Whether an order of that list is named by the venue's own id only."""
    triggered_id: str | None = None
    """Where an order of that list names the plain one that it has become."""
    pushed_id: str | None = None
    """Where a stream names an order of that list; no row of a plain order has this."""
    cancelled: Mapping[str, str] = NOTHING
    """What the answer to a cancel in that list says if it was done: it says no state."""
    pairs: Pairs | None = None
    """None: on spot a stop does not rest together with a target."""
