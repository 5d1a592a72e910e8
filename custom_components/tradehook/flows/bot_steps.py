"""The steps that ask for a bot's settings: of every bot, and of the account's own one."""

from collections.abc import Collection, Mapping
import re
from typing import Any

from homeassistant.config_entries import ConfigEntry
import probatio

from ..accounts.markets import market_cache
from ..const import CONF_MARKET_TYPE
from ..errors import said
from ..trading.model.market import Market, MarketType
from ..trading.reasons.reasons import FieldError
from ..trading.settings.codec import SettingsError, settings_as, settings_from
from ..trading.settings.setting import Step
from .bot_check import check_bot
from .bot_form import (
    Layout,
    carried_over,
    layout,
    merged,
    schema,
    section_of,
    settings_from_values,
    values_from,
)


class BotSteps:
    """The base of every flow that asks for a bot's settings; a flow of any kind is its sibling."""

    def __init__(self) -> None:
        """Start without answers."""
        self._values: dict[str, Any] = {}
        self._shown: dict[str, Any] = {}

    @property
    def _flow(self) -> Any:
        """Return itself as the flow of Home Assistant that it is, whichever kind that is."""
        return self

    @property
    def _account_entry(self) -> ConfigEntry[Any]:
        """Return the account whose bot it is."""
        raise NotImplementedError

    @property
    def _is_change(self) -> bool:
        """Return whether the bot exists already: then each step leads to the end."""
        return True

    def _stored(self) -> Mapping[str, Any] | None:
        """Return the settings as they are stored now; None for a bot that is new."""
        raise NotImplementedError

    async def _async_save(self, settings: dict[str, Any]) -> Any:
        """Save the bot and end the flow."""
        raise NotImplementedError

    async def _async_next(self, _step: Step) -> Any:
        """Go on behind a step whose answers are fine."""
        return await self.async_step_check()

    def _takes(self, user_input: Mapping[str, Any]) -> None:
        """Take what a step asks for besides settings."""

    def _name_is_taken(self) -> bool:
        return False

    async def async_step_entry(self, user_input: dict[str, Any] | None = None) -> Any:
        """Ask for the name, the currency and the entry."""
        return await self._async_step(Step.ENTRY, user_input)

    async def async_step_exits(self, user_input: dict[str, Any] | None = None) -> Any:
        """Ask for take profits, the stop loss and DCA orders."""
        return await self._async_step(Step.EXITS, user_input)

    async def async_step_limits(self, user_input: dict[str, Any] | None = None) -> Any:
        """Ask for limits, filters and who may send."""
        return await self._async_step(Step.LIMITS, user_input)

    async def async_step_check(self, _user_input: dict[str, Any] | None = None) -> Any:
        """Say what there is to warn of and leave the choice; without anything, save."""
        if not (warnings := self._warnings()):
            return await self.async_step_save()
        return self._flow.async_show_menu(
            step_id="check",
            menu_options=["save", *Step],
            description_placeholders={
                "bot": str(self._values["name"]),
                "warnings": "\n".join(f"- {warning}" for warning in warnings),
            },
        )

    async def async_step_save(self, _user_input: dict[str, Any] | None = None) -> Any:
        """Save the bot as it is, whatever there is to warn of."""
        self._catch_up()
        if found := self._problems():
            return self._form(self._step_of(found), found)
        return await self._async_save(self._settings())

    def _begin(self, settings: Mapping[str, Any]) -> None:
        """Begin with settings as they are stored."""
        self._values = values_from(settings)
        try:
            self._shown = _in_one_spelling(self._values)
        except SettingsError:
            self._shown = {}  # then all of them are given anew

    def _catch_up(self) -> None:
        """Take over what somebody else has changed since the flow began.

        A form of before must not take back what it was not asked to change.
        """
        if (stored := self._stored()) is None or self._problems():
            return
        try:
            now = _in_one_spelling(values_from(stored))
        except SettingsError:
            return
        self._values = carried_over(self._shown, _in_one_spelling(self._values), now)
        self._shown = now

    async def _async_step(self, step: Step, user_input: dict[str, Any] | None) -> Any:
        """Show a step, or take its answers: into the bot, or on to the next step."""
        if not self._markets():
            return self._flow.async_abort(reason="account_not_loaded")
        if user_input is None:
            return self._form(step)
        fields = self._layout(step)
        self._takes(user_input)
        self._values = merged(self._values, fields, user_input)
        self._catch_up()
        found = self._problems() or self._too_small(fields)
        taken = step is Step.ENTRY and self._name_is_taken()
        if not found and not taken:
            return await self._async_next(step)
        return self._form(step, found, name_is_taken=taken)

    def _form(
        self, step: Step, found: Collection[FieldError] = (), *, name_is_taken: bool = False
    ) -> Any:
        """Show a step, with what is wrong."""
        fields = self._layout(step)
        problems = [self._sentence(error) for error in found]
        errors = {section_of(fields, error.path): "invalid_settings" for error in found}
        if name_is_taken:
            errors["name"] = "name_taken"
        return self._flow.async_show_form(
            step_id=step.value,
            data_schema=self._schema(step, fields),
            errors=errors,
            description_placeholders={
                "account": self._account_entry.title,
                "of": self._of(step),
                "currency": str(self._values["quote"]),
                "problems": "; ".join(problems),
            },
            last_step=self._is_change or step is Step.LIMITS,
        )

    def _step_of(self, found: Collection[FieldError]) -> Step:
        """Return the first step that has a field which is wrong."""
        for step in Step:
            fields = self._layout(step)
            if any(section_of(fields, error.path) != "base" for error in found):
                return step
        return Step.ENTRY

    def _of(self, step: Step) -> str:
        """Return which bot a step is about, and how many there are to come of a new one."""
        if self._is_change:
            return f" · {self._values['name']}"
        return f" · {list(Step).index(step) + 1}/{len(Step)}"

    def _settings(self) -> dict[str, Any]:
        """Return the values as they are stored, in one spelling."""
        return dict(settings_as(settings_from(settings_from_values(self._values))))

    def _problems(self) -> Collection[FieldError]:
        """Return what is wrong with the values."""
        try:
            settings_from(settings_from_values(self._values))
        except SettingsError as err:
            return err.errors
        return ()

    def _too_small(self, fields: Layout) -> Collection[FieldError]:
        """Return which of a step's fields lead to orders that no venue takes."""
        errors = check_bot(self._account_entry, self._settings()).errors
        return [error for error in errors if section_of(fields, error.path) != "base"]

    def _warnings(self) -> list[str]:
        """Return what the user should know before the bot is saved."""
        check = check_bot(self._account_entry, self._settings())
        warnings = (self._said(warning) for warning in check.warnings)
        return [*(self._sentence(error) for error in check.errors), *warnings]

    def _sentence(self, error: FieldError) -> str:
        """Return an error as people read it: the field in words, lists counted from 1."""
        words = re.sub(r"\[(\d+)\]", lambda index: f" {int(index[1]) + 1}", error.path)
        return f"{words.replace('.', ', ').replace('_', ' ')} {self._said(error.message)}"

    def _said(self, sentence: str) -> str:
        """Return a sentence in the language of the house."""
        hass = self._flow.hass
        return said(hass, hass.config.language, sentence)

    def _market_type(self) -> MarketType:
        return MarketType(self._account_entry.data[CONF_MARKET_TYPE])

    def _markets(self) -> Collection[Market]:
        return market_cache(self._account_entry)

    def _schema(self, _step: Step, fields: Layout) -> probatio.Schema:
        """Return a step's form."""
        return schema(fields, self._values)

    def _layout(self, step: Step) -> Layout:
        markets = self._markets()
        quote = self._values["quote"]
        return layout(
            step,
            self._market_type(),
            quotes={market.quote for market in markets},
            bases={market.base for market in markets if market.quote == quote},
        )


def _in_one_spelling(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values such that equal ones are spelled alike; raises SettingsError."""
    return values_from(settings_as(settings_from(settings_from_values(values))))
