"""A group at work: one alert in, recorded first, then handed to each of its bots once."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
import hashlib
import logging
from typing import Any, Protocol
import uuid

from ...ledger.errors import LedgerError, LedgerWriteError
from ...ledger.ledger import Ledger
from ...ledger.reading.pagination import Before
from ...ledger.records import Batch, SignalRecord, SignalUpdate
from ...trading.reasons.reasons import FieldError, ReasonCode, Refusal, refuse
from ...trading.signal.actions import action_row
from ...trading.signal.parse import action_of, contains_exit
from ..common.events import AccountEvent, SignalOutcome
from ..common.rows import GroupSignalRow
from ..common.runtime import OwnTasks, Spawn
from ..common.serializers import only_one
from ..common.steady_clock import steady_now
from ..common.timings import GroupTimings
from ..signals import (
    InboundMessage,
    Rejection,
    SenderGate,
    SignalResponse,
    refused,
    unavailable,
)
from ..state.bot import Bot
from ..state.position_cache import PositionCache
from .children import GroupChild
from .group_signal import QUEUED, ChildSignal, GroupSignal, signal_row
from .message_text import message_text
from .terms import GroupTerms

_LOGGER = logging.getLogger(__name__)


class TakesChildren(Protocol):
    """An account, as a group sees it."""

    async def receive_child(self, child: GroupChild) -> SignalResponse:
        """Record a bot's part of a signal once, and answer it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRuntime:
    """What a group needs of the program around it."""

    now: Callable[[], datetime]
    spawn: Spawn
    account_of: Callable[[str], TakesChildren | None]
    """Returns the account with an id; None while it can't record."""
    is_removed: Callable[[str], bool]
    """Tells whether an account is gone for good."""
    timings: GroupTimings


