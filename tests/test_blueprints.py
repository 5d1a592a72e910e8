"""Tests of the blueprints, each executed by the real automation engine."""

from datetime import timedelta
from pathlib import Path
import shutil
from typing import Any
from urllib.parse import quote

from homeassistant.core import HomeAssistant, ServiceCall
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_mock_service
import yaml

from tests.face import BOT_SWITCH, BTC, Face

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "blueprints" / "automation" / "tradehook"
SOURCE = "https://github.com/tradehook/tradehook/blob/main/blueprints/automation/tradehook/"
IMPORT = "https://my.home-assistant.io/redirect/blueprint_import/?blueprint_url="
NAMES = {
    "daily_report.yaml",
    "fill_notification.yaml",
    "halt_notification.yaml",
    "missing_heartbeat.yaml",
    "position_notification.yaml",
    "refusal_notification.yaml",
    "signal_from_email.yaml",
    "signal_from_telegram.yaml",
    "signal_from_text.yaml",
    "signal_on_trigger.yaml",
    "spoken_answers.yaml",
    "stop_bots.yaml",
    "stop_notification.yaml",
    "target_notification.yaml",
    "trading_hours.yaml",
}
HOURS = "input_boolean.hours"
PRESSED = "mobile_app_notification_action"


async def automate(face: Face, name: str, **inputs: Any) -> None:
    """Set an automation up from a blueprint."""
    folder = Path(face.hass.config.config_dir) / "blueprints" / "automation" / "tradehook"
    await face.hass.async_add_executor_job(shutil.copytree, FOLDER, folder)
    config = {"use_blueprint": {"path": f"tradehook/{name}.yaml", "input": inputs}}
    assert await async_setup_component(
        face.hass, "automation", {"automation": {"id": name, "alias": name, **config}}
    )
    await face.hass.async_block_till_done()
    assert face.state(f"automation.{name}").state == "on"


async def put(face: Face, entity_id: str, state: str) -> None:
    """Set the state of something in the house."""
    face.hass.states.async_set(entity_id, state)
    await face.hass.async_block_till_done()
    await face.settle()


def test_every_blueprint_tells_where_it_comes_from() -> None:
    """Test that all are there, each with the address that it is updated from."""
    assert {path.name for path in FOLDER.iterdir()} == NAMES

    class Loader(yaml.SafeLoader):
        """Reads inputs as text."""

    Loader.add_constructor("!input", lambda _, node: str(node.value))
    for name in NAMES:
        told = yaml.load((FOLDER / name).read_text(), Loader)["blueprint"]  # noqa: S506
        assert told["source_url"] == SOURCE + name
        assert told["homeassistant"]["min_version"] == "2026.10.0"
        assert ("phone" in told["input"]) is ("notify_action" in told["input"])


@pytest.mark.parametrize("name", sorted(NAMES))
def test_every_blueprint_can_be_imported_from_the_docs(name: str) -> None:
    """Test that the link of the page leads to the file."""
    page = (ROOT / "docs" / "blueprints.md").read_text()

    assert IMPORT + quote(SOURCE + name, safe="") in page


@pytest.fixture
async def sent(hass: HomeAssistant) -> list[ServiceCall]:
    """Collect what is sent to the phone."""
    return async_mock_service(hass, "notify", "mobile_app_phone")


@pytest.fixture
async def notified(face: Face, sent: list[ServiceCall]) -> list[ServiceCall]:
    """Open a position under the eyes of the notification's automation."""
    await automate(
        face,
        "position_notification",
        position_event="event.trend_position",
        notify_action="notify.mobile_app_phone",
    )
    await face.open()
    return sent


async def test_phone_is_told_of_a_position(face: Face, notified: list[ServiceCall]) -> None:
    """Test that one notification comes, with two buttons."""
    (call,) = notified
    (row,) = await face.account.positions()
    assert call.data["title"] == "BTC/USDT long opened"
    assert [button["action"] for button in call.data["data"]["actions"]] == [
        f"TRADEHOOK_CLOSE_{row['position_id']}",
        f"TRADEHOOK_KEEP_{row['position_id']}",
    ]


