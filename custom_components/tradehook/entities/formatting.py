"""How numbers are shown as states."""

from decimal import ROUND_HALF_EVEN, Decimal

PLACES = Decimal("1e-8")
"""Finer than any venue's balance; what a division leaves behind this is noise."""

COIN_CURRENCIES = frozenset({"BTC", "ETH", "BNB", "SOL"})
"""Quote currencies of which a hundredth is a lot."""


def shown(value: Decimal) -> Decimal:
    """Return a number without noise, trailing zeros and exponent."""
    text = f"{value.quantize(PLACES, ROUND_HALF_EVEN):f}".rstrip("0").rstrip(".")
    return Decimal("0" if text == "-0" else text)


def display_precision(currency: str) -> int:
    """Return how many decimals of a currency are worth seeing."""
    return 8 if currency in COIN_CURRENCIES else 2
