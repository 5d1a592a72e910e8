"""An exit whose symbol names no market means the bot's only one, but never another coin's."""

from dataclasses import replace
from typing import Any

import pytest

from custom_components.tradehook.trading.admission.model import AdmissionContext, Admitted
from custom_components.tradehook.trading.model.commands import ClosePositions
from custom_components.tradehook.trading.reasons.reasons import Refusal
from tests.trading.admission_world import (
    LINEAR,
    SHORT,
    admitted,
    judge,
    market,
    position,
    refused,
    world,
)

BTC = position("p1", symbol="BTC/USDT:USDT", plan={"margin_mode": "isolated"})
ETH = replace(BTC, position_id="p2", symbol="ETH/USDT:USDT")
EXITS: list[dict[str, Any]] = [
    {"action": "close"},
    {"action": "reduce", "reduce_order": {"quantity_percentage": 50}},
    {"strategy": {"market_position": "flat"}},
]


def holding(*positions: Any, **changes: Any) -> AdmissionContext:
    return world(LINEAR, positions=list(positions or (BTC,)), **changes)


@pytest.mark.parametrize("symbol", [..., "", "{{ticker}}", "BTC", "BTCUSD", "XBTUSD.P", "BTCPERP"])
@pytest.mark.parametrize("exit_fields", EXITS, ids=["close", "reduce", "flat"])
def test_exit_means_the_only_market_and_says_so(exit_fields: dict[str, Any], symbol: Any) -> None:
    result = admitted(holding(), **exit_fields, symbol=symbol)
    assert result.position_ids == ("p1",)
    assert any(warning.startswith("symbol_assumed: ") for warning in result.warnings)
    assert "BTC/USDT:USDT" in result.warnings[0]


USDC = market("BTC", LINEAR, symbol="BTC/USDC:USDC", native_symbol="BTCUSDC", quote="USDC")


@pytest.mark.parametrize("symbol", ["BTCUSDC", "BTC/USDC", "BTC/USDC:USDC", "SIM_USDC_BTC"])
@pytest.mark.parametrize("exit_fields", EXITS, ids=["close", "reduce", "flat"])
def test_coin_in_a_currency_that_the_bot_does_not_trade_in_means_the_only_market(
    exit_fields: dict[str, Any], symbol: str
) -> None:
    """Whether the account has that market or not; where the bot is in it, it means that one."""
    context = holding()
    context = replace(context, markets={**context.markets, USDC.symbol: USDC})
    result = admitted(context, **exit_fields, symbol=symbol)
    assert result.position_ids == ("p1",)
    assert any(warning.startswith("symbol_assumed: ") for warning in result.warnings)
    other = replace(BTC, position_id="p2", symbol=USDC.symbol)
    both = replace(context, positions=[BTC, other])
    assert admitted(both, **exit_fields, symbol=symbol).position_ids == ("p2",)
    elsewhere = replace(context, positions=[ETH])
    assert refused(elsewhere, **exit_fields, symbol=symbol) == "position_missing"
    assert refused(context, symbol=symbol, side="long") == "wrong_quote"


@pytest.mark.parametrize("symbol", ["ETHUSD", "ETHBTC", "BTCDOMUSDT", "XYZUSDT", "ETHUSDT"])
@pytest.mark.parametrize("exit_fields", EXITS, ids=["close", "reduce", "flat"])
def test_another_coin_is_never_touched(exit_fields: dict[str, Any], symbol: str) -> None:
    result = judge(holding(), **exit_fields, symbol=symbol)
    assert isinstance(result, Refusal)
    known = symbol == "ETHUSDT"
    assert (result.status, result.code.value) == (
        (409, "position_missing") if known else (422, "unknown_symbol")
    )


def test_missing_symbol_with_several_markets_is_an_error_that_names_them() -> None:
    result = judge(holding(BTC, ETH), action="close", symbol=...)
    assert isinstance(result, Refusal)
    assert result.status == 422
    assert "BTC/USDT:USDT, ETH/USDT:USDT" in result.errors[0].message
    assert refused(holding(BTC, ETH), action="close", symbol="BTCUSD") == "unknown_symbol"


@pytest.mark.parametrize("symbol", [..., "", "{{ticker}}"])
@pytest.mark.parametrize("exit_fields", EXITS[:2], ids=["close", "reduce"])
def test_missing_symbol_with_several_markets_is_that_of_the_id(
    exit_fields: dict[str, Any], symbol: Any
) -> None:
    """It names the position; one that names none, or two, decides nothing."""
    ids = holding(BTC, replace(ETH, signal_id="eth"))
    result = admitted(ids, **exit_fields, symbol=symbol, signal_id="eth")
    assert result.position_ids == ("p2",)
    assert any(warning.startswith("symbol_assumed: ") for warning in result.warnings)
    unclear = [(ids, "another"), (holding(BTC, ETH), BTC.signal_id)]
    for context, named in unclear:
        assert refused(context, **exit_fields, symbol=symbol, signal_id=named) == "invalid_signal"


def test_missing_symbol_without_a_position_is_position_missing() -> None:
    assert refused(world(LINEAR), action="close", symbol=...) == "position_missing"


def test_symbol_of_another_exchange_stays_wrong() -> None:
    assert refused(holding(), action="close", symbol="BINANCE:BTCUSD") == "wrong_exchange"
    assert refused(holding(), action="close", symbol=..., exchange="KRKN") == "wrong_exchange"
    assert admitted(holding(), action="close", exchange="{{exchange}}").position_ids == ("p1",)


def test_market_is_assumed_before_the_venue_has_told_all() -> None:
    own = {"BTC/USDT:USDT": market("BTC", LINEAR)}
    context = holding(markets=own, markets_complete=False)
    assert admitted(context, action="close", symbol="BTCUSD").position_ids == ("p1",)
    assert refused(context, action="close", symbol="ETHUSDT") == "market_data_stale"


def test_reverse_with_an_assumed_market_closes_and_opens_nothing() -> None:
    result = judge(holding(), action="reverse", side="short", symbol="BTCUSD")
    assert isinstance(result, Admitted)
    assert isinstance(result.commands[0], ClosePositions)
    assert result.opening_refused is not None
    assert result.opening_refused.code == "unknown_symbol"


def test_open_with_such_a_symbol_is_refused() -> None:
    for symbol in ("BTCUSD", "BTC", "BTCPERP"):
        assert refused(holding(), side="long", symbol=symbol) == "unknown_symbol"


@pytest.mark.parametrize("exit_fields", EXITS[:2], ids=["close", "reduce"])
def test_unreadable_side_means_the_only_side_held(exit_fields: dict[str, Any]) -> None:
    assert admitted(holding(), **exit_fields, side="flat").position_ids == ("p1",)
    short = replace(BTC, position_id="p2", side=SHORT)
    result = judge(holding(BTC, short, hedge_mode=True), **exit_fields, side="flat")
    assert isinstance(result, Refusal)
    assert (result.status, result.errors[0].path) == (422, "side")


@pytest.mark.parametrize("exit_fields", EXITS[:2], ids=["close", "reduce"])
def test_unreadable_id_means_the_only_position(exit_fields: dict[str, Any]) -> None:
    assert admitted(holding(), **exit_fields, signal_id="x" * 65).position_ids == ("p1",)
    second = replace(BTC, position_id="p2", signal_id="s-2")
    result = judge(holding(BTC, second), **exit_fields, signal_id="{{x}}")
    assert isinstance(result, Refusal)
    assert (result.status, result.code.value) == (422, "position_ambiguous")
