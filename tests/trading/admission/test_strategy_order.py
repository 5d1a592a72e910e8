"""A strategy's order says in which direction its alert may trade."""

from dataclasses import replace
from typing import Any

import pytest

from custom_components.tradehook.trading.model.commands import (
    ClosePositions,
)
from custom_components.tradehook.trading.model.market import Side
from tests.trading.admission_world import (
    LONG,
    SHORT,
    admitted,
    bot_with,
    kind_of,
    opened,
    refused,
)

from .strategy_alerts import FLAT, LONG_2, LONG_3, SHORT_2, State, alert, holding


def ordering(action: str | None, before: State, now: State, **fields: Any) -> dict[str, Any]:
    """Return an alert whose order says something of its own."""
    message = alert(before, now, **fields)
    message["strategy"]["order_action"] = action
    return message


@pytest.mark.parametrize("by_contracts", [False, True])
@pytest.mark.parametrize(
    ("action", "held", "before", "now", "code"),
    [
        ("sell", None, FLAT, LONG_2, "invalid_signal"),
        ("sell", None, LONG_3, LONG_2, "position_missing"),
        ("sell", None, LONG_2, LONG_3, "invalid_signal"),
        ("sell", None, SHORT_2, LONG_2, "invalid_signal"),
        ("sell", LONG, LONG_2, ("long", 9), "invalid_signal"),
        ("buy", None, FLAT, SHORT_2, "invalid_signal"),
        ("buy", None, LONG_2, SHORT_2, "invalid_signal"),
        ("buy", None, ("short", 3), SHORT_2, "position_missing"),
        ("buy", SHORT, SHORT_2, ("short", 9), "invalid_signal"),
    ],
)
def test_alert_never_trades_against_its_own_order(
    by_contracts: bool, action: str, held: Side | None, before: State, now: State, code: str
) -> None:
    context = bot_with(
        holding(held, "2"), use_strategy_contracts=by_contracts, join_running_trade=True
    )
    assert refused(context, **ordering(action, before, now)) == code


@pytest.mark.parametrize(("action", "side"), [("sell", LONG), ("buy", SHORT)])
def test_order_that_contradicts_its_side_still_closes_the_other_one(
    action: str, side: Side
) -> None:
    now = (side.value, 2)
    result = admitted(holding(side.opposite), **ordering(action, FLAT, now))
    assert [kind_of(row) for row in result.commands] == [ClosePositions]
    assert result.opening_refused is not None
    assert result.opening_refused.code == "invalid_signal"
    assert result.opening_refused.errors[0].path == "strategy.order_action"


def test_sell_does_not_bring_a_smaller_position_up_to_the_strategy_s() -> None:
    context = bot_with(holding(LONG, "1"), use_strategy_contracts=True)
    result = admitted(context, **alert(LONG_3, LONG_2))
    assert result.commands == ()
    assert result.warnings[-1].startswith("nothing_to_do")
    assert result.missed_alert is not None


def test_buy_does_not_sell_what_a_larger_position_has_more() -> None:
    context = bot_with(holding(LONG, "9"), use_strategy_contracts=True)
    result = admitted(context, **alert(LONG_2, LONG_3))
    assert result.commands == ()
    assert result.missed_alert is not None


@pytest.mark.parametrize("action", [None, "", "hold", "{{strategy.order.action}}"])
def test_direction_follows_from_the_positions_without_an_order(action: str | None) -> None:
    assert opened(holding(None), **ordering(action, FLAT, LONG_2)).side is LONG
    assert refused(holding(None), **ordering(action, LONG_3, LONG_2)) == "position_missing"
    joining = bot_with(holding(None), join_running_trade=True)
    assert opened(joining, **ordering(action, LONG_2, LONG_3)).side is LONG
    assert refused(joining, **ordering(action, LONG_2, LONG_2)) == "order_action_missing"
    result = admitted(bot_with(holding(SHORT)), **ordering(action, LONG_2, LONG_2))
    assert [kind_of(row) for row in result.commands] == [ClosePositions]
    assert result.opening_refused is not None
    assert result.opening_refused.code == "order_action_missing"


@pytest.mark.parametrize("by_contracts", [False, True])
def test_position_that_is_held_from_flat_is_taken_as_the_strategy_s(by_contracts: bool) -> None:
    context = bot_with(holding(LONG, "1"), use_strategy_contracts=by_contracts)
    result = admitted(context, **alert(FLAT, LONG_3))
    assert result.commands == ()
    assert result.missed_alert is not None


@pytest.mark.parametrize("previous", [..., None, "", "NA", "{{x}}"])
@pytest.mark.parametrize(
    ("action", "held", "closes"),
    [
        ("sell", LONG, True),
        ("buy", LONG, False),
        ("buy", SHORT, True),
        ("sell", SHORT, False),
        (None, LONG, True),
        ("x", SHORT, True),
    ],
)
def test_flat_alert_without_the_position_before_leaves_what_its_order_does(
    previous: Any, action: str | None, held: Side, closes: bool
) -> None:
    strategy = {"market_position": "flat", "order_action": action}
    if previous is not ...:
        strategy["prev_market_position"] = previous
    context = holding(held)
    if closes:
        result = admitted(context, strategy=strategy)
        assert [kind_of(row) for row in result.commands] == [ClosePositions]
        assert result.missed_alert is None
    else:
        assert refused(context, strategy=strategy) == "position_missing"


@pytest.mark.parametrize("by_contracts", [False, True])
@pytest.mark.parametrize("size", [..., None, "", "NaN", "x", "0"])
@pytest.mark.parametrize("held", [LONG, SHORT])
def test_flat_alert_without_sizes_leaves_the_side_before_and_no_other(
    held: Side, size: Any, by_contracts: bool
) -> None:
    """What the strategy was on is enough; how large that was says nothing of the other side."""
    strategy = {"market_position": "flat", "prev_market_position": held.value}
    if size is not ...:
        strategy |= {"market_position_size": size, "prev_market_position_size": size}
    result = admitted(
        bot_with(holding(held), use_strategy_contracts=by_contracts), strategy=strategy
    )
    assert result.position_ids == ("p1",)
    assert result.missed_alert is None
    assert refused(holding(held.opposite), strategy=strategy) == "position_missing"
    assert admitted(holding(held), strategy=strategy | {"prev_market_position": "flat"}).commands


def test_flat_alert_without_anything_else_leaves_both_sides() -> None:
    context = holding(LONG, hedge_mode=True)
    short = replace(context.positions[0], position_id="p2", side=SHORT)
    context = replace(context, positions=[*context.positions, short])
    result = admitted(context, strategy={"market_position": "flat"})
    assert result.position_ids == ("p1", "p2")
    assert admitted(context, **alert(LONG_2, FLAT)).position_ids == ("p1",)
    assert admitted(context, **alert(SHORT_2, FLAT)).position_ids == ("p2",)
