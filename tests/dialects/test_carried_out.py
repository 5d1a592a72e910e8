"""Other systems' alerts end in the plan that our own words would have ended in."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

import pytest

from custom_components.tradehook.trading.admission.model import Admitted
from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.reasons.reasons import Refused

from .carried import around, commands, done, ours, outcome, taken
from .corpus import CORPUS
from .told import filled

WORLDS: Final = (None, Side.LONG, Side.SHORT)
_LEFT_AWAY: Final = ("timestamp", "max_age", "exchange")
WELL_KNOWN: Final = {
    *("3commas_signal", "3commas_dca", "wundertrading", "wundertrading_code"),
    *("wundertrading_strategy", "traderspost", "okx", "coinrule", "tradingview", "octobot"),
    "pine_connector",
}


def with_values(expected: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Return our words with what the alert itself says where TradingView fills something in."""
    found: dict[str, Any] = {}
    for name, value in expected.items():
        own = said.get(name)
        if isinstance(value, Mapping):
            found[name] = with_values(value, own if isinstance(own, Mapping) else {})
        elif isinstance(value, str) and value.startswith("{{"):
            if own is not None:
                found[name] = own
        else:
            found[name] = value
    return {name: value for name, value in found.items() if name not in _LEFT_AWAY}


@pytest.mark.parametrize("system", CORPUS)
def test_the_corpus_ends_in_the_plans_of_our_own_words(system: str) -> None:
    for template, expected in CORPUS[system]:
        if isinstance(expected, str | list):
            continue
        body = filled(template)
        try:
            said = taken(body, around(None)).fields
        except Refused as err:
            assert err.code.startswith("dialect_"), body  # noqa: PT017 - one of many
            continue
        message = with_values(expected, said)
        if "side" not in said and expected.get("side"):
            continue  # the side is the bot's
        for held in WORLDS:
            if held is not None and message.get("action") == "open":
                continue  # what it means then is the bot's to say
            assert done(outcome(body, held)) == done(ours(message, held)), (body, held)


def test_most_of_the_corpus_is_carried_out() -> None:
    one_sided: dict[str, Any] = {
        "sides": frozenset({Side.LONG}),
        "allowed_bases": frozenset({"BTC"}),
    }
    carried = Counter(
        system
        for system, rows in CORPUS.items()
        for body, _ in rows
        if all(
            any(
                isinstance(outcome(command, held, **settings), Admitted)
                for held in WORLDS
                for settings in ({}, one_sided)
            )
            for command in commands(filled(body))
        )
    )

    assert {name for name in WELL_KNOWN if carried[name] < 10} == set(), carried
    assert {name for name in CORPUS if carried[name] < 6} == set(), carried


