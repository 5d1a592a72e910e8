"""Test the buttons."""

import asyncio
from datetime import timedelta

from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.exceptions import ServiceValidationError, Unauthorized
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.tradehook.button import SEEN_AFTER
from tests.face import BOT, BOT_SWITCH, CLOSE_BUTTON, KEEP_BUTTON, POSITION, Face

STOP_AND_CLOSE = "button.trend_stop_and_close"
CLOSE_ALL = "button.paper_close_all_positions"


async def test_close_closes_what_the_slot_holds(face: Face) -> None:
    """Test that all positions of the market and side are closed."""
    await face.open()
    await face.open()
    assert face.state(POSITION).state == "open"

    await face.press(CLOSE_BUTTON)

    assert face.state(POSITION).state == "flat"
    rows = await face.account.positions()
    assert [row["status"] for row in rows] == ["closed", "closed"]


async def test_keep_cancels_an_unfilled_entry(face: Face) -> None:
    """Test that nothing is left of an entry that has not filled."""
    await face.open_limit()
    assert face.state(POSITION).state == "pending"

    await face.press(KEEP_BUTTON)

    assert face.state(POSITION).state == "flat"


async def test_keep_leaves_a_filled_position_alone(face: Face) -> None:
    """Test that a filled position stays open."""
    await face.open()

    await face.press(KEEP_BUTTON)

    assert face.state(POSITION).state == "open"


@pytest.mark.parametrize("button", [CLOSE_BUTTON, KEEP_BUTTON])
async def test_a_button_that_matches_no_position_says_so(face: Face, button: str) -> None:
    """Test that a press while flat is an error and not a silent success."""
    await face.open()
    await face.press(CLOSE_BUTTON)

    with pytest.raises(ServiceValidationError) as found:
        await face.press(button)

    assert str(found.value) == "Trend holds nothing long in BTC/USDT. (position_missing)"


async def test_nobody_sees_the_buttons_of_what_is_flat(
    hass: HomeAssistant, face: Face, entity_registry: er.EntityRegistry
) -> None:
    """Test that they are hidden while nothing is held, unless a person has hidden them anyway.

    What lasts a moment only changes nothing.
    """
    changes: list[str] = []

    @callback
    def on_registry(event: Event[er.EventEntityRegistryUpdatedData]) -> None:
        if event.data["entity_id"] == CLOSE_BUTTON:
            changes.append(event.data["action"])

    def later() -> None:
        async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=SEEN_AFTER + 1))

    def hidden(button: str) -> er.RegistryEntryHider | None:
        row = entity_registry.async_get(button)
        assert row is not None
        return row.hidden_by

    await face.open()
    assert hidden(CLOSE_BUTTON) is None
    entity_registry.async_update_entity(KEEP_BUTTON, hidden_by=er.RegistryEntryHider.USER)
    later()
    await face.press(CLOSE_BUTTON)
    later()
    assert hidden(CLOSE_BUTTON) is er.RegistryEntryHider.INTEGRATION
    hass.bus.async_listen(er.EVENT_ENTITY_REGISTRY_UPDATED, on_registry)
    await face.open()
    await face.press(CLOSE_BUTTON)
    later()
    assert changes == []
    await face.open()
    later()
    assert hidden(CLOSE_BUTTON) is None
    assert hidden(KEEP_BUTTON) is er.RegistryEntryHider.USER


async def test_the_buttons_stay_as_long_as_much_happens(
    hass: HomeAssistant, face: Face, entity_registry: er.EntityRegistry
) -> None:
    """Test that they go a second after the last change: the registry tells the whole house."""

    def hidden() -> er.RegistryEntryHider | None:
        row = entity_registry.async_get(CLOSE_BUTTON)
        assert row is not None
        return row.hidden_by

    await face.open()
    await face.press(CLOSE_BUTTON)
    await asyncio.sleep(0.7 * SEEN_AFTER)
    await face.open()
    await face.press(CLOSE_BUTTON)
    await asyncio.sleep(0.4 * SEEN_AFTER)
    assert hidden() is None

    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=SEEN_AFTER + 1))
    assert hidden() is er.RegistryEntryHider.INTEGRATION


async def test_stop_and_close_stops_the_bot_and_closes(face: Face) -> None:
    """Test the bot's button."""
    await face.open()

    await face.press(STOP_AND_CLOSE)

    assert face.state(BOT_SWITCH).state == "off"
    assert face.state(POSITION).state == "flat"


async def test_close_all_is_off_until_somebody_wants_it(
    face: Face, entity_registry: er.EntityRegistry
) -> None:
    """Test that the account's button has to be enabled, and then closes everything."""
    entry = entity_registry.async_get(CLOSE_ALL)
    assert entry is not None
    assert entry.disabled_by is er.RegistryEntryDisabler.INTEGRATION
    await face.open()

    entity_registry.async_update_entity(CLOSE_ALL, disabled_by=None)
    await face.reload()
    await face.press(CLOSE_ALL)

    assert face.state(POSITION).state == "flat"
    assert face.account.bots[BOT].is_on


@pytest.mark.parametrize("button", [CLOSE_BUTTON, KEEP_BUTTON, STOP_AND_CLOSE])
async def test_only_administrators_press_a_button(face: Face, button: str) -> None:
    """Test that another person's press moves nothing."""
    await face.open()

    with pytest.raises(Unauthorized):
        await face.press(button, context=face.person(admin=False))
    assert face.state(POSITION).state == "open"

    await face.press(button, context=face.person(admin=True))
