"""Takes a signal that came alone: judged, recorded, answered, then handed on."""

import asyncio
from contextlib import suppress
from dataclasses import replace
import logging

from ...ledger.errors import LedgerConflictError, LedgerError, LedgerWriteError
from ...ledger.records import Batch
from ...trading.admission.alert_order import newer_stamps
from ...trading.admission.model import AdmissionContext, Admitted, Duplicate
from ...trading.reasons.reasons import ReasonCode, Refusal
from ...trading.signal.actions import action_row
from ...trading.signal.parse import InvalidSignal
from ...trading.signal.signal import Signal
from ..commands.admission_context import AdmissionContextBuilder
from ..commands.handler import CommandHandler
from ..commands.model.origin import Origin, OriginKind
from ..common.new_ids import new_id
from ..common.runtime import AccountServices, Activity
from ..state.account_state import AccountState
from .evaluation import SignalEvaluator, can_claim, claims_with_commit, understood
from .idempotency import IdempotencyKeys
from .inbound_message import InboundMessage
from .recording import SettledSignal, SignalSettler
from .responses import unavailable
from .strategy_sync import compared

_LOGGER = logging.getLogger(__name__)


class SingleIntake:
    """Judges and records signals one by one; ArrayIntake does so with several at once."""

    def __init__(
        self,
        *,
        state: AccountState,
        services: AccountServices,
        activity: Activity,
        context_builder: AdmissionContextBuilder,
        handler: CommandHandler,
        claims: IdempotencyKeys,
        judge: SignalEvaluator,
        settler: SignalSettler,
    ) -> None:
        self._ledger = services.ledger
        self._bots = state.bots
        self._markets = state.markets
        self._activity = activity
        self._context_builder = context_builder
        self._handler = handler
        self._publish = services.publish
        self._claims = claims
        self._judge = judge
        self._settler = settler

    async def take(self, inbound: InboundMessage) -> None:
        """Answer a message whose sender may speak."""
        try:
            inbound, signal = understood(inbound)
        except InvalidSignal as err:
            await self.refuse(inbound, inbound.opening_refused or inbound.unread(err.refusal))
            return
        try:
            asks = signal.request_id is not None
            request = await self._judge.request(inbound, signal) if asks else None
        except LedgerError:
            inbound.reply(unavailable(new_id()))
            return
        context, outcome = self._judge.judge(inbound, signal, claimed=False, request=request)
        if can_claim(signal) and not claims_with_commit(signal, outcome):
            try:
                claimed = await self._judge.is_claimed(inbound, signal)
            except LedgerError:
                inbound.reply(unavailable(new_id()))
                return
            context, outcome = self._judge.judge(inbound, signal, claimed=claimed, request=request)
        # From here to the reservation nothing may be awaited: ten signals at once see each other.
        if self.is_too_early(signal, outcome):
            inbound.reply(unavailable(new_id()))
            return
        told = None if signal.strategy is None else compared(signal, context, outcome)
        stamped = signal.timestamp is not None
        inbound = self._stamped(inbound, signal, context, outcome) if stamped else inbound
        if isinstance(outcome, Refusal):
            recorded = await self.refuse(inbound, outcome, signal=signal)
        elif isinstance(outcome, Duplicate):
            recorded = await self._duplicate(inbound, signal, outcome)
        elif signal.test:
            recorded = await self._test(inbound, signal, outcome)
        else:
            recorded = await self._accept(inbound, signal, outcome)
        if told is not None and recorded:
            self._publish(told)

    def is_too_early(self, signal: Signal, outcome: Admitted | Duplicate | Refusal) -> bool:
        """Return whether only the list of markets is missing, and the sender shall try again.

        A start has it in moments. When the venue can't be reached, new exposure is refused for it,
        but never what may be an exit.
        """
        if not isinstance(outcome, Refusal) or self._markets.complete:
            return False
        may_exit = action_row(signal.action).may_exit or signal.strategy is not None
        return outcome.code is ReasonCode.MARKET_DATA_STALE and (may_exit or not self._markets.late)

    def _stamped(
        self,
        inbound: InboundMessage,
        signal: Signal,
        context: AdmissionContext,
        outcome: Admitted | Duplicate | Refusal,
    ) -> InboundMessage:
        """Remember the newest stamps; they are written with the signal's own outcome."""
        newer = newer_stamps(signal, context, outcome)
        if not newer:
            return inbound
        inbound.bot.stamps.update(newer)
        return replace(inbound, extra=Batch(bots=(self._bots.row(inbound.bot),)))

    async def _accept(self, inbound: InboundMessage, signal: Signal, admitted: Admitted) -> bool:
        bot_id = inbound.bot.bot_id
        prepared = self._handler.prepare(
            admitted.commands,
            Origin(kind=OriginKind.SIGNAL, receipt_id=inbound.receipt_id),
            inbound.at,
            bot=inbound.bot,
            reservation=admitted.reservation,
        )
        opened = prepared.opened
        position_ids = (opened.position_id,) if opened is not None else admitted.position_ids
        keys = self._claims.claim_accepted(bot_id, signal, admitted, inbound.digest, inbound.at)
        settled = self._settler.accepted(inbound, signal, admitted, position_ids, prepared.stored)
        assert settled.row is not None
        batch = prepared.recorded_with(settled.row, inbound.extra)
        if opened is not None:
            self._activity.begin_opening(opened.symbol)
        try:
            await self._ledger.commit(batch)
        except LedgerWriteError as err:
            if opened is not None:
                self._activity.end_opening(opened.symbol)
            self._claims.take_back(keys)
            self._handler.rollback(prepared)
            return await self._not_accepted(inbound, signal, err)
        inbound.reply(settled.answer)
        if inbound.remote is not None:
            await asyncio.sleep(0)  # the answer leaves the house before anybody in it hears of it
        if opened is not None:
            self._activity.end_opening(opened.symbol)
        if prepared.tells_nothing:
            self._handler.dispatch(prepared, announces=False)
            if inbound.remote is not None:
                await asyncio.sleep(0)  # and its market decides
            self._settler.tell(settled)
            self._handler.announce(prepared)
        else:
            self._settler.tell(settled)
            self._handler.dispatch(prepared)
        self._claims.are_recorded(keys)
        return True

    async def _not_accepted(
        self, inbound: InboundMessage, signal: Signal, error: LedgerWriteError
    ) -> bool:
        """Answer a signal that could not be recorded as accepted: perhaps its id is taken."""
        if isinstance(error, LedgerConflictError):
            with suppress(LedgerError):
                claimed = await self._judge.is_claimed(inbound, signal)
                request = await self._judge.request(inbound, signal)
                _, outcome = self._judge.judge(inbound, signal, claimed=claimed, request=request)
                if isinstance(outcome, Duplicate):
                    return await self._duplicate(inbound, signal, outcome)
                if isinstance(outcome, Refusal):
                    return await self.refuse(inbound, outcome, signal=signal)
        _LOGGER.error("A signal could not be recorded", exc_info=error)
        inbound.reply(unavailable(new_id()))
        return False

    async def _duplicate(self, inbound: InboundMessage, signal: Signal, found: Duplicate) -> bool:
        return await self._recorded(inbound, await self._settler.repeated(inbound, signal, found))

    async def _test(self, inbound: InboundMessage, signal: Signal, admitted: Admitted) -> bool:
        context = self._context_builder.context(inbound.bot, inbound.at)
        return await self._recorded(
            inbound, self._settler.tested(inbound, signal, admitted, context)
        )

    async def refuse(
        self,
        inbound: InboundMessage,
        refusal: Refusal,
        retry_after: int | None = None,
        signal: Signal | None = None,
    ) -> bool:
        """Record that a message is refused, and answer it; tell whether it is on record."""
        settled = self._settler.refused(inbound, refusal, signal, retry_after)
        return await self._recorded(inbound, settled)

    async def _recorded(self, inbound: InboundMessage, settled: SettledSignal) -> bool:
        """Answer and tell once the outcome is on record; tell whether it is."""
        if settled.row is not None:
            batch = Batch.merge(inbound.extra, Batch(signals=(settled.row,)))
            if not await self.keep(batch):
                inbound.reply(unavailable(new_id()))
                return False
        inbound.reply(settled.answer)
        self._settler.tell(settled)
        return True

    async def keep(self, batch: Batch) -> bool:
        """Record what became of a message; tell whether it is on record."""
        try:
            await self._ledger.commit(batch)
        except LedgerWriteError:
            _LOGGER.exception("A signal's outcome could not be recorded")
            return False
        return True
