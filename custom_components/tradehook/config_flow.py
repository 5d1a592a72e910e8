"""The flow that adds an account, and those that change it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final, override

from homeassistant.config_entries import (
    SOURCE_USER,
    ConfigEntry,
    ConfigFlowResult,
    ConfigSubentryFlow,
    FlowType,
    OptionsFlow,
    SubentryFlowContext,
)
from homeassistant.core import callback
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.helpers.selector import (
    BooleanSelector,
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
    SelectSelector,
    SelectSelectorConfig,
    SelectSelectorMode,
)
import probatio

from .accounts.entry import is_group
from .accounts.manual_bot import MANUAL_NAME, manual_settings
from .accounts.markets import closed_exchange
from .const import (
    ACCOUNT_TYPE_LIVE,
    CONF_ACCOUNT_LIMITS,
    CONF_ACCOUNT_TYPE,
    CONF_CURRENCY,
    CONF_LEDGER_MEGABYTES,
    CONF_MANUAL,
    CONF_ONLY_ADMINS_TRADE,
    CONF_SETTINGS,
    CONF_SHOWN_MARKETS,
    DEFAULT_LEDGER_MEGABYTES,
    DOMAIN,
    SUBENTRY_BOT,
)
from .flows.account_form import limit_errors, limit_fields, limit_options, without_new_off
from .flows.bot_flow import BotFlow
from .flows.bot_form import Layout, carried_over
from .flows.bot_steps import BotSteps
from .flows.groups import GroupSteps
from .flows.live_flow import LiveSteps
from .flows.paper_flow import PaperSteps
from .lifecycle.entry_migration import ENTRY_MINOR_VERSION, ENTRY_VERSION
from .trading.settings.setting import Step

OF_SENDERS: Final = frozenset({"security", "strategy"})
"""Sections of a bot's settings that mean nothing to one that nobody sends alerts to."""


class AccountFlow(PaperSteps, LiveSteps, GroupSteps, domain=DOMAIN):
    """Add an account or a group of bots, or change one."""

    VERSION = ENTRY_VERSION
    MINOR_VERSION = ENTRY_MINOR_VERSION

    @staticmethod
    @callback
    @override
    def async_get_options_flow(config_entry: ConfigEntry) -> OptionsFlow:
        """Return the flow for the account's options."""
        return AccountOptionsFlow()

    @classmethod
    @callback
    @override
    def async_get_supported_subentry_types(
        cls, config_entry: ConfigEntry
    ) -> dict[str, type[ConfigSubentryFlow]]:
        """Return the flow of what an account holds: its bots; a group names those of accounts."""
        return {} if is_group(config_entry) else {SUBENTRY_BOT: BotFlow}

    @classmethod
    @callback
    @override
    def async_supports_options_flow(cls, config_entry: ConfigEntry) -> bool:
        """Return whether there are options: what a group is, its own steps change."""
        return not is_group(config_entry)

    async def async_step_user(
        self,
        _user_input: dict[str, Any] | None = None,
    ) -> ConfigFlowResult:
        """Ask whether with play money or with real money."""
        return self.async_show_menu(
            step_id="user", menu_options=["quick", "paper", "real_prices", "live", "group"]
        )

    async def async_step_reconfigure(
        self,
        _user_input: dict[str, Any] | None = None,
    ) -> ConfigFlowResult:
        """Change what this kind of account lets be changed."""
        entry = self._get_reconfigure_entry()
        if is_group(entry):
            return await self.async_step_reconfigure_group()
        if closed := closed_exchange(entry):
            return self.async_abort(
                reason="exchange_closed", description_placeholders={"exchange": closed.name}
            )
        if entry.data[CONF_ACCOUNT_TYPE] != ACCOUNT_TYPE_LIVE:
            return await self.async_step_reconfigure_paper()
        return self.async_show_menu(
            step_id="reconfigure",
            menu_options=["replace_key", "live_costs"],
            description_placeholders={"account": entry.title},
        )

    @override
    async def async_on_create_entry(self, result: ConfigFlowResult) -> ConfigFlowResult:
        """Go on with the account's first bot; not before an account that did not start does."""
        made = result["result"]
        if is_group(made) or made.get_subentries_of_type(SUBENTRY_BOT):
            return result
        bot = await self.hass.config_entries.subentries.async_init(
            (result["result"].entry_id, SUBENTRY_BOT),
            context=SubentryFlowContext(source=SOURCE_USER),
        )
        if bot["type"] is FlowResultType.FORM:
            result["next_flow"] = (FlowType.CONFIG_SUBENTRIES_FLOW, bot["flow_id"])
        return result


