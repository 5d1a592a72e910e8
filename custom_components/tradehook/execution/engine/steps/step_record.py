"""Writes steps down; as long as that fails they grow, and what ends positions is sent."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
import logging

from ....ledger.errors import LedgerConflictError
from ....ledger.records import Batch
from ....trading.model.inputs import Reevaluate
from ....trading.model.position import Position
from ...common.runtime import AccountServices
from ...common.step_reactions import Contributions, ReactsOnly, StepReaction, Steps
from ...state.position_cache import PositionCache
from ...storage import LedgerWriter, position_batch
from ..market_queue import Found, MarketQueues, QueuedInput
from ..order_manager import OrderManager
from ..unrecorded_exits import UnrecordedExits
from .late_commits import LateCommits
from .step import MarketStep

_LOGGER = logging.getLogger(__name__)

type LookAround = Callable[[bool], Awaitable[None]]
"""Sees to what happens while a step waits for its record; told whether an attempt has failed."""


class StepRecords:
    """Commits what steps have led to: nothing of them is carried out before."""

    def __init__(
        self,
        *,
        position_cache: PositionCache,
        queues: MarketQueues,
        recorder: LedgerWriter,
        unrecorded: UnrecordedExits,
        order_manager: OrderManager,
        reactions: tuple[StepReaction, ...],
        services: AccountServices,
    ) -> None:
        """Take where steps are recorded, and what goes on meanwhile where that fails."""
        self._position_cache = position_cache
        self._queues = queues
        self._recorder = recorder
        self._unrecorded = unrecorded
        self._order_manager = order_manager
        self._contributing = tuple(one for one in reactions if not isinstance(one, ReactsOnly))
        self._spawn = services.spawn
        self._timings = services.timings.recording
        self._late = LateCommits(self._timings.looked_every)

    def stop(self) -> None:
        """Look around no more."""
        self._late.clear()

    async def record(
        self, symbol: str, step: MarketStep, works: list[QueuedInput], results: list[Found]
    ) -> None:
        """Commit a step, and what joins it meanwhile, until all of it is on record."""
        written, extras, timings = dict[str, int](), 0, self._timings
        contributions = Contributions(self._contributing)
        clock = asyncio.get_running_loop().time
        begun = clock()

        async def look_around(failed: bool) -> None:
            waited = clock() - begun
            if failed or waited >= timings.exit_waits:
                self._grow(symbol, step, works, results)
            if waited >= timings.exit_waits and self._recorder.is_alone:
                await self._unrecorded.send(list(step.changes.values()), self._order_manager)

        while True:
            batch = self._unwritten(step, works[extras:], written, contributions)
            if batch is None:
                return
            now = {key: len(change.steps) for key, change in step.changes.items()}
            extras_now, began = len(works), clock()
            try:
                is_written = await self._attempt(symbol, batch, look_around, began)
            except LedgerConflictError:
                if not written:
                    raise
                _LOGGER.exception("A part of a step in %s can't be recorded", symbol)
                self._leave_out(symbol, step, written, works[extras:])
                return
            if is_written:
                written, extras = now, extras_now
                contributions.written()
            else:
                await self._wait_until(began + timings.retry, look_around)

    def _leave_out(
        self,
        symbol: str,
        step: MarketStep,
        written: Mapping[str, int],
        late: Sequence[QueuedInput],
    ) -> None:
        """Leave out what came later and contradicts the ledger: what is written holds."""
        for key, change in step.changes.items():
            del change.steps[written.get(key, 0) :]
        for work in late:
            for _, event in work.targets:
                self._order_manager.not_taken(symbol, event)

    async def _wait_until(self, retry_at: float, look_around: LookAround) -> None:
        """Look around until it is time for the next attempt, once at least."""
        clock = asyncio.get_running_loop().time
        while True:
            await look_around(True)
            await asyncio.sleep(self._timings.looked_every)
            if clock() >= retry_at:
                return

    async def _attempt(
        self, symbol: str, batch: Batch, look_around: LookAround, began: float
    ) -> bool:
        """Try to commit and tell whether it is written; look around as long as that takes.

        Nearly always it is there before anybody would look: until then nothing is begun for that.
        """
        looking: list[tuple[asyncio.Task[None], asyncio.Event]] = []

        async def look(over: asyncio.Event) -> None:
            while not over.is_set():
                await look_around(False)
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._timings.looked_every):
                        await over.wait()

        def begin() -> None:
            over = asyncio.Event()
            looking.append((self._spawn(look(over), f"wait for the record of {symbol}"), over))

        number = self._late.begun(began, begin)
        try:
            return await self._recorder.attempt(batch)
        except asyncio.CancelledError:
            for task, _ in looking:
                task.cancel()
            raise
        finally:
            self._late.ended(number)
            for task, over in looking:
                over.set()
                await task

    def _grow(
        self, symbol: str, step: MarketStep, works: list[QueuedInput], results: list[Found]
    ) -> None:
        """Follow what happens in a market while its step can't be recorded."""
        more = self._queues.take_all(symbol)
        live = self._position_cache.of_symbol(symbol)
        looks = QueuedInput(
            targets=tuple((one.position_id, Reevaluate()) for one in live if one.size > 0)
        )
        found = step.take([*more, looks])
        works += more
        results += found[: len(more)]

    def _unwritten(
        self,
        step: MarketStep,
        works: Sequence[QueuedInput],
        written: Mapping[str, int],
        contributions: Contributions,
    ) -> Batch | None:
        """Return what a step has led to and what is not written yet; None if there is nothing."""
        parts = [work.extra for work in works if work.extra is not None]
        for key, change in step.changes.items():
            done = written.get(key, 0)
            if steps := change.steps[done:]:
                before = change.steps[done - 1][1] if done else change.before
                parts.append(self._rows(before, steps, done))
                parts += contributions.of(key, change.before, change.steps)
        if not parts:
            return None
        batch = Batch.merge(*parts)
        return batch if batch.facts or not batch.is_empty else None

    def _rows(self, before: Position, steps: Steps, done: int) -> Batch:
        cache, is_live = self._position_cache, steps[-1][1].status.is_live
        return position_batch(
            before,
            steps,
            cache.facts(before.position_id) + done,
            cache.receipt_of(before.position_id),
            None if is_live else cache.mark_price(before.symbol),  # only what is over is shown
        )
