"""The bot *Manual* of each account: a part of the account itself, without address and secret.

It holds what people open by hand and what they adopt. Home Assistant lets a subentry be deleted, so
it is none: its settings are in the entry's options.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from homeassistant.config_entries import ConfigEntry

from ..const import CONF_CURRENCY, CONF_MANUAL, CONF_MARKET_TYPE, CONF_SETTINGS
from ..trading.model.market import MarketType, Side
from ..trading.settings.codec import settings_as
from ..trading.settings.settings import BotSettings, BreakEvenOffset

MANUAL_NAME: Final = "Manual"
_LARGEST: Final = Decimal(1_000_000)
"""In quote: a person says each size, so that nothing but the funds limits it to begin with."""


def manual_bot_id(entry_id: str) -> str:
    """Return the id of an account's own bot; it never changes."""
    return f"{entry_id}-manual"


def first_settings(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what it begins with on an account whose entry holds `data`."""
    spot = MarketType(data[CONF_MARKET_TYPE]) is MarketType.SPOT
    settings = BotSettings(
        name=MANUAL_NAME,
        quote=data[CONF_CURRENCY],
        max_entry_size=_LARGEST,
        # A short on spot sells coins of the account's own: that is for whoever asks for it.
        sides=frozenset({Side.LONG}) if spot else frozenset(Side),
        max_positions=50,
        max_positions_per_market=10,
        break_even_offset=BreakEvenOffset.FEES,
    )
    return dict(settings_as(settings))


def manual_settings(entry: ConfigEntry[Any]) -> dict[str, Any]:
    """Return its settings as they are stored, or what it begins with."""
    stored = entry.options.get(CONF_MANUAL) or {}
    return {**(stored.get(CONF_SETTINGS) or first_settings(entry.data)), "name": MANUAL_NAME}


def manual_title(entry: ConfigEntry[Any]) -> str:
    """Return what its device is called: every account has one."""
    return f"{entry.title} {MANUAL_NAME}"


def has_bot(entry: ConfigEntry[Any], bot_id: str) -> bool:
    """Return whether a bot belongs to an account and was not removed."""
    return bot_id == manual_bot_id(entry.entry_id) or bot_id in entry.subentries
