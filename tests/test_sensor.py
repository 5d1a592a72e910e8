"""Test the sensors of accounts and bots."""

from datetime import timedelta
from decimal import Decimal
from types import MappingProxyType
from unittest.mock import patch

from homeassistant.config_entries import ConfigSubentry
from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant
from homeassistant.helpers import device_registry as dr, entity_registry as er
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.tradehook.const import DOMAIN
from custom_components.tradehook.execution.state.bot import BotStatus
from tests.face import BOT, BOT_SWITCH, CLOSE_BUTTON, Face, bot_subentry

EQUITY = "sensor.paper_equity"
BOT_UNREALIZED = "sensor.trend_unrealized_profit"


@pytest.mark.parametrize(
    ("entity_id", "state", "unit"),
    [
        ("sensor.paper_equity", "10000", "USDT"),
        ("sensor.paper_free_balance", "10000", "USDT"),
        ("sensor.paper_invested", "0", "USDT"),
        ("sensor.paper_unrealized_profit", "0", "USDT"),
        ("sensor.paper_realized_profit", "0", "USDT"),
        ("sensor.paper_realized_profit_today", "0", "USDT"),
        ("sensor.paper_open_positions", "0", None),
        ("sensor.trend_status", "running", None),
        ("sensor.trend_open_positions", "0", None),
        ("sensor.trend_invested", "0", "USDT"),
        ("sensor.trend_unrealized_profit", "0", "USDT"),
        ("sensor.trend_realized_profit", "0", "USDT"),
        ("sensor.trend_win_rate", "unknown", "%"),
        ("sensor.trend_trades", "0", None),
        ("sensor.trend_last_signal", "unknown", None),
    ],
)
async def test_before_anything_was_traded(
    face: Face, entity_id: str, state: str, unit: str | None
) -> None:
    """Test every sensor of a fresh account and bot."""
    shown = face.state(entity_id)

    assert shown.state == state
    assert shown.attributes.get("unit_of_measurement") == unit


async def test_money_has_long_term_statistics_and_no_device_class(face: Face) -> None:
    """Test that a stable coin is not called a currency."""
    attributes = face.state(EQUITY).attributes

    assert attributes["state_class"] == "measurement"
    assert "device_class" not in attributes


async def test_the_numbers_follow_a_trade(face: Face) -> None:
    """Test a trade from its opening to its profit."""
    await face.open(quote_amount=100)

    assert face.state("sensor.paper_open_positions").state == "1"
    assert face.state("sensor.trend_open_positions").state == "1"
    invested = Decimal(face.state("sensor.trend_invested").state)
    assert 95 < invested <= 101
    assert Decimal(face.state("sensor.paper_invested").state) == invested
    assert Decimal(face.state("sensor.paper_free_balance").state) < 9906
    assert face.state("sensor.trend_last_signal").state != "unknown"

    await face.price(71500)
    await face.press(CLOSE_BUTTON)

    profit = Decimal(face.state("sensor.trend_realized_profit").state)
    assert 9 < profit < 10
    assert Decimal(face.state("sensor.paper_realized_profit").state) == profit
    assert Decimal(face.state("sensor.paper_realized_profit_today").state) == profit
    assert face.state("sensor.trend_invested").state == "0"
    assert face.state("sensor.trend_trades").state == "1"
    assert face.state("sensor.trend_win_rate").state == "100"


async def test_a_mere_price_is_written_every_thirty_seconds_at_most(
    hass: HomeAssistant, face: Face
) -> None:
    """Test that a ticking price does not fill the recorder."""
    await face.open(quote_amount=100)
    before = {entity: face.state(entity).state for entity in (EQUITY, BOT_UNREALIZED)}

    await face.price(65650)
    await face.price(66300)
    assert {entity: face.state(entity).state for entity in before} == before

    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=31))
    await hass.async_block_till_done()
    assert Decimal(face.state(BOT_UNREALIZED).state) > Decimal(before[BOT_UNREALIZED]) + 1
    assert Decimal(face.state(EQUITY).state) > Decimal(before[EQUITY]) + 1


