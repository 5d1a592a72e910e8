"""System health: counts that tell at a glance whether everything is at work."""

from typing import Any

from homeassistant.components.system_health import SystemHealthRegistration
from homeassistant.core import HomeAssistant, callback

from .const import DOMAIN, SUBENTRY_BOT
from .domain import DATA
from .runtime import ledger_path


@callback
def async_register(
    hass: HomeAssistant,  # noqa: ARG001  Home Assistant's signature
    register: SystemHealthRegistration,
) -> None:
    """Register what the system health page asks for."""
    register.async_register_info(async_system_health_info)


async def async_system_health_info(hass: HomeAssistant) -> dict[str, Any]:
    """Return counts over all accounts, those that are not loaded too."""
    entries = hass.config_entries.async_entries(DOMAIN)
    accounts = hass.data[DATA].accounts.values()
    paths = [ledger_path(hass, entry.entry_id) for entry in entries]

    def size() -> int:
        return sum(path.stat().st_size for path in paths if path.exists())

    size_bytes = await hass.async_add_executor_job(size)
    return {
        "accounts": len(entries),
        "accounts_at_work": sum(account.ready for account in accounts),
        "accounts_connected": sum(account.connected for account in accounts),
        "trading_off": sum(not account.trading_enabled for account in accounts),
        "bots": sum(len(list(entry.get_subentries_of_type(SUBENTRY_BOT))) for entry in entries),
        "open_positions": sum(account.open_positions for account in accounts),
        "ledger_size": f"{size_bytes / 1_000_000:.1f} MB",
    }
