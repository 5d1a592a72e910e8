"""Tests of what an account gets from Home Assistant."""

from datetime import datetime

from homeassistant.core import HomeAssistant
import pytest

from custom_components.tradehook.runtime import _midnight


@pytest.mark.parametrize(
    ("zone", "moment", "midnight"),
    [
        ("UTC", "2026-11-20T12:00:00+00:00", "2026-11-20T00:00:00+00:00"),
        ("Asia/Tokyo", "2026-11-20T14:59:59+00:00", "2026-11-19T15:00:00+00:00"),
        ("Asia/Tokyo", "2026-11-20T15:00:00+00:00", "2026-11-20T15:00:00+00:00"),
        ("America/New_York", "2026-11-20T04:59:59+00:00", "2026-11-19T05:00:00+00:00"),
        # the days on which clocks are changed have 23 and 25 hours
        ("Europe/Berlin", "2026-03-29T12:00:00+00:00", "2026-03-28T23:00:00+00:00"),
        ("Europe/Berlin", "2026-10-25T23:30:00+00:00", "2026-10-25T23:00:00+00:00"),
    ],
)
async def test_day_of_an_account_begins_at_midnight_of_home_assistants_zone(
    hass: HomeAssistant, zone: str, moment: str, midnight: str
) -> None:
    """Test what the daily loss limit and the profit of today count from."""
    await hass.config.async_set_time_zone(zone)

    assert _midnight(datetime.fromisoformat(moment)) == datetime.fromisoformat(midnight)
