"""The action `modify_position`."""

from decimal import Decimal
from typing import Any

from homeassistant.exceptions import ServiceValidationError
import probatio
import pytest

from tests.face import (
    POSITION,
    Face,
)

from .live_positions import position_ids


async def test_modify_answers_the_new_plan_keyed_by_the_sensor(face: Face) -> None:
    """Test that the stop moves, and closes the position where it is now."""
    await face.open(stop_loss={"stop_percentage": 3})
    (position_id,) = await position_ids(face)

    answer = await face.call(
        "modify_position", {"stop_loss": {"stop_price": 64500.5}}, target=POSITION
    )

    assert answer.keys() == {POSITION}
    assert answer[POSITION].keys() == {"position_id", "plan", "warnings"}
    assert answer[POSITION]["position_id"] == position_id
    assert answer[POSITION]["plan"]["stop_loss"]["stop_price"] == "64500.5"
    assert answer[POSITION]["warnings"] == []
    await face.price(64400)
    assert face.state(POSITION).state == "flat"


async def test_everything_of_a_plan_changes_at_once(face: Face) -> None:
    """Test break even, targets, entries and time in one call."""
    await face.open(
        stop_loss={"stop_percentage": 3},
        dca_orders=[{"price_percentage": 2, "quantity_percentage": 100}],
    )
    await face.price(66000)

    answer = await face.call(
        "modify_position",
        {
            "stop_loss": "break_even",
            "take_profit": [{"price": 70000, "position_percentage": 100}],
            "cancel_entries": True,
            "auto_close": 3600.0,
        },
        target=POSITION,
    )
    await face.settle()

    plan = answer[POSITION]["plan"]
    (position,) = face.account.slot_positions(next(iter(face.account.slots)))
    assert position.average_entry is not None
    assert Decimal(plan["stop_loss"]["stop_price"]) == pytest.approx(
        position.average_entry, abs=Decimal("0.01")
    )
    assert [target["price"] for target in plan["take_profit"]] == ["70000"]
    assert plan["auto_close"] == 3600
    (row,) = await face.account.positions(statuses=["open"])
    orders: Any = row["orders"]
    assert {o["purpose"] for o in orders if o["status"] == "open"} == {"take_profit"}


async def test_null_takes_a_section_away_and_what_is_left_out_stays(face: Face) -> None:
    """Test that null differs from nothing."""
    await face.open(
        stop_loss={"stop_percentage": 3},
        take_profit=[{"price_percentage": 5, "position_percentage": 100}],
    )

    answer = await face.call("modify_position", {"stop_loss": None}, target=POSITION)

    assert answer[POSITION]["plan"]["stop_loss"] is None
    assert len(answer[POSITION]["plan"]["take_profit"]) == 1


async def test_cancelling_all_entries_of_a_pending_position_ends_it(face: Face) -> None:
    """Test that nothing is left of an opening that had not filled."""
    await face.open_limit()

    await face.call("modify_position", {"cancel_entries": True}, target=POSITION)

    assert face.state(POSITION).state == "flat"


async def test_modify_needs_exactly_one_position(face: Face) -> None:
    """Test that several are listed and none is changed, and that an id picks one."""
    await face.open(signal_id="first", stop_loss={"stop_percentage": 3})
    await face.open(signal_id="second", stop_loss={"stop_percentage": 3})
    first, second = await position_ids(face)

    with pytest.raises(ServiceValidationError, match="position_ambiguous") as caught:
        await face.call("modify_position", {"stop_loss": None}, target=POSITION)
    assert first in str(caught.value)
    assert second in str(caught.value)

    change = {"stop_loss": None, "signal_id": "second"}
    answer = await face.call("modify_position", change, target=POSITION)
    assert answer[POSITION]["position_id"] == second
    plans = [p.plan for p in face.account.slot_positions(next(iter(face.account.slots)))]
    assert [plan.stop_loss is None for plan in plans] == [False, True]


async def test_all_errors_of_a_change_are_named_with_their_paths(face: Face) -> None:
    """Test that nothing is changed by half."""
    await face.open(stop_loss={"stop_percentage": 3})

    with pytest.raises(ServiceValidationError, match="invalid_signal") as caught:
        await face.call(
            "modify_position",
            {"stop_loss": {"stop_price": -1}, "cancel_entries": "perhaps", "auto_close": 0},
            target=POSITION,
        )

    for path in ("stop_loss.stop_price: ", "cancel_entries: ", "auto_close: "):
        assert path in str(caught.value)
    (position,) = face.account.slot_positions(next(iter(face.account.slots)))
    assert position.plan.stop_loss is not None


async def test_a_change_of_nothing_says_what_can_be_changed(face: Face) -> None:
    """Test the call without any of the fields."""
    await face.open()

    with pytest.raises(ServiceValidationError, match=r"^name what is to be changed: stop_loss, "):
        await face.call("modify_position", target=POSITION)


async def test_modify_knows_no_other_field(face: Face) -> None:
    """Test that a typing error changes nothing silently."""
    await face.open()

    with pytest.raises(probatio.Invalid):
        await face.call("modify_position", {"stoploss": None}, target=POSITION)
