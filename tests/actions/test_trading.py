"""Test the actions that move money."""

from dataclasses import replace
from decimal import Decimal
from typing import Any
from unittest.mock import patch

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
from homeassistant.helpers import device_registry as dr, entity_registry as er
import probatio
import pytest

from custom_components.tradehook.actions.schemas import exact, number, positive_number
from custom_components.tradehook.const import DOMAIN
from custom_components.tradehook.ledger.errors import LedgerWriteError
from tests.face import (
    BOT,
    BOT_SWITCH,
    BTC,
    POSITION,
    PROFIT,
    SETTINGS,
    TRADING_SWITCH,
    Face,
    account_entry,
    bot_subentry,
    loaded,
)

OPEN = {"action": "open", "symbol": BTC, "side": "long"}


async def position_ids(face: Face) -> list[str]:
    """Return the ids of the live positions, oldest first."""
    rows = await face.account.positions(statuses=["pending", "open", "closing"])
    return [str(row["position_id"]) for row in reversed(rows)]


# send_signal


async def test_a_signal_is_answered_like_a_webhook_keyed_by_the_switch(face: Face) -> None:
    """Test the answer to an accepted opening."""
    await face.price(65000)

    answer = await face.call("send_signal", {**OPEN, "signal_id": "mine"}, target=BOT_SWITCH)

    assert answer["answers"].keys() == {BOT_SWITCH}
    assert answer == {
        **answer["answers"],  # as 0.1.0 had them
        **answer["answers"][BOT_SWITCH],
        "answers": answer["answers"],
    }
    assert answer[BOT_SWITCH]["status"] == "accepted"
    assert answer[BOT_SWITCH]["signal_id"] == "mine"
    assert answer[BOT_SWITCH]["receipt_id"]
    assert face.state(POSITION).state == "open"


async def test_a_request_id_is_a_field_of_the_form_and_acts_once(face: Face) -> None:
    """Test that an automation that runs twice opens once."""
    await face.price(65000)
    call = {**OPEN, "request_id": "every-monday"}
    first = await face.call("send_signal", call, target=BOT_SWITCH)
    second = await face.call(
        "send_signal", {**call, "timestamp": "2026-11-20T12:00:00Z"}, target=BOT_SWITCH
    )

    assert (first["status"], second["status"]) == ("accepted", "duplicate")
    assert len(await position_ids(face)) == 1


@pytest.mark.parametrize("also", [{}, {"test": True}])
async def test_a_position_without_a_stop_says_so(face: Face, also: dict[str, object]) -> None:
    """Test the answer, the row and the sensor; a stop is all that it takes."""
    await face.price(65000)

    answer = await face.call("send_signal", OPEN | also, target=BOT_SWITCH)

    assert [text.partition(":")[0] for text in answer["warnings"]] == ["no_stop"]
    if not also:
        (row,) = await face.account.positions()
        assert row["no_stop"] is True
        assert face.state(POSITION).attributes["no_stop"] is True
        await face.account.modify_position(
            str(row["position_id"]), {"stop_loss": {"stop_percentage": 5}}
        )
        await face.settle()
        assert (await face.account.positions())[0]["no_stop"] is False
        assert face.state(POSITION).attributes["no_stop"] is False
    stop = {"stop_loss": {"stop_percentage": 2}}
    answer = await face.call("send_signal", OPEN | also | stop, target=BOT_SWITCH)
    assert "warnings" not in answer


async def test_a_duplicate_is_an_answer_and_no_error(face: Face) -> None:
    """Test that the same opening again returns the object and places nothing."""
    signal = {**OPEN, "signal_id": "mine"}
    await face.call("send_signal", signal, target=BOT_SWITCH)

    answer = await face.call("send_signal", signal, target=BOT_SWITCH)

    assert answer[BOT_SWITCH]["status"] == "duplicate"
    assert len(await position_ids(face)) == 1


async def test_a_test_answers_with_the_plan(face: Face) -> None:
    """Test that nothing is placed."""
    await face.price(65000)

    answer = await face.call("send_signal", {**OPEN, "test": True}, target=BOT_SWITCH)

    assert answer[BOT_SWITCH]["status"] == "test"
    assert answer[BOT_SWITCH]["plan"]
    assert await position_ids(face) == []