@pytest.mark.parametrize(("button", "status"), [(0, "closed"), (1, "open")])
async def test_buttons_close_and_keep(
    face: Face, notified: list[ServiceCall], button: int, status: str
) -> None:
    """Test that Close sells, that Keep does not, and that pressing twice does no harm."""
    chosen = notified[0].data["data"]["actions"][button]["action"]
    for _ in range(2):
        face.hass.bus.async_fire(PRESSED, {"action": chosen})
        await face.hass.async_block_till_done()
        await face.settle()

    (row,) = await face.account.positions()
    assert row["status"] == status


async def test_buttons_of_others_do_nothing(face: Face, notified: list[ServiceCall]) -> None:
    """Test that another app's button, and one of a position that nobody has, are left alone."""
    for action in ("OPEN_GATE", "TRADEHOOK_CLOSE_nobody"):
        face.hass.bus.async_fire(PRESSED, {"action": action})
        await face.hass.async_block_till_done()

    assert len(notified) == 1
    assert face.account.open_positions == 1


async def test_bots_run_in_trading_hours(face: Face) -> None:
    """Test both ends of the hours, and that what runs is not started again."""
    await put(face, HOURS, "on")
    await automate(face, "trading_hours", hours=HOURS, bots=[BOT_SWITCH])
    assert face.state(BOT_SWITCH).state == "on"

    await put(face, HOURS, "off")
    assert face.state(BOT_SWITCH).state == "off"

    await put(face, HOURS, "on")
    assert face.state(BOT_SWITCH).state == "on"


async def test_hours_that_come_back_start_nothing(face: Face) -> None:
    """Test that a schedule that was merely away does not start a bot that a person stopped."""
    await put(face, HOURS, "on")
    await automate(face, "trading_hours", hours=HOURS, bots=[BOT_SWITCH])
    await face.turn(BOT_SWITCH, False)

    await put(face, HOURS, "unavailable")
    await put(face, HOURS, "on")

    assert face.state(BOT_SWITCH).state == "off"


@pytest.mark.parametrize(("close", "left"), [(False, 1), (True, 0)])
async def test_alarm_stops_the_bots(face: Face, close: bool, left: int) -> None:
    """Test that positions are closed only on request."""
    alarm = "binary_sensor.on_battery"
    await put(face, alarm, "off")
    await automate(face, "stop_bots", alarm=alarm, bots=[BOT_SWITCH], close_positions=close)
    await face.open()

    await put(face, alarm, "on")

    assert face.state(BOT_SWITCH).state == "off"
    assert face.account.open_positions == left


async def test_any_trigger_sends_a_signal(face: Face) -> None:
    """Test that an event of the house opens a position, with a value of its own."""
    await face.price(65000)
    await automate(
        face,
        "signal_on_trigger",
        when=[{"trigger": "event", "event_type": "moon_is_full"}],
        bot=BOT_SWITCH,
        signal={"symbol": BTC, "side": "long", "quote_amount": "{{ trigger.event.data.amount }}"},
    )

    face.hass.bus.async_fire("moon_is_full", {"amount": 50})
    await face.hass.async_block_till_done()
    await face.settle()

    (row,) = await face.account.positions()
    assert row["status"] == "open"
    assert 49 < float(str(row["invested"])) <= 51


async def test_silence_raises_the_alarm_once(face: Face, sent: list[ServiceCall]) -> None:
    """Test that a bot that hears nothing for too long is told of, and that a signal ends it."""
    sensor = "sensor.trend_last_signal"
    await automate(
        face,
        "missing_heartbeat",
        last_signal=sensor,
        minutes=90,
        then=[{"action": "notify.mobile_app_phone", "data": {"message": "{{ bot }} is silent"}}],
    )
    await face.open()
    told = []
    for minutes in (89, 91, 120):
        # Time goes on for Home Assistant when the last signal becomes older.
        heard = dt_util.utcnow() - timedelta(minutes=minutes)
        await put(face, sensor, heard.isoformat())
        told.append(len(sent))
    await face.open()
    await put(face, sensor, (dt_util.utcnow() - timedelta(minutes=91)).isoformat())

    assert [*told, len(sent)] == [0, 1, 1, 2]
    assert sent[0].data["message"] == "Trend is silent"
