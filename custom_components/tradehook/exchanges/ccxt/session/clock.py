"""How far the clock here is ahead of the venue's: requests are signed with the venue's time."""

import asyncio
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
import time

from ...port.timings import ClockTimings
from ...rate_limit import Priority, priority
from ..core.errors import ClientFailedError, Trace, attempt
from ..core.protocol import CcxtClient
from .transport import ClockDoubt, traced

MEASURES = 3
"""Answers of which the fastest counts."""
EXACT = 0.2
"""Seconds within which an answer is exact enough to need no other."""
SLOWEST = 1.0
"""Seconds from which on an answer proves little: it was true at some moment of them."""
SLACK = 500.0
"""Milliseconds by which a slow answer must be off to prove anything: measures are not exact."""
SKEWED = 1.0
"""Seconds of difference that should go away by themselves, so that it is worth looking often."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What one answer proves: bounds of the difference, in milliseconds."""

    lowest: float
    highest: float

    @property
    def took(self) -> float:
        """Return how many seconds the question and its answer took."""
        return (self.highest - self.lowest) / 1000

    def corrected(self, ahead: float | None) -> float | None:
        """Return what becomes of the difference that was taken so far; None = not known.

        A slow answer only counts where it proves that one wrong. Then the highest is taken: the
        venue accepts a request of a moment ago, but none of the future.
        """
        if self.took <= SLOWEST:
            return (self.lowest + self.highest) / 2
        so_far = 0.0 if ahead is None else ahead
        fits = self.lowest - SLACK <= so_far <= self.highest + SLACK
        return ahead if fits else self.highest


class VenueClock:
    """Measures the difference, and tells it to all the clients of an account."""

    def __init__(
        self,
        client: CcxtClient,
        clients: Sequence[CcxtClient],
        doubt: ClockDoubt,
        timings: ClockTimings,
        *,
        wall: Callable[[], float] = time.time,
    ) -> None:
        """`client` asks for the time; its difference is set in all clients that sign."""
        self._client = client
        self._clients = clients
        self._doubt = doubt
        self._timings = timings
        self._wall = wall
        self._ahead: float | None = None
        self._keeper: asyncio.Task[None] | None = None

    @property
    def skew(self) -> float | None:
        """Return by how many seconds the clock here is ahead of the venue's; None = not known."""
        return None if self._ahead is None else self._ahead / 1000

    def keep(self) -> None:
        """Measure from time to time, and at once when a request was refused for its time."""
        self._keeper = asyncio.create_task(self._keep(), name="tradehook clock")

    def stop(self) -> None:
        """Measure no more."""
        if self._keeper is not None:
            self._keeper.cancel()

    async def measure(self) -> None:
        """Measure; raises ClientFailedError when no answer could be had at all."""
        fastest: Measure | None = None
        failed: ClientFailedError | None = None
        for _ in range(MEASURES):
            try:
                measure = await attempt(self._asked())
            except ClientFailedError as err:
                failed = err
                continue
            if measure is None:
                return  # this venue does not tell its time
            if fastest is None or measure.took < fastest.took:
                fastest = measure
                # At once, because requests may wait for it.
                self._correct(measure)
            if measure.took <= EXACT:
                return
        if fastest is None and failed is not None:
            raise failed

    def _correct(self, measure: Measure) -> None:
        self._ahead = measure.corrected(self._ahead)
        if self._ahead is None:
            return
        for client in self._clients:
            client.options["timeDifference"] = round(self._ahead)
        self._doubt.lift()

    async def _asked(self) -> Measure | None:
        """Ask once; the time is taken around the request itself, not around its wait before."""
        with traced(trace := Trace()), self._doubt.being_settled(), priority(Priority.EXIT):
            async with asyncio.timeout(self._timings.given_up):
                theirs = await self._client.fetch_time()
        if theirs is None or trace.left_at is None or trace.arrived_at is None:
            return None
        # The clock on the wall may be set meanwhile: what passed is counted by the other one.
        passed = (asyncio.get_running_loop().time() - trace.arrived_at) * 1000
        highest = self._wall() * 1000 - passed - float(theirs)
        return Measure(highest - (trace.arrived_at - trace.left_at) * 1000, highest)

    async def _keep(self) -> None:
        timings = self._timings
        while True:
            skewed = abs(self.skew or 0.0) > SKEWED
            with suppress(TimeoutError):
                async with asyncio.timeout(timings.every_if_skewed if skewed else timings.every):
                    await self._doubt.raised.wait()
            with suppress(ClientFailedError):
                await self.measure()
            await asyncio.sleep(
                timings.every_if_doubted if self._doubt.raised.is_set() else timings.pause
            )
