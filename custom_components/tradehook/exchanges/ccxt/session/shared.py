"""What the accounts of one venue share: the client's class, rate limit, markets and price poll."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial

from ...rate_limit import Limits, RateLimit
from ...venues.model.access import Environment
from ...venues.model.venue import Venue
from ..core.markets import Catalogue
from ..core.protocol import ClientFactory
from ..core.runtime import Runtime
from .lazy_import import load_client

type _Key = tuple[str, Environment]


@dataclass(slots=True)
class _Loading:
    task: asyncio.Task[Catalogue]
    begun_at: float


@dataclass(slots=True)
class VenueResources:
    """One for the whole program; the limits are the venues', so all accounts share them."""

    runtime: Runtime
    polls: list[object] = field(default_factory=list)
    """The polls of prices that are at work: each is one for all accounts of its venue."""
    _limits: dict[_Key, RateLimit] = field(default_factory=dict)
    _catalogues: dict[_Key, _Loading] = field(default_factory=dict)

    async def factory(self, venue: Venue) -> ClientFactory:
        """Return the client's class; raises ImportError or AttributeError."""
        return await self.runtime.import_executor(partial(load_client, venue.client_id))

    def limits(self, venue: Venue, environment: Environment) -> Limits:
        """Return the rate limits of an account: some of them are the whole venue's."""
        key = (venue.client_id, environment)
        whole = self._limits.setdefault(key, RateLimit(venue.limits.burst))
        span = self.runtime.timings.requests.spent_for
        return Limits(whole, venue.limits.request_share, span, orders=venue.limits.orders)

    async def catalogue(
        self,
        venue: Venue,
        environment: Environment,
        load: Callable[[Catalogue | None], Awaitable[Catalogue]],
        max_age: float,
    ) -> Catalogue:
        """Return the venue's markets; whoever comes first loads them for all.

        What was known of them before is handed to `load`; `max_age` is in seconds.
        """
        key = (venue.key, environment)
        now = asyncio.get_running_loop().time()
        known = self._catalogues.get(key)
        if known is None or now - known.begun_at > max_age or _failed(known.task):
            before = known.task.result() if known and is_there(known.task) else None

            async def loading() -> Catalogue:
                return await load(before)

            task = asyncio.create_task(loading(), name=f"tradehook markets {venue.key}")
            former, known = known, _Loading(task, now)
            self._catalogues[key] = known
            if former is not None and before is not None:
                # Who only looks again must not take the list away from those who open an account.
                task.add_done_callback(lambda _: self._give_back(key, known, former))
        return await asyncio.shield(known.task)

    def _give_back(self, key: _Key, failed: _Loading, former: _Loading) -> None:
        if _failed(failed.task) and self._catalogues.get(key) is failed:
            self._catalogues[key] = former


def is_there(task: asyncio.Task[Catalogue]) -> bool:
    """Return whether a list of markets has been loaded."""
    return task.done() and not _failed(task)


def _failed(task: asyncio.Task[Catalogue]) -> bool:
    return task.done() and (task.cancelled() or task.exception() is not None)
