"""The one formatter of amounts, prices and profits: plain text, and how exact it is where."""

from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import Final, overload

SIGNIFICANT: Final = Context(prec=18)
"""More digits than any amount has on its own: quotients are cut there, in rows and events."""
CENT: Final = Decimal("0.01")
"""For estimates in sentences."""
FINE: Final = Decimal("1e-8")
"""Finer than any venue's balance; what a division leaves behind this is noise: for totals."""
FINEST: Final = Decimal("1e-12")
"""For the preview of a signal: sizes and prices before a market's steps."""

_LARGE: Final = 40
"""From so many digits before the point on, nothing behind it is rounded."""
_WIDE: Final = Context(prec=_LARGE + 20, rounding=ROUND_HALF_EVEN)


@overload
def money(value: Decimal, step: Decimal | None = None) -> str: ...
@overload
def money(value: None, step: Decimal | None = None) -> None: ...
@overload
def money(value: Decimal | None, step: Decimal | None = None) -> str | None: ...
def money(value: Decimal | None, step: Decimal | None = None) -> str | None:
    """Return a number as plain text, without an exponent or trailing zeros.

    It is rounded to a step, such as FINE, or without one to 18 significant digits.
    """
    if value is None:
        return None
    if step is None:
        value = SIGNIFICANT.plus(value)
    elif value.adjusted() < _LARGE:
        value = value.quantize(step, context=_WIDE)
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in {"-0", ""} else text


def amount_of(value: Decimal, currency: str, step: Decimal = FINE) -> str:
    """Return an amount with its currency, short enough for a sentence."""
    return f"{money(value, step)} {currency}"
