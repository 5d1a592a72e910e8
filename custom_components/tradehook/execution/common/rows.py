"""The rows that users read: what actions answer, the panel shows and sensors have as attributes.

Money, prices and amounts are texts, times ISO 8601 UTC; what is not known, or does not apply, is
None. `Annotated[str, Side]` is a text that is one of the values of `Side`, and a list that is
annotated with a tuple has its items. frontend/src/rows.ts is made of this module and of
panel/rows.py by scripts/docs.
"""

from typing import Annotated, NotRequired, TypedDict

from ...trading.model.facts import PositionStatus
from ...trading.model.market import OrderSide, Side

type SectionRow = dict[str, str | int]
"""A section of a plan, spelled as in a signal: only the fields that are set."""


class OrderRow(TypedDict):
    """An order of a position."""

    client_order_id: str
    order_id: str | None
    purpose: str
    leg: int | None
    side: str
    order_type: str
    price: str | None
    trigger: str | None
    amount: str
    filled: str
    average_price: str | None
    reduce_only: bool
    status: str
    code: str | None
    message: str | None
    created_at: str


class TargetRow(TypedDict):
    """A take profit: its share of the position, and what of that it has yet to sell."""

    price: str | None
    position_percentage: str
    remaining_percentage: str
    filled: str
    done: bool
    trailing: bool


class WaitingRow(TypedDict):
    """Where a protection is going to have the stop once the market allows it."""

    stop: str
    since: str


class StopRow(TypedDict):
    """The stop as it stands."""

    stop_price: str | None
    emergency_stop_price: str | None
    resting_stop_price: str | None
    protection_armed: bool
    waiting: WaitingRow | None
    cool_down_until: str | None


class PriceRow(TypedDict):
    """What of a position changes with every price."""

    mark_price: str | None
    unrealized_profit: str | None
    profit_percentage: str | None


class PositionRow(PriceRow):
    """A position with its exits and orders.

    `reason` says why a pending position is not placed yet, where that is not its own condition.
    Of a position that release 0.1.0 wrote and that can't be read, what came later is None.
    """

    position_id: str
    bot_id: str
    symbol: str
    side: Annotated[str, Side]
    status: Annotated[str, PositionStatus]
    size: str
    entry_price: str | None
    invested: str
    realized_profit: str
    fees: str
    funding: str | None
    dust: str | None
    leverage: int
    signal_id: str
    opened_at: str
    closed_at: str | None
    close_reason: str | None
    message: str | None
    reason: str | None
    take_profit: list[TargetRow]
    stop_loss: StopRow | None
    stop_price: str | None
    no_stop: bool
    next_target_price: str | None
    waiting: WaitingRow | None
    margin: str | None
    risk: str | None
    exit_price: str | None
    most_at_risk: str | None
    r_multiple: str | None
    profit_before_adoption: str | None
    note: str
    tags: list[str]
    orders: list[OrderRow]


class FullPositionRow(PositionRow):
    """A position with what depends on the venue and on the time too; `duration` in seconds."""

    roe_percentage: str | None
    liquidation_price: str | None
    duration: int | None


class ForeignOrderRow(TypedDict):
    """An order of somebody else; what remains of one without an amount is 0."""

    order_id: str
    side: str
    remaining: str
    price: str | None
    trigger: str | None


class UnownedRow(TypedDict):
    """What the venue holds that belongs to nobody here, with the orders that would sell it."""

    symbol: str
    base: str
    quote: str
    side: str
    size: str
    available: str
    entry_price: str | None
    price: str | None
    value: str | None
    orders: list[ForeignOrderRow]


class AdoptedRow(TypedDict):
    """A position that was adopted, and which orders of others were cancelled for it, or rest."""

    position: PositionRow
    cancelled_orders: list[ForeignOrderRow]
    resting_orders: list[ForeignOrderRow]
    message: str | None


