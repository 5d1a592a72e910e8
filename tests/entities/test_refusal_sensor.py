"""Test the sensor of a bot's last refused request."""

from datetime import timedelta
import json
from pathlib import Path

from homeassistant.const import EntityCategory
from homeassistant.core import HomeAssistant, State
from homeassistant.helpers import entity_registry as er
from homeassistant.util import dt as dt_util
from pytest_homeassistant_custom_component.common import mock_restore_cache

from tests.face import BOT, BTC, KEY, SECRET, Face, account_entry, loaded

LAST_REFUSAL = "sensor.trend_last_refused_request"


async def test_nothing_has_been_refused_yet(face: Face, entity_registry: er.EntityRegistry) -> None:
    """Test a fresh bot, and that the sensor stands among the diagnostics."""
    state = face.state(LAST_REFUSAL)

    assert state.state == "unknown"
    assert state.attributes["code"] is None
    entry = entity_registry.async_get(LAST_REFUSAL)
    assert entry is not None
    assert entry.entity_category is EntityCategory.DIAGNOSTIC


async def test_says_when_from_where_and_why(face: Face) -> None:
    """Test a stranger's request: its secret shows nowhere."""
    message = {"api_key": KEY, "api_secret": "not-the-secret", "action": "close", "symbol": BTC}
    await face.account.receive(BOT, json.dumps(message).encode(), "52.89.214.238")
    await face.settle()

    state = face.state(LAST_REFUSAL)
    at = dt_util.parse_datetime(state.state)
    assert at is not None
    assert dt_util.utcnow() - at < timedelta(seconds=10)
    assert state.attributes["code"] == "unauthorized"
    assert state.attributes["remote"] == "52.89.214.238"
    assert state.attributes["message"].endswith(".")
    assert "not-the-secret" not in str(state.as_dict())


async def test_what_is_accepted_changes_nothing(face: Face) -> None:
    """Test that the last refusal stays until the next one."""
    await face.account.send_signal(BOT, {"action": "close", "symbol": BTC})
    await face.settle()
    before = face.state(LAST_REFUSAL)
    assert before.attributes["code"] == "position_missing"
    assert before.attributes["remote"] is None

    await face.open()

    assert face.state(LAST_REFUSAL) is before


async def test_is_still_known_after_a_restart(hass: HomeAssistant, config_folder: Path) -> None:  # noqa: ARG001  it moves the ledger there
    """Test that it is shown as it was."""
    details = {"code": "unauthorized", "message": "No.", "remote": "10.0.0.1"}
    mock_restore_cache(hass, [State(LAST_REFUSAL, "2026-11-20T10:00:00+00:00", details)])

    async with loaded(hass, account_entry()) as face:
        state = face.state(LAST_REFUSAL)
        assert state.state == "2026-11-20T10:00:00+00:00"
        assert {name: state.attributes[name] for name in details} == details
        assert SECRET not in str(state.as_dict())
