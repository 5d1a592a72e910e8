"""What was accepted before a restart and not carried out: it is done now, or has expired."""

import asyncio
from datetime import datetime
import logging
from typing import Any

from ...ledger.ledger import Ledger
from ...ledger.records import Batch, SignalRecord, SignalUpdate
from ...trading.model.facts import CloseReason
from ...trading.model.inputs import CancelEntries, Close
from ...trading.model.order import OrderState
from ...trading.reasons.reasons import ReasonCode, sentence
from ...trading.stored_names import UnreadableError
from ..engine.engine import Engine
from ..projections.signal_outcomes import SignalOutcomes
from ..state.bot_registry import BotRegistry
from .executor import CommandHandler
from .reversals import ReversalManager
from .stored_commands import DOING, REVERSE, Command, Doing, PendingReversal, reversal_from

_LOGGER = logging.getLogger(__name__)


class CommandRecovery:
    """Exits are always executed; new exposure only within its bot's time limit.

    Of a ledger that was copied at some time, and restored, nobody knows what became of what had
    been accepted until then: there, new exposure has expired whatever its time.
    """

    def __init__(
        self,
        *,
        ledger: Ledger,
        engine: Engine,
        bots: BotRegistry,
        executor: CommandHandler,
        reversals: ReversalManager,
        outcomes: SignalOutcomes,
    ) -> None:
        """Take who carries things out."""
        self._ledger = ledger
        self._engine = engine
        self._bots = bots
        self._executor = executor
        self._reversals = reversals
        self._outcomes = outcomes
        self._left: list[tuple[SignalRecord, Command | PendingReversal]] = []

    async def load(self, copied_at: datetime | None) -> None:
        """Know what is left, before new signals are taken: those go to the queues themselves.

        Raises LedgerUnavailableError.
        """
        self._left = []
        for row in await self._ledger.unexecuted_signals():
            kept = _kept(row)
            if kept is None:
                continue
            if isinstance(kept, PendingReversal):
                if self._engine.position_cache.unreadable.keys() & set(kept.position_ids):
                    continue  # its closing leg can't be carried out: it waits in the ledger
                if not _is_stale(row, copied_at):
                    self._reversals.expect(kept)
            else:
                self._engine.position_cache.leaving |= kept.left
            self._left.append((row, kept))

    def expire_openings(self, copied_at: datetime) -> list[asyncio.Future[Any]]:
        """Give up the openings of a copy of which nothing rests or has filled.

        It must come before the venue's word on their orders: one that has filled since is kept,
        one that never left is not sent.
        """
        return [
            self._engine.put(
                position.symbol,
                [(position.position_id, CancelEntries(reason=CloseReason.EXPIRED))],
            )
            for position in list(self._engine.position_cache.live.values())
            if position.filled_at is None
            and position.opened_at <= copied_at
            and all(order.state is not OrderState.OPEN for order in position.live_orders())
        ]

    async def resume(self, copied_at: datetime | None) -> None:
        """Execute what was left of signals; raises LedgerError."""
        left, self._left = self._left, []
        for row, command in left:
            stale = _is_stale(row, copied_at)
            if isinstance(command, PendingReversal):
                await self._resume_reversal(row, command, stale=stale)
            elif self._waits_to_be_readable(row, command):
                continue
            elif command.doing is Doing.INCREASE and (stale or self._is_late(row)):
                expired = self._expired(row)
                await self._ledger.commit(Batch(signal_updates=(expired,)))
                self._outcomes.ended(row.bot_id, expired)
            else:
                self._executor.command(row.bot_id, row.receipt_id, command)

    def _waits_to_be_readable(self, row: SignalRecord, command: Command) -> bool:
        """Leave an exit of positions that can't be read in the ledger; the others' is done."""
        targets = {position_id for position_id, _ in command.targets}
        if (
            command.doing is Doing.INCREASE
            or not targets & self._engine.position_cache.unreadable.keys()
        ):
            return False
        if command.doing is Doing.CLOSE:
            self._engine.put(command.symbol, command.events(row.receipt_id))
            return True
        return targets <= self._engine.position_cache.unreadable.keys()

    async def _resume_reversal(
        self, row: SignalRecord, reversal: PendingReversal, *, stale: bool
    ) -> None:
        if not stale:
            if self._reversals.take_back([row.receipt_id]):  # else it has opened, or never will
                self._reversals.begin(reversal)
            return
        close = Close(reason=CloseReason.REVERSE)
        events = [(position_id, close) for position_id in reversal.position_ids]
        expired = self._expired(row)
        await self._engine.put(reversal.symbol, events, Batch(signal_updates=(expired,)))
        self._outcomes.ended(row.bot_id, expired)

    def _is_late(self, row: SignalRecord) -> bool:
        bot = self._bots.get(row.bot_id)
        if bot is None:
            return True
        age = self._engine.position_cache.now() - row.received_at
        return age.total_seconds() > bot.settings.time_limit

    def _expired(self, row: SignalRecord) -> SignalUpdate:
        bot = self._bots.get(row.bot_id)
        seconds = bot.settings.time_limit if bot else 0
        return SignalUpdate(
            receipt_id=row.receipt_id,
            status="expired",
            code=ReasonCode.EXPIRED.value,
            message=sentence(ReasonCode.EXPIRED, seconds=seconds),
            executed=True,
            command=None,
        )


def _is_stale(row: SignalRecord, copied_at: datetime | None) -> bool:
    return copied_at is not None and row.received_at <= copied_at


def _kept(row: SignalRecord) -> Command | PendingReversal | None:
    """Return what a signal still has to do; None for what does nothing or can't be read.

    What can't be read stays in the ledger: a version that can read it carries it out.
    """
    if row.command is None:
        return None
    try:
        if row.command.get(DOING) == REVERSE:
            return reversal_from(row.receipt_id, row.bot_id, row.received_at, row.command)
        return Command.from_json(row.command)
    except UnreadableError:
        _LOGGER.exception(
            "Signal %s (%s %s) was accepted, but what it asks for can't be read",
            *(row.receipt_id, row.action, row.symbol),
        )
        return None