class Group:
    """Takes signals for its bots.

    The signal and its children are on record before anything is done. Each child then has the id
    that its receipt and its bot make, so that handing it on again after a crash does it once.
    """

    def __init__(self, terms: GroupTerms, ledger: Ledger, runtime: GroupRuntime) -> None:
        self.group_id = terms.group_id
        self.ledger = ledger
        self._runtime = runtime
        self._now = runtime.now
        self._tasks = OwnTasks(runtime.spawn, f"group {terms.settings.name}")
        self._gate = SenderGate()
        self._listeners: list[Callable[[AccountEvent], None]] = []
        self._pending: dict[str, GroupSignal] = {}
        self._attempts: dict[str, asyncio.Task[None]] = {}
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
            position_cache=PositionCache({}, self._now, 0),
            changed_at=self._now(),
        )
        self._gate.forget(terms.group_id)

    async def start(self) -> None:
        """Go on with what was not handed to every bot, and take signals; raises LedgerError."""
        for row in await self.ledger.unexecuted_signals():
            if (signal := GroupSignal.from_row(row)) is not None:
                self._pending[row.receipt_id] = signal
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
        return sum(len(signal.waiting) for signal in self._pending.values())

    @property
    def busy(self) -> bool:
        """Return whether anything is under way."""
        return bool(self._tasks.running)

    def subscribe(self, listener: Callable[[AccountEvent], None]) -> Callable[[], None]:
        """Tell a listener what becomes of signals until the returned function is called."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    # Signals

    async def receive(self, body: bytes, remote: str | None) -> SignalResponse:
        """Answer a webhook call; who hangs up changes nothing."""
        if not self._open:
            return unavailable(uuid.uuid4().hex)
        return await asyncio.shield(self._tasks.spawn(self._take_call(body, remote), "signal"))

    async def signals(self, *, limit: int = 100, before: Before = None) -> list[GroupSignalRow]:
        """Return rows of the group's signal log, the last one first; raises LedgerError."""
        return [signal_row(row) for row in await self.ledger.signals(limit=limit, before=before)]

    def _inbound(self, remote: str | None) -> InboundMessage:
        answer: asyncio.Future[SignalResponse] = asyncio.get_running_loop().create_future()
        return InboundMessage(
            receipt_id=uuid.uuid4().hex,
            bot=self._door,
            at=self._now(),
            remote=remote,
            answer=answer,
        )

    async def _take_call(self, body: bytes, remote: str | None) -> SignalResponse:
        inbound = self._inbound(remote)
        passed = self._gate.pass_through(self._door, body, remote, steady_now())
        digest = hashlib.sha256(body).hexdigest()
        if isinstance(passed, tuple):
            problem = "it is a list, and a group takes one signal in a message: send each by itself"
            refusal = refuse(ReasonCode.MALFORMED_JSON, problem=problem, line=1, column=1)
            first = passed[0]
            said = first.message if isinstance(first, Rejection) else first
            inbound = inbound.saying(said, digest)
            return await self._refuse(inbound, replace(refusal, place=(1, 1)))
        if not isinstance(passed, Rejection):
            return await self._take(inbound.saying(passed, digest))
        inbound = inbound.saying(passed.message, digest)
        if passed.may_exit:
            inbound = replace(inbound, opening_refused=passed.refusal)
            return await self._take(replace(inbound, retry_after=passed.retry_after))
        if passed.known:
            return await self._refuse(inbound, passed.refusal, passed.retry_after)
        return self._turn_away(inbound, passed)

    async def _take(self, inbound: InboundMessage) -> SignalResponse:
        """Record a message whose sender may speak, with its children, and hand them on."""
        fields = inbound.message.fields
        action = action_of(fields)
        exits = action is not None and action_row(action).is_exit
        text, had_secret = message_text(fields, inbound.secrets)
        if had_secret and not contains_exit(fields):
            error = FieldError("signal", "holds the group's key or secret outside their fields")
            summary = f"{error.path} {error.message}"
            refusal = refuse(ReasonCode.INVALID_SIGNAL, error, summary=summary)
            return await self._refuse(inbound, refusal)
        if not self.terms.members:
            return await self._refuse(inbound, refuse(ReasonCode.GROUP_EMPTY))
        row = inbound.row(QUEUED)
        signal = GroupSignal(
            receipt_id=inbound.receipt_id,
            at=inbound.at,
            body=text,
            digest=inbound.digest,
            exits=exits,
            may_exit=contains_exit(fields),
            signal_id=_id_of(row),
            remote=inbound.remote,
            opening_refused=inbound.opening_refused,
            retry_after=inbound.retry_after,
            children=[ChildSignal.of(one, inbound.receipt_id) for one in self.terms.members],
            busy=True,
        )
        row = replace(row, command=signal.as_command(), executed=False)
        try:
            await self.ledger.commit(Batch(signals=(row,)))
        except LedgerWriteError:
            _LOGGER.exception("A group's signal could not be recorded")
            return unavailable(uuid.uuid4().hex)
        self._pending[signal.receipt_id] = signal
        await self._hand_on(signal)
        answer = signal.answer()
        self._tasks.spawn(self._settle(signal, row), "outcome")
        return answer

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
            return unavailable(uuid.uuid4().hex)
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

    async def _hand_on(self, signal: GroupSignal) -> None:
        """Hand the children that wait to their bots, and return once each has had its time.

        What leaves goes to all at once. Openings are judged in the group's order; where a close is
        among them, no account waits for another one.
        """
        waiting = signal.waiting
        if signal.exits:
            await asyncio.gather(*(self._attempt(signal, child) for child in waiting))
            return
        if not signal.may_exit:
            await self._one_by_one(signal, waiting)
            return
        by_account: dict[str, list[ChildSignal]] = {}
        for child in waiting:
            by_account.setdefault(child.member.account_id, []).append(child)
        await asyncio.gather(*(self._one_by_one(signal, own) for own in by_account.values()))

    async def _one_by_one(self, signal: GroupSignal, children: Iterable[ChildSignal]) -> None:
        for child in children:
            await self._attempt(signal, child)

    async def _attempt(self, signal: GroupSignal, child: ChildSignal) -> None:
        """Wait a while for one child's bot; an attempt that takes longer goes on by itself."""
        task = self._attempts.get(child.receipt_id)
        if task is None:
            task = self._tasks.spawn(self._ask(signal, child), "child")
            self._attempts[child.receipt_id] = task
            task.add_done_callback(lambda _: self._attempts.pop(child.receipt_id, None))
        await asyncio.wait({task}, timeout=self._runtime.timings.child_within)

    async def _ask(self, signal: GroupSignal, child: ChildSignal) -> None:
        account_id = child.member.account_id
        account = self._runtime.account_of(account_id)
        if account is None:
            if self._runtime.is_removed(account_id):
                refusal = refuse(ReasonCode.ADDRESS_RETIRED, why="its account was removed")
                child.answer = refused(child.receipt_id, refusal, None)
            return
        try:
            answer = await account.receive_child(signal.child(child))
        except Exception:  # whatever it is: the child waits, and is tried again
            _LOGGER.exception("A bot of the group %s could not be asked", self.name)
            return
        if answer.recorded:
            child.answer = answer

    async def _settle(self, signal: GroupSignal, row: SignalRecord | None = None) -> None:
        """Record what has become of the children; tell it once it is known of all."""
        done = not signal.waiting
        answer = signal.answer()
        code, message = answer.body.get("code"), answer.body.get("error")
        ids = [one for child in signal.children for one in child.row()["position_ids"]]
        update = SignalUpdate(
            receipt_id=signal.receipt_id,
            status=str(answer.body["status"]),
            code=None if code is None else str(code),
            message=None if message is None else str(message),
            position_ids=tuple(ids),
            command=signal.as_command(),
            executed=done,
        )
        try:
            await self.ledger.commit(Batch(signal_updates=(update,)))
            row = await self.ledger.signal(signal.receipt_id) or row
        except LedgerError:
            _LOGGER.exception("What became of a group's signal could not be recorded")
        else:
            if done:
                self._pending.pop(signal.receipt_id, None)
            if row is not None and row.status != signal.told:
                signal.told = row.status
                self._tell(replace(row, signal_id=signal.signal_id))
        finally:
            signal.busy = False

    async def _keep_on(self) -> None:
        """Go on with what waits, and keep the ledger small."""
        timings = self._runtime.timings
        pruned = self._now()
        while True:
            for signal in list(self._pending.values()):
                if not signal.busy:
                    await self._go_on(signal)
            if self._now() - pruned >= timedelta(seconds=timings.prune_every):
                pruned = self._now()
                await self._prune()
            self._woken.clear()
            try:
                async with asyncio.timeout(timings.retry):
                    await self._woken.wait()
            except TimeoutError:
                continue

    async def _go_on(self, signal: GroupSignal) -> None:
        signal.busy = True
        before = len(signal.waiting)
        try:
            await self._hand_on(signal)
        except BaseException:
            signal.busy = False
            raise
        if before and len(signal.waiting) == before:
            signal.busy = False
            return
        await self._settle(signal)

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


def _id_of(row: SignalRecord) -> str | None:
    """Return the id that a message names, as the log shows it."""
    value = row.payload.get("signal_id")
    return value if isinstance(value, str) and value else None
