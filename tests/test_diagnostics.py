"""Test the diagnostics."""

from contextlib import closing
import json
from pathlib import Path
import sqlite3

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr

from custom_components.tradehook.const import DOMAIN
from custom_components.tradehook.diagnostics import (
    async_get_config_entry_diagnostics,
    async_get_device_diagnostics,
)
from custom_components.tradehook.trading.credentials import digest
from tests.face import BOT, BTC, KEY, SECRET, Face, account_entry, loaded


async def test_an_account_is_counted_and_not_quoted(hass: HomeAssistant, face: Face) -> None:
    """Test that counts are there, and neither secrets nor names, markets nor money are."""
    await face.open(quote_amount=123)
    await face.account.send_signal(BOT, {"action": "close", "symbol": "ETH/USDT"})

    found = await async_get_config_entry_diagnostics(hass, face.entry)

    assert found["account"]["open_positions"] == 1
    assert found["account"]["slot_states"] == {"open": 1}
    assert found["account"]["recent_signals"] == {"accepted": 1, "refused position_missing": 1}
    assert found["bots"][0]["status"] == "running"
    assert "max_positions_per_market" in found["bots"][0]["settings_not_default"]
    text = json.dumps(found)
    for private in (KEY, SECRET, digest(SECRET), f"hook-{BOT}", "Trend", 'Paper"', BTC, "10000"):
        assert private not in text


async def test_a_device_shows_its_bot_or_its_account(
    hass: HomeAssistant, face: Face, device_registry: dr.DeviceRegistry
) -> None:
    """Test both kinds of devices."""
    entry_id = face.entry.entry_id
    bot = device_registry.async_get_device_by_identifier((DOMAIN, BOT), entry_id)
    account = device_registry.async_get_device_by_identifier((DOMAIN, entry_id), entry_id)
    assert bot is not None
    assert account is not None

    of_bot = await async_get_device_diagnostics(hass, face.entry, bot)
    of_account = await async_get_device_diagnostics(hass, face.entry, account)

    assert of_bot["bot"]["trades"] == 0
    assert of_account["account"]["exchange"] == "SIM"


async def test_an_account_that_is_not_loaded_says_why(
    hass: HomeAssistant, config_folder: Path, device_registry: dr.DeviceRegistry
) -> None:
    """Test that diagnostics can be had when they are needed most."""
    async with loaded(hass, account_entry()) as face:
        pass
    entry = face.entry
    with closing(sqlite3.connect(config_folder / DOMAIN / f"{entry.entry_id}.db")) as ledger:
        ledger.execute("PRAGMA user_version = 9999")
    assert not await hass.config_entries.async_setup(entry.entry_id)
    device = device_registry.async_get_device_by_identifier((DOMAIN, BOT), entry.entry_id)
    assert device is not None

    found = await async_get_config_entry_diagnostics(hass, entry)

    assert found["account"]["state"] == "setup_error"
    assert found["account"]["reason"] == "ledger_too_new"
    assert found["bots"] == 1
    assert await async_get_device_diagnostics(hass, entry, device) == found
