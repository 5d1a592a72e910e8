"""A message of an opening → a Signal."""

from datetime import UTC, datetime
from decimal import Decimal
import json
from typing import Any

import pytest

from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.model.sections import (
    ConditionOperator,
    DcaOrder,
    EntryCondition,
    EntryExpiration,
    OrderType,
    PriceLevel,
    StopLoss,
    TakeProfit,
)
from custom_components.tradehook.trading.reasons.reasons import ReasonCode
from custom_components.tradehook.trading.signal.parse import (
    InvalidSignal,
    parse_object,
    parse_signal,
)
from custom_components.tradehook.trading.signal.signal import Action
from tests.trading.messages import (
    BASIC,
    OPEN,
    errors,
    field_errors,
    open_errors,
    opened,
    parsed,
    warned,
)

OPENING_ACTIONS = [Action.OPEN, Action.START_AND_OPEN, Action.REVERSE]


def level(price: str | None = None, percentage: str | None = None) -> PriceLevel:
    return PriceLevel(
        price=Decimal(price) if price else None,
        percentage=Decimal(percentage) if percentage else None,
    )


def test_every_field_of_an_opening_is_read() -> None:
    signal = opened(
        signal_id="trade-1",
        timestamp="2026-11-20T13:30:05Z",
        order_type="limit",
        signal_price="60000.50",
        quote_amount=25.0,
        leverage=5.0,
        adjust_fee="true",
        entry_condition={"price": 59000, "time": 30, "operator": "AND"},
        entry_expiration={"time": 60, "price": 61000},
        dca_orders=[{"price_percentage": -1.5, "quantity_percentage": 100}],
        take_profit=[
            {"price_percentage": 2, "position_percentage": 50},
            {"price": "70000", "position_percentage": 50, "trailing_distance": 1},
        ],
        stop_loss={"stop_percentage": 3},
    )
    assert signal.action is Action.OPEN
    assert (signal.exchange, signal.symbol, signal.side) == ("SIM", "SIM_USDT_BTC", Side.LONG)
    assert signal.signal_id == "trade-1"
    assert signal.timestamp == datetime(2026, 11, 20, 13, 30, 5, tzinfo=UTC)
    assert signal.order_type is OrderType.LIMIT
    assert signal.signal_price == Decimal("60000.50")
    assert (signal.quote_amount, signal.base_amount) == (Decimal(25), None)
    assert (signal.leverage, signal.adjust_fee, signal.test) == (5, True, False)
    assert signal.entry_condition == EntryCondition(
        price=Decimal(59000), time=Decimal(30), operator=ConditionOperator.AND
    )
    assert signal.entry_expiration == EntryExpiration(time=Decimal(60), price=Decimal(61000))
    assert signal.dca_orders == (
        DcaOrder(level=level(percentage="1.5"), quantity_percentage=Decimal(100)),
    )
    assert signal.take_profit == (
        TakeProfit(level=level(percentage="2"), position_percentage=Decimal(50)),
        TakeProfit(
            level=level(price="70000"),
            position_percentage=Decimal(50),
            trailing_distance=Decimal(1),
        ),
    )
    assert signal.stop_loss == StopLoss(level=level(percentage="3"))
    assert signal.warnings == ()


def test_missing_action_means_open() -> None:
    message = {name: value for name, value in OPEN.items() if name != "action"}
    assert parsed(message).action is Action.OPEN
    assert parsed({**message, "action": None}).action is Action.OPEN


@pytest.mark.parametrize("word", [action.value for action in Action])
def test_action_fits_in_any_case(word: str) -> None:
    message = {**OPEN, "action": f" {word.upper()}"}
    if word in ("increase", "reduce"):
        message[f"{word}_order"] = {"quantity_percentage": 50}
    if word == "modify":
        message["auto_close"] = 60
    assert parsed(message).action == word


def test_wrong_action_is_told_with_all_other_errors() -> None:
    found = open_errors(action="opne", signal_price=-1, foo=1, reduce_order={"price": 0})
    assert "did you mean `open`" in found["action"]
    assert set(found) == {
        "action",
        "signal_price",
        "foo",
        "reduce_order.quantity_percentage",
        "reduce_order.price",
    }


@pytest.mark.parametrize("action", OPENING_ACTIONS)
def test_opening_needs_symbol_and_side(action: Action) -> None:
    assert errors({**BASIC, "action": action}) == {
        "symbol": "is required",
        "side": "is required",
    }


