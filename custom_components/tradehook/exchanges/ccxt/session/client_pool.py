"""The clients of one account at its venue, opened and closed together."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial

from ...port.timings import VenueTimings
from ...rate_limit import Limits
from ...venues.model.access import Environment
from ...venues.model.venue import Venue
from ..core.errors import ClientFailedError, attempt
from ..core.markets import Catalogue, load_catalogue, teach
from ..core.protocol import CcxtClient, ClientFactory
from .background import Background
from .client_factory import NOBODY, Credentials, build_client
from .clock import VenueClock
from .shared import VenueResources
from .transport import ClockDoubt, Nonces, Transport


class ClientPool:
    """One client for questions and orders, one for each kind of stream, one for heavy reading.

    Apart, so that streams can be dialled anew one by one, and nothing heavy is done on the loop.
    """

    def __init__(
        self,
        venue: Venue,
        clients: tuple[CcxtClient, CcxtClient, CcxtClient],
        background: Background,
        limits: Limits,
        catalogue: Catalogue,
        timings: VenueTimings,
        reload: Callable[[], Awaitable[Catalogue]],
    ) -> None:
        """Hook into the `clients`: for questions, for prices and for what is private.

        `reload` loads the markets anew, unless that was done not long ago.
        """
        self.catalogue = catalogue
        self.background = background
        self.rest, self.prices, self.private = clients
        self._clients = (self.rest, self.prices, self.private)
        requests = timings.requests
        doubt = ClockDoubt(requests.measure_awaited)
        nonces = Nonces() if venue.client.one_at_a_time else None
        self._transports = [
            Transport(self.rest, venue, limits, nonces, doubt, requests),
            Transport(self.prices, venue, limits, None, doubt, requests),
            Transport(self.private, venue, limits, nonces, doubt, requests),
        ]
        self.transport = self._transports[0]
        for client in (*self._clients, self.background.client):
            client.set_markets_from_exchange(catalogue.source)
        self._reload = reload
        signing = (*self._clients, self.background.client)
        self.clock = VenueClock(self.rest, signing, doubt, timings.clock)

    @classmethod
    async def open(
        cls,
        venue: Venue,
        resources: VenueResources,
        *,
        environment: Environment = Environment.LIVE,
        credentials: Credentials = NOBODY,
    ) -> ClientPool:
        """Load the client and the markets; raises whatever goes wrong with that."""
        factory = await resources.factory(venue)
        timings = resources.runtime.timings
        load = partial(_catalogue, venue, resources, factory, environment)
        catalogue = await load(timings.catalogue_age)
        build = partial(
            build_client,
            factory,
            venue,
            resources.runtime,
            environment=environment,
            credentials=credentials,
        )
        # To build one takes milliseconds: others have their turn in between.
        rest = build()
        await asyncio.sleep(0)
        prices = build(exact=False)
        await asyncio.sleep(0)
        private = build(exact=False)
        await asyncio.sleep(0)
        limits = resources.limits(venue, environment)
        background = Background(
            resources.runtime, lambda session: build(session=session), limits, venue
        )
        reload = partial(load, timings.markets_age)
        clients = (rest, prices, private)
        return cls(venue, clients, background, limits, catalogue, timings, reload)

    def teach(self, catalogue: Catalogue) -> None:
        """Let the clients know markets that the venue lists no more."""
        for client in (*self._clients, self.background.client):
            teach(client, catalogue)

    async def refresh_markets(self) -> bool:
        """Load the markets anew; tell whether there is a newer list. Raises what goes wrong."""
        fresh = await self._reload()
        if fresh is self.catalogue:
            return False
        self.catalogue = fresh
        for client in (*self._clients, self.background.client):
            client.set_markets_from_exchange(fresh.source)
        return True

    async def sync_clock(self) -> None:
        """Measure how far the clocks are apart, for all that is signed."""
        await self.clock.measure()

    async def close(self) -> None:
        """Hang up."""
        self.clock.stop()
        self.background.close()
        for transport in self._transports:
            transport.close()
        for client in self._clients:
            with suppress(ClientFailedError):
                await attempt(client.close())
        for transport in self._transports:
            await transport.ended()


async def _catalogue(
    venue: Venue,
    resources: VenueResources,
    factory: ClientFactory,
    environment: Environment,
    max_age: float,
) -> Catalogue:
    """Return the venue's markets, shared with other accounts: so no key is involved."""
    limits = resources.limits(venue, environment)

    def build(session: object) -> CcxtClient:
        return build_client(
            factory, venue, resources.runtime, environment=environment, session=session
        )

    async def load(before: Catalogue | None) -> Catalogue:
        public = Background(resources.runtime, build, limits, venue)
        try:
            return await public.run(lambda client: load_catalogue(client, venue, before))
        finally:
            public.close()

    return await resources.catalogue(venue, environment, load, max_age)
