"""Repairs of what is wrong with an account now: they come and go by themselves."""

from collections.abc import Mapping
from typing import override

from homeassistant.components.repairs import ConfirmRepairFlow, RepairsFlow, RepairsFlowResult
from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import CALLBACK_TYPE, HomeAssistant, callback
from homeassistant.helpers import issue_registry as ir

from ..accounts.entry import TradehookConfigEntry
from ..const import DOMAIN
from ..execution.account import Account, HealthIssue, HealthIssueKind
from ..execution.common.events import AccountEvent, HealthChanged
from ..ledger.errors import LedgerWriteError
from .lost_ledgers import ENTRY_ID

WARNINGS = frozenset(
    {
        HealthIssueKind.DISK_FULL,
        HealthIssueKind.ORDER_GIVEN_UP,
        HealthIssueKind.CLOCK_SKEW,
        HealthIssueKind.UNEXPLAINED,
        HealthIssueKind.MARKET_DELISTING,
        HealthIssueKind.FEE_DOUBTED,
        HealthIssueKind.BALANCE_DOUBTED,
        HealthIssueKind.POSITION_DOUBTED,
    }
)
"""Without a loss that could come of it at once; all others are errors."""

CONFIRMED = frozenset({HealthIssueKind.UNEXPLAINED, HealthIssueKind.ABSENT})
"""Those that a person may end by saying how things are."""
ABOUT = "about"


class ConfirmHealthIssue(ConfirmRepairFlow):
    """Asks whether things are as they seem; then the account goes on with them."""

    def __init__(self, entry: TradehookConfigEntry, kind: HealthIssueKind, about: str) -> None:
        self._entry = entry
        self._kind = kind
        self._about = about

    @override
    async def async_step_confirm(
        self, user_input: dict[str, str] | None = None
    ) -> RepairsFlowResult:
        """Go on once that was confirmed."""
        if user_input is not None:
            if self._entry.state is not ConfigEntryState.LOADED:
                return self.async_abort(reason="not_loaded")
            account = self._entry.runtime_data
            try:
                if self._kind is HealthIssueKind.ABSENT:
                    await account.confirm_position(self._about)
                else:
                    await account.accept_difference()
            except LedgerWriteError:
                return self.async_abort(reason="not_written")
        return await super().async_step_confirm(user_input)


@callback
def async_confirm_flow(
    hass: HomeAssistant, issue_id: str, data: Mapping[str, str | int | float | None] | None
) -> RepairsFlow | None:
    """Return the flow of a concern that a person can end; None for any other repair."""
    for kind in CONFIRMED:
        if data and issue_id.startswith(f"{kind}_"):
            entry = hass.config_entries.async_get_entry(str(data[ENTRY_ID]))
            return ConfirmHealthIssue(entry, kind, str(data[ABOUT])) if entry else None
    return None


@callback
def async_watch_health(
    hass: HomeAssistant, entry: TradehookConfigEntry, account: Account
) -> CALLBACK_TYPE:
    """Keep the repairs in step with the account's concerns until the function is called."""
    shown: set[str] = set()

    @callback
    def show(health_issues: tuple[HealthIssue, ...]) -> None:
        found = {_issue_id(entry, concern): concern for concern in health_issues}
        for issue_id in shown - found.keys():
            ir.async_delete_issue(hass, DOMAIN, issue_id)
        for issue_id, concern in found.items():
            warning = concern.kind in WARNINGS
            ir.async_create_issue(
                hass,
                DOMAIN,
                issue_id,
                data={ENTRY_ID: entry.entry_id, ABOUT: concern.about},
                is_fixable=concern.kind in CONFIRMED,
                severity=ir.IssueSeverity.WARNING if warning else ir.IssueSeverity.ERROR,
                translation_key=concern.kind.value,
                translation_placeholders={"account": entry.title, **concern.said},
            )
        shown.clear()
        shown.update(found)

    @callback
    def on_change(_change: AccountEvent) -> None:
        show(account.health_issues)

    unsubscribe = account.subscribe(on_change, HealthChanged)
    show(account.health_issues)

    @callback
    def stop() -> None:
        unsubscribe()
        show(())

    return stop


def _issue_id(entry: TradehookConfigEntry, concern: HealthIssue) -> str:
    return f"{concern.kind}_{concern.about or entry.entry_id}"
