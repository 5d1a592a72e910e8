"""Repairs that are done once somebody has seen them, and those that ask what to do."""

from homeassistant.components.repairs import ConfirmRepairFlow, RepairsFlow
from homeassistant.core import HomeAssistant

from .issues.account_health import async_confirm_flow
from .issues.lost_ledgers import ENTRY_ID, LOST, LedgerLostFlow


async def async_create_fix_flow(
    hass: HomeAssistant,
    issue_id: str,
    data: dict[str, str | int | float | None] | None,
) -> RepairsFlow:
    """Return a flow that asks for a click, or what an account shall go on with."""
    if issue_id.startswith(f"{LOST}_") and data:
        entry = hass.config_entries.async_get_entry(str(data[ENTRY_ID]))
        if entry is not None:
            return LedgerLostFlow(entry)
    return async_confirm_flow(hass, issue_id, data) or ConfirmRepairFlow()
