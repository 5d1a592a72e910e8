"""Tests of the blueprints that tell a phone what happened, each executed by the real engine."""

from datetime import timedelta
from typing import Any

from freezegun import freeze_time
from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.helpers import device_registry as dr
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    MockConfigEntry,
    async_fire_time_changed,
    async_mock_service,
)

from tests.face import BOT, Face
from tests.test_blueprints import automate

POSITION_EVENT = "event.trend_position"
SIGNAL_EVENT = "event.trend_signal"
STATUS = "sensor.trend_status"
PHONE = "notify.mobile_app_phone"
STOP: dict[str, Any] = {"stop_loss": {"stop_percentage": 2}}
TARGETS: dict[str, Any] = {
    "take_profit": [{"price_percentage": share, "position_percentage": 50} for share in (1, 2)]
}


@pytest.fixture
async def sent(hass: HomeAssistant) -> list[ServiceCall]:
    """Collect what is sent to the phone."""
    return async_mock_service(hass, "notify", "mobile_app_phone")


async def tell(face: Face, name: str, **inputs: Any) -> None:
    """Set up an automation that tells the phone."""
    await automate(face, name, notify_action=PHONE, **inputs)


async def position_id(face: Face) -> str:
    """Return the id of the newest position."""
    return str((await face.account.positions())[0]["position_id"])


def titles(sent: list[ServiceCall]) -> list[str]:
    """Return what was told, in its order."""
    return [str(call.data["title"]) for call in sent]


def leads_to(call: ServiceCall) -> str:
    """Return where a tap leads, with both kinds of phone."""
    data = call.data["data"]
    assert data["url"] == data["clickAction"]
    return str(data["url"])


async def test_every_fill_is_told(face: Face, sent: list[ServiceCall]) -> None:
    """Test an entry, a DCA order and a close by hand, each with the address of the position."""
    await tell(face, "fill_notification", position_events=[POSITION_EVENT])
    await face.open(dca_orders=[{"price_percentage": 1, "quantity_percentage": 100}])
    await face.price(64000)
    opened = await position_id(face)
    await face.account.close_positions([opened])
    await face.settle()

    assert titles(sent) == [
        "BTC/USDT long: opened",
        "BTC/USDT long: DCA order filled",
        "BTC/USDT long: closed",
    ]
    assert sent[0].data["message"].startswith("0.00153")
    assert "Average entry 6" in sent[0].data["message"]
    assert "(manual)" in sent[2].data["message"]
    assert {leads_to(call) for call in sent} == {f"/tradehook/positions/{opened}"}


@pytest.mark.parametrize(
    ("inputs", "action"),
    [
        ({"phone": True}, "mobile_app_anna_s_phone"),
        ({"phone": True, "notify_action": "notify.family"}, "family"),
        ({}, "notify"),
    ],
)
async def test_phone_is_chosen_from_the_list_unless_another_action_is_named(
    face: Face, inputs: dict[str, Any], action: str
) -> None:
    """Test that the name by which a person calls the device doesn't matter."""
    sent = async_mock_service(face.hass, "notify", action)
    app = MockConfigEntry(domain="mobile_app")
    app.add_to_hass(face.hass)
    devices = dr.async_get(face.hass)
    device = devices.async_get_or_create(
        config_entry_id=app.entry_id, identifiers={("mobile_app", "1")}, name="Anna's phone"
    )
    devices.async_update_device(device.id, name_by_user="Mine")
    if "phone" in inputs:
        inputs = {**inputs, "phone": device.id}
    await automate(face, "refusal_notification", signal_events=[SIGNAL_EVENT], **inputs)

    await face.account.send_signal(BOT, {"action": "open", "symbol": "NOPE/USDT", "side": "long"})
    await face.settle()

    assert len(sent) == 1


async def test_every_target_is_told(face: Face, sent: list[ServiceCall]) -> None:
    await tell(face, "target_notification", position_events=[POSITION_EVENT])
    await face.open(**TARGETS, **STOP)
    await face.price(65700)
    await face.price(67000)

    assert titles(sent) == [
        "BTC/USDT long: target 1 reached",
        "BTC/USDT long: target 2 reached",
    ]
    assert "Realized so far +0.35 USDT." in sent[0].data["message"]
    assert "The stop stands at 637" in sent[0].data["message"]
    assert leads_to(sent[0]) == f"/tradehook/positions/{await position_id(face)}"


