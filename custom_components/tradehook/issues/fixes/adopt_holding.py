"""The button of a repair that makes a position of what an order traded that nobody managed."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.config_entries import ConfigEntryState
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
from homeassistant.helpers.selector import (
    NumberSelector,
    NumberSelectorConfig,
    NumberSelectorMode,
)
import probatio

from ...accounts.entry import TradehookConfigEntry
from ...accounts.manual_bot import manual_bot_id
from ...errors import explained
from ...execution.common.rows import UnownedRow
from ...trading.model.market import Side
from .sentences import async_sentence

STOP = "stop_percentage"
_DISTANCE = NumberSelector(
    NumberSelectorConfig(
        min=0.1, max=99, step="any", unit_of_measurement="%", mode=NumberSelectorMode.BOX
    )
)


class AdoptHolding(RepairsFlow):
    """Asks whether somebody has seen it, or wants what is there to be managed."""

    def __init__(self, entry: TradehookConfigEntry) -> None:
        """Take the account."""
        self._entry = entry
        self._found: UnownedRow | None = None

    async def async_step_init(self, _input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Offer both."""
        return self.async_show_menu(
            step_id="init", menu_options=["seen", "adopt"], description_placeholders=self._said
        )

    async def async_step_seen(self, _input: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Be done: somebody has read it."""
        return self.async_create_entry(data={})

    async def async_step_adopt(self, answer: dict[str, Any] | None = None) -> RepairsFlowResult:
        """Show what is there that nobody manages, and make it a position of the account's own."""
        if self._entry.state is not ConfigEntryState.LOADED:
            return self.async_abort(reason="not_loaded")
        account = self._entry.runtime_data
        try:
            with explained():
                if answer is None or self._found is None:
                    return await self._async_ask()
                exits = {"stop_loss": {STOP: Decimal(str(answer[STOP]))}} if STOP in answer else {}
                await account.adoptions.adopt(
                    account.bots[manual_bot_id(self._entry.entry_id)],
                    self._found["symbol"],
                    Side(self._found["side"]),
                    size=Decimal(self._found["available"]),
                    exits=exits,
                )
        except HomeAssistantError as error:
            reason = await async_sentence(self.hass, error)
            return self.async_abort(
                reason="not_adopted", description_placeholders={"reason": reason}
            )
        return self.async_create_entry(data={})

    async def _async_ask(self) -> RepairsFlowResult:
        symbol = self._said["symbol"]
        rows = await self._entry.runtime_data.adoptions.unowned()
        self._found = next((row for row in rows if row["symbol"] == symbol), None)
        if self._found is None:
            return self.async_abort(
                reason="nothing_there", description_placeholders={"symbol": symbol}
            )
        value = self._found["value"]
        return self.async_show_form(
            step_id="adopt",
            data_schema=probatio.Schema({probatio.Optional(STOP): _DISTANCE}),
            description_placeholders={
                "account": self._entry.title,
                "symbol": symbol,
                "side": self._found["side"],
                "size": self._found["available"],
                "value": "-" if value is None else f"{value} {self._found['quote']}",
            },
        )

    @property
    def _said(self) -> Mapping[str, str]:
        issue = ir.async_get(self.hass).async_get_issue(self.handler, self.issue_id)
        return (issue.translation_placeholders if issue is not None else None) or {"symbol": "-"}
