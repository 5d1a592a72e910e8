"""The steps in which a bot learns to take alerts of another system, from one that is pasted."""

from collections.abc import Callable, Mapping
import json
from typing import Any, Final

from homeassistant.config_entries import ConfigEntryState, ConfigSubentry
from homeassistant.helpers.selector import TextSelector, TextSelectorConfig
import probatio

from ...trading.reasons.reasons import Refused
from ...trading.signal.alert_systems import ForeignChart, Opposite, Repeat
from ...web.alert_trial import BY_TOKEN, SECRET_PATH, AlertTrial, async_keep, async_read
from ...web.ways_in import async_new_address
from ...web.webhook_urls import base_url
from ..bot_steps import BotSteps
from ..selectors import choice_of

TEXT: Final = "alert"
_HABITS: Final = {"opposite": Opposite, "repeat": Repeat, "foreign_chart": ForeignChart}
_LEFT_OUT: Final = frozenset(("api_key", "api_secret", "test", "timestamp"))


class LearnSteps(BotSteps):
    """The base of the flow that changes a bot: what it learns of other systems' alerts."""

    _alert = ""
    """What was pasted; gone with the flow."""

    @property
    def _bot(self) -> ConfigSubentry:
        """Return the bot that is changed."""
        raise NotImplementedError

    async def async_step_paste_alert(self, user_input: dict[str, Any] | None = None) -> Any:
        """Ask for one of the old alerts."""
        if self._account_entry.state is not ConfigEntryState.LOADED:
            return self._flow.async_abort(reason="account_not_loaded")
        problem = ""
        if user_input is not None:
            self._alert = user_input[TEXT]
            try:
                trial = await self._async_trial({})
            except Refused as err:
                problem = self._said(err.refusal.message)
            else:
                return self._show(trial)
        field = TextSelector(TextSelectorConfig(multiline=True))
        return self._flow.async_show_form(
            step_id="paste_alert",
            data_schema=probatio.Schema({probatio.Required(TEXT): field}),
            errors={TEXT: "alert_refused"} if problem else {},
            description_placeholders={"bot": self._bot.title, "problems": problem},
            last_step=False,
        )

    async def async_step_learn_alert(self, user_input: dict[str, Any] | None = None) -> Any:
        """Learn the alert as it was chosen; what was chosen anew is shown before."""
        chosen = user_input or {}
        try:
            trial = await self._async_trial(chosen)
        except Refused:
            return await self.async_step_paste_alert()
        flow = self._flow
        path = async_keep(flow.hass, self._account_entry, self._bot, trial)
        told = {"system": self._said(trial.title), "bot": self._bot.title}
        if path is None:
            return flow.async_abort(reason="alert_learned", description_placeholders=told)
        return self._address("alert_learned_address", path, told)

    async def async_step_secret_address(self, user_input: dict[str, Any] | None = None) -> Any:
        """Make a secret address, once the user has confirmed that a former one ends."""
        flow, bot = self._flow, self._bot
        if user_input is None:
            return flow.async_show_form(
                step_id="secret_address",
                data_schema=probatio.Schema({}),
                description_placeholders={"bot": bot.title},
                last_step=True,
            )
        path = SECRET_PATH + async_new_address(flow.hass, self._account_entry, bot)
        return self._address("secret_address", path, {"bot": bot.title})

    async def _async_trial(self, habits: Mapping[str, Any]) -> AlertTrial:
        bot_id = self._bot.subentry_id
        return await async_read(self._account_entry, bot_id, self._alert, habits)

    def _show(self, trial: AlertTrial) -> Any:
        """Show whose an alert is and what it would do; ask what it leaves open."""
        settings = trial.settings
        fields = {
            probatio.Required(name, default=getattr(settings, name).value): choice_of(kind, name)
            for name, kind in _HABITS.items()
        }
        return self._flow.async_show_form(
            step_id="learn_alert",
            data_schema=probatio.Schema(fields),
            description_placeholders={
                "bot": self._bot.title,
                "system": self._said(trial.title),
                "chart": trial.chart or "-",
                "way": "`token`" if trial.way == BY_TOKEN else f"`{SECRET_PATH}…`",
                "says": _as_code(_says(trial)),
                "does": _as_code(_does(trial, self._said)),
            },
            last_step=True,
        )

    def _address(self, reason: str, path: str, told: dict[str, str]) -> Any:
        address = base_url(self._flow.hass) + path
        return self._flow.async_abort(
            reason=reason, description_placeholders=told | {"secret_address": address}
        )


def _says(trial: AlertTrial) -> str:
    """Return an alert in our words."""
    said = trial.answer.body.get("read_as") or trial.instead or {}
    assert isinstance(said, Mapping)
    shown = {name: value for name, value in said.items() if name not in _LEFT_OUT}
    return json.dumps(shown, indent=1, ensure_ascii=False)


def _does(trial: AlertTrial, said: Callable[[str], str]) -> str:
    """Return the orders of its plan, or why there are none."""
    body = trial.answer.body
    plan = body.get("plan")
    if trial.answer.status >= 300 or not isinstance(plan, Mapping):
        return f"{body.get('code')}: {said(str(body.get('error')))}"
    plan = plan.get("then") or plan
    warnings = body.get("warnings")
    orders = [
        f"{one['purpose']}: {one['side']} {one['amount']} @ {one.get('trigger') or one['price']}"
        for one in plan.get("orders", ())
    ]
    more = [said(str(one)) for one in warnings] if isinstance(warnings, list) else []
    return "\n".join([*orders, *more]) or "-"


def _as_code(text: str) -> str:
    return f"```\n{text}\n```"
