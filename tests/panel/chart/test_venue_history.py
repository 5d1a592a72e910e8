"""Test what a chart shows of the time before anybody collected candles."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

from homeassistant.core import HomeAssistant
import pytest

from custom_components.tradehook.exchanges.port.exchange import VenueCandle, VenueError
from custom_components.tradehook.panel.chart.venue_history import (
    Histories,
    history,
    joined,
    whole,
    within,
)
from tests.face import BTC, Face

NOON = int(datetime(2026, 1, 1, 12, tzinfo=UTC).timestamp())
MINUTE = 60


class Exchange:
    """An exchange whose market rises by 1 a candle, and which tells so many of them at once."""

    def __init__(self, lengths: Sequence[int], page: int = 1000) -> None:
        self.candle_lengths = lengths
        self.page = page
        self.broken = False
        self.day_begins = 0
        self.asked: list[tuple[int, int, int]] = []

    async def fetch_candles(
        self, _symbol: str, length: int, since: datetime, count: int, *, urgent: bool = True
    ) -> list[VenueCandle]:
        assert not urgent
        if self.broken:
            raise VenueError("not now")
        begin = int(since.timestamp())
        if length == 86_400:
            since += timedelta(seconds=self.day_begins)
        self.asked.append((length, begin - NOON, count))
        return [
            VenueCandle(
                start=since + number * timedelta(seconds=length),
                open=Decimal(number),
                high=Decimal(number + 2),
                low=Decimal(number),
                close=Decimal(number + 1),
                volume=Decimal(10),
            )
            for number in range(min(count, self.page))
        ]


async def told(exchange: Exchange, length: int, since: int, until: int | None, now: int) -> Any:
    account: Any = SimpleNamespace(exchange=exchange, simulated_market=None)
    ends = None if until is None else NOON + until
    return (await history(account, BTC, length, (NOON + since, ends), NOON + now)).rows


async def test_the_chart_begins_before_the_position() -> None:
    """Test that four hours are shown before it, up to now."""
    exchange = Exchange([60, 3600])
    rows = await told(exchange, MINUTE, 0, None, 600)
    assert exchange.asked == [(60, -14_400, 251)]
    assert (rows[0][0], rows[-1][0]) == (NOON - 14_400, NOON + 600)
    assert rows[0] == [NOON - 14_400, "0", "2", "0", "1"]


async def test_the_newest_of_a_long_position_and_what_is_around_one_that_is_over() -> None:
    """Test the limits of one chart."""
    exchange = Exchange([60])
    await told(exchange, MINUTE, -864_000, None, 0)
    assert exchange.asked.pop() == (60, -59_940, 1000)
    await told(exchange, MINUTE, -864_000, -860_400, 0)
    assert exchange.asked.pop() == (60, -864_000 - 14_400, 316)
    await told(exchange, MINUTE, -864_000, -400_000, 0)
    (_, begin, _) = exchange.asked.pop()
    assert begin == (-400_000 + 900 - 59_940) // 60 * 60


async def test_few_candles_at_once_are_asked_for_again() -> None:
    """Test an exchange that cuts its answers off."""
    exchange = Exchange([60], page=100)
    rows = await told(exchange, MINUTE, 0, None, 600)
    assert len(exchange.asked) == 3
    assert [row[0] for row in rows] == list(range(NOON - 14_400, NOON + 601, 60))


async def test_small_candles_make_up_larger_ones() -> None:
    """Test 5 s of an exchange that has 1 s."""
    rows = await told(Exchange([1, 60]), 5, -1000, None, 0)
    assert len(rows) == 201
    assert rows[0] == [NOON - 1000, "0", "6", "0", "5"]


async def test_without_candles_there_is_no_history() -> None:
    """Test what can't be had."""
    assert await told(Exchange([60]), 5, 0, None, 600) == []


def account_of(exchange: Exchange) -> Any:
    """Return an account on an exchange."""
    return SimpleNamespace(exchange=exchange, simulated_market=None)


async def test_what_was_traded_is_told_with_the_candles() -> None:
    """Test that the parts of a candle add up."""
    past = await history(account_of(Exchange([60])), BTC, 300, (NOON, None), NOON + 600)
    assert {volume for _, volume in past.volumes[:-1]} == {"50"}
    assert [row[0] for row in past.rows] == [row[0] for row in past.volumes]


async def test_a_venue_whose_days_begin_elsewhere_is_asked_for_hours() -> None:
    """Test that a candle stands where it was, and not somewhere on the same day."""
    exchange = Exchange([3600, 86400])
    exchange.day_begins = 57_600
    past = await history(account_of(exchange), BTC, 86_400, (NOON, None), NOON + 600)
    assert [length for length, *_ in exchange.asked][:2] == [86_400, 3600]
    assert all(int(row[0]) % 86_400 == 0 for row in past.rows)


async def test_why_an_exchange_tells_nothing_is_said_and_it_is_asked_again(
    hass: HomeAssistant,
) -> None:
    """Test that one failure is not remembered, and one answer serves every window."""
    histories = Histories(hass)
    exchange = Exchange([60])
    account = account_of(exchange)
    span = (int(datetime.now(UTC).timestamp()), None)
    exchange.broken = True
    failed = await histories.of("a", account, BTC, MINUTE, span)
    assert (failed.rows, failed.failed) == ([], "not now")
    exchange.broken = False
    first = await histories.of("a", account, BTC, MINUTE, span)
    again = await histories.of("a", account, BTC, MINUTE, span)
    assert first is again
    assert len(exchange.asked) == 1


def test_what_was_collected_here_is_newer() -> None:
    """Test that candles are joined, and the first one is completed."""
    past: list[Any] = [[0, "1", "9", "1", "5"], [60, "5", "8", "4", "6"]]
    own: list[Any] = [[60, "7", "7.5", "3", "7"], [120, "7", "7", "7", "7"]]
    assert joined(past, own) == [past[0], own[0], own[1]]
    assert whole(past[1], own[0]) == [60, "5", "8", "3", "7"]
    assert within(own, 60, (0, None)) == own
    assert within([[60, *own[0][1:]], [4000, "1", "1", "1", "1"]], 60, (0, 120)) == [own[0]]


async def test_a_new_position_shows_the_time_before_it(
    hass: HomeAssistant,  # noqa: ARG001
    face: Face,
    browser: Any,
) -> None:
    """Test the simulated market's own past."""
    await face.price(64_000)
    await face.price(65_000)
    await face.open()
    opened = int(datetime.now(UTC).timestamp())
    await browser.send_json_auto_id(
        {
            "type": "tradehook/subscribe_market",
            "account": face.entry.entry_id,
            "symbol": BTC,
            "interval": 60,
            "since": opened,
        }
    )
    assert (await browser.receive_json())["success"]
    event = (await browser.receive_json())["event"]
    assert "more" not in event
    lows = [float(row[3]) for row in event["candles"]]
    assert min(lows) <= 64_000


@pytest.fixture
async def browser(face: Face, hass_ws_client: Any) -> Any:
    """Return a browser's connection."""
    return await hass_ws_client(face.hass)
