"""What was accepted before a restart and not carried out: it is done now, or has expired."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
import logging
from typing import Any

from ...ledger.ledger import Ledger
from ...ledger.records import Batch, SignalRecord, SignalUpdate
from ...trading.admission.account_numbers import AddedSize
from ...trading.model.commands import (
    ClosePositions,
    Extent,
    ModifyExits,
    PositionCommand,
    Resize,
    ResizePositions,
)
from ...trading.model.facts import CloseReason
from ...trading.model.order import OrderState
from ...trading.model.position import Position
from ...trading.reasons.reasons import ReasonCode, sentence
from ...trading.stored_names import UnreadableError
from ..engine import Found, MarketQueues
from ..projections.signal_outcomes import OutcomePublisher
from ..state.account_state import AccountState
from ..state.pending_reversals import PendingReversal
from .executor import CommandExecutor
from .model.origin import ACCOUNT, Origin, OriginKind
from .model.position_inputs import inputs_of, key_of
from .model.stored_commands import DOING, REVERSE, TURN, closing_of, commands_from, reversal_from
from .reversals import ReversalManager

_LOGGER = logging.getLogger(__name__)

type _Kept = tuple[PositionCommand, ...] | PendingReversal


class CommandRecovery:
    """Exits are always executed; new exposure only within its bot's time limit.

    Of a ledger that was copied at some time, and restored, nobody knows what became of what had
    been accepted until then: there, new exposure has expired whatever its time.
    """

    def __init__(
        self,
        *,
        queues: MarketQueues,
        state: AccountState,
        ledger: Ledger,
        executor: CommandExecutor,
        reversals: ReversalManager,
        outcomes: OutcomePublisher,
    ) -> None:
        self._queues = queues
        self._state = state
        self._ledger = ledger
        self._executor = executor
        self._reversals = reversals
        self._outcomes = outcomes
        self._left: list[tuple[SignalRecord, _Kept]] = []

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
                if self._state.position_cache.unreadable.keys() & set(kept.position_ids):
                    continue  # its closing leg can't be carried out: it waits in the ledger
                if not _is_stale(row, copied_at):
                    self._state.pending_reversals.add(kept)
                self._executor.ask((closing_of(kept),), row.receipt_id)
            else:
                self._executor.ask(kept, row.receipt_id)
                for command in kept:
                    self._state.account_limits.add(row.receipt_id, self._added(command))
                    self._state.account_limits.change(row.receipt_id, self._changing(command))
            self._left.append((row, kept))

    def expire_openings(self, copied_at: datetime) -> list[asyncio.Future[Any]]:
        """Give up the openings of a copy of which nothing rests or has filled.

        It must come before the venue's word on their orders: one that has filled since is kept,
        one that never left is not sent.
        """
        return [
            self._executor.send(
                ClosePositions(
                    symbol=position.symbol,
                    position_ids=(position.position_id,),
                    extent=Extent.OPENING,
                    reason=CloseReason.EXPIRED,
                ),
                ACCOUNT,
            )
            for position in list(self._state.position_cache.live.values())
            if position.filled_at is None
            and position.opened_at <= copied_at
            and all(order.state is not OrderState.OPEN for order in position.live_orders())
        ]

    async def resume(self, copied_at: datetime | None) -> list[asyncio.Future[Found]]:
        """Execute what was left of signals; the results come once recorded; raises LedgerError."""
        left, self._left = self._left, []
        waiting: list[asyncio.Future[Found]] = []
        for row, kept in left:
            stale = _is_stale(row, copied_at)
            if isinstance(kept, PendingReversal):
                await self._resume_reversal(row, kept, stale=stale)
            elif self._wait_to_be_readable(kept):
                self._executor.ask_no_more(kept, row.receipt_id)
            elif any(map(_increases, kept)) and (stale or self._is_late(row)):
                expired = self._expired(row)
                await self._ledger.commit(Batch(signal_updates=(expired,)))
                self._executor.ask_no_more(kept, row.receipt_id)
                self._state.account_limits.release(row.receipt_id)
                self._outcomes.ended(row.bot_id, expired)
            else:
                origin = Origin(kind=OriginKind.SIGNAL, receipt_id=row.receipt_id)
                waiting += self._executor.send_all(kept, origin, row.bot_id)
        return waiting

    def _added(self, command: PositionCommand) -> tuple[AddedSize, ...]:
        """Return what an increase adds, which counts from its acceptance on."""
        if not isinstance(command, ResizePositions) or not _increases(command):
            return ()
        live = self._state.position_cache.live
        return tuple(
            AddedSize(
                position_id=position_id,
                amount=amount,
                price=command.price,
            )
            for position_id, amount in command.amounts
            if position_id in live
        )

    def _changing(self, command: PositionCommand) -> tuple[Position, ...]:
        """Return the positions whose stop is about to change as if they had none until then."""
        if not isinstance(command, ModifyExits):
            return ()
        live = self._state.position_cache.live
        found = (live.get(one) for one, change in command.changes if change.replace_stop_loss)
        return tuple(
            replace(position, plan=replace(position.plan, stop_loss=None))
            for position in found
            if position is not None
        )

    def _wait_to_be_readable(self, commands: Sequence[PositionCommand]) -> bool:
        """Leave an exit of positions that can't be read in the ledger; the others' is done."""
        inputs = [one for command in commands for one in inputs_of(command)]
        targets = {position_id for position_id, _ in inputs}
        unreadable = self._state.position_cache.unreadable.keys()
        if any(map(_increases, commands)) or not targets & unreadable:
            return False
        closings = [command for command in commands if isinstance(command, ClosePositions)]
        for command in closings:
            self._executor.send(command, ACCOUNT)
        return bool(closings) or targets <= unreadable

    async def _resume_reversal(
        self, row: SignalRecord, reversal: PendingReversal, *, stale: bool
    ) -> None:
        if not stale:
            # Else it has opened, or never will.
            if self._state.pending_reversals.take(row.receipt_id) is not None:
                self._reversals.begin(reversal)
            self._executor.begun(reversal)
            return
        expired = self._expired(row)
        extra, closing_leg = Batch(signal_updates=(expired,)), closing_of(reversal)
        key = key_of(closing_leg, row.receipt_id)
        await self._queues.put(reversal.symbol, inputs_of(closing_leg), extra, key)
        self._outcomes.ended(row.bot_id, expired)

    def _is_late(self, row: SignalRecord) -> bool:
        bot = self._state.bots.get(row.bot_id)
        if bot is None:
            return True
        age = self._state.position_cache.now() - row.received_at
        return age.total_seconds() > bot.settings.time_limit

    def _expired(self, row: SignalRecord) -> SignalUpdate:
        bot = self._state.bots.get(row.bot_id)
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


def _increases(command: PositionCommand) -> bool:
    return isinstance(command, ResizePositions) and command.direction is Resize.INCREASE


def _kept(row: SignalRecord) -> _Kept | None:
    """Return what a signal still has to do; None for what does nothing or can't be read.

    What waits for its turn in an array goes on with that.

    What can't be read stays in the ledger: a version that can read it carries it out.
    """
    if row.command is None or row.command.get(DOING) == TURN:
        return None
    try:
        if row.command.get(DOING) == REVERSE:
            return reversal_from(row.receipt_id, row.bot_id, row.received_at, row.command)
        return commands_from(row.command)
    except UnreadableError:
        _LOGGER.exception(
            "Signal %s (%s %s) was accepted, but what it asks for can't be read",
            *(row.receipt_id, row.action, row.symbol),
        )
        return None
