"""The turns of an array's signals: each begins when what the one before it ordered has ended."""

import asyncio
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
import logging
from typing import Any

from ....ledger.errors import LedgerConflictError
from ....ledger.records import Batch, SignalRecord, SignalUpdate
from ....trading.admission.admit import admit
from ....trading.admission.model import Admitted, Duplicate, Duplicates
from ....trading.model.commands import ControlBot, Resize, ResizePositions
from ....trading.model.position import Position
from ....trading.model.sections import OrderType
from ....trading.reasons.reasons import ReasonCode, Refusal, refuse, sentence
from ....trading.signal.actions import action_row
from ....trading.signal.signal import Signal
from ....trading.stored_names import UnreadableError
from ...commands.admission_context import AdmissionContextBuilder
from ...commands.handler import CommandHandler
from ...commands.model.origin import Origin, OriginKind
from ...commands.model.prepared_command import PreparedCommand
from ...common.runtime import AccountServices, Activity
from ...common.step_reactions import ReactsOnly, Steps
from ...engine import Found
from ...projections.signal_outcomes import OutcomePublisher
from ...state.account_state import AccountState
from ...state.bot import Bot
from ...storage import LedgerWriter
from ..idempotency import IdempotencyKeys
from .queued_signal import QueuedSignal, is_queued, queued_from

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignalUnderWay:
    """What a signal has ordered, as far as the next one waits for it."""

    receipts: frozenset[str]
    """Whose positions and reverses it concerns, besides those named."""
    recorded: tuple[asyncio.Future[Found], ...] = ()
    position_ids: tuple[str, ...] = ()


