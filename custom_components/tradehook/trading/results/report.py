"""Results of bookings and closed positions that count in one currency."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from decimal import Decimal, localcontext
from itertools import accumulate, repeat
from typing import Final

from ..model.price_math import PRECISE
from .calendar import Days, Period
from .earnings import Earnings
from .tally import ONE_PLACE, ZERO, Bar, Booked, Ended, Origin, Tally

POINTS: Final = 300
"""How many points a curve has at most."""

type Groups = Sequence[tuple[str, Tally]]
type Tags = Mapping[str, tuple[str, ...]]
"""By position."""
type Owner = tuple[str, str, str, tuple[str, ...]]
"""Bot, market, side and tags of a position."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawdown:
    """The deepest fall of the sum of profits from a peak of it; the start counts as one."""

    amount: Decimal
    percentage: Decimal | None
    """Of what the account was worth at the peak; None = not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What was earned in a span of time, in one currency."""

    total: Tally
    best: Ended | None
    worst: Ended | None
    drawdown: Drawdown | None
    """None = nothing was booked."""
    periods: Sequence[tuple[date, Bar]]
    """By their first days, those without anything between two others too."""
    by: Mapping[str, Groups]
    """By bot, market, side and tag, the most profit first."""
    weekdays: Sequence[tuple[int, Bar]]
    """Monday is 0."""
    hours: Sequence[tuple[int, Bar]]
    curve: Sequence[tuple[int, Decimal]]
    """The sum of the profits after each booking, thinned; times in microseconds."""


def results(earned: Earnings, *, zone: tzinfo, period: Period) -> Results:
    """Return the results of what was booked, and of what closed in the same span."""
    bookings, trades, tags = earned.bookings, earned.trades, earned.tags
    # All sums are sums of two that every booking is added to: by owner, and by day and hour.
    with localcontext(PRECISE):
        of_owner: dict[Owner, Tally] = {}
        clock = _Clock(bookings, trades, zone)
        curve = _booked(bookings, earned.origins, tags, of_owner, clock)
        profits = _closed(trades, tags, of_owner, clock)
        total = Tally()
        for one in of_owner.values():
            total.add(one)
        places = range(len(trades))
        best = max(places, key=profits.__getitem__, default=None)
        worst = min(places, key=profits.__getitem__, default=None)
        return Results(
            total=total,
            best=None if best is None else trades[best],
            worst=None if worst is None else trades[worst],
            drawdown=_drawdown([running for _, running in curve], earned.capital),
            periods=_periods(clock.bars, period),
            by={name: _grouped(of_owner, keys) for name, keys in _DIMENSIONS.items()},
            weekdays=_bars((day.weekday(), one) for (day, _), one in clock.bars.items()),
            hours=_bars((hour, one) for (_, hour), one in clock.bars.items()),
            curve=_thinned(curve),
        )


class _Clock:
    """What each hour of each day has brought."""

    def __init__(self, bookings: Sequence[Booked], trades: Sequence[Ended], zone: tzinfo) -> None:
        ends = [one[0] for rows in (bookings, trades) for one in (*rows[:1], *rows[-1:])]
        self._days = Days(zone, min(ends), max(ends)) if ends else None
        self.bars: dict[tuple[date, int], Bar] = {}

    def spans(self, times: Sequence[int]) -> Iterator[tuple[Bar, int, int]]:
        """Yield the bars of moments in their order, with which of them belong to each."""
        if self._days is None:
            return
        bars = self.bars
        for day, hour, first, behind in self._days.spans(times):
            bar = bars.get((day, hour))
            if bar is None:
                bar = bars[day, hour] = Bar()
            yield bar, first, behind


# 10,000 positions have 30,000 rows: sums over columns are left to what is written in C.


def _booked(
    bookings: Sequence[Booked],
    origins: Mapping[str, Origin],
    tags: Tags,
    of_owner: dict[Owner, Tally],
    clock: _Clock,
) -> list[tuple[int, Decimal]]:
    """Add bookings to the sums, and return the running sum of their profits."""
    if not bookings:
        return []
    times, positions, names, money, fees = zip(*bookings, strict=True)
    profits = list(map(Decimal, money))
    running = list(accumulate(profits))
    for bar, first, behind in clock.spans(times):
        bar.profit += running[behind - 1] - (running[first - 1] if first else ZERO)
    owners = zip(names, _labels(positions, tags), strict=False)
    for (name, labels), parts in _parted(owners, zip(profits, fees, strict=True)):
        bot, symbol, side, is_funding = origins[name]
        tally = _tally(of_owner, (bot, symbol, side, labels))
        earned, paid = zip(*parts, strict=True)
        profit = sum(earned, ZERO)
        tally.profit += profit
        if is_funding:
            tally.funding += profit
        elif None in paid or tally.fees is None:
            tally.fees = None
        else:
            tally.fees += sum(map(Decimal, paid))
    return list(zip(times, running, strict=True))


