"""The sections of an opening: targets, stop, DCA, condition and expiration."""

from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.trading.model.sections import (
    ConditionOperator,
    CoolDownType,
    EntryCondition,
    EntryExpiration,
    PriceLevel,
    Protection,
    StopLoss,
    StopOrderType,
    TimeFrame,
)
from custom_components.tradehook.trading.signal.fields.section_rows import stop_loss_row
from tests.trading.messages import open_errors, opened

TWO_TARGETS = [
    {"price_percentage": 1, "position_percentage": 50},
    {"price_percentage": 2, "position_percentage": 50},
]


def target(**fields: Any) -> dict[str, Any]:
    return {"price_percentage": 2, "position_percentage": 50, **fields}


def stop_errors(**fields: Any) -> dict[str, str]:
    """Return what is wrong with a stop of 2 % that has these fields, by their own names."""
    found = open_errors(stop_loss={"stop_percentage": 2, **fields}, take_profit=TWO_TARGETS)
    return {path.removeprefix("stop_loss."): message for path, message in found.items()}


def stop(**fields: Any) -> StopLoss:
    found = opened(stop_loss={"stop_percentage": 2, **fields}, take_profit=TWO_TARGETS).stop_loss
    assert found is not None
    return found


TAKE_PROFIT_RULES: list[tuple[str, Any, dict[str, str]]] = [
    ("not a list", target(), {"take_profit": "must be a list of objects"}),
    ("not objects", [1], {"take_profit[0]": "must be an object"}),
    (
        "nothing in it",
        [{}],
        {
            "take_profit[0].price_percentage": "is required (this or `price`)",
            "take_profit[0].position_percentage": "is required",
        },
    ),
    (
        "price and percentage",
        [target(price=5)],
        {"take_profit[0].price": "contradicts `price_percentage`: give only one of them"},
    ),
    (
        "distance of zero",
        [target(price_percentage=0)],
        {"take_profit[0].price_percentage": "must be greater than 0"},
    ),
    (
        "negative price",
        [{"price": -1, "position_percentage": 5}],
        {"take_profit[0].price": "must be greater than 0"},
    ),
    (
        "negative share",
        [target(position_percentage=-50)],
        {"take_profit[0].position_percentage": "must be greater than 0"},
    ),
    (
        "share above all",
        [target(position_percentage=101)],
        {"take_profit[0].position_percentage": "must be at most 100"},
    ),
    (
        "shares above all",
        [target(), target(position_percentage="50.01")],
        {"take_profit": "shares out 100.01 % of the position: at most 100 %"},
    ),
    (
        "shares above all beside another error",
        [target(position_percentage=60), target(position_percentage=60, price_percentage="NA")],
        {
            "take_profit[1].price_percentage": "must be a number, and the sender had none for it",
            "take_profit": "shares out 120 % of the position: at most 100 %",
        },
    ),
    (
        "trailing before the last",
        [target(trailing_distance=1), target()],
        {"take_profit[0].trailing_distance": "is for the last take profit only"},
    ),
    (
        "trailing of 99",
        [target(trailing_distance=99)],
        {"take_profit[0].trailing_distance": "must be less than 99"},
    ),
    (
        "trailing of zero",
        [target(trailing_distance=0)],
        {"take_profit[0].trailing_distance": "must be greater than 0"},
    ),
    (
        "unknown field",
        [target(percentage=1)],
        {"take_profit[0].percentage": ("is not a known field: did you mean `price_percentage`?")},
    ),
]


@pytest.mark.parametrize(
    ("value", "expected"),
    [row[1:] for row in TAKE_PROFIT_RULES],
    ids=[row[0] for row in TAKE_PROFIT_RULES],
)
def test_wrong_take_profit_is_named(value: Any, expected: dict[str, str]) -> None:
    assert open_errors(take_profit=value) == expected


def test_list_has_at_most_fifty_entries() -> None:
    targets = [target(position_percentage=2)] * 50
    assert len(opened(take_profit=targets).take_profit) == 50
    found = open_errors(take_profit=[*targets, target(position_percentage=1)])
    assert found == {"take_profit": "must have at most 50 entries"}


def test_targets_may_leave_a_runner() -> None:
    assert len(opened(take_profit=[target(), target(position_percentage="49.9")]).take_profit) == 2


