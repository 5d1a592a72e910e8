"""Diagnostics: counts and states; no names, no money, no symbols, no secrets."""

from collections import Counter
from dataclasses import fields
from typing import Any, TypedDict, cast

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers.device_registry import DeviceEntry

from .accounts.entry import GroupConfigEntry, TradehookConfigEntry, is_group
from .accounts.markets import account_kind_of
from .const import (
    CONF_ACCOUNT_TYPE,
    CONF_MARKET_TYPE,
    CONF_MEMBERS,
    CONF_ONLY_ADMINS_TRADE,
    CONF_REGION,
    CONF_SETTINGS,
    DOMAIN,
    SUBENTRY_BOT,
)
from .execution.account import Account, Bot
from .trading.settings.settings import BotSettings

SAFE_SETTINGS = (
    "size_type",
    "order_type",
    "margin_mode",
    "leverage",
    "require_stop_loss",
    "time_limit",
    "dca_source",
    "take_profit_source",
    "stop_loss_source",
    "max_positions",
    "max_positions_per_market",
    "duplicate_window",
    "only_tradingview",
    "rate_limit",
    "strict_fields",
    "loosen_stops",
)
"""Settings that say how a bot behaves and nothing about its owner's money or markets."""


class BotDiagnostics(TypedDict):
    """A bot without names, money, markets and secrets."""

    status: str
    reason: str | None
    open_positions: int
    trades: int
    has_received_signals: bool
    settings: dict[str, object]
    settings_not_default: list[str]


async def async_get_config_entry_diagnostics(
    hass: HomeAssistant,  # noqa: ARG001  Home Assistant's signature
    entry: TradehookConfigEntry,
) -> dict[str, Any]:
    """Return what an account or a group looks like; one that isn't loaded says why."""
    if is_group(entry):
        return await _async_group(cast("GroupConfigEntry", entry))
    if entry.state is not ConfigEntryState.LOADED:
        return {
            "account": {
                "account_type": entry.data[CONF_ACCOUNT_TYPE],
                "market_type": entry.data[CONF_MARKET_TYPE],
                "region": entry.data.get(CONF_REGION),
                "state": entry.state.value,
                "reason": entry.error_reason_translation_key,
            },
            "bots": len(list(entry.get_subentries_of_type(SUBENTRY_BOT))),
        }
    account = entry.runtime_data
    return {
        "account": {
            "account_type": entry.data[CONF_ACCOUNT_TYPE],
            "market_type": entry.data[CONF_MARKET_TYPE],
            "exchange": account.exchange.code,
            "region": entry.data.get(CONF_REGION),
            "account_kind": account_kind_of(entry),
            "hedge_mode": account.exchange.hedge_mode,
            "only_admins_trade": entry.options.get(CONF_ONLY_ADMINS_TRADE, True),
            "ready": account.ready,
            "connected": account.connected,
            "trading_enabled": account.trading_enabled,
            "markets": len(account.exchange.markets),
            "open_positions": account.open_positions,
            "slots": len(account.slots),
            "slot_states": dict(Counter(account.slot_state(slot) for slot in account.slots)),
            "equity_known": account.equity is not None,
            "clock_skew": None if account.clock_skew is None else float(account.clock_skew),
            "latency": None if account.latency is None else float(account.latency),
            "reconciled_at": account.reconciled_at.isoformat() if account.reconciled_at else None,
            "concerns": dict(Counter(concern.kind.value for concern in account.health_issues)),
            "has_heard_outside": account.last_outside is not None,
            "recent_signals": await _signal_counts(account),
        },
        "bots": [_bot(bot) for bot in account.bots.values()],
    }


async def async_get_device_diagnostics(
    hass: HomeAssistant, entry: TradehookConfigEntry, device: DeviceEntry
) -> dict[str, Any]:
    """Return what one bot looks like from the outside, or its account."""
    if is_group(entry):
        return await _async_group(cast("GroupConfigEntry", entry))
    bots = entry.runtime_data.bots if entry.state is ConfigEntryState.LOADED else {}
    for domain, identifier in device.identifiers:
        if domain == DOMAIN and (bot := bots.get(identifier)) is not None:
            return {"bot": _bot(bot)}
    return await async_get_config_entry_diagnostics(hass, entry)


async def _async_group(entry: GroupConfigEntry) -> dict[str, Any]:
    """Return a group without names, addresses and secrets."""
    told: dict[str, Any] = {
        "bots": len(entry.data[CONF_MEMBERS]),
        "only_tradingview": entry.data[CONF_SETTINGS]["only_tradingview"],
        "rate_limit": entry.data[CONF_SETTINGS]["rate_limit"],
        "state": entry.state.value,
    }
    if entry.state is not ConfigEntryState.LOADED:
        return {"group": told | {"reason": entry.error_reason_translation_key}}
    group = entry.runtime_data
    rows = await group.signals(limit=1000)
    counted = Counter(f"{row['status']} {row['code'] or ''}".strip() for row in rows)
    children = Counter(bot["status"] for row in rows for bot in row["bots"])
    present = len(group.terms.members)
    told |= {"bots_present": present, "waiting": group.waiting}
    return {"group": told | {"recent_signals": dict(counted), "recent_children": dict(children)}}


async def _signal_counts(account: Account) -> dict[str, int]:
    rows = await account.signals(limit=1000)
    return dict(Counter(f"{row['status']} {row['code'] or ''}".strip() for row in rows))


def _bot(bot: Bot) -> BotDiagnostics:
    default = BotSettings(name="", quote="")
    changed = [
        field.name
        for field in fields(BotSettings)
        if getattr(bot.settings, field.name) != getattr(default, field.name)
    ]
    return {
        "status": bot.status.value,
        "reason": bot.reason,
        "open_positions": bot.open_positions,
        "trades": bot.trades,
        "has_received_signals": bot.last_signal_at is not None,
        "settings": {name: getattr(bot.settings, name) for name in SAFE_SETTINGS},
        "settings_not_default": sorted(set(changed) - {"name", "quote"}),
    }