class ArrayTurns(ReactsOnly):
    """Carries out the signals of arrays in their order, also over a restart.

    Each is judged again when its turn comes, by what is really there then. It is a reaction to
    the steps of positions, because those end what a turn waits for.
    """

    def __init__(
        self,
        *,
        state: AccountState,
        services: AccountServices,
        recorder: LedgerWriter,
        context_builder: AdmissionContextBuilder,
        handler: CommandHandler,
        activity: Activity,
        outcomes: OutcomePublisher,
        claims: IdempotencyKeys,
    ) -> None:
        self._state = state
        self._services = services
        self._recorder = recorder
        self._context_builder = context_builder
        self._handler = handler
        self._outcomes = outcomes
        self._activity = activity
        self._claims = claims
        self._left: list[QueuedSignal] = []
        self._stepped = asyncio.Event()

    async def load(self) -> None:
        """Know what a restart has left; raises LedgerUnavailableError."""
        rows = await self._services.ledger.unexecuted_signals()
        self._left = [
            queued for row in rows if is_queued(row.command) and (queued := _readable(row))
        ]
        for queued in self._left:
            self.wait(queued)

    def resume(self, copied_at: datetime | None, resumed: Sequence[asyncio.Future[Found]]) -> None:
        """Go on where a restart interrupted arrays, behind the commands that it resumed.

        Of a copied ledger nothing opens any more.
        """
        arrays: dict[str, list[QueuedSignal]] = {}
        for queued in self._left:
            arrays.setdefault(queued.array, []).append(queued)
        self._left = []
        for signals in arrays.values():
            known = signals
            if copied_at is not None and signals[0].received_at <= copied_at:
                expired = refuse(ReasonCode.EXPIRED, seconds=0)
                known = [replace(one, refusal=one.refusal or expired) for one in signals]
            bot_id = signals[0].bot_id
            reverses = self._state.pending_reversals.of_bot(bot_id)
            own = self._state.position_cache.of_bot(bot_id)
            before = SignalUnderWay(
                receipts=frozenset(one.receipt_id for one in reverses if not one.queued),
                recorded=tuple(resumed),
                position_ids=tuple(position.position_id for position in own),
            )
            self.begin(sorted(known, key=lambda one: one.index), before)

    def wait(self, queued: QueuedSignal) -> None:
        """Let others see the opening that waits: what is left later calls it off."""
        if (pending := queued.pending) is not None:
            self._state.pending_reversals.add(pending)

    def begin(self, signals: list[QueuedSignal], before: SignalUnderWay) -> None:
        """Carry out signals that are on record, one after the other behind what is under way."""
        if signals:
            self._services.spawn(self._run(signals, before), "array of signals")

    def react(self, _before: Position, _steps: Steps) -> None:
        """Have those look again that wait for the orders of a position."""
        self._stepped.set()

    async def _run(self, signals: list[QueuedSignal], before: SignalUnderWay | None) -> None:
        left = list(signals)
        while left:
            if before is not None:
                await self._ended(before)
            queued = left.pop(0)
            self._activity.signals += 1
            try:
                before = await self._take_turn(queued, left)
            except Exception:
                # The exits behind it must not be lost with it.
                _LOGGER.exception("Signal %s of an array failed", queued.receipt_id)
                before = None
            finally:
                self._activity.signals -= 1
                self._services.rested()

    async def _ended(self, before: SignalUnderWay) -> None:
        """Return when what a signal ordered at market has ended, or enough time has passed."""
        try:
            async with asyncio.timeout(self._services.timings.array_turn):
                if before.recorded:
                    await asyncio.wait(before.recorded)
                while self._is_under_way(before):
                    await self._next_step()
        except TimeoutError:
            _LOGGER.info("What a signal of an array ordered goes on beside the next")

    async def _next_step(self) -> None:
        self._stepped.clear()
        try:
            async with asyncio.timeout(self._services.timings.array_looks_every):
                await self._stepped.wait()
        except TimeoutError:
            return  # a reverse that came to nothing makes no step

    def _is_under_way(self, before: SignalUnderWay) -> bool:
        cache = self._state.position_cache
        waiting = {reversal.receipt_id for reversal in self._state.pending_reversals.all}
        if waiting & before.receipts:
            return True
        opened = (key for key, receipt in cache.receipts.items() if receipt in before.receipts)
        ids = {*before.position_ids, *opened}
        return any(orders_at_market(cache.live[one]) for one in ids if one in cache.live)

    async def _take_turn(
        self, queued: QueuedSignal, later: list[QueuedSignal]
    ) -> SignalUnderWay | None:
        """Judge a signal by what is there now, and carry it out."""
        bots, waiting = self._state.bots, self._state.pending_reversals
        bot = bots.get(queued.bot_id) or bots.former.get(queued.bot_id)
        spared = {one.receipt_id for one in later}
        await self._see_price(queued, bot, spared)
        if queued.opens is not None and waiting.take(queued.receipt_id) is None:
            self._release(queued)
            return None  # a later signal has called it off, and said so
        outcome = self._judged(queued, bot, spared)
        self._release(queued)
        if isinstance(outcome, Refusal):
            if outcome.code is ReasonCode.POSITION_UNREADABLE and not adds_exposure(queued.signal):
                return None  # the exit stays in the ledger: a version that can read it does it
            await self._refused(queued, outcome, later)
            return None
        assert bot is not None
        # Nothing may be awaited between the judgement and the reservation.
        prepared = self._handler.prepare(
            outcome.commands,
            Origin(
                kind=OriginKind.SIGNAL,
                receipt_id=queued.receipt_id,
                position_ids=outcome.position_ids,
            ),
            self._services.now(),
            bot=bot,
            reservation=outcome.reservation,
            spared=spared,
        )
        if not await self._recorded(queued, outcome, prepared):
            return None
        done = self._handler.dispatch(prepared)
        return under_way(queued.receipt_id, outcome, prepared, done)

    def _judged(
        self, queued: QueuedSignal, bot: Bot | None, spared: Iterable[str]
    ) -> Admitted | Refusal:
        if bot is None:
            return refuse(ReasonCode.BOT_STOPPED)
        context = self._context_builder.context(bot, queued.received_at, queued.receipt_id)
        context = replace(
            context,
            from_webhook=not queued.inside,
            foreign=queued.foreign,
            intent=queued.intent,
            reverses=[one for one in context.reverses if one.receipt_id not in spared],
        )
        refusal = queued.refusal or self._expired(queued, bot)
        outcome = admit(queued.signal, context, Duplicates(), refusal)
        if isinstance(outcome, Duplicate):
            raise TypeError("It can't repeat anything: nothing else is known")
        return outcome

    def _expired(self, queued: QueuedSignal, bot: Bot) -> Refusal | None:
        """Return why a signal adds nothing any more whose turn comes too late."""
        age = self._state.position_cache.now() - queued.received_at
        limit = bot.settings.time_limit
        late = age.total_seconds() > limit
        return refuse(ReasonCode.EXPIRED, seconds=limit) if late else None

    async def _see_price(self, queued: QueuedSignal, bot: Bot | None, spared: set[str]) -> None:
        """Wait a while for a price without which nothing is opened: a restart has none yet."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._services.timings.array_turn):
                while _lacks_price(self._judged(queued, bot, spared | {queued.receipt_id})):
                    await self._next_step()

    async def _recorded(
        self, queued: QueuedSignal, admitted: Admitted, prepared: PreparedCommand
    ) -> bool:
        """Record what must be on record before it is carried out; tell whether to go on.

        Exits to positions are recorded by their own step. No exit waits for a ledger that refuses.
        """
        update = _accepted(queued, admitted, prepared)
        only_exits = _only_exits(prepared)
        extra = prepared.batch
        if not only_exits or not prepared.to_positions:
            extra = Batch.merge(extra, Batch(signal_updates=(update,)))
        if extra.is_empty:
            return True
        try:
            if await self._recorder.attempt(extra):
                return True
            if only_exits:
                self._services.spawn(self._recorder.record(extra), "record of an array")
                return True
            await self._recorder.record(extra)
        except LedgerConflictError:
            self._handler.rollback(prepared)
            raise
        return True

    async def _refused(
        self, queued: QueuedSignal, refusal: Refusal, later: list[QueuedSignal]
    ) -> None:
        """Record why a signal came to nothing, and with it what is not done behind it."""
        failed = [(queued, _failed(queued, refusal))]
        updates: list[SignalUpdate] = []
        if adds_exposure(queued.signal):
            skipped = refuse(ReasonCode.SKIPPED_AFTER_REFUSAL)
            failed += [(one, _failed(one, skipped)) for one in later if only_adds(one.signal)]
            later[:] = [
                replace(one, refusal=one.refusal or skipped)
                for one in later
                if not only_adds(one.signal)
            ]
            updates += [
                SignalUpdate(receipt_id=one.receipt_id, command=one.as_json()) for one in later
            ]
        updates += [update for _, update in failed]
        await self._recorder.record(Batch(signal_updates=tuple(updates)))
        for one, update in failed:
            self._state.pending_reversals.take(one.receipt_id)
            self._release(one)
            if one.signal.signal_id is not None:
                self._claims.release(one.bot_id, one.signal.signal_id)
            self._outcomes.ended(one.bot_id, update)

    def _release(self, queued: QueuedSignal) -> None:
        """Keep no funds back for a signal any more."""
        self._state.reservations.release(queued.receipt_id)


def under_way(
    receipt_id: str,
    admitted: Admitted,
    prepared: PreparedCommand,
    recorded: Iterable[asyncio.Future[Any]],
) -> SignalUnderWay:
    """Return what the next signal waits for."""
    opened = (prepared.opened.position_id,) if prepared.opened is not None else ()
    return SignalUnderWay(
        receipts=frozenset((receipt_id,)),
        recorded=tuple(recorded),
        position_ids=(*admitted.position_ids, *opened),
    )


def orders_at_market(position: Position) -> bool:
    """Return whether a position's order to market has not ended, or its entry is to be placed."""
    if position.closes_at_market:
        return True
    if any(request.order_type is OrderType.MARKET for request in position.requests):
        return True
    if any(
        order.order_type is OrderType.MARKET
        for order in position.live_orders()
        if not order.trigger
    ):
        return True
    at_once = position.plan.condition is None and not position.entries_cancelled
    return at_once and position.anchor is None