@pytest.mark.parametrize("spelling", [2, -2, "2", "-2", "-2.0"])
def test_leading_minus_of_a_distance_is_ignored(spelling: Any) -> None:
    two = PriceLevel(percentage=Decimal(2))
    assert opened(take_profit=[target(price_percentage=spelling)]).take_profit[0].level == two
    assert stop(stop_percentage=spelling).level == two
    assert stop(emergency_stop_percentage="-5").emergency == PriceLevel(percentage=Decimal(5))
    dca = opened(dca_orders=[{"price_percentage": spelling, "quantity_percentage": 1}])
    assert dca.dca_orders[0].level == two
    short_form = opened(stop_loss_percentage=spelling).stop_loss
    assert short_form == StopLoss(level=two)


@pytest.mark.parametrize("nothing", [None, []], ids=str)
def test_null_and_empty_list_are_explicitly_no_section(nothing: Any) -> None:
    signal = opened(stop_loss=nothing, take_profit=nothing, dca_orders=nothing)
    assert (signal.stop_loss, signal.take_profit, signal.dca_orders) == (None, (), ())
    assert {"stop_loss", "take_profit", "dca_orders"} <= signal.given


@pytest.mark.parametrize("value", [5, "none", {}, [1]], ids=str)
def test_other_values_are_no_stop(value: Any) -> None:
    assert open_errors(stop_loss=value)


def test_short_form_counts_as_a_given_stop() -> None:
    signal = opened(stop_loss_percentage=2)
    assert {"stop_loss", "stop_loss_percentage"} <= signal.given


@pytest.mark.parametrize("section", [{"stop_percentage": 1}, None, []], ids=str)
def test_short_form_contradicts_the_section(section: Any) -> None:
    assert open_errors(stop_loss=section, stop_loss_percentage=2) == {
        "stop_loss_percentage": "contradicts `stop_loss`: give only one of them"
    }


@pytest.mark.parametrize("value", [0, "x", None], ids=str)
def test_short_form_must_be_a_distance(value: Any) -> None:
    expected = set() if value is None else {"stop_loss_percentage"}
    assert set(open_errors(stop_loss_percentage=value)) == expected


def test_all_of_a_stop_is_read() -> None:
    assert stop(
        order_type="stop_loss_limit",
        limit_percentage=0.5,
        cool_down_amount="5",
        cool_down_time_frame="MINUTE",
        cool_down_type="candle_close",
        emergency_stop_percentage=4,
        protection_type="PRICE",
        trailing_percentage=3,
        trailing_distance=1,
    ) == StopLoss(
        level=PriceLevel(percentage=Decimal(2)),
        order_type=StopOrderType.LIMIT,
        limit=PriceLevel(percentage=Decimal("0.5")),
        cool_down_amount=5,
        cool_down_time_frame=TimeFrame.MINUTE,
        cool_down_type=CoolDownType.CANDLE_CLOSE,
        emergency=PriceLevel(percentage=Decimal(4)),
        protection_type=Protection.PRICE,
        trailing_percentage=Decimal(3),
        trailing_distance=Decimal(1),
    )


