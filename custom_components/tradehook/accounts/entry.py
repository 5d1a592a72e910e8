"""The type of the config entry, with the account that it stands for."""

from homeassistant.config_entries import ConfigEntry

from ..execution.account import Account

type TradehookConfigEntry = ConfigEntry[Account]
