"""Tradehook: alerts become crypto trades."""

from typing import cast

from homeassistant.const import EVENT_HOMEASSISTANT_STOP, Platform
from homeassistant.core import Event, HomeAssistant, callback
from homeassistant.exceptions import (
    ConfigEntryAuthFailed,
    ConfigEntryError,
    ConfigEntryNotReady,
)
from homeassistant.helpers import config_validation as cv, device_registry as dr
from homeassistant.helpers.typing import ConfigType

from .accounts.data import DATA, async_tradehook_data
from .accounts.entry import GroupConfigEntry, TradehookConfigEntry, is_group
from .accounts.factory import build_account
from .accounts.files import backup_paths
from .accounts.manual_bot import has_bot
from .accounts.markets import closed_exchange
from .accounts.retired_addresses import RetiredAddresses, put_former_bots
from .accounts.vouched_ledgers import async_keep_vouching, async_vouch, async_vouchers
from .const import CONF_WEBHOOK_ID, DOMAIN, SUBENTRY_BOT
from .entities.event_backlog import EventBacklog
from .entity import async_account_device
from .errors import in_house
from .exchanges.port.exchange import CredentialsRefusedError, VenueError
from .execution.account import Account
from .execution.common.events import AccountEvent, CredentialsRefused, LedgerDisplaced
from .issues.account_health import async_watch_health
from .issues.external_changes import async_forget_outside, async_watch_outside
from .issues.lost_ledgers import async_ledger_is_back, async_tell_lost, async_tell_unusable
from .issues.lost_signals import async_watch_lost_signals
from .issues.missed_alerts import async_watch_alerts
from .issues.reachability import async_watch_reachability
from .issues.removed_bots import async_watch_removed_bots
from .issues.unmanaged_positions import async_watch_management
from .issues.update_notices import async_tell_changes
from .ledger.errors import LedgerError
from .ledger.files.backup_files import forget_interrupted
from .ledger.files.identity import Loss
from .lifecycle.account_removal import async_leave_history
from .lifecycle.entry_migration import async_migrate
from .lifecycle.entry_sync import EntrySync
from .lifecycle.flat_markets import async_find_left_slots, async_watch_flat_markets
from .lifecycle.group_entry import async_remove_group, async_setup_group, async_unload_group
from .lifecycle.ledger_opening import opening_ledger
from .lifecycle.pending_accounts import (
    async_end_waiting,
    async_find_waiting,
    async_has_started,
    async_let_wait,
)
from .lifecycle.time_zone import async_watch_time_zone
from .panel.alerts.alert_commands import ALERT_VIEWS
from .panel.alerts.pasted_alert_view import PastedAlertView
from .panel.api import async_setup_websocket_api
from .panel.chart.candles import DATA_CANDLES, ChartCandles
from .panel.registration import async_hide_panel, async_serve_panel, async_show_panel
from .services import async_setup_services
from .web.hooks import async_keep_hooks
from .web.link_view import LinkView
from .web.secret_address import SecretAddressView
from .web.webhook import async_handle_signal
from .web.webhook_urls import async_forget_hook

PLATFORMS = [
    Platform.BINARY_SENSOR,
    Platform.BUTTON,
    Platform.EVENT,
    Platform.SENSOR,
    Platform.SWITCH,
]
CONFIG_SCHEMA = cv.config_entry_only_config_schema(DOMAIN)


async def async_setup(hass: HomeAssistant, _config: ConfigType) -> bool:
    """Set up what all accounts share."""
    domain = async_tradehook_data(hass)
    domain.retired = RetiredAddresses(hass)
    await domain.retired.async_load()
    await hass.async_add_executor_job(forget_interrupted, *backup_paths(hass))
    async_keep_hooks(hass, async_handle_signal)
    async_watch_management(hass)
    hass.http.register_view(LinkView(hass))
    hass.http.register_view(PastedAlertView())
    hass.http.register_view(SecretAddressView(hass))
    for view in ALERT_VIEWS:
        hass.http.register_view(view())
    async_setup_services(hass)
    hass.data[DATA_CANDLES] = ChartCandles(hass)
    hass.data[DATA_CANDLES].start()
    async_setup_websocket_api(hass)
    await async_serve_panel(hass)
    return True


async def async_migrate_entry(hass: HomeAssistant, entry: TradehookConfigEntry) -> bool:
    """Bring an entry of a former release up to date."""
    return await async_migrate(hass, entry)


async def async_setup_entry(hass: HomeAssistant, entry: TradehookConfigEntry) -> bool:
    """Open an account, let it find out how things stand, and show it; or a group of bots."""
    await async_show_panel(hass)  # also when the account can't start: the panel says why
    if is_group(entry):
        return await async_setup_group(hass, cast("GroupConfigEntry", entry))
    if closed := closed_exchange(entry):
        raise ConfigEntryError(
            translation_domain=DOMAIN,
            translation_key="exchange_closed",
            translation_placeholders={"exchange": closed.name, "day": closed.closed_on.isoformat()},
        )
    waiting = await async_find_waiting(hass, entry)
    with opening_ledger(hass, entry):
        account = waiting.account if waiting else await build_account(hass, entry)
    entry.runtime_data = account
    backlog = waiting.backlog if waiting else EventBacklog(hass, account)
    try:
        await _async_start(hass, entry, account)
    except CredentialsRefusedError as err:
        async_let_wait(hass, entry, account, backlog)
        raise ConfigEntryAuthFailed(
            translation_domain=DOMAIN,
            translation_key="key_refused",
            translation_placeholders={"error": in_house(str(err))},
        ) from err
    except VenueError as err:
        async_let_wait(hass, entry, account, backlog)
        raise _not_ready("account_not_started", err) from err
    except BaseException as err:
        backlog.close()
        await _async_give_up(hass, entry)
        if isinstance(err, LedgerError):
            async_tell_unusable(hass, entry, err)
            raise _not_ready("account_not_started", err) from err
        raise
    backlog.close()
    return True


