"""Test the switches of bots and accounts."""

from unittest.mock import patch

from homeassistant.components.homeassistant.exposed_entities import (
    async_expose_entity,
    async_should_expose,
)
from homeassistant.core import Context, HomeAssistant
from homeassistant.exceptions import HomeAssistantError, Unauthorized, UnknownUser
from homeassistant.helpers import entity_registry as er
from homeassistant.setup import async_setup_component
import pytest

from custom_components.tradehook.ledger.errors import LedgerWriteError
from tests.face import BOT, BOT_SWITCH, TRADING_SWITCH, Face, account_entry, loaded

SWITCHES = [BOT_SWITCH, TRADING_SWITCH]


async def test_a_bot_is_its_devices_main_entity(
    face: Face, entity_registry: er.EntityRegistry
) -> None:
    """Test that the switch goes by the bot's name and sits on the bot's device."""
    entry = entity_registry.async_get(BOT_SWITCH)

    assert entry is not None
    assert entry.unique_id == BOT
    assert entry.config_subentry_id == BOT
    assert face.state(BOT_SWITCH).attributes["friendly_name"] == "Trend"


async def test_the_bot_switch_stops_and_starts_the_bot(face: Face) -> None:
    """Test that the switch is the bot's state, both ways."""
    assert face.state(BOT_SWITCH).state == "on"

    await face.turn(BOT_SWITCH, on=False)
    assert face.state(BOT_SWITCH).state == "off"
    assert not face.account.bots[BOT].is_on

    await face.turn(BOT_SWITCH, on=True)
    assert face.state(BOT_SWITCH).state == "on"
    assert face.account.bots[BOT].is_on


async def test_the_trading_switch_is_the_accounts_kill_switch(face: Face) -> None:
    """Test that the switch refuses new exposure and outlives a reload."""
    await face.turn(TRADING_SWITCH, on=False)
    answer = await face.account.send_signal(
        BOT, {"action": "open", "symbol": "BTC/USDT", "side": "long"}
    )

    assert face.state(TRADING_SWITCH).state == "off"
    assert answer.body["code"] == "trading_off"

    await face.reload()
    assert face.state(TRADING_SWITCH).state == "off"

    await face.turn(TRADING_SWITCH, on=True)
    assert face.state(TRADING_SWITCH).state == "on"


@pytest.mark.parametrize("switch", SWITCHES)
async def test_only_administrators_flip_a_switch(face: Face, switch: str) -> None:
    """Test that another person changes nothing, whatever their other permissions are."""
    with pytest.raises(Unauthorized):
        await face.turn(switch, on=False, context=face.person(admin=False))
    assert face.state(switch).state == "on"

    await face.turn(switch, on=False, context=face.person(admin=True))
    assert face.state(switch).state == "off"


async def test_a_deleted_person_flips_nothing(face: Face) -> None:
    """Test that an unknown user is not taken for an automation."""
    with pytest.raises(UnknownUser):
        await face.turn(BOT_SWITCH, on=False, context=Context(user_id="gone"))

    assert face.state(BOT_SWITCH).state == "on"


@pytest.mark.usefixtures("config_folder")
async def test_an_account_may_let_everybody_trade(hass: HomeAssistant) -> None:
    """Test the account's option."""
    async with loaded(hass, account_entry(only_admins_trade=False)) as face:
        await face.turn(BOT_SWITCH, on=False, context=face.person(admin=False))

        assert face.state(BOT_SWITCH).state == "off"


async def test_what_cannot_be_recorded_is_not_done_silently(face: Face) -> None:
    """Test that the switch raises and keeps its state when the disk is full."""
    with (
        patch.object(face.account.ledger, "commit", side_effect=LedgerWriteError("disk full")),
        pytest.raises(HomeAssistantError, match="not_recorded"),
    ):
        await face.turn(TRADING_SWITCH, on=False)

    assert face.state(TRADING_SWITCH).state == "on"


@pytest.mark.usefixtures("config_folder")
@pytest.mark.parametrize("switch", SWITCHES)
async def test_a_voice_flips_no_switch_unless_it_was_exposed(
    hass: HomeAssistant, switch: str
) -> None:
    """Test that switches are hidden from assistants once, and the user's choice is kept."""
    assert await async_setup_component(hass, "homeassistant", {})
    async with loaded(hass, account_entry()) as face:
        for assistant in ("conversation", "cloud.alexa", "cloud.google_assistant"):
            assert not async_should_expose(hass, assistant, switch)

        async_expose_entity(hass, "conversation", switch, True)
        await face.reload()

        assert async_should_expose(hass, "conversation", switch)
        assert not async_should_expose(hass, "cloud.alexa", switch)