async def test_a_price_is_written_at_once_after_a_rest_and_only_if_one_sees_it(
    hass: HomeAssistant, face: Face
) -> None:
    """Test that a market that stood still shows its first move, and no millionth of a cent."""
    await face.open(quote_amount=100)
    async_fire_time_changed(hass, dt_util.utcnow() + timedelta(seconds=31))
    await hass.async_block_till_done()
    before = face.state(BOT_UNREALIZED)

    await face.price("65000.01")
    assert face.state(BOT_UNREALIZED) is before

    await face.price(65650)
    assert Decimal(face.state(BOT_UNREALIZED).state) > Decimal(before.state) + Decimal("0.9")


async def test_a_fill_is_written_at_once(face: Face) -> None:
    """Test that the throttle of prices holds up no event."""
    await face.open(
        quote_amount=100, take_profit=[{"price_percentage": 1, "position_percentage": 50}]
    )

    await face.price(66000)

    assert Decimal(face.state("sensor.trend_realized_profit").state) > 0


@pytest.mark.parametrize("key", ["clock_skew", "latency"])
async def test_noisy_diagnostics_are_off(
    face: Face, entity_registry: er.EntityRegistry, key: str
) -> None:
    """Test that they exist and have to be enabled."""
    entity_id = entity_registry.async_get_entity_id(
        "sensor", DOMAIN, f"{face.entry.entry_id}-{key}"
    )
    assert entity_id is not None
    entry = entity_registry.async_get(entity_id)
    assert entry is not None
    assert entry.entity_category is EntityCategory.DIAGNOSTIC
    assert entry.disabled_by is er.RegistryEntryDisabler.INTEGRATION


async def test_what_only_the_venue_knows_is_unavailable_without_it(face: Face) -> None:
    """Test that an old balance is not shown as if it were true."""
    face.account.on_connected(connected=False)

    assert face.state(EQUITY).state == "unavailable"
    assert face.state("sensor.paper_free_balance").state == "unavailable"
    assert face.state("sensor.paper_realized_profit").state == "0"
    assert face.state("sensor.trend_status").state == "running"
    assert face.state(BOT_SWITCH).state == "on"


async def test_a_stopped_bot_says_so(face: Face) -> None:
    """Test the status."""
    await face.turn(BOT_SWITCH, on=False)

    assert face.state("sensor.trend_status").state == "stopped"


async def test_a_halted_bot_says_why(face: Face) -> None:
    """Test that the reason stands beside the status."""
    bot = face.account.bots[BOT]
    bot.reason = "daily_loss"
    with patch.object(type(bot), "status", BotStatus.HALTED):
        await face.turn(BOT_SWITCH, on=True)
        state = face.state("sensor.trend_status")

    assert state.state == "halted"
    assert state.attributes["options"] == ["running", "cooling_down", "stopped", "halted"]


async def test_a_bot_that_comes_later_is_shown_without_a_reload(
    hass: HomeAssistant, face: Face, device_registry: dr.DeviceRegistry
) -> None:
    """Test that adding a bot leaves the others running, and removing it takes its device away."""
    account = face.account
    await face.open()
    second = "01J0000000000000000000BOT2"
    data = bot_subentry(second, "Second")

    subentry = ConfigSubentry(
        data=MappingProxyType(data["data"]),
        subentry_id=second,
        subentry_type="bot",
        title="Second",
        unique_id=None,
    )
    hass.config_entries.async_add_subentry(face.entry, subentry)
    await face.settle()

    assert face.account is account
    assert face.state("switch.second").state == "on"
    bot = device_registry.async_get_device_by_identifier((DOMAIN, second), face.entry.entry_id)
    home = device_registry.async_get_device_by_identifier(
        (DOMAIN, face.entry.entry_id), face.entry.entry_id
    )
    assert bot is not None
    assert home is not None
    assert bot.via_device_id == home.id

    hass.config_entries.async_remove_subentry(face.entry, second)
    await face.settle()

    assert hass.states.get("switch.second") is None
    assert face.state("sensor.trend_open_positions").state == "1"
