"""The steps that add a group of bots, and those that change it."""

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
import json
import secrets
from types import MappingProxyType
from typing import Any, Final, cast

from homeassistant.components import webhook
from homeassistant.config_entries import ConfigEntry, ConfigFlow, ConfigFlowResult
from homeassistant.data_entry_flow import section
from homeassistant.helpers.selector import (
    BooleanSelector,
    ObjectSelector,
    ObjectSelectorConfig,
    SelectOptionDict,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
    TextSelector,
    TextSelectorConfig,
)
import probatio

from ...accounts.entry import account_entries
from ...const import (
    CONF_ACCOUNT,
    CONF_ACCOUNT_TYPE,
    CONF_API_KEY,
    CONF_BOT,
    CONF_MEMBERS,
    CONF_SECRET_DIGEST,
    CONF_SETTINGS,
    CONF_SIZE_FACTOR,
    CONF_WEBHOOK_ID,
    ENTRY_GROUP,
    SUBENTRY_BOT,
)
from ...trading.credentials import digest
from ...trading.reasons.text import plain
from ...trading.settings.codec import SettingsError, settings_from
from ...web.webhook_urls import async_hook_urls
from ..alert_message import message
from ..bot_flow import MASKED
from ..bot_form import carried_over
from ..selectors import decimal_box, whole_box

CONF_NAME: Final = "name"
SECURITY: Final = "security"
DEFAULT_NAME: Final = "Group"
LARGEST_FACTOR: Final = 100
SENDERS: Final[Mapping[str, Any]] = {
    "only_tradingview": False,
    "allowed_networks": [],
    "rate_limit": 600,
}
"""Who may speak to a group, and how often, to begin with."""


