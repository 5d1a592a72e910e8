"""Exits, increases and the steering of the bot: what they use, and what they put up with."""

from decimal import Decimal
import json
from typing import Any

import pytest

from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.model.sections import OrderType
from custom_components.tradehook.trading.signal.actions import ACTIONS
from custom_components.tradehook.trading.signal.parse import (
    FIELDS,
    InvalidSignal,
    action_of,
    parse_object,
    parse_signal,
)
from custom_components.tradehook.trading.signal.signal import Action, SizeChange
from tests.trading.messages import BASIC, CLOSE, OPEN, errors, parsed, warned

HALF = {"quantity_percentage": 50}
INCREASE = {**CLOSE, "action": "increase", "increase_order": HALF}
REDUCE = {**CLOSE, "action": "reduce", "reduce_order": HALF}
EXITS: list[dict[str, Any]] = [
    CLOSE,
    REDUCE,
    {**BASIC, "action": "stop_bot"},
    {**CLOSE, "action": "cancel"},
    {**BASIC, "action": "close_all"},
    {**BASIC, "action": "start_bot"},
    {**BASIC, "action": "stop_and_close"},
]
SUPERFLUOUS: dict[str, Any] = {
    "take_profit": "nonsense",
    "stop_loss": {"stop_percentage": "NaN"},
    "quote_amount": -5,
    "base_amount": 5,
    "leverage": "x",
    "entry_condition": 7,
    "increase_order": {"x": []},
    "timestamp": "never",
    "signal_price": "NA",
    "price": -1,
    "foo": {"bar": float("nan")},
    "adjustfee": 1,
}


@pytest.mark.parametrize("message", EXITS, ids=lambda message: message["action"])
@pytest.mark.parametrize("strict", [True, False])
def test_exit_gets_through_whatever_superfluous_it_carries(
    message: dict[str, Any], *, strict: bool
) -> None:
    signal = parsed({**message, **SUPERFLUOUS}, strict=strict)
    assert signal.action == message["action"]
    assert warned(signal) == {"unknown_field", "field_ignored"}
    assert len(signal.warnings) == len(SUPERFLUOUS)
    assert not set(SUPERFLUOUS) & signal.given


@pytest.mark.parametrize("message", EXITS, ids=lambda message: message["action"])
def test_exit_without_superfluous_fields_has_no_warnings(message: dict[str, Any]) -> None:
    timed = {**message, "timestamp": 1795181405, "signal_id": "trade-1"}
    signal = parsed(timed)
    assert signal.warnings == ()
    assert signal.signal_id == "trade-1"
    assert signal.timestamp is not None


@pytest.mark.parametrize("message", EXITS, ids=lambda message: message["action"])
def test_exit_with_a_wrong_test_flag_is_refused_as_it_may_be_meant_as_a_test(
    message: dict[str, Any],
) -> None:
    assert set(errors({**message, "test": "yes"})) == {"test"}
    assert parsed({**message, "test": True}).test is True


@pytest.mark.parametrize("message", EXITS, ids=lambda message: message["action"])
def test_exit_may_repeat_a_field_with_the_same_value_only(message: dict[str, Any]) -> None:
    body = json.dumps(message)[:-1]
    same = parse_object((body + ', "exchange": "SIM"}').encode())
    assert warned(parse_signal(same, strict=True)) == {"field_repeated"}
    other = errors_of(body + ', "exchange": "BINA"}')
    assert other == {"exchange": "is given more than once"}


def errors_of(body: str) -> dict[str, str]:
    """Return what is wrong with a message in its own spelling."""
    with pytest.raises(InvalidSignal) as invalid:
        parse_signal(parse_object(body.encode()), strict=True)
    return {error.path: error.message for error in invalid.value.errors}


def test_increase_needs_a_symbol() -> None:
    message = {**BASIC, "action": "increase", "increase_order": HALF}
    assert errors(message)["symbol"] == "is required"


