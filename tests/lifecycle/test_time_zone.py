"""Test that the house's day is the account's, also when the house moves."""

from datetime import UTC, datetime

from homeassistant.core import HomeAssistant
from homeassistant.util import dt as dt_util
import pytest

from tests.face import account_entry, loaded

pytestmark = pytest.mark.usefixtures("config_folder")


async def test_account_counts_its_day_by_the_house_s_new_time_zone(hass: HomeAssistant) -> None:
    """Test that a change while everything runs is heard, and that nothing else is one."""
    async with loaded(hass, account_entry()) as face:
        heard: list[datetime | None] = []
        face.account.subscribe(lambda _change: heard.append(face.account.day))
        for zone in ("Asia/Tokyo", "America/New_York"):
            await hass.config.async_update(time_zone=zone)
            await face.settle()
            there = dt_util.start_of_local_day(
                datetime.now(UTC).astimezone(dt_util.DEFAULT_TIME_ZONE)
            )
            assert face.account.day == there
            assert there in heard
        heard.clear()
        await hass.config.async_update(currency="EUR")
        await face.settle()
        assert not heard
