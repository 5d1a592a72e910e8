"""The actions `close_position` and `keep_position`."""

from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import device_registry as dr, entity_registry as er
import pytest

from custom_components.tradehook.const import DOMAIN
from tests.face import (
    BOT,
    BOT_SWITCH,
    BTC,
    POSITION,
    PROFIT,
    Face,
    account_entry,
    bot_subentry,
    loaded,
)

from .live_positions import position_ids


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


@pytest.mark.usefixtures("config_folder")
async def test_account_that_is_not_loaded_keeps_no_other_position_from_its_close(
    hass: HomeAssistant,
) -> None:
    """Test a close of two, of which one is out of reach: the other is closed, then it is told."""
    other = bot_subentry("01J0000000000000000000BOT2", "Second")
    async with (
        loaded(hass, account_entry(title="Second account", bots=(other,))) as second,
        loaded(hass, account_entry()) as face,
    ):
        await face.open()
        await second.open(bot_id=other["subentry_id"])
        await hass.config_entries.async_unload(second.entry.entry_id)
        sensors = ["sensor.second_btc_usdt_long_position", POSITION]

        with pytest.raises(ServiceValidationError, match="Second account is not loaded"):
            await face.call("close_position", target=sensors)
        await face.settle()
        assert face.state(POSITION).state == "flat"

        await face.open()
        close = {"action": "close", "symbol": BTC}
        answer = await face.call("send_signal", close, target=["switch.second", BOT_SWITCH])
        assert face.state(POSITION).state == "flat"
        assert answer["answers"][BOT_SWITCH]["status"] == "accepted"
        missed = answer["answers"]["switch.second"]
        assert (missed["status"], missed["code"]) == ("refused", "account_not_loaded")

        with pytest.raises(ServiceValidationError, match=r"not loaded.*\(account_not_loaded\)"):
            await face.call("send_signal", close, target="switch.second")
        asked = {**close, "on_refusal": "answer"}
        answer = await face.call("send_signal", asked, target="switch.second")
        assert answer["code"] == "account_not_loaded"
        assert await hass.config_entries.async_setup(second.entry.entry_id)


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
