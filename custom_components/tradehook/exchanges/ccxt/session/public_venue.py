"""What anybody may see of a venue, reached without a key and shared by all accounts there."""

from dataclasses import dataclass

from ...venues.model.access import Environment
from ...venues.model.venue import Venue
from ..core.markets import Catalogue, load_catalogue
from ..core.protocol import CcxtClient, ClientFactory
from .background import Background
from .client_factory import build_client
from .shared import VenueResources


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicVenue:
    """A venue in one of its environments, as somebody without a key reaches it."""

    venue: Venue
    environment: Environment
    resources: VenueResources
    factory: ClientFactory

    def background(self) -> Background:
        """Return a client of nobody that works in a thread; whoever asked for it closes it."""

        def build(session: object) -> CcxtClient:
            return build_client(
                self.factory,
                self.venue,
                self.resources.runtime,
                environment=self.environment,
                session=session,
            )

        limits = self.resources.limits(self.venue, self.environment)
        return Background(self.resources.runtime, build, limits, self.venue)

    async def catalogue(self, max_age: float) -> Catalogue:
        """Return the venue's markets; `max_age` is in seconds."""

        async def load(before: Catalogue | None) -> Catalogue:
            background = self.background()
            try:
                return await background.run(
                    lambda client: load_catalogue(client, self.venue, before)
                )
            finally:
                background.close()

        return await self.resources.catalogue(self.venue, self.environment, load, max_age)

    def asks_as(self, other: PublicVenue) -> bool:
        """Return whether the other one asks the same place for prices, in the same way."""
        return self._place == other._place

    @property
    def _place(self) -> tuple[object, ...]:
        venue = self.venue
        how = (venue.client, venue.streams, venue.limits)
        return (venue.client_id, venue.market_type, self.environment, *how)