AMOUNT: Final = {"quote_amount": "120"}
SAME: Final[tuple[tuple[Mapping[str, Any], tuple[Any, ...]], ...]] = (
    (
        {"action": "open", "side": "long", "symbol": "BTCUSDT", **AMOUNT},
        (
            {
                "secret": "s" * 12,
                "bot_uuid": "u" * 12,
                "tv_instrument": "BTCUSDT",
                "action": "enter_long",
                "order": {"amount": 120, "currency_type": "quote"},
            },
            {
                "code": "ENTER-LONG_Bybit_BTCUSDT_my-bot_15M_0123456789abcdef01234567",
                "amountPerTradeType": "quote",
                "amountPerTrade": 120,
            },
            {
                "ticker": "BTCUSDT",
                "action": "buy",
                "quantity": 120,
                "quantityType": "dollar_amount",
            },
            "EXCHANGE=sim\nSYMBOL=BTC/USDT\nSIGNAL=BUY\nVOLUME=120q",
            {"stub": "mine", "symbol": "BTCUSDT", "direction": "long", "size": "120"},
            "BUY_BINANCE_USDT-BTC_120",
        ),
    ),
    (
        {
            "action": "open",
            "side": "short",
            "symbol": "BTCUSDT",
            "margin_percentage": "10",
            "leverage": 5,
        },
        (
            {
                "code": "ENTER-SHORT_Bybit_BTCUSDT_my-bot_15M_0123456789abcdef01234567",
                "amountPerTradeType": "percents",
                "amountPerTrade": 0.1,
                "leverage": 5,
            },
            "s=BTCUSDT b=short t=market q=10% l=5",
        ),
    ),
    (
        {
            "action": "open",
            "side": "long",
            "symbol": "BTCUSDT",
            "take_profit": [
                {"price_percentage": "2", "position_percentage": "50"},
                {"price_percentage": "4", "position_percentage": "50"},
            ],
            "stop_loss": {"stop_percentage": "1"},
        },
        (
            {
                "secret": "s" * 12,
                "bot_uuid": "u" * 12,
                "tv_instrument": "BTCUSDT",
                "action": "enter_long",
                "take_profit": {
                    "enabled": True,
                    "steps": [
                        {"price_percent": 2, "volume_percent": 50},
                        {"price_percent": 4, "volume_percent": 50},
                    ],
                },
                "stop_loss": {"enabled": True, "trigger_price_percent": 1},
            },
            {
                "code": "ENTER-LONG_Bybit_BTCUSDT_my-bot_15M_0123456789abcdef01234567",
                "takeProfits": [
                    {"priceDeviation": 0.02, "portfolio": 0.5},
                    {"priceDeviation": 0.04, "portfolio": 0.5},
                ],
                "stopLoss": {"priceDeviation": 0.01},
            },
            {
                "exchange": "binance",
                "pair": "BTCUSDT",
                "token": "t" * 12,
                "apiKey": "k",
                "isBuy": True,
                "stopLossType": "percent",
                "stopLossPercent": 1,
                "targetAmountInPercent": True,
                "targets": [
                    {"takeProfitPercent": 2, "amount": 50},
                    {"takeProfitPercent": 4, "amount": 50},
                ],
            },
        ),
    ),
)


@pytest.mark.parametrize(("message", "bodies"), SAME)
def test_the_same_intent_has_the_same_plan(
    message: Mapping[str, Any], bodies: tuple[Any, ...]
) -> None:
    wanted = done(ours(message))

    assert isinstance(wanted, tuple)
    for body in bodies:
        assert done(outcome(body)) == wanted, body


EXITS: Final = (
    {"secret": "s", "bot_uuid": "u", "tv_instrument": "BTCUSDT", "action": "exit_long"},
    {"message_type": "bot", "bot_id": 1, "email_token": "t", "pair": "USDT_BTC"}
    | {"action": "close_at_market_price"},
    "EXIT-LONG_Bybit_BTCUSDT_my-bot_15M_0123456789abcdef01234567",
    {"ticker": "BTCUSDT", "action": "exit"},
    {"action": "EXIT_LONG", "instrument": "BTC-USDT-SWAP", "signalToken": "t"},
    {"secret": "s", "side": "close_long", "symbol": "BTCUSDT"},
    {"exchange": "x", "pair": "BTCUSDT", "token": "t", "apiKey": "k", "isClose": True},
    "6123456789012,closelong,BTCUSDT",
    "s=BTCUSDT c=position b=long",
    "SELL_BINANCE_USDT-BTC",
    "EXCHANGE=sim\nSYMBOL=BTCUSDT\nSIGNAL=SELL\nREDUCE_ONLY=true",
    "MA: order sell @ 1 filled on BTCUSDT. New strategy position is 0",
)


@pytest.mark.parametrize("body", EXITS, ids=range(len(EXITS)))
def test_an_exit_closes_in_every_dialect(body: object) -> None:
    found = outcome(body, Side.LONG)

    assert isinstance(found, Admitted), found
    assert found.commands == done(ours({"action": "close", "symbol": "BTCUSDT"}, Side.LONG))
