"""Tests of the sensors of markets: price, funding rate, distance to the stop."""

from collections.abc import AsyncIterator
from datetime import timedelta
from decimal import Decimal
from unittest.mock import patch

from homeassistant.core import HomeAssistant
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.tradehook.exchanges.paper import PaperExchange
from custom_components.tradehook.exchanges.port.exchange import VenueError
from tests.face import BTC, ETH, Face, account_entry, loaded

PRICE = "sensor.paper_btc_usdt_price"
ETH_PRICE = "sensor.paper_eth_usdt_price"
DISTANCE = "sensor.trend_btc_usdt_long_distance_to_stop"
SHORT_DISTANCE = "sensor.trend_btc_usdt_short_distance_to_stop"
FUNDING = "sensor.paper_btc_usdt_funding_rate"


async def rested(face: Face) -> None:
    """Let what prices have moved be written."""
    async_fire_time_changed(face.hass, dt_util.utcnow() + timedelta(seconds=31))
    await face.settle()


async def test_a_held_market_has_a_price_that_is_off_at_first(
    face: Face, entity_registry: er.EntityRegistry
) -> None:
    await face.open()

    for entity_id in (PRICE, DISTANCE):
        entry = entity_registry.async_get(entity_id)
        assert entry is not None
        assert entry.disabled_by is er.RegistryEntryDisabler.INTEGRATION
    assert entity_registry.async_get(FUNDING) is None, "nobody pays funding on spot"


@pytest.mark.usefixtures("entity_registry_enabled_by_default")
async def test_the_price_comes_held_or_not(face: Face) -> None:
    """Test that it goes on when nothing is held any more, and is unknown once it is old."""
    await face.open()
    shown = face.state(PRICE)
    assert (shown.state, shown.attributes["unit_of_measurement"]) == ("65000", "USDT")
    assert shown.attributes["state_class"] == "measurement"
    await face.press("button.trend_close_btc_usdt_long")
    await face.price(66000)
    await rested(face)
    assert face.state(PRICE).state == "66000"

    with patch.object(type(face.account), "last_price", return_value=None):
        face.account.on_quote(BTC, face.account._engine.prices.quotes[BTC])
        assert face.state(PRICE).state == "unknown"


async def test_a_chosen_market_has_a_price_though_nothing_was_ever_held(
    hass: HomeAssistant, face: Face, entity_registry: er.EntityRegistry
) -> None:
    """Test the choice in the options, and that taking it back takes the sensor away."""
    for chosen in ([ETH], []):
        flow = await hass.config_entries.options.async_init(face.entry.entry_id)
        flow = await hass.config_entries.options.async_configure(
            flow["flow_id"], {"next_step_id": "markets"}
        )
        assert flow["step_id"] == "markets"
        flow = await hass.config_entries.options.async_configure(
            flow["flow_id"], {"shown_markets": chosen}
        )
        await hass.async_block_till_done()
        await face.settle()
        assert (entity_registry.async_get(ETH_PRICE) is not None) == bool(chosen)
        if chosen:
            await face.price(3000, ETH)
            await rested(face)
            assert face.state(ETH_PRICE).state == "3000"
    assert hass.states.get(ETH_PRICE) is None


@pytest.mark.usefixtures("entity_registry_enabled_by_default")
async def test_the_distance_is_that_to_the_nearest_stop(face: Face) -> None:
    """Test it in percent of the price; without a stop, a price or a position it is unknown."""
    await face.open()
    assert face.state(DISTANCE).state == "unknown", "there is no stop"
    await face.open(stop_loss={"stop_price": "58500"})
    await face.open(stop_loss={"stop_price": "61750"})
    assert Decimal(face.state(DISTANCE).state) == 5
    await face.account.close_positions(
        [one.position_id for one in face.account.slot_positions(next(iter(face.account.slots)))]
    )
    await face.settle()
    assert face.state(DISTANCE).state == "unknown"


@pytest.fixture
async def futures(
    hass: HomeAssistant,
    config_folder: object,  # noqa: ARG001  it moves the ledger there
    entity_registry_enabled_by_default: None,  # noqa: ARG001  it has to come before
) -> AsyncIterator[Face]:
    """Provide an account for perpetuals that charges funding."""
    entry = account_entry(market_type="linear", also={"funding_rate": "0.01"})
    async with loaded(hass, entry) as face:
        yield face


async def test_a_perpetual_tells_its_funding_rate(futures: Face) -> None:
    """Test rate and time, that it is asked for again, and that a refusal makes it unknown."""
    symbol = f"{BTC}:USDT"
    await futures.open(symbol=symbol, side="short", stop_loss={"stop_price": "71500"})
    shown = futures.state(FUNDING)
    assert shown.state == "0.01"
    assert shown.attributes["hours"] == 8
    assert timedelta(0) < shown.attributes["next_funding"] - dt_util.utcnow() <= timedelta(hours=8)
    assert Decimal(futures.state(SHORT_DISTANCE).state) == 10

    with patch.object(PaperExchange, "fetch_funding_rate", side_effect=VenueError("gone")):
        async_fire_time_changed(futures.hass, dt_util.utcnow() + timedelta(minutes=6))
        await futures.settle()
    assert futures.state(FUNDING).state == "unknown"