async def test_nested_fields_and_numbers_of_the_user_interface_arrive_exactly(
    face: Face,
) -> None:
    """Test that floats, which the frontend sends, become the numbers that were typed."""
    await face.price(65000)

    await face.call(
        "send_signal",
        {
            **OPEN,
            "quote_amount": 100.1,
            "take_profit": [
                {"price_percentage": 1.5, "position_percentage": 50},
                {"price_percentage": 3, "position_percentage": 50.0},
            ],
            "stop_loss": {"stop_percentage": 2.5},
        },
        target=BOT_SWITCH,
    )

    (position,) = face.account.slot_positions(next(iter(face.account.slots)))
    plan = position.plan
    assert plan.quote_amount == Decimal("100.1")
    assert [target.level.percentage for target in plan.take_profit] == [Decimal("1.5"), Decimal(3)]
    assert plan.stop_loss is not None
    assert plan.stop_loss.level is not None
    assert plan.stop_loss.level.percentage == Decimal("2.5")


async def test_a_refusal_raises_with_code_and_sentence(face: Face) -> None:
    """Test what a person sees of a 409."""
    await face.turn(TRADING_SWITCH, on=False)

    with pytest.raises(ServiceValidationError) as caught:
        await face.call("send_signal", OPEN, target=BOT_SWITCH)

    assert caught.value.translation_domain == DOMAIN
    assert caught.value.translation_key == "refused"
    placeholders = caught.value.translation_placeholders
    assert placeholders is not None
    assert placeholders["code"] == "trading_off"
    assert "Trading switch" in placeholders["message"]
    assert str(caught.value) == f"{placeholders['message']} (trading_off)"


async def test_all_errors_of_a_signal_are_named_with_their_paths(face: Face) -> None:
    """Test what a person sees of a 422."""
    signal = {
        **OPEN,
        "quote_amount": -1,
        "take_profit": [{"price_percentage": "NA", "position_percentage": 50}],
        "adjustfee": True,
    }

    with pytest.raises(ServiceValidationError) as caught:
        await face.call("send_signal", signal, target=BOT_SWITCH)

    message = str(caught.value)
    assert "quote_amount: " in message
    assert "take_profit[0].price_percentage: " in message
    assert "adjustfee: " in message
    assert "adjust_fee" in message
    assert await position_ids(face) == []


async def test_a_signal_that_cannot_be_recorded_has_failed(face: Face) -> None:
    """Test that a full disk is a failure and not the user's mistake."""
    await face.price(65000)
    with (
        patch.object(face.account.ledger, "commit", side_effect=LedgerWriteError("disk full")),
        pytest.raises(HomeAssistantError, match="not_recorded") as caught,
    ):
        await face.call("send_signal", OPEN, target=BOT_SWITCH)

    assert not isinstance(caught.value, ServiceValidationError)


@pytest.mark.parametrize("target", [TRADING_SWITCH, "switch.nothing", POSITION])
async def test_a_signal_to_no_bot_raises(face: Face, target: str) -> None:
    """Test that a wrong target is not silently skipped."""
    await face.open()

    with pytest.raises(ServiceValidationError, match="bot_missing"):
        await face.call("send_signal", OPEN, target=target, response=False)


@pytest.mark.usefixtures("config_folder")
async def test_one_refusal_among_several_bots_stops_none_of_the_others(
    hass: HomeAssistant,
) -> None:
    """Test two bots of which one is stopped."""
    second = bot_subentry("01J0000000000000000000BOT2", "Second")
    async with loaded(hass, account_entry(bots=(bot_subentry(), second))) as face:
        await face.turn(BOT_SWITCH, on=False)
        await face.price(65000)

        answer = await face.call("send_signal", OPEN, target=[BOT_SWITCH, "switch.second"])

        assert face.state("sensor.second_btc_usdt_long_position").state == "open"
        answers = answer["answers"]
        assert answers.keys() == {BOT_SWITCH, "switch.second"}
        assert (answers[BOT_SWITCH]["status"], answers[BOT_SWITCH]["code"]) == (
            "refused",
            "bot_stopped",
        )
        assert answers["switch.second"]["status"] == "accepted"
        assert "status" not in answer, "with several bots nobody's fields stand on top"


