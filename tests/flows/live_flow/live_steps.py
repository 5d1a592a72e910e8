"""Steps of the flow that adds a live account."""

from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType

from tests.fake_exchange.clients import KEYS
from tests.flow_steps import start_account, submit

GOOD = {"api_key": KEYS["apiKey"], "secret": KEYS["secret"]}


async def credentials(hass: HomeAssistant, exchange: str = "bina") -> dict[str, Any]:
    """Walk to the form that asks for the key."""
    result = await submit(hass, await start_account(hass, "live"), {"exchange": exchange})
    assert (result["type"], result["step_id"]) == (FlowResultType.FORM, "credentials")
    return result


async def unload(hass: HomeAssistant, result: dict[str, Any]) -> None:
    """Unload the account that a flow has added, before its venue is gone."""
    await hass.async_block_till_done()
    assert result["result"].state is ConfigEntryState.LOADED
    await hass.config_entries.async_unload(result["result"].entry_id)
