"""The inbox: signals in, answers out; recorded before they are answered, executed after."""

import asyncio
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
import hashlib
import logging
from typing import Any
import uuid

from ..ledger.errors import LedgerError, LedgerWriteError
from ..ledger.ledger import Ledger
from ..ledger.rows import Batch, SignalRow
from ..trading.admission import admit
from ..trading.admitted import Admitted, Duplicate
from ..trading.codes import ReasonCode, Refusal, refuse
from ..trading.context import AdmissionContext, Duplicates
from ..trading.preview import preview
from ..trading.secrecy import mask
from ..trading.settings import Source
from ..trading.signal import InvalidSignal, parse_signal
from ..trading.signal_types import Action, Signal
from .answers import Answer
from .bot import Bot
from .bots import Bots
from .changes import BotChanged, Change, SignalHappened
from .claims import Claims
from .execute import Executor
from .gate import Gate, Turned
from .spawn import Spawn
from .strategy_alerts import compared
from .views import Views

_LOGGER = logging.getLogger(__name__)

RETRY_AFTER = "Retry-After"


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A message at a bot's door."""

    receipt_id: str
    bot: Bot
    at: datetime
    remote: str | None = None
    message: Mapping[str, object] = field(default_factory=dict)
    digest: str | None = None


class Inbox:
    """Takes signals for the account's bots.

    Admission and its reservations run without an await; recording is a task of the account's, so
    that a caller that hangs up changes nothing.
    """

    def __init__(
        self,
        *,
        ledger: Ledger,
        bots: Bots,
        views: Views,
        executor: Executor,
        publish: Callable[[Change], None],
        spawn: Spawn,
        now: Callable[[], datetime],
    ) -> None:
        """Take the parts of the account that a signal passes through."""
        self._ledger = ledger
        self._bots = bots
        self._views = views
        self._executor = executor
        self._publish = publish
        self._spawn = spawn
        self._now = now
        self._gate = Gate()
        self._claims = Claims()
        self._recording = False
        self._under_way: set[asyncio.Task[Answer]] = set()

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
        return await self._answered(self._receive(bot_id, body, remote))

    async def send_signal(self, bot_id: str, fields: Mapping[str, object]) -> Answer:
        """Answer a signal that comes from inside the house: it needs no credentials."""
        bot = self._bots.get(bot_id)
        if not self._recording or bot is None:
            return _unavailable()
        arrival = Arrival(receipt_id=_new_id(), bot=bot, at=self._now(), message=fields)
        return await self._answered(self._take(arrival))

    async def check(self, bot_id: str, fields: Mapping[str, object]) -> Answer:
        """Answer as a test does but leave no trace: for a form that is checked as it is typed."""
        bot = self._bots.get(bot_id)
        if not self._recording or bot is None:
            return _unavailable()
        arrival = Arrival(receipt_id=_new_id(), bot=bot, at=self._now(), message=fields)
        try:
            signal = _parsed(arrival)
            claimed = await self._is_claimed(arrival, signal)
        except InvalidSignal as err:
            return _refused(arrival, err.refusal, None)
        except LedgerError:
            return _unavailable()
        context = self._views.context(bot, arrival.at)
        outcome = self._judge(arrival, signal, context, claimed=claimed)
        if isinstance(outcome, Refusal):
            return _refused(arrival, outcome, None)
        if isinstance(outcome, Duplicate):
            return _repeated(arrival, outcome)
        return _planned(arrival, outcome, context)

    async def _answered(self, answering: Coroutine[Any, Any, Answer]) -> Answer:
        task = self._spawn(answering, "signal")
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)
        return await asyncio.shield(task)

    async def _receive(self, bot_id: str, body: bytes, remote: str | None) -> Answer:
        bot = self._bots.get(bot_id)
        if not self._recording or bot is None:
            return _unavailable()
        arrival = Arrival(receipt_id=_new_id(), bot=bot, at=self._now(), remote=remote)
        passed = self._gate.pass_through(bot, body, remote, arrival.at)
        if not isinstance(passed, Turned):
            digest = hashlib.sha256(body).hexdigest()
            return await self._take(replace(arrival, message=passed, digest=digest))
        arrival = replace(arrival, message=passed.message)
        if not passed.known:
            if self._gate.keeps_row(bot_id, arrival.at):
                row = self._row(arrival, "refused", refusal=passed.refusal)
                self._spawn(self._keep(Batch(signals=(row,))), "keep a refusal")
                self._tell(row)
            return _refused(arrival, passed.refusal, passed.retry_after)
        return await self._refuse(arrival, passed.refusal, passed.retry_after)

    async def _take(self, arrival: Arrival) -> Answer:
        """Answer a message whose sender may speak."""
        try:
            signal = _parsed(arrival)
            claimed = await self._is_claimed(arrival, signal)
        except InvalidSignal as err:
            return await self._refuse(arrival, err.refusal)
        except LedgerError:
            return _unavailable()
        # From here to the reservation nothing may be awaited: ten signals at once see each other.
        context = self._views.context(arrival.bot, arrival.at)
        outcome = self._judge(arrival, signal, context, claimed=claimed)
        told = compared(signal, context, outcome)
        if isinstance(outcome, Refusal):
            answer = await self._refuse(arrival, outcome, signal=signal)
        elif isinstance(outcome, Duplicate):
            answer = await self._duplicate(arrival, signal, outcome)
        elif signal.test:
            answer = await self._test(arrival, signal, outcome)
        else:
            answer = await self._accept(arrival, signal, outcome)
        if told is not None and answer.recorded:
            self._publish(told)
        return answer

    async def _is_claimed(self, arrival: Arrival, signal: Signal) -> bool:
        """Tell whether the ledger knows an accepted opening of this id; raises LedgerError."""
        if signal.signal_id is None or not signal.action.opens:
            return False
        return await self._ledger.find_claim(arrival.bot.bot_id, signal.signal_id) is not None

    def _judge(
        self, arrival: Arrival, signal: Signal, context: AdmissionContext, *, claimed: bool
    ) -> Admitted | Duplicate | Refusal:
        bot = arrival.bot
        duplicates = Duplicates(
            claimed_signal_id=signal.signal_id
            if claimed or self._claims.holds(bot.bot_id, signal.signal_id)
            else None,
            same_body_signal_id=self._claims.same_body(
                bot.bot_id, arrival.digest, arrival.at, bot.settings.duplicate_window
            ),
        )
        return admit(signal, context, duplicates)

    async def _accept(self, arrival: Arrival, signal: Signal, admitted: Admitted) -> Answer:
        bot_id = arrival.bot.bot_id
        execution = self._executor.reserve(arrival.receipt_id, arrival.bot, admitted, arrival.at)
        self._claims.claim(
            bot_id,
            admitted.signal_id if admitted.action.opens else None,
            arrival.digest if admitted.action in REPEATABLE else None,
            arrival.at,
            admitted.signal_id,
        )
        row = self._row(
            arrival,
            "accepted",
            signal=signal,
            admitted=admitted,
            position_ids=execution.position_ids,
            command=execution.command_json,
        )
        try:
            await self._ledger.commit(execution.recorded_with(row))
        except LedgerWriteError:
            _LOGGER.exception("A signal could not be recorded")
            self._claims.release(bot_id, admitted.signal_id)
            self._executor.release(execution)
            return _unavailable()
        self._tell(row)
        self._executor.execute(execution)
        body: dict[str, object] = {
            "status": "accepted",
            "receipt_id": arrival.receipt_id,
            "signal_id": admitted.signal_id,
        }
        if execution.position_ids:
            body["position_ids"] = list(execution.position_ids)
        if admitted.warnings:
            body["warnings"] = list(admitted.warnings)
        return Answer(status=202, body=body)

    async def _duplicate(self, arrival: Arrival, signal: Signal, found: Duplicate) -> Answer:
        row = self._row(arrival, "duplicate", signal=signal, signal_id=found.signal_id)
        return await self._recorded(row, _repeated(arrival, found))

    async def _test(self, arrival: Arrival, signal: Signal, admitted: Admitted) -> Answer:
        row = self._row(arrival, "test", signal=signal, admitted=admitted)
        context = self._views.context(arrival.bot, arrival.at)
        return await self._recorded(row, _planned(arrival, admitted, context))

    async def _refuse(
        self,
        arrival: Arrival,
        refusal: Refusal,
        retry_after: int | None = None,
        signal: Signal | None = None,
    ) -> Answer:
        row = self._row(arrival, "refused", signal=signal, refusal=refusal)
        return await self._recorded(row, _refused(arrival, refusal, retry_after))

    async def _recorded(self, row: SignalRow, answer: Answer) -> Answer:
        if not await self._keep(Batch(signals=(row,))):
            return _unavailable()
        self._tell(row)
        return answer

    async def _keep(self, batch: Batch) -> bool:
        try:
            await self._ledger.commit(batch)
        except LedgerWriteError:
            _LOGGER.exception("A signal's outcome could not be recorded")
            return False
        return True

    def _row(
        self,
        arrival: Arrival,
        status: str,
        *,
        signal: Signal | None = None,
        admitted: Admitted | None = None,
        refusal: Refusal | None = None,
        signal_id: str | None = None,
        position_ids: tuple[str, ...] = (),
        command: Mapping[str, object] | None = None,
    ) -> SignalRow:
        action = (admitted and admitted.action) or (signal and signal.action)
        payload = mask(arrival.message)
        word = payload.get("action", Action.OPEN.value) if payload else None
        symbol = (admitted and admitted.symbol) or payload.get("symbol")
        quoted = signal_id or (admitted and admitted.signal_id) or (signal and signal.signal_id)
        accepted = status == "accepted"
        return SignalRow(
            receipt_id=arrival.receipt_id,
            bot_id=arrival.bot.bot_id,
            received_at=arrival.at,
            action=action.value if action else _short(word, 32),
            symbol=_short(symbol, 64),
            signal_id=quoted or None,
            status=status,
            code=refusal.code.value if refusal else None,
            message=refusal.message if refusal else None,
            payload=payload,
            digest=arrival.digest if accepted and action in REPEATABLE else None,
            position_ids=position_ids,
            command=command,
            executed=command is None,
            remote=arrival.remote,
            errors=[error.as_dict() for error in refusal.errors] if refusal else None,
        )

    def _tell(self, row: SignalRow) -> None:
        bot = self._bots.get(row.bot_id)
        if bot is not None:
            bot.last_signal_at = row.received_at
        happened = SignalHappened(row.bot_id, row.status, signal_data(row), row.remote)
        self._publish(happened)
        self._publish(BotChanged(row.bot_id))


