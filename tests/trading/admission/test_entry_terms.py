"""What an opening may say of its ladder, its limit and its age: `dca_rule`, offset, `max_age`."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.trading.model.sections import OrderType
from custom_components.tradehook.trading.preview import preview
from custom_components.tradehook.trading.reasons.reasons import Refusal
from custom_components.tradehook.trading.settings.settings import Source
from custom_components.tradehook.trading.signal.parse import InvalidSignal
from tests.trading.admission_world import (
    LINEAR,
    NOW,
    D,
    admitted,
    bot_with,
    judge,
    opened,
    position,
    refused,
    signal,
    world,
)

RULE = {"count": 3, "step_percentage": 2, "quantity_percentage": 100}
MANY = {**RULE, "step_percentage": 1, "count": 9}


def errors(**fields: Any) -> dict[str, str]:
    with pytest.raises(InvalidSignal) as caught:
        signal(**fields)
    return {error.path: error.message for error in caught.value.errors}


def ladder(**fields: Any) -> list[tuple[Decimal, Decimal]]:
    """Return distance and size of each DCA order that a rule makes."""
    rows = signal(dca_rule={**RULE, **fields}).dca_orders
    return [(row.level.percentage or D(0), row.quantity_percentage) for row in rows]


@pytest.mark.parametrize(
    ("fields", "rows"),
    [
        ({}, [("2", "100"), ("4", "100"), ("6", "100")]),
        ({"step_multiplier": "1.5"}, [("2", "100"), ("5", "100"), ("9.5", "100")]),
        ({"step_multiplier": "0.5"}, [("2", "100"), ("3", "100"), ("3.5", "100")]),
        ({"size_multiplier": 2}, [("2", "100"), ("4", "200"), ("6", "400")]),
        ({"step_percentage": -2, "count": "1"}, [("2", "100")]),
        (
            {"step_multiplier": 2, "size_multiplier": "1.1", "quantity_percentage": 50},
            [("2", "50"), ("6", "55"), ("14", "60.5")],
        ),
    ],
)
def test_rule_makes_the_ladder(fields: dict[str, Any], rows: list[tuple[str, str]]) -> None:
    assert ladder(**fields) == [(D(distance), D(size)) for distance, size in rows]


def test_rule_makes_at_most_fifty_orders() -> None:
    assert len(ladder(count=50, step_percentage=1, step_multiplier="0.9")) == 50
    assert errors(dca_rule={**RULE, "count": 51}) == {"dca_rule.count": "must be between 1 and 50"}


@pytest.mark.parametrize(
    ("fields", "paths"),
    [
        ({"dca_rule": {}}, {f"dca_rule.{name}" for name in RULE}),
        ({"dca_rule": {**RULE, "count": 0}}, {"dca_rule.count"}),
        ({"dca_rule": {**RULE, "count": 1.5}}, {"dca_rule.count"}),
        ({"dca_rule": {**RULE, "step_percentage": 0}}, {"dca_rule.step_percentage"}),
        ({"dca_rule": {**RULE, "step_percentage": 100}}, {"dca_rule.step_percentage"}),
        ({"dca_rule": {**RULE, "step_multiplier": 0}}, {"dca_rule.step_multiplier"}),
        ({"dca_rule": {**RULE, "size_multiplier": "NA"}}, {"dca_rule.size_multiplier"}),
        ({"dca_rule": {**RULE, "quantity_percentage": -1}}, {"dca_rule.quantity_percentage"}),
        ({"dca_rule": {**RULE, "steps": 1}}, {"dca_rule.steps"}),
        # a distance of 100 % or more, on either side
        ({"dca_rule": {**RULE, "step_percentage": 50}}, {"dca_rule"}),
        ({"dca_rule": {**RULE, "step_percentage": 50}, "side": "short"}, {"dca_rule"}),
        ({"dca_rule": {**MANY, "step_multiplier": 3}}, {"dca_rule"}),
        # a size that nobody means
        ({"dca_rule": {**MANY, "size_multiplier": 100}}, {"dca_rule"}),
        ({"dca_rule": RULE, "dca_orders": []}, {"dca_rule"}),
        ({"dca_rule": RULE, "dca_orders": None}, {"dca_rule"}),
        ({"dca_rule": [RULE]}, {"dca_rule"}),
    ],
)  # fmt: skip
def test_wrong_rule_is_refused_by_its_name(fields: dict[str, Any], paths: set[str]) -> None:
    assert set(errors(**fields)) == paths


def test_rule_replaces_the_bot_s_ladder_and_can_be_ignored() -> None:
    bot = signal(dca_orders=[{"price_percentage": 9, "quantity_percentage": 100}]).dca_orders
    context = bot_with(world(), dca_orders=bot)
    assert len(opened(context, dca_rule=RULE).plan.dca_orders) == 3
    own = bot_with(context, dca_source=Source.BOT)
    found = admitted(own, dca_rule={"count": "nonsense"})
    assert found.opening is not None
    assert found.opening.plan.dca_orders == bot
    assert any(text.startswith("section_from_bot: `dca_rule`") for text in found.warnings)


def test_test_of_a_rule_shows_each_order() -> None:
    context = world()
    plan = preview(admitted(context, order_type="limit", signal_price=100, dca_rule=RULE), context)
    prices = [row["price"] for row in plan["orders"] if row["purpose"] == "dca"]
    assert prices == ["98", "96", "94"]


@pytest.mark.parametrize(
    ("side", "offset", "price", "dca"),
    [
        ("long", 2, "98", "97.02"),
        ("short", 2, "102", "103.02"),
        ("long", 0, "100", "99"),
        # through the market: the ladder begins at its price
        ("long", "-0.5", "100.5", "99"),
        ("short", "-0.5", "99.5", "101"),
    ],
)
def test_offset_is_of_the_last_price(side: str, offset: object, price: str, dca: str) -> None:
    context = bot_with(world(LINEAR), entry_deviation=D("0.5"))
    orders = [{"price_percentage": 1, "quantity_percentage": 100}]
    found = admitted(context, side=side, price_offset_percentage=offset, dca_orders=orders)
    assert found.opening is not None
    assert (found.opening.plan.order_type, found.opening.plan.signal_price) == (
        OrderType.LIMIT,
        None,
    )
    rows = preview(found, context)["orders"]
    assert [row["price"] for row in rows[:2]] == [price, dca]
    assert rows[0]["order_type"] == "limit"


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        ({"signal_price": 100}, "price_offset_percentage"),
        ({"order_type": "market"}, "price_offset_percentage"),
        ({"order_type": "MARKET"}, "price_offset_percentage"),
    ],
)
def test_offset_contradicts_a_price_and_a_market_order(fields: dict[str, Any], path: str) -> None:
    assert set(errors(price_offset_percentage=1, **fields)) == {path}
    assert signal(price_offset_percentage=1, order_type="limit").price_offset == 1


@pytest.mark.parametrize("offset", ["NA", 100, -100, "", True])
def test_wrong_offset_is_refused_by_its_name(offset: object) -> None:
    assert set(errors(price_offset_percentage=offset)) == {"price_offset_percentage"}


def test_offset_goes_through_the_market_by_the_bot_s_deviation_at_most() -> None:
    context = bot_with(world(), entry_deviation=D("0.5"))
    assert opened(context, price_offset_percentage="-0.5").plan.entry_offset == D("-0.5")
    found = judge(context, price_offset_percentage="-0.51")
    assert isinstance(found, Refusal)
    assert found.status == 422
    assert [error.path for error in found.errors] == ["price_offset_percentage"]
    assert refused(world(), price_offset_percentage="-0.1") == "invalid_signal"


def test_fixed_exits_are_compared_with_the_limit_at_its_offset() -> None:
    """A stop between the limit and the market would sell what has just been bought."""
    fields = {"price_offset_percentage": 5, "stop_loss": {"stop_price": 97}}
    assert refused(world(), **fields) == "wrong_side"
    assert opened(world(), price_offset_percentage=5, stop_loss={"stop_price": 94})


def test_filter_of_the_distance_counts_the_offset() -> None:
    context = bot_with(world(), max_price_distance=D(1))
    assert refused(context, price_offset_percentage=2) == "price_too_far"
    assert opened(context, price_offset_percentage=1)


@pytest.mark.parametrize(
    ("bot", "own", "age", "outcome"),
    [
        (None, 10, 10, None),
        (None, 10, 11, "signal_too_old"),
        (60, 10, 11, "signal_too_old"),
        # it tightens and never loosens
        (10, 60, 11, "signal_too_old"),
        (10, 60, 10, None),
    ],
)
def test_signal_s_age_tightens_the_bot_s(
    bot: int | None, own: int, age: int, outcome: str | None
) -> None:
    context = bot_with(world(positions=[position()]), max_signal_age=bot)
    stamp = (NOW - timedelta(seconds=age)).isoformat()
    half = {"quantity_percentage": 50}
    for action in ({}, {"action": "increase", "increase_order": half}):
        found = judge(context, timestamp=stamp, max_age=own, **action)
        assert (found.code if isinstance(found, Refusal) else None) == outcome


def test_age_needs_a_time_to_count_from() -> None:
    assert errors(max_age=10) == {"max_age": "needs a `timestamp` to count from"}
    assert set(errors(max_age=0, timestamp=NOW.isoformat())) == {"max_age"}


@pytest.mark.parametrize("action", ["close", "cancel", "close_all"])
def test_age_is_ignored_on_exits(action: str) -> None:
    context = world(positions=[position()])
    found = admitted(context, action=action, max_age=1, timestamp="2020-01-01")
    assert any(text.startswith("field_ignored: `max_age`") for text in found.warnings)
