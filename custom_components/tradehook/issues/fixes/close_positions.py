"""The button of a repair that closes what it is about at market price."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Final

from homeassistant.components.repairs import RepairsFlow, RepairsFlowResult
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import callback
from homeassistant.exceptions import HomeAssistantError
from homeassistant.helpers import issue_registry as ir
import probatio

from ...accounts.data import DATA
from ...accounts.entry import TradehookConfigEntry
from ...errors import explained
from ...execution.account import Account
from ...execution.common.events import AccountEvent, SlotChanged
from ...trading.model.position import Position
from ...trading.reasons.reasons import ReasonCode
from ...trading.reasons.text import plain
from .sentences import async_sentence, code_of

ENTRY_ID: Final = "entry_id"

type Concerned = Callable[[Account], Sequence[Position]]
"""What of an account a repair is about, at the moment when somebody asks."""


def listed(positions: Sequence[Position]) -> str:
    """Return positions for a sentence."""
    return ", ".join(
        f"{position.symbol} {position.side.value} {plain(position.size)}" for position in positions
    )


def position_by_id(position_id: str) -> Concerned:
    """Return what finds a position that is not over, if there is one of that id."""

    def concerned(account: Account) -> list[Position]:
        return [
            position
            for key in account.slots
            for position in account.slot_positions(key)
            if position.position_id == position_id
        ]

    return concerned


class ClosePositions(RepairsFlow):
    """Offers to close what a repair is about, asks once more with a list, and waits until it is."""

    def __init__(
        self, entry: TradehookConfigEntry, concerned: Concerned, *, seen: bool = False
    ) -> None:
        """Take what is meant; `seen` = the repair is also done once somebody has read it."""
        self._entry = entry
        self._concerned = concerned
        self._seen = seen

    async def async_step_init(self, _input: dict[str, str] | None = None) -> RepairsFlowResult:
        """Say what is concerned, and offer what can be done."""
        account = self._account
        if account is None and not self._seen:
            return self.async_abort(reason="not_loaded")
        options = ["seen"] if self._seen else []
        if not self._seen or (account is not None and self._concerned(account)):
            options.append("close")
        return self.async_show_menu(
            step_id="init", menu_options=options, description_placeholders=self._said
        )

    async def async_step_seen(self, _input: dict[str, str] | None = None) -> RepairsFlowResult:
        """Be done: somebody has read it."""
        return self.async_create_entry(data={})

    async def async_step_close(self, answer: dict[str, str] | None = None) -> RepairsFlowResult:
        """Close what is not over yet."""
        account = self._account
        if account is None:
            return self.async_abort(reason="not_loaded")
        positions = self._concerned(account)
        if not positions:
            return self.async_create_entry(data={})
        if answer is None:
            return self.async_show_form(
                step_id="close",
                data_schema=probatio.Schema({}),
                description_placeholders={
                    "account": self._entry.title,
                    "positions": listed(positions),
                },
            )
        try:
            with explained():
                await account.close_positions([one.position_id for one in positions])
        except HomeAssistantError as error:
            if code_of(error) != ReasonCode.POSITION_MISSING.value:
                reason = await async_sentence(self.hass, error)
                return self.async_abort(
                    reason="refused", description_placeholders={"reason": reason}
                )
        if await self._async_are_over(account):
            return self.async_create_entry(data={})
        return self.async_abort(reason="under_way")

    async def _async_are_over(self, account: Account) -> bool:
        over = asyncio.Event()

        @callback
        def look(_change: AccountEvent | None = None) -> None:
            if not self._concerned(account):
                over.set()

        unsubscribe = account.subscribe(look, SlotChanged)
        look()
        try:
            async with asyncio.timeout(self.hass.data[DATA].interface_timings.closed_within):
                await over.wait()
        except TimeoutError:
            return False
        finally:
            unsubscribe()
        return True

    @property
    def _account(self) -> Account | None:
        loaded = self._entry.state is ConfigEntryState.LOADED
        return self._entry.runtime_data if loaded else None

    @property
    def _said(self) -> dict[str, str] | None:
        issue = ir.async_get(self.hass).async_get_issue(self.handler, self.issue_id)
        return issue.translation_placeholders if issue is not None else None
