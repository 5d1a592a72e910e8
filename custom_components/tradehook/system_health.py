"""System health: counts that tell at a glance whether everything is at work."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from typing import Any

from homeassistant.components.system_health import SystemHealthRegistration
from homeassistant.core import HomeAssistant, callback

from .accounts.data import DATA
from .accounts.entry import account_entries, group_entries
from .accounts.files import ledger_path
from .const import SUBENTRY_BOT
from .execution.account import ExternalAlert
from .issues.unmanaged_positions import async_read_live
from .ledger.errors import LedgerError
from .ledger.files.log_room import log_of

NEVER = "-"


@callback
def async_register(
    hass: HomeAssistant,  # noqa: ARG001  Home Assistant's signature
    register: SystemHealthRegistration,
) -> None:
    """Register what the system health page asks for."""
    register.async_register_info(async_system_health_info)


async def async_system_health_info(hass: HomeAssistant) -> dict[str, Any]:
    """Return counts over all accounts, those that are not loaded too."""
    entries = account_entries(hass)
    groups = group_entries(hass)
    accounts = hass.data[DATA].accounts.values()
    paths = [ledger_path(hass, one.entry_id) for one in entries]
    paths += [ledger_path(hass, group.entry_id) for group in groups]

    def size() -> int:
        # What was written last lies in the log beside the ledger
        files = (*paths, *map(log_of, paths))
        return sum(path.stat().st_size for path in files if path.exists())

    size_bytes = await hass.async_add_executor_job(size)
    loaded = hass.data[DATA].accounts
    held = sum(account.open_positions for account in accounts)
    for entry in entries:
        if entry.entry_id not in loaded:
            with suppress(LedgerError):
                held += len(await async_read_live(hass, entry.entry_id))
    return {
        "accounts": len(entries),
        "accounts_at_work": sum(account.ready for account in accounts),
        "accounts_connected": sum(account.connected for account in accounts),
        "trading_off": sum(not account.trading_enabled for account in accounts),
        "bots": sum(len(list(entry.get_subentries_of_type(SUBENTRY_BOT))) for entry in entries),
        "groups": len(groups),
        "open_positions": held,
        "last_comparison": _oldest(account.reconciled_at for account in accounts),
        "last_outside_alert": _newest(account.last_outside for account in accounts),
        "ledger_size": f"{size_bytes / 1_000_000:.1f} MB",
    }


def _oldest(moments: Iterable[datetime | None]) -> str:
    """Return when the account that waits the longest was compared with its venue."""
    known = [moment for moment in moments if moment is not None]
    return min(known).isoformat(timespec="seconds") if known else NEVER


def _newest(alerts: Iterable[ExternalAlert | None]) -> str:
    """Return when the last alert from outside came to any account, and from where."""
    known = [alert for alert in alerts if alert is not None]
    if not known:
        return NEVER
    last = max(known, key=lambda alert: alert.at)
    return f"{last.at.isoformat(timespec='seconds')} · {last.remote}"
