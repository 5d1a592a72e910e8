"""Tests of the equity of all accounts together."""

from unittest.mock import PropertyMock, patch

from homeassistant.core import HomeAssistant
from homeassistant.helpers.entity_component import async_update_entity
import pytest

from custom_components.tradehook.execution.account import Account
from tests.face import Face, account_entry, loaded

TOTAL = "sensor.paper_equity_of_all_accounts"


async def added_up(face: Face) -> str:
    """Return the sum as it would be shown now."""
    await async_update_entity(face.hass, TOTAL)
    return face.state(TOTAL).state


@pytest.mark.usefixtures("entity_registry_enabled_by_default")
async def test_accounts_of_one_currency_are_added_up(hass: HomeAssistant, face: Face) -> None:
    """Test two accounts in USDT and one in EUR, and that a part that is missing is not nothing."""
    assert face.state(TOTAL).state == "10000"
    second = account_entry(title="Second", bots=())
    async with loaded(hass, second):
        third = account_entry(title="Third", bots=(), also={"currency": "USDC"})
        async with loaded(hass, third):
            assert await added_up(face) == "20000"
            assert face.state(TOTAL).attributes["accounts"] == ["Paper", "Second"]
            with patch.object(Account, "equity", PropertyMock(return_value=None)):
                assert await added_up(face) == "unknown"
            await hass.config_entries.async_unload(second.entry_id)
            assert await added_up(face) == "unknown"
            await hass.config_entries.async_setup(second.entry_id)
    await hass.config_entries.async_remove(second.entry_id)
    assert await added_up(face) == "10000"
