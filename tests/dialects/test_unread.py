"""What looks like a stop, a target or a size and can't be read refuses an opening."""

from typing import Any, Final

import pytest

from custom_components.tradehook.trading.admission.model import Admitted
from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.reasons.reasons import Refusal, Refused
from tests.trading.admission_world import bot_with

from .carried import around, opening_refused, outcome, taken

_BOT: Final[dict[str, Any]] = {"sides": frozenset({Side.LONG}), "allowed_bases": frozenset({"BTC"})}
"""A bot that has one market and one side, for systems that name none."""
_LITE: Final = {"side": "long", "amount": "1%"}
_POST: Final = {"ticker": "BTCUSDT", "action": "buy"}
_WUNDER: Final = {"code": "ENTER-LONG_Bybit_BTCUSDT_bot_15M_0123456789abcdef01234567"}
_HUB: Final = {
    "token": "own-token-value",
    "apiKey": "own-key-name",
    "exchange": "binance",
    "pair": "BTCUSDT",
    "isBuy": True,
}
_COMMAS: Final = {
    "secret": "s" * 12,
    "bot_uuid": "u" * 12,
    "tv_instrument": "BTCUSDT",
    "action": "enter_long",
}
_FINANDY: Final = {"secret": "abcdefgh12", "name": "n", "symbol": "BTCUSDT", "side": "buy"}
_STEP: Final = {"price_percent": 2, "volume_percent": 100}


def _octobot(*lines: str) -> str:
    return "\n".join(("SYMBOL=BTCUSDT", "SIGNAL=BUY", *lines))


def _pine(*parts: str) -> str:
    return ",".join(("6123456789012,buy,BTCUSDT,vol_lots=0.001", *parts))


def _autoview(words: str, size: str = "q=1%") -> str:
    return f"e=binance s=BTCUSDT b=long {size} t=market {words}"


def _steps(**trailing: object) -> dict[str, Any]:
    step = _STEP | {"trailing": trailing}
    return _COMMAS | {"take_profit": {"enabled": True, "steps": [step]}}


UNREAD: Final[list[tuple[object, str]]] = [
    (_LITE | {"stopLossOffset": "2%"}, "stopLoss"),
    (_LITE | {"takeProfitOffset": "2%"}, "takeProfit"),
    (_LITE | {"stopLoss": "maybe", "stopLossOffset": "2%"}, "stopLoss"),
    (_octobot("STOP_PRICE: 59000"), "STOP_PRICE"),
    (_octobot("STOP-PRICE=59000"), "STOP-PRICE"),
    (_octobot("STOP PRICE=59000"), "STOP"),
    (_octobot("\uff33\uff34\uff2f\uff30_PRICE=59000"), "STOP_PRICE"),
    (_octobot("STOP_PRICE=59000", "STOP_PRICE="), "STOP_PRICE"),
    (_octobot("STOP_PRICE="), "STOP_PRICE"),
    (_octobot("STOP_PRICE=59000", "STOP_PRICE=58000"), "STOP_PRICE"),
    (_octobot(*("NOTE=x" for _ in range(120)), "STOP_PRICE=59000"), "NOTE"),
    (_pine("sl_price:59000"), "sl_price"),
    (_pine("sl_price 59000"), "sl_price"),
    (_pine("sl_price="), "sl_price"),
    (_pine("sl_price=59000", "sl_price=50000"), "sl_price"),
    (_pine(*("comment=x" for _ in range(50)), "sl_price=59000"), "comment"),
    (_autoview("sl:2%"), "sl"),
    (_autoview("sl =2%"), "sl"),
    (_autoview("sl= 2%"), "sl"),
    (_autoview("FSL=59000"), "FSL"),
    (_autoview("ftp:61000"), "ftp"),
    (_autoview("sl=2% sl=9%"), "sl"),
    (_autoview("fsl=59000 sl=2%"), "fsl"),
    (_autoview("tp=2% ftp=61000"), "ftp"),
    (_autoview("q=9%"), "q"),
    (_autoview("label " * 60 + "sl:2%"), "sl"),
    (_WUNDER | {"takeProfits": "0.02"}, "takeProfits"),
    (_WUNDER | {"takeProfits": 0.02}, "takeProfits"),
    (_WUNDER | {"takeProfits": [{"priceDeviation": 0.1, "portfolio": 0.01}] * 21}, "takeProfits"),
    (
        _WUNDER | {"takeProfits": [{"price": 61000}], "takeProfit": {"price": 62000}},
        "takeProfit",
    ),
    (_WUNDER | {"stopLoss": {"priceDeviation": 0.05, "price": 59500}}, "stopLoss.price"),
    (_WUNDER | {"stopLoss": {}}, "stopLoss"),
    (_POST | {"stopLoss": {"percent": 5, "stopPrice": 59500}}, "stopLoss.stopPrice"),
    (_POST | {"takeProfit": {"percent": 5, "limitPrice": 61000}}, "takeProfit.limitPrice"),
    (_POST | {"stopLoss": {}}, "stopLoss"),
    (_POST | {"fixedSL": 59000}, "fixedSL"),
    (_POST | {"lots": 3}, "lots"),
    (_HUB | {"targets": "x", "targetAmountInPercent": True}, "targets"),
    (_HUB | {"units": 0.001, "unitsType": "absolute", "unitsPercent": 5}, "unitsPercent"),
    (_steps(enabled=True, deviation=0.5), "take_profit.steps[0].trailing.percent"),
    (_steps(enabled=True, percent=0.5, limit=1), "take_profit.steps[0].trailing.limit"),
    (_FINANDY | {"sl": {"price": 59000, "ofs": 5}}, "sl.ofs"),
    (
        _FINANDY | {"tp": {"orders": [{"price": 61000, "ofs": 5, "piece": 100}]}},
        "tp.orders[0].ofs",
    ),
]