class ReleasedRow(TypedDict):
    """A position that is managed no more, and the stop that went with it."""

    position_id: str
    symbol: str
    side: str
    size: str
    stop_price: str | None
    resting_stop_order: str | None
    cancelled_orders: int
    done: str


class PlanRow(TypedDict):
    """The exits of a position, spelled as in a signal; `auto_close` in seconds."""

    stop_loss: SectionRow | None
    take_profit: list[SectionRow]
    auto_close: int | None


class ModifiedPositionRow(PositionRow):
    """A position whose exits were changed, with its new plan."""

    plan: PlanRow
    warnings: list[str]


class RiskRow(TypedDict):
    """What a position loses at worst, as it is and after a change; below zero it is a sure profit.

    None where nothing bounds it.
    """

    now: str | None
    after: str | None


class TimelineValues(TypedDict, total=False):
    """What belongs to the events of a position: each kind has some of them."""

    signal_id: str
    leverage: int
    purpose: str
    leg: int | None
    side: str
    order_type: str
    order_id: str
    amount: str
    size: str
    filled: str | int
    complete: bool
    price: str | None
    entry: str | None
    prices: list[str]
    trigger: str | None
    emergency: str | None
    mark: str | None
    status: str
    reason: str
    why: str
    by: str | None
    code: str | None
    message: str | None
    dca: bool
    until: str | None
    count: int
    seconds: int | None
    profit: str
    dust: str | None


class TimelineEvent(TimelineValues):
    """Something that happened to a position, with what belongs to that kind of event."""

    event: str


class TimelineRow(TimelineEvent):
    """Something that happened to a position, and when."""

    at: str


class PositionDetailsRow(FullPositionRow):
    """A position with its plan and with how it came about, oldest first."""

    plan: PlanRow
    story: list[TimelineRow]


class PositionEventRow(TypedDict):
    """What an event of a position says; `profit` is the result so far at the mark price."""

    position_id: str
    signal_id: str
    symbol: str
    side: str
    price: str | None
    size: str
    entry_price: str | None
    stop_price: str | None
    realized_profit: str
    profit: str | None
    reason: str | None
    amount: NotRequired[str]
    leg: NotRequired[int]
    order_id: NotRequired[str | None]
    was: NotRequired[str]
    by: NotRequired[str | None]
    message: NotRequired[str | None]


class SignalEventRow(TypedDict):
    """What an event of a signal says, whatever became of it; the face adds which entity the bot is.

    Of a message without valid credentials only status, code and remote are told.
    """

    receipt_id: str | None
    signal_id: str | None
    action: str | None
    symbol: str | None
    side: str | None
    status: str
    code: str | None
    message: str | None
    position_ids: list[str]
    position_id: str | None
    remote: str | None


class NoteRow(TypedDict):
    """What a person has written about a position."""

    position_id: str
    note: str
    tags: list[str]


class KeptRow(TypedDict):
    """What was done with a position whose entry was cancelled."""

    position_id: str
    symbol: str
    side: str
    done: str
    size: str


class ClosedRow(KeptRow):
    """What was done with a position that was to be closed."""

    order_type: str
    price: str | None


class FillRow(TypedDict):
    """A trade of a position; `profit` is None where it closes nothing."""

    trade_id: str
    order_id: str
    client_order_id: str | None
    position_id: str
    bot_id: str
    symbol: str
    side: Annotated[str, OrderSide]
    price: str
    amount: str
    cost: str
    fee: str
    fee_currency: str
    purpose: str
    time: str
    position_side: Annotated[str, Side]
    fee_value: str | None
    profit: str | None


class BarRow(TypedDict):
    """What a period (its first day), a weekday (Monday is 0) or an hour has brought."""

    start: str | int
    profit: str
    trades: int
    wins: int


class SumsRow(TypedDict):
    """What was earned: money as it was booked, trades as they closed."""

    profit: str
    fees: str | None
    funding: str
    trades: int
    wins: int
    losses: int
    win_rate: str | None
    profit_factor: str | None
    expectancy: str | None
    expectancy_r: str | None
    average_win: str | None
    average_loss: str | None
    average_duration: int | None


