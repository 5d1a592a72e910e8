"""Rows of strings as numbers, for attributes and events: rounded to what their market knows.

Answers of actions keep the exact strings.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from typing import Any, Final

from ..trading.model.market import Market
from .formatting import shown

type Attributes = dict[str, Any]
"""A row with numbers, as Home Assistant takes it."""

PRICES: Final = frozenset(
    {
        "average_price",
        "emergency_stop_price",
        "entry_price",
        "exit_price",
        "liquidation_price",
        "mark_price",
        "next_target_price",
        "price",
        "resting_stop_price",
        "stop",
        "stop_price",
        "trigger",
    }
)
AMOUNTS: Final = frozenset({"amount", "dust", "filled", "size", "was"})
MONEY: Final = frozenset(
    {
        "fees",
        "funding",
        "invested",
        "margin",
        "profit",
        "realized_profit",
        "risk",
        "unrealized_profit",
    }
)
PERCENTAGES: Final = frozenset(
    {"position_percentage", "profit_percentage", "remaining_percentage", "roe_percentage"}
)
NUMBERS: Final = PRICES | AMOUNTS | MONEY | PERCENTAGES
"""Names of everything that is an exact text in a row, and a number where it is shown."""
PLAIN: Final = (type(None), bool, int, float)


def numbers_of(row: Mapping[str, Any], market: Market | None) -> Attributes:
    """Return a row whose amounts of money, prices and sizes are numbers, also in what it nests."""
    return {
        name: value
        if isinstance(value, PLAIN) or (name not in NUMBERS and isinstance(value, str))
        else _value(name, value, market)
        for name, value in row.items()
    }


def _value(name: str, value: Any, market: Market | None) -> Any:
    match value:
        case str() if name in PRICES:
            return number(value, market.price_tick if market else None)
        case str() if name in AMOUNTS:
            return number(value, market.amount_step if market else None)
        case str() if name in MONEY or name in PERCENTAGES:
            return number(value, None)
        case str():
            return value
        case list() | tuple():
            return [_value(name, item, market) for item in value]
        case Mapping():
            return numbers_of(value, market)
        case _:
            return value


def number(value: str | Decimal, step: Decimal | None) -> float:
    """Return a number on a market's step; what is too small for one step is not made nothing."""
    exact = Decimal(value)
    if step:
        rounded = (exact / step).to_integral_value(ROUND_HALF_EVEN) * step
        if rounded or not exact:
            return float(rounded)
    return float(shown(exact))