class GroupSteps(ConfigFlow):
    """Add a group, or change one; its bots stay as they are."""

    _before: Mapping[str, Any] = MappingProxyType({})
    """The group as it was when its form was shown."""

    async def async_step_group(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask for the name, the bots with their factors, and who may send."""
        if not self._bots():
            return self.async_abort(reason="no_bots")
        if user_input is None:
            shown = {CONF_NAME: self._free_group_name(), CONF_MEMBERS: [], SECURITY: SENDERS}
            return self._group_form("group", shown, {})
        found = self._answers(user_input)
        if errors := found.pop("errors"):
            return self._group_form("group", user_input, errors)
        secret = secrets.token_hex(20)
        data = {
            CONF_ACCOUNT_TYPE: ENTRY_GROUP,
            CONF_API_KEY: secrets.token_hex(16),
            CONF_SECRET_DIGEST: digest(secret),
            CONF_WEBHOOK_ID: webhook.async_generate_id(),
            CONF_MEMBERS: found[CONF_MEMBERS],
            CONF_SETTINGS: found[CONF_SETTINGS],
        }
        return self.async_create_entry(
            title=found[CONF_NAME],
            data=data,
            description="group",
            description_placeholders=await self._async_group_handover(data, secret),
        )

    async def async_step_reconfigure_group(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Offer what can be changed of a group."""
        return self.async_show_menu(
            step_id="reconfigure_group",
            menu_options=["group_bots", "group_message", "group_secret", "group_url"],
            description_placeholders={"group": self._get_reconfigure_entry().title},
        )

    async def async_step_group_bots(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for another name, other bots or other senders."""
        entry = self._get_reconfigure_entry()
        if user_input is None:
            known = self._bots()
            members = [
                {CONF_BOT: key, CONF_SIZE_FACTOR: member[CONF_SIZE_FACTOR]}
                for member in entry.data[CONF_MEMBERS]
                if (key := _key(member[CONF_ACCOUNT], member[CONF_BOT])) in known
            ]
            senders = {**SENDERS, **entry.data[CONF_SETTINGS]}
            self._before = _as_answered(entry)
            shown = {CONF_NAME: entry.title, CONF_MEMBERS: members, SECURITY: senders}
            return self._group_form("group_bots", shown, {})
        found = self._answers(user_input)
        if errors := found.pop("errors"):
            return self._group_form("group_bots", user_input, errors)
        changed = carried_over(self._before, found, _as_answered(entry))
        data = {name: changed[name] for name in (CONF_MEMBERS, CONF_SETTINGS)}
        return self.async_update_and_abort(entry, title=changed[CONF_NAME], data_updates=data)

    async def async_step_group_message(
        self, _user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Show where and how to send signals, without the secret: nobody has it any more."""
        data = self._get_reconfigure_entry().data
        placeholders = await self._async_group_handover(data, MASKED)
        return self.async_abort(reason="group_message", description_placeholders=placeholders)

    async def async_step_group_secret(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Make a new secret, once the user has confirmed that the old one ends."""
        if user_input is None:
            return self._group_confirm("group_secret")
        secret = secrets.token_hex(20)
        changes = {CONF_SECRET_DIGEST: digest(secret)}
        return await self._async_group_rotated("group_secret_rotated", changes, secret)

    async def async_step_group_url(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Make a new address, once the user has confirmed that the old one ends."""
        if user_input is None:
            return self._group_confirm("group_url")
        changes = {CONF_WEBHOOK_ID: webhook.async_generate_id()}
        return await self._async_group_rotated("group_url_rotated", changes, MASKED)

    async def _async_group_rotated(
        self, reason: str, changes: Mapping[str, str], secret: str
    ) -> ConfigFlowResult:
        entry = self._get_reconfigure_entry()
        data = {**entry.data, **changes}
        placeholders = await self._async_group_handover(data, secret)
        self.hass.config_entries.async_update_entry(entry, data=data)
        return self.async_abort(reason=reason, description_placeholders=placeholders)

    def _group_confirm(self, step_id: str) -> ConfigFlowResult:
        return self.async_show_form(
            step_id=step_id,
            data_schema=probatio.Schema({}),
            description_placeholders={"group": self._get_reconfigure_entry().title},
            last_step=True,
        )

    def _group_form(
        self, step_id: str, shown: Mapping[str, Any], errors: dict[str, str]
    ) -> ConfigFlowResult:
        senders = {**SENDERS, **shown.get(SECURITY, {})}
        fields = {
            probatio.Required("only_tradingview", default=False): BooleanSelector(),
            probatio.Optional("allowed_networks"): TextSelector(TextSelectorConfig(multiple=True)),
            probatio.Required("rate_limit", default=600): whole_box(0, 100_000),
        }
        form = probatio.Schema(
            {
                probatio.Required(CONF_NAME): TextSelector(),
                probatio.Required(CONF_MEMBERS): self._members_box(),
                probatio.Required(SECURITY): section(
                    probatio.Schema(fields), {"collapsed": not errors}
                ),
            }
        )
        suggested = {**shown, SECURITY: senders}
        return self.async_show_form(
            step_id=step_id,
            data_schema=self.add_suggested_values_to_schema(form, suggested),
            errors=errors,
            last_step=True,
        )

    def _members_box(self) -> ObjectSelector:
        """Return the list of bots, each added and changed in a small dialog."""
        options = [SelectOptionDict(value=key, label=label) for key, label in self._bots().items()]
        bots = SelectSelectorConfig(options=options, mode=SelectSelectorMode.DROPDOWN)
        return ObjectSelector(
            ObjectSelectorConfig(
                fields={
                    CONF_BOT: {"selector": SelectSelector(bots), "required": True},
                    CONF_SIZE_FACTOR: {"selector": decimal_box(0, LARGEST_FACTOR), "default": 1},
                },
                multiple=True,
                label_field=CONF_BOT,
                description_field=CONF_SIZE_FACTOR,
                translation_key="group_members",
            )
        )

    def _bots(self) -> dict[str, str]:
        """Return the bots of all accounts by their key, each with its account's name."""
        return {
            _key(entry.entry_id, bot.subentry_id): f"{bot.title} · {entry.title}"
            for entry in account_entries(self.hass)
            for bot in entry.get_subentries_of_type(SUBENTRY_BOT)
        }

    def _answers(self, user_input: Mapping[str, Any]) -> dict[str, Any]:
        """Return what was answered as it is stored, with what is wrong about it."""
        errors: dict[str, str] = {}
        name = str(user_input[CONF_NAME]).strip()
        if not name:
            errors[CONF_NAME] = "group_name_missing"
        elif name.casefold() in self._other_titles():
            errors[CONF_NAME] = "group_name_taken"
        members, problem = self._members(user_input.get(CONF_MEMBERS) or [])
        if problem:
            errors[CONF_MEMBERS] = problem
        senders = {**SENDERS, **user_input.get(SECURITY, {})}
        senders["rate_limit"] = int(senders["rate_limit"])
        try:
            settings_from({"name": name or DEFAULT_NAME, "quote": "USDT", **senders})
        except SettingsError:
            errors[SECURITY] = "group_senders_invalid"
        return {
            CONF_NAME: name,
            CONF_MEMBERS: members,
            CONF_SETTINGS: senders,
            "errors": errors,
        }

    def _members(self, rows: Sequence[Mapping[str, Any]]) -> tuple[list[dict[str, str]], str]:
        """Return the bots as they are stored, and what is wrong with them."""
        known, members = self._bots(), {}
        if not rows:
            return [], "group_bots_missing"
        for row in rows:
            key = str(row.get(CONF_BOT))
            if key not in known:
                return [], "group_bot_unknown"
            if key in members:
                return [], "group_bot_twice"
            factor = _factor(row.get(CONF_SIZE_FACTOR, 1))
            if factor is None:
                return [], "group_factor_out_of_range"
            account, _, bot = key.partition("/")
            members[key] = {CONF_ACCOUNT: account, CONF_BOT: bot, CONF_SIZE_FACTOR: plain(factor)}
        return list(members.values()), ""

    def _other_titles(self) -> set[str]:
        mine = self.context.get("entry_id")
        return {
            entry.title.casefold()
            for entry in self._async_current_entries()
            if entry.entry_id != mine
        }

    def _free_group_name(self) -> str:
        taken, name, number = self._other_titles(), DEFAULT_NAME, 2
        while name.casefold() in taken:
            name, number = f"{DEFAULT_NAME} {number}", number + 1
        return name

    async def _async_group_handover(self, data: Mapping[str, Any], secret: str) -> dict[str, str]:
        """Return all that a sender needs."""
        urls = await async_hook_urls(self.hass, data[CONF_WEBHOOK_ID])
        return urls.placeholders() | {
            "api_key": data[CONF_API_KEY],
            "api_secret": secret,
            "message": self._group_message(data, secret),
            "ticker": "{{ticker}}",
            "timenow": "{{timenow}}",
        }

    def _group_message(self, data: Mapping[str, Any], secret: str) -> str:
        """Return an `open` as the first bot would take it, of a coin that most exchanges have."""
        settings: Mapping[str, Any] = {"quote": "USDT"}
        for member in data[CONF_MEMBERS]:
            entry = self.hass.config_entries.async_get_entry(member[CONF_ACCOUNT])
            bot = entry.subentries.get(member[CONF_BOT]) if entry else None
            if bot is not None:
                settings = bot.data[CONF_SETTINGS]
                break
        built = message(
            settings, exchange="-", markets=(), api_key=data[CONF_API_KEY], api_secret=secret
        )
        fields = cast("dict[str, Any]", json.loads(built))
        del fields["exchange"]
        fields["symbol"] = fields["symbol"].rpartition("_")[2]
        return json.dumps(fields, indent=2, ensure_ascii=False)


def _key(account: str, bot: str) -> str:
    return f"{account}/{bot}"


def _factor(value: object) -> Decimal | None:
    """Return a size factor; None for what is none."""
    try:
        factor = Decimal(str(value))
    except InvalidOperation:
        return None
    return factor if factor.is_finite() and 0 < factor <= LARGEST_FACTOR else None


def _as_answered(entry: ConfigEntry[Any]) -> dict[str, Any]:
    """Return a group as it is stored, as an answer would say it."""
    return {
        CONF_NAME: entry.title,
        CONF_MEMBERS: entry.data[CONF_MEMBERS],
        CONF_SETTINGS: {**SENDERS, **entry.data[CONF_SETTINGS]},
    }
