"""Keeps what happens between an account's start and the moment its event entities listen.

What was due while Home Assistant was down, such as an opening that expired, is told within that
time: it is the last thing that an automation may miss.
"""

from collections.abc import Iterator

from homeassistant.core import HomeAssistant, callback
from homeassistant.util.hass_dict import HassKey

from ..execution.account import Account
from ..execution.common.events import AccountEvent, PositionEvent, SignalOutcome

_BACKLOGS: HassKey[dict[str, EventBacklog]] = HassKey("tradehook_event_backlogs")

type Happening = SignalOutcome | PositionEvent


class EventBacklog:
    """Collects an account's events until it is closed."""

    def __init__(self, hass: HomeAssistant, account: Account) -> None:
        self._backlogs = hass.data.setdefault(_BACKLOGS, {})
        self._account = account
        self._changes: list[Happening] = []
        self._backlogs[account.account_id] = self
        self._stop = account.subscribe(self._on_change, SignalOutcome, PositionEvent)

    @callback
    def close(self) -> None:
        """Stop: from now on the entities hear for themselves."""
        self._stop()
        if self._backlogs.get(self._account.account_id) is self:
            del self._backlogs[self._account.account_id]

    @callback
    def _on_change(self, change: AccountEvent) -> None:
        if isinstance(change, SignalOutcome | PositionEvent):
            self._changes.append(change)

    def of(self, bot_id: str, kind: type[Happening]) -> Iterator[Happening]:
        """Yield a bot's events of one kind, oldest first."""
        return (c for c in self._changes if isinstance(c, kind) and c.bot_id == bot_id)


@callback
def async_backlog(hass: HomeAssistant, account: Account) -> EventBacklog | None:
    """Return what an account told before; None when it has long been running."""
    return hass.data.get(_BACKLOGS, {}).get(account.account_id)
