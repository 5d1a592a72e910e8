"""The command handler: what signals, people and the account itself want done goes through it."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable
from datetime import datetime

from ...ledger.errors import LedgerError
from ...ledger.records import Batch
from ...trading.admission.model import Reservation
from ...trading.model.commands import (
    AdoptPosition,
    AnyCommand,
    ClosePositions,
    ControlBot,
    OpenPosition,
    ResizePositions,
    ReversePositions,
)
from ...trading.model.position import Position
from ...trading.signal.signal import Signal
from ..engine import Found
from ..state.account_state import AccountState
from ..state.bot import Bot
from .executor import CommandExecutor
from .model.origin import Origin, OriginKind
from .model.prepared_command import PreparedCommand
from .reversals import ReversalManager, called_off


class CommandHandler:
    """Prepares commands in memory, has them recorded, and then carries them out.

    Those of a signal are recorded by the inbox, together with the signal's row.
    """

    def __init__(
        self, executor: CommandExecutor, reversals: ReversalManager, state: AccountState
    ) -> None:
        self._executor = executor
        self._reversals = reversals
        self._state = state

    def prepare(
        self,
        commands: Iterable[AnyCommand[Signal]],
        origin: Origin,
        at: datetime,
        *,
        bot: Bot | None = None,
        reservation: Reservation | None = None,
        spared: Collection[str] = (),
    ) -> PreparedCommand:
        """Take the slots and funds of commands in memory, at once.

        Those to a bot, and openings, are of `bot`. `spared` are the receipts of signals behind
        these commands, which call none of them off.
        """
        commands = tuple(commands)
        prepared = self._executor.prepare(commands, origin, at, bot=bot, reservation=reservation)
        for command in commands:
            if type(command) is not OpenPosition:
                self._call_off(prepared, command, spared)
        return prepared

    def rollback(self, prepared: PreparedCommand) -> None:
        """Take back what was reserved: the commands could not be recorded."""
        self._executor.rollback(prepared)
        for reversal in prepared.called_off:
            self._reversals.restore(reversal)

    def announce(self, prepared: PreparedCommand) -> None:
        """Tell of an opening that was dispatched without that."""
        self._executor.announce(prepared)

    def dispatch(
        self, prepared: PreparedCommand, *, announces: bool = True
    ) -> list[asyncio.Future[Found]]:
        """Hand recorded commands to the queues; the results come once they are recorded."""
        for reversal in prepared.called_off:
            self._reversals.give_up(reversal)
        waiting = self._executor.dispatch(prepared, announces=announces)
        if prepared.reversal is not None:
            self._reversals.carry_out(prepared.reversal)
            self._executor.begun(prepared.reversal)
        return waiting

    async def handle(
        self, commands: Iterable[AnyCommand[Signal]], origin: Origin, *, bot: Bot | None = None
    ) -> list[Found]:
        """Record commands, carry them out, and return what they led to; raises LedgerError.

        Commands to a bot that can't be recorded have changed it for all that: the next record
        of the bot says so.
        """
        at = self._state.position_cache.now()
        prepared = self.prepare(commands, origin, at, bot=bot)
        await self._executor.commit(prepared)
        return [await done for done in self.dispatch(prepared)]

    async def begin(
        self,
        command: AdoptPosition,
        origin: Origin,
        bot: Bot,
        *,
        first: Callable[[Position], Awaitable[None]],
    ) -> Position:
        """Record a position that begins with what is there, and manage it; raises LedgerError.

        If it can't be recorded nothing has happened. Once it is, `first` is awaited before
        anything is ordered; whatever becomes of that, the position is managed then.
        """
        prepared = self.prepare((command,), origin, self._state.position_cache.now(), bot=bot)
        try:
            await self._executor.commit(prepared)
        except LedgerError:
            self.rollback(prepared)
            raise
        assert prepared.opened is not None
        try:
            await first(prepared.opened)
        finally:
            self.dispatch(prepared)
        return prepared.opened

    def _call_off(
        self, prepared: PreparedCommand, command: AnyCommand[Signal], spared: Collection[str]
    ) -> None:
        """Let earlier reverses open nothing any more that a command of a signal stands against."""
        receipts: Iterable[str] = ()
        match command:
            case ClosePositions() | ReversePositions() | ResizePositions():
                receipts = command.called_off
            case ControlBot.STOP | ControlBot.STOP_AND_CLOSE:
                if prepared.origin.kind is OriginKind.SIGNAL and prepared.bot is not None:
                    waiting = self._state.pending_reversals.of_bot(prepared.bot.bot_id)
                    receipts = [one.receipt_id for one in waiting if one.receipt_id not in spared]
            case _:
                pass
        taken = self._state.pending_reversals.take_back(receipts)
        if taken:
            prepared.called_off += taken
            updates = tuple(called_off(reversal) for reversal in taken)
            prepared.parts.append(Batch(signal_updates=updates))
