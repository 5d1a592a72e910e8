"""The facts of a position's life: what is recorded, and what its state is a fold over."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from ..stored_names import stored
from .market import Side
from .order import Order, OrderState
from .plan import Plan
from .sections import OrderType, StopLoss, TakeProfit


class CloseReason(StrEnum):
    """Why a position ended, or was asked to."""

    TAKE_PROFIT = "take_profit"
    STOP_LOSS = "stop_loss"
    EMERGENCY_STOP = "emergency_stop"
    TRAILING_STOP = "trailing_stop"
    AUTO_CLOSE = "auto_close"
    SIGNAL = "signal"
    STOP_AND_CLOSE = "stop_and_close"
    REVERSE = "reverse"
    LINK = "link"
    MANUAL = "manual"
    REDUCED = "reduced"
    LIQUIDATION = "liquidation"
    CHANGED_OUTSIDE = "changed_outside"
    RELEASED = "released"
    """It is managed here no more; what is held stays as it is."""
    # openings that ended without a fill
    EXPIRED = "expired"
    ENTRY_EXPIRED = "entry_expired"
    ENTRY_REJECTED = "entry_rejected"
    OPENING_REFUSED = "opening_refused"
    BOT_STOPPED = "bot_stopped"
    BOT_HALTED = "bot_halted"
    BOT_REMOVED = "bot_removed"
    TRADING_OFF = "trading_off"
    KEEP = "keep"
    ACCOUNT_RESET = "account_reset"


class PositionStatus(StrEnum):
    """Where a position stands; whether that is over is looked up: it is asked of all the time."""

    PENDING = "pending"
    OPEN = "open"
    CLOSING = "closing"
    CLOSED = "closed"
    CANCELLED = "cancelled"
    ERROR = "error"

    is_live: bool
    """The position is not over yet."""


for _status in PositionStatus:
    _status.is_live = _status in (
        PositionStatus.PENDING,
        PositionStatus.OPEN,
        PositionStatus.CLOSING,
    )


class InvalidFactError(ValueError):
    """A fact contradicts the position's history: it must never have been recorded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that is so from `at` on; recorded before anything follows from it.

    Each kind is registered under the name on the disk (`stored.py`), and stands in this module.
    """

    at: datetime


@stored("Opened", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class Opened(Fact):
    """A signal was accepted: the position exists, pending."""

    position_id: str
    bot_id: str
    signal_id: str
    symbol: str
    side: Side
    plan: Plan


@stored("OrderIntended", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class OrderIntended(Fact):
    """An order shall be placed: once this is recorded, it is sent."""

    order: Order


@stored("CancelIntended", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class CancelIntended(Fact):
    """An order shall be cancelled: once this is recorded, the cancel is sent."""

    client_order_id: str


@stored("OrderChanged", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class OrderChanged(Fact):
    """The venue's definite word on an order, or the loss of one (UNKNOWN)."""

    client_order_id: str
    state: OrderState
    venue_order_id: str | None = None
    code: str | None = None
    message: str | None = None


