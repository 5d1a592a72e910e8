"""One alert for a whole TradingView strategy."""

from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.model.sections import OrderType
from custom_components.tradehook.trading.signal.signal import Action, StrategyState
from tests.trading.messages import BASIC, errors, field_errors, parsed, warned

LONG = {
    "market_position": "long",
    "prev_market_position": "flat",
    "market_position_size": "2",
    "prev_market_position_size": 0,
    "order_action": "buy",
    "contracts": "2",
}
FLAT = {
    **LONG,
    "market_position": "flat",
    "prev_market_position": "long",
    "market_position_size": 0,
    "prev_market_position_size": 2,
    "order_action": "sell",
}


def alert(strategy: Any, **fields: Any) -> dict[str, Any]:
    return {**BASIC, "symbol": "SIM_USDT_BTC", "strategy": strategy, **fields}


@pytest.mark.parametrize(
    ("position", "previous", "size", "previous_size", "action", "side"),
    [
        ("long", "flat", 2, 0, Action.OPEN, Side.LONG),
        ("SHORT", "Flat", 2, 0, Action.OPEN, Side.SHORT),
        ("long", "long", 2, 0, Action.OPEN, Side.LONG),
        ("long", "long", 3, 2, Action.INCREASE, Side.LONG),
        ("long", "long", 2, 2, Action.INCREASE, Side.LONG),
        ("short", "short", "1.5", 2, Action.REDUCE, Side.SHORT),
        ("short", "long", 2, 2, Action.REVERSE, Side.SHORT),
        ("flat", "long", 0, 2, Action.CLOSE, None),
        ("flat", "flat", 0, 0, Action.CLOSE, None),
    ],
)
def test_action_and_side_follow_from_the_positions(
    position: str,
    previous: str,
    size: Any,
    previous_size: Any,
    action: Action,
    side: Side | None,
) -> None:
    signal = parsed(
        alert(
            {
                "market_position": position,
                "prev_market_position": previous,
                "market_position_size": size,
                "prev_market_position_size": previous_size,
            }
        )
    )
    assert (signal.action, signal.side) == (action, side)
    assert signal.strategy == StrategyState(
        market_position=position.lower(),
        prev_market_position=previous.lower(),
        market_position_size=Decimal(size),
        prev_market_position_size=Decimal(previous_size),
    )


def test_contracts_and_order_action_are_kept() -> None:
    state = parsed(alert({**LONG, "market_position_size": "-2"})).strategy
    assert state is not None
    assert (state.order_action, state.contracts) == ("buy", Decimal(2))
    assert state.market_position_size == Decimal(2)


def test_opening_fields_are_read() -> None:
    signal = parsed(alert(LONG, order_type="limit", signal_price=100, stop_loss_percentage=2))
    assert (signal.order_type, signal.signal_price) == (OrderType.LIMIT, Decimal(100))
    assert {"stop_loss", "strategy", "signal_price"} <= signal.given


@pytest.mark.parametrize(
    ("strategy", "wrong"),
    [
        ("long", {""}),
        ({}, {f".{name}" for name in list(LONG)[:4]}),
        ({**LONG, "market_position": "{{strategy.market_position}}"}, {".market_position"}),
        ({**LONG, "market_position": None}, {".market_position"}),
        ({**LONG, "market_position": "up"}, {".market_position"}),
        ({**LONG, "prev_market_position": None}, {".prev_market_position"}),
        ({**LONG, "market_position_size": "NaN"}, {".market_position_size"}),
        ({**LONG, "contracts": "x"}, {".contracts"}),
        ({**LONG, "position": 1}, {".position"}),
    ],
    ids=str,
)
def test_wrong_block_is_named(strategy: Any, wrong: set[str]) -> None:
    assert set(errors(alert(strategy))) == {f"strategy{path}" for path in wrong}


def test_wrong_order_action_is_only_a_warning() -> None:
    signal = parsed(alert({**LONG, "order_action": "hold"}))
    assert signal.strategy is not None
    assert signal.strategy.order_action is None
    assert warned(signal) == {"field_ignored"}


def test_action_contradicts_the_block() -> None:
    found = errors(alert(LONG, action="open"))
    assert found == {"strategy": "contradicts `action`: give only one of them"}


def test_own_side_is_ignored_with_a_warning() -> None:
    signal = parsed(alert(LONG, side="short"))
    assert signal.side is Side.LONG
    assert warned(signal) == {"field_ignored"}


def test_wrong_opening_fields_refuse_an_opening() -> None:
    found = errors(alert(LONG, signal_price=100, stop_loss={"stop_price": 101}, foo=1))
    assert set(found) == {"stop_loss.stop_price", "foo"}


def test_symbol_is_required_but_for_an_exit() -> None:
    assert errors({**BASIC, "strategy": LONG}) == {"symbol": "is required"}
    assert parsed({**BASIC, "strategy": FLAT}).symbol is None


@pytest.mark.parametrize("previous", [None, "", "NA", "{{x}}"])
def test_reduction_by_its_order_needs_no_previous_position(previous: str | None) -> None:
    smaller = {**LONG, "prev_market_position": previous, "prev_market_position_size": 4}
    smaller |= {"order_action": "sell", "contracts": "x"}
    signal = parsed(alert(smaller))
    assert signal.action is Action.REDUCE
    assert signal.strategy is not None
    assert signal.strategy.prev_market_position == "long"


def test_going_flat_is_a_market_close_that_gets_through() -> None:
    signal = parsed(
        alert(
            {**FLAT, "prev_market_position": "NA", "contracts": "{{x}}", "foo": 1},
            order_type="limit",
            signal_price="NA",
            stop_loss={"stop_percentage": -0},
            bar=1,
        )
    )
    assert (signal.action, signal.order_type) == (Action.CLOSE, OrderType.MARKET)
    assert signal.strategy is not None
    assert signal.strategy.prev_market_position == "flat"
    assert warned(signal) == {"field_ignored", "unknown_field"}


def test_reduction_gets_through_with_wrong_opening_fields() -> None:
    smaller = {**LONG, "prev_market_position": "long", "prev_market_position_size": 4}
    wrong = {"signal_price": "NA", "stop_loss_percentage": 2, "bar": 1}
    signal = parsed(alert(smaller, **wrong))
    assert signal.action is Action.REDUCE
    assert signal.stop_loss is None
    assert not {"signal_price", "stop_loss", "stop_loss_percentage"} & signal.given
    assert warned(signal) == {"field_ignored", "unknown_field"}


def test_reduction_keeps_right_opening_fields_as_the_bot_may_have_to_open() -> None:
    smaller = {**LONG, "prev_market_position": "long", "prev_market_position_size": 4}
    stop = {"stop_percentage": 2, "foo": 1}
    signal = parsed(alert(smaller, stop_loss=stop, leverage=3))
    assert signal.stop_loss is not None
    assert signal.leverage == 3
    assert {"stop_loss", "leverage"} <= signal.given
    assert warned(signal) == {"unknown_field"}


def test_what_is_wrong_within_the_block_is_told_once() -> None:
    odd = alert({**LONG, "leverage_used": 3}, quote_amount=10)
    assert [error.path for error in field_errors(odd)] == ["strategy.leverage_used"]
    assert len(parsed(odd, strict=False).warnings) == 1
    assert parsed(odd, strict=False).strategy == parsed(alert(LONG, quote_amount=10)).strategy