@pytest.mark.parametrize("moves", [False, True])
async def test_every_stop_is_told(face: Face, sent: list[ServiceCall], moves: bool) -> None:
    """Test that what it came to replaces that it was hit, and that moves are told on request."""
    await tell(face, "stop_notification", position_events=[POSITION_EVENT], moves=moves)
    await face.open(**STOP)
    opened = await position_id(face)
    await face.account.modify_position(opened, {"stop_loss": {"stop_price": "64000"}})
    await face.settle()
    await face.price(63900)

    told = ["stop hit", "closed by its stop"]
    told = ["stop moved", *told] if moves else told
    assert titles(sent) == [f"BTC/USDT long: {one}" for one in told]
    assert sent[-1].data["message"].startswith("Result -")
    assert {call.data["data"]["tag"] for call in sent} == {f"{opened}-stop"}
    assert leads_to(sent[-1]) == f"/tradehook/positions/{opened}"


async def test_a_refusal_is_told_with_its_reason(face: Face, sent: list[ServiceCall]) -> None:
    await tell(face, "refusal_notification", signal_events=[SIGNAL_EVENT])
    await face.open()
    assert sent == []

    await face.account.send_signal(BOT, {"action": "open", "symbol": "NOPE/USDT", "side": "long"})
    await face.settle()

    (call,) = sent
    assert call.data["title"] == "Trend: signal refused"
    assert call.data["message"].startswith("open NOPE/USDT long: ")
    assert leads_to(call) == "/tradehook/signals"


async def test_a_halt_is_told_once(face: Face, sent: list[ServiceCall]) -> None:
    """Test that a reload, after which the bot is as halted as before, tells nothing."""
    await tell(face, "halt_notification", statuses=[STATUS])
    face.hass.states.async_set(STATUS, "halted", {"reason": "daily_loss"})
    await face.hass.async_block_till_done()
    face.hass.states.async_set(STATUS, "unavailable")
    face.hass.states.async_set(STATUS, "halted", {"reason": "daily_loss"})
    await face.hass.async_block_till_done()

    (call,) = sent
    assert call.data["title"] == "Trend is halted"
    assert call.data["message"].startswith("Daily loss. Open positions keep")
    assert leads_to(call) == "/tradehook/overview"


async def test_what_is_remembered_is_not_told_again(face: Face, sent: list[ServiceCall]) -> None:
    """Test a reload of the account, after which its events are there as before."""
    await tell(face, "fill_notification", position_events=[POSITION_EVENT])
    await face.open()
    assert len(sent) == 1

    await face.reload()

    assert len(sent) == 1


@pytest.mark.parametrize(("quiet_days", "count"), [(True, 1), (False, 0)])
async def test_a_quiet_day_is_reported_on_request(
    face: Face, sent: list[ServiceCall], quiet_days: bool, count: int
) -> None:
    await tell(face, "daily_report", at="08:00:00", quiet_days=quiet_days)
    await next_morning(face)

    assert len(sent) == count
    if count:
        assert sent[0].data["message"] == "Nothing was booked. 0 open now."


async def test_the_day_is_reported(face: Face, sent: list[ServiceCall]) -> None:
    await tell(face, "daily_report", at="08:00:00", quiet_days=False)
    await face.open()
    await face.price(66000)
    await face.account.close_positions([await position_id(face)])
    await face.settle()
    await face.open(signal_id="stays")
    day = dt_util.now().date()
    await next_morning(face)

    (call,) = sent
    message = call.data["message"]
    assert call.data["title"] == f"Tradehook on {day}"
    assert message.startswith("+1.")
    assert "USDT (paper): 1 trade, 100 % won, fees 0." in message
    assert message.endswith("1 open now, 1 without a stop.")
    assert leads_to(call) == "/tradehook/results"


async def next_morning(face: Face) -> None:
    """Let it become eight o'clock of the next day, once."""
    eight = dt_util.start_of_local_day() + timedelta(days=1, hours=8, seconds=1)
    with freeze_time(eight, tick=True):
        async_fire_time_changed(face.hass)
        await face.hass.async_block_till_done()
    off = {"entity_id": "automation.daily_report"}
    await face.hass.services.async_call("automation", "turn_off", off, blocking=True)
