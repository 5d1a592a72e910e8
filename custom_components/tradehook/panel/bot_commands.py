"""What the panel asks of a bot: its settings and record, its signals, and how it judges a form."""

from functools import partial

from homeassistant.components.websocket_api.const import WebSocketCommandHandler
from homeassistant.core import HomeAssistant
import probatio

from ..accounts.entry import TradehookConfigEntry
from ..actions.schemas import exact
from ..entities.read_policy import Reader
from ..trading.reasons.money import FINE, money
from .account_commands import BOT, check_bot
from .bot_details import record, settings_changes, settings_steps
from .command import PAGE, READER, Message, command as any_command
from .rows import BotRecordRow, JudgedSignal, PanelSignalRow, SettingsChangeRow, SettingsStepRow
from .serializers import market_facts, owner

BOT_ACTIONS: list[WebSocketCommandHandler] = []
"""The commands of this module."""
command = partial(any_command, into=BOT_ACTIONS)


@command("stop_and_close", BOT, admin=True)
async def stop_and_close(_hass: HomeAssistant, entry: TradehookConfigEntry, msg: Message) -> None:
    """Stop a bot and close its positions at market price."""
    account = entry.runtime_data
    check_bot(account, msg["bot_id"])
    await account.stop_and_close(msg["bot_id"])


@command("check_signal", {**BOT, probatio.Required("signal"): dict}, admin=True)
async def check_signal(
    _hass: HomeAssistant, entry: TradehookConfigEntry, msg: Message
) -> JudgedSignal:
    """Judge a signal as a test of it would be, without a row in the signal log."""
    account = entry.runtime_data
    check_bot(account, msg["bot_id"])
    answer = await account.check_signal(msg["bot_id"], exact(msg["signal"]))
    body = dict(answer.body)
    plan = body.get("plan")
    symbol = plan.get("symbol") if isinstance(plan, dict) else None
    return {
        "status": answer.status,
        "body": body,
        "market": market_facts(account, symbol) if symbol else None,
        "currency": account.currency,
        "equity": money(account.equity, FINE),
        "free_balance": money(account.free_balance, FINE),
    }


@command("bot_settings", BOT, admin=True)
async def bot_settings(
    _hass: HomeAssistant, entry: TradehookConfigEntry, msg: Message
) -> list[SettingsStepRow]:
    """Return all settings of a bot, grouped as in its flow."""
    account = entry.runtime_data
    return settings_steps(account, check_bot(account, msg["bot_id"]))


@command("bot_changes", BOT, admin=True)
async def bot_changes(
    _hass: HomeAssistant, entry: TradehookConfigEntry, msg: Message
) -> list[SettingsChangeRow]:
    """Return when which settings of a bot were changed, the newest first."""
    account = entry.runtime_data
    return await settings_changes(account, check_bot(account, msg["bot_id"]))


@command("bot_record", BOT, admin=False)
async def bot_record(
    _hass: HomeAssistant, entry: TradehookConfigEntry, msg: Message
) -> BotRecordRow:
    """Return what a bot has earned."""
    account = entry.runtime_data
    reader: Reader = msg[READER]
    may_read = reader.bot(msg["bot_id"], entry.entry_id)
    return await record(account, check_bot(account, msg["bot_id"], may_read=may_read))


@command(
    "signals",
    {
        **PAGE,
        probatio.Optional("bot_id"): str,
        probatio.Optional("status"): str,
        probatio.Optional("action"): str,
        probatio.Optional("symbol"): str,
    },
    admin=True,
)
async def signals(
    _hass: HomeAssistant, entry: TradehookConfigEntry, msg: Message
) -> list[PanelSignalRow]:
    """Return a page of the signal log, the last one first."""
    rows = await entry.runtime_data.signals(
        bot_ids=[msg["bot_id"]] if "bot_id" in msg else None,
        statuses=[msg["status"]] if "status" in msg else None,
        action=msg.get("action"),
        symbol=msg.get("symbol"),
        before=msg.get("before"),
        limit=msg["limit"],
    )
    return [{**row, **owner(entry, row["bot_id"])} for row in rows]
