"""The day of an account: its results count from midnight, and bots halted by it run again."""

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal
import logging

from ...ledger.errors import LedgerError
from ...ledger.records import Batch, BotRecord
from ...trading.admission.checks.limits import HaltReason, halt_reason
from ...trading.admission.model import BotState
from ...trading.model.market import quote_currency
from ...trading.model.price_math import PRECISE
from ..common.events import AccountChanged, BotChanged
from ..common.runtime import AccountServices
from ..state.bot import Bot
from ..state.bot_registry import BotRegistry
from ..state.portfolio import Portfolio

ZERO = Decimal(0)

_LOGGER = logging.getLogger(__name__)


class TradingDay:
    """Begins a new day at each midnight of the house's time zone."""

    def __init__(
        self,
        *,
        bots: BotRegistry,
        portfolio: Portfolio,
        services: AccountServices,
        midnight: Callable[[datetime], datetime],
    ) -> None:
        """Take whose day it is; `midnight` returns the last midnight before a moment."""
        self._bots = bots
        self._portfolio = portfolio
        self._ledger = services.ledger
        self._publish = services.publish
        self._spawn = services.spawn
        self._now = services.now
        self._midnight = midnight
        self._timer: asyncio.TimerHandle | None = None
        self._day = midnight(services.now())
        """When the day began that is counted."""
        self._tomorrow = midnight(self._day + timedelta(hours=36))

    async def start(self) -> None:
        """Read what was earned today, and begin a new day at each midnight.

        A bot that has reached a limit on losses is halted, whatever kept that from being written.
        """
        await self._begin(await self._earned_today())

    async def _earned_today(self) -> Mapping[tuple[str, str], Decimal]:
        while True:
            before = dict(self._portfolio.today)
            earned = await self._ledger.realized_since(self._midnight(self._now()))
            if self._portfolio.today == before:
                return _by_quote(earned)  # nothing was earned while it was read

    async def _begin(self, today: Mapping[tuple[str, str], Decimal]) -> None:
        self._portfolio.today = dict(today)
        self.stop()
        self._at_midnight()
        rows = tuple(
            row
            for bot in self._bots.values()
            if (row := self._begun(bot) or self._halted(bot)) is not None
        )
        if rows:
            await self._ledger.commit(Batch(bots=rows))

    def stop(self) -> None:
        """Await no more midnights."""
        if self._timer:
            self._timer.cancel()
            self._timer = None

    async def _record(self, bot_id: str, row: BotRecord) -> None:
        try:
            await self._ledger.commit(Batch(bots=(row,)))
        except LedgerError as err:
            # It holds all the same; the next start comes to it by itself.
            _LOGGER.warning("The new day of a bot was not written down: %s", err)
        self._publish(BotChanged(bot_id))

    def clock_jumped(self) -> None:
        """Wait for midnight by the time that it is now; it may be that of another day.

        What was earned since is read again: nobody knows for how long the clock was wrong.
        """
        if self._timer is None:
            return
        self._timer.cancel()
        before = self._day
        if self._midnight(self._now()) > before:
            self._new_day()
            return
        self._at_midnight()
        if self._day != before:
            self._spawn(self.day_changed(), "today's results")

    async def day_changed(self) -> None:
        """Count today's results from another midnight on: of another time zone, or clock."""
        if not self._awaits_midnight():
            return  # the start reads them
        try:
            today = await self._earned_today()
            if not self._awaits_midnight():
                return  # it was stopped meanwhile
            await self._begin(today)
        except LedgerError as err:
            _LOGGER.warning("Today's results can't be read for another midnight: %s", err)
        for bot in self._bots.values():
            self._publish(BotChanged(bot.bot_id))
        self._publish(AccountChanged())

    def _awaits_midnight(self) -> bool:
        return self._timer is not None

    def _at_midnight(self) -> None:
        now = self._now()
        self._day = self._portfolio.day = self._midnight(now)
        self._tomorrow = self._midnight(self._day + timedelta(hours=36))
        self._timer = asyncio.get_running_loop().call_later(
            (self._tomorrow - now).total_seconds() + 1, self._new_day
        )

    def _begun(self, bot: Bot) -> BotRecord | None:
        """Let a bot begin the day, also one that began while Home Assistant was off.

        It goes on being halted if there is another reason for it.
        """
        if bot.forgiven_at is not None and not self._is_of_today(bot.forgiven_at):
            bot.forgiven, bot.forgiven_at = ZERO, None
        halted = bot.state is BotState.HALTED and bot.reason == HaltReason.DAILY_LOSS
        if not halted or self._is_of_today(bot.changed_at):
            return None
        today = self._portfolio.today_of(bot.bot_id, bot.settings.quote)
        return self._bots.start(bot, today, self._now(), forgives=False)

    def _is_of_today(self, moment: datetime) -> bool:
        """Return whether it is in the day that is counted; a clock may have been days ahead."""
        return self._day <= moment < self._tomorrow

    def _halted(self, bot: Bot) -> BotRecord | None:
        """Halt a bot whose losses nobody has had the time to halt it for."""
        today = self._portfolio.today_of(bot.bot_id, bot.settings.quote) - bot.forgiven
        reason = halt_reason(bot.settings, today, bot.consecutive_losses)
        if reason is None or bot.state is not BotState.RUNNING:
            return None
        return self._bots.set_state(bot, BotState.HALTED, reason, self._now())

    def _new_day(self) -> None:
        """Begin the day with nothing; what was earned before the timer came is read again."""
        before = self._day
        self._at_midnight()
        if self._day == before:
            return  # the clock has gone slower than the timer
        self._portfolio.today.clear()
        self._spawn(self.day_changed(), "today's results")
        for bot in self._bots.values():
            if (row := self._begun(bot)) is not None:
                self._spawn(self._record(bot.bot_id, row), "new day")
        self._publish(AccountChanged())


def _by_quote(earned: Mapping[tuple[str, str], Decimal]) -> Mapping[tuple[str, str], Decimal]:
    """Return what bots have earned by the currencies that they have earned it in."""
    sums: dict[tuple[str, str], Decimal] = {}
    for (bot_id, symbol), profit in earned.items():
        key = bot_id, quote_currency(symbol)
        sums[key] = PRECISE.add(sums.get(key, ZERO), profit)
    return sums