def test_exchange_may_be_left_out() -> None:
    assert opened(exchange=None).exchange is None


@pytest.mark.parametrize("action", OPENING_ACTIONS)
def test_all_errors_come_at_once_with_their_paths(action: Action) -> None:
    found = errors(
        {
            **OPEN,
            "action": action,
            "side": "up",
            "order_type": "stop",
            "signal_price": "{{close}}",
            "quote_amount": 0,
            "leverage": 5.5,
            "adjust_fee": "maybe",
            "take_profit": [
                {"price_percentage": 1, "position_percentage": 50},
                {"price_percentage": "NaN", "position_percentage": 0},
            ],
            "stop_loss": {"stop_percentage": -0.0, "protection": "BREAK_EVEN"},
            "adjustfee": True,
        }
    )
    assert set(found) == {
        "side",
        "order_type",
        "signal_price",
        "quote_amount",
        "leverage",
        "adjust_fee",
        "take_profit[1].price_percentage",
        "take_profit[1].position_percentage",
        "stop_loss.stop_percentage",
        "stop_loss.protection",
        "adjustfee",
    }
    assert found["stop_loss.protection"].endswith("did you mean `protection_type`?")


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("adjustfee", "adjust_fee"),
        ("adjust_fees", "adjust_fee"),
        ("takeProfit", "take_profit"),
        ("TAKE-PROFIT", "take_profit"),
        ("stoploss", "stop_loss"),
        ("signalprice", "signal_price"),
        ("simbol", "symbol"),
    ],
)
def test_unknown_field_suggests_the_one_that_was_meant(name: str, meant: str) -> None:
    assert open_errors(**{name: 1}) == {name: f"is not a known field: did you mean `{meant}`?"}


def test_unknown_field_without_a_likeness_is_only_unknown() -> None:
    assert open_errors(zzz=1) == {"zzz": "is not a known field"}


def test_lenient_bot_takes_unknown_fields_with_a_warning() -> None:
    signal = parsed(
        {**OPEN, "adjustfee": 1, "stop_loss": {"stop_percentage": 1, "x": 2}}, strict=False
    )
    assert signal.warnings == (
        "unknown_field: `stop_loss.x` is not a field of a signal and was ignored.",
        (
            "unknown_field: `adjustfee` is not a field of a signal and was ignored: "
            "did you mean `adjust_fee`?"
        ),
    )


def test_lenient_bot_still_refuses_wrong_values() -> None:
    assert set(errors({**OPEN, "quote_amount": "NA"}, strict=False)) == {"quote_amount"}


def test_known_field_of_another_action_is_ignored_with_a_warning() -> None:
    signal = opened(reduce_order={"quantity_percentage": "x"}, price=1)
    assert warned(signal) == {"field_ignored"}
    assert len(signal.warnings) == 2
    assert signal.price is None
    assert not {"price", "reduce_order"} & signal.given


@pytest.mark.parametrize("price", [1, "1", "x", "", "{{close}}"])
@pytest.mark.parametrize("action", ["open", "start_and_open", "reverse"])
def test_limit_of_an_entry_that_stands_in_price_is_refused(action: str, price: object) -> None:
    """It was ignored, and the entry placed at the present price."""
    limit = {**OPEN, "action": action, "order_type": "limit", "price": price}
    assert errors(limit) == {"price": "is not a known field: did you mean `signal_price`?"}
    for other in ({"signal_price": 5}, {"price_offset_percentage": 1}, {"order_type": "market"}):
        assert warned(parsed({**limit, **other})) == {"field_ignored"}
    assert warned(parsed(limit, strict=False)) == {"field_ignored"}


INCREASE = {
    "action": "increase",
    "symbol": "BTC/USDT",
    "increase_order": {"quantity_percentage": 50},
}


@pytest.mark.parametrize(
    ("message", "field", "value"),
    [
        (OPEN, "auto_close", 3600),
        ({**OPEN, "action": "reverse"}, "auto_close", "x"),
        (INCREASE, "auto_close", 3600),
        (INCREASE, "entry_condition", {"price": 5}),
        (INCREASE, "entry_condition", {}),
        ({**INCREASE, "order_type": "limit"}, "price_offset_percentage", 1),
    ],
    ids=str,
)
def test_what_new_exposure_would_lose_is_refused(
    message: dict[str, Any], field: str, value: object
) -> None:
    """Ignored, it left a position open for longer, or bought at once, or at another price."""
    assert errors({**message, field: value}) == {field: "is not a known field"}
    assert warned(parsed({**message, field: value}, strict=False)) == {"field_ignored"}
    assert not parsed({**message, field: None}).warnings


