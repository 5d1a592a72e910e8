"""The options of triggers and conditions, checked with friendly words."""

from typing import Any, Final

import probatio

from ...trading.model.market import Side
from ...trading.reasons.reasons import ReasonCode
from .target import MarketChoice

CONF_SYMBOL: Final = "symbol"
CONF_SIDE: Final = "side"
CONF_CODE: Final = "code"
CONF_STRANGERS: Final = "strangers"
CONF_ABOVE: Final = "above"


def symbol(value: Any) -> str:
    """Return a market as it is written everywhere; raises for one that no market is called."""
    name = str(value).strip().upper()
    base, slash, quote = name.partition("/")
    if not (slash and base and quote):
        raise probatio.Invalid(f"expected a market such as BTC/USDT, got {value!r}")
    return name


def code(value: Any) -> str:
    """Return a reason code; raises for a word that is none."""
    if value not in set(ReasonCode):
        raise probatio.Invalid(
            f"expected a reason code such as max_positions_reached, got {value!r}: "
            "docs/signals.md lists them"
        )
    return str(value)


MARKET_OPTIONS: Final[dict[probatio.Marker, Any]] = {
    probatio.Optional(CONF_SYMBOL): symbol,
    probatio.Optional(CONF_SIDE): probatio.In([side.value for side in Side]),
}


def market_choice(options: dict[str, Any]) -> MarketChoice:
    """Return what the options say about market and side."""
    return MarketChoice(options.get(CONF_SYMBOL), options.get(CONF_SIDE))
