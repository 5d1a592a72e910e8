"""Tests of whom actions mean: what is hidden, disabled or left out of a target."""

from collections.abc import Mapping
from typing import Any

from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import (
    area_registry as ar,
    device_registry as dr,
    entity_registry as er,
    label_registry as lr,
)
import pytest

from custom_components.tradehook.actions.targets import bots_of_call, positions_of_call
from custom_components.tradehook.const import DOMAIN
from tests.face import (
    BOT,
    BOT_SWITCH,
    BTC,
    ETH,
    POSITION,
    Face,
    account_entry,
    bot_subentry,
    loaded,
)

ETH_POSITION = "sensor.trend_eth_usdt_long_position"
OTHER = "01J0000000000000000000BOT2"


async def meant(hass: HomeAssistant, target: Mapping[str, Any]) -> set[str]:
    """Return the sensors whose positions a target means."""
    call = ServiceCall(hass, DOMAIN, "close_position", dict(target))
    try:
        found = await positions_of_call(call)
    except ServiceValidationError:
        return set()
    return {one.entity_id for one in found}


@pytest.fixture
async def two(face: Face) -> Face:
    """Return an account with a position in bitcoin and one in ether."""
    await face.open()
    await face.open(symbol=ETH)
    return face


@pytest.fixture
def places(
    two: Face,
    area_registry: ar.AreaRegistry,
    device_registry: dr.DeviceRegistry,
    entity_registry: er.EntityRegistry,
    label_registry: lr.LabelRegistry,
) -> Mapping[str, dict[str, str]]:
    """Return targets that mean the whole bot: its device in an area, its positions by a label."""
    device = device_registry.async_get_device_by_identifier((DOMAIN, BOT), two.entry.entry_id)
    assert device is not None
    area = area_registry.async_create("Trading room")
    device_registry.async_update_device(device.id, area_id=area.id)
    label = label_registry.async_create("Crypto")
    for sensor in (POSITION, ETH_POSITION):
        entity_registry.async_update_entity(sensor, labels={label.label_id})
    return {
        "device": {"device_id": device.id},
        "area": {"area_id": area.id},
        "label": {"label_id": label.label_id},
    }


@pytest.mark.parametrize("by", ["device", "area", "label"])
@pytest.mark.parametrize(
    "unseen",
    [
        {"hidden_by": er.RegistryEntryHider.USER},
        {"disabled_by": er.RegistryEntryDisabler.USER},
    ],
    ids=["hidden", "disabled"],
)
async def test_a_position_whose_sensor_nobody_sees_is_meant_with_the_others(
    two: Face,
    places: Mapping[str, dict[str, str]],
    entity_registry: er.EntityRegistry,
    by: str,
    unseen: dict[str, Any],
) -> None:
    """Test that the close of a whole bot leaves nothing open without a word."""
    entity_registry.async_update_entity(POSITION, **unseen)

    assert await meant(two.hass, places[by]) == {POSITION, ETH_POSITION}


async def test_a_position_in_another_area_than_its_bot_is_meant_there(
    two: Face,
    places: Mapping[str, dict[str, str]],
    area_registry: ar.AreaRegistry,
    entity_registry: er.EntityRegistry,
) -> None:
    """Test that a hidden sensor is where one that is seen would be."""
    attic = area_registry.async_create("Attic")
    hidden = er.RegistryEntryHider.USER
    entity_registry.async_update_entity(POSITION, area_id=attic.id, hidden_by=hidden)

    assert await meant(two.hass, places["area"]) == {ETH_POSITION}
    assert await meant(two.hass, {"area_id": attic.id}) == {POSITION}
    assert await meant(two.hass, places["device"]) == {POSITION, ETH_POSITION}


@pytest.mark.parametrize("wanted", ["all", "device", "area", "label"])
@pytest.mark.parametrize("hidden_by", [None, er.RegistryEntryHider.USER], ids=["seen", "hidden"])
async def test_what_a_target_leaves_out_is_left_alone(
    two: Face,
    places: Mapping[str, dict[str, str]],
    entity_registry: er.EntityRegistry,
    wanted: str,
    hidden_by: er.RegistryEntryHider | None,
) -> None:
    """Test what a target of 2026.11 and later excludes: *all* but one is not all."""
    entity_registry.async_update_entity(POSITION, hidden_by=hidden_by)
    target = places.get(wanted, {"entity_id": "all"})

    assert await meant(two.hass, target) == {POSITION, ETH_POSITION}
    left_out = {"exclude": {"entity_id": [POSITION]}}
    assert await meant(two.hass, {**target, **left_out}) == {ETH_POSITION}
    assert await meant(two.hass, {**target, "exclude": places["device"]}) == set()


@pytest.mark.usefixtures("config_folder")
async def test_a_bot_that_a_target_leaves_out_hears_no_signal(hass: HomeAssistant) -> None:
    """Test that what is left out is no field of the signal, and the other bot gets it."""
    bots = (bot_subentry(), bot_subentry(OTHER, "Second"))
    async with loaded(hass, account_entry(bots=bots)) as face:
        await face.price(65000)
        signal = {"action": "open", "symbol": BTC, "side": "long"}
        left_out = {"entity_id": "all", "exclude": {"entity_id": [BOT_SWITCH]}}

        answer = await face.call("send_signal", {**signal, **left_out})

        assert answer["answers"].keys() == {"switch.second"}
        assert answer["status"] == "accepted"
        assert [position.bot_id for position in face.account._position_cache.live.values()] == [
            OTHER
        ]


async def test_a_hidden_bot_hears_what_means_it_by_name_alone(
    face: Face, device_registry: dr.DeviceRegistry, entity_registry: er.EntityRegistry
) -> None:
    """Test that an opening for an area reaches no bot that Home Assistant would leave out."""
    device = device_registry.async_get_device_by_identifier((DOMAIN, BOT), face.entry.entry_id)
    assert device is not None
    entity_registry.async_update_entity(BOT_SWITCH, hidden_by=er.RegistryEntryHider.USER)

    call = ServiceCall(face.hass, DOMAIN, "send_signal", {"device_id": [device.id]})
    with pytest.raises(ServiceValidationError, match="bot_missing"):
        await bots_of_call(call)
    call = ServiceCall(face.hass, DOMAIN, "send_signal", {"entity_id": [BOT_SWITCH]})
    targets, _ = await bots_of_call(call)
    assert [one.bot_id for one in targets] == [BOT]
