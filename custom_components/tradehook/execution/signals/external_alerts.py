"""The newest alert that came from outside the house: whether the way in works is a fact, too."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from ipaddress import ip_address
from typing import Any

from ...ledger.errors import LedgerError
from ...ledger.ledger import Ledger
from ...ledger.records import Batch
from ..common.events import AccountEvent, ExternalAlertArrived
from ..common.runtime import Spawn

KEY = "outside_alert"
WRITTEN_EVERY = timedelta(hours=1)
"""How often the newest one is written: each would cost a commit of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalAlert:
    """When an alert whose sender had the bot's credentials came, and from which address."""

    at: datetime
    remote: str
    bot_id: str


class ExternalAlerts:
    """Remembers the newest alert from outside."""

    def __init__(
        self,
        *,
        ledger: Ledger,
        publish: Callable[[AccountEvent], None],
        spawn: Spawn,
        now: Callable[[], datetime],
    ) -> None:
        self._ledger = ledger
        self._publish = publish
        self._spawn = spawn
        self._now = now
        self._written_at: datetime | None = None
        self.last: ExternalAlert | None = None

    def load(self, values: Mapping[str, Any]) -> None:
        """Know what the ledger knows."""
        kept = values.get(KEY)
        if kept is not None:
            self._written_at = datetime.fromisoformat(kept["at"])
            self.last = ExternalAlert(
                at=self._written_at, remote=kept["remote"], bot_id=kept["bot_id"]
            )

    def heard(self, bot_id: str, remote: str | None) -> None:
        """Handle an alert that was authenticated, from wherever it came."""
        if remote is None or not is_outside(remote):
            return
        first, now = self.last is None, self._now()
        self.last = ExternalAlert(at=now, remote=remote, bot_id=bot_id)
        if first:
            self._publish(ExternalAlertArrived())
        if self._written_at is None or now - self._written_at >= WRITTEN_EVERY:
            self._written_at = now
            self._spawn(self._keep(self.last), "remember an alert")

    async def _keep(self, alert: ExternalAlert) -> None:
        kept = {"at": alert.at.isoformat(), "remote": alert.remote, "bot_id": alert.bot_id}
        with suppress(LedgerError):
            await self._ledger.commit(Batch(values={KEY: kept}))


@lru_cache(256)
def is_outside(remote: str) -> bool:
    """Return whether an address is one of the internet."""
    try:
        return ip_address(remote).is_global
    except ValueError:
        return False
