"""The ways in that other systems' alerts have to a bot: learned tokens and a secret address."""

from collections.abc import Mapping
from dataclasses import replace
import secrets
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry, ConfigSubentry
from homeassistant.core import HomeAssistant, callback

from ..const import CONF_ADDRESS_DIGEST, CONF_LEARNED, CONF_SETTINGS
from ..trading.credentials import OtherCredentials, digest
from ..trading.settings.codec import settings_as, settings_from
from ..trading.settings.settings import BotSettings
from ..trading.signal.alert_systems import AlertSystem

TOKEN_BYTES: Final = 32
MOST_TOKENS: Final = 20
"""Tokens of one system that a bot keeps: the oldest goes for a further one."""


def other_credentials(data: Mapping[str, Any]) -> OtherCredentials:
    """Return what a bot's subentry keeps of its senders besides key and secret."""
    return OtherCredentials.of(data.get(CONF_LEARNED, {}), data.get(CONF_ADDRESS_DIGEST, ""))


@callback
def async_learn(
    hass: HomeAssistant,
    entry: ConfigEntry[Any],
    bot: ConfigSubentry,
    system: AlertSystem,
    token_digest: str,
    changes: Mapping[str, Any],
) -> None:
    """Let a bot take a system's alerts, those with a token at its open address too.

    `changes` are settings of the bot; "" for the digest learns no token.
    """
    known = {name: list(digests) for name, digests in bot.data.get(CONF_LEARNED, {}).items()}
    if token_digest:
        kept = [one for one in known.get(system, []) if one != token_digest]
        known[system.value] = [*kept, token_digest][-MOST_TOKENS:]
    settings = _settings(bot)
    settings = replace(settings, dialects=settings.dialects | {system}, **changes)
    _update(hass, entry, bot, {CONF_LEARNED: known}, settings)


@callback
def async_forget(
    hass: HomeAssistant, entry: ConfigEntry[Any], bot: ConfigSubentry, system: AlertSystem
) -> None:
    """Let a bot take a system's alerts no more, and forget its tokens."""
    learned = bot.data.get(CONF_LEARNED, {})
    known = {name: digests for name, digests in learned.items() if name != system}
    settings = _settings(bot)
    settings = replace(settings, dialects=settings.dialects - {system})
    _update(hass, entry, bot, {CONF_LEARNED: known}, settings)


@callback
def async_new_address(hass: HomeAssistant, entry: ConfigEntry[Any], bot: ConfigSubentry) -> str:
    """Give a bot a secret address, a former one ends; return its token, which is kept nowhere."""
    token = secrets.token_hex(TOKEN_BYTES)
    data = {**bot.data, CONF_ADDRESS_DIGEST: digest(token)}
    hass.config_entries.async_update_subentry(entry, bot, data=data)
    return token


@callback
def async_end_address(hass: HomeAssistant, entry: ConfigEntry[Any], bot: ConfigSubentry) -> None:
    """End a bot's secret address."""
    data = {key: value for key, value in bot.data.items() if key != CONF_ADDRESS_DIGEST}
    hass.config_entries.async_update_subentry(entry, bot, data=data)


def _settings(bot: ConfigSubentry) -> BotSettings:
    return replace(settings_from(bot.data[CONF_SETTINGS]), name=bot.title)


def _update(
    hass: HomeAssistant,
    entry: ConfigEntry[Any],
    bot: ConfigSubentry,
    changes: Mapping[str, Any],
    settings: BotSettings,
) -> None:
    data = {**bot.data, **changes, CONF_SETTINGS: dict(settings_as(settings))}
    hass.config_entries.async_update_subentry(entry, bot, data=data)
