"""A market and its rounding rules."""

from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum
from functools import lru_cache

from ..stored_names import stored


class MarketType(StrEnum):
    """What is traded: coins, or linear perpetual futures."""

    SPOT = "spot"
    LINEAR = "linear"


class OrderSide(StrEnum):
    """The side of an order."""

    BUY = "buy"
    SELL = "sell"


class Side(StrEnum):
    """The side of a position; what follows from it is looked up: it is asked of all the time."""

    LONG = "long"
    SHORT = "short"

    entry: OrderSide
    """The side of the orders that open or increase the position."""
    exit: OrderSide
    """The side of the orders that reduce or close the position."""
    sign: int
    """1 for long and -1 for short: profit = sign x (exit - entry)."""
    opposite: Side
    """The other side."""


Side.LONG.entry = Side.SHORT.exit = OrderSide.BUY
Side.LONG.exit = Side.SHORT.entry = OrderSide.SELL
Side.LONG.sign, Side.SHORT.sign = 1, -1
Side.LONG.opposite, Side.SHORT.opposite = Side.SHORT, Side.LONG


class MarginMode(StrEnum):
    """How the margin of a perpetual position is kept."""

    ISOLATED = "isolated"
    CROSS = "cross"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Prices of a market at one moment.

    `last` is what triggers compare (the mid on the simulated market); bid and ask fill orders.
    """

    last: Decimal
    bid: Decimal
    ask: Decimal
    at: datetime
    heard: float = 0.0
    """When it was received, or asked for, by this machine's steady clock; 0 = nobody said."""
    stamp: datetime | None = None
    """The venue's own time of it; None = it told none, or it was asked for what holds now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkPrice:
    """What a venue values perpetual positions at, and liquidates them by, at one moment."""

    price: Decimal
    at: datetime
    heard: float = 0.0
    """When it was received, or asked for, by this machine's steady clock; 0 = nobody said."""
    stamp: datetime | None = None
    """The venue's own time of it; None = it told none, or it was asked for what holds now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FundingRate:
    """What longs pay to shorts at the next funding of a perpetual market."""

    percentage: Decimal
    """Of the position's value; below 0 = shorts pay to longs."""
    at: datetime | None = None
    """When it is paid; None = not told."""
    hours: Decimal | None = None
    """How long lies between two fundings; None = not told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketStatus:
    """What keeps a market from being traded as usual."""

    halted: bool = False
    """The venue takes no orders there, for now or for ever."""
    delisting: datetime | None = None
    """When it ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bracket:
    """The part of a position's worth that has the same maintenance margin, from `floor` on."""

    floor: Decimal
    """In quote."""
    maintenance_margin: Decimal
    """A rate (0.005 = 0.5 %)."""


@lru_cache(maxsize=4096)
def market_pair(symbol: str) -> str:
    """Return a unified symbol as people read it: `BTC/USDT`, also of `BTC/USDT:USDT`."""
    return symbol.partition(":")[0]


@lru_cache(maxsize=4096)
def quote_currency(symbol: str) -> str:
    """Return the quote currency in a unified symbol, in which a market counts."""
    return symbol.partition("/")[2].partition(":")[0]


@stored("Market", version=1)
@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """A market of a venue; amounts are in base currency, whatever the venue's contracts are."""

    symbol: str
    native_symbol: str
    base: str
    quote: str
    market_type: MarketType
    price_tick: Decimal
    amount_step: Decimal
    min_amount: Decimal
    min_cost: Decimal
    max_leverage: int = 1
    exit_pairs: int = 0
    """How many stops may rest at once, each as one with a target that sells the same coins; 0 = on
    spot a stop and a target can't rest together."""

    def amount_down(self, amount: Decimal) -> Decimal:
        """Round an amount down to the step."""
        return _to_step(amount, self.amount_step, ROUND_FLOOR)

    def price_down(self, price: Decimal) -> Decimal:
        """Round a price down to the tick."""
        return _to_step(price, self.price_tick, ROUND_FLOOR)

    def price_up(self, price: Decimal) -> Decimal:
        """Round a price up to the tick."""
        return _to_step(price, self.price_tick, ROUND_CEILING)

    def limit_price(self, side: OrderSide, price: Decimal) -> Decimal:
        """Round a limit price in the order's favour: buys down, sells up."""
        return self.price_down(price) if side is OrderSide.BUY else self.price_up(price)

    def stop_price(self, side: Side, price: Decimal) -> Decimal:
        """Round a position's stop to the tighter tick: up for a long, down for a short."""
        return self.price_up(price) if side is Side.LONG else self.price_down(price)

    def tradable(self, amount: Decimal, price: Decimal) -> bool:
        """Return whether an order of this size keeps the market's minimum amount and cost."""
        return amount > 0 and amount >= self.min_amount and amount * price >= self.min_cost

    def takes_exit(self, amount: Decimal, price: Decimal) -> bool:
        """Return whether the market takes an exit of this size: perpetuals waive the least cost."""
        linear = self.market_type is MarketType.LINEAR
        return self.tradable(amount, price) or (linear and 0 < amount >= self.min_amount)


def _to_step(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    return (value / step).to_integral_value(rounding) * step
