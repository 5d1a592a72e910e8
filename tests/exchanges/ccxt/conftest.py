"""Imitated venues under their own host names, and open accounts there."""

from collections.abc import AsyncIterator

import pytest

from custom_components.tradehook.exchanges.port.timings import VenueTimings
from custom_components.tradehook.execution.common.timing.timings import Timings
from tests.exchanges.live import Live, World, imitation, live
from tests.fake_exchange.binance import FakeBinance
from tests.fake_exchange.venue import FakeVenue


@pytest.fixture(autouse=True)
def sockets(socket_enabled: None) -> None:
    """Let the tests reach the imitations on this machine."""


@pytest.fixture
def code() -> str:
    """Return the code of the venue; most tests are parametrized with several."""
    return "BINA"


@pytest.fixture
def venue(code: str) -> FakeVenue:
    """Return the imitation of the venue."""
    return imitation(code)


@pytest.fixture
def binance(venue: FakeVenue) -> FakeBinance:
    """Return it where it is Binance."""
    assert isinstance(venue, FakeBinance)
    return venue


@pytest.fixture
def timings() -> Timings:
    """Return what accounts wait for."""
    return Timings()


@pytest.fixture
def venue_timings() -> VenueTimings:
    """Return what accounts on a venue wait for; `waits` has others."""
    return VenueTimings()


@pytest.fixture
async def world(
    venue: FakeVenue, timings: Timings, venue_timings: VenueTimings
) -> AsyncIterator[World]:
    """Serve it."""
    async with World(venue, timings=timings, venue_timings=venue_timings) as world:
        yield world


@pytest.fixture
async def spot(world: World) -> AsyncIterator[Live]:
    """Return an open account on Binance spot."""
    async with live(world, "BINA") as account:
        yield account


@pytest.fixture
async def futures(world: World) -> AsyncIterator[Live]:
    """Return an open account on Binance's USD-M futures."""
    async with live(world, "BIFU") as account:
        yield account
