"""Test the entries of former releases, as Home Assistant stored them then, and newer ones."""

from copy import deepcopy
import json
from pathlib import Path
from typing import Any

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
import pytest
from pytest_homeassistant_custom_component.common import MockConfigEntry

from custom_components.tradehook.accounts.manual_bot import manual_bot_id
from custom_components.tradehook.const import CONF_SETTINGS, DOMAIN
from custom_components.tradehook.lifecycle.entry_migration import (
    ENTRY_MINOR_VERSION,
    ENTRY_VERSION,
    SETTINGS_GONE_SINCE_0_1,
    SETTINGS_OF_0_1,
    spelt_out,
)
from custom_components.tradehook.trading.credentials import digest
from custom_components.tradehook.trading.settings.codec import settings_from
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


async def test_newer_entry_is_refused_with_a_sentence(
    hass: HomeAssistant, config_folder: Path
) -> None:
    """Test that settings of a newer version are neither guessed nor changed; it says what to do."""
    async with loaded(hass, account_entry()) as face:
        await face.open()
    entry = face.entry
    ledger = config_folder / DOMAIN / f"{entry.entry_id}.db"
    before = ledger.read_bytes(), deepcopy(entry.as_dict()["subentries"])
    hass.config_entries.async_update_entry(entry, minor_version=ENTRY_MINOR_VERSION + 1)

    assert not await hass.config_entries.async_setup(entry.entry_id)

    assert entry.state is ConfigEntryState.MIGRATION_ERROR
    assert entry.error_reason_translation_key == "entry_too_new"
    assert entry.error_reason_translation_placeholders == {
        "found": f"{ENTRY_VERSION}.{ENTRY_MINOR_VERSION + 1}",
        "known": f"{ENTRY_VERSION}.{ENTRY_MINOR_VERSION}",
    }
    assert (ledger.read_bytes(), entry.as_dict()["subentries"]) == before
    hass.config_entries.async_update_entry(entry, minor_version=ENTRY_MINOR_VERSION)


@pytest.mark.parametrize("stored", ENTRIES)
async def test_bot_of_a_release_does_what_it_did_spelt_out(
    hass: HomeAssistant,
    config_folder: Path,  # noqa: ARG001  it moves the ledger there
    stored: dict[str, Any],
) -> None:
    """Test that its stored settings stay, and that each changed default is written beside them."""
    (before,) = deepcopy(stored["subentries"])
    async with loaded(hass, entry_of(deepcopy(stored))) as face:
        (bot,) = face.entry.subentries.values()
        settings = bot.data[CONF_SETTINGS]

        kept = {
            name: value
            for name, value in before["data"][CONF_SETTINGS].items()
            if name not in SETTINGS_GONE_SINCE_0_1
        }
        assert dict(settings) == {**SETTINGS_OF_0_1, **kept}
        assert settings_from(settings)
        assert {name: bot.data[name] for name in ("api_key", "webhook_id")} == {
            name: before["data"][name] for name in ("api_key", "webhook_id")
        }
        assert (face.entry.version, face.entry.minor_version) == (
            ENTRY_VERSION,
            ENTRY_MINOR_VERSION,
        )
        options = dict(face.entry.options)
        manual = options.pop("manual")
        assert options == stored["options"]
        assert settings_from(manual["settings"]).name == "Manual"
        assert manual_bot_id(face.entry.entry_id) in face.account.bots

        await face.reload()  # once is enough
        assert dict(bot.data[CONF_SETTINGS]) == {**SETTINGS_OF_0_1, **kept}


def test_only_what_was_left_to_a_default_is_spelt_out() -> None:
    """Test that a stored value stands, a missing one is written, and a gone one goes."""
    stored = {"name": "Trend", "cooldown": 60, "follow": True}

    found = spelt_out(stored, {"cooldown": 0, "cap": None, "offset": "0"}, frozenset({"follow"}))

    assert found == {"name": "Trend", "cooldown": 60, "cap": None, "offset": "0"}
    assert stored == {"name": "Trend", "cooldown": 60, "follow": True}


async def test_account_of_before_its_own_bot_gets_it(
    hass: HomeAssistant,
    config_folder: Path,  # noqa: ARG001  it moves the ledger there
) -> None:
    """Test that nothing else of the entry changes, and that nothing is told of an update."""
    entry = account_entry()
    object.__setattr__(entry, "minor_version", 2)
    before = dict(entry.data), dict(entry.options)
    async with loaded(hass, entry) as face:
        options = dict(face.entry.options)
        manual = options.pop("manual")

        assert (dict(face.entry.data), options) == before
        assert settings_from(manual["settings"]).quote == "USDT"
        assert face.account.bots[manual_bot_id(entry.entry_id)].is_on
