"""Brings the stored entry of a former release up to date, without changing what its bots do."""

from collections.abc import Mapping
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import ConfigEntryError

from ..accounts.entry import is_group
from ..accounts.manual_bot import first_settings
from ..const import CONF_MANUAL, CONF_SETTINGS, CONF_UPDATED_FROM, DOMAIN, SUBENTRY_BOT

ENTRY_VERSION: Final = 1
ENTRY_MINOR_VERSION: Final = 3

SETTINGS_OF_0_1: Final[Mapping[str, object]] = {
    "break_even_offset": "0",
    "max_position_size": None,
    "stop_on_mark": False,
}
"""(setting, what every bot of 0.1.0 did) where a new bot does something else by default.

Values are spelt as `settings_as` spells them. A setting that a bot has stored stays as it is.
"""

SETTINGS_GONE_SINCE_0_1: Final[frozenset[str]] = frozenset({"missed_alert"})
"""Settings that 0.1.0 stored and that mean nothing any more."""


async def async_migrate(hass: HomeAssistant, entry: ConfigEntry) -> bool:
    """Bring an entry up to date, version by version; refuse one of a newer version.

    Home Assistant itself refuses newer major versions. Newer minor ones are refused here: a
    setting that isn't known can be one that protects money.
    """
    if (entry.version, entry.minor_version) > (ENTRY_VERSION, ENTRY_MINOR_VERSION):
        raise ConfigEntryError(
            translation_domain=DOMAIN,
            translation_key="entry_too_new",
            translation_placeholders={
                "found": f"{entry.version}.{entry.minor_version}",
                "known": f"{ENTRY_VERSION}.{ENTRY_MINOR_VERSION}",
            },
        )
    data, options = dict(entry.data), dict(entry.options)
    if entry.minor_version < 2:
        _spell_out(hass, entry)
        data[CONF_UPDATED_FROM] = "0.1.0"
    if not is_group(entry):
        options.setdefault(CONF_MANUAL, {CONF_SETTINGS: first_settings(data)})
    hass.config_entries.async_update_entry(
        entry,
        data=data,
        options=options,
        version=ENTRY_VERSION,
        minor_version=ENTRY_MINOR_VERSION,
    )
    return True


def _spell_out(hass: HomeAssistant, entry: ConfigEntry) -> None:
    """Write into each bot of 0.1.0, spelt out, what it did until now."""
    for bot in entry.get_subentries_of_type(SUBENTRY_BOT):
        settings = spelt_out(bot.data[CONF_SETTINGS], SETTINGS_OF_0_1, SETTINGS_GONE_SINCE_0_1)
        hass.config_entries.async_update_subentry(
            entry, bot, data={**bot.data, CONF_SETTINGS: settings}
        )


def spelt_out(
    stored: Mapping[str, Any], until_now: Mapping[str, object], gone: frozenset[str]
) -> dict[str, Any]:
    """Return a bot's settings with everything that they left to a default that has changed."""
    kept = {name: value for name, value in stored.items() if name not in gone}
    return {**until_now, **kept}
