"""The rows that only the panel reads; frontend/src/rows.ts is made of them too, by scripts/docs."""

from typing import Annotated, NotRequired, TypedDict

from ..exchanges.candle_ring import CandleRow
from ..execution.account import LinkMode
from ..execution.common.rows import (
    AccountRow,
    FieldErrorRow,
    FillRow,
    FullPositionRow,
    GroupSignalRow,
    PlanRow,
    SignalRow,
    TimelineRow,
)
from .chart.venue_history import VolumeRow

type SettingValue = str | bool | list[SettingValue] | dict[str, SettingValue] | None
"""A setting as JSON: numbers as text, what is not set as None."""


type PanelCandle = Annotated[CandleRow, tuple[int, str, str, str, str]]
"""Start in seconds, open, high, low, close."""
type PanelVolume = Annotated[VolumeRow, tuple[int, str]]
"""Start in seconds, and what was traded, in the exchange's own measure."""


class ChangedPlanRow(PlanRow):
    """The exits of a position after a change, with what to know about it."""

    warnings: list[str]


class OwnerRow(TypedDict):
    """Whose a row is; the name of a removed bot is None."""

    account: str
    account_name: str
    account_type: str
    bot_name: str | None


class MarketRow(TypedDict):
    """In what steps a market counts; None for one that is no longer listed."""

    base: str
    quote: str
    price_tick: str | None
    amount_step: str | None


class WorthRow(TypedDict):
    """What else of a position changes with every price: its whole result, and what is held."""

    profit: str | None
    value: str | None


class PanelPositionRow(FullPositionRow, WorthRow, OwnerRow, MarketRow):
    """A position of any account; `exchange` is what a signal's `exchange` says, such as SIM.

    Of a live one `duration` is as old as the row: `filled_at` tells it at any time. Without a fill
    `entry_limit_price` and `entry_condition_price` are what the entry waits for.
    """

    exchange: str
    filled_at: str | None
    entry_limit_price: str | None
    entry_condition_price: str | None


type MovedNumbers = tuple[str | None, str | None, str | None, str | None, str | None, str | None]
"""Mark price, unrealized profit, profit %, ROE %, profit and value, as a price has moved them."""


class ClosedPositionRow(PanelPositionRow):
    """A position that is over, with how long it was held, in seconds."""

    roe_percentage: str | None
    duration: int | None


class ClosedTotalsRow(TypedDict):
    """What positions that are over come to, on paper or live; `closed` ones had a fill."""

    account_type: str
    currency: str
    count: int
    closed: int
    wins: int
    profit: str
    fees: str | None
    funding: str | None


class ClosedPositions(TypedDict):
    """A page of the positions that are over, with the sums and reasons of all that fit."""

    rows: list[ClosedPositionRow]
    count: int
    totals: list[ClosedTotalsRow]
    close_reasons: list[str]


class FillTotalsRow(TypedDict):
    """What fills were worth, on paper or live."""

    account_type: str
    currency: str
    count: int
    cost: str
    fee_value: str | None


class RecordFilters(TypedDict):
    """What lists of positions and fills can be narrowed by."""

    markets: list[str]
    tags: list[str]


class PanelSignalRow(SignalRow, OwnerRow):
    """A row of the signal log of any account."""


class PanelFillRow(FillRow, OwnerRow, MarketRow):
    """A fill of any account."""


class PositionPage(TypedDict):
    """A position with how it came about."""

    position: PanelPositionRow
    plan: PlanRow
    story: list[TimelineRow]
    fills: list[FillRow]


class LinkRow(TypedDict):
    """A secret URL that closes or keeps a position."""

    link_id: str
    mode: Annotated[str, LinkMode]
    position_id: str
    created_at: str
    used_at: str | None
    url: str
    question: bool


class WebhookUrls(TypedDict):
    """Under which addresses a webhook can be reached."""

    external: str | None
    internal: str | None
    cloud: str | None


class BotMarketsRow(TypedDict):
    """In which markets a bot can open a position."""

    exchange: str
    market_type: str
    quote: str
    symbols: list[str]


class BotWebhookRow(BotMarketsRow):
    """What a message to a bot needs, but for the secret."""

    url: str
    urls: WebhookUrls
    api_key: str


class SentSignal(TypedDict):
    """What the webhook of a bot would answer: HTTP status and JSON body."""

    status: int
    body: dict[str, object]


class JudgedSignal(SentSignal):
    """What a test of a signal would be answered, with what its form needs to be read."""

    market: MarketRow | None
    currency: str
    equity: str | None
    free_balance: str | None


class AlertPartRow(TypedDict):
    """A part of a pasted alert and the paths of our fields that it has become.

    `kind` is `became`, `secret` or `left_out`, `path` its field ("" in a text).
    """

    path: str
    value: str
    kind: str
    ours: list[str]
    note: str


class PastedRefusalRow(TypedDict):
    """Why a pasted alert can't be said in our words."""

    code: str
    error: str
    errors: list[FieldErrorRow]


class PastedAlertRow(TypedDict):
    """A pasted alert, explained: `message` says it in our words, without credentials.

    `added` are the paths of our fields that no part of it has become, `unfilled` the placeholders
    of one that can't be said as long as TradingView has not filled them in.
    """

    system: str | None
    message: dict[str, object] | None
    parts: list[AlertPartRow]
    added: list[str]
    notes: list[str]
    unfilled: list[str]
    refusal: PastedRefusalRow | None