@pytest.mark.parametrize("symbol", [..., None, "", " ", "{{ticker}}", "SIM_USDT_{{base}}", "NA"])
@pytest.mark.parametrize("message", [CLOSE, REDUCE], ids=lambda m: m["action"])
def test_exit_without_a_usable_symbol_is_read(message: dict[str, Any], symbol: Any) -> None:
    fields = {k: v for k, v in {**message, "symbol": symbol}.items() if v is not ...}
    assert parsed(fields).symbol is None
    assert set(errors({**message, "symbol": 5})) == {"symbol"}


EMPTY: dict[str, Any] = dict.fromkeys(
    ("side", "order_type", "signal_id", "test", "exchange", "timestamp", "price", "leverage"), ""
)


@pytest.mark.parametrize("message", EXITS, ids=lambda message: message["action"])
def test_empty_text_on_an_exit_is_its_absence(message: dict[str, Any]) -> None:
    signal = parsed({**message, **EMPTY})
    assert warned(signal) == {"empty_field"}
    assert len(signal.warnings) == len(EMPTY)
    assert (signal.side, signal.signal_id, signal.exchange) == (None, None, None)
    assert not signal.test
    assert signal.unreadable == set()


@pytest.mark.parametrize("name", ["signal_id", "order_type", "timestamp", "test", "exchange"])
@pytest.mark.parametrize("message", [OPEN, INCREASE], ids=lambda m: m["action"])
def test_empty_text_of_new_exposure_is_absence_in_a_few_fields(
    message: dict[str, Any], name: str
) -> None:
    signal = parsed({**message, name: ""})
    assert warned(signal) == {"empty_field"}
    assert name not in signal.given


@pytest.mark.parametrize(
    "name", ["side", "signal_price", "quote_amount", "leverage", "symbol", "stop_loss_percentage"]
)
def test_other_empty_texts_of_new_exposure_are_errors(name: str) -> None:
    assert set(errors({**OPEN, name: ""})) == {name}
    assert set(errors({**OPEN, "stop_loss": {"stop_percentage": ""}})) == {
        "stop_loss.stop_percentage"
    }


@pytest.mark.parametrize("value", ["sell", "flat", "{{x}}", 5, [], "x" * 300])
@pytest.mark.parametrize("message", [CLOSE, REDUCE], ids=lambda m: m["action"])
def test_unreadable_side_or_id_of_an_exit_is_marked_and_not_guessed(
    message: dict[str, Any], value: Any
) -> None:
    assert parsed({**message, "side": value}).unreadable == {"side"}
    if value not in ("sell", "flat"):
        assert parsed({**message, "signal_id": value}).unreadable == {"signal_id"}


UNREADABLE: list[Any] = [
    *("", "x", "NA", "n/a", "null", "undefined", "{{x}}", "x" * 200, "\x00", "a\u200bb"),
    *(0, 1, -1.5, True, False, [], ["a"], {}, {"a": 1}),
]


@pytest.mark.parametrize("value", [*UNREADABLE, "mkt", "Market Order", "stop"], ids=str)
@pytest.mark.parametrize("message", [CLOSE, REDUCE], ids=lambda m: m["action"])
def test_order_type_that_can_not_be_read_means_a_market_order(
    message: dict[str, Any], value: Any
) -> None:
    signal = parsed({**message, "order_type": value})
    assert signal.order_type is OrderType.MARKET
    assert warned(signal) <= {"empty_field", "field_ignored"}


NEEDED = {
    "reduce": {"reduce_order"},
    "close": {"price"},
}
"""What an exit that has it uses."""


@pytest.mark.parametrize("value", UNREADABLE, ids=str)
@pytest.mark.parametrize("message", EXITS, ids=lambda message: message["action"])
def test_exit_gets_through_whatever_can_not_be_read_in_a_field_that_it_does_not_need(
    message: dict[str, Any], value: Any
) -> None:
    """But for `test`, which may have been meant, and a symbol that may be another coin's."""
    needed = NEEDED.get(message["action"], set()) | {"action", "test", "symbol"}
    for name in sorted(FIELDS - needed):
        signal = parsed({**message, name: value})
        assert signal.action == message["action"]
        assert len(signal.warnings) <= 1


@pytest.mark.parametrize("value", ["NA", "n/a", "null", "undefined", "{{exchange}}", 5, {}, True])
@pytest.mark.parametrize("message", EXITS, ids=lambda message: message["action"])
def test_exchange_that_nobody_filled_in_is_the_accounts(
    message: dict[str, Any], value: Any
) -> None:
    signal = parsed({**message, "exchange": value})
    assert signal.exchange is None
    assert warned(signal) == {"field_ignored"}


