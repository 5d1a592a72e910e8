"""Tests of live accounts in Home Assistant, on imitated venues."""

from homeassistant.config_entries import SOURCE_USER, ConfigEntryState, SubentryFlowContext
from homeassistant.core import HomeAssistant
from homeassistant.data_entry_flow import FlowResultType
from homeassistant.exceptions import ServiceValidationError
from homeassistant.helpers import device_registry as dr
import pytest

from custom_components.tradehook.diagnostics import async_get_config_entry_diagnostics
from tests.face import account_entry, live_entry, loaded
from tests.fake_exchange.binance import FakeBinance
from tests.fake_exchange.bybit import FakeBybit
from tests.fake_exchange.clients import KEYS
from tests.flow_steps import defaults_of, fields_of, start_bot
from tests.live_face import reachable

pytestmark = pytest.mark.usefixtures("config_folder")
BTC = "BTC/USDT"


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


@pytest.mark.usefixtures("socket_enabled")
@pytest.mark.parametrize(("isolated", "margin_mode"), [(False, "cross"), (True, "isolated")])
async def test_new_bot_takes_the_margin_mode_of_the_account_where_there_is_one(
    hass: HomeAssistant,
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


@pytest.mark.usefixtures("server")
async def test_actions_for_paper_accounts_leave_a_live_one_alone(hass: HomeAssistant) -> None:
    """Test the exact refusals, whether the account is named or all simulated ones are meant."""
    async with loaded(hass, live_entry("BINA")) as face:
        named = {"account": face.entry.entry_id}
        for which in (named, {}):
            with pytest.raises(ServiceValidationError, match="not_simulated"):
                await face.call("set_simulated_price", {"symbol": BTC, "price": 1, **which})
        with pytest.raises(ServiceValidationError, match="not_paper"):
            await face.call("reset_paper_account", {**named, "confirm": True})


@pytest.mark.usefixtures("server")
async def test_prices_of_simulated_markets_move_beside_a_live_account(hass: HomeAssistant) -> None:
    """Test that who names no account means those that are simulated."""
    live = live_entry("BINA", bots=())
    async with loaded(hass, live), loaded(hass, account_entry()) as paper:
        answer = await paper.call("set_simulated_price", {"symbol": BTC, "price": 60000})

        assert answer == {"symbol": BTC, "price": "60000.00"}


@pytest.mark.usefixtures("server")
async def test_device_and_entities_of_a_live_account(
    hass: HomeAssistant, device_registry: dr.DeviceRegistry
) -> None:
    """Test what Home Assistant shows of it."""
    async with loaded(hass, live_entry("BINA")) as face:
        devices = dr.async_entries_for_config_entry(device_registry, face.entry.entry_id)
        (device,) = [one for one in devices if one.via_device_id is None]
        assert (device.name, device.model) == ("Live", "Live account (Binance)")
        assert face.state("binary_sensor.live_exchange_connection").state == "on"
        assert face.state("sensor.live_equity").state == "10000"
        assert face.state("switch.live_trading").state == "on"


@pytest.mark.usefixtures("server")
async def test_diagnostics_of_a_live_account_tell_no_key(hass: HomeAssistant) -> None:
    """Test the whole of what a user may publish."""
    async with loaded(hass, live_entry("BINA")) as face:
        told = repr(await async_get_config_entry_diagnostics(hass, face.entry))

        assert "BINA" in told
        assert not any(secret in told for secret in KEYS.values())


@pytest.mark.usefixtures("server")
async def test_accounts_of_an_exchange_share_its_markets(
    hass: HomeAssistant, binance: FakeBinance
) -> None:
    """Test that the second account does not load what the first one has."""
    async with loaded(hass, live_entry("BINA")):
        asked = len(binance.sent("markets"))
        other = account_entry(title="Other", also={"price_source": "BINA"}, bots=())
        async with loaded(hass, other) as second:
            assert second.account.exchange.markets
            assert len(binance.sent("markets")) == asked


@pytest.mark.usefixtures("server")
async def test_reload_of_an_account_leaves_the_others_connected(
    hass: HomeAssistant, binance: FakeBinance
) -> None:
    """Test that the session outlives every account: the venue answers after one is gone."""
    async with loaded(hass, live_entry("BINA")) as first:
        futures = live_entry("BIFU", market_type="linear", bots=())
        async with loaded(hass, futures) as second:
            await first.reload()
            assert (await second.account.exchange.fetch_balances())["USDT"].total == 10_000
        assert (await first.account.exchange.fetch_balances())["USDT"].total == 10_000
    assert binance.streams.connections == []
