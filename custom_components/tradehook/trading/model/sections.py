"""The sections of an opening that a signal and a bot's settings share."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from ..stored_names import stored


class OrderType(StrEnum):
    """How an order is placed."""

    MARKET = "market"
    LIMIT = "limit"


class StopOrderType(StrEnum):
    """How the exit of a stop loss is placed."""

    MARKET = "STOP_LOSS_MARKET"
    LIMIT = "STOP_LOSS_LIMIT"


class CoolDownType(StrEnum):
    """What a cool-down waits for."""

    TIMER = "timer"
    CANDLE_CLOSE = "candle_close"


class TimeFrame(StrEnum):
    """The unit of a cool-down."""

    SECOND = "second"
    MINUTE = "minute"
    HOUR = "hour"
    DAY = "day"

    seconds: int
    """Its length."""


for _frame, _seconds in zip(TimeFrame, (1, 60, 3600, 86400), strict=True):
    _frame.seconds = _seconds


class Protection(StrEnum):
    """What moves a stop loss once the position is in profit."""

    BREAK_EVEN = "BREAK_EVEN"
    FOLLOW_TAKE_PROFIT = "FOLLOW_TAKE_PROFIT"
    PRICE = "PRICE"


class ConditionOperator(StrEnum):
    """How the two halves of an entry condition combine."""

    OR = "OR"
    AND = "AND"


@stored("Level", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class PriceLevel:
    """A price, either fixed or as a distance in percent; exactly one is set, both positive."""

    percentage: Decimal | None = None
    price: Decimal | None = None


@stored("DcaOrder", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class DcaOrder:
    """A further entry on the adverse side; size in % of the initial entry's base quantity."""

    level: PriceLevel
    quantity_percentage: Decimal


@stored("TakeProfit", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class TakeProfit:
    """A target; share in % of the position, trailing distance in % (last level only)."""

    level: PriceLevel
    position_percentage: Decimal
    trailing_distance: Decimal | None = None


@stored("StopLoss", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class StopLoss:
    """A stop and what moves it.

    `level` is None only when a PRICE protection alone makes the stop.
    A `trailing_percentage` of 0 trails from the first fill on.
    `limit` is a distance from the stop price or a fixed price, for limit stops only.
    """

    level: PriceLevel | None = None
    order_type: StopOrderType = StopOrderType.MARKET
    limit: PriceLevel | None = None
    cool_down_amount: int = 0
    cool_down_time_frame: TimeFrame = TimeFrame.SECOND
    cool_down_type: CoolDownType = CoolDownType.TIMER
    emergency: PriceLevel | None = None
    protection_type: Protection | None = None
    trailing_percentage: Decimal | None = None
    trailing_distance: Decimal | None = None
    break_even_percentage: Decimal | None = None
    """The profit at which BREAK_EVEN arms, instead of after the first take profit."""

    @property
    def trails_at_once(self) -> bool:
        """Return whether it trails from the first fill on: then it is a stop from the beginning."""
        return self.protection_type is Protection.PRICE and self.trailing_percentage == 0

    @property
    def cool_down_seconds(self) -> int:
        """Return the cool-down's length in seconds; 0 means none."""
        return self.cool_down_amount * self.cool_down_time_frame.seconds


@stored("EntryCondition", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class EntryCondition:
    """What must hold before an entry is placed; time in minutes after acceptance."""

    price: Decimal | None = None
    time: Decimal | None = None
    operator: ConditionOperator = ConditionOperator.OR


@stored("EntryExpiration", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class EntryExpiration:
    """What cancels an entry without any fill; time in minutes after acceptance."""

    time: Decimal | None = None
    price: Decimal | None = None