@pytest.mark.parametrize("message", [CLOSE, REDUCE], ids=lambda m: m["action"])
def test_symbol_of_an_exit_that_names_nothing_is_none_and_one_that_nobody_knows_is_wrong(
    message: dict[str, Any],
) -> None:
    nothing: list[Any] = [[], ["BTC"], {}, {"a": 1}, True, False, "\u200b", "\x00"]
    for value in nothing:
        assert parsed({**message, "symbol": value}).symbol is None
    for other in (4, 1.5, "x" * 65):  # 4 is a coin
        assert set(errors({**message, "symbol": other})) == {"symbol"}
    for hidden in ("BTC\u200bUSDT", "\ufeffBTCUSDT", "BTCUSDT\u200e"):
        assert parsed({**message, "symbol": hidden}).symbol == "BTCUSDT"


@pytest.mark.parametrize("name", ["reduce_order", "decrease_order", "reduce"])
def test_size_of_a_reduction_may_stand_in_each_section(name: str) -> None:
    message = {**CLOSE, "action": "reduce", name: {"base_amount": "0.5", "quote_amount": ""}}
    assert parsed(message).reduce_order == SizeChange(base_amount=Decimal("0.5"))


@pytest.mark.parametrize("name", ["quantity_percentage", "quote_amount", "base_amount"])
def test_size_of_a_reduction_may_stand_on_the_top_level(name: str) -> None:
    signal = parsed({**CLOSE, "action": "reduce", name: "5"})
    assert signal.reduce_order == SizeChange(**{name: Decimal(5)})
    limit = {"order_type": "limit", "price": 9}
    priced = parsed({**CLOSE, "action": "reduce", name: "5", **limit})
    assert priced.reduce_order == SizeChange(**{name: Decimal(5)}, price=Decimal(9))


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, {"reduce_order"}),
        ({"reduce": 50}, {"reduce"}),
        ({"reduce_order": HALF, "reduce": {"base_amount": 1}}, {"reduce"}),
        ({"quote_amount": 5, "base_amount": 5}, {"base_amount"}),
        ({"quantity_percentage": "half"}, {"quantity_percentage"}),
        ({"reduce_order": HALF, "quantity_percentage": 25}, {"quantity_percentage"}),
        ({"reduce": {"base_amount": 1}, "quantity_percentage": 25}, {"quantity_percentage"}),
        ({"decrease_order": {"base_amount": "0.004"}, "base_amount": "0.001"}, {"base_amount"}),
        ({"reduce": {"quote_amount": 5}, "quote_amount": 6}, {"quote_amount"}),
        ({"reduce_order": HALF, "reduce": {"price": 5}}, {"reduce"}),
        ({"reduce_order": {}}, {"reduce_order.quantity_percentage"}),
        ({"reduce_order": {"base_amount": "x"}, "base_amount": 6}, {"reduce_order.base_amount"}),
    ],
    ids=str,
)
def test_size_of_a_reduction_is_never_guessed(fields: dict[str, Any], wrong: set[str]) -> None:
    assert set(errors({**CLOSE, "action": "reduce", **fields})) == wrong


@pytest.mark.parametrize(
    "again", [{"decrease_order": {"quantity_percentage": "50.0"}}, {"quantity_percentage": "50"}]
)
def test_same_reduction_twice_is_harmless(again: dict[str, Any]) -> None:
    signal = parsed({**REDUCE, **again})
    assert signal.reduce_order == SizeChange(quantity_percentage=Decimal(50))
    assert [warning.split(":")[0] for warning in signal.warnings] == ["field_ignored"]


