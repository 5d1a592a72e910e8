"""The world in which a signal has been carried out, as far as that can be foreseen."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.trading.admission.arrays import world_after
from custom_components.tradehook.trading.admission.model import AdmissionContext, BotState
from custom_components.tradehook.trading.model.facts import PositionStatus
from tests.trading.admission_world import (
    LINEAR,
    SHORT,
    admitted,
    bot_with,
    position,
    refused,
    world,
)

ETH = position("eth", symbol="ETH/USDT")
HELD = position("held")


def after(context: AdmissionContext, *signals: Mapping[str, Any]) -> AdmissionContext:
    """Return the world behind signals."""
    for fields in signals:
        context = world_after(context, admitted(context, **fields))
    return context


def sizes(context: AdmissionContext) -> list[Decimal]:
    """Return what the bot holds, oldest first."""
    return [round(one.size, 2) for one in context.own_positions]


@pytest.mark.parametrize(
    ("signals", "expected"),
    [
        ([{}], [1]),
        ([{}, {"action": "increase", "increase_order": {"base_amount": 1}}], [2]),
        ([{}, {"action": "reduce", "reduce_order": {"quantity_percentage": 50}}], [Decimal("0.5")]),
        ([{}, {"action": "close"}], []),
        ([{}, {"action": "close_all", "symbol": ...}, {}], [1]),
        ([{"order_type": "limit", "signal_price": 90}], [0]),
        ([{"order_type": "limit", "signal_price": 90}, {"action": "cancel"}], []),
        ([{"order_type": "limit", "signal_price": 90}, {"action": "stop_bot"}], []),
        ([{}, {"action": "close", "order_type": "limit", "price": 120}], [1]),
    ],
)
def test_world_is_foreseen(signals: list[dict[str, Any]], expected: list[Decimal]) -> None:
    assert sizes(after(world(), *signals)) == expected


GROWN = {"action": "increase", "increase_order": {"quantity_percentage": 100}}
LIMIT = {"order_type": "limit", "signal_price": 90}


@pytest.mark.parametrize(
    "opening",
    [LIMIT, {"entry_condition": {"price": 90}}, {}],
    ids=["resting", "waiting", "filled"],
)
@pytest.mark.parametrize("how", [{}, {"order_type": "limit", "signal_price": 95}])
def test_increases_of_a_list_end_together_at_the_cap(
    opening: dict[str, Any], how: dict[str, Any]
) -> None:
    """What one asks for counts for the next, whether the entry has filled or waits."""
    context = bot_with(world(), max_position_size=Decimal(3), duplicate_window=0)
    context = after(context, {**opening, "base_amount": 1}, {**GROWN, **how}, {**GROWN, **how})
    assert refused(context, **GROWN, **how) == "max_position_size_reached"


def test_closed_positions_leave_slots_and_funds() -> None:
    before = world(positions=[HELD, ETH])
    behind = after(before, {"action": "close"})
    assert [one.position_id for one in behind.own_positions] == ["eth"]
    assert behind.free["USDT"] > before.free["USDT"]


def test_opening_is_paid_and_begins_the_pause() -> None:
    before = world()
    behind = after(before, {})
    assert behind.free["USDT"] < before.free["USDT"]
    assert behind.last_entry_at["BTC/USDT"] == before.now
    assert behind.own_positions[0].status is PositionStatus.OPEN


def test_bot_is_as_it_was_told() -> None:
    stopped = after(world(positions=[HELD]), {"action": "stop_and_close"})
    assert (stopped.state, sizes(stopped)) == (BotState.CLOSED, [])
    assert refused(stopped) == "bot_stopped"
    assert after(stopped, {"action": "start_bot"}).state is BotState.RUNNING


def test_reverse_has_turned() -> None:
    held = position("held", symbol="BTC/USDT:USDT")
    before = world(LINEAR, positions=[held])
    behind = after(before, {"action": "reverse", "side": "short"})
    assert [one.side for one in behind.own_positions] == [SHORT]
