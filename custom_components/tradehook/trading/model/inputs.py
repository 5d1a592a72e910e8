"""What can happen to a position: the inputs of `decide`."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from ..stored_names import stored
from .facts import CloseReason
from .market import Market, MarkPrice, Quote, Side
from .order import OrderState
from .sections import OrderType, StopLoss, TakeProfit

NOT_SENT = "not_sent"
"""Code of a REJECTED order that is proven never to have reached the venue."""
CANCEL_FAILED = "cancel_failed"
"""Code of an OPEN update: the cancel did not work, it may be tried again."""

VANISHED = "not_found"
"""Code of an UNKNOWN update: a stop was not there to be cancelled, so it may have worked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandleClose:
    """The close of the last finished candle of a length; price None when the data missed it."""

    at: datetime
    price: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderExecution:
    """What the venue's answer to an order says of an order that is over."""

    amount: Decimal
    average: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketContext:
    """The world at the moment of a decision; quote None = no usable price is known."""

    market: Market
    quote: Quote | None
    now: datetime
    may_judge: bool = True
    """Whether the price is at least as new as what is known of the position."""
    hedge_mode: bool = False
    spot_fee: Decimal = Decimal(0)
    """The taker fee rate (0.001 = 0.1 %), for `adjust_fee`."""
    slippage: Decimal = Decimal(0)
    """How much worse than the quote a market order may fill (0.001 = 0.1 %)."""
    free_quote: Decimal | None = None
    """What is free of the market's quote currency; None = not known."""
    free_base: Decimal | None = None
    """What is free of the coin that is traded; None = not known."""
    most_at_market: Decimal | None = None
    """The largest order that the venue takes at market; None = it tells none."""
    holds_stops: bool = False
    """Whether the venue takes orders with a trigger in this market."""
    shared_sides: frozenset[Side] = frozenset()
    """Sides of this perpetual market on which several positions of ours are one of the venue's."""
    awake_since: datetime | None = None
    """When decisions began to be carried out: what was asked before is asked once more."""
    mark: MarkPrice | None = None
    """The newest mark price; None = none is known that is as new as the position."""
    liquidations: Mapping[Side, Decimal] = field(default_factory=dict)
    """The mark prices at which the venue liquidates what it holds, as far as it tells them."""
    candles: Mapping[int, CandleClose] = field(default_factory=dict)
    """Last finished candle by its length in seconds."""
    executed: Mapping[str, OrderExecution] = field(default_factory=dict)
    """By client order id, what orders have bought or sold by the venue's own answer, as long as
    their trades are not known."""

    @property
    def judgeable(self) -> Quote | None:
        """Return the price that triggers, trailing rules and conditions may compare."""
        return self.quote if self.may_judge else None


@dataclass(frozen=True, slots=True)
class Input:
    """Something that a position may have to react to."""


@dataclass(frozen=True, slots=True)
class Reevaluate(Input):
    """Look again: the price touched an edge, the clock reached `next_wakeup`, or a (re)start."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderReported(Input):
    """What became of a sent order or cancel.

    REJECTED covers both a definite refusal and the proof that the order never reached the venue
    (code `not_sent`). Final states come only after all fills of the order were delivered.
    """

    client_order_id: str
    state: OrderState
    venue_order_id: str | None = None
    code: str | None = None
    message: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FillReported(Input):
    """A trade; one that is known already changes nothing. client_order_id None = liquidation."""

    client_order_id: str | None
    trade_id: str
    venue_order_id: str
    price: Decimal
    amount: Decimal
    fee: Decimal
    fee_currency: str
    fee_price: Decimal | None = None
    """What one of the fee's currency is worth in quote; None for base and quote, or unknown."""
    at: datetime
    stamp: datetime | None = None
    """The venue's own time of it, if it told one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Funding(Input):
    """The position was paid, or has paid (below 0), for being held; once for each id."""

    funding_id: str
    amount: Decimal
    price: Decimal
    """The mark price at which it was charged."""
    at: datetime


REPORTS = (OrderReported, FillReported, Funding)
"""What the venue says of orders and positions: all of it is known before anything is judged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionDrift(Input):
    """The venue holds only `size` of what the position held (`was`): somebody else traded.

    Or the orders of another position of ours did (`by`), at a price that is known. It says nothing
    any more when the position has changed since.
    """

    was: Decimal
    size: Decimal
    by: str | None = None
    price: Decimal | None = None


@dataclass(frozen=True, slots=True)
class RestoredFromBackup(Input):
    """The records come from a backup: what was ordered after it is not in them."""


@dataclass(frozen=True, slots=True)
class ExitOver(Input):
    """What the opening waited for is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExitFound(Input):
    """An exit with one of the position's next ids was sent without its record."""

    client_order_id: str
    amount: Decimal
    reason: CloseReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Close(Input):
    """End the position (or cancel it when nothing has filled)."""

    reason: CloseReason
    order_type: OrderType = OrderType.MARKET
    price: Decimal | None = None

    @property
    def at_market(self) -> bool:
        """Return whether it waits for no price."""
        return self.order_type is OrderType.MARKET or self.price is None


@dataclass(frozen=True, slots=True)
class Release(Input):
    """Cancel everything that rests, then manage the position no more; nothing is sold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keep(Input):
    """Cancel what is open of the initial entry, leave a filled position alone (a `keep` link)."""

    reason: CloseReason = CloseReason.KEEP


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelEntries(Input):
    """Cancel the opening when nothing has filled; with `dca`, resting entries and DCAs as well."""

    reason: CloseReason
    dca: bool = False
    message: str | None = None
    code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Increase(Input):
    """Add a base amount; `receipt_id` is the signal that asks for it."""

    amount: Decimal
    order_type: OrderType = OrderType.MARKET
    price: Decimal | None = None
    receipt_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reduce(Input):
    """Take a base amount off; what would leave less than the market's minimum closes."""

    amount: Decimal
    order_type: OrderType = OrderType.MARKET
    price: Decimal | None = None


@stored("Modify", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class Modify(Input):
    """Change the exits of the position; only what is marked is replaced, and wholly.

    `stop_waits` is where the stop shall go once the market allows it.
    """

    stop_loss: StopLoss | None = None
    replace_stop_loss: bool = False
    stop_waits: Decimal | None = None
    take_profit: tuple[TakeProfit, ...] = ()
    replace_take_profit: bool = False
    cancel_entries: bool = False
    auto_close: int | None = None
    replace_auto_close: bool = False
    moves: tuple[tuple[str, Decimal], ...] = ()
    """Orders that rest, by their client order ids, and their new prices."""


ASKED = (Close, Release, Keep, CancelEntries, Increase, Reduce, Modify)
"""What signals and people ask of a position."""