@pytest.mark.parametrize(
    ("beside", "warnings"),
    [
        ({"reduce": {}}, {"empty_field"}),
        ({"reduce": None}, set()),
        ({"quantity_percentage": "{{plot_0}}"}, {"field_ignored"}),
        ({"quote_amount": 100}, {"field_ignored"}),  # an opening's, which the template left
        ({"base_amount": "x"}, {"field_ignored"}),
    ],
    ids=str,
)
def test_what_says_no_size_of_a_reduction_is_not_in_its_way(
    beside: dict[str, Any], warnings: set[str]
) -> None:
    signal = parsed({**REDUCE, **beside})
    assert signal.reduce_order == SizeChange(quantity_percentage=Decimal(50))
    assert warned(signal) == warnings
    empty = parsed({**CLOSE, "action": "reduce", "reduce_order": {}, "base_amount": 5})
    assert empty.reduce_order == SizeChange(base_amount=Decimal(5))


@pytest.mark.parametrize("strict", [True, False])
def test_size_of_an_increase_is_not_guessed_either(*, strict: bool) -> None:
    increase = {**CLOSE, "action": "increase", "increase_order": {"base_amount": 2}}
    assert set(errors({**increase, "base_amount": 1}, strict=strict)) == {"base_amount"}
    half = {**increase, "quantity_percentage": 50}
    assert set(errors(half, strict=strict)) == {"quantity_percentage"}
    same = parsed({**increase, "base_amount": "2.0", "quote_amount": 50}, strict=strict)
    assert warned(same) == {"field_ignored"}


def test_field_that_is_there_twice_stays_wrong_beside_an_empty_one() -> None:
    """To drop what is empty does not make a message forget that it contradicts itself."""
    twice = '"stop_loss": {"stop_price": 1}, "stop_loss": {"stop_price": 2}'
    body = f'{{"action": "modify", "symbol": "BTC/USDT", "side": "", {twice}}}'
    with pytest.raises(InvalidSignal) as wrong:
        parse_signal(parse_object(body.encode()), strict=True)
    assert [error.path for error in wrong.value.errors] == ["stop_loss"]


@pytest.mark.parametrize("message", [CLOSE, INCREASE, REDUCE], ids=lambda m: m["action"])
def test_side_restricts_the_direction(message: dict[str, Any]) -> None:
    assert parsed(message).side is None
    assert parsed({**message, "side": "SHORT"}).side is Side.SHORT
    if message is INCREASE:
        assert set(errors({**message, "side": "sell"})) == {"side"}


@pytest.mark.parametrize("action", ["stop_bot", "start_bot", "stop_and_close"])
def test_steering_ignores_symbol_and_side_with_a_warning(action: str) -> None:
    signal = parsed({**OPEN, "action": action})
    assert (signal.symbol, signal.side) == (None, None)
    assert [warning.partition(" was")[0] for warning in signal.warnings] == [
        "field_ignored: `symbol`",
        "field_ignored: `side`",
    ]


def test_steering_ignores_a_wrong_signal_id() -> None:
    signal = parsed({**BASIC, "action": "stop_bot", "signal_id": "x" * 65})
    assert signal.signal_id is None
    assert warned(signal) == {"field_ignored"}


def test_signal_id_that_picks_a_position_to_increase_must_be_right() -> None:
    assert set(errors({**INCREASE, "signal_id": "x" * 65})) == {"signal_id"}


def test_close_is_a_market_order_by_default() -> None:
    signal = parsed(CLOSE)
    assert (signal.order_type, signal.price) == (OrderType.MARKET, None)


@pytest.mark.parametrize("order_type", [None, "market"])
def test_price_of_a_market_close_is_ignored_with_a_warning(order_type: str | None) -> None:
    signal = parsed({**CLOSE, "order_type": order_type, "price": 5, "signal_price": -5})
    assert (signal.price, signal.signal_price) == (None, None)
    assert [warning.partition(" was")[2] for warning in signal.warnings] == [
        " ignored: a market order has no price."
    ] * 2


@pytest.mark.parametrize("name", ["price", "signal_price"])
def test_limit_close_takes_either_price(name: str) -> None:
    signal = parsed({**CLOSE, "order_type": "limit", name: "5.5"})
    assert (signal.order_type, signal.price) == (OrderType.LIMIT, Decimal("5.5"))


