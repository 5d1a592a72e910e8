"""The inbox: signals in, answers out; recorded before they are answered, executed after."""

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
import hashlib
import logging
from typing import Any

from ...ledger.errors import LedgerError
from ...ledger.records import Batch, SignalRecord
from ...trading.admission.model import Duplicate
from ...trading.reasons.reasons import ReasonCode, Refusal, Refused
from ...trading.settings.settings import BotSettings
from ...trading.signal.actions import action_row
from ...trading.signal.dialects import SenderMessage
from ...trading.signal.parse import InvalidSignal, action_of, contains_exit
from ..commands.admission_context import AdmissionContextBuilder
from ..commands.handler import CommandHandler
from ..common.new_ids import new_id
from ..common.runtime import AccountServices, Activity
from ..common.timing.pacing import Pacer
from ..common.timing.steady_clock import steady_now
from ..projections.signal_outcomes import OutcomePublisher
from ..state.account_state import AccountState
from ..state.bot import Bot
from ..storage import LedgerWriter
from .arrays import ArrayIntake, ArrayTurns
from .evaluation import SignalEvaluator, understood
from .idempotency import IdempotencyKeys
from .inbound_message import InboundMessage
from .reading.bot_reading import by_group, own_terms
from .reading.relayed_text import RelayedText, relayed_text
from .recording import SignalSettler
from .responses import SignalResponse, planned, refused, repeated, unavailable
from .sender_gate import PassedArray, Rejection, SenderGate
from .single_intake import SingleIntake

_LOGGER = logging.getLogger(__name__)

TOGETHER = 4
"""How many signals are judged in one turn of the event loop."""


