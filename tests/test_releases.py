"""Test the entries of former releases, as Home Assistant stored them then, and newer ones."""

import json
from pathlib import Path
from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.tradehook.const import DOMAIN
from custom_components.tradehook.trading.credentials import digest
from tests.face import KEY, SECRET, account_entry, loaded

RELEASES = sorted((Path(__file__).parent / "releases").glob("entries-*.json"))
ENTRIES = [
    pytest.param(stored, id=f"{path.stem} {stored['data']['market_type']}")
    for path in RELEASES
    for stored in json.loads(path.read_text())
]


def entry_of(stored: dict[str, Any]) -> MockConfigEntry:
    """Return an entry from what was stored; the secret is known here."""
    for bot in stored["subentries"]:
        bot["data"]["secret_digest"] = digest(SECRET)
    return MockConfigEntry(
        domain=stored["domain"],
        data=stored["data"],
        options=stored["options"],
        title=stored["title"],
        unique_id=stored["unique_id"],
        version=stored["version"],
        minor_version=stored["minor_version"],
        subentries_data=stored["subentries"],
    )


@pytest.mark.parametrize("stored", ENTRIES)
async def test_account_of_a_release_trades_after_the_update(
    hass: HomeAssistant,
    config_folder: Path,  # noqa: ARG001  it moves the ledger there
    stored: dict[str, Any],
) -> None:
    """Test that its bot takes a signal with the key, the secret and the settings of then."""
    async with loaded(hass, entry_of(stored)) as face:
        (bot,) = stored["subentries"]
        message = {"api_key": KEY, "api_secret": SECRET, "symbol": "BTC/USDT", "side": "long"}

        answer = await face.account.receive(
            bot["subentry_id"], json.dumps({**message, "exchange": "SIM"}).encode(), None
        )
        await face.settle()

        assert answer.status == 202, answer.body
        assert face.account.bots[bot["subentry_id"]].open_positions == 1
        assert bot["data"]["webhook_id"] in hass.data["webhook"]


async def test_entry_of_a_newer_version_is_left_alone(
    hass: HomeAssistant, config_folder: Path
) -> None:
    """Test that going back a version starts nothing with data that it can't read."""
    async with loaded(hass, account_entry()) as face:
        await face.open()
    entry = face.entry
    ledger = config_folder / DOMAIN / f"{entry.entry_id}.db"
    before = ledger.read_bytes()
    hass.config_entries.async_update_entry(entry, version=2)

    assert not await hass.config_entries.async_setup(entry.entry_id)

    assert entry.state is ConfigEntryState.MIGRATION_ERROR
    assert ledger.read_bytes() == before
    hass.config_entries.async_update_entry(entry, version=1)
