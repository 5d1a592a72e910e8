"""What the fields of trading actions accept, and what they can be aimed at."""

from typing import Any

from homeassistant.exceptions import ServiceValidationError
import probatio
import pytest

from custom_components.tradehook.actions.schemas import exact, number, positive_number
from tests.face import (
    BOT,
    POSITION,
    Face,
)

from .live_positions import position_ids


@pytest.mark.parametrize(
    ("value", "expected"),
    [(1, "1"), ("0.10", "0.10"), (0.1, "0.1"), (" 5 ", "5"), (1e-7, "1E-7"), ("1e3", "1E+3")],
)
def test_a_number_is_what_was_typed(value: Any, expected: str) -> None:
    """Test that no binary fraction gets in."""
    assert str(number(value)) == expected


@pytest.mark.parametrize("value", [True, None, "", "NA", "NaN", "Infinity", float("inf"), [1]])
def test_what_is_no_number_is_refused(value: Any) -> None:
    """Test the words that look like numbers to a computer."""
    with pytest.raises(probatio.Invalid):
        number(value)


@pytest.mark.parametrize("value", [0, -1, "-0.5"])
def test_prices_are_above_zero(value: Any) -> None:
    """Test zero and below."""
    with pytest.raises(probatio.Invalid):
        positive_number(value)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (5.0, 5),
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        ("0.10", "0.10"),
        (True, True),
        (None, None),
        ({"a": [1.5, {"b": 2.0}]}, {"a": ["1.5", {"b": 2}]}),
    ],
)
def test_a_signals_fields_lose_their_floats(value: Any, expected: Any) -> None:
    """Test that nested values are converted too and everything else stays."""
    result = exact(value)

    assert result == expected
    assert type(result) is type(expected)


def test_the_infinite_is_left_for_the_bot_to_refuse() -> None:
    """Test that a float without a number keeps its name."""
    assert exact(float("inf")) == "Infinity"
    assert exact(float("nan")) == "NaN"


async def test_a_position_id_alone_is_a_target(face: Face) -> None:
    """Test what an event leads to: modify, link, keep and close without naming the sensor."""
    opened = (await face.open())["position_ids"]
    assert isinstance(opened, list)
    (position_id,) = opened
    other = (await face.open())["position_ids"]
    only = {"position_id": position_id}

    answer = await face.call("modify_position", {**only, "stop_loss": {"stop_percentage": 5}})
    assert answer[POSITION]["position_id"] == position_id
    answer = await face.call("keep_position", only)
    assert [row["position_id"] for row in answer[POSITION]["positions"]] == [position_id]
    await face.call("close_position", only)
    assert await position_ids(face) == other

    with pytest.raises(ServiceValidationError, match="position_missing"):
        await face.call("close_position", only)
    with pytest.raises(probatio.Invalid, match="position_id"):
        await face.call("close_position", {"signal_id": "any"})


@pytest.mark.parametrize("way", ["id", "all"])
async def test_a_position_of_a_removed_bot_is_closed_by_action(face: Face, way: str) -> None:
    """Test that what nobody's sensor stands for is found by its id, and by all."""
    await face.open()
    (position_id,) = await position_ids(face)
    face.hass.config_entries.async_remove_subentry(face.entry, BOT)
    await face.settle()
    assert face.hass.states.get(POSITION) is None

    if way == "id":
        answer = await face.call("close_position", {"position_id": position_id})
    else:
        answer = await face.call("close_position", target="all")

    assert [row["position_id"] for row in answer[position_id]["positions"]] == [position_id]
    (row,) = await face.account.positions()
    assert row["status"] == "closed"
