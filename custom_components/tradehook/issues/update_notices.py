"""Tells once, after an update, what a release does differently with the bots that were there."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from homeassistant.core import HomeAssistant

from ..accounts.entry import TradehookConfigEntry
from ..const import CONF_UPDATED_FROM
from ..execution.account import Account, Bot
from ..trading.model.market import MarketType, Side
from .raising import async_raise

STRATEGY_ALERTS: Final = "strategy_alerts_changed"
SPOT_SHORTS: Final = "spot_short_sells_own_coins"
RECENT: Final = 500
"""How many of a bot's newest signals are looked through for strategy alerts."""


async def async_tell_changes(
    hass: HomeAssistant, entry: TradehookConfigEntry, account: Account
) -> None:
    """Raise the repairs of an entry that was migrated, each once; a click says it was seen."""
    if CONF_UPDATED_FROM not in entry.data:
        return
    for bot in account.bots.values():
        if await _uses_strategy_alerts(account, bot):
            _tell(hass, entry, bot, STRATEGY_ALERTS)
        if coins := sorted(_own_coins(account, bot)):
            _tell(hass, entry, bot, SPOT_SHORTS, coins=", ".join(coins))
    data = {key: value for key, value in entry.data.items() if key != CONF_UPDATED_FROM}
    hass.config_entries.async_update_entry(entry, data=data)


async def _uses_strategy_alerts(account: Account, bot: Bot) -> bool:
    rows = await account.signals(bot_ids=[bot.bot_id], limit=RECENT)
    return any(_has_strategy(row.get("payload")) for row in rows)


def _has_strategy(payload: object) -> bool:
    return isinstance(payload, dict) and payload.get("strategy") is not None


def _own_coins(account: Account, bot: Bot) -> Iterator[str]:
    """Yield the coins of nobody's position that a short of a bot could sell."""
    exchange = account.exchange
    if exchange.market_type is not MarketType.SPOT or Side.SHORT not in bot.settings.sides:
        return
    for market in exchange.markets.values():
        balance = account.portfolio.balances.get(market.base)
        if balance is None or market.quote != bot.settings.quote:
            continue
        held = sum(
            (
                position.size
                for key in account.slots
                if key.symbol == market.symbol and key.side is Side.LONG
                for position in account.slot_positions(key)
            ),
            Decimal(0),
        )
        if balance.total - held >= max(market.min_amount, market.amount_step):
            yield market.base


def _tell(
    hass: HomeAssistant, entry: TradehookConfigEntry, bot: Bot, kind: str, **said: str
) -> None:
    async_raise(
        hass,
        f"{kind}_{bot.bot_id}",
        kind,
        {"account": entry.title, "bot": bot.settings.name, **said},
        fixable=True,
        persistent=True,
        about={"entry_id": entry.entry_id},  # it goes with the account
    )
