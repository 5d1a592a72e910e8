"""What the panel asks for once: to act on positions and bots, and to read what is over."""

from collections.abc import Awaitable, Callable
from typing import Any

from homeassistant.components.websocket_api.connection import ActiveConnection
from homeassistant.components.websocket_api.const import WebSocketCommandHandler
from homeassistant.components.websocket_api.decorators import (
    async_response,
    require_admin,
    websocket_command,
)
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.typing import VolDictType
import probatio

from .bot_urls import async_hook_urls
from .const import CONF_API_KEY, CONF_WEBHOOK_ID
from .errors import explained, refusal
from .execution.account import Account
from .execution.links import LinkMode
from .ledger.rows import LinkRow
from .panel_rows import Row, market_facts, owned, position_of
from .runtime import TradehookConfigEntry
from .service_links import base_url, link_url
from .service_schemas import MAX_LIMIT, exact
from .service_targets import accounts
from .trading.codes import ReasonCode, sentence

type Action = Callable[[HomeAssistant, TradehookConfigEntry, dict[str, Any]], Awaitable[Any]]

ACTIONS: list[WebSocketCommandHandler] = []
"""The commands of this module."""

LIVE = ("pending", "open", "closing")
OVER = ("closed", "cancelled", "error")
_POSITION: VolDictType = {probatio.Required("position_id"): str}
_BOT: VolDictType = {probatio.Required("bot_id"): str}
_PAGE: VolDictType = {
    probatio.Optional("before"): str,
    probatio.Optional("limit", default=100): probatio.All(
        int, probatio.Range(min=1, max=MAX_LIMIT)
    ),
}


def command(name: str, schema: VolDictType, *, admin: bool) -> Callable[[Action], Action]:
    """Make a command of an account; a refusal is answered with its code and sentence."""

    def decorate(action: Action) -> Action:
        @async_response
        async def handle(
            hass: HomeAssistant, connection: ActiveConnection, msg: dict[str, Any]
        ) -> None:
            try:
                entry = accounts(hass, msg["account"])[0]
                with explained():
                    result = await action(hass, entry, msg)
            except HomeAssistantError as error:
                placeholders = error.translation_placeholders or {}
                connection.send_error(
                    msg["id"], placeholders.get("code", "home_assistant_error"), str(error)
                )
            else:
                connection.send_result(msg["id"], result)

        handler = require_admin(handle) if admin else handle
        keys: VolDictType = {
            probatio.Required("type"): f"tradehook/{name}",
            probatio.Required("account"): str,
            **schema,
        }
        ACTIONS.append(websocket_command(keys)(handler))
        return action

    return decorate


@command("close_position", _POSITION, admin=True)
async def close_position(
    _hass: HomeAssistant, entry: TradehookConfigEntry, msg: dict[str, Any]
) -> Any:
    """Close a position at market price, or cancel it when nothing has filled."""
    return (await entry.runtime_data.close_positions([msg["position_id"]]))[0]


@command("keep_position", _POSITION, admin=True)
async def keep_position(
    _hass: HomeAssistant, entry: TradehookConfigEntry, msg: dict[str, Any]
) -> Any:
    """Cancel what is open of the entry, and leave what has filled alone."""
    return (await entry.runtime_data.keep_positions([msg["position_id"]]))[0]


@command(
    "create_link",
    {**_POSITION, probatio.Required("mode"): probatio.Coerce(LinkMode)},
    admin=True,
)
async def create_link(hass: HomeAssistant, entry: TradehookConfigEntry, msg: dict[str, Any]) -> Any:
    """Make a secret URL that closes or keeps a position."""
    base = base_url(hass)
    return _link(base, await entry.runtime_data.create_link(msg["position_id"], msg["mode"]))


@command("links", _POSITION, admin=True)
async def links(hass: HomeAssistant, entry: TradehookConfigEntry, msg: dict[str, Any]) -> Any:
    """Return the links of a position that work."""
    base = base_url(hass)
    found = await entry.runtime_data.links(position_id=msg["position_id"])
    return [_link(base, row) for row in found if row.revoked_at is None and row.ended_at is None]


@command("revoke_link", {probatio.Required("link_id"): str}, admin=True)
async def revoke_link(hass: HomeAssistant, entry: TradehookConfigEntry, msg: dict[str, Any]) -> Any:
    """Make a link useless."""
    return _link(base_url(hass), await entry.runtime_data.revoke_link(msg["link_id"]))


