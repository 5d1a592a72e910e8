"""The venues that hold stops, one after the other."""

from collections.abc import AsyncIterator

import pytest

from custom_components.tradehook.exchanges.port.timings import OrderTimings, VenueTimings
from tests.exchanges.live import World, live
from tests.fake_exchange.venue import FakeVenue

from .scene import CODES, Scene, give


@pytest.fixture(params=CODES)
def code(request: pytest.FixtureRequest) -> str:
    """Return the code of each venue on which stops rest."""
    code: str = request.param
    return code


@pytest.fixture
def venue_timings() -> VenueTimings:
    """Look at the lists of a venue without streams several times a second."""
    return VenueTimings(orders=OrderTimings(list_every_without_streams=0.2))


@pytest.fixture
async def scene(world: World, venue: FakeVenue, code: str) -> AsyncIterator[Scene]:
    """Return an account that holds 0.01 bitcoin at 60,000, and proves absence after 0.3 s."""
    give(venue, code)
    async with live(world, code, absence_after=0.3) as account:
        yield Scene(account, venue, code)
