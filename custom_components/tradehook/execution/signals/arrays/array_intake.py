"""Takes the signals of an array: all of them are recorded in one commit, or none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
import logging

from ....ledger.errors import LedgerError, LedgerWriteError
from ....ledger.records import Batch
from ....trading.admission.alert_order import newer_stamps
from ....trading.admission.arrays import world_after
from ....trading.admission.model import AdmissionContext, Admitted, AlertTimestamps, Duplicate
from ....trading.reasons.reasons import ReasonCode, Refusal, refuse
from ....trading.signal.actions import action_row
from ....trading.signal.parse import InvalidSignal
from ....trading.signal.signal import Signal
from ...commands.admission_context import AdmissionContextBuilder
from ...commands.handler import CommandHandler
from ...commands.model.origin import Origin, OriginKind
from ...commands.model.prepared_command import PreparedCommand
from ...common.events import AccountEvent
from ...common.new_ids import new_id, new_uuid
from ...common.runtime import AccountServices
from ...state.account_state import AccountState
from ...state.bot import Bot
from ..evaluation import SignalEvaluator, can_claim, understood
from ..idempotency import AcceptedKeys, IdempotencyKeys, RequestClaim
from ..inbound_message import InboundMessage
from ..recording import SettledSignal, SignalSettler
from ..responses import SignalResponse, unavailable
from ..strategy_sync import compared
from .array_turns import ArrayTurns, adds_exposure, under_way
from .queued_signal import QueuedSignal

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A signal of an array with what is known of earlier ones."""

    inbound: InboundMessage
    signal: Signal | None = None
    unread: Refusal | None = None
    claimed: bool = False
    request: RequestClaim | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Judged:
    """A signal of an array with what becomes of it."""

    inbound: InboundMessage
    signal: Signal | None
    context: AdmissionContext
    outcome: Admitted | Duplicate | Refusal
    keys: AcceptedKeys | None = None

    @property
    def admitted(self) -> Admitted | None:
        """Return what is carried out; None for a test."""
        test = self.signal is None or self.signal.test
        return self.outcome if isinstance(self.outcome, Admitted) and not test else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Opened:
    """A signal of an array that was accepted when the same array came before."""

    index: int
    signal_id: str


@dataclass(slots=True, kw_only=True)
class _Taken:
    """An array on its way to the ledger."""

    judged: list[_Judged]
    queued: list[QueuedSignal] = field(default_factory=list)
    first: _Judged | None = None
    """The one that is carried out at once."""
    prepared: PreparedCommand | None = None