def adds_exposure(signal: Signal) -> bool:
    """Return whether a signal is carried out to add exposure, whatever it closes before."""
    return signal.strategy is not None or not action_row(signal.action).is_exit


def only_adds(signal: Signal) -> bool:
    """Return whether a signal contains nothing that is carried out behind a refused one."""
    return signal.strategy is None and not action_row(signal.action).may_exit


def _only_exits(prepared: PreparedCommand) -> bool:
    """Return whether commands add nothing: then they wait for no record."""
    if prepared.opened is not None or prepared.reversal is not None:
        return False
    if any(
        isinstance(command, ResizePositions) and command.direction is Resize.INCREASE
        for command in prepared.to_positions
    ):
        return False
    return ControlBot.START not in prepared.to_bot


def _accepted(queued: QueuedSignal, admitted: Admitted, prepared: PreparedCommand) -> SignalUpdate:
    opened, refused = prepared.opened, admitted.opening_refused
    position_ids = (opened.position_id,) if opened is not None else admitted.position_ids
    update = SignalUpdate(
        receipt_id=queued.receipt_id,
        position_ids=position_ids,
        command=prepared.stored,
        executed=prepared.stored is None,
    )
    if refused is None:
        return update
    code = ReasonCode.OPENING_REFUSED
    return replace(update, code=code.value, message=sentence(code, reason=refused.message))


def _failed(queued: QueuedSignal, refusal: Refusal) -> SignalUpdate:
    expired = refusal.code is ReasonCode.EXPIRED
    return SignalUpdate(
        receipt_id=queued.receipt_id,
        status="expired" if expired else "failed",
        code=refusal.code.value,
        message=refusal.message,
        executed=True,
        command=None,
    )


def _lacks_price(outcome: Admitted | Refusal) -> bool:
    return isinstance(outcome, Refusal) and outcome.code is ReasonCode.MARKET_DATA_STALE


def _readable(row: SignalRecord) -> QueuedSignal | None:
    """Return a row's signal; None for what only a newer version can read: it stays there."""
    try:
        return queued_from(row)
    except UnreadableError, ValueError:
        _LOGGER.exception("Signal %s of an array can't be read", row.receipt_id)
        return None