@stored("Filled", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class Filled(Fact):
    """A trade of one of the position's orders (a liquidation brings an order of its own)."""

    client_order_id: str
    trade_id: str
    venue_order_id: str
    price: Decimal
    amount: Decimal
    fee: Decimal
    fee_currency: str
    fee_in_base: Decimal
    """The part of the fee that was taken from the base amount (0 when paid otherwise)."""
    fee_in_quote: Decimal
    """The whole fee's worth in quote, at the fill's price."""
    liquidation: bool = False
    """The venue sold by itself: the order did not exist before."""


@stored("ChangedOutside", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalChange(Fact):
    """Somebody else took a base amount off the position; valued at the mark price of then."""

    amount: Decimal
    price: Decimal
    by: str | None = None
    """The position of ours whose orders took it, at their price; None = somebody else."""


@stored("Adopted", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted(Fact):
    """What somebody else bought is managed here from now on: it counts from the price of now."""

    amount: Decimal
    price: Decimal
    """The market's; cost and results count from it."""
    entry_price: Decimal | None = None
    """At which it was bought, as far as its owner says: distances of stops count from it."""
    replaces: tuple[str, ...] = ()
    """The orders of others, by the venue's ids, that are cancelled once this is on record."""


@stored("Released", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class Released(Fact):
    """What is held is managed here no more: nothing was sold, it is valued at the price of then."""

    amount: Decimal
    price: Decimal


@stored("Funded", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class Funded(Fact):
    """The position was paid for being held, in quote, or has paid (below 0)."""

    funding_id: str
    amount: Decimal
    price: Decimal
    """The mark price at which it was charged."""


@stored("NumbersSkipped", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersSkipped(Fact):
    """So many orders may have been placed that nobody remembers: their ids are not used again."""

    count: int


@stored("ConditionMet", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionMet(Fact):
    """The entry condition holds: the entry is placed with the next decision.

    Between the two, whoever runs the position can check funds and limits again.
    """


@stored("ExitAwaited", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ExitAwaited(Fact):
    """What the opening waited for has been left: it is judged again, then placed."""


@stored("EntryPlaced", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class EntryPlaced(Fact):
    """The opening was placed: its anchor price and planned base quantity are fixed."""

    anchor: Decimal
    base_amount: Decimal


@stored("EntriesCancelled", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class EntriesCancelled(Fact):
    """No entry may be placed or rest any more; `dca` tells whether DCA orders too."""

    reason: str
    dca: bool
    message: str | None = None
    code: str | None = None
    """Of the refusal, where a check before the placing refused the opening."""


@stored("TargetsPriced", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class TargetsPriced(Fact):
    """The take profits stand at other prices, one for each."""

    prices: tuple[Decimal, ...]


class StopCause(StrEnum):
    """Why a stop stands where it does."""

    PLAN = "plan"
    AVERAGE_ENTRY = "average_entry"
    MODIFIED = "modified"
    BREAK_EVEN = "break_even"
    FOLLOW_TAKE_PROFIT = "follow_take_profit"
    TRAILING = "trailing"
    PROTECTION = "protection"
    """A protection armed, but the stop is tighter already."""

    @property
    def arms(self) -> bool:
        """Return whether a protection did it: the stop only tightens from then on, entries end."""
        return self not in (StopCause.PLAN, StopCause.AVERAGE_ENTRY, StopCause.MODIFIED)


@stored("StopArmed", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class StopArmed(Fact):
    """The stop stands at another price, and why; price None = only an emergency stop."""

    price: Decimal | None
    why: StopCause
    limit: Decimal | None = None
    """The limit price of a limit stop."""
    emergency: Decimal | None = None
    step: int = 0
    """How many filled take profits the protection has followed."""


@stored("StopWaits", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class StopWaits(Fact):
    """A stop that a protection, or a person, wants would lie beyond the market: it waits.

    Price None = it does no more.
    """

    price: Decimal | None
    why: StopCause
    step: int = 0
    """How many filled take profits the protection has followed."""


@stored("BestPrice", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class BestPrice(Fact):
    """A trailing rule follows a new best price: the stop's, or the take profit's `leg`."""

    price: Decimal
    leg: int | None = None


@stored("CandleJudged", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class CandleJudged(Fact):
    """The close of a candle was compared with the stop; its price may be the first after a gap."""

    close_at: datetime
    price: Decimal


@stored("CoolDownStarted", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class CoolDownStarted(Fact):
    """The stop was hit and waits."""

    until: datetime
    price: Decimal


@stored("CoolDownEnded", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class CoolDownEnded(Fact):
    """The wait is over and the price had recovered: the stop is armed again."""

    price: Decimal


@stored("TrailingStarted", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class TrailingStarted(Fact):
    """The last take profit was reached and is followed from now on."""

    leg: int
    price: Decimal


@stored("TrailingReset", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class TrailingReset(Fact):
    """An entry has filled behind a take profit that was followed: it waits for its price again."""

    leg: int


@stored("TrailingHit", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class TrailingHit(Fact):
    """The price came back by the trailing distance: the take profit is sold at market."""

    leg: int
    price: Decimal


@stored("CloseRequested", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class CloseRequested(Fact):
    """The position shall end: entries and targets are cancelled, what is held is sold.

    A limit close keeps the stop; a newer request replaces an older one.
    """

    reason: CloseReason
    order_type: OrderType = OrderType.MARKET
    price: Decimal | None = None
    mark: Decimal | None = None
    """The mark price that hit a stop; None = the last price did."""


@stored("SizeRequested", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class SizeRequested(Fact):
    """An increase (positive) or a reduction (negative) of the base amount was asked for."""

    amount: Decimal
    order_type: OrderType
    price: Decimal | None = None
    receipt_id: str | None = None
    """The signal that asked for an increase."""


@stored("EntryResized", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class EntryResized(Fact):
    """An entry that has not filled shall be of this base amount in all: it is placed anew."""

    amount: Decimal
    before: Decimal
    """What it is at most if it can't be enlarged in time."""
    receipt_id: str | None = None
    """The signal that asked for an enlargement."""


@stored("ReductionCut", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ReductionCut(Fact):
    """Of a reduction that was asked for, only so much is left to take; 0 = nothing."""

    requested_at: datetime
    asked: Decimal
    amount: Decimal


@stored("IncreaseCut", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class IncreaseCut(Fact):
    """Of an increase that waits for its price, only so much shall be bought in all; 0 = no more.

    It is an order, which is placed anew for what is left, or was asked for and has none yet.
    """

    amount: Decimal
    client_order_id: str | None = None
    requested_at: datetime | None = None
    asked: Decimal | None = None


@stored("OrderMoved", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class OrderMoved(Fact):
    """A person moved a limit order that rests: it is cancelled, and placed anew at this price."""

    client_order_id: str
    price: Decimal


@stored("IncreaseExpired", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class IncreaseExpired(Fact):
    """An increase that was asked for at some time could not be sent within the bot's time limit."""

    requested_at: datetime
    receipt_id: str | None = None


@stored("PlanChanged", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChanged(Fact):
    """A person changed the exits; only what is set is replaced, and wholly."""

    stop_loss: StopLoss | None = None
    replace_stop_loss: bool = False
    take_profit: tuple[TakeProfit, ...] = ()
    replace_take_profit: bool = False
    auto_close: int | None = None
    replace_auto_close: bool = False
    keeps_reached: bool = False
    """What has filled and what protections have reached stays: so it is since 0.2.0."""


@stored("Ended", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class Ended(Fact):
    """The position is over; `dust` is the base amount that could not be sold."""

    status: PositionStatus
    reason: CloseReason
    dust: Decimal = Decimal(0)
    dust_price: Decimal | None = None
    """At which it leaves the books; None = at cost, as until ledger schema 2."""
    message: str | None = None