REPEATABLE = frozenset(
    {Action.OPEN, Action.INCREASE, Action.REDUCE, Action.REVERSE, Action.START_AND_OPEN}
)
"""Actions that a second delivery of the same body must not repeat."""


def signal_data(row: SignalRow) -> dict[str, object]:
    """Return what the Signal event entity says of a row."""
    return {
        "receipt_id": row.receipt_id,
        "signal_id": row.signal_id,
        "action": row.action,
        "symbol": row.symbol,
        "code": row.code,
        "message": row.message,
        "position_id": row.position_ids[0] if row.position_ids else None,
    }


def _short(value: object, length: int) -> str | None:
    return None if value is None else str(value)[:length]


def _new_id() -> str:
    return uuid.uuid4().hex


def _parsed(arrival: Arrival) -> Signal:
    """Return the signal of a message as its bot reads it; raises InvalidSignal."""
    settings = arrival.bot.settings
    sources = {
        "dca_orders": settings.dca_source,
        "take_profit": settings.take_profit_source,
        "stop_loss": settings.stop_loss_source,
    }
    own = frozenset(name for name, source in sources.items() if source is Source.BOT)
    return parse_signal(arrival.message, strict=settings.strict_fields, bot_sections=own)


def _repeated(arrival: Arrival, found: Duplicate) -> Answer:
    body = {
        "status": "duplicate",
        "receipt_id": arrival.receipt_id,
        "signal_id": found.signal_id,
    }
    return Answer(status=200, body=body)


def _planned(arrival: Arrival, admitted: Admitted, context: AdmissionContext) -> Answer:
    """Return the answer to a test."""
    plan = preview(admitted, context)
    body: dict[str, object] = {"status": "test", "receipt_id": arrival.receipt_id, "plan": plan}
    if "warnings" in plan:
        body["warnings"] = plan["warnings"]
    return Answer(status=200, body=body)


def _refused(arrival: Arrival, refusal: Refusal, retry_after: int | None) -> Answer:
    headers = {RETRY_AFTER: str(retry_after)} if retry_after else {}
    body = refusal.as_dict() | {"status": "refused", "receipt_id": arrival.receipt_id}
    return Answer(status=refusal.status, body=body, headers=headers)


def _unavailable() -> Answer:
    refusal = refuse(ReasonCode.NOT_RECORDED)
    body = refusal.as_dict() | {"status": "refused", "receipt_id": _new_id()}
    return Answer(status=refusal.status, body=body)
