"""The flow that adds a bot to an account, and those that change it."""

from collections.abc import Mapping
from dataclasses import replace
import secrets
from typing import Any, override

from homeassistant.components import webhook
from homeassistant.config_entries import (
    SOURCE_RECONFIGURE,
    ConfigEntry,
    ConfigSubentry,
    ConfigSubentryData,
    ConfigSubentryFlow,
    SubentryFlowResult,
)
import probatio

from ..accounts.manual_bot import MANUAL_NAME
from ..accounts.markets import exchange_code, margin_mode_of
from ..const import (
    CONF_API_KEY,
    CONF_CURRENCY,
    CONF_SECRET_DIGEST,
    CONF_SETTINGS,
    CONF_WEBHOOK_ID,
    SUBENTRY_BOT,
)
from ..trading.credentials import digest
from ..trading.model.market import MarketType, Side
from ..trading.settings.codec import settings_as, settings_from
from ..trading.settings.setting import Step
from ..trading.settings.settings import BotSettings, BreakEvenOffset
from ..web.webhook_urls import async_hook_urls
from .alert_message import message
from .alerts.learn_steps import LearnSteps
from .bot_check import first_size
from .bot_form import Layout, values_from
from .bot_presets import PRESETS, Preset
from .selectors import choice_of

DEFAULT_NAME = "Signal bot"
PRESET = "preset"
MASKED = "••••••••"
"""Stands for the secret where it can't be shown again."""


def first_bot(quote: str) -> ConfigSubentryData:
    """Return a bot that trades long with the form's default target and stop.

    Nobody has its secret: who wants to send alerts has a new one made.
    """
    begun = _begun(BotSettings(name=DEFAULT_NAME, quote=quote), MarketType.SPOT)
    settings = {**settings_as(begun), **PRESETS[Preset.SINGLE]}
    return ConfigSubentryData(
        data=_bot_data(settings_as(settings_from(settings)), _new_secret()),
        subentry_type=SUBENTRY_BOT,
        title=DEFAULT_NAME,
        unique_id=None,
    )


def _begun(settings: BotSettings, market_type: MarketType) -> BotSettings:
    """Return what a new bot begins with where the account says nothing else."""
    settings = replace(settings, break_even_offset=BreakEvenOffset.FEES)
    if market_type is MarketType.SPOT:
        # A short there sells coins of the account's own: that is for whoever asks for it.
        settings = replace(settings, sides=frozenset({Side.LONG}))
    return settings


def _bot_data(settings: Mapping[str, Any], secret: str) -> dict[str, Any]:
    return {
        CONF_SETTINGS: dict(settings),
        CONF_API_KEY: secrets.token_hex(16),
        CONF_SECRET_DIGEST: digest(secret),
        CONF_WEBHOOK_ID: webhook.async_generate_id(),
    }