@pytest.mark.parametrize("message", [OPEN, {**OPEN, "action": "reverse"}, INCREASE], ids=str)
def test_limit_in_price_is_refused_where_the_bot_s_entries_are_limit_orders(
    message: dict[str, Any],
) -> None:
    """The alert left the order type to the bot, and was placed at the present price."""
    at = {**message, "price": 50}
    found = {"price": "is not a known field: did you mean `signal_price`?"}
    assert errors(at, bot_order_type=OrderType.LIMIT) == found
    assert warned(parsed(at)) == {"field_ignored"}
    for other in ({"signal_price": 5}, {"order_type": "market"}):
        again = parsed({**at, **other}, bot_order_type=OrderType.LIMIT)
        assert warned(again) == {"field_ignored"}


RESTING = {**INCREASE, "increase_order": {"quantity_percentage": 50, "price": 5}}


@pytest.mark.parametrize(
    ("message", "own", "refused"),
    [
        (RESTING, OrderType.MARKET, True),
        ({**INCREASE, "order_type": "limit", "signal_price": 5}, OrderType.MARKET, True),
        (INCREASE, OrderType.LIMIT, True),
        ({**INCREASE, "order_type": "market"}, OrderType.LIMIT, False),
        (INCREASE, OrderType.MARKET, False),
    ],
    ids=str,
)
def test_time_of_an_increase_that_rests_is_refused(
    message: dict[str, Any], own: OrderType, *, refused: bool
) -> None:
    """It was ignored, and the order could fill for ever; a market order does not rest."""
    timed = {**message, "entry_expiration": {"time": 10}}
    if refused:
        found = {"entry_expiration": "is not a known field"}
        assert errors(timed, bot_order_type=own) == found
    else:
        assert warned(parsed(timed, bot_order_type=own)) == {"field_ignored"}
    assert warned(parsed(timed, strict=False, bot_order_type=own)) == {"field_ignored"}


@pytest.mark.parametrize("section", ["increase_order", "reduce_order", "decrease_order", "reduce"])
@pytest.mark.parametrize("strict", [True, False])
def test_size_of_another_action_without_an_action_is_no_opening(
    section: str, *, strict: bool
) -> None:
    """What was to be made smaller was bought a second time."""
    message = {**OPEN, section: {"quantity_percentage": 50}}
    found = errors({**message, "action": None}, strict=strict)
    assert found.pop("action") == "is required"
    assert set(found) <= {section}
    assert not errors({**message, "action": "open"}, strict=False)


def test_repeated_key_of_an_opening_is_an_error_even_with_the_same_value() -> None:
    body = json.dumps(OPEN)[:-1] + ', "side": "long", "leverage": 1, "leverage": 2}'
    with pytest.raises(InvalidSignal) as invalid:
        parse_signal(parse_object(body.encode()), strict=False)
    assert {error.path for error in invalid.value.errors} == {"leverage"}
    with pytest.raises(InvalidSignal) as invalid:
        parse_signal(parse_object(body.encode()), strict=True)
    assert {error.path: error.message for error in invalid.value.errors} == {
        "side": "is given more than once",
        "leverage": "is given more than once",
    }


@pytest.mark.parametrize("name", ["api_key", "api_secret", "action"])
def test_repeated_credentials_and_action_are_errors(name: str) -> None:
    body = json.dumps(OPEN)[:-1] + f', "{name}": "open"}}'
    with pytest.raises(InvalidSignal, match=f"{name} is given more than once"):
        parse_signal(parse_object(body.encode()), strict=True)


@pytest.mark.parametrize("name", ["quote_amount", "base_amount", "signal_price"])
@pytest.mark.parametrize(
    "value", [0, -1, "-0", "NaN", "NA", "", "{{close}}", True, [], {}, "9" * 40, "1e400"], ids=str
)
def test_amount_or_price_that_is_no_positive_number_is_named(name: str, value: Any) -> None:
    assert set(open_errors(**{name: value})) == {name}


@pytest.mark.parametrize("spelling", ["NaN", "Infinity", "-Infinity", "1e400", "9" * 40])
def test_number_that_json_alone_would_accept_is_named(spelling: str) -> None:
    body = json.dumps(OPEN)[:-1] + f', "take_profit": [{{"price": {spelling}}}]}}'
    with pytest.raises(InvalidSignal) as invalid:
        parse_signal(parse_object(body.encode()), strict=True)
    assert "take_profit[0].price" in {error.path for error in invalid.value.errors}