class GroupRow(SumsRow):
    """What a bot, a market, a side or a tag has earned; `name` is what a person reads."""

    key: str
    name: str


class TradeResultRow(TypedDict):
    """A trade that stands out; `account` is the id of its config entry."""

    account: str
    position_id: str
    symbol: str
    side: str
    closed_at: str
    profit: str
    r_multiple: str | None


class ResultsRow(SumsRow):
    """What was earned in one currency, on paper or live."""

    currency: str
    account_type: str
    accounts: list[str]
    best: TradeResultRow | None
    worst: TradeResultRow | None
    max_drawdown: str | None
    max_drawdown_percentage: str | None
    periods: list[BarRow]
    by_bot: list[GroupRow]
    by_market: list[GroupRow]
    by_side: list[GroupRow]
    by_tag: list[GroupRow]
    by_weekday: list[BarRow]
    by_hour: list[BarRow]
    curve: list[tuple[int, str]]


class FieldErrorRow(TypedDict):
    """What is wrong with a field of a signal."""

    path: str
    message: str
    code: NotRequired[str]


class SignalRow(TypedDict):
    """A row of the signal log; `payload` is what was sent, secrets masked."""

    receipt_id: str
    signal_id: str | None
    bot_id: str
    received_at: str
    action: str | None
    symbol: str | None
    status: str
    code: str | None
    message: str | None
    payload: dict[str, object]
    side: str | None
    position_id: str | None
    position_ids: list[str]
    remote: str | None
    errors: list[FieldErrorRow]


class GroupChildRow(TypedDict):
    """What has become of one bot's part of a group's signal."""

    bot_id: str
    account_id: str
    name: str
    receipt_id: str
    size_factor: str
    status: str
    code: str | None
    message: str | None
    signal_id: str | None
    position_ids: list[str]


class GroupSignalRow(TypedDict):
    """A row of a group's signal log; `payload` is what was sent, secrets masked."""

    receipt_id: str
    received_at: str
    signal_id: str | None
    action: str | None
    symbol: str | None
    side: str | None
    status: str
    code: str | None
    message: str | None
    remote: str | None
    payload: dict[str, object]
    bots: list[GroupChildRow]


class BotRow(TypedDict):
    """A bot: its state and record only while its account is loaded."""

    bot_id: str
    name: str
    manual: NotRequired[bool]
    """Whether it is the account's own one: it has no address, and is changed in the options."""
    on: NotRequired[bool]
    status: NotRequired[str]
    reason: NotRequired[str | None]
    open_positions: NotRequired[int]
    invested: NotRequired[str | None]
    unrealized_profit: NotRequired[str | None]
    realized_profit: NotRequired[str]
    trades: NotRequired[int]
    win_rate: NotRequired[str | None]
    last_signal_at: NotRequired[str | None]
    quote: NotRequired[str]


class AccountRow(TypedDict):
    """An account with its bots: its numbers only while it is loaded."""

    account: str
    name: str
    type: str
    market_type: str
    currency: str
    state: str
    problem: str | None
    loaded: bool
    simulated: bool
    bots: list[BotRow]
    exchange: NotRequired[str]
    last_outside: NotRequired[str | None]
    connected: NotRequired[bool]
    trading_enabled: NotRequired[bool]
    trading_lock: NotRequired[str | None]
    exposure: NotRequired[str | None]
    open_risk: NotRequired[str | None]
    equity: NotRequired[str | None]
    free_balance: NotRequired[str | None]
    reserved_balance: NotRequired[str | None]
    invested: NotRequired[str | None]
    unrealized_profit: NotRequired[str | None]
    realized_profit: NotRequired[str | None]
    realized_profit_today: NotRequired[str | None]
    everything_else: NotRequired[str | None]
    open_positions: NotRequired[int]
    equity_entity: NotRequired[str | None]
