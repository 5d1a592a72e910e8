"""What protects a position while Home Assistant is off: only what rests on the venue."""

from collections.abc import Sequence

from .model.market import MarketType
from .model.sections import StopLoss, TakeProfit
from .reasons.reasons import ReasonCode, warn


def unprotected(
    stop_loss: StopLoss | None,
    take_profit: Sequence[TakeProfit],
    market_type: MarketType,
    *,
    holds_stops: bool | None,
    pairs: bool = False,
) -> str | None:
    """Return the warning that a stop won't rest on the venue, and why; None = it will.

    `holds_stops` tells whether the venue takes stops at all; None where no venue is to be asked,
    as on a paper account: then only what could rest nowhere is warned of. `pairs` tells
    whether on spot a stop rests together with a target.
    """
    if stop_loss is None:
        return None
    why = None
    if stop_loss.cool_down_seconds and stop_loss.emergency is None:
        why = "a stop with a cool-down can't rest on the exchange; an emergency stop can"
    elif not (stop_loss.level or stop_loss.emergency or stop_loss.trails_at_once):
        why = "a trailing stop rests on the exchange only once it is armed; an emergency stop can"
    elif holds_stops is False:
        why = "stops don't rest on this exchange, Home Assistant watches them"
    elif holds_stops and not pairs and market_type is MarketType.SPOT and _locks_coins(take_profit):
        why = "on spot the take profits lock the coins that a resting stop would sell"
    return None if why is None else warn(ReasonCode.UNPROTECTED_WHILE_OFF, why=why)


def _locks_coins(take_profit: Sequence[TakeProfit]) -> bool:
    return any(target.trailing_distance is None for target in take_profit)
