"""Test that the views of rows name what the rows have."""

from collections.abc import Collection
from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.execution.common.row_views import (
    FILL_ANSWER,
    NEW_SINCE_0_1,
    POSITION_ANSWER,
    POSITION_ATTRIBUTES,
    SIGNAL_ANSWER,
    view,
)
from custom_components.tradehook.execution.common.rows import (
    FillRow,
    FullPositionRow,
    PositionRow,
    SignalRow,
)
from custom_components.tradehook.execution.common.serializers import position_row
from tests.trading.scene import opened, plan, price, stop, target

OF_ENTITIES = frozenset({"account", "bot", "entity_id"})


@pytest.mark.parametrize(
    ("names", "row", "left_out"),
    [
        (POSITION_ANSWER, FullPositionRow, {"bot_id", "dust", "message", "most_at_risk", "reason"}),
        (SIGNAL_ANSWER, SignalRow, {"bot_id", "errors"}),
        (FILL_ANSWER, FillRow, {"bot_id", "position_side"}),
    ],
)
def test_an_answer_shows_a_row_with_its_entities(
    names: Collection[str], row: Any, left_out: set[str]
) -> None:
    fields = row.__annotations__.keys()

    assert set(names) - OF_ENTITIES == fields - left_out
    assert len(names) == len(set(names))


def test_the_sensor_shows_what_of_a_position_every_reader_has() -> None:
    assert PositionRow.__annotations__.keys() >= set(POSITION_ATTRIBUTES)


def test_nothing_that_the_sensor_shows_depends_on_the_price() -> None:
    """It is written when the position changes, and made without a price."""
    position = opened(plan(take_profit=(target(price(110)),), stop_loss=stop(price(95)))).position
    rows = [position_row(position, mark) for mark in (None, Decimal(90), Decimal(105))]
    assert position.size
    assert rows[0] != rows[1] != rows[2]
    shown = [view(row, POSITION_ATTRIBUTES) for row in rows]
    assert shown[0] == shown[1] == shown[2]


def test_what_the_first_release_did_not_write_is_part_of_a_row() -> None:
    assert FullPositionRow.__annotations__.keys() >= NEW_SINCE_0_1


def test_a_view_keeps_its_own_order() -> None:
    assert list(view({"a": 1, "b": 2, "c": 3}, ("c", "a")).items()) == [("c", 3), ("a", 1)]
