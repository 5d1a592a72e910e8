"""What positions come to for their bots: records, results of the day, and halts."""

from datetime import datetime
from decimal import Decimal
import logging

from ...ledger.errors import LedgerError
from ...ledger.records import NOTHING, Batch, BotRecord
from ...trading.admission.checks.limits import halt_reason
from ...trading.admission.model import BotState
from ...trading.model.facts import CloseReason, PositionStatus
from ...trading.model.market import quote_currency
from ...trading.model.position import Position
from ..commands.executor import CommandExecutor
from ..common.events import BotChanged
from ..common.runtime import AccountServices
from ..common.step_reactions import Steps
from ..state.bot_registry import BotRegistry
from ..state.portfolio import Portfolio

_LOGGER = logging.getLogger(__name__)


class BotResults:
    """Counts results, and halts a bot that has reached a limit."""

    def __init__(
        self,
        *,
        bots: BotRegistry,
        portfolio: Portfolio,
        services: AccountServices,
        executor: CommandExecutor,
    ) -> None:
        self._bots = bots
        self._portfolio = portfolio
        self._services = services
        self._executor = executor

    def contribute(self, before: Position, steps: Steps) -> Batch:
        """Return the record of a bot with a position that is closed, or goes on after its end."""
        after = steps[-1][1]
        if before.status is PositionStatus.CLOSED and after.status.is_live:
            bot = self._bots.goes_on(before.bot_id, before.realized_profit)
            return NOTHING if bot is None else Batch(bots=(bot,))
        if after.status is not PositionStatus.CLOSED:
            return NOTHING
        bot = self._bots.closed(after.bot_id, after.realized_profit)
        return NOTHING if bot is None else Batch(bots=(bot,))

    def react(self, before: Position, steps: Steps) -> None:
        """Count what was earned, and look after the bot's limits.

        Until it is recorded a position that ends is live: its result would count twice.
        """
        after = steps[-1][1]
        if before.status is PositionStatus.CLOSED:
            self._portfolio.goes_on(before)
        if after.status is PositionStatus.CLOSED:
            self._portfolio.closed_with(after)
        gained = after.realized_profit - before.realized_profit
        if gained:
            key = after.bot_id, quote_currency(after.symbol)
            counted = _counted_today(before, steps, self._portfolio.day)
            self._portfolio.today[key] = self._portfolio.today_of(*key) + counted
        if gained or not after.status.is_live:
            self._halt(after.bot_id)

    def _halt(self, bot_id: str) -> None:
        bot = self._bots.get(bot_id)
        if bot is None or bot.state is not BotState.RUNNING:
            return
        today = self._portfolio.today_of(bot_id, bot.settings.quote) - bot.forgiven
        reason = halt_reason(bot.settings, today, bot.consecutive_losses)
        if reason is None:
            return
        row = self._bots.set_state(bot, BotState.HALTED, reason, self._services.now())
        self._services.spawn(self._halted(bot_id, row), "halt a bot")

    async def _halted(self, bot_id: str, row: BotRecord) -> None:
        try:
            await self._services.ledger.commit(Batch(bots=(row,)))
        except LedgerError as err:
            # It is halted all the same; the next start comes to it by its results.
            _LOGGER.warning("The halt of a bot was not written down: %s", err)
        self._services.publish(BotChanged(bot_id))
        for cancelled in self._executor.cancel_openings(bot_id, CloseReason.BOT_HALTED):
            await cancelled


def _counted_today(before: Position, steps: Steps, day: datetime | None) -> Decimal:
    """Return what of a result counts for the day: all but gains of an earlier one, found late.

    Those would make room for losses. Losses count in any case: it may be the clock that is ahead.
    """
    counted, realized = Decimal(0), before.realized_profit
    for fact, after in steps:
        change, realized = after.realized_profit - realized, after.realized_profit
        if change < 0 or day is None or fact.at >= day:
            counted += change
    return counted
