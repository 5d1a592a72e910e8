"""The action `send_signal`."""

from dataclasses import replace
from decimal import Decimal
from unittest.mock import patch

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError, ServiceValidationError
import probatio
import pytest

from custom_components.tradehook.const import DOMAIN
from custom_components.tradehook.ledger.errors import LedgerWriteError
from tests.face import (
    BOT_SWITCH,
    BTC,
    POSITION,
    SETTINGS,
    TRADING_SWITCH,
    Face,
    account_entry,
    bot_subentry,
    loaded,
)

from .live_positions import position_ids

OPEN = {"action": "open", "symbol": BTC, "side": "long"}


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
    assert caught.value.translation_key == "reason_trading_off"
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
