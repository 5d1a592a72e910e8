"""A group at work: one alert in, recorded first, then handed to each of its bots once."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
import hashlib
import logging
from typing import Any

from ...ledger.errors import LedgerError, LedgerWriteError
from ...ledger.ledger import Ledger
from ...ledger.reading.pagination import Before
from ...ledger.records import Batch, SignalRecord, SignalUpdate
from ...trading.credentials import OtherCredentials
from ...trading.reasons.reasons import FieldError, ReasonCode, Refusal, refuse
from ...trading.signal.actions import action_row
from ...trading.signal.alert_systems import READ_AS
from ...trading.signal.dialects import SenderMessage
from ...trading.signal.parse import action_of, contains_exit
from ..common.events import AccountEvent, SignalOutcome
from ..common.new_ids import new_id
from ..common.rows import GroupSignalRow
from ..common.runtime import OwnTasks
from ..common.serializers import only_one
from ..common.timing.steady_clock import steady_now
from ..signals import InboundMessage, Rejection, SenderGate, SignalResponse, refused, unavailable
from ..state.bot import Bot
from ..state.position_cache import PositionCache
from .called_off import calls_off, ends_openings, fields_of
from .delivery import Delivery, GroupRuntime
from .foreign_alerts import learned_token, read_for_all
from .group_signal import QUEUED, ChildSignal, GroupMessage, GroupSignal, signal_row
from .message_text import kept_text
from .terms import GroupTerms

_LOGGER = logging.getLogger(__name__)


class Group:
    """Takes signals for its bots.

    The signals of a message and their children are on record before anything is done. Each child
    then has the id that its receipt and its bot make, so that handing it on again after a crash
    does it once. What another system's alert means is each bot's to say.
    """

    def __init__(self, terms: GroupTerms, ledger: Ledger, runtime: GroupRuntime) -> None:
        self.group_id = terms.group_id
        self.ledger = ledger
        self._runtime = runtime
        self._now = runtime.now
        self._tasks = OwnTasks(runtime.spawn, f"group {terms.settings.name}")
        self._gate = SenderGate(read_for_all)
        self._delivery = Delivery(runtime, self._tasks)
        self._listeners: list[Callable[[AccountEvent], None]] = []
        self._pending: dict[str, GroupMessage] = {}
        self._woken = asyncio.Event()
        self._keeper: asyncio.Task[None] | None = None
        self._open = False
        self.put(terms)

    # Life

    def put(self, terms: GroupTerms) -> None:
        """Be as a group is set up from now on; what waits keeps the bots that it came for."""
        self.terms = terms
        self.name = terms.settings.name
        self._door = Bot(
            bot_id=terms.group_id,
            settings=terms.settings,
            api_key=terms.api_key,
            secret_digest=terms.secret_digest,
            others=OtherCredentials(learned=terms.learned),
            position_cache=PositionCache({}, self._now, 0),
            changed_at=self._now(),
        )
        self._gate.forget(terms.group_id)

    async def start(self) -> None:
        """Go on with what was not handed to every bot, and take signals; raises LedgerError."""
        for message in GroupMessage.of_rows(await self.ledger.unexecuted_signals()):
            self._pending[message.receipt_id] = message
        self._open = True
        self._keeper = self._tasks.spawn_apart(self._keep_on(), "children that wait")

    async def stop(self) -> None:
        """Stop; what is under way is found again at the next start."""
        self._open = False
        if self._keeper is not None:
            self._keeper.cancel()
        await self._tasks.cancel()
        await self.ledger.close()

    def wake(self) -> None:
        """Look at once whether what waits can be handed on: an account is there again."""
        self._woken.set()

    @property
    def waiting(self) -> int:
        """Return how many children their bots have not recorded yet."""
        messages = self._pending.values()
        return sum(len(part.children) for message in messages for part in message.waiting)

    @property
    def busy(self) -> bool:
        """Return whether anything is under way."""
        return bool(self._tasks.running) or any(one.busy for one in self._pending.values())

    def subscribe(self, listener: Callable[[AccountEvent], None]) -> Callable[[], None]:
        """Tell a listener what becomes of signals until the returned function is called."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    # Signals

    async def receive(self, body: bytes, remote: str | None) -> SignalResponse:
        """Answer a webhook call; who hangs up changes nothing."""
        if not self._open:
            return unavailable(new_id())
        return await asyncio.shield(self._tasks.spawn(self._take_call(body, remote), "signal"))

    async def signals(self, *, limit: int = 100, before: Before = None) -> list[GroupSignalRow]:
        """Return rows of the group's signal log, the last one first; raises LedgerError."""
        return [signal_row(row) for row in await self.ledger.signals(limit=limit, before=before)]

    def _inbound(self, remote: str | None) -> InboundMessage:
        answer: asyncio.Future[SignalResponse] = asyncio.get_running_loop().create_future()
        return InboundMessage(
            receipt_id=new_id(),
            bot=self._door,
            at=self._now(),
            remote=remote,
            answer=answer,
        )

    async def _take_call(self, body: bytes, remote: str | None) -> SignalResponse:
        inbound = self._inbound(remote)
        passed = self._gate.pass_through(self._door, body, remote, steady_now())
        if isinstance(passed, tuple):
            return await self._take_array(inbound, passed, body)
        digest = hashlib.sha256(body).hexdigest()
        if not isinstance(passed, Rejection):
            return await self._take(inbound.saying(passed, digest))
        inbound = inbound.saying(passed.message, digest)
        if passed.may_exit:
            inbound = replace(inbound, opening_refused=passed.refusal)
            return await self._take(replace(inbound, retry_after=passed.retry_after))
        if passed.known:
            return await self._refuse(inbound, passed.refusal, passed.retry_after)
        return self._turn_away(inbound, passed)

    async def _take_array(
        self, inbound: InboundMessage, passed: Sequence[SenderMessage | Rejection], body: bytes
    ) -> SignalResponse:
        """Take the signals of a list; each is the same again only where the whole list is."""
        signals: list[InboundMessage] = []
        for index, one in enumerate(passed):
            digest = hashlib.sha256(b"%d:" % index + body).hexdigest()
            said = one.message if isinstance(one, Rejection) else one
            signal = replace(inbound, receipt_id=new_id()).saying(said, digest)
            if isinstance(one, Rejection) and one.retry_after is not None:
                signal = replace(signal, opening_refused=one.refusal, retry_after=one.retry_after)
            signals.append(signal)
        if not self.terms.members:
            empty = refuse(ReasonCode.GROUP_EMPTY)
            return SignalResponse.of_parts([await self._refuse(one, empty) for one in signals])
        array = signals[0].receipt_id
        taken = [self._signal(one, array, index) for index, one in enumerate(signals)]
        return await self._record(signals, taken)

    async def _take(self, inbound: InboundMessage) -> SignalResponse:
        """Take a signal whose sender may speak."""
        signal = self._signal(inbound)
        refusal = signal.opening_refused
        if refusal is not inbound.opening_refused and refusal is not None and not signal.may_exit:
            return await self._refuse(inbound, refusal)
        if not self.terms.members:
            return await self._refuse(inbound, refuse(ReasonCode.GROUP_EMPTY))
        return await self._record([inbound], [signal])

    def _signal(
        self, inbound: InboundMessage, array: str | None = None, index: int = 0
    ) -> GroupSignal:
        """Return a message as it is kept, with a child for each bot."""
        message = inbound.message
        action = action_of(message.fields)
        exits = action is not None and action_row(action).is_exit
        text, had_secret = kept_text(message, inbound.secrets)
        if had_secret and not exits and inbound.opening_refused is None:
            error = FieldError("signal", "holds the group's key or secret outside their fields")
            summary = f"{error.path} {error.message}"
            refusal = refuse(ReasonCode.INVALID_SIGNAL, error, summary=summary)
            inbound = replace(inbound, opening_refused=refusal)
        turns = message.intent is not None or contains_exit(message.body)
        return GroupSignal(
            receipt_id=inbound.receipt_id,
            at=inbound.at,
            body=text,
            digest=inbound.digest,
            exits=exits,
            may_exit=turns or contains_exit(message.fields),
            array=array,
            index=index,
            token=learned_token(message),
            signal_id=_id_of(inbound.row(QUEUED)),
            remote=inbound.remote,
            opening_refused=inbound.opening_refused,
            retry_after=inbound.retry_after,
            children=[ChildSignal.of(one, inbound.receipt_id) for one in self.terms.members],
        )

    async def _record(
        self, inbound: Sequence[InboundMessage], signals: Sequence[GroupSignal]
    ) -> SignalResponse:
        """Record the signals of a message with their children, and hand them on."""
        rows = tuple(
            replace(one.row(QUEUED), command=signal.as_command(), executed=False)
            for one, signal in zip(inbound, signals, strict=True)
        )
        ended = self._call_off(inbound)
        updates = tuple(_outcome_of(one, done=False) for one in ended)
        try:
            await self.ledger.commit(Batch(signals=rows, signal_updates=updates))
        except LedgerWriteError:
            _LOGGER.exception("A group's signal could not be recorded")
            for one in ended:
                one.called_off = False
            return unavailable(new_id())
        message = GroupMessage(signals=signals, busy=True)
        self._pending[message.receipt_id] = message
        await self._delivery.hand_on(message)
        answer = message.answer()
        self._tasks.spawn(self._settle(message), "outcome")
        return answer

    def _call_off(self, inbound: Sequence[InboundMessage]) -> list[GroupSignal]:
        """Call off what earlier signals were to open at bots that are away; return these."""
        later = [one.message.fields for one in inbound if ends_openings(one.message.fields)]
        ended = [
            signal
            for message in (self._pending.values() if later else ())
            for signal in message.signals
            if signal.waits
            and not (signal.exits or signal.called_off)
            and any(calls_off(one, fields_of(signal.body, self.terms.settings)) for one in later)
        ]
        for signal in ended:
            signal.called_off = True
        return ended

    async def _refuse(
        self, inbound: InboundMessage, refusal: Refusal, retry_after: int | None = None
    ) -> SignalResponse:
        refusal = inbound.scrubbed(refusal)
        answer = refused(inbound.receipt_id, refusal, retry_after)
        if not self._gate.keeps_refusal(self.group_id, steady_now()):
            return answer
        row = replace(inbound.row("refused", refusal=refusal), signal_id=None)
        try:
            await self.ledger.commit(Batch(signals=(row,)))
        except LedgerWriteError:
            return unavailable(new_id())
        self._tell(row)
        return answer

    def _turn_away(self, inbound: InboundMessage, passed: Rejection) -> SignalResponse:
        """Refuse whom the group does not know; not every such message has a row."""
        if self._gate.keeps_row(self.group_id, steady_now()):
            row = replace(inbound.row("refused", refusal=passed.refusal), signal_id=None)
            self._tasks.spawn(self._keep_row(row), "keep a refusal")
            self._publish(_outcome(row, stranger=True))
        return refused(inbound.receipt_id, passed.refusal, passed.retry_after)

    async def _keep_row(self, row: SignalRecord) -> None:
        try:
            await self.ledger.commit(Batch(signals=(row,)))
        except LedgerWriteError:
            _LOGGER.exception("A group's refusal could not be recorded")

    # Children

    async def _settle(self, message: GroupMessage) -> None:
        """Record what has become of the children; tell it once it is known of all."""
        done = not message.waiting
        updates = tuple(_outcome_of(signal, done=done) for signal in message.signals)
        try:
            await self.ledger.commit(Batch(signal_updates=updates))
            if done:
                self._pending.pop(message.receipt_id, None)
            for signal in message.signals:
                row = await self.ledger.signal(signal.receipt_id)
                if row is not None and row.status != signal.told:
                    signal.told = row.status
                    self._tell(replace(row, signal_id=signal.signal_id))
        except LedgerError:
            _LOGGER.exception("What became of a group's signal could not be recorded")
        finally:
            message.busy = False

    async def _keep_on(self) -> None:
        """Go on with what waits, and keep the ledger small."""
        timings = self._runtime.timings
        pruned = self._now()
        while True:
            for message in list(self._pending.values()):
                if not message.busy:
                    await self._go_on(message)
            if self._now() - pruned >= timedelta(seconds=timings.prune_every):
                pruned = self._now()
                await self._prune()
            self._woken.clear()
            try:
                async with asyncio.timeout(timings.retry):
                    await self._woken.wait()
            except TimeoutError:
                continue

    async def _go_on(self, message: GroupMessage) -> None:
        message.busy = True
        before = len(message.waiting)
        try:
            await self._delivery.hand_on(message)
        except BaseException:
            message.busy = False
            raise
        if before and len(message.waiting) == before:
            message.busy = False
            return
        await self._settle(message)

    async def _prune(self) -> None:
        try:
            await self.ledger.prune(self._now())
            await self.ledger.backup(self.ledger.copy_path)
        except LedgerError:
            _LOGGER.exception("Old rows of the group %s could not be deleted", self.name)

    # Telling

    def _tell(self, row: SignalRecord) -> None:
        self._publish(_outcome(row))

    def _publish(self, event: AccountEvent) -> None:
        for listener in list(self._listeners):
            listener(event)


