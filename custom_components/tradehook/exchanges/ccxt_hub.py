"""What the accounts of one venue share: the client's class, the rate limit and the markets."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from functools import partial

from .ccxt_host import Host
from .ccxt_loading import load_client
from .ccxt_markets import Catalogue
from .ccxt_types import ClientFactory
from .rate import Limits, RateLimit
from .venues import Environment, Venue

CATALOGUE_AGE = 6 * 3600.0
"""Seconds for which a list of markets is good."""

type _Key = tuple[str, Environment]


@dataclass(slots=True)
class _Loading:
    task: asyncio.Task[Catalogue]
    begun_at: float


@dataclass(slots=True)
class VenueHub:
    """One for the whole program; the limits are the venues', so all accounts share them."""

    host: Host
    _limits: dict[_Key, RateLimit] = field(default_factory=dict)
    _catalogues: dict[_Key, _Loading] = field(default_factory=dict)

    async def factory(self, venue: Venue) -> ClientFactory:
        """Return the client's class; raises ImportError or AttributeError."""
        return await self.host.import_executor(partial(load_client, venue.client_id))

    def limits(self, venue: Venue, environment: Environment) -> Limits:
        """Return the rate limits of an account: some of them are the whole venue's."""
        key = (venue.client_id, environment)
        whole = self._limits.setdefault(key, RateLimit(venue.burst))
        return Limits(whole, venue.request_share, orders=venue.order_limits)

    async def catalogue(
        self,
        venue: Venue,
        environment: Environment,
        load: Callable[[], Awaitable[Catalogue]],
    ) -> Catalogue:
        """Return the venue's markets; whoever comes first loads them for all."""
        key = (venue.key, environment)
        now = asyncio.get_running_loop().time()
        known = self._catalogues.get(key)
        if known is None or now - known.begun_at > CATALOGUE_AGE or _failed(known.task):

            async def loading() -> Catalogue:
                return await load()

            task = asyncio.create_task(loading(), name=f"tradehook markets {venue.key}")
            known = self._catalogues[key] = _Loading(task, now)
        return await asyncio.shield(known.task)


def _failed(task: asyncio.Task[Catalogue]) -> bool:
    return task.done() and (task.cancelled() or task.exception() is not None)
