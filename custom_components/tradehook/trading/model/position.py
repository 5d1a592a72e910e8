"""A position: a fold over its facts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

from ..common.changed_copies import replace
from .facts import (
    Adopted,
    CloseReason,
    CloseRequested,
    EntryResized,
    IncreaseCut,
    Opened,
    PositionStatus,
    SizeRequested,
    StopCause,
)
from .market import Side
from .order import FINAL, Order, OrderState, Purpose
from .plan import Plan
from .price_math import PRECISE
from .sections import OrderType, TakeProfit
from .trades import Trade, TradeKey

ZERO = Decimal(0)
HUNDRED = Decimal(100)
WHOLE = Decimal("99.9")
"""From this sum of their shares on, take profits sell everything."""

OUTSIDE = "outside:"
"""How the keys of refusals begin that count cancels by somebody else."""

STOP_REASONS = frozenset(
    {CloseReason.STOP_LOSS, CloseReason.TRAILING_STOP, CloseReason.EMERGENCY_STOP}
)
"""Why a stop closes a position; a limit order for one of these is a limit stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A take profit as it stands: `price` is None until an average entry exists."""

    leg: int
    price: Decimal | None
    share: Decimal
    left: Decimal
    """The part of its share that has not filled."""
    filled: Decimal = ZERO
    """Base that its orders sold."""
    done: bool = False
    """It has filled and never re-arms."""
    trailing: bool = False
    """It was reached and is followed."""
    best: Decimal | None = None
    """The best price since it was reached."""
    fired: bool = False
    """The price came back by the trailing distance: it is sold at market."""
    too_small: bool = False
    """The venue refused its order as too small: it is merged into the next level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingStop:
    """Where a protection, or a person, is going to have the stop once the market allows it."""

    stop: Decimal
    since: datetime
    why: StopCause


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryState:
    """How often in a row the venue refused something, and when to try again."""

    count: int
    retry_at: datetime


def runner_of(shares: Iterable[Decimal], sold: Decimal = ZERO) -> Decimal:
    """Return the part, in percent, that shares leave without a target; what is WHOLE leaves none.

    Three times 33.33 mean everything: the hundredth that is missing could never be sold. `sold` is
    what targets have sold that are no more.
    """
    given = sum(shares, ZERO)
    return ZERO if given >= WHOLE else max(HUNDRED - given - sold, ZERO)


