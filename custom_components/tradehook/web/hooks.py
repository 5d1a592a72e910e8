"""The webhooks of all bots, registered and kept in step with the config entries."""

from collections.abc import Mapping

from homeassistant.components import webhook
from homeassistant.config_entries import (
    SIGNAL_CONFIG_ENTRY_CHANGED,
    ConfigEntry,
    ConfigEntryChange,
    ConfigEntryState,
)
from homeassistant.core import HomeAssistant, callback
from homeassistant.helpers.dispatcher import async_dispatcher_connect

from ..accounts.data import DATA, Hook, TradehookData
from ..accounts.entry import is_group
from ..accounts.retired_addresses import RetiredAddress
from ..const import CONF_WEBHOOK_ID, DOMAIN, SUBENTRY_BOT
from .webhook_urls import async_forget_hook

RETIRED = "Tradehook: an address that is over"


@callback
def async_keep_hooks(hass: HomeAssistant, handler: webhook.HandlerType) -> None:
    """Register the hooks of all bots, and keep them in step with the entries for good.

    Entries' own listeners would not do: they don't exist while an entry is retrying, failed or
    disabled, and an unknown hook answers a silent 200.
    """
    domain = hass.data[DATA]

    @callback
    def on_change(change: ConfigEntryChange, entry: ConfigEntry) -> None:
        if entry.domain != DOMAIN:
            return
        gone = change is ConfigEntryChange.REMOVED
        former = _sync(hass, domain, handler, entry.entry_id, {} if gone else _hooks(entry))
        _retire(hass, domain, handler, former)
        if not gone and entry.state is not ConfigEntryState.LOADED:
            # A running account sees to the cloud addresses of its bots itself.
            for webhook_id in former:
                hass.async_create_task(async_forget_hook(hass, webhook_id), eager_start=False)

    assert domain.retired is not None
    for webhook_id in domain.retired:
        webhook.async_register(hass, DOMAIN, RETIRED, webhook_id, handler)
    for entry in hass.config_entries.async_entries(DOMAIN):
        _sync(hass, domain, handler, entry.entry_id, _hooks(entry))
    async_dispatcher_connect(hass, SIGNAL_CONFIG_ENTRY_CHANGED, on_change)


def _hooks(entry: ConfigEntry) -> dict[str, Hook]:
    if is_group(entry):
        hook = Hook(entry.entry_id, entry.entry_id, entry.title, dict(entry.data))
        return {entry.data[CONF_WEBHOOK_ID]: hook}
    return {
        bot.data[CONF_WEBHOOK_ID]: Hook(entry.entry_id, bot.subentry_id, bot.title, dict(bot.data))
        for bot in entry.get_subentries_of_type(SUBENTRY_BOT)
    }


def _sync(
    hass: HomeAssistant,
    domain: TradehookData,
    handler: webhook.HandlerType,
    entry_id: str,
    wanted: dict[str, Hook],
) -> dict[str, Hook]:
    """Register and unregister what differs; return the hooks that are no more."""
    known = {key: hook for key, hook in domain.hooks.items() if hook.entry_id == entry_id}
    former = {key: hook for key, hook in known.items() if key not in wanted}
    for webhook_id in former:
        webhook.async_unregister(hass, webhook_id)
        del domain.hooks[webhook_id]
    for webhook_id, hook in wanted.items():
        if domain.hooks.get(webhook_id) == hook:
            domain.hooks[webhook_id] = hook  # its data may differ
            continue
        webhook.async_unregister(hass, webhook_id)  # it may go by a new name
        webhook.async_register(hass, DOMAIN, hook.name, webhook_id, handler)
        domain.hooks[webhook_id] = hook
    return former


def _retire(
    hass: HomeAssistant,
    domain: TradehookData,
    handler: webhook.HandlerType,
    former: Mapping[str, Hook],
) -> None:
    """Go on answering where bots were: an alert that goes there must not look as if it worked."""
    assert domain.retired is not None
    staying = {hook.bot_id for hook in domain.hooks.values()}
    for webhook_id, hook in former.items():
        address = RetiredAddress.of(
            hook.entry_id, hook.bot_id, hook.name, hook.data, rotated=hook.bot_id in staying
        )
        for forgotten in domain.retired.retire(webhook_id, address):
            webhook.async_unregister(hass, forgotten)
        webhook.async_register(hass, DOMAIN, RETIRED, webhook_id, handler)
