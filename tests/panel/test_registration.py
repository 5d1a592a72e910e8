"""Test how the panel comes into the sidebar, and how its files are served."""

from pathlib import Path

from homeassistant.components import frontend
from homeassistant.core import HomeAssistant
from homeassistant.loader import async_get_integration
from pytest_homeassistant_custom_component.typing import ClientSessionGenerator

from custom_components.tradehook.const import DOMAIN
from custom_components.tradehook.panel.registration import fingerprint
from tests.face import Face, account_entry


async def test_the_panel_is_for_everybody_in_the_house(hass: HomeAssistant, face: Face) -> None:  # noqa: ARG001  it is loaded
    panel = hass.data[frontend.DATA_PANELS][DOMAIN]

    assert not panel.require_admin
    assert (panel.sidebar_title, panel.sidebar_icon) == ("Tradehook", "mdi:webhook")
    assert panel.config is not None
    assert panel.config["_panel_custom"]["name"] == "tradehook-panel"


async def test_its_file_is_served_and_may_be_kept(
    hass: HomeAssistant,
    face: Face,  # noqa: ARG001  it is loaded
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    panel = hass.data[frontend.DATA_PANELS][DOMAIN]
    assert panel.config is not None
    client = await hass_client_no_auth()

    answer = await client.get(panel.config["_panel_custom"]["module_url"])

    assert answer.status == 200
    assert "max-age" in answer.headers["Cache-Control"]
    assert "tradehook-panel" in await answer.text()


async def test_every_page_loads_what_offers_the_cards(
    hass: HomeAssistant,
    face: Face,  # noqa: ARG001  it is loaded
    hass_client_no_auth: ClientSessionGenerator,
) -> None:
    [url] = [url for url in hass.data[frontend.DATA_EXTRA_MODULE_URL].urls if DOMAIN in url]
    version = (await async_get_integration(hass, DOMAIN)).version
    assert str(version) not in url, "whoever is not logged in need not know it"
    client = await hass_client_no_auth()

    answer = await client.get(url)

    assert answer.status == 200
    assert "customCards" in await answer.text()


async def test_the_panel_stays_while_an_account_is_only_unloaded(
    hass: HomeAssistant, face: Face
) -> None:
    await hass.config_entries.async_unload(face.entry.entry_id)

    assert frontend.async_panel_exists(hass, DOMAIN)
    await face.reload()
    assert frontend.async_panel_exists(hass, DOMAIN)


async def test_the_panel_goes_with_the_last_account(
    hass: HomeAssistant,
    config_folder: Path,  # noqa: ARG001  it moves the ledger there
) -> None:
    entry = account_entry()
    entry.add_to_hass(hass)
    await hass.config_entries.async_setup(entry.entry_id)

    await hass.config_entries.async_remove(entry.entry_id)

    assert not frontend.async_panel_exists(hass, DOMAIN)
    assert not [url for url in hass.data[frontend.DATA_EXTRA_MODULE_URL].urls if DOMAIN in url]


def test_changed_files_get_another_address(tmp_path: Path) -> None:
    file = tmp_path / "panel.js"
    file.write_text("1")
    before = fingerprint(tmp_path)

    file.write_text("2")

    assert fingerprint(tmp_path) != before
    file.rename(tmp_path / "other.js")
    assert fingerprint(tmp_path) != before
