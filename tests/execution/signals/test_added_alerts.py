"""Other systems' alerts that enter what is held: an increase never loses what they say."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, Final

import pytest

from custom_components.tradehook.trading.model.market import MarketType
from custom_components.tradehook.trading.signal.alert_systems import Repeat
from tests.execution.house import House, Plan, house

from .test_taken_alerts import alert, know, sides

_POST: Final = {"ticker": "BTCUSDT", "action": "buy", "sentiment": "long", "quantity": 0.002}
_WUNDER: Final = {
    "code": "ENTER-LONG_Bybit_BTCUSDT_bot_15M_0123456789abcdef01234567",
    "amountPerTradeType": "base",
    "amountPerTrade": 0.002,
}
_COMMAS: Final = {
    "secret": "s" * 12,
    "bot_uuid": "u" * 12,
    "tv_instrument": "BTCUSDT",
    "action": "enter_long",
}
_OFFSET: Final = {
    "amount": 100,
    "currency_type": "quote",
    "order_type": "limit",
    "price_percent": -1,
    "price_percent_ref_type": "current_price",
}


@pytest.fixture
async def held(plan: Plan) -> AsyncIterator[House]:
    """Return a house whose bot holds a long at 3x without a stop, and adds to it."""
    async with house(replace(plan, market_type=MarketType.LINEAR)) as home:
        await know(home, repeat=Repeat.INCREASE)
        await home.price(60000, "BTC/USDT:USDT")
        opened = await home.send(
            action="open", side="long", symbol="BTCUSDT", base_amount="0.005", leverage=3
        )
        await home.settle()
        assert opened.status == 202
        yield home


@pytest.mark.parametrize(
    ("body", "path"),
    [
        (_POST | {"stopLoss": {"percent": 2}}, "stop_loss"),
        (_POST | {"takeProfit": {"percent": 3}}, "take_profit"),
        (_POST | {"orderType": "stop", "stopPrice": 63000}, "entry_condition"),
        (_WUNDER | {"leverage": 5}, "leverage"),
        (_WUNDER | {"stopLoss": {"priceDeviation": 0.02}}, "stop_loss"),
        (_WUNDER | {"takeProfits": [{"price": 61000}]}, "take_profit"),
        (
            _WUNDER | {"orderType": "limit", "price": 59000, "timeToLive": 60},
            "entry_expiration",
        ),
        (_COMMAS | {"order": _OFFSET}, "order"),
        ({name: _POST[name] for name in ("ticker", "action")}, "quote_amount"),
    ],
)
async def test_an_increase_that_would_lose_a_part_of_the_alert_is_refused(
    held: House, body: object, path: str
) -> None:
    answer = await alert(held, body)
    errors: Any = answer.body["errors"]

    assert answer.status == 422, answer.body
    assert [error["path"].partition(".")[0] for error in errors] == [path]
    assert await sides(held) == {"long": "0.005"}


@pytest.mark.parametrize("body", [_POST, _WUNDER, _WUNDER | {"leverage": 3}])
async def test_an_increase_of_the_same_leverage_is_carried_out(held: House, body: object) -> None:
    answer = await alert(held, body)

    assert answer.status == 202, answer.body
    assert await sides(held) == {"long": "0.007"}
