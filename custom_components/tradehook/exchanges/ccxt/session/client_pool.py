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
from ..core.markets import Catalogue, teach
from ..core.protocol import CcxtClient
from .background import Background
from .client_factory import NOBODY, Credentials, build_client
from .clock import VenueClock
from .public_venue import PublicVenue
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
        build_background: Callable[[], Background],
        limits: Limits,
        catalogue: Catalogue,
        timings: VenueTimings,
        public: PublicVenue,
    ) -> None:
        """Hook into the `clients`: for questions, for prices and for what is private.

        `build_background` makes one that works in a thread.
        """
        self.public = public
        """The venue as the account shares it with others."""
        self.catalogue = catalogue
        self.rest, self.prices, self.private = clients
        self._build_background = build_background
        self._backgrounds: list[Background] = []
        self._clients = list(clients)
        """All that know the markets and sign: also those that are at work in a thread."""
        requests = timings.requests
        doubt = ClockDoubt(requests.measure_awaited)
        nonces = Nonces() if venue.client.one_at_a_time else None
        self._transports = [
            Transport(self.rest, venue, limits, nonces, doubt, requests),
            Transport(self.prices, venue, limits, None, doubt, requests),
            Transport(self.private, venue, limits, nonces, doubt, requests),
        ]
        self.transport = self._transports[0]
        for client in self._clients:
            client.set_markets_from_exchange(catalogue.source)
        self._markets_age = timings.markets_age
        self.clock = VenueClock(self.rest, self._clients, doubt, timings.clock)

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
        public = PublicVenue(
            venue=venue, environment=environment, resources=resources, factory=factory
        )
        catalogue = await public.catalogue(timings.catalogue_age)
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

        def background() -> Background:
            return Background(
                resources.runtime, lambda session: build(session=session), limits, venue
            )

        clients = (rest, prices, private)
        return cls(venue, clients, background, limits, catalogue, timings, public)

    async def in_background[T](self, call: Callable[[CcxtClient], Awaitable[T]]) -> T:
        """Return what heavy calls of a client return, done in a thread with the account's key.

        The client is there for that long: few accounts need one, and each weighs something.
        """
        background = self._build_background()
        client = background.client
        client.set_markets_from_exchange(self.catalogue.source)
        if (ahead := self.rest.options.get("timeDifference")) is not None:
            client.options["timeDifference"] = ahead
        self._backgrounds.append(background)
        self._clients.append(client)
        try:
            return await background.run(call)
        finally:
            self._clients.remove(client)
            self._backgrounds.remove(background)
            background.close()

    def teach(self, catalogue: Catalogue) -> None:
        """Let the clients know markets that the venue lists no more."""
        for client in self._clients:
            teach(client, catalogue)

    async def refresh_markets(self) -> bool:
        """Load the markets anew; tell whether there is a newer list. Raises what goes wrong."""
        fresh = await self.public.catalogue(self._markets_age)
        if fresh is self.catalogue:
            return False
        self.catalogue = fresh
        for client in self._clients:
            client.set_markets_from_exchange(fresh.source)
        return True

    async def sync_clock(self) -> None:
        """Measure how far the clocks are apart, for all that is signed."""
        await self.clock.measure()

    async def close(self) -> None:
        """Hang up."""
        self.clock.stop()
        for background in self._backgrounds:
            background.close()
        for transport in self._transports:
            transport.close()
        for client in (self.rest, self.prices, self.private):
            with suppress(ClientFailedError):
                await attempt(client.close())
        for transport in self._transports:
            await transport.ended()