class AccountOptionsFlow(BotSteps, OptionsFlow):
    """Change how an account may be used, and the settings of its own bot."""

    _options: Mapping[str, Any] = MappingProxyType({})
    """What is stored when a form is shown."""

    async def async_step_init(self, _user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Offer the account's own options, and the steps of its bot."""
        self._begin(self._stored())
        shown = ["markets"] if self._markets() else []
        return self.async_show_menu(
            step_id="init",
            menu_options=["access", "account_limits", *shown, *Step],
            description_placeholders={"account": self.config_entry.title, "bot": MANUAL_NAME},
        )

    @property
    @override
    def _account_entry(self) -> ConfigEntry[Any]:
        return self.config_entry

    @override
    def _stored(self) -> dict[str, Any]:
        return {**manual_settings(self.config_entry), "name": MANUAL_NAME}

    @override
    async def _async_save(self, settings: dict[str, Any]) -> ConfigFlowResult:
        manual = {CONF_SETTINGS: {**settings, "name": MANUAL_NAME}}
        return self.async_create_entry(data={**self.config_entry.options, CONF_MANUAL: manual})

    @override
    def _layout(self, step: Step) -> Layout:
        fields = super()._layout(step)
        above = {name: box for name, box in fields.get("", {}).items() if name != "name"}
        rest = {name: group for name, group in fields.items() if name and name not in OF_SENDERS}
        return {"": above, **rest} if above else rest

    async def async_step_markets(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask of which markets the price is shown although nothing may be held there."""
        if user_input is not None:
            return self.async_create_entry(data={**self.config_entry.options, **user_input})
        chosen = self.config_entry.options.get(CONF_SHOWN_MARKETS, [])
        field = probatio.Required(CONF_SHOWN_MARKETS, default=chosen)
        box = SelectSelector(
            SelectSelectorConfig(
                options=sorted({one.symbol for one in self._markets()} | set(chosen)),
                multiple=True,
                mode=SelectSelectorMode.DROPDOWN,
            )
        )
        return self.async_show_form(step_id="markets", data_schema=probatio.Schema({field: box}))

    async def async_step_account_limits(
        self, user_input: dict[str, Any] | None = None
    ) -> ConfigFlowResult:
        """Ask for the limits over the whole account."""
        errors: dict[str, str] = {}
        stored = shown = self.config_entry.options.get(CONF_ACCOUNT_LIMITS, {})
        if user_input is None:
            self._options = stored
        else:
            errors = limit_errors(user_input)
            shown = limit_options(user_input)
            if not errors:
                limits = carried_over(self._options, without_new_off(shown, self._options), stored)
                options = {**self.config_entry.options, CONF_ACCOUNT_LIMITS: limits}
                return self.async_create_entry(data=options)
        return self.async_show_form(
            step_id="account_limits",
            data_schema=probatio.Schema(limit_fields(shown)),
            errors=errors,
            description_placeholders={
                "account": self.config_entry.title,
                "currency": self.config_entry.data[CONF_CURRENCY],
            },
        )

    async def async_step_access(self, user_input: dict[str, Any] | None = None) -> ConfigFlowResult:
        """Ask who may trade, and how large the ledger may become."""
        if user_input is not None:
            megabytes = int(user_input[CONF_LEDGER_MEGABYTES])
            answers = {**user_input, CONF_LEDGER_MEGABYTES: megabytes}
            options = self.config_entry.options
            changed = carried_over(self._options, {**self._options, **answers}, options)
            return self.async_create_entry(data=changed)
        self._options = dict(self.config_entry.options)
        only_admins = self.config_entry.options.get(CONF_ONLY_ADMINS_TRADE, True)
        field = probatio.Required(CONF_ONLY_ADMINS_TRADE, default=only_admins)
        most = probatio.Required(
            CONF_LEDGER_MEGABYTES,
            default=self.config_entry.options.get(CONF_LEDGER_MEGABYTES, DEFAULT_LEDGER_MEGABYTES),
        )
        size = NumberSelector(
            NumberSelectorConfig(
                min=10,
                max=10_000,
                step=1,
                mode=NumberSelectorMode.BOX,
                unit_of_measurement="MB",
            )
        )
        return self.async_show_form(
            step_id="access",
            data_schema=probatio.Schema({field: BooleanSelector(), most: size}),
        )
