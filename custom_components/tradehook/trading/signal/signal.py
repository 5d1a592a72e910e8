"""The Signal: one parsed and validated message."""

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Required, TypedDict

from ..model.market import Side
from ..model.sections import (
    DcaOrder,
    EntryCondition,
    EntryExpiration,
    OrderType,
    StopLoss,
    TakeProfit,
)
from ..stored_names import stored


class Action(StrEnum):
    """What a signal asks for; trading/signal/actions.py says what kind of request each is."""

    OPEN = "open"
    INCREASE = "increase"
    REDUCE = "reduce"
    CLOSE = "close"
    CANCEL = "cancel"
    CLOSE_ALL = "close_all"
    MODIFY = "modify"
    REVERSE = "reverse"
    START_BOT = "start_bot"
    START_AND_OPEN = "start_and_open"
    STOP_BOT = "stop_bot"
    STOP_AND_CLOSE = "stop_and_close"


@stored("SizeChange", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class SizeChange:
    """The size of an increase or a reduction: exactly one of the three; price for limit orders."""

    quantity_percentage: Decimal | None = None
    quote_amount: Decimal | None = None
    base_amount: Decimal | None = None
    price: Decimal | None = None


@stored("ExitChanges", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class ExitChanges:
    """What is changed of positions' exits: only what is named, and that wholly."""

    names: frozenset[str]
    """The fields of the message that say something."""
    stop_loss: StopLoss | None = None
    break_even: bool = False
    """Instead of a stop: the present one moves to the average entry."""
    take_profit: tuple[TakeProfit, ...] = ()
    auto_close: int | None = None
    """In seconds from the first fill; None = never."""
    cancel_entries: bool = False


class SizeUnit(StrEnum):
    """What the size of an entry is counted in, where it is neither quote nor base."""

    BALANCE_PERCENTAGE = "balance_percentage"
    """Notional, of what is free."""
    EQUITY_PERCENTAGE = "equity_percentage"
    """Notional, of the account's equity."""
    MARGIN_AMOUNT = "margin_amount"
    """In quote; times the leverage it is the notional."""
    MARGIN_PERCENTAGE = "margin_percentage"
    """Of what is free; times the leverage it is the notional."""
    RISK_PERCENTAGE = "risk_percentage"
    """What the stop may lose, of the account's equity."""
    RISK_AMOUNT = "risk_amount"
    """What the stop may lose, in quote."""


@stored("EntrySize", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class EntrySize:
    """The size of an entry that becomes an amount only at admission."""

    unit: SizeUnit
    value: Decimal


@stored("StrategyState", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyState:
    """What a TradingView strategy alert says of its position before and after an order."""

    market_position: str
    prev_market_position: str
    market_position_size: Decimal
    prev_market_position_size: Decimal
    order_action: str | None = None
    contracts: Decimal | None = None
    prev_readable: bool = True
    """Whether the alert says what the strategy held before; if not, `prev_…` say nothing."""


@stored("Signal", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One signal, parsed and validated in itself; what needs the bot or the market comes later.

    `given` names the fields that the message carried, so that an explicit [] or null for a section
    ("explicitly none") differs from a section that was left out ("the bot's own").
    """

    action: Action
    given: frozenset[str] = frozenset()
    unreadable: frozenset[str] = frozenset()
    """Of `side`, `signal_id` and a narrowing `symbol` of an exit, those that could not be read:
    never guessed."""
    exchange: str | None = None
    symbol: str | None = None
    side: Side | None = None
    signal_id: str | None = None
    tags: tuple[str, ...] = ()
    """Of the position that it opens, by which results are told apart."""
    test: bool = False
    timestamp: datetime | None = None
    max_age: int | None = None
    """In seconds; tightens the bot's setting."""
    order_type: OrderType | None = None
    signal_price: Decimal | None = None
    price_offset: Decimal | None = None
    """Of a limit entry, in percent of the last price when it is placed: below 0 through it."""
    price: Decimal | None = None
    quote_amount: Decimal | None = None
    base_amount: Decimal | None = None
    entry_size: EntrySize | None = None
    """Instead of an amount; at most one of the three."""
    leverage: int | None = None
    adjust_fee: bool | None = None
    entry_condition: EntryCondition | None = None
    entry_expiration: EntryExpiration | None = None
    dca_orders: tuple[DcaOrder, ...] = ()
    take_profit: tuple[TakeProfit, ...] = ()
    stop_loss: StopLoss | None = None
    increase_order: SizeChange | None = None
    reduce_order: SizeChange | None = None
    strategy: StrategyState | None = None
    changes: ExitChanges | None = None
    """Of a modify."""
    request_id: str | None = None
    """Makes once-only what adds exposure, what reduces and what modifies."""
    by_coin: bool = False
    """It came by a group: its symbol names a coin, which each bot trades in its own currency."""
    size_factor: Decimal = Decimal(1)
    """Of a group's bot: what an entry or an increase is multiplied by, the bot's own size too."""
    warnings: tuple[str, ...] = field(default=())


class SignalFields(TypedDict, total=False):
    """What is known of a signal while its message is read; the rest is as in one that is bare."""

    action: Required[Action]
    given: frozenset[str]
    unreadable: frozenset[str]
    exchange: str | None
    symbol: str | None
    side: Side | None
    signal_id: str | None
    tags: tuple[str, ...]
    test: bool
    timestamp: datetime | None
    max_age: int | None
    order_type: OrderType | None
    signal_price: Decimal | None
    price_offset: Decimal | None
    price: Decimal | None
    quote_amount: Decimal | None
    base_amount: Decimal | None
    entry_size: EntrySize | None
    leverage: int | None
    adjust_fee: bool | None
    entry_condition: EntryCondition | None
    entry_expiration: EntryExpiration | None
    dca_orders: tuple[DcaOrder, ...]
    take_profit: tuple[TakeProfit, ...]
    stop_loss: StopLoss | None
    increase_order: SizeChange | None
    reduce_order: SizeChange | None
    strategy: StrategyState | None
    changes: ExitChanges | None
    request_id: str | None
    warnings: tuple[str, ...]
