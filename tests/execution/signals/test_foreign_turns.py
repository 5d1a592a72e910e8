"""Another system's alert that turns leaves the other side, whatever is wrong with its opening."""

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, Final

import pytest

from custom_components.tradehook.trading.model.market import MarketType
from custom_components.tradehook.trading.signal.alert_systems import Opposite
from custom_components.tradehook.trading.signal.dialects import messages_of
from tests.execution.house import BOT, House, Plan, house

from .test_taken_alerts import LITE, OKX, alert, know, raw, sides

LICENCE: Final = "6123456789012"
CODE: Final = "_Bybit_BTCUSDT_bot_15M_0123456789abcdef01234567"
SHORT: Final = {"ticker": "BTCUSDT", "action": "sell", "sentiment": "short"}
WUNDER: Final = {"code": f"ENTER-SHORT{CODE}"}
COMMAS: Final = {"secret": "s" * 20, "bot_uuid": "u" * 20, "tv_instrument": "BTCUSDT"}
RULE: Final = {"hookToken": "tt", "hookId": "h", "userId": "u", "product": "BTCUSDT"}
HUB: Final = {"token": "tok-1", "pair": "BTCUSDT", "apiKey": "k", "exchange": "binance"}
STRATEGY: Final = {
    "marketPosition": "short",
    "prevMarketPosition": "long",
    "action": "sell",
    "orderType": "limit",
}
TURNS: Final[dict[str, Any]] = {
    "PineConnector risk": f"{LICENCE},closelongopenshort,BTCUSDT,risk=1",
    "PineConnector short form": f"{LICENCE},cl+os,BTCUSDT,risk=1",
    "PineConnector stop": f"{LICENCE},closelongopenshort,BTCUSDT,sl=50",
    "PineConnector unread stop": f"{LICENCE},closelongopenshort,BTCUSDT,sl_price:62000",
    "PineConnector unread field": f"{LICENCE},cl+os,BTCUSDT,betrigger=10",
    "PineConnector sell": f"{LICENCE},sell,BTCUSDT,sl=50",
    "TradersPost stop": SHORT | {"stopLoss": {"amount": 500}},
    "TradersPost size": SHORT | {"quantity": 1, "quantityType": "lots"},
    "TradersPost number": SHORT | {"quantity": "NaN"},
    "WunderTrading stop": WUNDER | {"stopLoss": 2.5},
    "WunderTrading number": WUNDER | {"stopLoss": {"priceDeviation": "NaN"}},
    "WunderTrading without a market": {"code": "ENTER-SHORT", "orderType": "market"},
    "3Commas stop": COMMAS
    | {"action": "enter_short", "stop_loss": {"trailing": {"enabled": True, "percent": 1}}},
    "3Commas order": COMMAS | {"action": "enter_short", "order": "all"},
    "OKX size": OKX | {"action": "ENTER_SHORT", "investmentType": "contract"},
    "OKX strategy": {name: OKX[name] for name in ("instrument", "signalToken")} | STRATEGY,
    "Coinrule": RULE | {"side": "open_short", "amountValue": 5, "amountSymbol": "USDT"},
    "TV-Hub": HUB | {"isSell": True, "isMarket": True, "unitsType": "percent", "unitsPercent": 5},
    "Finandy": {"secret": "abcdefgh1234", "name": "n", "symbol": "BTCUSDT", "side": "sell"}
    | {"sl": {"ofs": "2"}},
    "Autoview": "e=binance s=BTCUSDT b=short t=market",
    "OctoBot": "SYMBOL=BTCUSDT\nSIGNAL=SELL\nVOLUME=10s%",
    "Bybit": {"symbol": "BTCUSDT", "side": "sell", "qty": "1"}
    | {"trigger_time": "2099-01-01T00:00:00Z"},
    "tradingview-alerts-processor": {"stub": "mine", "symbol": "BTCUSDT"}
    | {"direction": "short", "size": "many"},
    "freqtrade": {"pair": "BTC/USDT:USDT", "side": "short", "ordertype": "limit"},
}
"""By whose alert it is: turns of which nobody can read the opening."""


@pytest.fixture
async def perps(plan: Plan) -> AsyncIterator[House]:
    """Return a house for perpetuals whose bot takes all systems' alerts, and turns."""
    async with house(replace(plan, market_type=MarketType.LINEAR)) as home:
        await know(home, opposite=Opposite.REVERSE)
        yield home


@pytest.mark.parametrize("turn", TURNS.values(), ids=TURNS)
async def test_turn_leaves_the_other_side_whatever_is_wrong_with_its_opening(
    perps: House, turn: object
) -> None:
    await alert(perps, LITE)
    answer = await alert(perps, turn)

    opening: Any = answer.body["opening"]
    assert (answer.status, opening["status"]) == (202, "refused"), answer.body
    assert await sides(perps) == {}


@pytest.mark.parametrize("turn", TURNS.values(), ids=TURNS)
async def test_what_is_wrong_is_the_answer_where_nothing_is_held(
    perps: House, turn: object
) -> None:
    answer = await alert(perps, turn)

    assert answer.status == 422, answer.body
    assert await sides(perps) == {}


@pytest.mark.parametrize("opposite", [Opposite.CLOSE, Opposite.REFUSE])
async def test_bot_that_does_not_turn_opens_nothing_either(
    perps: House, opposite: Opposite
) -> None:
    await know(perps, opposite=opposite)
    await alert(perps, LITE)
    answer = await alert(perps, SHORT | {"stopLoss": {"amount": 500}})

    refuses = opposite is Opposite.REFUSE
    assert answer.status == (422 if refuses else 202), answer.body
    assert list(await sides(perps)) == (["long"] if refuses else [])


async def test_unreadable_entry_adds_nothing_to_its_own_side(perps: House) -> None:
    await alert(perps, LITE)
    held = await sides(perps)
    answer = await alert(perps, LITE | {"stopLoss": {"amount": 500}})

    assert answer.status == 422, answer.body
    assert await sides(perps) == held


@pytest.mark.parametrize("name", ["PineConnector risk", "TradersPost stop"])
async def test_removed_bot_s_position_is_left_by_a_turn(perps: House, name: str) -> None:
    await alert(perps, LITE)
    await perps.account.remove_bot(BOT)
    sent = raw(TURNS[name])
    answer = await perps.account.receive_retired(
        *(BOT, sent, messages_of(sent), None, "it is gone"), secretly=True
    )
    await perps.settle()

    assert answer.status == 202, answer.body
    assert await sides(perps) == {}


async def test_sell_of_a_size_that_nobody_can_read_is_no_exit_on_spot(plan: Plan) -> None:
    async with house(plan) as home:
        await know(home)
        await alert(home, LITE)
        held = await sides(home)
        answer = await alert(home, LITE | {"action": "sell", "quantity": "NaN"})

        assert answer.status == 422, answer.body
        assert await sides(home) == held