@pytest.mark.usefixtures("config_folder")
async def test_refusal_of_all_bots_names_each_with_its_reason(hass: HomeAssistant) -> None:
    """Test one that is stopped and one that has been sent too much."""
    small = replace(SETTINGS, max_entry_size=Decimal(50))
    second = bot_subentry("01J0000000000000000000BOT2", "Second", small)
    async with loaded(hass, account_entry(bots=(bot_subentry(), second))) as face:
        await face.turn(BOT_SWITCH, on=False)
        await face.price(65000)

        with pytest.raises(ServiceValidationError) as caught:
            await face.call("send_signal", OPEN, target=[BOT_SWITCH, "switch.second"])

        said = str(caught.value)
        assert "switch.trend: The bot is stopped" in said
        assert "switch.second: The entry of 100 USDT is larger" in said
        assert said.endswith("(max_entry_size_exceeded, bot_stopped)")
        assert await position_ids(face) == []


async def test_refusal_is_an_answer_where_the_call_wants_one(face: Face) -> None:
    """Test that an automation branches on the body that the webhook gives."""
    answer = await face.call(
        "send_signal",
        {"action": "close", "symbol": BTC, "on_refusal": "answer"},
        target=BOT_SWITCH,
    )

    assert (answer["status"], answer["code"]) == ("refused", "position_missing")
    assert answer["error"].endswith(".")
    assert answer["answers"][BOT_SWITCH]["receipt_id"] == answer["receipt_id"]
    (row,) = await face.account.signals()
    assert "on_refusal" not in str(row["payload"])

    with pytest.raises(probatio.Invalid):
        await face.call("send_signal", {**OPEN, "on_refusal": "ignore"}, target=BOT_SWITCH)


# close_position


async def test_close_answers_what_was_ordered(face: Face) -> None:
    """Test the answer to a close at market."""
    await face.open()
    (position_id,) = await position_ids(face)

    answer = await face.call("close_position", target=POSITION)

    (row,) = answer[POSITION]["positions"]
    assert row["position_id"] == position_id
    assert row["order_type"] == "market"
    assert face.state(POSITION).state == "flat"


async def test_close_without_an_id_closes_all_of_the_slot(face: Face) -> None:
    """Test several positions behind one sensor."""
    await face.open()
    await face.open()

    answer = await face.call("close_position", target=POSITION)

    assert len(answer[POSITION]["positions"]) == 2
    assert face.state(POSITION).state == "flat"


@pytest.mark.parametrize("by", ["position_id", "signal_id"])
async def test_an_id_picks_one_position(face: Face, by: str) -> None:
    """Test that the other position stays."""
    await face.open(signal_id="first")
    await face.open(signal_id="second")
    first, second = await position_ids(face)
    picked = {"position_id": second, "signal_id": "second"}[by]

    await face.call("close_position", {by: picked}, target=POSITION)

    assert await position_ids(face) == [first]
    assert face.state(POSITION).state == "open"


async def test_a_limit_close_waits_for_its_price(face: Face) -> None:
    """Test that the order rests and closes the position later."""
    await face.open()

    answer = await face.call(
        "close_position", {"order_type": "limit", "price": 66000}, target=POSITION
    )
    assert answer[POSITION]["positions"][0]["price"] == "66000"
    assert face.state(POSITION).state != "flat"

    await face.price(66100)
    assert face.state(POSITION).state == "flat"


async def test_a_limit_close_needs_a_price(face: Face) -> None:
    """Test that nothing is closed by guess."""
    await face.open()

    with pytest.raises(ServiceValidationError, match="invalid_price"):
        await face.call("close_position", {"order_type": "limit"}, target=POSITION)

    assert face.state(POSITION).state == "open"


async def test_an_exit_is_not_refused_for_a_superfluous_price(face: Face) -> None:
    """Test that a market close ignores its price."""
    await face.open()

    await face.call("close_position", {"price": 66000}, target=POSITION)

    assert face.state(POSITION).state == "flat"


