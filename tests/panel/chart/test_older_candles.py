"""Test what a chart shows to whoever scrolls back."""

from datetime import UTC, datetime
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from custom_components.tradehook.panel.chart.venue_history import Histories, earlier
from tests.face import BTC, Face
from tests.panel.chart.test_venue_history import MINUTE, NOON, Exchange, account_of
from tests.panel.test_api import ask, browser, result

__all__ = ["browser"]


@pytest.mark.parametrize("length", [MINUTE, 300, 3600])
async def test_a_page_ends_right_before_what_is_shown(hass: HomeAssistant, length: int) -> None:
    """Test that pages join without a gap, and that one answer serves every window."""
    exchange = Exchange([length])
    span = earlier(NOON, length)

    page = await Histories(hass).of("a", account_of(exchange), BTC, length, span)

    assert exchange.asked == [(length, -500 * length, 500)]
    assert (page.rows[0][0], page.rows[-1][0]) == (NOON - 500 * length, NOON - length)
    assert len(page.volumes) == 500


async def test_the_simulated_market_tells_what_it_remembers(face: Face, browser: Any) -> None:
    """Test the candles of before, that there are none before those, and what can't be asked."""
    await face.price(64_000)
    await face.open()
    now = int(datetime.now(UTC).timestamp())
    asked = {"symbol": BTC, "interval": 60}

    told = await result(face, browser, "older_candles", **asked, before=now + 60)
    assert all(int(row[0]) < now + 60 for row in told["candles"])
    assert min(float(row[3]) for row in told["candles"]) <= 64_000
    first = int(told["candles"][0][0])
    none: dict[str, Any] = {"candles": [], "volumes": []}
    assert await result(face, browser, "older_candles", **asked, before=first) == none
    assert await result(face, browser, "older_candles", **asked, before=0) == none
    wrong = {"account": face.entry.entry_id, **asked, "interval": 7, "before": now}
    assert not (await ask(browser, "older_candles", **wrong))["success"]
