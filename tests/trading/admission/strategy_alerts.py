"""Alerts of a strategy, and worlds whose bot holds what one of them is about."""

from typing import Any

from custom_components.tradehook.trading.admission.model import (
    AdmissionContext,
)
from custom_components.tradehook.trading.model.market import MarketType, Side
from custom_components.tradehook.trading.model.position import Position
from tests.trading.admission_world import (
    ISOLATED,
    LINEAR,
    D,
    bot_with,
    position,
    world,
)

LONG_2, LONG_3 = ("long", 2), ("long", 3)
SHORT_2 = ("short", 2)
FLAT = ("flat", 0)
LONG_1 = ("long", 1)

type State = tuple[str, float]


def ordered(before: State, now: State) -> str:
    """Return what a strategy's order was that changed its position so."""
    signs = {"long": 1, "short": -1, "flat": 0}
    grown = signs[now[0]] * now[1] > signs[before[0]] * before[1]
    return "buy" if grown else "sell"


def alert(before: State, now: State, **fields: Any) -> dict[str, Any]:
    """Return the fields of an alert, with numbers as TradingView fills them in."""
    return {
        "strategy": {
            "market_position": now[0],
            "market_position_size": str(now[1]),
            "prev_market_position": before[0],
            "prev_market_position_size": str(before[1]),
            "order_action": ordered(before, now),
            "contracts": "1",
        },
        **fields,
    }


def holding(
    held: Side | None, size: str = "6", market_type: MarketType = LINEAR, **changes: Any
) -> AdmissionContext:
    """Return a world whose bot holds nothing or one position."""
    symbol = "BTC/USDT:USDT" if market_type is LINEAR else "BTC/USDT"
    mode = ISOLATED if market_type is LINEAR else None
    positions: list[Position] = []
    if held is not None:
        positions = [position(symbol=symbol, side=held, size=size, plan={"margin_mode": mode})]
    context = world(market_type, positions=positions, **changes)
    return bot_with(context, max_entry_size=D(10_000))
