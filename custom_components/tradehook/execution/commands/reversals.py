"""Reversals: the opening of a reverse happens once its closing has, also over a crash."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from ...ledger.records import Batch, SignalUpdate
from ...trading.admission.admit import admit_reversed
from ...trading.model.position import Position
from ...trading.reasons.reasons import ReasonCode, Refusal, refuse
from ..common.runtime import AccountServices
from ..common.step_reactions import ReactsOnly, Steps
from ..projections.signal_outcomes import OutcomePublisher
from ..state.account_state import AccountState
from ..state.pending_reversals import PendingReversal
from ..storage import LedgerWriter
from .admission_context import AdmissionContextBuilder
from .executor import CommandExecutor
from .model.origin import ACCOUNT, Origin, OriginKind
from .model.stored_commands import closing_of, commands_as_json

CALLED_OFF = "a later signal asked for something else."


class ReversalManager(ReactsOnly):
    """Follows reverses up: when the positions of one are over, its opening is judged.

    It is a reaction to the end of positions; what it waits for is in the state. What becomes of a
    reverse is recorded with its opening.
    """

    def __init__(
        self,
        *,
        state: AccountState,
        services: AccountServices,
        recorder: LedgerWriter,
        refresh: Callable[[], Awaitable[None]],
        context_builder: AdmissionContextBuilder,
        executor: CommandExecutor,
        outcomes: OutcomePublisher,
        release: Callable[[str, str], None],
    ) -> None:
        """Take the parts of the account that a reverse touches.

        `refresh` makes the balances those of after the closing leg; `release` gives the id (bot,
        signal) of a signal back that came to nothing.
        """
        self._state = state
        self._pending = state.pending_reversals
        self._services = services
        self._recorder = recorder
        self._refresh = refresh
        self._context_builder = context_builder
        self._executor = executor
        self._outcomes = outcomes
        self._release = release

    def begin(self, reversal: PendingReversal) -> None:
        """Close what has to be closed; the opening follows when all of it is over."""
        self._pending.add(reversal)
        live = tuple(p for p in reversal.position_ids if p in self._state.position_cache.live)
        if live:
            self._executor.send(replace(closing_of(reversal), position_ids=live), ACCOUNT)
        else:
            self._finish(reversal)

    def carry_out(self, reversal: PendingReversal) -> None:
        """Begin a reverse that is on record now; one that was called off meanwhile only closes."""
        if self._pending.confirm(reversal.receipt_id):
            self.begin(reversal)
        else:
            self._executor.send(closing_of(reversal), ACCOUNT)

    def restore(self, reversal: PendingReversal) -> None:
        """Let a reverse open after all: what called it off could not be recorded."""
        if self._pending.forget_withdrawn(reversal.receipt_id):
            return
        if reversal.queued or self._pending.is_announced(reversal.receipt_id):
            self._pending.add(reversal)  # it begins in its turn
        else:
            self.begin(reversal)

    def react(self, before: Position, steps: Steps) -> None:
        """Judge the openings that have waited for the end of a position."""
        if steps[-1][1].status.is_live:
            return
        live = self._state.position_cache.live
        for reversal in self._pending.recorded:
            ids = reversal.position_ids
            if before.position_id in ids and not any(other in live for other in ids):
                self._finish(reversal)

    def give_up(self, reversal: PendingReversal) -> None:
        """Carry out the closing leg alone, and tell so; one before its turn has none."""
        if self._pending.forget_withdrawn(reversal.receipt_id):
            return
        if reversal.queued:
            self._tell_failed(reversal, called_off(reversal))
            return
        origin = Origin(kind=OriginKind.SIGNAL, receipt_id=reversal.receipt_id)
        self._executor.send(closing_of(reversal), origin, reversal.bot_id)
        self._tell_failed(reversal, _failed(reversal, CALLED_OFF))

    async def give_up_all(self) -> None:
        """Call off whatever has not opened yet."""
        reversals = self._pending.take_back([one.receipt_id for one in self._pending.all])
        if reversals:
            updates = tuple(called_off(reversal) for reversal in reversals)
            await self._recorder.record(Batch(signal_updates=updates))
        for reversal in reversals:
            self.give_up(reversal)

    def _finish(self, reversal: PendingReversal) -> None:
        self._services.spawn(self._open(reversal), f"reverse {reversal.symbol}")

    async def _open(self, reversal: PendingReversal) -> None:
        await self._refresh()
        if self._pending.take(reversal.receipt_id) is None:
            return  # called off, or judged already
        bot = self._state.bots.get(reversal.bot_id)
        if bot is None:
            await self._refused(reversal, refuse(ReasonCode.BOT_STOPPED))
            return
        context = self._context_builder.context(bot, reversal.received_at)
        outcome = admit_reversed(reversal.signal, context)
        if isinstance(outcome, Refusal):
            await self._refused(reversal, outcome)
            return
        prepared = self._executor.prepare(
            outcome.commands,
            Origin(kind=OriginKind.SIGNAL, receipt_id=reversal.receipt_id),
            self._services.now(),
            bot=bot,
            reservation=outcome.reservation,
        )
        opened = prepared.opened
        update = SignalUpdate(
            receipt_id=reversal.receipt_id,
            executed=True,
            command=None,
            position_ids=(opened.position_id,) if opened is not None else outcome.position_ids,
        )
        await self._recorder.record(Batch.merge(Batch(signal_updates=(update,)), prepared.batch))
        self._executor.dispatch(prepared)

    async def _refused(self, reversal: PendingReversal, why: Refusal) -> None:
        told = why.code is ReasonCode.EXITS_ALREADY_PASSED
        update = _failed(reversal, why.message, why if told else None)
        await self._recorder.record(Batch(signal_updates=(update,)))
        self._tell_failed(reversal, update)

    def _tell_failed(self, reversal: PendingReversal, update: SignalUpdate) -> None:
        self._release(reversal.bot_id, reversal.signal.signal_id or "")
        self._outcomes.ended(reversal.bot_id, update)


def called_off(reversal: PendingReversal) -> SignalUpdate:
    """Return what the row of a reverse says whose opening was called off."""
    if reversal.queued:
        return _failed(reversal, "", refuse(ReasonCode.CALLED_OFF))
    closing = commands_as_json([closing_of(reversal)])
    return replace(_failed(reversal, CALLED_OFF), command=closing, executed=False)


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
