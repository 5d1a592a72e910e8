"""Sums of rows by quote currency."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from ...trading.model.market import quote_currency
from ...trading.model.price_math import PRECISE

ZERO = Decimal(0)


type Total = dict[str, int | Decimal | None]
type Totals = dict[str, Total]
"""By quote currency."""


POSITIONS = ("count", "invested", "realized_profit", "unrealized_profit", "fees", "funding")
TRADES = ("count", "cost", "fee_value", "profit")


def added(
    rows: Iterable[tuple[str, Mapping[str, int | Decimal | None]]], names: Sequence[str]
) -> Totals:
    """Add rows up by the quote currency of their market; a part that isn't known, no sum is."""
    totals: Totals = {}
    for symbol, row in rows:
        total = totals.setdefault(quote_currency(symbol), dict.fromkeys(names, ZERO) | {"count": 0})
        plus(total, row)
    return totals


def plus(total: Total, row: Mapping[str, int | Decimal | None]) -> None:
    """Add a row to a total."""
    for name, value in row.items():
        known = total[name]
        if known is None or value is None:
            total[name] = None
        elif isinstance(known, Decimal) or isinstance(value, Decimal):
            total[name] = PRECISE.add(Decimal(known), Decimal(value))
        else:
            total[name] = known + value