@command("set_bot", {**_BOT, probatio.Required("on"): bool}, admin=True)
async def set_bot(_hass: HomeAssistant, entry: TradehookConfigEntry, msg: dict[str, Any]) -> Any:
    """Start or stop a bot."""
    account = entry.runtime_data
    _check_bot(account, msg["bot_id"])
    await (account.start_bot if msg["on"] else account.stop_bot)(msg["bot_id"])


@command("set_trading", {probatio.Required("on"): bool}, admin=True)
async def set_trading(
    _hass: HomeAssistant, entry: TradehookConfigEntry, msg: dict[str, Any]
) -> Any:
    """Turn the account's Trading switch."""
    await entry.runtime_data.set_trading(msg["on"])


@command("send_signal", {**_BOT, probatio.Required("signal"): dict}, admin=True)
async def send_signal(
    _hass: HomeAssistant, entry: TradehookConfigEntry, msg: dict[str, Any]
) -> Any:
    """Give a signal to a bot, and return what its webhook would answer."""
    account = entry.runtime_data
    _check_bot(account, msg["bot_id"])
    answer = await account.send_signal(msg["bot_id"], exact(msg["signal"]))
    return {"status": answer.status, "body": dict(answer.body)}


@command("bot_webhook", _BOT, admin=True)
async def bot_webhook(hass: HomeAssistant, entry: TradehookConfigEntry, msg: dict[str, Any]) -> Any:
    """Return what a message to a bot needs, but for the secret, which nobody can tell."""
    account = entry.runtime_data
    bot = _check_bot(account, msg["bot_id"])
    data = entry.subentries[msg["bot_id"]].data
    urls = await async_hook_urls(hass, data[CONF_WEBHOOK_ID])
    return {
        "url": urls.best,
        "api_key": data[CONF_API_KEY],
        "exchange": account.exchange.code,
        "market_type": account.exchange.market_type.value,
        "quote": bot.settings.quote,
        "symbols": sorted(
            f"{account.exchange.code}_{market.quote}_{market.base}"
            for market in account.exchange.markets.values()
            if market.quote == bot.settings.quote
        ),
    }


@command("position", _POSITION, admin=False)
async def position(_hass: HomeAssistant, entry: TradehookConfigEntry, msg: dict[str, Any]) -> Any:
    """Return one position, also when it is over, with its fills."""
    account, position_id = entry.runtime_data, msg["position_id"]
    row = account.position_row(position_id) or await _over(account, position_id)
    if row is None:
        raise refusal(ReasonCode.POSITION_MISSING.value, sentence(ReasonCode.POSITION_MISSING))
    fills = await account.trades(position_id=position_id, limit=MAX_LIMIT)
    return {"position": position_of(entry, account, row), "fills": fills}


@command("history", _PAGE, admin=False)
async def history(_hass: HomeAssistant, entry: TradehookConfigEntry, msg: dict[str, Any]) -> Any:
    """Return a page of positions that are over, the last opened first."""
    account = entry.runtime_data
    rows = await account.positions(statuses=OVER, before=msg.get("before"), limit=msg["limit"])
    return [position_of(entry, account, row) for row in rows]


@command("trades", _PAGE, admin=False)
async def trades(_hass: HomeAssistant, entry: TradehookConfigEntry, msg: dict[str, Any]) -> Any:
    """Return a page of fills, the last one first."""
    account = entry.runtime_data
    rows = await account.trades(before=msg.get("before"), limit=msg["limit"])
    return [owned(entry, row) | market_facts(account, str(row["symbol"])) for row in rows]


async def _over(account: Account, position_id: str) -> dict[str, object] | None:
    """Find a position that is over, page by page from the newest on."""
    before: str | None = None
    while rows := await account.positions(statuses=OVER, before=before, limit=MAX_LIMIT):
        for row in rows:
            if row["position_id"] == position_id:
                return row
        before = str(rows[-1]["position_id"])
    return None


def _check_bot(account: Account, bot_id: str) -> Any:
    if (bot := account.bots.get(bot_id)) is None:
        raise refusal("bot_missing", "The bot is no longer there.")
    return bot


def _link(base: str, row: LinkRow) -> Row:
    return {
        "link_id": row.link_id,
        "mode": str(row.mode),
        "position_id": row.position_id,
        "created_at": row.created_at.isoformat(),
        "used_at": row.used_at.isoformat() if row.used_at else None,
        "url": link_url(base, row.token),
    }
