"""Writes steps down; as long as that fails they grow, and what ends positions is sent."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import suppress
from functools import partial
import logging

from ....ledger.errors import LedgerConflictError
from ....ledger.records import Batch
from ....trading.model.inputs import Reevaluate
from ....trading.model.position import Position
from ...common.runtime import AccountServices
from ...common.step_reactions import Contributions, StepReaction, Steps
from ...state.position_cache import PositionCache
from ...storage import LedgerWriter, position_batch
from ..market_queue import Found, MarketQueues, QueuedInput
from ..order_manager import OrderManager
from ..unrecorded_exits import UnrecordedExits
from .step import MarketStep

_LOGGER = logging.getLogger(__name__)


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
        self._reactions = reactions
        self._spawn = services.spawn
        self._timings = services.timings.recording

    async def record(
        self, symbol: str, step: MarketStep, works: list[QueuedInput], results: list[Found]
    ) -> None:
        """Commit a step, and what joins it meanwhile, until all of it is on record."""
        written, extras, timings = dict[str, int](), 0, self._timings
        contributions = Contributions(self._reactions)
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
            if batch.is_empty:
                return
            now = {key: len(change.steps) for key, change in step.changes.items()}
            extras_now, retry_at = len(works), clock() + timings.retry
            try:
                is_written = await self._attempt(symbol, batch, partial(look_around, failed=False))
            except LedgerConflictError:
                if not written:
                    raise
                # What came later contradicts the ledger; what is written holds all the same.
                _LOGGER.exception("A part of a step in %s can't be recorded", symbol)
                for key, change in step.changes.items():
                    del change.steps[written.get(key, 0) :]
                return
            if is_written:
                written, extras = now, extras_now
                contributions.written()
            else:
                await self._wait_until(retry_at, partial(look_around, failed=True))

    async def _wait_until(
        self, retry_at: float, look_around: Callable[[], Awaitable[None]]
    ) -> None:
        """Look around until it is time for the next attempt, once at least."""
        clock = asyncio.get_running_loop().time
        while True:
            await look_around()
            await asyncio.sleep(self._timings.looked_every)
            if clock() >= retry_at:
                return

    async def _attempt(
        self, symbol: str, batch: Batch, look_around: Callable[[], Awaitable[None]]
    ) -> bool:
        """Try to commit and tell whether it is written; look around as long as that takes.

        Nearly always it is there before anybody would look: until then nothing is begun for that.
        """
        over, looking = asyncio.Event(), list[asyncio.Task[None]]()

        async def look() -> None:
            while not over.is_set():
                await look_around()
                with suppress(TimeoutError):
                    async with asyncio.timeout(self._timings.looked_every):
                        await over.wait()

        def begin() -> None:
            looking.append(self._spawn(look(), f"wait for the record of {symbol}"))

        late = asyncio.get_running_loop().call_later(self._timings.looked_every, begin)
        try:
            return await self._recorder.attempt(batch)
        except asyncio.CancelledError:
            for task in looking:
                task.cancel()
            raise
        finally:
            late.cancel()
            over.set()
            for task in looking:
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
    ) -> Batch:
        """Return what a step has led to and what is not written yet."""
        parts = [work.extra for work in works if work.extra is not None]
        for key, change in step.changes.items():
            done = written.get(key, 0)
            before = change.steps[done - 1][1] if done else change.before
            if steps := change.steps[done:]:
                parts.append(self._rows(before, steps, done))
                parts += contributions.of(key, change.before, change.steps)
        return Batch.merge(*parts)

    def _rows(self, before: Position, steps: Steps, done: int) -> Batch:
        return position_batch(
            before,
            steps,
            self._position_cache.facts(before.position_id) + done,
            self._position_cache.receipts.get(before.position_id),
            self._position_cache.mark_price(before.symbol),
        )
