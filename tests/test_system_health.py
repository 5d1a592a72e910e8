"""Tests of what the system health page shows."""

from datetime import datetime, timedelta

from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import get_system_health_info

from custom_components.tradehook.accounts.files import ledger_path
from tests.face import DOMAIN, TRADING_SWITCH, Face, account_entry


@pytest.mark.usefixtures("config_folder")
async def test_counts_what_is_at_work(hass: HomeAssistant, face: Face) -> None:
    """Test that accounts that are not loaded are counted but not at work."""
    assert await async_setup_component(hass, "system_health", {})
    await hass.async_block_till_done()
    account_entry(title="Away").add_to_hass(hass)
    await face.open()
    await face.turn(TRADING_SWITCH, False)

    info = await get_system_health_info(hass, DOMAIN)

    path = ledger_path(hass, face.entry.entry_id)
    size = path.stat().st_size + path.with_name(f"{path.name}-wal").stat().st_size
    assert info.pop("ledger_size") == f"{size / 1_000_000:.1f} MB" != "0.0 MB"
    compared = datetime.fromisoformat(str(info.pop("last_comparison")))
    assert dt_util.utcnow() - compared < timedelta(minutes=1)
    assert info == {
        "accounts": 2,
        "accounts_at_work": 1,
        "accounts_connected": 1,
        "trading_off": 1,
        "bots": 2,
        "groups": 0,
        "open_positions": 1,
        "last_outside_alert": "-",
    }


async def test_account_that_is_away_does_no_harm(hass: HomeAssistant, face: Face) -> None:
    """Test that there is an answer while nothing is loaded."""
    assert await async_setup_component(hass, "system_health", {})
    await hass.async_block_till_done()
    await hass.config_entries.async_unload(face.entry.entry_id)

    info = await get_system_health_info(hass, DOMAIN)

    assert (info["accounts"], info["accounts_at_work"], info["open_positions"]) == (1, 0, 0)
