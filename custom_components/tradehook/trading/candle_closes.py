"""Candles of a market, as far as a candle-close rule needs them: the last close of each length."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from .common.time_spans import is_future
from .model.inputs import CandleClose

SILENCE = timedelta(seconds=60)
"""A price that is older than this at a close is no close: the data missed it."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class _Series:
    """The candles of one length; `start` is when the one that `Candles` last saw began."""

    start: datetime
    close: Decimal | None = None
    """What the candle before it closed at."""


class Candles:
    """Builds candles of any length from the prices of one market, aligned to the UTC epoch.

    A length is followed from the first time that it is asked for; until then, and over a gap in
    the data, a close is unknown (None).
    """

    def __init__(self) -> None:
        """Begin without any data."""
        self._last: Decimal | None = None
        self._at = _EPOCH
        self._series: dict[int, _Series] = {}

    def add(self, last: Decimal, at: datetime) -> None:
        """Add a price; one that is older than the newest is too late to matter."""
        if at < self._at:
            return
        for length, series in self._series.items():
            self._advance(length, series, at)
        self._last = last
        self._at = at

    def interrupt(self) -> None:
        """Note that prices may be missing from now on, until the next one comes."""
        self._last = None

    def closes(self, lengths: Iterable[int], now: datetime) -> dict[int, CandleClose]:
        """Return the last finished candle of each length (in seconds)."""
        self._set_back(now)
        closes = {}
        for length in lengths:
            series = self._series.get(length)
            if series is None:
                # The candle before this one was not watched to its end by this series, but the
                # newest price from before it began is its close all the same.
                series = self._series[length] = _Series(_start(length, self._at))
            self._advance(length, series, now)
            closes[length] = CandleClose(at=series.start, price=series.close)
        return closes

    def _set_back(self, now: datetime) -> None:
        """Begin anew when the clock was set back: the closes to come lie before those that were."""
        newest = max([self._at, *(series.start for series in self._series.values())])
        if is_future(newest, now):
            self._last, self._at = None, now
            self._series.clear()

    def _advance(self, length: int, series: _Series, at: datetime) -> None:
        """Go on to the candle of a moment; the last price before it began is the close."""
        start = _start(length, at)
        if start > series.start:
            stale = start - self._at > SILENCE
            series.close = None if stale else self._last
            series.start = start


def _start(length: int, at: datetime) -> datetime:
    step = timedelta(seconds=length)
    return _EPOCH + (at - _EPOCH) // step * step
