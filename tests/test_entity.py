"""Test what all entities share: their devices, and names for what they tell besides the state."""

from itertools import chain
import json
from pathlib import Path

from homeassistant.helpers import device_registry as dr, entity_registry as er

from tests.face import BOT, DOMAIN, ETH, Face

ROOT = Path(__file__).parents[1] / "custom_components" / DOMAIN
LANGUAGES = sorted((ROOT / "translations").glob("*.json"))
OF_HOME_ASSISTANT = {
    *("friendly_name", "device_class", "unit_of_measurement", "icon", "state_class", "options"),
    *("event_types", "event_type", "restored", "attribution", "last_reset", "supported_features"),
}


async def test_devices_lead_to_the_panel_and_tell_the_version(face: Face) -> None:
    """Test the account's own device and that of a bot."""
    version = json.loads((ROOT / "manifest.json").read_text())["version"]
    devices = dr.async_entries_for_config_entry(dr.async_get(face.hass), face.entry.entry_id)
    pages = {face.entry.entry_id: "overview", BOT: f"bot/{face.entry.entry_id}/{BOT}"}
    for identifier, page in pages.items():
        (device,) = (one for one in devices if (DOMAIN, identifier) in one.identifiers)
        assert device.sw_version == version
        assert device.configuration_url == f"homeassistant://tradehook/{page}"


async def test_attributes_have_names_in_every_language(face: Face) -> None:
    """Test all that entities tell of one position, of two in a market, and of signals."""
    await face.open(
        stop_loss={"stop_percentage": 3},
        take_profit=[{"price_percentage": 2, "position_percentage": 100}],
    )
    await face.open(signal_id="second")
    await face.open(symbol=ETH)
    told: dict[tuple[str, str], set[str]] = {}
    for entry in er.async_entries_for_config_entry(er.async_get(face.hass), face.entry.entry_id):
        state = face.hass.states.get(entry.entity_id)
        if state is not None and entry.translation_key is not None:
            place = entry.domain, entry.translation_key
            told.setdefault(place, set()).update(state.attributes.keys() - OF_HOME_ASSISTANT)
    assert {"position_id", "stop_price", "positions"} <= told["sensor", "position_long"]
    assert {"code", "remote"} <= told["event", "signal"]

    for language in LANGUAGES:
        texts = json.loads(language.read_text())["entity"]
        for (domain, key), attributes in told.items():
            named = texts[domain].get(key, {}).get("state_attributes", {})
            missing = {one for one in attributes if not named.get(one, {}).get("name")}
            assert not missing, (language.stem, domain, key)
        for side in ("long", "short"):
            name = texts["sensor"][f"position_{side}"]["name"]
            assert "{market}" in name, language.stem
    assert set(chain.from_iterable(told.values()))