def targets_of(
    take_profit: Iterable[TakeProfit], prices: Sequence[Decimal] | None = None
) -> tuple[Target, ...]:
    """Return the targets of a plan before any has filled; without prices nothing is held yet."""
    found = []
    for leg, row in enumerate(take_profit):
        share, price = row.position_percentage, prices[leg] if prices else None
        found.append(Target(leg=leg, price=price, share=share, left=share))
    return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """The state of a position after its facts so far; all numbers come from fills."""

    position_id: str
    bot_id: str
    signal_id: str
    symbol: str
    side: Side
    plan: Plan
    status: PositionStatus = PositionStatus.PENDING
    opened_at: datetime
    """When the signal was accepted."""
    filled_at: datetime | None = None
    """When the first entry filled."""
    closed_at: datetime | None = None
    close_reason: CloseReason | None = None
    message: str | None = None
    refusal_code: str | None = None
    """Why the opening was refused once its time had come."""
    orders: Mapping[str, Order] = field(default_factory=dict)
    """By client order id, oldest first."""
    skipped: int = 0
    """Numbers of orders that may have been used without being known."""
    trade_keys: frozenset[TradeKey] = frozenset()
    funding_ids: frozenset[str] = frozenset()
    trades: tuple[Trade, ...] = ()
    """In the order in which they happened, whatever the one in which they were learnt."""
    exit_awaited_at: datetime | None = None
    """When what the opening waited for had been left."""
    condition_met_at: datetime | None = None
    anchor: Decimal | None = None
    """What the DCA distances count from; None until the entry is placed."""
    entry_amount: Decimal | None = None
    """The planned base quantity of the initial entry, whatever it has been resized to since; None
    before it is placed or resized for the first time."""
    resize: EntryResized | None = None
    """What the initial entry shall become, until an order of that size rests or has filled."""
    resized_by: str | None = None
    """The order that was placed for it."""
    size: Decimal = ZERO
    """Base held, net of fees taken in base."""
    cost: Decimal = ZERO
    """What is held, at the average entry, in quote: cash flows + cost x sign = realized profit,
    to the last digit. Of a closed position, the dust's."""
    average_entry: Decimal | None = None
    """Running average cost of what is held, without fees; once nothing is held, the last one."""
    realized_profit: Decimal = ZERO
    """In quote, net of all fees and funding so far."""
    fees: Decimal = ZERO
    """In quote."""
    funding: Decimal = ZERO
    """In quote, what was received less what was paid: below 0 it has cost something."""
    max_size: Decimal = ZERO
    most_at_risk: Decimal = ZERO
    """The most that its stop would have lost so far, in quote; 0 = it never had one."""
    dust: Decimal = ZERO
    entries_cancelled: bool = False
    dca_cancelled: bool = False
    cancel_reason: str | None = None
    """Why the entries were cancelled first."""
    unwanted: frozenset[str] = frozenset()
    """Orders that stand for nothing any more, and are cancelled."""
    requests: tuple[SizeRequested, ...] = ()
    """Increases and reductions that have no order yet."""
    cuts: Mapping[str, IncreaseCut] = field(default_factory=dict)
    """By client order id, increases that are cancelled to be placed anew for less."""
    moves: Mapping[str, Decimal] = field(default_factory=dict)
    """By client order id, the prices at which orders are placed anew that a person has moved."""
    refusals: Mapping[str, RetryState] = field(default_factory=dict)
    """By purpose and leg, what the venue refuses at present."""
    stop_price: Decimal | None = None
    """The stop as it stands, protections included; None = no stop."""
    stop_limit: Decimal | None = None
    """The limit price of a limit stop, at its gap from the stop."""
    stop_trails: bool = False
    """The stop stands where a trailing rule put it."""
    emergency_price: Decimal | None = None
    protection_armed: bool = False
    protection_step: int = 0
    """How many filled take profits the protection has followed."""
    waiting: WaitingStop | None = None
    """What the protection waits for; the stop stands where it is as long."""
    best_price: Decimal | None = None
    """What a trailing stop follows."""
    candle_at: datetime | None = None
    """The close of the last candle that was compared with the stop."""
    cool_down_until: datetime | None = None
    targets: tuple[Target, ...] = ()
    sold_share: Decimal = ZERO
    """The part of the position, in percent, that targets have sold which were changed since."""
    close_request: CloseRequested | None = None
    adopted: Adopted | None = None
    """How it began, if somebody else bought it."""
    entry_gap: Decimal = ZERO
    """By how much the entry that its owner told lies above the average."""
    released: Decimal = ZERO
    """Base that is managed here no more."""

    @staticmethod
    def opened(fact: Opened) -> Position:
        """Return the position that a signal's acceptance makes."""
        return replace(
            _bare(),
            position_id=fact.position_id,
            bot_id=fact.bot_id,
            signal_id=fact.signal_id,
            symbol=fact.symbol,
            side=fact.side,
            plan=fact.plan,
            opened_at=fact.at,
            targets=targets_of(fact.plan.take_profit) if fact.plan.take_profit else (),
        )

    @property
    def is_live(self) -> bool:
        """Return whether the position is not over yet."""
        return self.status.is_live

    @property
    def waits_for_exit(self) -> bool:
        """Return whether the opening waits until the bot has left the market."""
        return bool(self.plan.waits_for) and self.exit_awaited_at is None

    @property
    def next_number(self) -> int:
        """Return the number of the next order: its client order id is made of it."""
        return len(self.orders) + self.skipped

    @property
    def is_protected(self) -> bool:
        """Return whether a protection has acted or waits to: then the stop only tightens."""
        waiting = self.waiting
        return self.protection_armed or (waiting is not None and waiting.why.arms)

    @property
    def invested(self) -> Decimal:
        """Return the cost of what is held, in quote."""
        return self.cost if self.size > 0 else ZERO

    def size_at(self, at: datetime) -> Decimal:
        """Return what was held at a time, as far as is known by now."""
        since = (trade.change for trade in self.trades if trade.at > at)
        return self.size - sum(since, ZERO)

    @property
    def present_stop(self) -> Decimal | None:
        """Return the stop as it stands, protections included; the emergency stop without one."""
        return self.emergency_price if self.stop_price is None else self.stop_price

    @property
    def at_risk(self) -> Decimal | None:
        """Return what the present stop would lose of the cost of what is held, at least 0.

        None without a stop, and while nothing is held.
        """
        stop = self.present_stop
        if stop is None or self.size <= 0:
            return None
        return max(-self.unrealized(stop), ZERO)

    @property
    def runner(self) -> Decimal:
        """Return the share of the position that has no target, in percent."""
        return runner_of([target.share for target in self.targets], self.sold_share)

    @property
    def stop_basis(self) -> Decimal | None:
        """Return what a stop's distance counts from: the average entry, or one that was told."""
        return None if self.average_entry is None else self.average_entry + self.entry_gap

    @property
    def profit_before_adoption(self) -> Decimal | None:
        """Return what it had brought when it was adopted; None if that was not told."""
        adopted = self.adopted
        if adopted is None or adopted.entry_price is None:
            return None
        return self.side.sign * (adopted.price - adopted.entry_price) * adopted.amount

    @property
    def is_released(self) -> bool:
        """Return whether it is being let go: everything is cancelled and nothing sold."""
        request = self.close_request
        return request is not None and request.reason is CloseReason.RELEASED

    @property
    def closes_at_market(self) -> bool:
        """Return whether it is being closed by a market order."""
        request = self.close_request
        return request is not None and request.order_type is OrderType.MARKET

    @property
    def closes_by_limit(self) -> bool:
        """Return whether a limit order closes it that was asked for: it may rest for long."""
        request = self.close_request
        return (
            request is not None
            and request.order_type is OrderType.LIMIT
            and request.reason not in STOP_REASONS
        )

    @property
    def stops_by_limit(self) -> bool:
        """Return whether its stop was hit and is carried out by a limit order."""
        request = self.close_request
        return (
            request is not None
            and request.order_type is OrderType.LIMIT
            and request.reason in STOP_REASONS
        )

    @property
    def to_reduce(self) -> Decimal:
        """Return the base amount that reductions will still take off: no more than is held."""
        ordered = [order.remaining for order in self.live_orders(Purpose.REDUCE)]
        return min(sum(ordered, ZERO) + self.to_offer, max(self.size, ZERO))

    @property
    def to_offer(self) -> Decimal:
        """Return the base amount of the reductions that are still to be ordered."""
        if self.close_request is not None and not self.closes_by_limit:
            return ZERO
        return -sum([request.amount for request in self.requests if request.amount < 0], ZERO)

    @property
    def free_size(self) -> Decimal:
        """Return what is held and not offered by an order that may still fill."""
        offered = [self._offered(order) for order in self.live_orders() if order.offers]
        return self.size - sum(offered, ZERO)

    def partner(self, order: Order) -> Order | None:
        """Return the order that rests with another as one."""
        return None if order.partner is None else self.orders.get(order.partner)

    def _offered(self, order: Order) -> Decimal:
        """Return what an order keeps from others; what two offer together counts once."""
        partner = self.partner(order)
        if partner is None:
            return order.remaining
        if order.is_resting_stop and partner.is_live:
            return ZERO
        return max(order.remaining - partner.filled, ZERO)

    def given_up(self, now: datetime) -> tuple[str, ...]:
        """Return the orders, as purpose:leg, that stay away because somebody else cancels them."""
        return tuple(
            key.removeprefix(OUTSIDE)
            for key, refusal in self.refusals.items()
            if key.startswith(OUTSIDE) and refusal.count > 1 and now < refusal.retry_at
        )

    @property
    def entry_filled(self) -> Decimal:
        """Return the base amount that the initial entry has bought, gross of fees."""
        rows = (row for row in self.orders.values() if row.purpose is Purpose.ENTRY)
        return sum((row.filled for row in rows), ZERO)

    @property
    def entry_to_place(self) -> Decimal:
        """Return what of a resized entry is neither bought nor on the venue yet."""
        if self.resize is None:
            return ZERO
        resting = sum((order.remaining for order in self.live_orders(Purpose.ENTRY)), ZERO)
        return max(self.resize.amount - self.entry_filled - resting, ZERO)

    @property
    def is_filling(self) -> bool:
        """Return whether a market order is about to change the size: exits wait for its end."""
        for order in self.live_orders(Purpose.ENTRY, Purpose.INCREASE):
            if order.order_type is OrderType.MARKET and order.state is not OrderState.UNKNOWN:
                return True
        return False

    @property
    def resting_stops(self) -> list[Order]:
        """Return the stops that wait on the venue, or may; more than one while one is replaced."""
        return [order for order in self.live_orders(Purpose.STOP_LOSS) if order.is_resting_stop]

    @property
    def resting_stop(self) -> Order | None:
        """Return the stop that waits on the venue for certain; None = not all is protected there.

        Of several, each for a part, it is the one that is reached last.
        """
        rows = self.resting_stops
        sure = [row for row in rows if row.state is OrderState.OPEN and not row.cancel_requested]
        if not sure or not any(row.partner for row in self.live_orders()):
            return sure[-1] if sure else None
        bare = self.size - sum((row.remaining for row in sure), ZERO)
        if bare * HUNDRED > self.size:  # less is what the market's step leaves
            return None
        return min(sure, key=lambda row: self.side.sign * (row.trigger or ZERO))

    def live_orders(self, *purposes: Purpose) -> list[Order]:
        """Return the orders that may still fill, of some purposes or of all."""
        return [
            order
            for order in self.orders.values()
            if order.state not in FINAL and (not purposes or order.purpose in purposes)
        ]

    def unrealized(self, mark_price: Decimal) -> Decimal:
        """Return the profit of what is held at a price, in quote, without the fee of selling it."""
        if not self.size:
            return ZERO
        # From the cost and not from the average, which is rounded: the books add up to the digit.
        worth = PRECISE.subtract(PRECISE.multiply(self.size, mark_price), self.cost)
        return worth if self.side.sign > 0 else worth.copy_negate()


@cache
def _bare() -> Position:
    """Return what a position is made of: it has fifty fields, of which an opening says a few."""
    unsaid: Any = None
    return Position(
        position_id="",
        bot_id="",
        signal_id="",
        symbol="",
        side=Side.LONG,
        plan=unsaid,
        opened_at=unsaid,
    )


def is_unplaced(position: Position) -> bool:
    """Return whether all of a position's orders are still to be placed."""
    return position.is_live and position.anchor is None and not position.entries_cancelled