STOP_RULES: list[tuple[dict[str, Any], set[str]]] = [
    ({"stop_price": 5}, {"stop_price"}),
    ({"stop_percentage": None}, {"stop_percentage"}),
    ({"order_type": "market"}, {"order_type"}),
    ({"order_type": "STOP_LOSS_LIMIT"}, {"limit_percentage"}),
    ({"order_type": "STOP_LOSS_LIMIT", "limit_price": 5}, set()),
    (
        {"order_type": "STOP_LOSS_LIMIT", "limit_price": 5, "limit_percentage": 1},
        {"limit_price"},
    ),
    ({"limit_price": 5}, {"limit_price"}),
    ({"order_type": "STOP_LOSS_MARKET", "limit_percentage": 5}, {"limit_percentage"}),
    ({"cool_down_amount": 5}, {"cool_down_time_frame"}),
    ({"cool_down_amount": 0}, set()),
    ({"cool_down_amount": 0, "cool_down_time_frame": "hour"}, set()),
    ({"cool_down_time_frame": "hour"}, set()),
    ({"cool_down_amount": -1, "cool_down_time_frame": "hour"}, {"cool_down_amount"}),
    ({"cool_down_amount": 1.5, "cool_down_time_frame": "hour"}, {"cool_down_amount"}),
    ({"cool_down_amount": 100_001, "cool_down_time_frame": "hour"}, {"cool_down_amount"}),
    ({"cool_down_amount": 1, "cool_down_time_frame": "week"}, {"cool_down_time_frame"}),
    ({"cool_down_type": "candle_close"}, {"cool_down_amount"}),
    ({"cool_down_type": "candle_close", "cool_down_amount": 0}, {"cool_down_amount"}),
    ({"cool_down_type": "timer"}, set()),
    ({"cool_down_type": "close"}, {"cool_down_type"}),
    ({"emergency_stop_percentage": 2}, {"emergency_stop_percentage"}),
    ({"emergency_stop_percentage": 1}, {"emergency_stop_percentage"}),
    ({"emergency_stop_percentage": 2.01}, set()),
    ({"emergency_stop_percentage": 3, "emergency_stop_price": 1}, {"emergency_stop_price"}),
    ({"protection_type": "BREAKEVEN"}, {"protection_type"}),
    ({"protection_type": "break_even"}, set()),
    ({"protection_type": "FOLLOW_TAKE_PROFIT"}, set()),
    ({"protection_type": "PRICE"}, {"trailing_percentage", "trailing_distance"}),
    ({"protection_type": "PRICE", "trailing_percentage": 1}, {"trailing_distance"}),
    (
        {"protection_type": "PRICE", "trailing_percentage": 0, "trailing_distance": 100},
        {"trailing_distance"},
    ),
    (
        {
            "protection_type": "PRICE",
            "trailing_percentage": 1,
            "trailing_distance": 1,
            "stop_percentage": None,
        },
        set(),
    ),
    ({"trailing_distance": 1}, {"trailing_distance"}),
    ({"protection_type": "PRICE", "trailing_percentage": 0, "trailing_distance": 1}, set()),
    ({"protection_type": "BREAK_EVEN", "trailing_percentage": 1}, set()),
    ({"protection_type": "nonsense", "trailing_percentage": 1}, {"protection_type"}),
]


@pytest.mark.parametrize(("fields", "wrong"), STOP_RULES, ids=str)
def test_fields_of_a_stop_fit_together(fields: dict[str, Any], wrong: set[str]) -> None:
    assert set(stop_errors(**fields)) == wrong


@pytest.mark.parametrize("protection", ["BREAK_EVEN", "FOLLOW_TAKE_PROFIT"])
@pytest.mark.parametrize("name", ["trailing_percentage", "trailing_distance"])
def test_trailing_beside_another_protection_is_only_a_warning(protection: str, name: str) -> None:
    stop = {"stop_percentage": 2, "protection_type": protection, name: "x"}
    signal = opened(stop_loss=stop)
    assert signal.stop_loss is not None
    assert (signal.stop_loss.trailing_percentage, signal.stop_loss.trailing_distance) == (
        None,
        None,
    )
    assert signal.warnings[0].startswith(f"field_ignored: `stop_loss.{name}`")


@pytest.mark.parametrize("protection", ["BREAK_EVEN", "FOLLOW_TAKE_PROFIT"])
@pytest.mark.parametrize(
    ("targets", "fits"),
    [(TWO_TARGETS, True), (TWO_TARGETS[:1], False), ([], False), (None, False)],
    ids=["two", "one", "empty", "null"],
)
def test_protection_by_targets_needs_two_of_the_signal(
    protection: str, targets: Any, *, fits: bool
) -> None:
    found = open_errors(
        take_profit=targets, stop_loss={"stop_percentage": 2, "protection_type": protection}
    )
    wrong = {"stop_loss.protection_type": f"{protection} needs at least two take profits"}
    assert found == ({} if fits else wrong)


def test_protection_is_left_to_the_plan_where_the_targets_are_the_bots() -> None:
    stop_loss = {"stop_percentage": 2, "protection_type": "BREAK_EVEN"}
    assert opened(stop_loss=stop_loss).stop_loss is not None


