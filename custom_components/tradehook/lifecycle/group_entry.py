"""A group's life: set up, in step with its entry and its bots, unloaded, removed."""

from typing import Final

from homeassistant.config_entries import SIGNAL_CONFIG_ENTRY_CHANGED, ConfigEntry, ConfigEntryChange
from homeassistant.const import EVENT_HOMEASSISTANT_STOP, Platform
from homeassistant.core import CALLBACK_TYPE, Event, HomeAssistant, callback
from homeassistant.helpers import device_registry as dr
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from ..accounts.data import DATA
from ..accounts.entry import GroupConfigEntry
from ..accounts.files import ledger_path
from ..accounts.groups import build_group, missing_members, terms_of
from ..accounts.vouched_ledgers import async_keep_vouching, async_vouch, async_vouchers
from ..const import CONF_MEMBERS, CONF_WEBHOOK_ID, DOMAIN
from ..issues.lost_ledgers import async_ledger_is_back
from ..ledger.errors import LedgerError
from ..ledger.files.backup_files import own_copy_of
from ..web.webhook_urls import async_forget_hook
from .group_members import async_forget_members, async_tell_missing
from .ledger_opening import ledger_not_ready, opening_ledger

PLATFORMS: Final = [Platform.EVENT]


async def async_setup_group(hass: HomeAssistant, entry: GroupConfigEntry) -> bool:
    """Open a group's ledger, go on with what waits, and take signals."""
    with opening_ledger(hass, entry):
        group = await build_group(hass, entry)
    try:
        await group.start()
    except LedgerError as err:
        await group.stop()
        raise ledger_not_ready(hass, entry, err) from err
    entry.runtime_data = group
    hass.data[DATA].groups[entry.entry_id] = group
    async_ledger_is_back(hass, entry.entry_id)
    entry.async_on_unload(async_keep_vouching(hass, entry.entry_id, group.ledger))
    entry.async_on_unload(_follow(hass, entry))
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)

    async def on_stop(_event: Event) -> None:
        await _async_stop(hass, entry)

    entry.async_on_unload(hass.bus.async_listen_once(EVENT_HOMEASSISTANT_STOP, on_stop))
    return True


async def async_unload_group(hass: HomeAssistant, entry: GroupConfigEntry) -> bool:
    """Put a group to rest; its hook answers 503 until it is back."""
    if not await hass.config_entries.async_unload_platforms(entry, PLATFORMS):
        return False
    await _async_stop(hass, entry)
    return True


async def async_remove_group(hass: HomeAssistant, entry: GroupConfigEntry) -> None:
    """Delete a removed group's log and close its cloud address.

    The bots and their positions stay as they are, and what they have recorded stays with them.
    """
    path = ledger_path(hass, entry.entry_id)

    def delete() -> None:
        for beside in ("", "-wal", "-shm", "-journal", "-lock"):
            path.with_name(f"{path.name}{beside}").unlink(missing_ok=True)
        own_copy_of(path).unlink(missing_ok=True)

    await hass.async_add_executor_job(delete)
    async_forget_members(hass, entry.entry_id)
    async_ledger_is_back(hass, entry.entry_id)
    await async_vouchers(hass).async_forget(entry.entry_id)
    await async_forget_hook(hass, entry.data[CONF_WEBHOOK_ID])


@callback
def _follow(hass: HomeAssistant, entry: GroupConfigEntry) -> CALLBACK_TYPE:
    """Keep the group in step with its own entry and with those of its bots."""
    group = entry.runtime_data
    webhook_id = entry.data[CONF_WEBHOOK_ID]

    @callback
    def on_change(_change: ConfigEntryChange, changed: ConfigEntry) -> None:
        nonlocal webhook_id
        if changed.domain != DOMAIN:
            return
        terms = terms_of(hass, entry)
        if terms != group.terms:
            if terms.settings.name != group.name:
                _rename_device(hass, entry)
            group.put(terms)
        if entry.data[CONF_WEBHOOK_ID] != webhook_id:
            hass.async_create_task(async_forget_hook(hass, webhook_id), eager_start=False)
            webhook_id = entry.data[CONF_WEBHOOK_ID]
        async_tell_missing(
            hass, entry, missing=len(missing_members(hass, entry)), of=len(entry.data[CONF_MEMBERS])
        )
        group.wake()

    on_change(ConfigEntryChange.UPDATED, entry)
    return async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, on_change)


@callback
def _rename_device(hass: HomeAssistant, entry: GroupConfigEntry) -> None:
    devices = dr.async_get(hass)
    device = devices.async_get_device(identifiers={(DOMAIN, entry.entry_id)})
    if device is not None:
        devices.async_update_device(device.id, name=entry.title)


async def _async_stop(hass: HomeAssistant, entry: GroupConfigEntry) -> None:
    hass.data[DATA].groups.pop(entry.entry_id, None)
    await async_vouch(hass, entry.entry_id, entry.runtime_data.ledger)
    await entry.runtime_data.stop()
