"""What a bot is told of a stop that won't rest on the venue."""

from decimal import Decimal

import pytest

from custom_components.tradehook.trading.model.market import MarketType
from custom_components.tradehook.trading.model.sections import (
    CoolDownType,
    Protection,
    StopLoss,
    TakeProfit,
)
from custom_components.tradehook.trading.offline_protection import unprotected

from .scene import percent, stop, target

SPOT, LINEAR = MarketType.SPOT, MarketType.LINEAR
PLAIN = stop(percent(5))
WAITING = stop(percent(5), cool_down_amount=3)
JUDGED = stop(percent(5), cool_down_amount=3, cool_down_type=CoolDownType.CANDLE_CLOSE)
GUARDED = stop(percent(5), cool_down_amount=3, emergency=percent(9))
TRAILING = {
    "protection_type": Protection.PRICE,
    "trailing_percentage": Decimal(1),
    "trailing_distance": Decimal(2),
}
RESTING, FOLLOWED = (target(percent(3)),), (target(percent(3), 100, "1"),)


@pytest.mark.parametrize(
    ("loss", "targets", "market_type", "holds_stops", "why"),
    [
        (None, RESTING, SPOT, False, None),
        (PLAIN, (), LINEAR, True, None),
        (PLAIN, RESTING, LINEAR, True, None),
        (PLAIN, (), SPOT, True, None),
        (PLAIN, RESTING, SPOT, True, "take profits lock the coins"),
        (GUARDED, RESTING, SPOT, True, "take profits lock the coins"),
        (PLAIN, (*RESTING, *FOLLOWED), SPOT, True, "take profits lock the coins"),
        (PLAIN, FOLLOWED, SPOT, True, None),
        (WAITING, (), LINEAR, True, "cool-down can't rest"),
        (JUDGED, (), LINEAR, True, "cool-down can't rest"),
        (WAITING, (), LINEAR, False, "cool-down can't rest"),
        (GUARDED, (), LINEAR, True, None),
        (stop(None, **TRAILING), (), LINEAR, True, "only once it is armed"),
        (stop(None, emergency=percent(9), **TRAILING), (), LINEAR, True, None),
        (PLAIN, (), LINEAR, False, "don't rest on this exchange"),
        # a paper account
        (PLAIN, RESTING, SPOT, None, None),
        (WAITING, (), SPOT, None, "cool-down can't rest"),
    ],
)
def test_a_stop_that_cannot_rest_leaves_the_position_unprotected_while_home_assistant_is_off(
    loss: StopLoss | None,
    targets: tuple[TakeProfit, ...],
    market_type: MarketType,
    holds_stops: bool | None,
    why: str | None,
) -> None:
    told = unprotected(loss, targets, market_type, holds_stops=holds_stops)
    if why is None:
        assert told is None
    else:
        assert told is not None
        assert told.startswith("unprotected_while_off")
        assert "unprotected while Home Assistant is off" in told
        assert why in told