@pytest.mark.parametrize(
    ("order", "wrong"),
    [
        ({}, {"price_percentage", "quantity_percentage"}),
        ({"price": 5}, {"quantity_percentage"}),
        ({"price": 5, "quantity_percentage": 0}, {"quantity_percentage"}),
        ({"price": 5, "quantity_percentage": -100}, {"quantity_percentage"}),
        ({"price": 5, "price_percentage": 1, "quantity_percentage": 1}, {"price_percentage"}),
        ({"price": 0, "quantity_percentage": 1}, {"price"}),
        ({"price": 5, "quantity_percentage": 250}, set()),
    ],
    ids=str,
)
def test_dca_order_needs_a_level_and_a_quantity(order: dict[str, Any], wrong: set[str]) -> None:
    found = open_errors(dca_orders=[order])
    if "price" in order and "price_percentage" in order:
        wrong = {"price"}
    assert set(found) == {f"dca_orders[0].{name}" for name in wrong}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"price": 5}, EntryCondition(price=Decimal(5))),
        ({"time": "0.5"}, EntryCondition(time=Decimal("0.5"))),
        (
            {"price": 5, "time": 5, "operator": "and"},
            EntryCondition(price=Decimal(5), time=Decimal(5), operator=ConditionOperator.AND),
        ),
        ({"price": 5, "operator": "OR"}, EntryCondition(price=Decimal(5))),
        (None, None),
    ],
    ids=str,
)
def test_entry_condition_is_read(value: Any, expected: EntryCondition | None) -> None:
    assert opened(entry_condition=value).entry_condition == expected


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ({}, {".price"}),
        ({"operator": "OR"}, {".price"}),
        ({"price": 5, "operator": "AND"}, {".time"}),
        ({"time": 5, "operator": "AND"}, {".price"}),
        ({"time": 5, "operator": "XOR"}, {".operator"}),
        ({"time": 0}, {".time"}),
        ({"time": 525_601}, {".time"}),
        ({"time": -5}, {".time"}),
        ({"price": -5}, {".price"}),
        ([], {""}),
        ("5", {""}),
    ],
    ids=str,
)
def test_wrong_entry_condition_is_named(value: Any, wrong: set[str]) -> None:
    assert set(open_errors(entry_condition=value)) == {f"entry_condition{path}" for path in wrong}


def test_entry_expiration_is_read() -> None:
    assert opened(entry_expiration={"time": 5}).entry_expiration == EntryExpiration(time=Decimal(5))
    both = {"time": "1.5", "price": "7"}
    assert opened(entry_expiration=both).entry_expiration == EntryExpiration(
        time=Decimal("1.5"), price=Decimal(7)
    )


@pytest.mark.parametrize(
    ("value", "wrong"),
    [({}, ".time"), ({"time": 0}, ".time"), ({"price": "x"}, ".price"), (5, "")],
    ids=str,
)
def test_wrong_entry_expiration_is_named(value: Any, wrong: str) -> None:
    assert set(open_errors(entry_expiration=value)) == {f"entry_expiration{wrong}"}


def test_null_expiration_is_explicitly_none() -> None:
    assert "entry_expiration" in opened(entry_expiration=None).given


def test_break_even_may_name_its_profit_and_then_needs_no_target() -> None:
    stop = {"stop_percentage": 2, "protection_type": "BREAK_EVEN", "break_even_percentage": "1.5"}
    found = opened(stop_loss=stop, take_profit=[]).stop_loss
    assert found is not None
    assert found.break_even_percentage == Decimal("1.5")
    assert opened(stop_loss=stop_loss_row(found), take_profit=[]).stop_loss == found


@pytest.mark.parametrize(
    ("stop", "path"),
    [
        ({"break_even_percentage": 1}, "stop_loss.break_even_percentage"),
        (
            {"protection_type": "BREAK_EVEN", "break_even_percentage": 0},
            "stop_loss.break_even_percentage",
        ),
        (
            {"protection_type": "BREAK_EVEN", "break_even_percentage": "NA"},
            "stop_loss.break_even_percentage",
        ),
    ],
)
def test_wrong_profit_of_break_even_is_refused_by_its_name(
    stop: dict[str, object], path: str
) -> None:
    assert path in open_errors(stop_loss={"stop_percentage": 2, **stop}, take_profit=TWO_TARGETS)


@pytest.mark.parametrize("protection", ["PRICE", "FOLLOW_TAKE_PROFIT"])
def test_profit_of_break_even_beside_another_protection_is_only_a_warning(protection: str) -> None:
    stop = {"stop_percentage": 2, "protection_type": protection, "break_even_percentage": 1}
    if protection == "PRICE":
        stop |= {"trailing_percentage": 1, "trailing_distance": 1}
    signal = opened(stop_loss=stop, take_profit=TWO_TARGETS)
    assert signal.warnings[0].startswith("field_ignored: `stop_loss.break_even_percentage`")