class Inbox:
    """Takes signals for the account's bots.

    Admission and its reservations run without an await; recording is a task of the account's, so
    that a caller that hangs up changes nothing. The answer goes first: what follows from a signal,
    and those who look on, come behind it.
    """

    def __init__(
        self,
        *,
        state: AccountState,
        services: AccountServices,
        activity: Activity,
        context_builder: AdmissionContextBuilder,
        handler: CommandHandler,
        outcomes: OutcomePublisher,
        claims: IdempotencyKeys,
        recorder: LedgerWriter,
    ) -> None:
        self._ledger = services.ledger
        self._bots = state.bots
        self._activity = activity
        self._outcomes = outcomes
        self._rested = services.rested
        self._spawn = services.spawn
        self._now = services.now
        self._steady = steady_now
        self._claims = claims
        self._gate = SenderGate()
        self._turns = Pacer(TOGETHER, activity.way)
        self._judge = SignalEvaluator(
            ledger=services.ledger, context_builder=context_builder, claims=claims
        )
        self._settler = SignalSettler(
            bots=self._bots,
            gate=self._gate,
            judge=self._judge,
            outcomes=outcomes,
            publish=services.publish,
            steady=steady_now,
        )
        self._intake = SingleIntake(
            state=state,
            services=services,
            activity=activity,
            context_builder=context_builder,
            handler=handler,
            claims=claims,
            judge=self._judge,
            settler=self._settler,
        )
        self.array_turns = ArrayTurns(
            state=state,
            services=services,
            activity=activity,
            recorder=recorder,
            context_builder=context_builder,
            handler=handler,
            outcomes=outcomes,
            claims=claims,
        )
        self._arrays = ArrayIntake(
            state=state,
            services=services,
            context_builder=context_builder,
            handler=handler,
            claims=claims,
            judge=self._judge,
            settler=self._settler,
            turns=self.array_turns,
        )
        self._recording = False
        self._under_way: set[asyncio.Task[None]] = set()

    def now(self) -> datetime:
        """Return the time by which signals are judged."""
        return self._now()

    @property
    def is_open(self) -> bool:
        """Return whether signals can be taken."""
        return self._recording

    async def open(self) -> None:
        """Begin to take signals; they wait for the account when it is not ready yet."""
        windows = [bot.settings.duplicate_window for bot in self._bots.values()]
        since = self._now() - timedelta(seconds=max(windows, default=0))
        self._claims.load(await self._ledger.recent_digests(since))
        self._recording = True

    def close(self) -> None:
        """Stop accepting signals."""
        self._recording = False

    async def settle(self) -> None:
        """Return when all signals that were taken are recorded and handed on."""
        while self._under_way:
            await asyncio.wait(self._under_way)

    def settings_changed(self, bot_id: str) -> None:
        """Begin the rate of a bot anew."""
        self._gate.forget(bot_id)

    async def receive(
        self, bot_id: str, body: bytes, remote: str | None, *, secretly: bool = False
    ) -> SignalResponse:
        """Answer a webhook call; `secretly` = it came to the bot's secret address."""
        bot = self._bots.get(bot_id)
        if not self._recording or bot is None:
            return unavailable(new_id())
        inbound = self.inbound(bot, remote)
        return await self.answered(inbound, self.take_call(inbound, body, secretly=secretly))

    async def send_signal(self, bot_id: str, fields: Mapping[str, object]) -> SignalResponse:
        """Answer a signal that comes from inside the house: it needs no credentials.

        A text that an automation passes on is read as the webhook's messages are.
        """
        bot = self._bots.get(bot_id)
        if not self._recording or bot is None:
            return unavailable(new_id())
        if (text := relayed_text(fields)) is not None:
            inbound = self.inbound(bot)
            return await self.answered(inbound, self._take_text(inbound, text))
        inbound = replace(self.inbound(bot).saying(SenderMessage(body=fields)), inside=True)
        return await self.answered(inbound, self._intake.take(inbound))

    async def check(self, bot_id: str, fields: Mapping[str, object]) -> SignalResponse:
        """Answer as a test does but leave no trace: for a form that is checked as it is typed."""
        bot = self._bots.get(bot_id)
        if not self._recording or bot is None:
            return unavailable(new_id())
        return await self.judged(self.inbound(bot).saying(SenderMessage(body=fields)))

    async def check_alert(
        self, bot_id: str, message: SenderMessage, settings: BotSettings
    ) -> SignalResponse:
        """Answer another system's alert as a bot with these settings would, without a trace."""
        bot = self._bots.get(bot_id)
        if not self._recording or bot is None:
            return unavailable(new_id())
        inbound = self.inbound(replace(bot, settings=settings))
        try:
            message = message.read_as_foreign(own_terms(settings)).without_time()
        except Refused as err:
            return refused(inbound.receipt_id, err.refusal, None)
        return await self.judged(inbound.saying(message))

    async def judged(self, inbound: InboundMessage) -> SignalResponse:
        """Answer a message as a test does but leave no trace."""
        try:
            inbound, signal = understood(inbound)
            request = await self._judge.request(inbound, signal)
            claimed = await self._judge.is_claimed(inbound, signal)
        except InvalidSignal as err:
            refusal = inbound.scrubbed(inbound.named(err.refusal))
            return refused(inbound.receipt_id, refusal, None)
        except LedgerError:
            return unavailable(new_id())
        context, outcome = self._judge.judge(inbound, signal, claimed=claimed, request=request)
        if self._intake.is_too_early(signal, outcome):
            return unavailable(new_id())
        if isinstance(outcome, Refusal):
            return refused(inbound.receipt_id, inbound.scrubbed(outcome), None)
        if isinstance(outcome, Duplicate):
            return repeated(
                inbound.receipt_id, outcome, await self._judge.differs(inbound, signal, outcome)
            )
        return inbound.told(planned(inbound.receipt_id, outcome, context))

    def inbound(self, bot: Bot, remote: str | None = None) -> InboundMessage:
        """Return a message at a bot's door, still unread."""
        answer: asyncio.Future[SignalResponse] = asyncio.get_running_loop().create_future()
        return InboundMessage(
            receipt_id=new_id(), bot=bot, at=self._now(), remote=remote, answer=answer
        )

    async def answered(
        self, inbound: InboundMessage, taking: Coroutine[Any, Any, None]
    ) -> SignalResponse:
        """Return the answer to a message that a task of the account's takes."""
        task = self._spawn(taking, "signal")
        self._under_way.add(task)
        self._activity.signals += 1
        task.add_done_callback(lambda _: self._taken(inbound, task))
        return await inbound.answer

    def _taken(self, inbound: InboundMessage, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        self._activity.signals -= 1
        if task.cancelled():
            inbound.answer.cancel()
        elif (error := task.exception()) is not None:
            if inbound.answer.done():
                _LOGGER.error("What follows from a signal failed", exc_info=error)
            else:
                inbound.answer.set_exception(error)
        if not self._under_way:
            self._rested()

    async def take_call(
        self, inbound: InboundMessage, body: bytes, *, secretly: bool = False
    ) -> None:
        """Handle the body of a webhook call."""
        await self._turns.take()
        bot, now = inbound.bot, self._steady()
        passed = self._gate.pass_through(bot, body, inbound.remote, now, secretly=secretly)
        await self._take_passed(inbound, body, passed)

    async def _take_text(self, inbound: InboundMessage, text: RelayedText) -> None:
        """Handle a text that an automation passes on."""
        await self._turns.take()
        passed = self._gate.pass_text(inbound.bot, text, self._steady())
        await self._take_passed(inbound, text.body, passed)

    async def _take_passed(
        self, inbound: InboundMessage, body: bytes, passed: SenderMessage | Rejection | PassedArray
    ) -> None:
        """Handle what has come through the gate, or has not."""
        if isinstance(passed, tuple):
            await self._take_array(inbound, passed, body)
            return
        if not isinstance(passed, Rejection):
            digest = hashlib.sha256(body).hexdigest()
            await self._intake.take(inbound.saying(passed, digest))
            return
        if passed.may_exit:
            digest = hashlib.sha256(body).hexdigest()
            inbound = inbound.saying(passed.message, digest)
            inbound = replace(inbound, opening_refused=passed.refusal)
            await self._intake.take(replace(inbound, retry_after=passed.retry_after))
        elif passed.known:
            inbound = inbound.saying(passed.message)
            await self._intake.refuse(inbound, passed.refusal, passed.retry_after)
        else:
            row = self.turn_away(inbound, passed.message, passed.refusal, passed.retry_after)
            if row is not None:
                self._settler.heard_of(row)

    async def take_children(
        self, signals: Sequence[InboundMessage], late: Sequence[Refusal | None]
    ) -> None:
        """Handle the signals of a message that came by a group, together as it came.

        `late` = for each, why new exposure comes too late now.
        """
        await self._turns.take()
        signals = [
            _late(one, refusal) for one, refusal in zip(_heard_by_group(signals), late, strict=True)
        ]
        if len(signals) > 1:
            await self._arrays.take(signals, signals[0].reply, self._intake.is_too_early)
            return
        (inbound,) = signals
        if inbound.unheard is None:
            await self._intake.take(inbound)
        else:
            await self._intake.refuse(inbound, inbound.unheard)

    async def _take_array(
        self,
        inbound: InboundMessage,
        messages: PassedArray,
        body: bytes,
    ) -> None:
        """Take the signals of an array; each is the same again only where the whole array is."""
        signals: list[InboundMessage] = []
        for index, passed in enumerate(messages):
            digest = hashlib.sha256(b"%d:" % index + body).hexdigest()
            one = replace(inbound, receipt_id=new_id())
            if isinstance(passed, Rejection):
                paced = passed.retry_after is not None
                one = replace(
                    one.saying(passed.message, digest),
                    opening_refused=passed.refusal if paced else None,
                    unheard=None if paced else passed.refusal,
                    retry_after=passed.retry_after,
                )
            else:
                one = one.saying(passed, digest)
            signals.append(one)
        await self._arrays.take(signals, inbound.reply, self._intake.is_too_early)

    def turn_away(
        self,
        inbound: InboundMessage,
        message: SenderMessage,
        refusal: Refusal,
        retry_after: int | None = None,
    ) -> SignalRecord | None:
        """Refuse a message that nobody may have a row for each of; return the row that is kept."""
        inbound.reply(refused(inbound.receipt_id, refusal, retry_after))
        if not self._gate.keeps_row(inbound.bot.bot_id, self._steady()):
            return None
        row = inbound.saying(message).row("refused", refusal=refusal)
        self._spawn(self._intake.keep(Batch(signals=(row,))), "keep a refusal")
        self._outcomes.tell_of_stranger(row)
        return row


def _heard_by_group(signals: Sequence[InboundMessage]) -> list[InboundMessage]:
    """Return a group's signals as their bot reads them; of a stranger's it hears none."""
    found: list[InboundMessage] = []
    for inbound in signals:
        try:
            message = by_group(inbound.message, inbound.token, inbound.bot)
        except Refused as err:
            if err.refusal.code is ReasonCode.DIALECT_TOKEN_UNKNOWN:
                return [replace(one, unheard=err.refusal) for one in signals]
            found.append(replace(inbound, unheard=err.refusal))
        else:
            found.append(replace(inbound, message=message))
    return found


def _late(inbound: InboundMessage, expired: Refusal | None) -> InboundMessage:
    """Return a signal that can do no more than leave where it comes too late for more."""
    action = action_of(inbound.message.fields)
    exits = action is not None and action_row(action).is_exit
    if expired is None or inbound.unheard is not None or exits:
        return inbound
    if inbound.message.intent is None and not contains_exit(inbound.message.fields):
        return replace(inbound, unheard=expired)
    return replace(inbound, opening_refused=expired)
