"""The panel and the dashboard cards: their files under an address that changes with them."""

import hashlib
from pathlib import Path
from typing import Final

from homeassistant.components import frontend, panel_custom
from homeassistant.components.http.server import StaticPathConfig
from homeassistant.core import HomeAssistant, callback
from homeassistant.util.hass_dict import HassKey

from ..const import DOMAIN

FOLDER: Final = Path(__file__).parents[1] / "frontend"
ENTRY: Final = "tradehook-panel.js"
CARDS: Final = "tradehook-cards.js"
"""Loaded by every page: it tells dashboards what there is, and loads the rest when it is shown."""
ELEMENT: Final = "tradehook-panel"
TITLE: Final = "Tradehook"
ICON: Final = "mdi:webhook"
DATA_FILES: HassKey[str] = HassKey(f"{DOMAIN}_panel_files")
"""Where the files are served: paths cannot be given back, so they are registered once."""


def fingerprint(folder: Path) -> str:
    """Return a short hash of all files of a folder, names included; blocking."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(str(path.relative_to(folder)).encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


async def async_serve_panel(hass: HomeAssistant) -> None:
    """Serve the panel's files; browsers may keep them, since changed files get a new address.

    Everybody can read that address on the page where one logs in: it names no version.
    """
    mark = await hass.async_add_executor_job(fingerprint, FOLDER)
    url = f"/{DOMAIN}_panel/{mark}"
    await hass.http.async_register_static_paths(
        [StaticPathConfig(url, str(FOLDER), cache_headers=True)]
    )
    hass.data[DATA_FILES] = url


async def async_show_panel(hass: HomeAssistant) -> None:
    """Put the panel into the sidebar and offer the cards, unless they are there."""
    if frontend.async_panel_exists(hass, DOMAIN):
        return
    frontend.add_extra_js_url(hass, f"{hass.data[DATA_FILES]}/{CARDS}")
    await panel_custom.async_register_panel(
        hass,
        frontend_url_path=DOMAIN,
        webcomponent_name=ELEMENT,
        module_url=f"{hass.data[DATA_FILES]}/{ENTRY}",
        sidebar_title=TITLE,
        sidebar_icon=ICON,
        require_admin=False,  # what is for administrators alone, its commands ask for themselves
    )


@callback
def async_hide_panel(hass: HomeAssistant) -> None:
    """Take panel and cards away once no account is left; one that is only unloaded keeps them."""
    if hass.config_entries.async_entries(DOMAIN) or not frontend.async_panel_exists(hass, DOMAIN):
        return
    frontend.async_remove_panel(hass, DOMAIN)
    frontend.remove_extra_js_url(hass, f"{hass.data[DATA_FILES]}/{CARDS}")
