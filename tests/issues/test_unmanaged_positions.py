"""Where management ends, somebody is told: an account is disabled, fails to start, or goes."""

from datetime import timedelta
from typing import Any

from homeassistant.config_entries import ConfigEntryDisabler, ConfigEntryState
from homeassistant.core import HomeAssistant
from homeassistant.helpers import issue_registry as ir
from homeassistant.setup import async_setup_component
from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import (
    async_fire_time_changed,
    get_system_health_info,
)

from custom_components.tradehook.issues.unmanaged_positions import PATIENCE
from tests.face import DOMAIN, Face

pytestmark = pytest.mark.usefixtures("config_folder")


def told(face: Face) -> ir.IssueEntry | None:
    """Return the repair that lists the account's positions."""
    issue_id = f"unmanaged_positions_{face.entry.entry_id}"
    return ir.async_get(face.hass).async_get_issue(DOMAIN, issue_id)


def said(face: Face) -> dict[str, str]:
    """Return the repair's key and what it lists."""
    issue = told(face)
    assert issue is not None
    assert (issue.is_persistent, issue.is_fixable) == (True, False)
    assert issue.translation_key is not None
    assert issue.translation_placeholders is not None
    return {"key": issue.translation_key, **issue.translation_placeholders}


async def disable(face: Face) -> None:
    """Disable the account as a person does."""
    await face.hass.config_entries.async_set_disabled_by(
        face.entry.entry_id, ConfigEntryDisabler.USER
    )
    await face.hass.async_block_till_done()


async def open_positions(hass: HomeAssistant) -> object:
    """Return how many positions the system health page counts."""
    assert await async_setup_component(hass, "system_health", {})
    await hass.async_block_till_done()
    return (await get_system_health_info(hass, DOMAIN))["open_positions"]


async def test_a_disabled_account_tells_of_its_positions(face: Face) -> None:
    """Test that the repair lists them, that system health counts them, and that it goes again."""
    await face.open(take_profit=[{"price_percentage": 2, "position_percentage": 100}])
    await disable(face)

    listed = said(face)
    assert listed["key"] == "unmanaged_disabled"
    assert listed["positions"].startswith("BTC/USDT long 0.0")
    assert listed["resting"].startswith("BTC/USDT take_profit 0.0")
    assert await open_positions(face.hass) == 1

    await face.hass.config_entries.async_set_disabled_by(face.entry.entry_id, None)
    await face.hass.async_block_till_done()
    assert face.entry.state is ConfigEntryState.LOADED
    assert told(face) is None


async def test_a_disabled_account_that_holds_nothing_tells_nothing(face: Face) -> None:
    await disable(face)

    assert told(face) is None
    assert await open_positions(face.hass) == 0


async def test_an_account_that_fails_for_five_minutes_tells_of_its_positions(
    face: Face, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Test that retries don't begin the wait anew, and that a short failure is none."""
    await face.open()

    async def broken(*_: Any) -> None:
        raise OSError("no disk")

    monkeypatch.setattr("custom_components.tradehook.build_account", broken)
    await face.hass.config_entries.async_reload(face.entry.entry_id)
    assert face.entry.state is ConfigEntryState.SETUP_RETRY
    began = dt_util.utcnow()
    async_fire_time_changed(face.hass, began + timedelta(seconds=PATIENCE - 10))
    await face.hass.async_block_till_done(wait_background_tasks=True)
    assert told(face) is None
    async_fire_time_changed(face.hass, began + timedelta(seconds=PATIENCE + 5))
    await face.hass.async_block_till_done(wait_background_tasks=True)

    assert said(face)["key"] == "unmanaged_failing"
    monkeypatch.undo()
    await face.hass.config_entries.async_reload(face.entry.entry_id)
    assert face.entry.state is ConfigEntryState.LOADED
    assert told(face) is None


async def test_a_removed_account_tells_of_its_positions(face: Face) -> None:
    await face.open()
    await face.hass.config_entries.async_remove(face.entry.entry_id)

    assert said(face)["key"] == "unmanaged_removed"
