"""Tests of what the form tells of an account's kind."""

from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from custom_components.tradehook.diagnostics import async_get_config_entry_diagnostics
from tests.face import live_entry, loaded
from tests.fake_exchange.bybit import FakeBybit
from tests.fake_exchange.clients import KEYS
from tests.flow_steps import start_account, submit
from tests.live_face import reachable
from tests.test_hassfest_mirror import TEXTS

pytestmark = pytest.mark.usefixtures("config_folder", "socket_enabled")


async def entered(hass: HomeAssistant) -> dict[str, Any]:
    """Enter the key of an account."""
    form = await submit(hass, await start_account(hass, "live"), {"exchange": "bybi"})
    return await submit(hass, form, {"api_key": KEYS["apiKey"], "secret": KEYS["secret"]})


async def test_form_and_diagnostics_tell_the_kind(hass: HomeAssistant) -> None:
    async with reachable(hass, FakeBybit()):
        result = await entered(hass)
        described = TEXTS["config"]["step"]["live_account"]["description"]
        told = described.format(**result["description_placeholders"])
        assert told == "The key works. This is a unified trading account."

        result = await submit(hass, result)
        await hass.async_block_till_done()
        entry = result["result"]
        found = await async_get_config_entry_diagnostics(hass, entry)
        assert found["account"]["account_kind"] == "unified"
        await hass.config_entries.async_unload(entry.entry_id)


async def test_kind_that_can_not_be_traded_is_explained(hass: HomeAssistant) -> None:
    fake = FakeBybit()
    fake.account.kind = "classic"
    async with reachable(hass, fake):
        result = await entered(hass)
    assert result["errors"] == {"base": "account_kind_refused"}
    error = TEXTS["config"]["error"]["account_kind_refused"]
    told = error.format(**result["description_placeholders"])
    assert "Upgrade it to a unified trading account there, then try again." in told


async def test_account_that_has_become_of_such_a_kind_gets_its_new_key(
    hass: HomeAssistant,
) -> None:
    """Test that the positions of an account that exists are not left alone for its kind."""
    fake = FakeBybit()
    fake.account.kind = "portfolio"
    entry = live_entry("BYBIF", market_type="linear")
    async with reachable(hass, fake), loaded(hass, entry):
        menu: Any = await entry.start_reconfigure_flow(hass)
        form: Any = await hass.config_entries.flow.async_configure(
            menu["flow_id"], {"next_step_id": "replace_key"}
        )
        result = await submit(hass, form, {"api_key": KEYS["apiKey"], "secret": KEYS["secret"]})
        await hass.async_block_till_done()
        assert result["reason"] == "reconfigure_successful"
