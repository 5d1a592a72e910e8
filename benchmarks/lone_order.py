"""How long a lone order waits for the rate limit: after a poll, and after an hour of silence."""

import asyncio

from custom_components.tradehook.exchanges.rate_limit import Priority, RateLimit
from custom_components.tradehook.exchanges.venues.catalogue import VENUES

from .figures import Goal, Line, Unit, figure

GROUP = "Lone order"
HOUR = 3600.0
POLL = 0.5
"""The part of a venue's budget that a poll may touch at most."""


class _Clock:
    """A clock that an hour can be added to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """Return its time in seconds."""
        return self.now


async def measured() -> list[Line]:
    """Return the lines of this group: the longest wait among all venues of the table."""
    after_poll, after_silence = [], []
    for venue in VENUES.values():
        clock = _Clock()
        limit = RateLimit(venue.limits.burst, clock=clock)
        await limit.take(venue.limits.burst * POLL, Priority.POLL)
        after_poll.append(await _waited(limit))
        clock.now += HOUR
        after_silence.append(await _waited(limit))
    return [
        Line(
            group=GROUP,
            measure=f"an order waits {words}, the slowest of {len(VENUES)} venues",
            ours=figure(max(waits)),
            unit=Unit.SECONDS,
            goal=Goal(limit=0.001, of_ratio=False),
            note="ccxt's own limiter: up to 6 s",
        )
        for words, waits in (
            ("right after a poll that took all it may", after_poll),
            ("after an hour of silence", after_silence),
        )
    ]


async def _waited(limit: RateLimit) -> float:
    """Return how long an entry waits; raises TimeoutError after a second."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    async with asyncio.timeout(1):
        await limit.take(1, Priority.ENTRY)
    return loop.time() - begun
