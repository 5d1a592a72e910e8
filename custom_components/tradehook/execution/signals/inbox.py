"""The inbox: signals in, answers out; recorded before they are answered, executed after."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
import hashlib
import logging
from typing import Any

from ...ledger.errors import LedgerConflictError, LedgerError, LedgerWriteError
from ...ledger.ledger import Ledger
from ...ledger.records import Batch, SignalRow
from ...trading.admission.alert_order import newer_stamps
from ...trading.admission.model.context import AdmissionContext
from ...trading.admission.model.steps import Admitted, Duplicate
from ...trading.reasons.reasons import ReasonCode, Refusal, refuse
from ...trading.signal.parse import InvalidSignal
from ...trading.signal.redaction import scrub
from ...trading.signal.signal import Action, Signal
from ..commands.admission_context import Views
from ..commands.executor import Executor
from ..common.events import BotChanged, Change, ReductionSwallowed, SignalIdReused
from ..common.steady_clock import steady_now
from ..common.tasks import Spawn
from ..projections.signal_outcomes import Outcomes
from ..state.bot import Bot
from ..state.bot_registry import BOT_REMOVED, Bots
from ..state.market_cache import KnownMarkets
from ..storage.batches import merged
from .evaluation import Judge, can_claim, claims_with_commit, understood
from .idempotency import Claims
from .inbound_message import REPEATABLE, Arrival, new_id
from .pacing import Turns
from .responses import Answer, accepted, planned, refused, repeated, unavailable
from .sender_gate import Gate, Turned
from .strategy_sync import compared

_LOGGER = logging.getLogger(__name__)

TOGETHER = 8
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
        ledger: Ledger,
        bots: Bots,
        views: Views,
        markets: KnownMarkets,
        executor: Executor,
        outcomes: Outcomes,
        publish: Callable[[Change], None],
        rested: Callable[[], None],
        spawn: Spawn,
        now: Callable[[], datetime],
        steady: Callable[[], datetime] = steady_now,
    ) -> None:
        """Take the parts of the account that a signal passes through.

        `rested` is called when no signal is under way any more.
        """
        self._ledger = ledger
        self._bots = bots
        self._views = views
        self._markets = markets
        self._executor = executor
        self._outcomes = outcomes
        self._publish = publish
        self._rested = rested
        self._spawn = spawn
        self._now = now
        self._steady = steady
        self._gate = Gate()
        self._turns = Turns(TOGETHER)
        self._claims = Claims()
        self._judge = Judge(ledger=ledger, views=views, claims=self._claims)
        self._recording = False
        self._under_way: set[asyncio.Task[None]] = set()

    @property
    def is_open(self) -> bool:
        """Tell whether signals can be taken."""
        return self._recording

    @property
    def under_way(self) -> int:
        """Return how many signals are being recorded and handed on."""
        return len(self._under_way)

    async def open(self) -> None:
        """Begin to take signals; they wait for the account when it is not ready yet."""
        windows = [bot.settings.duplicate_window for bot in self._bots.values()]
        since = self._now() - timedelta(seconds=max(windows, default=0))
        self._claims.load(await self._ledger.recent_digests(since))
        self._recording = True

    def close(self) -> None:
        """Take no more signals."""
        self._recording = False

    async def settle(self) -> None:
        """Return when all signals that were taken are recorded and handed on."""
        while self._under_way:
            await asyncio.wait(self._under_way)

    def settings_changed(self, bot_id: str) -> None:
        """Begin the rate of a bot anew."""
        self._gate.forget(bot_id)

    def released(self, bot_id: str, signal_id: str) -> None:
        """Free the claims of a signal that failed: it may be sent again."""
        self._claims.release(bot_id, signal_id)

    async def receive(self, bot_id: str, body: bytes, remote: str | None) -> Answer:
        """Answer a webhook call."""
        bot = self._bots.get(bot_id)
        if not self._recording or bot is None:
            return unavailable(new_id())
        arrival = self.arrival(bot, remote)
        return await self.answered(arrival, self.take_call(arrival, body))

    async def send_signal(self, bot_id: str, fields: Mapping[str, object]) -> Answer:
        """Answer a signal that comes from inside the house: it needs no credentials."""
        bot = self._bots.get(bot_id)
        if not self._recording or bot is None:
            return unavailable(new_id())
        arrival = self.arrival(bot).saying(fields)
        return await self.answered(arrival, self._take(arrival))

    async def check(self, bot_id: str, fields: Mapping[str, object]) -> Answer:
        """Answer as a test does but leave no trace: for a form that is checked as it is typed."""
        bot = self._bots.get(bot_id)
        if not self._recording or bot is None:
            return unavailable(new_id())
        arrival = self.arrival(bot).saying(fields)
        try:
            arrival, signal = understood(arrival)
            request = await self._judge.request(arrival, signal)
            claimed = await self._judge.is_claimed(arrival, signal)
        except InvalidSignal as err:
            return refused(arrival.receipt_id, err.refusal, None)
        except LedgerError:
            return unavailable(new_id())
        context, outcome = self._judge.judge(arrival, signal, claimed=claimed, request=request)
        if self._is_too_early(signal, outcome):
            return unavailable(new_id())
        if isinstance(outcome, Refusal):
            return refused(arrival.receipt_id, outcome, None)
        if isinstance(outcome, Duplicate):
            return repeated(
                arrival.receipt_id, outcome, await self._judge.differs(arrival, signal, outcome)
            )
        return planned(arrival.receipt_id, outcome, context)

    def arrival(self, bot: Bot, remote: str | None = None) -> Arrival:
        """Return a message at a bot's door, still unread."""
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        return Arrival(receipt_id=new_id(), bot=bot, at=self._now(), remote=remote, answer=answer)

    async def answered(self, arrival: Arrival, taking: Coroutine[Any, Any, None]) -> Answer:
        """Return the answer to a message that a task of the account's takes."""
        task = self._spawn(taking, "signal")
        self._under_way.add(task)
        task.add_done_callback(lambda _: self._taken(arrival, task))
        return await arrival.answer

    def _taken(self, arrival: Arrival, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        if task.cancelled():
            arrival.answer.cancel()
        elif (error := task.exception()) is not None:
            if arrival.answer.done():
                _LOGGER.error("What follows from a signal failed", exc_info=error)
            else:
                arrival.answer.set_exception(error)
        if not self._under_way:
            self._rested()

    async def take_call(self, arrival: Arrival, body: bytes) -> None:
        """Take the body of a webhook call."""
        await self._turns.take()
        bot = arrival.bot
        passed = self._gate.pass_through(bot, body, arrival.remote, self._steady())
        if not isinstance(passed, Turned):
            digest = hashlib.sha256(body).hexdigest()
            await self._take(arrival.saying(passed, digest))
            return
        if passed.may_exit:
            digest = hashlib.sha256(body).hexdigest()
            arrival = arrival.saying(passed.message, digest)
            arrival = replace(arrival, opening_refused=passed.refusal)
            await self._take(replace(arrival, retry_after=passed.retry_after))
        elif passed.known:
            arrival = arrival.saying(passed.message)
            await self._refuse(arrival, passed.refusal, passed.retry_after)
        else:
            row = self.turn_away(arrival, passed.message, passed.refusal, passed.retry_after)
            if row is not None:
                self._heard_of(row)

    def turn_away(
        self,
        arrival: Arrival,
        message: Mapping[str, object],
        refusal: Refusal,
        retry_after: int | None = None,
    ) -> SignalRow | None:
        """Refuse a message that nobody may have a row for each of; return the row that is kept."""
        arrival.reply(refused(arrival.receipt_id, refusal, retry_after))
        if not self._gate.keeps_row(arrival.bot.bot_id, self._steady()):
            return None
        row = arrival.saying(message).row("refused", refusal=refusal)
        self._spawn(self._keep(Batch(signals=(row,))), "keep a refusal")
        self._outcomes.tell_of_stranger(row)
        return row

    async def _take(self, arrival: Arrival) -> None:
        """Answer a message whose sender may speak."""
        try:
            arrival, signal = understood(arrival)
        except InvalidSignal as err:
            await self._refuse(arrival, arrival.opening_refused or err.refusal)
            return
        try:
            request = await self._judge.request(arrival, signal)
        except LedgerError:
            arrival.reply(unavailable(new_id()))
            return
        context, outcome = self._judge.judge(arrival, signal, claimed=False, request=request)
        if can_claim(signal) and not claims_with_commit(signal, outcome):
            try:
                claimed = await self._judge.is_claimed(arrival, signal)
            except LedgerError:
                arrival.reply(unavailable(new_id()))
                return
            context, outcome = self._judge.judge(arrival, signal, claimed=claimed, request=request)
        # From here to the reservation nothing may be awaited: ten signals at once see each other.
        if self._is_too_early(signal, outcome):
            arrival.reply(unavailable(new_id()))
            return
        told = compared(signal, context, outcome)
        arrival = self._stamped(arrival, signal, context, outcome)
        if isinstance(outcome, Refusal):
            recorded = await self._refuse(arrival, outcome, signal=signal)
        elif isinstance(outcome, Duplicate):
            recorded = await self._duplicate(arrival, signal, outcome)
        elif signal.test:
            recorded = await self._test(arrival, signal, outcome)
        else:
            recorded = await self._accept(arrival, signal, outcome)
        if told is not None and recorded:
            self._publish(told)

    def _is_too_early(self, signal: Signal, outcome: Admitted | Duplicate | Refusal) -> bool:
        """Tell whether only the venue's list of markets is missing, and the sender shall try again.

        A start has it in moments. When the venue can't be reached, new exposure is refused for it,
        but never what may be an exit.
        """
        if self._markets.complete or not isinstance(outcome, Refusal):
            return False
        may_exit = signal.action.is_exit or signal.action is Action.REVERSE
        may_exit = may_exit or signal.strategy is not None
        return outcome.code is ReasonCode.MARKET_DATA_STALE and (may_exit or not self._markets.late)

    def _stamped(
        self,
        arrival: Arrival,
        signal: Signal,
        context: AdmissionContext,
        outcome: Admitted | Duplicate | Refusal,
    ) -> Arrival:
        """Remember the newest stamps; they are written with the signal's own outcome."""
        newer = newer_stamps(signal, context, outcome)
        if not newer:
            return arrival
        arrival.bot.stamps.update(newer)
        return replace(arrival, extra=Batch(bots=(self._bots.row(arrival.bot),)))

    async def _accept(self, arrival: Arrival, signal: Signal, admitted: Admitted) -> bool:
        bot_id = arrival.bot.bot_id
        execution = self._executor.reserve(arrival.receipt_id, arrival.bot, admitted, arrival.at)
        whole = admitted.opening_refused is None
        opens = admitted.action.opens and whole
        opening = signal if opens else None
        digest = arrival.digest if whole and admitted.action in REPEATABLE else None
        self._claims.claim(bot_id, opening, digest, arrival.at, admitted.signal_id)
        if whole and admitted.action in REPEATABLE:
            self._claims.claim_request(bot_id, signal, arrival.at, admitted.signal_id)
        row = arrival.row(
            "accepted",
            signal=signal,
            admitted=admitted,
            position_ids=execution.position_ids,
            command=execution.command_json,
        )
        try:
            await self._ledger.commit(merged(arrival.extra, execution.recorded_with(row)))
        except LedgerWriteError as err:
            self._claims.unclaim(bot_id, opening, digest, admitted.signal_id)
            self._claims.unclaim_request(bot_id, signal)
            self._executor.release(execution)
            return await self._not_accepted(arrival, signal, err)
        arrival.reply(accepted(arrival.receipt_id, admitted, execution.position_ids))
        self._tell(row)
        self._executor.execute(execution)
        if opens:
            self._claims.recorded(bot_id, admitted.signal_id)
        self._tell_reused(arrival, signal, admitted.opening_refused)
        return True

    async def _not_accepted(
        self, arrival: Arrival, signal: Signal, error: LedgerWriteError
    ) -> bool:
        """Answer a signal that could not be recorded as accepted: perhaps its id is taken."""
        if isinstance(error, LedgerConflictError):
            with suppress(LedgerError):
                claimed = await self._judge.is_claimed(arrival, signal)
                request = await self._judge.request(arrival, signal)
                _, outcome = self._judge.judge(arrival, signal, claimed=claimed, request=request)
                if isinstance(outcome, Duplicate):
                    return await self._duplicate(arrival, signal, outcome)
                if isinstance(outcome, Refusal):
                    return await self._refuse(arrival, outcome, signal=signal)
        _LOGGER.error("A signal could not be recorded", exc_info=error)
        arrival.reply(unavailable(new_id()))
        return False

    async def _duplicate(self, arrival: Arrival, signal: Signal, found: Duplicate) -> bool:
        row = arrival.row("duplicate", signal=signal, signal_id=found.signal_id)
        warning = await self._judge.differs(arrival, signal, found)
        answer = repeated(arrival.receipt_id, found, warning)
        recorded = await self._recorded(arrival, row, answer)
        swallowed = signal.action is Action.REDUCE and signal.request_id is None
        if recorded and swallowed and not signal.test:
            symbol = scrub(signal.symbol or "", arrival.secrets)
            self._publish(ReductionSwallowed(bot_id=arrival.bot.bot_id, symbol=symbol))
        return recorded

    def _tell_reused(self, arrival: Arrival, signal: Signal, refusal: Refusal | None) -> None:
        """Tell of an opening whose id belongs to one that is over."""
        if refusal is None or refusal.code is not ReasonCode.SIGNAL_ID_REUSED or signal.test:
            return
        secrets = arrival.secrets
        self._publish(
            SignalIdReused(
                bot_id=arrival.bot.bot_id,
                signal_id=scrub(signal.signal_id or "", secrets),
                symbol=scrub(signal.symbol or "", secrets),
            )
        )

    async def _test(self, arrival: Arrival, signal: Signal, admitted: Admitted) -> bool:
        row = arrival.row("test", signal=signal, admitted=admitted)
        context = self._views.context(arrival.bot, arrival.at)
        return await self._recorded(arrival, row, planned(arrival.receipt_id, admitted, context))

    async def _refuse(
        self,
        arrival: Arrival,
        refusal: Refusal,
        retry_after: int | None = None,
        signal: Signal | None = None,
    ) -> bool:
        if refusal is arrival.opening_refused:
            retry_after = arrival.retry_after
        if refusal.code is ReasonCode.BOT_STOPPED and arrival.bot.bot_id in self._bots.former:
            refusal = refuse(ReasonCode.ADDRESS_RETIRED, why=BOT_REMOVED)
        refusal = arrival.scrubbed(refusal)
        row = arrival.row("refused", signal=signal, refusal=refusal)
        answer = refused(arrival.receipt_id, refusal, retry_after)
        if not self._gate.keeps_refusal(arrival.bot.bot_id, self._steady()):
            arrival.reply(answer)
            return True
        recorded = await self._recorded(arrival, row, answer)
        if recorded and signal is not None:
            self._tell_reused(arrival, signal, refusal)
        return recorded

    async def _recorded(self, arrival: Arrival, row: SignalRow, answer: Answer) -> bool:
        """Answer and tell once the outcome is on record; tell whether it is."""
        if not await self._keep(merged(arrival.extra, Batch(signals=(row,)))):
            arrival.reply(unavailable(new_id()))
            return False
        arrival.reply(answer)
        self._tell(row)
        return True

    async def _keep(self, batch: Batch) -> bool:
        try:
            await self._ledger.commit(batch)
        except LedgerWriteError:
            _LOGGER.exception("A signal's outcome could not be recorded")
            return False
        return True

    def _tell(self, row: SignalRow) -> None:
        self._outcomes.tell(row)
        self._heard_of(row)

    def _heard_of(self, row: SignalRow) -> None:
        bot = self._bots.get(row.bot_id)
        if bot is not None:
            bot.last_signal_at = row.received_at
        self._publish(BotChanged(row.bot_id))