def _closed(
    trades: Sequence[Ended], tags: Tags, of_owner: dict[Owner, Tally], clock: _Clock
) -> list[Decimal]:
    """Add what closed to the sums, and return the profits of each."""
    if not trades:
        return []
    times, positions, bots, symbols, sides, money, multiples, durations = zip(*trades, strict=True)
    profits = list(map(Decimal, money))
    wins = list(accumulate(map(ZERO.__lt__, profits), initial=0))
    for bar, first, behind in clock.spans(times):
        bar.trades += behind - first
        bar.wins += wins[behind] - wins[first]
    owners = zip(bots, symbols, sides, _labels(positions, tags), strict=False)
    for owner, parts in _parted(owners, zip(profits, multiples, durations, strict=True)):
        _tally(of_owner, owner).count(*zip(*parts, strict=True))
    return profits


def _labels(positions: Iterable[str], tags: Tags) -> Iterable[tuple[str, ...]]:
    """Return the tags of each position; without any they are the same for all."""
    return [tags.get(position, ()) for position in positions] if tags else repeat(())


def _parted[K, T](owners: Iterable[K], parts: Iterable[T]) -> Iterable[tuple[K, list[T]]]:
    """Return the parts of each owner."""
    found: defaultdict[K, list[T]] = defaultdict(list)
    for owner, part in zip(owners, parts, strict=True):
        found[owner].append(part)
    return found.items()


def _tally(sums: dict[Owner, Tally], key: Owner) -> Tally:
    tally = sums.get(key)
    if tally is None:
        tally = sums[key] = Tally()
    return tally


_DIMENSIONS: Final[Mapping[str, Callable[[Owner], Sequence[str]]]] = {
    "bot": lambda owner: (owner[0],),
    "market": lambda owner: (owner[1],),
    "side": lambda owner: (owner[2],),
    "tag": lambda owner: owner[3] or ("",),
}
"""By what results are told apart; what has no tag is under the empty one."""


def _grouped(of_owner: Mapping[Owner, Tally], keys: Callable[[Owner], Sequence[str]]) -> Groups:
    """Return the sums of each key, the one with the most profit first."""
    found: dict[str, Tally] = {}
    for owner, one in of_owner.items():
        for key in keys(owner):
            found.setdefault(key, Tally()).add(one)
    return sorted(found.items(), key=lambda row: (-row[1].profit, row[0]))


def _bars[K: (int, date)](parts: Iterable[tuple[K, Bar]]) -> list[tuple[K, Bar]]:
    found: dict[K, Bar] = {}
    for key, part in parts:
        found.setdefault(key, Bar()).add(part)
    return sorted(found.items())


def _periods(bars: Mapping[tuple[date, int], Bar], period: Period) -> list[tuple[date, Bar]]:
    """Return the sums of all periods from the first to the last, also of those without any."""
    found = dict(_bars((period.first_day(day), one) for (day, _), one in bars.items()))
    return [(first, found.get(first, Bar())) for first in period.between(found)]


def _drawdown(running: Sequence[Decimal], capital: Decimal | None) -> Drawdown | None:
    """Return the deepest fall in money, and the deepest in percent: they may be two."""
    if not running:
        return None
    known = capital is not None and capital > 0
    start = capital if capital is not None and known else ZERO
    falls = list(_falls(running))
    amount = max((peak - low for peak, low in falls), default=ZERO)
    deepest = max(((peak - low) / (start + peak) for peak, low in falls if known), default=ZERO)
    percentage = (100 * deepest).quantize(ONE_PLACE) if known else None
    return Drawdown(amount=amount, percentage=percentage)


def _falls(running: Iterable[Decimal]) -> Iterator[tuple[Decimal, Decimal]]:
    """Yield each peak with the lowest sum before the next one."""
    peak = low = ZERO
    for total in running:
        if total >= peak:
            if low < peak:
                yield peak, low
            peak = low = total
        elif total < low:
            low = total
    if low < peak:
        yield peak, low


def _thinned[T](points: Sequence[T]) -> Sequence[T]:
    """Return at most POINTS of the points, evenly spread, the last one always among them."""
    if len(points) <= POINTS:
        return points
    step = (len(points) - 1) / (POINTS - 1)
    return [points[round(index * step)] for index in range(POINTS)]