def test_price_of_a_limit_close_goes_before_the_signal_price() -> None:
    signal = parsed({**CLOSE, "order_type": "limit", "price": 5, "signal_price": 6})
    assert signal.price == Decimal(5)
    assert warned(signal) == {"field_ignored"}


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"order_type": "limit"}, {"price"}),
        ({"order_type": "limit", "price": 0}, {"price"}),
        ({"order_type": "limit", "signal_price": "NA"}, {"signal_price"}),
    ],
    ids=str,
)
def test_wrong_field_that_a_close_uses_is_an_error(fields: dict[str, Any], wrong: set[str]) -> None:
    assert set(errors({**CLOSE, **fields})) == wrong


@pytest.mark.parametrize("action", ["increase", "reduce"])
@pytest.mark.parametrize("name", ["quantity_percentage", "quote_amount", "base_amount"])
def test_size_change_comes_in_one_of_three_ways(action: str, name: str) -> None:
    signal = parsed({**CLOSE, "action": action, f"{action}_order": {name: "250"}})
    change = getattr(signal, f"{action}_order")
    assert change == SizeChange(**{name: Decimal(250)})


@pytest.mark.parametrize("action", ["increase", "reduce"])
@pytest.mark.parametrize(
    ("order", "wrong"),
    [
        (None, {""}),
        (5, {""}),
        ({}, {".quantity_percentage"}),
        ({"price": 5}, {".quantity_percentage"}),
        ({"quantity_percentage": 0}, {".quantity_percentage"}),
        ({"quote_amount": -1}, {".quote_amount"}),
        ({"quote_amount": 1, "base_amount": 1}, {".base_amount"}),
        (
            {"quantity_percentage": 1, "quote_amount": 1, "base_amount": 1},
            {".quote_amount", ".base_amount"},
        ),
        ({"quote_amount": 1, "price": "NA"}, {".price"}),
    ],
    ids=str,
)
def test_wrong_size_change_is_named(action: str, order: Any, wrong: set[str]) -> None:
    message = {**CLOSE, "action": action, "order_type": "limit", "signal_price": 7}
    found = errors({**message, f"{action}_order": order})
    assert set(found) == {f"{action}_order{path}" for path in wrong}


@pytest.mark.parametrize("action", ["increase", "reduce"])
def test_market_order_ignores_its_price(action: str) -> None:
    order = {"quote_amount": 5, "price": "NA"}
    signal = parsed({**CLOSE, "action": action, "order_type": "market", f"{action}_order": order})
    assert getattr(signal, f"{action}_order") == SizeChange(quote_amount=Decimal(5))
    assert signal.warnings == (
        f"field_ignored: `{action}_order.price` was ignored: a market order has no price.",
    )


def test_reduction_is_a_market_order_by_default_and_an_increase_the_bots() -> None:
    assert parsed(REDUCE).order_type is OrderType.MARKET
    assert parsed(INCREASE).order_type is None


@pytest.mark.parametrize("message", [INCREASE, REDUCE], ids=lambda m: m["action"])
def test_signal_price_stands_in_for_the_price_of_a_limit_order(message: dict[str, Any]) -> None:
    signal = parsed({**message, "order_type": "limit", "signal_price": 5})
    assert signal.signal_price == Decimal(5)
    name = f"{message['action']}_order"
    own = {**message, "order_type": "limit", name: {**HALF, "price": 4}, "signal_price": "NA"}
    signal = parsed(own)
    assert signal.signal_price is None
    assert getattr(signal, name).price == Decimal(4)
    assert warned(signal) == {"field_ignored"}


def test_limit_reduction_needs_a_price_and_a_limit_increase_takes_the_current_one() -> None:
    assert errors({**REDUCE, "order_type": "limit"}) == {
        "reduce_order.price": "is required for a limit order"
    }
    assert errors({**REDUCE, "order_type": "limit", "signal_price": "NA"}) == {
        "signal_price": "must be a number, and the sender had none for it"
    }
    assert parsed({**INCREASE, "order_type": "limit"}).increase_order == SizeChange(
        quantity_percentage=Decimal(50)
    )


LIMIT = {"order_type": "limit"}
AT_7 = SizeChange(quantity_percentage=Decimal(50), price=Decimal(7))


