"""Tests of live accounts in Home Assistant, on imitated venues."""

from collections.abc import AsyncIterator

from homeassistant.config_entries import ConfigEntryState
from homeassistant.core import HomeAssistant
import pytest

from tests.face import live_entry, loaded
from tests.fake_exchange.binance import FakeBinance
from tests.fake_exchange.server import FakeServer
from tests.live_face import reachable

pytestmark = pytest.mark.usefixtures("config_folder")
BTC = "BTC/USDT"


@pytest.fixture
def binance() -> FakeBinance:
    """Return an imitation of Binance."""
    return FakeBinance()


@pytest.fixture
async def server(
    hass: HomeAssistant,
    binance: FakeBinance,
    socket_enabled: None,  # noqa: ARG001  it is on this machine
) -> AsyncIterator[FakeServer]:
    """Serve it to Home Assistant."""
    async with reachable(hass, binance) as server:
        yield server


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(("code", "market_type"), [("BINA", "spot"), ("BIFU", "linear")])
async def test_live_account_loads_and_unloads(
    hass: HomeAssistant, code: str, market_type: str
) -> None:
    """Test that an account opens its venue; the harness complains of whatever it leaves behind."""
    async with loaded(hass, live_entry(code, market_type=market_type)) as face:
        assert face.entry.state is ConfigEntryState.LOADED
        assert face.account.connected
        assert face.account.exchange.code == code
        assert face.account.equity is not None
    assert face.entry.state is ConfigEntryState.NOT_LOADED
