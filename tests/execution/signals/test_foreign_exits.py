"""Another system's alert that leaves a position gets through, whatever stands beside it."""

from decimal import Decimal
from typing import Any, Final

import pytest

from custom_components.tradehook.trading.model.market import Side
from tests.execution.house import House

from .test_taken_alerts import LITE, OKX, alert, know, sides

COMMAS: Final = {"secret": "s" * 20, "bot_uuid": "u" * 20, "tv_instrument": "BTCUSDT"}
DEAL: Final = {"message_type": "bot", "bot_id": 1, "email_token": "1c2d-xx", "delay_seconds": 0}
FLAT: Final = {"market_position": "flat", "market_position_size": "0"}
BEFORE: Final = {"prev_market_position": "long", "prev_market_position_size": "1"}
SIGNAL: Final = {name: OKX[name] for name in ("instrument", "signalToken")}
HUB: Final = {"token": "tok-1", "pair": "BTCUSDT", "apiKey": "k", "exchange": "binance"}
RULE: Final = {"hookToken": "tt", "hookId": "h", "userId": "u", "product": "BTCUSDT"}
FINANDY: Final = {"secret": "abcdefgh1234", "name": "n", "symbol": "BTCUSDT"}
EXITS: Final[dict[str, Any]] = {
    "OKX strategy, limit": SIGNAL
    | {"marketPosition": "flat", "prevMarketPosition": "long"}
    | {"action": "sell", "orderType": "limit", "orderPriceOffset": "0.1"},
    "3Commas strategy, stop": COMMAS
    | {"action": "sell", "strategy_info": {**FLAT, **BEFORE}, "stop_loss": {"enabled": True}},
    "3Commas exit, base": COMMAS
    | {"action": "exit_long", "order": {"amount": 0.01, "currency_type": "base"}},
    "3Commas exit, no order": COMMAS | {"action": "exit_long", "order": "all"},
    "3Commas exit, pair code": COMMAS | {"action": "exit_long", "tv_instrument": "USDT_BTCUSDT"},
    "WunderTrading strategy, no market": {"code": "TV-STRATEGY_x", "action": "sell"}
    | {"pos": "flat", "posSize": "0", "prevPos": "long", "prevPosSize": "1"},
    "Pionex, no market": {"signal_type": "u-1"}
    | {"data": {"action": "sell", "contracts": "1", "position_size": "0"}},
    "3Commas deal, pair code": DEAL | {"action": "close_at_market_price", "pair": "USDT_BTCUSDT"},
    "Gunbot, no amount": "STOPLOSS_BINANCE_USDT-BTC_0",
    "TradersPost, limit price": LITE | {"action": "exit", "limitPrice": "NaN"},
    "TradersPost, limit": LITE | {"action": "exit", "limitPrice": "NaN", "orderType": "limit"},
    "TradersPost, order type": LITE | {"action": "exit", "orderType": "mkt"},
}
SELLS: Final[dict[str, tuple[Any, Decimal]]] = {
    "Coinrule, all": (RULE | {"side": "sell", "amountValue": 100, "amountSymbol": "%"}, Decimal(0)),
    "Coinrule, half": (
        RULE | {"side": "sell", "amountValue": 50, "amountSymbol": "%"},
        Decimal("0.5"),
    ),
    "TV-Hub, all": (
        HUB | {"isSell": True, "isMarket": True, "unitsType": "percent", "unitsPercent": 100},
        Decimal(0),
    ),
    "TV-Hub, half": (
        HUB | {"isSell": True, "isMarket": True, "unitsType": "percent", "unitsPercent": 50},
        Decimal("0.5"),
    ),
    "Autoview, half": ("e=binance s=BTCUSDT b=sell q=50% t=market", Decimal("0.5")),
    "Autoview, all": ("e=binance s=BTCUSDT b=sell t=market", Decimal(0)),
    "Finandy, empty stop": (
        {"secret": "abcdefgh1234", "name": "n", "symbol": "BTCUSDT", "side": "sell"}
        | {"sl": {"price": ""}},
        Decimal(0),
    ),
    "OctoBot, half": ("SYMBOL=BTCUSDT\nSIGNAL=SELL\nVOLUME=50p%", Decimal("0.5")),
    "OctoBot, all that is free": ("SYMBOL=BTCUSDT\nSIGNAL=SELL\nVOLUME=100a%", Decimal(0)),
    "OctoBot, kind": ("SYMBOL=BTCUSDT\nSIGNAL=SELL\nTRADING_TYPE=x", Decimal(0)),
    "OctoBot, half and kind": (
        "SYMBOL=BTCUSDT\nSIGNAL=SELL\nVOLUME=50p%\nTRADING_TYPE=x",
        Decimal("0.5"),
    ),
}
"""By whose alert it is: a sell on spot, and how much of what is held stays."""
UNCLEAR: Final[dict[str, Any]] = {
    "Coinrule": RULE | {"side": "sell", "amountValue": 50, "amountSymbol": "USDT"},
    "Coinrule, no number": RULE | {"side": "sell", "amountValue": "NaN", "amountSymbol": "%"},
    "TV-Hub": HUB | {"isSell": True, "isMarket": True, "units": 5, "unitsType": "lots"},
    "Autoview": "e=binance s=BTCUSDT b=sell q=5 t=market",
    "OctoBot": "SYMBOL=BTCUSDT\nSIGNAL=SELL\nVOLUME=10s%",
    "TradersPost": LITE | {"action": "sell", "quantity": "NaN"},
    "TradersPost, unknown size": LITE | {"action": "sell", "amount": 5},
    "Finandy, unknown size": FINANDY | {"side": "sell", "open": {"amount": 5}},
    "OctoBot, two sizes": "SYMBOL=BTCUSDT\nSIGNAL=SELL\nVOLUME=0.1\nVOLUME=0.2",
    "OctoBot, unread size": "SYMBOL=BTCUSDT\nSIGNAL=SELL\nVOLUME: 0.1",
    "Autoview, unread size": "e=binance s=BTCUSDT b=sell t=market q:5%",
}
UNUSABLE: Final[dict[str, Any]] = {
    **{f"TradersPost {size}": LITE | {"action": "sell", "quantity": size} for size in ("-5", 0)},
    "TradersPost, money": LITE
    | {"action": "sell", "quantity": "-5", "quantityType": "dollar_amount"},
    "TradersPost, risk": LITE | {"action": "sell", "quantity": -1, "quantityType": "risk_percent"},
    "TradersPost, waiting": LITE | {"action": "sell", "orderType": "stop", "stopPrice": "-5"},
    "OctoBot": "SYMBOL=BTCUSDT\nSIGNAL=SELL\nVOLUME=0",
    "TV-Hub": HUB | {"isSell": True, "isMarket": True, "units": "-5"},
    "Coinrule": RULE | {"side": "sell", "amountValue": "-5", "amountSymbol": "%"},
    "Autoview": "e=binance s=BTCUSDT b=sell q=0% t=market",
    "Alertatron": "main(BTCUSDT) { market(side=sell, amount=0%); } #bot",
}
"""By whose alert it is: sells on spot whose size, or what they wait for, nobody can use."""


