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
from .fixes.close_positions import ENTRY_ID, ClosePositions, position_by_id
from .raising import async_raise, position_page

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
        HealthIssueKind.DAILY_LOSS_WARNING,
        HealthIssueKind.DRAWDOWN_WARNING,
    }
)
"""Without a loss that could come of it at once; all others are errors."""

CONFIRMED = frozenset({HealthIssueKind.UNEXPLAINED, HealthIssueKind.ABSENT})
"""Those that a person may end by saying how things are."""
CLOSABLE = frozenset(
    {
        HealthIssueKind.UNPROTECTED,
        HealthIssueKind.NOT_WATCHED,
        HealthIssueKind.MARKET_DELISTING,
        HealthIssueKind.FAILING,
        HealthIssueKind.ORDER_GIVEN_UP,
        HealthIssueKind.EXIT_REFUSED,
        HealthIssueKind.RESERVE_SPENT,
    }
)
"""Those that end with their position: it can be closed from the repair."""
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
def async_health_flow(
    entry: TradehookConfigEntry, issue_id: str, data: Mapping[str, str | int | float | None]
) -> RepairsFlow | None:
    """Return the flow of a concern that a person can end; None for any other repair."""
    for kind in CONFIRMED | CLOSABLE:
        if issue_id.startswith(f"{kind}_"):
            about = str(data[ABOUT])
            if kind in CLOSABLE:
                return ClosePositions(entry, position_by_id(about))
            return ConfirmHealthIssue(entry, kind, about)
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
            page = {"page": position_page(concern.about)} if concern.about else {}
            async_raise(
                hass,
                issue_id,
                concern.kind.value,
                {"account": entry.title, **page, **concern.said},
                severity=ir.IssueSeverity.WARNING if warning else ir.IssueSeverity.ERROR,
                fixable=concern.kind in CONFIRMED | CLOSABLE,
                about={ENTRY_ID: entry.entry_id, ABOUT: concern.about},
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