def _outcome(row: SignalRecord, *, stranger: bool = False) -> SignalOutcome:
    """Return what a group's event says: of a stranger's message nothing of its own words."""
    children = signal_row(row)["bots"]
    data: dict[str, Any] = {
        "receipt_id": None if stranger else row.receipt_id,
        "signal_id": None if stranger else row.signal_id,
        "action": None if stranger else row.action,
        "symbol": None if stranger else row.symbol,
        "side": None if stranger else row.side,
        "status": row.status,
        "code": row.code,
        "message": None if stranger else row.message,
        "position_ids": list(row.position_ids),
        "position_id": only_one(row.position_ids),
        "remote": row.remote,
        "bots": {child["name"]: child["status"] for child in children},
    }
    return SignalOutcome(row.bot_id, row.status, data, row.remote)


def _outcome_of(signal: GroupSignal, *, done: bool) -> SignalUpdate:
    """Return what a signal's row says of what has become of it."""
    answer = signal.answer()
    code, message = answer.body.get("code"), answer.body.get("error")
    ids = [one for child in signal.children for one in child.row()["position_ids"]]
    return SignalUpdate(
        receipt_id=signal.receipt_id,
        status=str(answer.body["status"]),
        code=None if code is None else str(code),
        message=None if message is None else str(message),
        position_ids=tuple(ids),
        command=signal.as_command(),
        executed=done,
    )


def _id_of(row: SignalRecord) -> str | None:
    """Return the id that a message names, as the log shows it."""
    words = row.payload.get(READ_AS, row.payload)
    value = words.get("signal_id") if isinstance(words, Mapping) else None
    return value if isinstance(value, str) and value else None
