"""The repair of a group whose bots were removed: one alert serves fewer of them than was meant."""

from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from ..const import DOMAIN
from ..issues.raising import async_raise

ISSUE: Final = "group_bots_removed"


@callback
def async_tell_missing(
    hass: HomeAssistant, entry: ConfigEntry[Any], *, missing: int, of: int
) -> None:
    """Raise the repair while bots of a group are missing."""
    if not missing:
        async_forget_members(hass, entry.entry_id)
        return
    page = f"/{DOMAIN}/setup/group/{entry.entry_id}"
    said = {"group": entry.title, "missing": str(missing), "of": str(of), "page": page}
    async_raise(hass, f"{ISSUE}_{entry.entry_id}", ISSUE, said)


@callback
def async_forget_members(hass: HomeAssistant, entry_id: str) -> None:
    """Withdraw the repair."""
    ir.async_delete_issue(hass, DOMAIN, f"{ISSUE}_{entry_id}")