class HabitsRow(TypedDict):
    """How a bot goes about what another system's words leave open."""

    opposite: str
    repeat: str
    foreign_chart: str


class ReadAlertRow(JudgedSignal):
    """A pasted alert: whose it is, how a bot would know its sender, and what it would do.

    `way` says how its sender is known: `token` (its own one), or `address` (the bot's secret
    address); `known` that the bot knows it already, `enabled` that it takes the system's alerts.
    `chart` is the exchange that it names, where it is another one than the account's; the answer
    was made with the `habits`.
    """

    system: str
    dialect: str
    title: str
    way: str
    known: bool
    enabled: bool
    chart: str | None
    habits: HabitsRow
    read_as: dict[str, object] | None
    instead: dict[str, object] | None
    notes: list[str]


class LearnedAlertRow(TypedDict):
    """A system whose alerts a bot takes, and how many of its tokens it knows."""

    system: str
    tokens: int


class OtherSendersRow(TypedDict):
    """Whose alerts a bot takes besides our own; `address` = it has a secret one."""

    systems: list[LearnedAlertRow]
    address: bool
    habits: HabitsRow


class LearnedRow(TypedDict):
    """What was learned; `address` is the secret address, shown once, where it is the way in."""

    system: str
    title: str
    way: str
    address: str | None


class SecretAddressRow(TypedDict):
    """A bot's secret address, shown once; None = it has none any more."""

    address: str | None


class SchemaColumnRow(TypedDict):
    """A column of a setting that is a list of objects."""

    name: str
    kind: str
    default: SettingValue
    maximum: int | None
    unit: str | None


class SchemaRow(TypedDict):
    """A setting that bots have; a field of another one names it as `part_of`."""

    name: str
    kind: str
    step: str
    section: str
    default: SettingValue
    minimum: int | None
    maximum: int | None
    unit: str | None
    choices: list[str] | None
    columns: list[SchemaColumnRow]
    optional: bool
    part_of: str | None
    key: str


class SettingRow(TypedDict):
    """A setting of a bot; `choices` is the translation key of what its value means.

    `instead` is what holds where nothing is set.
    """

    name: str
    value: SettingValue
    unit: str | None
    choices: str | None
    instead: str | None


class SettingsSectionRow(TypedDict):
    """Settings that stand together in the bot's flow."""

    name: str
    fields: list[SettingRow]


class SettingsStepRow(TypedDict):
    """A step of the bot's flow."""

    step: str
    sections: list[SettingsSectionRow]


class ChangedSettingRow(TypedDict):
    """What a setting was before and after a change."""

    name: str
    before: SettingValue
    after: SettingValue


class SettingsChangeRow(TypedDict):
    """When which settings of a bot were changed."""

    at: str
    fields: list[ChangedSettingRow]


class StatisticsRow(TypedDict):
    """What closed positions come to; `curve` is their running sum, as [seconds, money]."""

    average_profit: str | None
    best: str | None
    worst: str | None
    profit_factor: str | None
    drawdown: str | None
    drawdown_percentage: str | None
    curve: list[tuple[int, str]]


class BotRecordRow(StatisticsRow):
    """What a bot has earned."""

    realized_profit_today: str


class PositionsEvent(TypedDict, total=False):
    """All positions that are not over, or what changed of them.

    `prices` has what a price moves: mark price, unrealized profit, profit %, ROE %, profit, value.
    """

    positions: list[PanelPositionRow]
    changed: list[PanelPositionRow]
    gone: list[str]
    prices: dict[str, MovedNumbers]


class AccountsEvent(TypedDict):
    """All accounts with their bots."""

    accounts: list[AccountRow]


class SignalsEvent(TypedDict, total=False):
    """The newest rows of the signal log, or those that are new or changed."""

    signals: list[PanelSignalRow]
    changed: list[PanelSignalRow]


class GroupMemberRow(TypedDict):
    """A bot of a group; the names are None when it was removed."""

    account: str
    account_name: str | None
    bot_id: str
    name: str | None
    size_factor: str


class BotGroupRow(TypedDict):
    """A group with its newest signals; `reason` is why it is not loaded."""

    group: str
    name: str
    loaded: bool
    reason: str | None
    only_tradingview: bool
    allowed_networks: list[str]
    rate_limit: int
    waiting: int
    """Parts of signals that their bots could not record yet."""
    bots: list[GroupMemberRow]
    signals: list[GroupSignalRow]


class GroupsEvent(TypedDict):
    """All groups."""

    groups: list[BotGroupRow]


class OlderCandles(TypedDict):
    """The candles before a time, oldest first; `failed` is why the exchange could not be asked."""

    candles: list[PanelCandle]
    volumes: list[PanelVolume]
    failed: NotRequired[str]


class MarketEvent(TypedDict):
    """The candles of a market, or those that changed, with what was traded in them.

    `more` while an exchange is asked, `failed` is why it could not be.
    """

    candles: NotRequired[list[PanelCandle]]
    changed: NotRequired[list[PanelCandle]]
    volumes: NotRequired[list[PanelVolume]]
    more: NotRequired[bool]
    failed: NotRequired[str]
    price: str | None
