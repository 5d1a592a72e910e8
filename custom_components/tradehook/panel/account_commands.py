"""What the panel asks of bots and accounts: switches, signals and fills."""

from functools import partial

from homeassistant.components.websocket_api.const import WebSocketCommandHandler
from homeassistant.core import HomeAssistant
from homeassistant.helpers import config_validation as cv
from homeassistant.helpers.typing import VolDictType
import probatio

from ..accounts.entry import TradehookConfigEntry
from ..accounts.markets import traded_markets
from ..actions.schemas import exact
from ..const import CONF_API_KEY, CONF_WEBHOOK_ID
from ..errors import refusal
from ..execution.account import Account, Bot
from ..web.webhook_urls import async_hook_urls
from .command import (
    PAGE,
    READER,
    Message,
    command as any_command,
    readable_bots,
    span_of,
)
from .rows import BotMarketsRow, BotWebhookRow, PanelFillRow, SentSignal
from .serializers import market_facts, owner

ACTIONS: list[WebSocketCommandHandler] = []
"""The commands of this module."""
command = partial(any_command, into=ACTIONS)

BOT: VolDictType = {probatio.Required("bot_id"): str}


@command("set_bot", {**BOT, probatio.Required("on"): bool}, admin=True)
async def set_bot(_hass: HomeAssistant, entry: TradehookConfigEntry, msg: Message) -> None:
    """Start or stop a bot."""
    account = entry.runtime_data
    check_bot(account, msg["bot_id"])
    await (account.start_bot if msg["on"] else account.stop_bot)(msg["bot_id"])


@command("set_trading", {probatio.Required("on"): bool}, admin=True)
async def set_trading(_hass: HomeAssistant, entry: TradehookConfigEntry, msg: Message) -> None:
    """Turn the account's Trading switch."""
    await entry.runtime_data.set_trading(msg["on"])


@command("send_signal", {**BOT, probatio.Required("signal"): dict}, admin=True)
async def send_signal(
    _hass: HomeAssistant, entry: TradehookConfigEntry, msg: Message
) -> SentSignal:
    """Give a signal to a bot, and return what its webhook would answer."""
    account = entry.runtime_data
    check_bot(account, msg["bot_id"])
    answer = await account.send_signal(msg["bot_id"], exact(msg["signal"]))
    return {"status": answer.status, "body": dict(answer.body)}


@command("bot_webhook", BOT, admin=True)
async def bot_webhook(
    hass: HomeAssistant, entry: TradehookConfigEntry, msg: Message
) -> BotWebhookRow:
    """Return what a message to a bot needs, but for the secret, which nobody can tell."""
    account = entry.runtime_data
    bot = check_bot(account, msg["bot_id"])
    if (subentry := entry.subentries.get(msg["bot_id"])) is None:
        raise refusal("bot_missing", "The account's own bot takes no messages from outside.")
    data = subentry.data
    urls = await async_hook_urls(hass, data[CONF_WEBHOOK_ID])
    return {
        "url": urls.best,
        "urls": {"external": urls.external, "internal": urls.internal, "cloud": urls.cloud},
        "api_key": data[CONF_API_KEY],
        "exchange": account.exchange.code,
        "market_type": account.exchange.market_type.value,
        "quote": bot.settings.quote,
        "symbols": _symbols(account, bot),
    }


@command("bot_markets", BOT, admin=True)
async def bot_markets(
    _hass: HomeAssistant, entry: TradehookConfigEntry, msg: Message
) -> BotMarketsRow:
    """Return in which markets a bot can open a position."""
    account = entry.runtime_data
    bot = check_bot(account, msg["bot_id"])
    return {
        "exchange": account.exchange.code,
        "market_type": account.exchange.market_type.value,
        "quote": bot.settings.quote,
        "symbols": _symbols(account, bot),
    }


def _symbols(account: Account, bot: Bot) -> list[str]:
    return sorted(
        f"{account.exchange.code}_{market.quote}_{market.base}"
        for market in traded_markets(account.exchange)
        if market.quote == bot.settings.quote
    )


@command(
    "trades",
    {
        **PAGE,
        probatio.Optional("bot_id"): str,
        probatio.Optional("symbol"): str,
        probatio.Optional("first_day"): cv.date,
        probatio.Optional("last_day"): cv.date,
        probatio.Optional("books", default=False): bool,
    },
    admin=False,
)
async def trades(
    _hass: HomeAssistant, entry: TradehookConfigEntry, msg: Message
) -> list[PanelFillRow]:
    """Return a page of fills, the last one first; with `books`, all that was ever booked."""
    account = entry.runtime_data
    since, until = span_of(msg)
    rows = await account.trades(
        bot_ids=readable_bots(msg[READER], entry, msg.get("bot_id")),
        symbol=msg.get("symbol"),
        since=since,
        until=until,
        before=msg.get("before"),
        limit=msg["limit"],
        dust=msg["books"],
    )
    return [
        {**row, **owner(entry, row["bot_id"]), **market_facts(account, row["symbol"])}
        for row in rows
    ]


def check_bot(account: Account, bot_id: str, *, may_read: bool = True) -> Bot:
    """Return a bot; raises a refusal when it is gone: one that may not be read is not there."""
    if (bot := account.bots.get(bot_id)) is None or not may_read:
        raise refusal("bot_missing", "The bot is no longer there.")
    return bot