@pytest.mark.parametrize(
    ("fields", "order_type", "change"),
    [
        ({**LIMIT, "reduce_order": HALF, "price": 7}, "limit", AT_7),
        ({**LIMIT, "reduce": HALF, "price": "7"}, "limit", AT_7),
        ({**LIMIT, "quantity_percentage": 50, "price": 7}, "limit", AT_7),
        ({**LIMIT, "reduce_order": {**HALF, "price": 7}, "price": 8}, "limit", AT_7),
        ({"reduce_order": {**HALF, **LIMIT, "price": 7}}, "limit", AT_7),
        ({"reduce_order": {**HALF, **LIMIT}, "price": 7}, "limit", AT_7),
        ({"reduce_order": {**HALF, "order_type": "LIMIT", "price": 7}}, "limit", AT_7),
        ({"decrease_order": {**HALF, **LIMIT, "price": 7}}, "limit", AT_7),
        ({"order_type": "", "reduce_order": {**HALF, **LIMIT, "price": 7}}, "limit", AT_7),
        # What is said on the top level goes before, and a price alone makes no limit order.
        ({"order_type": "market", "reduce_order": {**HALF, **LIMIT, "price": 7}}, "market", None),
        ({"reduce_order": {**HALF, "order_type": "x", "price": 7}}, "market", None),
        ({"reduce_order": HALF, "price": 7}, "market", None),
    ],
    ids=str,
)
def test_limit_of_a_reduction_is_found_wherever_it_stands(
    fields: dict[str, Any], order_type: str, change: SizeChange | None
) -> None:
    """It was sold at market, or refused, though what it asked for was plain."""
    signal = parsed({**CLOSE, "action": "reduce", **fields})
    assert signal.order_type == order_type
    assert signal.reduce_order == (change or SizeChange(quantity_percentage=Decimal(50)))


@pytest.mark.parametrize(
    "fields", [{"reduce_order": {**HALF, **LIMIT}}, {**LIMIT, "reduce_order": HALF, "price": "x"}]
)
def test_limit_of_a_reduction_is_never_guessed(fields: dict[str, Any]) -> None:
    assert errors({**CLOSE, "action": "reduce", **fields})


def test_increase_is_as_strict_as_an_opening() -> None:
    assert set(errors({**INCREASE, "foo": 1, "increase_order": {**HALF, "bar": 1}})) == {
        "foo",
        "increase_order.bar",
    }
    signal = parsed({**INCREASE, "leverage": "nonsense"})
    assert warned(signal) == {"field_ignored"}
    assert errors({**INCREASE, **LIMIT, "price": 7}) == {
        "price": "is not a known field: did you mean `signal_price`?"
    }
    own = parsed({**INCREASE, **LIMIT, "increase_order": {**HALF, "price": 6}, "price": 7})
    assert warned(own) == {"field_ignored"}


def test_unknown_field_inside_a_reduction_is_a_warning() -> None:
    signal = parsed({**REDUCE, "reduce_order": {**HALF, "bar": 1}})
    assert warned(signal) == {"unknown_field"}


def test_exits_are_known_as_such() -> None:
    exits = {row.action for row in ACTIONS if row.is_exit}
    # A modify is an exit as long as it loosens nothing, and strict in what it changes.
    assert exits == {message["action"] for message in EXITS} | {"modify"}


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ({}, Action.OPEN),
        ({"action": None}, Action.OPEN),
        ({"action": " Close "}, Action.CLOSE),
        ({"action": "stop_and_close", "take_profit": float("nan")}, Action.STOP_AND_CLOSE),
        ({"action": "clsoe"}, None),
        ({"action": 5}, None),
        ({"action": ["close"]}, None),
        ({"strategy": {"market_position": "flat"}}, Action.CLOSE),
        ({"strategy": {"market_position": "long", "market_position_size": 1}}, Action.OPEN),
        ({"strategy": {"market_position": "{{strategy.market_position}}"}}, None),
        ({"strategy": "flat"}, None),
        ({"strategy": []}, None),
        ({"action": "open", "strategy": {"market_position": "flat"}}, Action.OPEN),
    ],
    ids=str,
)
def test_what_a_message_asks_for_is_known_before_it_is_checked(
    message: dict[str, Any], expected: Action | None
) -> None:
    assert action_of(message) == expected
    assert action_of(parse_object(json.dumps(message).encode())) == expected
