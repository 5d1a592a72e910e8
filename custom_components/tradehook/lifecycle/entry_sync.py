"""Keeps a running account in step with its config entry."""

import asyncio
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, issue_registry as ir

from ..accounts.entry import TradehookConfigEntry
from ..accounts.manual_bot import MANUAL_NAME, manual_bot_id, manual_settings, manual_title
from ..const import (
    CONF_ACCOUNT_LIMITS,
    CONF_API_KEY,
    CONF_MANUAL,
    CONF_SECRET_DIGEST,
    CONF_SETTINGS,
    CONF_UPDATED_FROM,
    CONF_WEBHOOK_ID,
    DOMAIN,
    SUBENTRY_BOT,
)
from ..execution.account import Account
from ..issues.raising import async_raise
from ..trading.settings.account_limits import limits_from
from ..trading.settings.codec import SettingsError, settings_from
from ..web.ways_in import other_credentials
from ..web.webhook_urls import async_forget_hook

ISSUE_BOT = "invalid_bot_settings"


class EntrySync:
    """Starts, changes and stops bots as their subentries come, change and go.

    Nothing but a change of the account's own data or options reloads the entry: that would stop
    every bot while one of them is edited.
    """

    def __init__(self, hass: HomeAssistant, entry: TradehookConfigEntry, account: Account) -> None:
        """Remember the entry as the account was built from it."""
        self._hass = hass
        self._entry = entry
        self._account = account
        self._lock = asyncio.Lock()
        self._built_from = _terms(entry)
        self._title = entry.title
        # Home Assistant changes a subentry in place, so what it said is kept, not the subentry.
        self._bots: dict[str, tuple[str, Mapping[str, Any]]] = {}
        self._manual: Mapping[str, Any] = {}
        self._limits: Mapping[str, Any] = {}

    async def async_update(self, hass: HomeAssistant, entry: TradehookConfigEntry) -> None:
        """Carry out what changed; quick changes one after the other can't overtake each other."""
        async with self._lock:
            if _terms(entry) != self._built_from:
                hass.config_entries.async_schedule_reload(entry.entry_id)
                return
            if entry.title != self._title:
                self._title = self._account.name = entry.title
                self._rename_device(entry.entry_id, entry.title)
                self._rename_device(manual_bot_id(entry.entry_id), manual_title(entry))
            await self._async_sync_bots()

    async def async_start(self) -> None:
        """Give the account the bots that the entry has, and its present name."""
        self._account.name = self._title
        async with self._lock:
            await self._async_sync_bots()

    async def _async_sync_bots(self) -> None:
        await self._async_sync_manual()
        self._sync_limits()
        wanted = {bot.subentry_id: bot for bot in self._entry.get_subentries_of_type(SUBENTRY_BOT)}
        for bot_id in self._bots.keys() - wanted.keys():
            _, data = self._bots.pop(bot_id)
            await self._async_remove(bot_id, data[CONF_WEBHOOK_ID])
        for bot_id, bot in wanted.items():
            known = self._bots.get(bot_id)
            said = (bot.title, dict(bot.data))
            if known == said:
                continue
            self._bots[bot_id] = said
            await self._async_put(bot_id, *said)
            if known is None:
                continue
            self._rename_device(bot_id, bot.title)
            if (former := known[1][CONF_WEBHOOK_ID]) != bot.data[CONF_WEBHOOK_ID]:
                await async_forget_hook(self._hass, former)

    async def _async_sync_manual(self) -> None:
        """Keep the account's own bot in step: it has no key and no secret, and is never removed."""
        settings = manual_settings(self._entry)
        if settings != self._manual:
            self._manual = settings
            data = {CONF_SETTINGS: settings, CONF_API_KEY: "", CONF_SECRET_DIGEST: ""}
            await self._async_put(manual_bot_id(self._entry.entry_id), MANUAL_NAME, data)

    def _sync_limits(self) -> None:
        """Let the account hold its limits as the options have them."""
        limits = self._entry.options.get(CONF_ACCOUNT_LIMITS, {})
        if limits != self._limits:
            self._limits = dict(limits)
            self._account.set_limits(limits_from(limits))

    async def _async_put(self, bot_id: str, title: str, data: Mapping[str, Any]) -> None:
        issue_id = f"{ISSUE_BOT}_{bot_id}"
        try:
            settings = settings_from(data[CONF_SETTINGS])
        except SettingsError as err:
            # One bot that can't be read must not keep its siblings from managing positions.
            page = f"/{DOMAIN}/setup/bot/{self._entry.entry_id}/{bot_id}"
            said = {"bot": title, "problem": str(err), "page": page}
            async_raise(self._hass, issue_id, ISSUE_BOT, said, severity=ir.IssueSeverity.ERROR)
            return
        ir.async_delete_issue(self._hass, DOMAIN, issue_id)
        put = self._account.put_bot(
            bot_id,
            replace(settings, name=title),
            api_key=data[CONF_API_KEY],
            secret_digest=data[CONF_SECRET_DIGEST],
            others=other_credentials(data),
        )
        # A task begins at once, and what a bot is holds from there on. Nobody waits until it is
        # written down: the next change, of a secret that is known to others, must hold at once too.
        self._entry.async_create_background_task(self._hass, put, f"Tradehook settings {bot_id}")

    async def _async_remove(self, bot_id: str, webhook_id: str) -> None:
        ir.async_delete_issue(self._hass, DOMAIN, f"{ISSUE_BOT}_{bot_id}")
        await self._account.remove_bot(bot_id)
        await async_forget_hook(self._hass, webhook_id)

    def _rename_device(self, identifier: str, name: str) -> None:
        devices = dr.async_get(self._hass)
        for device in dr.async_entries_for_config_entry(devices, self._entry.entry_id):
            if (DOMAIN, identifier) in device.identifiers:
                devices.async_update_device(device.id, name=name)


def _terms(entry: TradehookConfigEntry) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return what an account is built from."""
    data = {key: value for key, value in entry.data.items() if key != CONF_UPDATED_FROM}
    live = (CONF_MANUAL, CONF_ACCOUNT_LIMITS)
    return data, {key: value for key, value in entry.options.items() if key not in live}
