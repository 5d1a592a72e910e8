"""What the panel asks of other systems' alerts: what a pasted one is, and whose a bot takes.

An alert carries a secret and so does an address, and Home Assistant logs what goes over its
websocket at DEBUG: both are asked for by HTTP.
"""

from functools import partial
from typing import Final, cast, override

from aiohttp import web
from homeassistant.components.http.data_validator import RequestDataValidator
from homeassistant.components.http.decorators import require_admin
from homeassistant.components.websocket_api.const import WebSocketCommandHandler
from homeassistant.config_entries import ConfigSubentry
from homeassistant.core import HomeAssistant
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers.http import KEY_HASS, HomeAssistantView
from homeassistant.helpers.typing import VolDictType
import probatio

from ...accounts.entry import TradehookConfigEntry
from ...actions.targets import accounts
from ...const import CONF_ADDRESS_DIGEST, CONF_LEARNED
from ...errors import explained, refusal
from ...execution.account import Account
from ...trading.reasons.money import FINE, money
from ...trading.settings.settings import BotSettings
from ...trading.signal.alert_systems import AlertSystem, ForeignChart, Opposite, Repeat
from ...web.alert_trial import MOST, SECRET_PATH, AlertTrial, async_keep, async_read
from ...web.ways_in import async_end_address, async_forget, async_new_address
from ...web.webhook_urls import base_url
from ..account_commands import BOT, check_bot
from ..command import Message, command as any_command
from ..rows import (
    HabitsRow,
    LearnedAlertRow,
    LearnedRow,
    OtherSendersRow,
    ReadAlertRow,
    SecretAddressRow,
)
from ..serializers import market_facts

ALERT_ACTIONS: list[WebSocketCommandHandler] = []
"""The commands of this module."""
command = partial(any_command, into=ALERT_ACTIONS)
ALERT: VolDictType = {
    probatio.Required("account"): str,
    **BOT,
    probatio.Required("text"): probatio.All(str, probatio.Length(max=MOST)),
    probatio.Optional("opposite"): probatio.In([one.value for one in Opposite]),
    probatio.Optional("repeat"): probatio.In([one.value for one in Repeat]),
    probatio.Optional("foreign_chart"): probatio.In([one.value for one in ForeignChart]),
}
ADDRESS: VolDictType = {probatio.Required("account"): str, **BOT}
SYSTEM: VolDictType = {
    **BOT,
    probatio.Required("system"): probatio.In([one.value for one in AlertSystem]),
}


@command("forget_alerts", {**SYSTEM}, admin=True)
async def forget_alerts(
    hass: HomeAssistant, entry: TradehookConfigEntry, msg: Message
) -> OtherSendersRow:
    """Let the bot take a system's alerts no more, and forget its tokens."""
    system = AlertSystem(msg["system"])
    async_forget(hass, entry, _subentry(entry, msg["bot_id"]), system)
    return _senders(entry, msg["bot_id"])


@command("other_senders", {**BOT}, admin=True)
async def other_senders(
    _hass: HomeAssistant, entry: TradehookConfigEntry, msg: Message
) -> OtherSendersRow:
    """Return whose alerts the bot takes besides our own."""
    return _senders(entry, msg["bot_id"])


@command("end_secret_address", {**BOT}, admin=True)
async def end_secret_address(
    hass: HomeAssistant, entry: TradehookConfigEntry, msg: Message
) -> SecretAddressRow:
    """End the bot's secret address."""
    async_end_address(hass, entry, _subentry(entry, msg["bot_id"]))
    return {"address": None}


class AlertView(HomeAssistantView):
    """The base of what administrators ask of a bot's alerts by HTTP: a row, or why not."""

    requires_auth = True

    async def _async_row(
        self, hass: HomeAssistant, entry: TradehookConfigEntry, data: Message
    ) -> object:
        """Return the row; raises what is told to whoever asks."""
        raise NotImplementedError

    async def _async_answer(self, request: web.Request, data: Message) -> web.Response:
        hass = request.app[KEY_HASS]
        try:
            with explained():
                return self.json(
                    await self._async_row(hass, accounts(hass, data["account"])[0], data)
                )
        except HomeAssistantError as error:
            code = (error.translation_placeholders or {}).get("code", "home_assistant_error")
            return self.json({"refused": {"code": code, "message": str(error)}})


