"""Test the sensors of what a bot holds in one market and side."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.helpers.template import Template
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.tradehook.const import DOMAIN
from tests.face import BOT, BTC, CLOSE_BUTTON, POSITION, PROFIT, Face


async def test_the_sensors_come_with_the_first_position(
    hass: HomeAssistant,
    face: Face,
    entity_registry: er.EntityRegistry,
    device_registry: dr.DeviceRegistry,
) -> None:
    """Test that they are made when first needed, on the bot's device, by stable unique ids."""
    assert hass.states.get(POSITION) is None

    await face.open()

    entry = entity_registry.async_get(POSITION)
    assert entry is not None
    assert entry.unique_id == f"{BOT}-BTC/USDT-long-position"
    assert entry.config_subentry_id == BOT
    device = device_registry.async_get_device_by_identifier((DOMAIN, BOT), face.entry.entry_id)
    assert device is not None
    assert entry.device_id == device.id
    assert face.state(POSITION).attributes["friendly_name"] == "Trend BTC/USDT long position"
    assert face.state(PROFIT).attributes["friendly_name"] == "Trend BTC/USDT long profit"


async def test_a_position_from_its_entry_to_its_end(face: Face) -> None:
    """Test the states that automations wait for."""
    await face.open_limit()
    assert face.state(POSITION).state == "pending"
    assert face.state(POSITION).attributes["options"] == ["flat", "pending", "open", "closing"]

    await face.price(59900)
    assert face.state(POSITION).state == "open"

    await face.press(CLOSE_BUTTON)
    assert face.state(POSITION).state == "flat"


async def test_the_details_are_attributes(face: Face) -> None:
    """Test that one position is described beside its state."""
    await face.open(
        signal_id="mine",
        take_profit=[{"price_percentage": 2, "position_percentage": 100}],
        stop_loss={"stop_percentage": 3},
    )
    (row,) = await face.account.positions()

    attributes = face.state(POSITION).attributes
    assert attributes["symbol"] == BTC
    assert attributes["side"] == "long"
    for name in ("position_id", "signal_id", "status", "no_stop", "leverage", "opened_at"):
        assert attributes[name] == row[name], name
    market = face.account.exchange.markets[BTC]
    for name, step in (
        ("size", market.amount_step),
        ("entry_price", market.price_tick),
        ("stop_price", market.price_tick),
        ("next_target_price", market.price_tick),
        ("invested", Decimal("1e-8")),
        ("margin", Decimal("1e-8")),
        ("risk", Decimal("1e-8")),
        ("fees", Decimal("1e-8")),
    ):
        shown = attributes[name]
        assert isinstance(shown, float), name
        assert abs(Decimal(str(shown)) - Decimal(str(dict(row)[name]))) <= step / 2, name
        assert Decimal(str(shown)) % step == 0, name
    (target,) = attributes["take_profit"]
    assert target["price"] == attributes["next_target_price"]
    assert target["position_percentage"] == 100.0
    assert attributes["stop_loss"]["stop_price"] == attributes["stop_price"]
    assert {type(order["amount"]) for order in attributes["orders"]} == {float}


async def test_attributes_are_compared_without_a_filter(hass: HomeAssistant, face: Face) -> None:
    """Test what an automation writes: numbers, and none where nothing is held."""
    await face.open()
    text = f"{{{{ state_attr('{POSITION}', 'size') > 0 }}}}"
    assert Template(text, hass).async_render() is True

    await face.press(CLOSE_BUTTON)
    assert "size" not in face.state(POSITION).attributes


async def test_no_number_is_a_text_however_deep_it_lies(face: Face) -> None:
    """Test targets, stop, what waits and orders, and the event of each step."""
    await face.open(
        order_type="limit",
        signal_price="65000",
        stop_loss={
            "stop_percentage": 5,
            "protection_type": "PRICE",
            "trailing_percentage": 1,
            "trailing_distance": 0.5,
        },
        dca_orders=[{"price_percentage": 2, "quantity_percentage": 100}],
        take_profit=[
            {"price_percentage": 2, "position_percentage": 50},
            {"price_percentage": 5, "position_percentage": 50, "trailing_distance": 1},
        ],
    )
    for price in ("64900", "66500", "68500"):
        await face.price(price)
        for entity_id in (POSITION, "event.trend_position"):
            numbers = [
                (name, text)
                for name, text in texts(face.state(entity_id).attributes)
                if name not in {"client_order_id", "order_id"} and is_number(text)
            ]
            assert numbers == []


def texts(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    """Yield each text with its name, however deep it lies."""
    match value:
        case str():
            yield name, value
        case Mapping():
            for inner, item in value.items():
                yield from texts(item, inner)
        case list() | tuple():
            for item in value:
                yield from texts(item, name)


def is_number(text: str) -> bool:
    """Return whether a text is a number."""
    try:
        Decimal(text)
    except InvalidOperation:
        return False
    return True


async def test_several_positions_are_added_up_and_listed(face: Face) -> None:
    """Test two positions behind one sensor."""
    await face.open(quote_amount=100)
    await face.open(quote_amount=200)
    rows = await face.account.positions()

    attributes = face.state(POSITION).attributes
    assert [one["position_id"] for one in attributes["positions"]] == [
        row["position_id"] for row in reversed(rows)
    ]
    size = sum((Decimal(str(row["size"])) for row in rows), Decimal(0))
    invested = sum((Decimal(str(row["invested"])) for row in rows), Decimal(0))
    assert attributes["size"] == pytest.approx(float(size), abs=0.0000005)
    assert attributes["invested"] == pytest.approx(float(invested), abs=1e-7)
    assert attributes["entry_price"] == pytest.approx(float(invested / size), abs=0.006)
    assert attributes["no_stop"] is True
    assert "position_id" not in attributes


async def test_the_profit_is_unknown_when_flat(face: Face) -> None:
    """Test that a flat slot shows no old profit."""
    await face.open()
    assert face.state(PROFIT).state != "unknown"
    assert face.state(PROFIT).attributes["unit_of_measurement"] == "%"

    await face.press(CLOSE_BUTTON)

    assert face.state(PROFIT).state == "unknown"


async def test_the_profit_follows_the_price(hass: HomeAssistant, face: Face) -> None:
    """Test that the profit moves with the price, every thirty seconds at most."""
    await face.open()
    before = face.state(PROFIT).state

    await face.price(71500)
    assert face.state(PROFIT).state == before

    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=31))
    await hass.async_block_till_done()
    assert 9 < Decimal(face.state(PROFIT).state) < 10


async def test_an_old_slot_is_shown_after_a_reload(face: Face) -> None:
    """Test that a sensor stays for good, flat, and never unavailable."""
    await face.open()
    await face.press(CLOSE_BUTTON)

    await face.reload()

    assert face.state(POSITION).state == "flat"
    assert face.state(PROFIT).state == "unknown"
    face.account.on_connected(connected=False)
    assert face.state(POSITION).state == "flat"
    assert face.state(CLOSE_BUTTON).state != "unavailable"


async def test_an_open_position_is_open_after_a_reload(face: Face) -> None:
    """Test that the sensor's state comes from the ledger."""
    await face.open(signal_id="mine")

    await face.reload()

    assert face.state(POSITION).state == "open"
    assert face.state(POSITION).attributes["signal_id"] == "mine"
