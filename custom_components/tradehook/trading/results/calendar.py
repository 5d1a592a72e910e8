"""Days, weeks and months of a house's time zone, and hours of its days."""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from typing import Final

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
HOUR: Final = 3_600_000_000
"""In microseconds, as all moments here are."""
QUARTER: Final = HOUR // 4
"""No clock differs from UTC by less, so that a quarter of an hour lies within one of its hours."""


class Period(StrEnum):
    """How long a bar of a chart of profits is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"

    def first_day(self, day: date) -> date:
        """Return the day on which the period of a day begins; weeks begin on Mondays."""
        match self:
            case Period.DAY:
                return day
            case Period.WEEK:
                return day - timedelta(days=day.weekday())
            case Period.MONTH:
                return day.replace(day=1)

    def between(self, firsts: Collection[date]) -> Iterator[date]:
        """Yield the first days of all periods from the first to the last of some."""
        if not firsts:
            return
        first, last = min(firsts), max(firsts)
        while first <= last:
            yield first
            first = self.first_day(first + timedelta(days=_LENGTHS[self]))


_LENGTHS: Final = {Period.DAY: 1, Period.WEEK: 7, Period.MONTH: 31}
"""After how many days, at the latest, another period goes on."""


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a time zone: it may have 23 or 25 hours."""

    date: date
    begin: int
    end: int


class Days:
    """The days from one moment to another, one after the other."""

    def __init__(self, zone: tzinfo, first: int, last: int) -> None:
        self._zone = zone
        self._days = list(_days(zone, first, last))
        self._begins = [day.begin for day in self._days]

    def spans(self, times: Sequence[int]) -> Iterator[tuple[date, int, int, int]]:
        """Yield the hours of moments in their order: the day, the hour, and which belong to it."""
        first, count = 0, len(times)
        while first < count:
            day = self._days[bisect_right(self._begins, times[first]) - 1]
            last = bisect_left(times, day.end, first, count)
            changed = day.end - day.begin != 24 * HOUR
            length = QUARTER if changed else HOUR  # the clock was changed that day
            begin, name = day.begin, day.date
            while first < last:
                at = times[first]
                part = (at - begin) // length
                behind = bisect_left(times, begin + (part + 1) * length, first, last)
                hour = moment(at).astimezone(self._zone).hour if changed else part
                yield name, hour, first, behind
                first = behind


def _days(zone: tzinfo, first: int, last: int) -> Iterator[Day]:
    day = moment(first).astimezone(zone).date()
    begin = _midnight(day, zone)
    while begin <= last:
        following = day + timedelta(days=1)
        end = _midnight(following, zone)
        yield Day(day, begin, end)
        day, begin = following, end


def _midnight(day: date, zone: tzinfo) -> int:
    return microseconds(datetime.combine(day, time(), tzinfo=zone))


def microseconds(at: datetime) -> int:
    """Return an aware moment as microseconds since 1970."""
    return (at.astimezone(UTC) - _EPOCH) // _MICROSECOND


def moment(at: int) -> datetime:
    """Return microseconds since 1970 as a moment of UTC."""
    return _EPOCH + timedelta(microseconds=at)