@pytest.mark.parametrize("body", EXITS.values(), ids=EXITS)
async def test_exit_needs_none_of_what_only_an_opening_needs(perps: House, body: object) -> None:
    await alert(perps, LITE)
    answer = await alert(perps, body)

    assert answer.status == 202, answer.body
    assert await sides(perps) == {}


@pytest.mark.parametrize(("body", "stays"), SELLS.values(), ids=SELLS)
async def test_sell_on_spot_leaves_its_share(spot: House, body: object, stays: Decimal) -> None:
    await alert(spot, LITE)
    held = float((await sides(spot))["long"])
    answer = await alert(spot, body)

    assert answer.status == 202, answer.body
    left = (await sides(spot)).get("long", "0")
    assert float(left) == pytest.approx(held * float(stays), rel=0.05)


@pytest.mark.parametrize("body", UNCLEAR.values(), ids=UNCLEAR)
async def test_sell_on_spot_of_an_unclear_size_guesses_none(spot: House, body: object) -> None:
    await alert(spot, LITE)
    held = await sides(spot)
    answer = await alert(spot, body)

    assert (answer.status, answer.body["code"]) == (422, "dialect_size_unclear")
    assert await sides(spot) == held


@pytest.mark.parametrize("body", UNUSABLE.values(), ids=UNUSABLE)
async def test_sell_on_spot_of_a_size_that_is_none_sells_nothing(spot: House, body: object) -> None:
    await alert(spot, LITE)
    held = await sides(spot)
    answer = await alert(spot, body)

    assert answer.status == 422, answer.body
    assert await sides(spot) == held


