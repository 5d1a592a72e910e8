"""Candles from a stream of prices: their closes, over gaps and from the middle."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from custom_components.tradehook.trading.candle_closes import Candles
from custom_components.tradehook.trading.model.inputs import CandleClose

START = datetime(2026, 1, 1, 12, tzinfo=UTC)
MINUTE = 60


def at(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def close_of(candles: Candles, seconds: float, length: int = MINUTE) -> CandleClose:
    return candles.closes([length], at(seconds))[length]


def watched(length: int = MINUTE) -> Candles:
    candles = Candles()
    candles.closes([length], START)
    return candles


def test_the_close_is_the_last_price_before_the_candle_ended() -> None:
    candles = watched()
    candles.add(Decimal(100), at(1))
    candles.add(Decimal(101), at(59.9))
    candles.add(Decimal(102), at(60))  # the first of the next one
    assert close_of(candles, 61) == CandleClose(at=at(60), price=Decimal(101))
    candles.add(Decimal(103), at(119))
    assert close_of(candles, 119.9) == CandleClose(at=at(60), price=Decimal(101))
    assert close_of(candles, 120) == CandleClose(at=at(120), price=Decimal(103))


def test_a_candle_ends_without_waiting_for_the_next_price() -> None:
    candles = watched()
    candles.add(Decimal(100), at(30))
    assert close_of(candles, 60) == CandleClose(at=at(60), price=Decimal(100))


@pytest.mark.parametrize(
    ("length", "now", "closed"),
    [
        (1, 7.5, 7),
        (60, 130, 120),
        (300, 299, 0),
        (3600, 7300, 7200),
        (7 * 60, 500, None),  # 7 minutes do not divide the day
        (86400, 100, -43200),
    ],
)
def test_candles_are_aligned_to_the_epoch(length: int, now: float, closed: float | None) -> None:
    end = close_of(Candles(), now, length).at
    if closed is not None:
        assert end == at(closed)
    assert int(end.timestamp()) % length == 0
    assert at(now) - end < timedelta(seconds=length)


def test_several_lengths_are_followed_at_once() -> None:
    candles = Candles()
    candles.closes([60, 300], START)
    candles.add(Decimal(100), at(50))
    candles.add(Decimal(101), at(290))
    closes = candles.closes([60, 300], at(301))
    assert closes == {
        60: CandleClose(at=at(300), price=Decimal(101)),
        300: CandleClose(at=at(300), price=Decimal(101)),
    }


def test_a_close_before_any_data_is_unknown() -> None:
    candles = watched()
    assert close_of(candles, 61) == CandleClose(at=at(60), price=None)
    candles.add(Decimal(100), at(62))
    assert close_of(candles, 63) == CandleClose(at=at(60), price=None)


def test_a_quiet_market_closes_at_its_last_price() -> None:
    candles = watched()
    candles.add(Decimal(100), at(10))
    assert close_of(candles, 61).price == 100


def test_a_price_too_old_at_the_close_is_none() -> None:
    candles = watched()
    candles.add(Decimal(100), at(59))
    assert close_of(candles, 125) == CandleClose(at=at(120), price=None)
    candles.add(Decimal(90), at(130))
    assert close_of(candles, 131) == CandleClose(at=at(120), price=None)
    assert close_of(candles, 181).price == 90


def test_an_interruption_over_the_close_misses_it() -> None:
    candles = watched()
    candles.add(Decimal(100), at(50))
    candles.interrupt()
    assert close_of(candles, 61).price is None
    candles.add(Decimal(90), at(70))
    assert close_of(candles, 71).price is None
    assert close_of(candles, 121).price == 90


def test_an_interruption_within_a_candle_does_no_harm() -> None:
    candles = watched()
    candles.add(Decimal(100), at(10))
    candles.interrupt()
    candles.add(Decimal(90), at(50))
    assert close_of(candles, 60).price == 90


def test_a_late_price_changes_nothing() -> None:
    candles = watched()
    candles.add(Decimal(100), at(50))
    candles.add(Decimal(1), at(40))
    assert close_of(candles, 60).price == 100


def test_a_length_that_is_asked_for_later_knows_the_newest_price_before_its_candle() -> None:
    candles = Candles()
    candles.add(Decimal(100), at(59))
    assert close_of(candles, 61) == CandleClose(at=at(60), price=Decimal(100))
    candles.add(Decimal(90), at(62))
    assert close_of(candles, 62, 30) == CandleClose(at=at(60), price=None)
