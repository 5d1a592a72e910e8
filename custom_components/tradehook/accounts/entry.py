"""The types of the config entries, with the account or the group that each stands for."""

from collections.abc import Sequence
from typing import Any

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant, callback

from ..const import CONF_ACCOUNT_TYPE, DOMAIN, ENTRY_GROUP
from ..execution.account import Account
from ..execution.groups import Group

type TradehookConfigEntry = ConfigEntry[Account]
type GroupConfigEntry = ConfigEntry[Group]


def is_group(entry: ConfigEntry[Any]) -> bool:
    """Return whether an entry is a group of bots, and no account."""
    return entry.data.get(CONF_ACCOUNT_TYPE) == ENTRY_GROUP


@callback
def account_entries(
    hass: HomeAssistant, *, include_disabled: bool = True
) -> Sequence[TradehookConfigEntry]:
    """Return the entries of all accounts, whatever state they are in."""
    entries = hass.config_entries.async_entries(DOMAIN, include_disabled=include_disabled)
    return [entry for entry in entries if not is_group(entry)]


@callback
def loaded_accounts(hass: HomeAssistant) -> list[TradehookConfigEntry]:
    """Return the entries of the accounts that are loaded."""
    entries: list[TradehookConfigEntry] = hass.config_entries.async_loaded_entries(DOMAIN)
    return [entry for entry in entries if not is_group(entry)]


@callback
def group_entries(hass: HomeAssistant) -> Sequence[GroupConfigEntry]:
    """Return the entries of all groups, whatever state they are in."""
    return [entry for entry in hass.config_entries.async_entries(DOMAIN) if is_group(entry)]
