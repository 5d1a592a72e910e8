"""A bot's settings."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Final

from ..model.market import MarginMode, Side
from ..model.sections import DcaOrder, EntryExpiration, OrderType, StopLoss, TakeProfit
from ..signal.alert_systems import AlertSystem, ForeignChart, Opposite, Repeat
from ..signal.dialects import AUTO

LARGEST_TIMES: Final = 5
"""The largest entry is so many times the bot's own size, unless the bot says otherwise."""


class SizeType(StrEnum):
    """How the size of an entry is found."""

    QUOTE_AMOUNT = "quote_amount"
    BALANCE_PERCENTAGE = "balance_percentage"
    RISK_PERCENTAGE = "risk_percentage"


class Source(StrEnum):
    """Where a section of an opening comes from: the signal (else the bot's), or the bot alone."""

    SIGNAL = "signal"
    BOT = "bot"


class BreakEvenOffset(StrEnum):
    """An offset of break even that is not a number."""

    FEES = "fees"
    """What both fees and the slippage of the exit cost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BotSettings:
    """Everything that a bot decides by itself; durations in seconds, percentages in percent."""

    name: str
    quote: str
    # entry
    size_type: SizeType = SizeType.QUOTE_AMOUNT
    size: Decimal = Decimal(100)
    max_entry_size: Decimal | None = None
    """Notional in quote; None = five times the bot's size."""
    order_type: OrderType = OrderType.MARKET
    entry_deviation: Decimal = Decimal(0)
    leverage: int = 1
    margin_mode: MarginMode = MarginMode.ISOLATED
    adjust_fee: bool = False
    entry_expiration: EntryExpiration | None = None
    sides: frozenset[Side] = frozenset(Side)
    require_stop_loss: bool = False
    time_limit: int = 60
    """How late new exposure may be sent, 5 to 3600 s."""
    # sections and their sources
    dca_orders: tuple[DcaOrder, ...] = ()
    dca_source: Source = Source.SIGNAL
    take_profit: tuple[TakeProfit, ...] = ()
    take_profit_source: Source = Source.SIGNAL
    stop_loss: StopLoss | None = None
    stop_loss_source: Source = Source.SIGNAL
    # exits
    auto_close: int | None = None
    """Close this many seconds after the first fill, whatever the result."""
    break_even_offset: Decimal | BreakEvenOffset = Decimal(0)
    """How far in profit break even lies; the form begins with the fees."""
    limit_stop_timeout: int = 10
    stop_on_mark: bool = True
    """Whether a stop is hit by a mark price that comes near the liquidation, too."""
    # limits
    max_positions: int = 5
    max_positions_per_market: int = 1
    max_position_size: Decimal | None = Decimal(5)
    """How many times its initial entry an increase may make a position, in base; None = no cap."""
    max_invested: Decimal | None = None
    daily_loss_limit: Decimal | None = None
    max_consecutive_losses: int | None = None
    cooldown: int = 0
    # filters
    allowed_bases: frozenset[str] = frozenset()
    blocked_bases: frozenset[str] = frozenset()
    min_price: Decimal | None = None
    max_price: Decimal | None = None
    min_quote_volume: Decimal | None = None
    max_price_distance: Decimal | None = None
    max_signal_age: int | None = None
    max_spread: Decimal | None = None
    # security
    duplicate_window: int = 30
    only_tradingview: bool = False
    allowed_networks: tuple[str, ...] = ()
    rate_limit: int = 600
    """Signals a minute."""
    strict_fields: bool = True
    loosen_stops: bool = False
    """Whether an alert may loosen a stop, or take it away."""
    dialect: str = AUTO
    """The dialect of the bot's alerts by its name; `auto` = the one that recognises each."""
    # other systems' alerts
    dialects: frozenset[AlertSystem] = frozenset()
    """The systems whose alerts the bot carries out."""
    opposite: Opposite = Opposite.REVERSE
    """What their entry does while the other side is held."""
    repeat: Repeat = Repeat.REFUSE
    """What their entry does while its side is held."""
    foreign_chart: ForeignChart = ForeignChart.REFUSE
    """What their alert from another exchange's chart does; on a simulated market it is taken."""
    # strategy alerts
    use_strategy_contracts: bool = False
    join_running_trade: bool = False
    """Open a position that the strategy makes larger and the bot does not have."""