def test_only_one_amount_is_taken() -> None:
    assert open_errors(quote_amount=1, base_amount=1) == {
        "base_amount": "contradicts `quote_amount`: give only one of them"
    }
    assert opened(quote_amount=None, base_amount="0.5").base_amount == Decimal("0.5")


@pytest.mark.parametrize("value", [0, -1, "5.5", 1001, "x", True])
def test_leverage_is_a_whole_number_from_one(value: Any) -> None:
    assert set(open_errors(leverage=value)) == {"leverage"}


@pytest.mark.parametrize("name", ["symbol", "exchange", "signal_id"])
@pytest.mark.parametrize("value", ["", "x" * 65, 5, ["x"], "{{x}}", "a\x07", "\ud800"], ids=repr)
def test_text_field_must_be_a_usable_text(name: str, value: Any) -> None:
    if value == "" and name != "symbol":
        return  # says nothing there, and is no error
    assert set(open_errors(**{name: value})) == {name}


def test_signal_id_may_have_64_characters() -> None:
    assert opened(signal_id="ü" * 64).signal_id == "ü" * 64


def test_wrong_test_flag_is_an_error_and_never_trades() -> None:
    assert set(open_errors(test="yes")) == {"test"}
    assert opened(test="True").test is True


def test_wrong_timestamp_is_an_error() -> None:
    assert set(open_errors(timestamp="{{timenow}}")) == {"timestamp"}


def test_given_names_what_the_message_carried() -> None:
    signal = opened(quote_amount=None, take_profit=[], stop_loss=None, dca_orders=None)
    assert signal.given == {
        "action",
        "exchange",
        "symbol",
        "side",
        "take_profit",
        "stop_loss",
        "dca_orders",
    }
    assert signal.stop_loss is None
    assert signal.take_profit == ()


def test_section_that_was_left_out_is_not_given() -> None:
    assert not {"take_profit", "stop_loss", "dca_orders"} & opened().given


def test_section_of_the_bot_alone_is_ignored_with_a_warning_right_or_wrong() -> None:
    fields = {"take_profit": "nonsense", "stop_loss_percentage": -0, "dca_orders": None}
    signal = parsed({**OPEN, **fields}, bot_sections={"take_profit", "stop_loss", "dca_orders"})
    assert warned(signal) == {"section_from_bot"}
    assert len(signal.warnings) == 3
    assert not set(fields) & signal.given


def test_action_call_may_carry_python_values() -> None:
    signal = parse_signal(
        {
            "symbol": "BTC/USDT",
            "side": Side.SHORT,
            "signal_price": 0.1,
            "quote_amount": Decimal("25.00"),
            "leverage": 3,
            "test": True,
            "timestamp": datetime(2026, 1, 1, tzinfo=UTC),
            "take_profit": ({"price_percentage": 0.3, "position_percentage": 100},),
        },
        strict=True,
    )
    assert signal.signal_price == Decimal("0.1")
    assert signal.take_profit[0].level == level(percentage="0.3")
    assert signal.side is Side.SHORT


def test_keys_of_an_action_call_that_are_no_texts_are_unknown_fields() -> None:
    with pytest.raises(InvalidSignal, match="5 is not a known field"):
        parse_signal({**OPEN, 5: 1}, strict=True)  # type: ignore[dict-item]


def test_many_errors_are_counted_and_not_all_listed() -> None:
    found = field_errors({**OPEN, **{f"x{index}": 1 for index in range(200)}})
    assert len(found) == 51
    assert found[-1].message == "150 more errors are not shown"


def test_many_warnings_are_counted_and_not_all_listed() -> None:
    signal = parsed({**OPEN, **{f"x{index}": 1 for index in range(200)}}, strict=False)
    assert len(signal.warnings) == 51
    assert signal.warnings[-1] == "more_warnings: 150 more warnings are not shown."


def test_refusal_sums_up_the_first_error() -> None:
    with pytest.raises(InvalidSignal) as invalid:
        opened(leverage=0, quote_amount=0)
    refusal = invalid.value.refusal
    assert refusal.code is ReasonCode.INVALID_SIGNAL
    assert refusal.status == 422
    assert "(quote_amount must be greater than 0; 1 more)" in refusal.message
    assert len(refusal.errors) == 2