class ArrayIntake:
    """Judges signals that come together, each by what those before it will leave.

    The first one that is accepted is carried out at once, the others when their turns come.
    """

    def __init__(
        self,
        *,
        state: AccountState,
        services: AccountServices,
        context_builder: AdmissionContextBuilder,
        handler: CommandHandler,
        claims: IdempotencyKeys,
        judge: SignalEvaluator,
        settler: SignalSettler,
        turns: ArrayTurns,
    ) -> None:
        self._state = state
        self._ledger = services.ledger
        self._publish = services.publish
        self._context_builder = context_builder
        self._handler = handler
        self._claims = claims
        self._judge = judge
        self._settler = settler
        self._turns = turns

    async def take(
        self,
        messages: Sequence[InboundMessage],
        reply: Callable[[SignalResponse], None],
        too_early: Callable[[Signal, Admitted | Duplicate | Refusal], bool],
    ) -> None:
        """Record what becomes of signals of one bot, `reply` to them, and carry them out.

        `too_early` says whether an outcome only lacks the list of markets: then nothing is taken.
        """
        bot = messages[0].bot
        try:
            read = [await self._read(message) for message in messages]
        except LedgerError:
            reply(unavailable(new_id()))
            return
        # From here to the reservation nothing may be awaited.
        stamps = dict(bot.stamps)
        judged = self._judged(bot, read)
        taken = _Taken(judged=judged)
        if any(one.signal is not None and too_early(one.signal, one.outcome) for one in judged):
            self._give_back(bot, taken, stamps)
            reply(unavailable(new_id()))
            return
        self._prepare(bot, taken)
        settled = [await self._settled(one, taken) for one in judged]
        batch = self._batch(bot, taken, settled, changed=bot.stamps != stamps)
        try:
            if not batch.is_empty:
                await self._ledger.commit(batch)
        except LedgerWriteError:
            _LOGGER.exception("An array of signals could not be recorded")
            self._give_back(bot, taken, stamps)
            reply(unavailable(new_id()))
            return
        reply(SignalResponse.of_parts([one.answer for one in settled]))
        self._carry_out(taken, settled)

    async def _read(self, inbound: InboundMessage) -> _Read:
        if inbound.unheard is not None:
            return _Read(inbound=inbound, unread=inbound.unheard)
        try:
            inbound, signal = understood(inbound)
        except InvalidSignal as err:
            refusal = inbound.opening_refused or inbound.unread(err.refusal)
            return _Read(inbound=inbound, unread=refusal)
        claimed = can_claim(signal) and await self._judge.is_claimed(inbound, signal)
        request = await self._judge.request(inbound, signal)
        return _Read(inbound=inbound, signal=signal, claimed=claimed, request=request)

    def _judged(self, bot: Bot, read: Sequence[_Read]) -> list[_Judged]:
        """Return what becomes of each signal; a test is judged behind tests, too."""
        context = self._context_builder.context(bot, read[0].inbound.at).lasting()
        worlds = {False: context, True: context}
        refused = {False: False, True: False}
        found: list[_Judged] = []
        before = self._before_what_was_opened(bot, read)
        for index, one in enumerate(read):
            test = one.signal is not None and one.signal.test
            again = before.signal_id if before is not None and index < before.index else None
            judged = self._judge_next(one, worlds[test], behind_refusal=refused[test], again=again)
            found.append(judged)
            for world in (True,) if test else (False, True):
                if isinstance(judged.outcome, Refusal):
                    refused[world] |= not _foreign_exit_of_nothing(judged)
                elif isinstance(judged.outcome, Admitted):
                    worlds[world] = world_after(worlds[world], judged.outcome)
        return found

    def _before_what_was_opened(self, bot: Bot, read: Sequence[_Read]) -> _Opened | None:
        """Return the last signal that has added exposure when the same array came a moment ago."""
        window = bot.settings.duplicate_window
        for index in reversed(range(len(read))):
            inbound, signal = read[index].inbound, read[index].signal
            if signal is None or not adds_exposure(signal):
                continue
            claimed = self._claims.same_body(bot.bot_id, inbound.digest, inbound.at, window)
            if claimed is not None:
                return _Opened(index=index, signal_id=claimed)
        return None

    def _judge_next(
        self,
        one: _Read,
        world: AdmissionContext,
        *,
        behind_refusal: bool,
        again: str | None,
    ) -> _Judged:
        """Judge a signal; `again` = it was there before, with the opening of that id behind it."""
        inbound, signal = one.inbound, one.signal
        if signal is None:
            assert one.unread is not None
            return _Judged(inbound=inbound, signal=None, context=world, outcome=one.unread)
        if again is not None and not adds_exposure(signal):
            # Carried out again it would end what the array has opened, and open nothing.
            return _Judged(inbound=inbound, signal=signal, context=world, outcome=Duplicate(again))
        own = inbound.opening_refused
        if behind_refusal and (own is None or own.code is ReasonCode.RATE_LIMITED):
            skipped = refuse(ReasonCode.SKIPPED_AFTER_REFUSAL)
            inbound = replace(inbound, opening_refused=skipped, retry_after=None)
        world = replace(world, new_signal_id=f"g-{new_uuid()}")
        context, outcome = self._judge.judge(
            inbound, signal, claimed=one.claimed, request=one.request, world=world
        )
        keys = None
        bot = inbound.bot
        if isinstance(outcome, Admitted) and not signal.test:
            keys = self._claims.claim_accepted(
                bot.bot_id, signal, outcome, inbound.digest, inbound.at
            )
        bot.stamps.update(newer_stamps(signal, context, outcome))
        return _Judged(inbound=inbound, signal=signal, context=context, outcome=outcome, keys=keys)

    def _prepare(self, bot: Bot, taken: _Taken) -> None:
        """Reserve in memory what the signals take: the first one's at once."""
        accepted = [one for one in taken.judged if one.admitted is not None]
        for index, one in enumerate(accepted[1:], 1):
            assert one.admitted is not None
            assert one.signal is not None
            taken.queued.append(_queued(one.inbound, one.signal, one.admitted, accepted, index))
        if not accepted:
            return
        first = accepted[0]
        assert first.admitted is not None
        taken.first = first
        taken.prepared = self._handler.prepare(
            first.admitted.commands,
            Origin(kind=OriginKind.SIGNAL, receipt_id=first.inbound.receipt_id),
            first.inbound.at,
            bot=bot,
            reservation=first.admitted.reservation,
        )
        for one, queued in zip(accepted[1:], taken.queued, strict=True):
            self._turns.wait(queued)
            kept = None if one.admitted is None else one.admitted.reservation
            if kept is not None:
                self._state.reservations.reserve(queued.receipt_id, kept.currency, kept.cost)

    def _give_back(self, bot: Bot, taken: _Taken, stamps: dict[str, AlertTimestamps]) -> None:
        """Take back whatever was reserved and claimed: nothing of the array is done."""
        for queued in taken.queued:
            self._state.pending_reversals.take(queued.receipt_id)
            self._state.reservations.release(queued.receipt_id)
        if taken.prepared is not None:
            self._handler.rollback(taken.prepared)
        for one in reversed(taken.judged):
            if one.keys is not None:
                self._claims.take_back(one.keys)
        bot.stamps.clear()
        bot.stamps.update(stamps)

    async def _settled(self, one: _Judged, taken: _Taken) -> SettledSignal:
        inbound, signal, outcome = one.inbound, one.signal, one.outcome
        if isinstance(outcome, Refusal):
            return self._settler.refused(inbound, outcome, signal)
        assert signal is not None
        if isinstance(outcome, Duplicate):
            return await self._settler.repeated(inbound, signal, outcome)
        if signal.test:
            return self._settler.tested(inbound, signal, outcome, one.context)
        live = self._state.position_cache.live
        position_ids = tuple(key for key in outcome.position_ids if key in live)
        if one is not taken.first:
            receipt_id = inbound.receipt_id
            queued = next(other for other in taken.queued if other.receipt_id == receipt_id)
            command = queued.as_json()
            return self._settler.accepted(inbound, signal, outcome, position_ids, command)
        assert taken.prepared is not None
        if (opened := taken.prepared.opened) is not None:
            position_ids = (opened.position_id,)
        return self._settler.accepted(inbound, signal, outcome, position_ids, taken.prepared.stored)

    def _batch(
        self, bot: Bot, taken: _Taken, settled: Sequence[SettledSignal], *, changed: bool
    ) -> Batch:
        """Return all that is written of the array."""
        rows = tuple(one.row for one in settled if one.row is not None)
        batch = Batch() if taken.prepared is None else taken.prepared.batch
        if changed or batch.bots:
            batch = replace(batch, bots=(self._state.bots.row(bot),))
        return Batch.merge(Batch(signals=rows), batch)

    def _carry_out(self, taken: _Taken, settled: Sequence[SettledSignal]) -> None:
        """Tell what is on record, and begin."""
        for one, done in zip(taken.judged, settled, strict=True):
            self._settler.tell(done)
            if one.keys is not None:
                self._claims.are_recorded(one.keys)
            if (told := _compared(one)) is not None:
                self._publish(told)
        if taken.prepared is None or taken.first is None or taken.first.admitted is None:
            return
        receipt_id, admitted = taken.first.inbound.receipt_id, taken.first.admitted
        recorded = self._handler.dispatch(taken.prepared)
        self._turns.begin(taken.queued, under_way(receipt_id, admitted, taken.prepared, recorded))


