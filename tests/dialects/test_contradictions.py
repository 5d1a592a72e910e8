"""What an alert says twice and not alike is refused by name: nobody can tell which one counts."""

from typing import Any, Final

import pytest

from custom_components.tradehook.trading.admission.model import Admitted
from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.reasons.reasons import Refusal

from .carried import outcome

_PINE: Final = "6123456789012"
_STOP: Final = "SYMBOL=BTCUSDT\nSIGNAL=SELL\nORDER_TYPE=STOP\nSTOP_PRICE=59000"
_OUT: Final = "SYMBOL=BTCUSDT\nSIGNAL=SELL\nREDUCE_ONLY=true"
_POST: Final = '{"ticker":"BTCUSDT",'
_COMMAS: Final = '{"secret":"ssssssssssss","bot_uuid":"uuuuuuuuuuuu","tv_instrument":"BTCUSDT",'
TWICE: Final[list[tuple[str, str]]] = [
    (f"{_PINE},newsltplong,BTCUSDT,sl_price=59000,sl_price=58000", "sl_price"),
    (f"{_PINE},newsltplong,BTCUSDT,sl_price=59000,sl_price=", "sl_price"),
    (f"{_PINE},newsltplong,BTCUSDT,sl_price:59000,tp_price=62000", "sl_price"),
    (f"{_STOP}\nSTOP_PRICE=58000", "STOP_PRICE"),
    (f"{_STOP}\nstop_price=58000", "stop_price"),
    (f"{_STOP}\nTAKE_PROFIT_PRICE=62000", "TAKE_PROFIT_PRICE"),
    (
        f"{_PINE},closelongpct,BTCUSDT,partial_close_pct=50,partial_close_pct=10",
        "partial_close_pct",
    ),
    (f"{_OUT}\nVOLUME=50p%\nVOLUME=10p%", "VOLUME"),
    (f"{_OUT}\nSYMBOL=ETHUSDT", "SYMBOL"),
    (f"{_OUT}\nSIGNAL=BUY", "SIGNAL"),
    ("s=BTCUSDT c=position q=50% q=10%", "q"),
    ("s=ETHUSDT s=BTCUSDT c=position", "s"),
    ("s=BTCUSDT c=position b=short b=long", "b"),
    ("s=BTCUSDT c=order c=position", "c"),
    (_POST + '"action":"exit","quantity":1,"quantity":5}', "quantity"),
    (_POST + '"action":"exit","ticker":"ETHUSDT"}', "ticker"),
    (_POST + '"action":"buy","action":"exit"}', "action"),
    (_POST + '"action":"exit","test":true,"test":false}', "test"),
    (
        _COMMAS + '"action":"exit_long","order":{"currency_type":"position_percent",'
        '"amount":50,"amount":100}}',
        "order.amount",
    ),
]
OPENINGS: Final[list[tuple[str, str]]] = [
    (_POST + '"action":"exit","action":"buy"}', "action"),
    (_POST + '"action":"buy","quantity":1,"quantity":5}', "quantity"),
    (_POST + '"action":"buy","stopLoss":{"percent":1,"percent":9}}', "stopLoss.percent"),
    (_POST + '"action":"buy","stopLoss":{"percent":1},"stopLoss":{"percent":9}}', "stopLoss"),
    (
        _COMMAS + '"action":"enter_long","take_profit":{"steps":[],'
        '"steps":[{"price_percent":1,"volume_percent":100}]}}',
        "take_profit.steps",
    ),
]


_HUB: Final = {"token": "tok-1", "pair": "BTCUSDT", "apiKey": "k", "exchange": "binance"}
_CODE: Final = "_Bybit_BTCUSDT_bot_15M_0123456789abcdef01234567"
_ENTER: Final = {"code": f"ENTER-LONG{_CODE}"}
_STOPS: Final = {"secret": "s" * 12, "bot_uuid": "u" * 12, "tv_instrument": "BTCUSDT"}
FIELDS: Final[list[tuple[dict[str, Any], str | None]]] = [
    (_HUB | {"isBuy": True, "orderType": "sell"}, "orderType"),
    (_HUB | {"isBuy": True, "orderType": "buy"}, None),
    (_HUB | {"isBuy": True, "isMarket": True, "isLimit": True, "price": 59000}, "isLimit"),
    (_HUB | {"isBuy": True, "isMarket": False, "isLimit": True, "price": 59000}, None),
    (_HUB | {"isBuy": True, "stopLossPercent": 2, "stopLossType": "trailing"}, "stopLossType"),
    (_HUB | {"isBuy": True, "stopLossPercent": 2, "stopLossType": "absolute"}, "stopLossType"),
    ({"ticker": "BTCUSDT", "action": "buy", "sentiment": "neutral"}, "sentiment"),
    (_ENTER | {"symbol": "ETHUSDT"}, "symbol"),
    (_ENTER | {"pair": "ETH/USDT"}, "pair"),
    (_ENTER | {"symbol": "BYBIT:BTCUSDT.P", "pair": "BTC/USDT"}, None),
    ({"code": f"EXIT-LONG{_CODE}", "symbol": "ETHUSDT"}, "symbol"),
    (
        _STOPS
        | {"action": "enter_long", "take_profit": {"enabled": "maybe"}}
        | {"stop_loss": {"trigger_price_percent": 2}},
        "take_profit.enabled",
    ),
    (_STOPS | {"action": "enter_long", "take_profit": {"enabled": 0, "steps": []}}, None),
]


@pytest.mark.parametrize(("body", "path"), FIELDS)
def test_fields_that_contradict_each_other_are_refused(
    body: dict[str, Any], path: str | None
) -> None:
    found = outcome(body)

    errors = found.errors if isinstance(found, Refusal) else ()
    assert [error.path for error in errors] == [path] * (path is not None), found


@pytest.mark.parametrize(
    ("body", "path", "held"),
    [(*row, Side.LONG) for row in TWICE] + [(*row, None) for row in OPENINGS],
)
def test_what_is_said_twice_and_not_alike_is_refused(
    body: str, path: str, held: Side | None
) -> None:
    refusal = outcome(body, held)

    assert isinstance(refusal, Refusal), refusal
    assert [error.path for error in refusal.errors] == [path]


@pytest.mark.parametrize(
    "body",
    [
        f"{_PINE},closelong,BTCUSDT,comment=a,comment=b",
        f"{_OUT}\nTAG=a\nTAG=b",
        "s=BTCUSDT c=position t=limit t=market",
        _POST + '"action":"exit","message":"a","message":"b","takeProfit":1,"takeProfit":2}',
        _POST + '"action":"exit","action":"exit"}',
    ],
)
def test_what_an_exit_does_not_need_may_contradict_itself(body: str) -> None:
    assert isinstance(outcome(body, Side.LONG), Admitted)
