"""Tests of what is done on the venue for a live account that is removed."""

from homeassistant.components import persistent_notification
from homeassistant.core import HomeAssistant
from homeassistant.setup import async_setup_component
import pytest

from tests.exchanges.live import until
from tests.face import BOT, live_entry, loaded
from tests.fake_exchange.binance import FakeBinance
from tests.fake_exchange.server import FakeServer

pytestmark = pytest.mark.usefixtures("config_folder")
BTC = "BTC/USDT"


@pytest.mark.usefixtures("server")
@pytest.mark.parametrize(("code", "market_type"), [("BINA", "spot"), ("BIFU", "linear")])
async def test_removed_account_takes_its_entries_and_targets_back_and_leaves_its_stops(
    hass: HomeAssistant, binance: FakeBinance, code: str, market_type: str
) -> None:
    """Test that nothing opens or sells later that nobody manages, and that the rest is told."""
    assert await async_setup_component(hass, "persistent_notification", {})
    told: list[str] = []
    persistent_notification.async_register_callback(
        hass, lambda _kind, changed: told.extend(n["message"] for n in changed.values())
    )
    symbol = BTC if market_type == "spot" else f"{BTC}:USDT"
    async with loaded(hass, live_entry(code, market_type=market_type)) as face:
        message = {
            "action": "open",
            "symbol": symbol,
            "side": "long",
            "base_amount": "0.008",
            "dca_orders": [{"price_percentage": 10, "quantity_percentage": 100}],
            "take_profit": [{"price_percentage": 5, "position_percentage": 100}],
            "stop_loss": {"stop_percentage": 4},
        }
        answer = await face.account.send_signal(BOT, message)
        assert answer.status == 202, answer.body
        await until(lambda: len(binance.open_orders) >= 3)
        await face.settle()
        await hass.config_entries.async_remove(face.entry.entry_id)
        await hass.async_block_till_done()

    rests = binance.open_orders
    (stop,) = [order for order in rests if order.trigger is not None]
    # On spot the target rests as one with its stop: a cancel would take the stop along
    pairs = market_type == "spot"
    targets = [order for order in rests if order is not stop]
    assert [(order.side, order.amount) for order in targets] == [(stop.side, stop.amount)] * pairs
    history, left = told
    assert "trades are kept" in history
    cancelled = 1 if pairs else 2
    assert f"{cancelled} resting entries and take profits were cancelled on Binance" in left
    assert f"{symbol} long" in left
    assert left.endswith("look after them on the exchange: -.")
    assert f"Stops that stay: {symbol} sell 0.00" in left
    paired = f"{symbol} sell 0.00" if pairs else "-. Orders"
    assert f"each rests as one order with its stop: {paired}" in left
    assert left.count(f"{symbol} sell 0.00") == len(rests)


async def test_orders_that_a_removed_account_could_not_cancel_are_told(
    hass: HomeAssistant, server: FakeServer, binance: FakeBinance
) -> None:
    """Test that a venue that is out of reach holds nothing up, and hides nothing."""
    assert await async_setup_component(hass, "persistent_notification", {})
    told: list[str] = []
    persistent_notification.async_register_callback(
        hass, lambda _kind, changed: told.extend(n["message"] for n in changed.values())
    )
    async with loaded(hass, live_entry("BINA")) as face:
        message = {"symbol": BTC, "side": "long", "order_type": "limit", "signal_price": "50000"}
        assert (await face.account.send_signal(BOT, message)).status == 202
        await until(lambda: binance.open_orders)
        await face.settle()
        await hass.config_entries.async_unload(face.entry.entry_id)
        await server.cut()
        await hass.config_entries.async_remove(face.entry.entry_id)
        await hass.async_block_till_done()

    assert len(binance.open_orders) == 1
    assert f"look after them on the exchange: {BTC} buy 0.002 @ 50000." in told[-1]