def _foreign_exit_of_nothing(one: _Judged) -> bool:
    """Return whether another system's command leaves what is not there: it goes on there, too."""
    return (
        one.inbound.message.taken is not None
        and one.signal is not None
        and not adds_exposure(one.signal)
        and isinstance(one.outcome, Refusal)
        and one.outcome.code is ReasonCode.POSITION_MISSING
    )


def _queued(
    inbound: InboundMessage,
    signal: Signal,
    admitted: Admitted,
    accepted: Sequence[_Judged],
    index: int,
) -> QueuedSignal:
    """Return a signal as it waits for its turn."""
    opens = None
    row = action_row(admitted.action)
    if signal.strategy is None and row.opens and admitted.opening_refused is None:
        opens = admitted.symbol
        signal = replace(signal, signal_id=admitted.signal_id)
    return QueuedSignal(
        receipt_id=inbound.receipt_id,
        bot_id=inbound.bot.bot_id,
        received_at=inbound.at,
        array=accepted[0].inbound.receipt_id,
        index=index,
        signal=replace(signal, warnings=()),
        inside=inbound.inside,
        opens=opens,
        foreign=inbound.message.taken is not None,
        intent=inbound.message.intent,
        refusal=admitted.opening_refused or inbound.opening_refused,
    )


def _compared(one: _Judged) -> AccountEvent | None:
    return None if one.signal is None else compared(one.signal, one.context, one.outcome)
