"""Tests of live accounts in Home Assistant, on imitated venues."""

from collections.abc import AsyncIterator

from homeassistant.config_entries import SOURCE_USER, ConfigEntryState, SubentryFlowContext
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
import pytest

from tests.face import live_entry, loaded
from tests.fake_exchange.binance import FakeBinance
from tests.fake_exchange.bybit import FakeBybit
from tests.fake_exchange.server import FakeServer
from tests.flows import defaults_of, fields_of, start_bot
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


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(
    ("code", "market_type", "size", "margin_mode"),
    [("BINA", "spot", 100, None), ("BIFU", "linear", 200, "isolated")],
)
async def test_new_bot_begins_with_a_size_that_the_exchange_takes(
    hass: HomeAssistant, code: str, market_type: str, size: int, margin_mode: str | None
) -> None:
    """Test the form's defaults: Binance's futures take no order of 60 USDT for 0.001 BTC."""
    async with loaded(hass, live_entry(code, market_type=market_type, bots=())) as face:
        form = defaults_of(fields_of(await start_bot(hass, face.entry.entry_id)))

        assert form["size"] == size
        assert form.get("futures", {}).get("margin_mode") == margin_mode


@pytest.mark.parametrize(("isolated", "margin_mode"), [(False, "cross"), (True, "isolated")])
async def test_new_bot_takes_the_margin_mode_of_the_account_where_there_is_one(
    hass: HomeAssistant,
    socket_enabled: None,  # noqa: ARG001  it is on this machine
    isolated: bool,
    margin_mode: str,
) -> None:
    """Test Bybit, where every order of another mode would be refused."""
    bybit = FakeBybit()
    bybit.account.isolated = isolated
    async with (
        reachable(hass, bybit),
        loaded(hass, live_entry("BYBIF", market_type="linear", bots=())) as face,
    ):
        form = defaults_of(fields_of(await start_bot(hass, face.entry.entry_id)))

        assert form["futures"]["margin_mode"] == margin_mode


async def test_bots_of_an_account_that_does_not_run_are_not_changed(hass: HomeAssistant) -> None:
    """Test that a form without markets to choose from is not shown."""
    entry = live_entry("BINA")
    entry.add_to_hass(hass)

    result = await hass.config_entries.subentries.async_init(
        (entry.entry_id, "bot"), context=SubentryFlowContext(source=SOURCE_USER)
    )

    assert (result["type"], result["reason"]) == (FlowResultType.ABORT, "account_not_loaded")
