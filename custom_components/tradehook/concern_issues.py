"""Repairs of what is wrong with an account now: they come and go by themselves."""

from typing import override

from homeassistant.components.repairs import ConfirmRepairFlow, RepairsFlowResult
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from .const import DOMAIN
from .execution.account import Account
from .execution.changes import Change, ConcernsChanged
from .execution.health import Concern, ConcernKind
from .ledger.errors import LedgerWriteError
from .lost_ledgers import ENTRY_ID
from .runtime import TradehookConfigEntry

WARNINGS = frozenset(
    {
        ConcernKind.DISK_FULL,
        ConcernKind.ORDER_GIVEN_UP,
        ConcernKind.CLOCK_SKEW,
        ConcernKind.UNEXPLAINED,
        ConcernKind.MARKET_DELISTING,
    }
)
"""Without a loss that could come of it at once; all others are errors."""

ACCEPTED = frozenset({ConcernKind.UNEXPLAINED})
"""Those that a person may take as they are."""


class AcceptDifference(ConfirmRepairFlow):
    """Asks whether a difference is known; then nobody is told of it any more."""

    def __init__(self, entry: TradehookConfigEntry) -> None:
        """Take the account's entry."""
        self._entry = entry

    @override
    async def async_step_confirm(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Take it for known once that was confirmed."""
        if user_input is not None:
            if self._entry.state is not ConfigEntryState.LOADED:
                return self.async_abort(reason="not_loaded")
            try:
                await self._entry.runtime_data.accept_difference()
            except LedgerWriteError:
                return self.async_abort(reason="not_written")
        return await super().async_step_confirm(user_input)


@callback
def async_watch_concerns(
    hass: HomeAssistant, entry: TradehookConfigEntry, account: Account
) -> CALLBACK_TYPE:
    """Keep the repairs in step with the account's concerns until the function is called."""
    shown: set[str] = set()

    @callback
    def show(concerns: tuple[Concern, ...]) -> None:
        found = {_issue_id(entry, concern): concern for concern in concerns}
        for issue_id in shown - found.keys():
            ir.async_delete_issue(hass, DOMAIN, issue_id)
        for issue_id, concern in found.items():
            warning = concern.kind in WARNINGS
            ir.async_create_issue(
                hass,
                DOMAIN,
                issue_id,
                data={ENTRY_ID: entry.entry_id},
                is_fixable=concern.kind in ACCEPTED,
                severity=ir.IssueSeverity.WARNING if warning else ir.IssueSeverity.ERROR,
                translation_key=concern.kind.value,
                translation_placeholders={"account": entry.title, **concern.said},
            )
        shown.clear()
        shown.update(found)

    @callback
    def on_change(_change: Change) -> None:
        show(account.concerns)

    unsubscribe = account.subscribe(on_change, ConcernsChanged)
    show(account.concerns)

    @callback
    def stop() -> None:
        unsubscribe()
        show(())

    return stop


def _issue_id(entry: TradehookConfigEntry, concern: Concern) -> str:
    return f"{concern.kind}_{concern.about or entry.entry_id}"
