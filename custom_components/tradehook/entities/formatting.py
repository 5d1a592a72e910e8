"""How numbers are shown as states."""

from decimal import Decimal

from ..trading.reasons.money import FINE, money

COIN_CURRENCIES = frozenset({"BTC", "ETH", "BNB", "SOL"})
"""Quote currencies of which a hundredth is a lot."""


def shown(value: Decimal) -> Decimal:
    """Return a number without noise, trailing zeros and exponent."""
    return Decimal(money(value, FINE))


def display_precision(currency: str) -> int:
    """Return how many decimals of a currency are worth seeing."""
    return 8 if currency in COIN_CURRENCIES else 2