def _refused(body: object) -> Refusal | None:
    """Return why an alert opens nothing, whether or not it leaves something."""
    try:
        return opening_refused(taken(body, bot_with(around(None), **_BOT)))
    except Refused as err:
        return err.refusal


@pytest.mark.parametrize(("body", "path"), UNREAD, ids=[path for _, path in UNREAD])
def test_an_opening_never_loses_a_stop_a_target_or_a_size(body: object, path: str) -> None:
    refusal = _refused(body)

    assert refusal is not None
    assert refusal.code in ("dialect_field_unsupported", "dialect_size_unclear")
    assert [error.path for error in refusal.errors] == [path]


NOTED: Final[list[tuple[object, str]]] = [
    (_LITE | {"stopLoss": False, "stopLossOffset": "2%"}, "stopLossOffset"),
    (_octobot("by my own script"), "by"),
    (_octobot("NOTE: mine"), "NOTE"),
    (_pine("mine"), "mine"),
    (_autoview("mine"), "mine"),
    (_HUB | {"useDca": False, "dcaPercent": 2}, "dcaPercent"),
]


@pytest.mark.parametrize(("body", "name"), NOTED, ids=[name for _, name in NOTED])
def test_what_limits_nothing_is_left_out_with_a_note(body: object, name: str) -> None:
    alert = taken(body, bot_with(around(None), **_BOT)).taken

    assert isinstance(outcome(body, **_BOT), Admitted)
    assert alert is not None
    assert alert.found.notes == (f"`{name}` is left out",)


def test_what_is_unread_holds_no_exit_up() -> None:
    for body in (
        "SYMBOL=BTCUSDT\nSIGNAL=SELL\nREDUCE_ONLY=true\nSTOP PRICE=59000\nSTOP_PRICE=",
        "6123456789012,closelong,BTCUSDT,sl_price:59000,sl_price=1,sl_price=2",
        "e=binance s=BTCUSDT c=position b=long tp:2% l:3",
    ):
        assert taken(body, around(Side.LONG)).fields["action"] == "close"
        assert isinstance(outcome(body, Side.LONG), Admitted), body


@pytest.mark.parametrize(("mode", "taken_as"), [("Isolated", True), ("Cross", False)])
def test_a_margin_mode_that_is_not_the_bot_s_is_refused(mode: str, taken_as: bool) -> None:
    body = f"#BTC/USDT\nLeverage: {mode} (5X)\nEntry: 60000\nTarget: 62000"
    refusal = _refused(body)

    assert (refusal is None) is taken_as
    assert refusal is None or [error.path for error in refusal.errors] == ["leverage"]