@pytest.mark.parametrize("action", ["close_position", "keep_position", "modify_position"])
@pytest.mark.parametrize("target", [POSITION, PROFIT, "sensor.nothing", "sensor.trend_status"])
async def test_an_action_that_matches_no_position_raises(
    face: Face, action: str, target: str
) -> None:
    """Test flat, wrong and unknown sensors, with and without a response."""
    await face.open()
    await face.call("close_position", target=POSITION)

    for response in (True, False):
        with pytest.raises(ServiceValidationError, match="position_missing") as caught:
            await face.call(action, target=target, response=response)
        assert target in str(caught.value)


async def test_a_wrong_id_matches_no_position(face: Face) -> None:
    """Test that an id of another position closes nothing."""
    await face.open()

    with pytest.raises(ServiceValidationError, match="position_missing"):
        await face.call("close_position", {"position_id": "other"}, target=POSITION)

    assert face.state(POSITION).state == "open"


async def test_a_bots_device_means_all_its_positions(
    hass: HomeAssistant, face: Face, device_registry: dr.DeviceRegistry
) -> None:
    """Test a target that is a device; flat sensors are left out."""
    await face.open()
    device = device_registry.async_get_device_by_identifier((DOMAIN, BOT), face.entry.entry_id)
    assert device is not None

    answer = await hass.services.async_call(
        DOMAIN,
        "close_position",
        {},
        blocking=True,
        target={"device_id": device.id},
        return_response=True,
    )
    await face.settle()

    assert answer is not None
    assert answer.keys() == {POSITION}
    assert face.state(POSITION).state == "flat"


async def test_all_means_every_position_of_every_account(face: Face) -> None:
    """Test the target `all`."""
    await face.open()

    answer = await face.call("close_position", target="all")

    assert answer.keys() == {POSITION}
    assert face.state(POSITION).state == "flat"


async def test_a_disabled_sensor_hides_no_position(
    face: Face, entity_registry: er.EntityRegistry
) -> None:
    """Test that a position can be closed although its sensor is disabled."""
    await face.open()
    entity_registry.async_update_entity(POSITION, disabled_by=er.RegistryEntryDisabler.USER)
    await face.reload()

    await face.call("close_position", target=POSITION)

    assert await position_ids(face) == []


async def test_an_account_that_is_not_loaded_says_so(hass: HomeAssistant, face: Face) -> None:
    """Test that the close of a position is not silently skipped while the account is off."""
    await face.open()
    await hass.config_entries.async_unload(face.entry.entry_id)

    with pytest.raises(ServiceValidationError, match=r"not loaded.*\(account_not_loaded\)"):
        await hass.services.async_call(
            DOMAIN, "close_position", {"entity_id": POSITION}, blocking=True
        )

    await hass.config_entries.async_setup(face.entry.entry_id)


# keep_position


async def test_keep_cancels_what_has_not_filled(face: Face) -> None:
    """Test that the answer says what was done."""
    await face.open_limit()

    answer = await face.call("keep_position", target=POSITION)

    assert answer[POSITION]["positions"][0]["done"] == "cancelled"
    assert face.state(POSITION).state == "flat"


async def test_keep_leaves_a_filled_position_alone(face: Face) -> None:
    """Test that the answer says so."""
    await face.open()

    answer = await face.call("keep_position", target=POSITION)

    assert answer[POSITION]["positions"][0]["done"] == "kept"
    assert face.state(POSITION).state == "open"


# modify_position


async def test_modify_answers_the_new_plan_keyed_by_the_sensor(face: Face) -> None:
    """Test that the stop moves, and closes the position where it is now."""
    await face.open(stop_loss={"stop_percentage": 3})
    (position_id,) = await position_ids(face)

    answer = await face.call(
        "modify_position", {"stop_loss": {"stop_price": 64500.5}}, target=POSITION
    )

    assert answer.keys() == {POSITION}
    assert answer[POSITION].keys() == {"position_id", "plan"}
    assert answer[POSITION]["position_id"] == position_id
    assert answer[POSITION]["plan"]["stop_loss"]["stop_price"] == "64500.5"
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


# what the fields accept


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
