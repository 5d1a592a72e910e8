"""What a strategy's alert tells of its position, in other systems' words."""

from decimal import Decimal
import re
from typing import Final

from ...reasons.text import plain
from .foreign import MOST_DIGITS, NUMBER
from .paraphrase import Said

_PLACES: Final = 12
"""Decimals of a strategy's position that are more than the tail of a float."""
_LARGEST: Final = 10**14
_NUMBER = re.compile(NUMBER.pattern + r"(?:[eE][+-]?[0-9]{1,3})?", re.ASCII)
"""What is left of a position by the sums of floats is spelled as 5.551115123125783e-17."""
_STRATEGY_TEMPLATES: Final = {
    "market_position": "{{strategy.market_position}}",
    "prev_market_position": "{{strategy.prev_market_position}}",
    "market_position_size": "{{strategy.market_position_size}}",
    "prev_market_position_size": "{{strategy.prev_market_position_size}}",
    "order_action": "{{strategy.order.action}}",
    "contracts": "{{strategy.order.contracts}}",
}


def strategy_block(
    *,
    position: Said,
    before: Said,
    size: Said,
    size_before: Said,
    order: Said,
    contracts: Said,
) -> dict[str, object]:
    """Return the strategy block of an alert, which TradingView fills in with each of them.

    What one alert says of its strategy would be repeated by every later one.
    """
    said = {
        "market_position": position,
        "prev_market_position": before,
        "market_position_size": size,
        "prev_market_position_size": size_before,
        "order_action": order,
        "contracts": contracts,
    }
    return {
        name: Said(value, value.path, _STRATEGY_TEMPLATES[name]) for name, value in said.items()
    }


def strategy_placeholders() -> dict[str, object]:
    """Return the strategy block that TradingView fills in with each alert."""
    return dict(_STRATEGY_TEMPLATES)


def signed_block(order: Said, contracts: Said, after: Said) -> dict[str, object]:
    """Return the strategy block of an alert that tells its signed position after the order."""
    amount, held = _settled(contracts), _settled(after)
    if amount is not None and amount < 0:
        amount = None
    if amount is None or held is None:
        # What can't be read stays as it is: it is refused by name, unless an exit is left.
        unread = contracts if held is not None else after
        return strategy_block(
            position=after if held is None else after.but(_side_of(held)),
            before=unread,
            size=after if held is None else after.but(plain(abs(held))),
            size_before=unread,
            order=order,
            contracts=contracts,
        )
    before = round(held - amount if order == "buy" else held + amount, _PLACES)
    return strategy_block(
        position=after.but(_side_of(held)),
        before=after.but(_side_of(before)),
        size=after.but(plain(abs(held))),
        size_before=after.but(plain(abs(before))),
        order=order,
        contracts=contracts if NUMBER.fullmatch(contracts) else contracts.but(plain(amount)),
    )


def _settled(text: Said) -> Decimal | None:
    """Return a number without the tail that a float has left on it; None if it is none."""
    if len(text) > MOST_DIGITS or not _NUMBER.fullmatch(text):
        return None
    number = Decimal(text)
    return round(number, _PLACES) if abs(number) < _LARGEST else None


def _side_of(size: Decimal) -> str:
    return "long" if size > 0 else "short" if size < 0 else "flat"