class ReadAlertView(AlertView):
    """Tells whose a pasted alert is, what it would do, and how the bot would know its sender."""

    url = "/api/tradehook/read_alert"
    name = "api:tradehook:read_alert"

    @require_admin
    @RequestDataValidator(ALERT)
    async def post(self, request: web.Request, data: Message) -> web.Response:
        """Answer with a ReadAlertRow."""
        return await self._async_answer(request, data)

    @override
    async def _async_row(
        self, hass: HomeAssistant, entry: TradehookConfigEntry, data: Message
    ) -> ReadAlertRow:
        account = entry.runtime_data
        bot = check_bot(account, data["bot_id"])
        trial = await async_read(entry, data["bot_id"], data["text"], data)
        known = bot.others.knows(trial.system, trial.alert.credential)
        return _read_row(
            account,
            trial,
            known=known or (trial.way == "address" and bool(bot.others.address)),
            enabled=trial.system in bot.settings.dialects,
        )


class LearnAlertView(AlertView):
    """Lets a bot take alerts like a pasted one: by its token, else at a new secret address."""

    url = "/api/tradehook/learn_alert"
    name = "api:tradehook:learn_alert"

    @require_admin
    @RequestDataValidator(ALERT)
    async def post(self, request: web.Request, data: Message) -> web.Response:
        """Answer with a LearnedRow."""
        return await self._async_answer(request, data)

    @override
    async def _async_row(
        self, hass: HomeAssistant, entry: TradehookConfigEntry, data: Message
    ) -> LearnedRow:
        bot = _subentry(entry, data["bot_id"])
        trial = await async_read(entry, data["bot_id"], data["text"], data)
        path = async_keep(hass, entry, bot, trial)
        return {
            "system": trial.system.value,
            "title": trial.title,
            "way": trial.way,
            "address": None if path is None else base_url(hass) + path,
        }


class NewAddressView(AlertView):
    """Gives a bot a secret address, shown this once; a former one ends."""

    url = "/api/tradehook/secret_address"
    name = "api:tradehook:secret_address"

    @require_admin
    @RequestDataValidator(ADDRESS)
    async def post(self, request: web.Request, data: Message) -> web.Response:
        """Answer with a SecretAddressRow."""
        return await self._async_answer(request, data)

    @override
    async def _async_row(
        self, hass: HomeAssistant, entry: TradehookConfigEntry, data: Message
    ) -> SecretAddressRow:
        token = async_new_address(hass, entry, _subentry(entry, data["bot_id"]))
        return {"address": base_url(hass) + SECRET_PATH + token}


def _subentry(entry: TradehookConfigEntry, bot_id: str) -> ConfigSubentry:
    """Return the subentry of a bot; raises a refusal when it has none, as the account's own bot."""
    check_bot(entry.runtime_data, bot_id)
    if (bot := entry.subentries.get(bot_id)) is None:
        raise refusal("bot_missing", "The account's own bot takes no alerts.")
    return bot


def _senders(entry: TradehookConfigEntry, bot_id: str) -> OtherSendersRow:
    data = _subentry(entry, bot_id).data
    settings = check_bot(entry.runtime_data, bot_id).settings
    learned = data.get(CONF_LEARNED, {})
    taken = [system for system in AlertSystem if system in settings.dialects]
    systems: list[LearnedAlertRow] = [
        {"system": system.value, "tokens": len(learned.get(system.value, ()))} for system in taken
    ]
    return {
        "systems": systems,
        "address": CONF_ADDRESS_DIGEST in data,
        "habits": _habits(settings),
    }


def _habits(settings: BotSettings) -> HabitsRow:
    return {
        "opposite": settings.opposite.value,
        "repeat": settings.repeat.value,
        "foreign_chart": settings.foreign_chart.value,
    }


def _read_row(account: Account, trial: AlertTrial, *, known: bool, enabled: bool) -> ReadAlertRow:
    body = dict(trial.answer.body)
    plan = body.get("plan")
    symbol = plan.get("symbol") if isinstance(plan, dict) else None
    return {
        "system": trial.system.value,
        "dialect": trial.dialect,
        "title": trial.title,
        "way": trial.way,
        "known": known,
        "enabled": enabled,
        "chart": trial.chart,
        "habits": _habits(trial.settings),
        "read_as": cast("dict[str, object] | None", body.get("read_as")),
        "instead": None if trial.instead is None else dict(trial.instead),
        "notes": list(trial.notes),
        "status": trial.answer.status,
        "body": body,
        "market": market_facts(account, symbol) if symbol else None,
        "currency": account.currency,
        "equity": money(account.equity, FINE),
        "free_balance": money(account.free_balance, FINE),
    }


ALERT_VIEWS: Final = (ReadAlertView, LearnAlertView, NewAddressView)
"""What is asked by HTTP."""
