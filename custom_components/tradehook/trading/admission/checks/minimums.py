"""The smallest orders of a market."""

from decimal import Decimal

from ...model.market import Market
from ...reasons.money import amount_of
from ...reasons.reasons import FieldError, ReasonCode, Refused, refuse


def check_minimum(
    market: Market, what: str, amount: Decimal, price: Decimal, path: str | None = None
) -> None:
    """Refuse an entry that the market would not take for its size; raises Refused."""
    if not market.tradable(amount, price):
        raise below_minimum(market, what, amount, price, path)


def below_minimum(
    market: Market, what: str, amount: Decimal, price: Decimal, path: str | None = None
) -> Refused:
    """Return the refusal of an order that is too small."""
    if amount < market.min_amount or amount <= 0:
        size = amount_of(amount, market.base)
        minimum = amount_of(max(market.min_amount, market.amount_step), market.base)
    else:
        size = amount_of(amount * price, market.quote)
        minimum = amount_of(market.min_cost, market.quote)
    errors = () if path is None else (FieldError(path, f"is below the minimum {minimum}"),)
    return Refused(refuse(ReasonCode.BELOW_MINIMUM, *errors, what=what, size=size, minimum=minimum))
