"""Positions, signals, accounts and bots as the panel shows them: money as exact text."""

from datetime import datetime, timedelta
from decimal import Decimal

from homeassistant.config_entries import ConfigEntry
from homeassistant.const import Platform
from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er

from ..accounts.manual_bot import MANUAL_NAME, has_bot, manual_bot_id
from ..accounts.markets import is_simulated
from ..const import CONF_ACCOUNT_TYPE, CONF_CURRENCY, CONF_MARKET_TYPE, DOMAIN, SUBENTRY_BOT
from ..execution.account import Account, Bot
from ..execution.common.rows import AccountRow, BotRow, FullPositionRow
from ..trading.model.position import Position
from ..trading.model.price_math import PRECISE
from ..trading.position.entry_ladder import planned_limit_price
from ..trading.position.rules.entries import is_waiting, last_entry
from ..trading.reasons.money import FINE, money
from .rows import MarketRow, OwnerRow, PanelPositionRow


def bot_name(entry: ConfigEntry, bot_id: str) -> str | None:
    """Return a bot's name; None when it was removed."""
    if bot_id == manual_bot_id(entry.entry_id):
        return MANUAL_NAME
    bot = entry.subentries.get(bot_id)
    return bot.title if bot else None


def market_facts(account: Account, symbol: str) -> MarketRow:
    """Return in what steps a market counts; None for one that is no longer listed."""
    market = account.exchange.markets.get(symbol)
    return {
        "base": market.base if market else symbol.partition("/")[0],
        "quote": market.quote if market else account.currency,
        "price_tick": f"{market.price_tick:f}" if market else None,
        "amount_step": f"{market.amount_step:f}" if market else None,
    }


def owner(entry: ConfigEntry, bot_id: str) -> OwnerRow:
    """Return the account and the bot of a row by name."""
    return {
        "account": entry.entry_id,
        "account_name": entry.title,
        "account_type": entry.data[CONF_ACCOUNT_TYPE],
        "bot_name": bot_name(entry, bot_id),
    }


def position_of(entry: ConfigEntry, account: Account, row: FullPositionRow) -> PanelPositionRow:
    """Return a position as the panel shows it."""
    position = account.live_position(row["position_id"])
    return {
        **row,
        **owner(entry, row["bot_id"]),
        **market_facts(account, row["symbol"]),
        "exchange": account.exchange.code,
        "profit": _sum(row["realized_profit"], row["unrealized_profit"]),
        "value": _product(row["size"], row["mark_price"]),
        "filled_at": _filled_at(row, position),
        "entry_limit_price": _entry_limit_price(position),
        "entry_condition_price": _entry_condition_price(position),
    }


def _sum(realized: str, unrealized: str | None) -> str | None:
    """Return the whole result, as `profit_percentage` counts it."""
    return (
        None if unrealized is None else money(PRECISE.add(Decimal(realized), Decimal(unrealized)))
    )


def _product(size: str, price: str | None) -> str | None:
    if not Decimal(size):
        return "0"
    return None if price is None else money(PRECISE.multiply(Decimal(size), Decimal(price)))


def _filled_at(row: FullPositionRow, position: Position | None) -> str | None:
    """Return when the first fill came; of one that is over its `duration` tells."""
    if position is not None:
        return position.filled_at.isoformat() if position.filled_at else None
    if row["duration"] is None or row["closed_at"] is None:
        return None
    return (
        datetime.fromisoformat(row["closed_at"]) - timedelta(seconds=row["duration"])
    ).isoformat()


def _entry_limit_price(position: Position | None) -> str | None:
    """Return the price of an entry without a fill: of its order, or of the planned one."""
    if position is None or position.filled_at is not None:
        return None
    order = last_entry(position)
    if order is not None:
        return money(order.price)
    return money(planned_limit_price(position.plan, position.side))


def _entry_condition_price(position: Position | None) -> str | None:
    """Return the price that an entry without an order waits for."""
    if position is None or not is_waiting(position) or position.plan.condition is None:
        return None
    return money(position.plan.condition.price)


def account_row(hass: HomeAssistant, entry: ConfigEntry, account: Account | None) -> AccountRow:
    """Return an account with its bots; its numbers are None while it is not loaded."""
    row: AccountRow = {
        "account": entry.entry_id,
        "name": entry.title,
        "type": entry.data[CONF_ACCOUNT_TYPE],
        "market_type": entry.data[CONF_MARKET_TYPE],
        "currency": entry.data[CONF_CURRENCY],
        "state": entry.state.value,
        "problem": entry.reason,
        "loaded": account is not None,
        "simulated": is_simulated(entry),
        "bots": _bots(entry, account),
    }
    if account is None:
        return row
    equity_id = f"{entry.entry_id}-equity"
    usage = account.account_usage.now()
    return row | {
        "exchange": account.exchange.name,
        "last_outside": account.last_outside.at.isoformat() if account.last_outside else None,
        "connected": account.connected,
        "trading_enabled": account.trading_enabled,
        "trading_lock": account.trading_lock,
        "exposure": money(usage.exposure(), FINE),
        "open_risk": money(usage.open_risk, FINE),
        "equity": money(account.equity, FINE),
        "free_balance": money(account.free_balance, FINE),
        "reserved_balance": money(account.reserved_balance, FINE),
        "invested": money(account.invested, FINE),
        "unrealized_profit": money(account.unrealized_profit, FINE),
        "realized_profit": money(account.realized_profit, FINE),
        "realized_profit_today": money(account.realized_profit_today, FINE),
        "everything_else": money(account.everything_else, FINE),
        "open_positions": account.open_positions,
        "equity_entity": er.async_get(hass).async_get_entity_id(Platform.SENSOR, DOMAIN, equity_id),
    }


def _bots(entry: ConfigEntry, account: Account | None) -> list[BotRow]:
    manual = manual_bot_id(entry.entry_id)
    if account is None:
        bots = entry.get_subentries_of_type(SUBENTRY_BOT)
        own: BotRow = {"bot_id": manual, "name": MANUAL_NAME, "manual": True}
        others: list[BotRow] = [
            {"bot_id": bot.subentry_id, "name": bot.title, "manual": False} for bot in bots
        ]
        return [own, *others]
    return [
        bot_row(bot, manual=bot_id == manual)
        for bot_id, bot in account.bots.items()
        if has_bot(entry, bot_id)
    ]


def bot_row(bot: Bot, *, manual: bool = False) -> BotRow:
    """Return a bot's state and record."""
    return {
        "bot_id": bot.bot_id,
        "name": bot.settings.name,
        "manual": manual,
        "on": bot.is_on,
        "status": bot.status.value,
        "reason": bot.reason,
        "open_positions": bot.open_positions,
        "invested": money(bot.invested, FINE),
        "unrealized_profit": money(bot.unrealized_profit, FINE),
        "realized_profit": money(bot.realized_profit, FINE),
        "trades": bot.trades,
        "win_rate": money(bot.win_rate, FINE),
        "last_signal_at": bot.last_signal_at.isoformat() if bot.last_signal_at else None,
        "quote": bot.settings.quote,
    }
