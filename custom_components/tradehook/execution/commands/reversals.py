"""Reversals: the opening of a reverse happens once its closing has, also over a crash."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from datetime import datetime

from ...ledger.records import Batch, SignalUpdate
from ...trading.admission.admit import admit_reversed
from ...trading.model.facts import CloseReason
from ...trading.model.inputs import Close
from ...trading.reasons.reasons import ReasonCode, Refusal, refuse
from ..common.runtime import Spawn
from ..engine.engine import Engine
from ..projections.signal_outcomes import SignalOutcomes
from ..state.bot_registry import BotRegistry
from ..storage.ledger_writer import LedgerWriter
from .admission_context import AdmissionContextBuilder
from .executor import CommandHandler
from .stored_commands import PendingReversal

CALLED_OFF = "a later signal asked for something else."


class ReversalManager:
    """The reverses whose closing legs are under way."""

    def __init__(
        self,
        *,
        engine: Engine,
        refresh: Callable[[], Awaitable[None]],
        recorder: LedgerWriter,
        bots: BotRegistry,
        context_builder: AdmissionContextBuilder,
        executor: CommandHandler,
        outcomes: SignalOutcomes,
        spawn: Spawn,
        now: Callable[[], datetime],
    ) -> None:
        """Take the parts of the account that a reverse touches.

        `refresh` makes the balances those of after the closing leg.
        """
        self._engine = engine
        self._refresh = refresh
        self._recorder = recorder
        self._bots = bots
        self._context_builder = context_builder
        self._executor = executor
        self._outcomes = outcomes
        self._spawn = spawn
        self._now = now
        self.release: Callable[[str, str], None] = lambda _bot_id, _signal_id: None
        """Gives the id of a signal back that came to nothing."""
        self._waiting: dict[str, PendingReversal] = {}
        """Those whose opening is still to be judged, by receipt."""

    def clear(self) -> None:
        """Wait for nothing any more."""
        self._waiting.clear()

    def begin(self, reversal: PendingReversal) -> None:
        """Close what has to be closed; the opening follows when all of it is over."""
        self._waiting[reversal.receipt_id] = reversal
        live = [p for p in reversal.position_ids if p in self._engine.position_cache.live]
        close = Close(reason=CloseReason.REVERSE)
        if live:
            self._engine.put(reversal.symbol, [(position_id, close) for position_id in live])
        else:
            self._finish(reversal)

    def ended(self, position_id: str) -> None:
        """Hear that a position is over."""
        for reversal in list(self._waiting.values()):
            if position_id in reversal.position_ids and not any(
                other in self._engine.position_cache.live for other in reversal.position_ids
            ):
                self._finish(reversal)

    def expect(self, reversal: PendingReversal) -> None:
        """Know of a reverse that a restart left, before it is begun again: it can be called off."""
        self._waiting[reversal.receipt_id] = reversal

    def of_bot(self, bot_id: str) -> list[PendingReversal]:
        """Return the reverses of a bot that have not opened yet."""
        return [reversal for reversal in self._waiting.values() if reversal.bot_id == bot_id]

    def take_back(self, receipt_ids: Iterable[str]) -> list[PendingReversal]:
        """Let reverses that wait open nothing any more; `begin` puts them back."""
        found = [self._waiting.pop(receipt_id, None) for receipt_id in receipt_ids]
        return [reversal for reversal in found if reversal is not None]

    def called_off(self, reversal: PendingReversal) -> SignalUpdate:
        """Return what the row of a reverse says whose opening was called off."""
        closing = reversal.closing.as_json()
        return replace(_failed(reversal, CALLED_OFF), command=closing, executed=False)

    def give_up(self, reversal: PendingReversal) -> None:
        """Carry out the closing leg alone, and tell so."""
        self._executor.command(reversal.bot_id, reversal.receipt_id, reversal.closing)
        self._tell_failed(reversal, _failed(reversal, CALLED_OFF))

    async def give_up_all(self) -> None:
        """Call off whatever has not opened yet."""
        reversals = self.take_back(list(self._waiting))
        if reversals:
            updates = tuple(self.called_off(reversal) for reversal in reversals)
            await self._recorder.record(Batch(signal_updates=updates))
        for reversal in reversals:
            self.give_up(reversal)

    def _finish(self, reversal: PendingReversal) -> None:
        self._spawn(self._open(reversal), f"reverse {reversal.symbol}")

    async def _open(self, reversal: PendingReversal) -> None:
        await self._refresh()
        if self._waiting.pop(reversal.receipt_id, None) is None:
            return  # called off, or judged already
        bot = self._bots.get(reversal.bot_id)
        if bot is None:
            await self._refused(reversal, refuse(ReasonCode.BOT_STOPPED))
            return
        context = self._context_builder.context(bot, reversal.received_at)
        outcome = admit_reversed(reversal.signal, context)
        if isinstance(outcome, Refusal):
            await self._refused(reversal, outcome)
            return
        execution = self._executor.reserve(reversal.receipt_id, bot, outcome, self._now())
        update = SignalUpdate(
            receipt_id=reversal.receipt_id,
            executed=True,
            command=None,
            position_ids=execution.position_ids,
        )
        await self._recorder.record(Batch.merge(Batch(signal_updates=(update,)), execution.batch))
        self._executor.execute(execution)

    async def _refused(self, reversal: PendingReversal, why: Refusal) -> None:
        told = why.code is ReasonCode.EXITS_ALREADY_PASSED
        update = _failed(reversal, why.message, why if told else None)
        await self._recorder.record(Batch(signal_updates=(update,)))
        self._tell_failed(reversal, update)

    def _tell_failed(self, reversal: PendingReversal, update: SignalUpdate) -> None:
        self.release(reversal.bot_id, reversal.signal.signal_id or "")
        self._outcomes.ended(reversal.bot_id, update)


def _failed(reversal: PendingReversal, reason: str, told: Refusal | None = None) -> SignalUpdate:
    refusal = told or refuse(ReasonCode.OPENING_REFUSED, reason=reason)
    return SignalUpdate(
        receipt_id=reversal.receipt_id,
        code=refusal.code.value,
        message=refusal.message,
        status="failed",
        executed=True,
        command=None,
    )
