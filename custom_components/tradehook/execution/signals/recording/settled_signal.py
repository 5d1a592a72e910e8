"""A judged signal: the row that records it, the answer, and what is told once it is recorded."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ....ledger.records import SignalRecord
from ....trading.admission.model import AdmissionContext, Admitted, Duplicate
from ....trading.common.changed_copies import replace
from ....trading.reasons.reasons import ReasonCode, Refusal, refuse
from ....trading.signal.actions import action_row
from ....trading.signal.redaction import scrub
from ....trading.signal.signal import Signal
from ...common.events import (
    BOT_REMOVED,
    AccountEvent,
    BotChanged,
    ReductionSwallowed,
    SignalIdReused,
)
from ...projections.signal_outcomes import OutcomePublisher
from ...state.bot_registry import BotRegistry
from ..evaluation import SignalEvaluator
from ..inbound_message import InboundMessage
from ..responses import SignalResponse, accepted, answer_of, planned, refused, repeated
from ..sender_gate import SenderGate


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledSignal:
    """What a signal came to; `row` is None where the log keeps none of it."""

    row: SignalRecord | None
    answer: SignalResponse
    events: tuple[AccountEvent, ...] = ()
    """What is told besides the outcome."""


class SignalSettler:
    """Makes of an outcome what is written, answered and told."""

    def __init__(
        self,
        *,
        bots: BotRegistry,
        gate: SenderGate,
        judge: SignalEvaluator,
        outcomes: OutcomePublisher,
        publish: Callable[[AccountEvent], None],
        steady: Callable[[], datetime],
    ) -> None:
        self._bots = bots
        self._gate = gate
        self._judge = judge
        self._outcomes = outcomes
        self._publish = publish
        self._steady = steady

    def accepted(
        self,
        inbound: InboundMessage,
        signal: Signal,
        admitted: Admitted,
        position_ids: tuple[str, ...],
        command: Mapping[str, Any] | None,
    ) -> SettledSignal:
        """Return what a signal comes to that is carried out."""
        row = inbound.row(
            "accepted",
            signal=signal,
            admitted=admitted,
            position_ids=position_ids,
            command=command,
        )
        answer = accepted(inbound.receipt_id, admitted, position_ids, inbound.at)
        if inbound.message.taken is not None:
            answer = inbound.told(answer)
        why = admitted.opening_refused
        events = () if why is None else _reused(inbound, signal, why)
        return SettledSignal(row=row, answer=answer, events=events)

    def tested(
        self,
        inbound: InboundMessage,
        signal: Signal,
        admitted: Admitted,
        context: AdmissionContext,
    ) -> SettledSignal:
        """Return what a test comes to."""
        row = inbound.row("test", signal=signal, admitted=admitted)
        answer = inbound.told(planned(inbound.receipt_id, admitted, context))
        return SettledSignal(row=row, answer=answer)

    async def repeated(
        self, inbound: InboundMessage, signal: Signal, found: Duplicate
    ) -> SettledSignal:
        """Return what a signal comes to that was accepted before."""
        row = inbound.row("duplicate", signal=signal, signal_id=found.signal_id)
        warning = await self._judge.differs(inbound, signal, found)
        row_of_action = action_row(signal.action)
        reduces = row_of_action.is_exit and row_of_action.deduplicated
        events: tuple[AccountEvent, ...] = ()
        if reduces and signal.request_id is None and not signal.test:
            symbol = scrub(signal.symbol or "", inbound.secrets)
            events = (ReductionSwallowed(bot_id=inbound.bot.bot_id, symbol=symbol),)
        answer = repeated(inbound.receipt_id, found, warning)
        return SettledSignal(row=row, answer=answer, events=events)

    def refused(
        self,
        inbound: InboundMessage,
        refusal: Refusal,
        signal: Signal | None = None,
        retry_after: int | None = None,
    ) -> SettledSignal:
        """Return what a signal comes to that is not carried out."""
        if refusal is inbound.opening_refused:
            retry_after = inbound.retry_after
        if refusal.code is ReasonCode.BOT_STOPPED and inbound.bot.bot_id in self._bots.former:
            refusal = refuse(ReasonCode.ADDRESS_RETIRED, why=BOT_REMOVED)
        if inbound.by_group and refusal is inbound.unheard and refusal.code is ReasonCode.EXPIRED:
            row = replace(inbound.row("expired", refusal=refusal), signal_id=None)  # claims nothing
            return SettledSignal(row=row, answer=answer_of(row))
        refusal = inbound.scrubbed(refusal)
        kept = inbound.by_group or self._gate.keeps_refusal(inbound.bot.bot_id, self._steady())
        return SettledSignal(
            row=inbound.row("refused", signal=signal, refusal=refusal) if kept else None,
            answer=refused(inbound.receipt_id, refusal, retry_after),
            events=_reused(inbound, signal, refusal) if signal is not None and kept else (),
        )

    def tell(self, settled: SettledSignal) -> None:
        """Tell of a signal that is on record."""
        if settled.row is not None:
            self._outcomes.tell(settled.row)
            self.heard_of(settled.row)
        for event in settled.events:
            self._publish(event)

    def heard_of(self, row: SignalRecord) -> None:
        """Remember when a bot was spoken to last."""
        bot = self._bots.get(row.bot_id)
        if bot is not None:
            bot.last_signal_at = row.received_at
        self._publish(BotChanged(row.bot_id))


def _reused(
    inbound: InboundMessage, signal: Signal, refusal: Refusal | None
) -> tuple[AccountEvent, ...]:
    """Return what tells of an opening whose id belongs to one that is over."""
    if refusal is None or refusal.code is not ReasonCode.SIGNAL_ID_REUSED or signal.test:
        return ()
    secrets = inbound.secrets
    return (
        SignalIdReused(
            bot_id=inbound.bot.bot_id,
            signal_id=scrub(signal.signal_id or "", secrets),
            symbol=scrub(signal.symbol or "", secrets),
        ),
    )
