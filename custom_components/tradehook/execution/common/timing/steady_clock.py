"""The two clocks of a machine: what happens when they part."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
import logging
import time
from typing import Final

_LOGGER = logging.getLogger(__name__)

JUMP: Final = timedelta(seconds=2)
"""How far the clocks part before that is a jump, and no adjustment."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def steady_now() -> datetime:
    """Return a time that nobody can set: good for spans, and for nothing else."""
    return _EPOCH + timedelta(seconds=time.monotonic())


class ClockWatch:
    """Notices when the wall clock was set, or the machine slept: timers are wrong then.

    Timers run on the steady clock, deadlines are times of day.
    """

    def __init__(
        self,
        jumped: Callable[[], None],
        now: Callable[[], datetime],
        every: float,
        steady: Callable[[], datetime] = steady_now,
    ) -> None:
        self._every = every
        self._jumped = jumped
        self._now = now
        self._steady = steady
        self._apart = now() - steady()

    async def run(self) -> None:
        """Look for ever."""
        while True:
            await asyncio.sleep(self._every)
            self.look()

    def look(self) -> None:
        """Compare the clocks once."""
        apart = self._now() - self._steady()
        by = apart - self._apart
        if abs(by) < JUMP:
            # an adjustment by parts of a second each time is none in sum, either
            self._apart = apart
            return
        self._apart = apart
        _LOGGER.warning(
            "The clock jumped by %.0f s: all deadlines are looked at again", by.total_seconds()
        )
        self._jumped()