async def test_what_a_sell_on_spot_can_do_without_is_a_warning(spot: House) -> None:
    await alert(spot, LITE)
    answer = await alert(spot, "SYMBOL=BTCUSDT\nSIGNAL=SELL\nTRADING_TYPE=x")
    warnings: Any = answer.body["warnings"]

    assert [one for one in warnings if one.startswith("field_ignored: `TRADING_TYPE`")]


@pytest.mark.parametrize(
    ("amount", "unit"), [(50, "USDT"), (500, "USDT"), (0.001, "BTC"), (50, "")]
)
async def test_exit_of_an_unclear_size_guesses_none(perps: House, amount: float, unit: str) -> None:
    await alert(perps, LITE)
    held = await sides(perps)
    body = RULE | {"side": "close_long", "amountValue": amount, "amountSymbol": unit}
    answer = await alert(perps, body)

    assert (answer.status, answer.body["code"]) == (422, "dialect_size_unclear")
    assert await sides(perps) == held


async def test_sell_without_an_amount_rests_at_its_rate(perps: House) -> None:
    await alert(perps, LITE)
    held = await sides(perps)
    answer = await alert(perps, "SELL_BINANCE_USDT-BTC_0_95000")
    row = await perps.only()

    assert answer.status == 202, answer.body
    assert (row["status"], row["size"]) == ("closing", held["long"])
    assert len(await perps.exchange.fetch_open_orders()) == 1


async def test_reduce_only_of_an_entry_is_a_warning(perps: House) -> None:
    code = "ENTER-LONG_Bybit_BTCUSDT_bot_15M_0123456789abcdef01234567"
    answer = await alert(perps, {"code": code, "reduceOnly": True})
    warnings: Any = answer.body["warnings"]

    assert answer.status == 202, answer.body
    assert [one for one in warnings if "`reduceOnly`" in one]


async def test_share_of_what_is_held_is_none_of_a_turn(perps: House) -> None:
    await alert(perps, LITE)
    await alert(perps, SELLS["TV-Hub, half"][0])

    assert await sides(perps) == {}


@pytest.mark.parametrize("position", ["long", "{{strategy.market_position}}"])
async def test_strategy_that_enters_needs_its_market(perps: House, position: str) -> None:
    answer = await alert(
        perps,
        {"code": "TV-STRATEGY_x", "action": "buy", "pos": position, "posSize": "1"}
        | {"prevPos": "flat", "prevPosSize": "0"},
    )

    assert answer.status == 422, answer.body
    assert await sides(perps) == {}


async def test_entry_reads_a_pair_that_names_its_quote_twice(perps: House) -> None:
    await know(perps, sides=frozenset({Side.LONG}))
    answer = await alert(perps, DEAL | {"pair": "USDT_BTCUSDT"})

    assert answer.status == 202, answer.body
    assert list(await sides(perps)) == ["long"]