async def _async_start(hass: HomeAssistant, entry: TradehookConfigEntry, account: Account) -> None:
    sync = EntrySync(hass, entry, account)
    await sync.async_start()
    if (retired := hass.data[DATA].retired) is not None:
        put_former_bots(retired, entry.entry_id, account)
    # From here on signals reach the account, which records them as soon as it can.
    hass.data[DATA].accounts[entry.entry_id] = account
    entry.async_on_unload(async_watch_alerts(hass, account))
    entry.async_on_unload(async_watch_outside(hass, entry, account))
    entry.async_on_unload(async_watch_lost_signals(hass, entry, account))
    entry.async_on_unload(async_watch_time_zone(hass, account))
    await account.start()
    async_ledger_is_back(hass, entry.entry_id)
    entry.async_on_unload(async_keep_vouching(hass, entry.entry_id, account.ledger))
    async_account_device(hass, entry)
    await async_find_left_slots(hass, entry)
    await hass.config_entries.async_forward_entry_setups(entry, PLATFORMS)
    async_has_started(hass, entry)

    async def on_stop(_event: Event) -> None:
        await _async_stop(hass, entry)

    entry.async_on_unload(hass.bus.async_listen_once(EVENT_HOMEASSISTANT_STOP, on_stop))

    @callback
    def on_change(_change: AccountEvent) -> None:
        entry.async_start_reauth(hass)

    entry.async_on_unload(account.subscribe(on_change, CredentialsRefused))

    @callback
    def on_displaced(_change: AccountEvent) -> None:
        async_tell_lost(hass, entry, Loss.REPLACED)

    entry.async_on_unload(account.subscribe(on_displaced, LedgerDisplaced))
    entry.async_on_unload(async_watch_removed_bots(hass, entry, account))
    entry.async_on_unload(async_watch_health(hass, entry, account))
    entry.async_on_unload(await async_watch_flat_markets(hass, entry))
    entry.async_on_unload(async_watch_reachability(hass, entry, account))
    async_forget_outside(hass, entry, account)
    await async_tell_changes(hass, entry, account)
    entry.async_on_unload(entry.add_update_listener(sync.async_update))
    await sync.async_update(hass, entry)  # what changed while the account was starting


async def async_unload_entry(hass: HomeAssistant, entry: TradehookConfigEntry) -> bool:
    """Put an account or a group to rest; its hooks answer 503 until it is back."""
    if is_group(entry):
        return await async_unload_group(hass, cast("GroupConfigEntry", entry))
    entry.runtime_data.tell()  # as long as its entities hear it
    if not await hass.config_entries.async_unload_platforms(entry, PLATFORMS):
        return False
    await _async_stop(hass, entry)
    return True


async def async_remove_entry(hass: HomeAssistant, entry: TradehookConfigEntry) -> None:
    """Leave an account's history behind and close the cloud addresses of its bots."""
    if is_group(entry):
        await async_remove_group(hass, cast("GroupConfigEntry", entry))
        async_hide_panel(hass)
        return
    await async_end_waiting(hass, entry.entry_id)
    await async_leave_history(hass, entry)
    async_forget_outside(hass, entry)
    async_ledger_is_back(hass, entry.entry_id)
    await async_vouchers(hass).async_forget(entry.entry_id)
    async_hide_panel(hass)
    for bot in entry.get_subentries_of_type(SUBENTRY_BOT):
        await async_forget_hook(hass, bot.data[CONF_WEBHOOK_ID])


async def async_remove_config_entry_device(
    hass: HomeAssistant,  # noqa: ARG001  Home Assistant's signature
    entry: TradehookConfigEntry,
    device: dr.DeviceEntry,
) -> bool:
    """Let a device be deleted only when its bot is gone: a bot is removed as such."""
    ours = (identifier for domain, identifier in device.identifiers if domain == DOMAIN)
    return not any(one == entry.entry_id or has_bot(entry, one) for one in ours)


async def _async_give_up(hass: HomeAssistant, entry: TradehookConfigEntry) -> None:
    """Stop an account that can't be set up, whether it has waited for that or not."""
    await async_end_waiting(hass, entry.entry_id)
    await _async_stop(hass, entry)


async def _async_stop(hass: HomeAssistant, entry: TradehookConfigEntry) -> None:
    """Let no more signals in, then stop the account; Home Assistant's stop may have done it."""
    hass.data[DATA].accounts.pop(entry.entry_id, None)
    await async_vouch(hass, entry.entry_id, entry.runtime_data.ledger)
    await entry.runtime_data.stop()


def _not_ready(key: str, err: Exception) -> ConfigEntryNotReady:
    return ConfigEntryNotReady(
        translation_domain=DOMAIN,
        translation_key=key,
        translation_placeholders={"error": in_house(str(err))},
    )
