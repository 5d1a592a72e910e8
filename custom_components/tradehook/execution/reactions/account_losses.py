"""Looks every ten seconds at what an account has lost, and locks new exposure at its limits."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
import logging

from ...ledger.errors import LedgerError
from ...ledger.records import Batch
from ...trading.admission.account_limits.losses import OwnResult, ResultReading, lift, read
from ...trading.common.time_spans import has_passed
from ...trading.model.commands import Extent
from ...trading.model.facts import CloseReason
from ...trading.settings.account_limits import ON_RESULTS, AccountLimits, LimitKind
from ..commands.handler import CommandHandler
from ..commands.model.origin import ACCOUNT
from ..commands.model.position_inputs import closing
from ..common.events import AccountChanged
from ..common.runtime import AccountServices
from ..state.account_state import AccountState
from ..state.limits.account_limits import OWN_RESULT

_LOGGER = logging.getLogger(__name__)

WRITTEN_EVERY = timedelta(minutes=1)
"""How often a new highest result is written down."""
LAST_WRITTEN_EVERY = timedelta(minutes=10)
"""How often the newest result is: if midnight comes while all is off, the day begins with it."""


class AccountLosses:
    """Measures the account's own result and holds its limits on losses."""

    def __init__(
        self,
        *,
        state: AccountState,
        services: AccountServices,
        handler: CommandHandler,
        midnight: Callable[[datetime], datetime],
    ) -> None:
        """Take whose losses they are; `midnight` returns the last midnight before a moment."""
        self._state = state
        self._limits = state.account_limits
        self._services = services
        self._handler = handler
        self._midnight = midnight
        self._timer: asyncio.TimerHandle | None = None
        self._before: ResultReading | None = None
        self._written: OwnResult | None = None
        self._written_at: datetime | None = None

    def start(self) -> None:
        """Look from now on."""
        self.stop()
        self._before = None
        self._written = self._limits.own_result
        if self._limits.limits:
            self.look()
        self._timer = asyncio.get_running_loop().call_later(
            self._services.timings.losses_every, self._tick
        )

    def stop(self) -> None:
        """Look no more."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def set_limits(self, limits: AccountLimits) -> None:
        """Hold other limits from now on; one that is lower closes nothing."""
        self._limits.limits = limits
        if self._timer is not None:
            self.look()
        self._services.publish(AccountChanged())

    def look(self) -> None:
        """Take a reading; a lock that it comes to holds at once."""
        if not any(kind in self._limits.limits for kind in ON_RESULTS):
            if self._limits.own_result is not None and self._limits.own_result.locks:
                self._keep(replace(self._limits.own_result, locks=frozenset(), reached=frozenset()))
            self._before = None
            return
        reading = self.reading()
        if reading is None:
            self._before = None
            return
        kept = read(self._limits.own_result, reading, self._before, self._limits.limits)
        self._before = reading
        self._keep(kept)

    def reading(self) -> ResultReading | None:
        """Return the own result of now; None while it is not known."""
        portfolio, now = self._state.portfolio, self._services.now()
        result, today = portfolio.own_result, portfolio.realized_profit_today
        if result is None or today is None:
            return None
        return ResultReading(
            at=now, day=self._midnight(now), result=result, today=today, equity=portfolio.equity
        )

    def lifted(self) -> OwnResult | None:
        """Return what is kept once somebody lets the account go on; None if nothing is locked."""
        kept = self._limits.own_result
        if kept is None or not kept.locks:
            return None
        return lift(kept, self.reading())

    async def write(self) -> None:
        """Write down what is known, for the next start."""
        kept = self._limits.own_result
        if kept is None or kept == self._written:
            return
        try:
            await self._services.ledger.commit(Batch(values={OWN_RESULT: kept.as_data()}))
        except LedgerError as err:
            _LOGGER.warning("What the account has lost could not be written down: %s", err)
            return
        self._written, self._written_at = kept, self._services.now()

    def _tick(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(
            self._services.timings.losses_every, self._tick
        )
        self.look()

    def _keep(self, kept: OwnResult) -> None:
        before = self._limits.own_result
        self._limits.keep(kept)
        locks = kept.locks - (before.locks if before is not None else frozenset())
        if before is None or (kept.locks, kept.reached) != (before.locks, before.reached):
            self._services.publish(AccountChanged())
        if self._must_write(kept):
            self._services.spawn(self._written_down(locks), "account losses")

    async def _written_down(self, locks: frozenset[LimitKind]) -> None:
        await self.write()
        if locks:
            live = self._state.position_cache.live.values()
            commands = closing(live, Extent.ENTRIES, CloseReason.TRADING_OFF)
            await self._handler.handle(commands, ACCOUNT)

    def _must_write(self, kept: OwnResult) -> bool:
        written = self._written
        if written is None or _base(written) != _base(kept):
            return True
        if (written.peak, written.last) == (kept.peak, kept.last):
            return False
        at = self._written_at
        span = LAST_WRITTEN_EVERY if written.peak == kept.peak else WRITTEN_EVERY
        return at is None or has_passed(at, span, self._services.now())


def _base(kept: OwnResult) -> OwnResult:
    """Return what must not be lost of it."""
    return replace(kept, last=kept.day_start, peak=kept.start, reached=frozenset())
