"""Repairs that are done once somebody has seen them, and those whose buttons do something."""

from collections.abc import Mapping

from homeassistant.components.repairs import ConfirmRepairFlow, RepairsFlow
from homeassistant.core import HomeAssistant

from .issues.account_health import async_health_flow
from .issues.external_changes import async_outside_flow
from .issues.lost_ledgers import ENTRY_ID, LOST, LedgerLostFlow
from .issues.removed_bots import async_removed_bots_flow
from .lifecycle.flat_markets import async_flat_markets_flow

_FLOWS = (
    async_health_flow,
    async_outside_flow,
    async_removed_bots_flow,
    async_flat_markets_flow,
)

type Data = Mapping[str, str | int | float | None]


async def async_create_fix_flow(
    hass: HomeAssistant,
    issue_id: str,
    data: dict[str, str | int | float | None] | None,
) -> RepairsFlow:
    """Return a flow that asks for a click, or that does something about it."""
    entry = hass.config_entries.async_get_entry(str(data[ENTRY_ID])) if data else None
    if entry is None or data is None:
        return ConfirmRepairFlow()
    if issue_id.startswith(f"{LOST}_"):
        return LedgerLostFlow(entry)
    found = (flow(entry, issue_id, data) for flow in _FLOWS)
    return next((one for one in found if one is not None), None) or ConfirmRepairFlow()
