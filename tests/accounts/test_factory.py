"""Tests of what an account gets from Home Assistant."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from custom_components.tradehook.accounts.factory import _midnight
from custom_components.tradehook.exchanges.paper import PaperExchange
from tests.face import account_entry, loaded


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


@pytest.mark.usefixtures("config_folder")
@pytest.mark.parametrize(
    ("data", "paid"),
    [
        ({}, "0"),
        ({"funding_rate": "0"}, "0"),
        ({"funding_rate": "1"}, "0.01"),
        ({"funding_rate": "-1"}, "-0.01"),
    ],
)
async def test_futures_account_charges_its_funding_rate(
    hass: HomeAssistant, monkeypatch: pytest.MonkeyPatch, data: dict[str, Any], paid: str
) -> None:
    """Test what a long pays after eight hours, also in an account from before there was a rate."""
    async with loaded(hass, account_entry(market_type="linear", also=data)) as face:
        await face.open()
        (position,) = face.account.slot_positions(next(iter(face.account.slots)))
        before = face.account.equity
        assert before is not None

        later = timedelta(hours=8)
        exchange = face.account.exchange
        assert isinstance(exchange, PaperExchange)
        monkeypatch.setattr(exchange._worker, "_now", lambda: datetime.now(UTC) + later)
        await face.price(65000, position.symbol)

        assert face.account.equity == pytest.approx(
            before - position.size * 65000 * Decimal(paid), abs=Decimal("0.001")
        )
