"""Imitated venues that Home Assistant reaches."""

from collections.abc import AsyncIterator

from homeassistant.core import HomeAssistant
import pytest

from tests.fake_exchange.binance import FakeBinance
from tests.fake_exchange.bybit import FakeBybit
from tests.fake_exchange.server import FakeServer
from tests.live_face import reachable


@pytest.fixture(autouse=True)
def sockets(socket_enabled: None) -> None:
    """Let Home Assistant reach the imitations on this machine."""


@pytest.fixture
def binance() -> FakeBinance:
    """Return an imitation of Binance whose key works from one address only."""
    fake = FakeBinance()
    fake.account.keys[0].ip_restricted = True
    return fake


@pytest.fixture
def bybit() -> FakeBybit:
    """Return an imitation of Bybit whose key works from one address only."""
    fake = FakeBybit()
    fake.account.keys[0].ip_restricted = True
    return fake


@pytest.fixture
async def server(
    hass: HomeAssistant,
    binance: FakeBinance,
    bybit: FakeBybit,
) -> AsyncIterator[FakeServer]:
    """Serve both to Home Assistant."""
    async with reachable(hass, binance, bybit) as server:
        yield server
