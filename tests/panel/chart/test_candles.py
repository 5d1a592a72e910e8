"""Tests of the candles that the panel draws."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
import sys

from homeassistant.util import dt as dt_util
import pytest
from pytest_homeassistant_custom_component.common import async_fire_time_changed

from custom_components.tradehook.panel.chart import candles as chart_candles
from custom_components.tradehook.panel.chart.candles import DATA_CANDLES, LENGTHS, Series
from tests.face import BTC, POSITION, Face

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


def series_of(*prices: tuple[float, str]) -> Series:
    """Return the candles of prices, each so many seconds after noon."""
    series = Series()
    for seconds, price in prices:
        series.add(Decimal(price), NOON + timedelta(seconds=seconds))
    return series


def shown(series: Series, length: int = 5) -> list[list[int | str]]:
    """Return the candles, their start in seconds after noon."""
    start = int(NOON.timestamp())
    rows: list[list[int | str]] = []
    for first, *prices in series.candles[length].rows():
        rows.append([int(first) - start, *prices])
    return rows


def test_a_candle_has_the_prices_of_its_time() -> None:
    """Test open, high, low and close, and a gap where no price came."""
    series = series_of((0, "10"), (1, "12.5"), (2, "9"), (4.9, "11"), (15, "0.00000123"))

    assert shown(series) == [
        [0, "10", "12.5", "9", "11"],
        [15, "0.00000123", "0.00000123", "0.00000123", "0.00000123"],
    ]
    assert shown(series, 60) == [[0, "10", "12.5", "0.00000123", "0.00000123"]]


@pytest.mark.parametrize("price", ["65131.98", "0.1", "100000", "123456.789012", "0.000000012345"])
def test_a_price_is_shown_as_it_was(price: str) -> None:
    """Test that no digit comes or goes."""
    assert shown(series_of((0, price))) == [[0, price, price, price, price]]


def test_candles_are_bounded() -> None:
    """Test that the newest stay, and what a market takes at most."""
    series = Series()
    for number in range(2000):
        series.add(Decimal(number) + Decimal("0.1"), NOON + timedelta(minutes=number))

    kept = {length: len(candles) for length, candles in series.candles.items()}
    assert kept == {
        length: min(most, 2000 * 60 // length + 1) for length, most in LENGTHS.items()
    } | {5: 720}
    assert series.candles[60].rows()[-1][1] == "1999.1"
    assert series.candles[60].rows(newest=2) == series.candles[60].rows()[-2:]
    assert sum(sys.getsizeof(candles._numbers) for candles in series.candles.values()) < 120_000


def test_a_clock_that_is_put_back_swallows_no_price() -> None:
    """Test that candles go on in the time that is now."""
    series = series_of((0, "10"), (36_000, "99"), (36_005, "98"), (5, "11"), (10, "12"))

    assert shown(series) == [
        [0, "10", "10", "10", "10"],
        [5, "11", "11", "11", "11"],
        [10, "12", "12", "12", "12"],
    ]
    assert shown(series, 60) == [[0, "10", "12", "10", "12"]]


def test_a_clock_that_is_corrected_a_little_loses_no_candle() -> None:
    """Test a step back across the begin of a candle."""
    series = series_of((4, "10"), (5, "20"), (4.9, "30"))

    assert shown(series) == [[0, "10", "10", "10", "10"], [5, "20", "30", "20", "30"]]


async def test_candles_of_a_market_are_given_back_when_nothing_is_held(
    face: Face, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Test that they stay for a while after the end, and as long as something is held."""
    hours = 0.0
    monkeypatch.setattr(chart_candles, "monotonic", lambda: hours * 3600)
    candles = face.hass.data[DATA_CANDLES]
    ticks = 0

    async def sweep() -> int:
        nonlocal ticks
        ticks += 1
        async_fire_time_changed(face.hass, dt_util.utcnow() + ticks * timedelta(minutes=11))
        await face.settle()
        return len(candles.of(face.entry.entry_id, BTC, 60))

    await face.open()
    await face.price(66000)
    hours = 30
    assert await sweep()
    await face.call("close_position", target=POSITION)
    hours = 30.9
    assert await sweep()
    hours = 31.1
    assert not await sweep()
