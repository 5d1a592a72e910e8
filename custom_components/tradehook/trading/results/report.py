"""Results of bookings and closed positions that count in one currency."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from decimal import Decimal, localcontext
from typing import Final

from ..model.price_math import PRECISE
from .calendar import QUARTER, Days, Period
from .tally import ONE_PLACE, ZERO, Bar, Booked, Ended, Tally

POINTS: Final = 300
"""How many points a curve has at most."""

type Groups = Sequence[tuple[str, Tally]]
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


def results(
    bookings: Sequence[Booked],
    trades: Sequence[Ended],
    *,
    zone: tzinfo,
    period: Period,
    tags: Mapping[str, tuple[str, ...]],
    capital: Decimal | None = None,
) -> Results:
    """Return the results of bookings, oldest first, and of what closed in the same span.

    `capital` is what the account was worth before the first of them; tags are by position.
    """
    # All sums are sums of two that every booking is added to: by owner, and by day and hour.
    with localcontext(PRECISE):
        of_owner: dict[Owner, Tally] = {}
        clock = _Clock(bookings, trades, zone)
        curve = _booked(bookings, tags, of_owner, clock)
        for trade in trades:
            at, position, bot, symbol, side, profit, *_ = trade
            _tally(of_owner, (bot, symbol, side, tags.get(position, ()))).count(trade)
            bar = clock.bar(at)
            bar.trades += 1
            bar.wins += not profit.startswith("-") and Decimal(profit) > 0
        total = Tally()
        for one in of_owner.values():
            total.add(one)
        return Results(
            total=total,
            best=max(trades, key=_profit, default=None),
            worst=min(trades, key=_profit, default=None),
            drawdown=_drawdown(curve, capital),
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
        self._known: dict[int, Bar] = {}
        self.bars: dict[tuple[date, int], Bar] = {}

    def bar(self, at: int) -> Bar:
        """Return the bar of a moment."""
        quarter = at // QUARTER
        found = self._known.get(quarter)
        if found is None:
            assert self._days is not None
            found = self._known[quarter] = self.bars.setdefault(self._days.place(at), Bar())
        return found


def _booked(
    bookings: Iterable[Booked],
    tags: Mapping[str, tuple[str, ...]],
    of_owner: dict[Owner, Tally],
    clock: _Clock,
) -> list[tuple[int, Decimal]]:
    """Add bookings to the sums, and return the running sum of their profits."""
    running = ZERO
    curve = []
    for at, position, bot, symbol, side, money, fee, is_funding in bookings:
        profit = Decimal(money)
        running += profit
        curve.append((at, running))
        clock.bar(at).profit += profit
        tally = _tally(of_owner, (bot, symbol, side, tags.get(position, ())))
        tally.profit += profit
        if is_funding:
            tally.funding += profit
        elif fee is None or tally.fees is None:
            tally.fees = None
        else:
            tally.fees += Decimal(fee)
    return curve


def _tally(sums: dict[Owner, Tally], key: Owner) -> Tally:
    tally = sums.get(key)
    if tally is None:
        tally = sums[key] = Tally()
    return tally


def _profit(trade: Ended) -> Decimal:
    return Decimal(trade[5])


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


def _drawdown(curve: Sequence[tuple[int, Decimal]], capital: Decimal | None) -> Drawdown | None:
    """Return the deepest fall in money, and the deepest in percent: they may be two."""
    if not curve:
        return None
    peak = amount = deepest = ZERO
    known = capital is not None and capital > 0
    start = capital if capital is not None and known else ZERO
    for _, total in curve:
        if total >= peak:
            peak = total
            continue
        fall = peak - total
        amount = max(amount, fall)
        if known and (share := fall / (start + peak)) > deepest:
            deepest = share
    percentage = (100 * deepest).quantize(ONE_PLACE) if known else None
    return Drawdown(amount=amount, percentage=percentage)


def _thinned[T](points: Sequence[T]) -> Sequence[T]:
    """Return at most POINTS of the points, evenly spread, the last one always among them."""
    if len(points) <= POINTS:
        return points
    step = (len(points) - 1) / (POINTS - 1)
    return [points[round(index * step)] for index in range(POINTS)]
