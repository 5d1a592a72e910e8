"""Other systems' prices of the moment: none becomes a limit at a bot that enters by limit."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, Final

import pytest

from custom_components.tradehook.trading.model.market import MarketType
from custom_components.tradehook.trading.model.sections import OrderType
from tests.execution.house import House, Plan, house

from .test_taken_alerts import alert, know, sides

_COMMAS: Final = {
    "secret": "s" * 12,
    "bot_uuid": "u" * 12,
    "tv_instrument": "BTCUSDT",
    "trigger_price": 59000,
}
_INFO: Final = {
    "market_position": "long",
    "market_position_size": "1",
    "prev_market_position": "flat",
    "prev_market_position_size": "0",
}
_FINANDY: Final = {
    "secret": "abcdefgh12",
    "name": "mine",
    "symbol": "BTCUSDT",
    "side": "buy",
    "open": {"price": "59000"},
}
MOMENTS: Final[list[dict[str, Any]]] = [
    _COMMAS | {"action": "enter_long"},
    _COMMAS | {"action": "buy", "strategy_info": _INFO},
    {
        "code": "TV-STRATEGY_x",
        "alertPrice": "59000",
        "action": "buy",
        "pos": "long",
        "posSize": "1",
        "prevPos": "flat",
        "prevPosSize": "0",
        "tvTicker": "BTCUSDT",
    },
    {
        "signal_type": "11111111-2222-3333-4444-555555555555",
        "symbol": "BTCUSDT",
        "price": "59000",
        "data": {"action": "buy", "contracts": "1", "position_size": "1"},
    },
    {"secret": "abcdefgh1234", "side": "open_long", "symbol": "BTCUSDT", "price": 59000},
    {"ticker": "BTCUSDT", "action": "buy", "sentiment": "long", "signalPrice": 59000},
]


@pytest.fixture
async def limits(plan: Plan) -> AsyncIterator[House]:
    """Return a house for perpetuals whose bot enters by limit orders."""
    async with house(replace(plan, market_type=MarketType.LINEAR)) as home:
        await know(home, order_type=OrderType.LIMIT)
        await home.price(60000, "BTC/USDT:USDT")
        yield home


@pytest.mark.parametrize("body", MOMENTS)
async def test_a_price_of_the_moment_is_no_limit(limits: House, body: dict[str, Any]) -> None:
    answer = await alert(limits, body)

    assert answer.status == 202, answer.body
    assert list(await sides(limits)) == ["long"]


async def test_a_price_that_may_be_a_limit_is_refused_by_a_bot_of_limits(limits: House) -> None:
    refused = await alert(limits, _FINANDY)
    errors: Any = refused.body["errors"]
    await know(limits, order_type=OrderType.MARKET)
    taken = await alert(limits, _FINANDY)

    assert (refused.status, [error["path"] for error in errors]) == (422, ["open.price"])
    assert taken.status == 202, taken.body
    assert list(await sides(limits)) == ["long"]


async def test_a_price_that_may_be_a_limit_holds_no_turn_up(limits: House) -> None:
    await limits.send(action="open", side="short", symbol="BTCUSDT", order_type="market")
    await limits.settle()
    assert list(await sides(limits)) == ["short"]

    answer = await alert(limits, _FINANDY)

    assert answer.status == 202, answer.body
    assert await sides(limits) == {}