class BotFlow(LearnSteps, ConfigSubentryFlow):
    """Add a bot in three short steps, or change one of them; every field has a working default.

    The preset of the first step only fills in what the next steps begin with.
    """

    def __init__(self) -> None:
        """Start without answers."""
        super().__init__()
        self._preset, self._applied = Preset.SINGLE, Preset.SIGNAL

    async def async_step_user(
        self, _user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Begin a bot with everything at its default."""
        if not self._markets():
            return self.async_abort(reason="account_not_loaded")
        entry = self._get_entry()
        settings = BotSettings(name=self._free_name(), quote=self._default_quote())
        settings = replace(settings, margin_mode=margin_mode_of(entry) or settings.margin_mode)
        settings = _begun(settings, self._market_type())
        settings = replace(settings, size=first_size(entry, settings_as(settings)))
        self._values = values_from(settings_as(settings))
        form: SubentryFlowResult = await self.async_step_entry()
        return form

    async def async_step_reconfigure(
        self, _user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Offer what can be changed; the bot and its siblings go on."""
        bot = self._get_reconfigure_subentry()
        self._begin({**bot.data[CONF_SETTINGS], "name": bot.title})
        return self.async_show_menu(
            step_id="reconfigure",
            menu_options=[
                *Step,
                "paste_alert",
                "message",
                "rotate_secret",
                "rotate_url",
                "secret_address",
            ],
            description_placeholders={"bot": bot.title},
        )

    async def async_step_message(
        self, _user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Show where and how to send signals, without the secret: nobody has it any more."""
        bot = self._get_reconfigure_subentry()
        return self.async_abort(
            reason="message",
            description_placeholders=await self._async_handover(bot.data, MASKED),
        )

    async def async_step_rotate_secret(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Make a new secret, once the user has confirmed that the old one ends."""
        bot = self._get_reconfigure_subentry()
        if user_input is None:
            return self._confirm("rotate_secret", bot.title)
        secret = _new_secret()
        return await self._async_rotated(
            "secret_rotated", {CONF_SECRET_DIGEST: digest(secret)}, secret
        )

    async def async_step_rotate_url(
        self, user_input: dict[str, Any] | None = None
    ) -> SubentryFlowResult:
        """Make a new address, once the user has confirmed that the old one ends."""
        bot = self._get_reconfigure_subentry()
        if user_input is None:
            return self._confirm("rotate_url", bot.title)
        return await self._async_rotated(
            "url_rotated", {CONF_WEBHOOK_ID: webhook.async_generate_id()}, MASKED
        )

    @property
    @override
    def _account_entry(self) -> ConfigEntry[Any]:
        return self._get_entry()

    @property
    @override
    def _bot(self) -> ConfigSubentry:
        return self._get_reconfigure_subentry()

    @property
    @override
    def _is_change(self) -> bool:
        return self.source == SOURCE_RECONFIGURE

    @override
    def _takes(self, user_input: Mapping[str, Any]) -> None:
        self._preset = Preset(user_input.get(PRESET, self._preset))

    @override
    def _stored(self) -> Mapping[str, Any] | None:
        if self.source != SOURCE_RECONFIGURE:
            return None
        bot = self._get_reconfigure_subentry()
        return {**bot.data[CONF_SETTINGS], "name": bot.title}

    @override
    async def _async_save(self, settings: dict[str, Any]) -> SubentryFlowResult:
        if self.source != SOURCE_RECONFIGURE:
            return await self._async_create(settings)
        return self.async_update_and_abort(
            self._get_entry(),
            self._get_reconfigure_subentry(),
            title=settings["name"],
            data_updates={CONF_SETTINGS: settings},
        )

    @override
    async def _async_next(self, step: Step) -> Any:
        if self.source != SOURCE_RECONFIGURE:
            if step is Step.ENTRY:
                if self._applied is not self._preset:
                    self._values = values_from({**self._settings(), **PRESETS[self._preset]})
                    self._applied = self._preset
                return await self.async_step_exits()
            if step is Step.EXITS:
                return await self.async_step_limits()
        return await self.async_step_check()

    async def _async_create(self, settings: dict[str, Any]) -> SubentryFlowResult:
        secret = _new_secret()
        data = _bot_data(settings, secret)
        return self.async_create_entry(
            title=settings["name"],
            data=data,
            description_placeholders=await self._async_handover(data, secret),
        )

    async def _async_rotated(
        self, reason: str, changes: Mapping[str, str], secret: str
    ) -> SubentryFlowResult:
        """Store what is new, and show it."""
        bot = self._get_reconfigure_subentry()
        data = {**bot.data, **changes}
        placeholders = await self._async_handover(data, secret)
        self.hass.config_entries.async_update_subentry(self._get_entry(), bot, data=data)
        return self.async_abort(reason=reason, description_placeholders=placeholders)

    async def _async_handover(self, data: Mapping[str, Any], secret: str) -> dict[str, str]:
        """Return all that a sender needs."""
        urls = await async_hook_urls(self.hass, data[CONF_WEBHOOK_ID])
        return urls.placeholders() | {
            "api_key": data[CONF_API_KEY],
            "api_secret": secret,
            "message": message(
                data[CONF_SETTINGS],
                exchange=exchange_code(self._get_entry()),
                markets=self._markets(),
                api_key=data[CONF_API_KEY],
                api_secret=secret,
            ),
            "ticker": "{{ticker}}",
            "timenow": "{{timenow}}",
        }

    def _confirm(self, step_id: str, bot: str) -> SubentryFlowResult:
        return self.async_show_form(
            step_id=step_id,
            data_schema=probatio.Schema({}),
            description_placeholders={"bot": bot},
            last_step=True,
        )

    @override
    def _name_is_taken(self) -> bool:
        name = str(self._values["name"]).strip().casefold()
        return name in {other.casefold() for other in self._other_names()}

    def _free_name(self) -> str:
        taken, name, number = self._other_names(), DEFAULT_NAME, 2
        while name in taken:
            name, number = f"{DEFAULT_NAME} {number}", number + 1
        return name

    def _other_names(self) -> set[str]:
        """Return the names of the account's other bots, its own one's among them."""
        mine = self._reconfigure_subentry_id if self.source == SOURCE_RECONFIGURE else None
        bots = self._get_entry().get_subentries_of_type(SUBENTRY_BOT)
        return {MANUAL_NAME, *(bot.title for bot in bots if bot.subentry_id != mine)}

    def _default_quote(self) -> str:
        return str(self._get_entry().data[CONF_CURRENCY])

    @override
    def _schema(self, step: Step, fields: Layout) -> probatio.Schema:
        """Return a step's form; a bot that is new begins with the choice of a preset."""
        form = super()._schema(step, fields)
        if step is not Step.ENTRY or self.source == SOURCE_RECONFIGURE:
            return form
        preset = probatio.Required(PRESET, default=self._preset.value)
        return probatio.Schema({preset: choice_of(Preset, PRESET), **form.schema})


def _new_secret() -> str:
    return secrets.token_hex(20)
