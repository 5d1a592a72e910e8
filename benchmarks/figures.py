"""What is measured: samples, what they come to, and a line of the table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median


class Unit(StrEnum):
    """What a figure counts; all but the plain count are shown with a fitting prefix."""

    SECONDS = "s"
    PER_SECOND = "/s"
    BYTES = "B"
    COUNT = ""
    PERCENT = "%"


def p99(samples: Sequence[float]) -> float:
    """Return what 99 of 100 samples don't exceed."""
    return _exceeded_by(0.01, samples)


def p999(samples: Sequence[float]) -> float:
    """Return what 999 of 1,000 samples don't exceed."""
    return _exceeded_by(0.001, samples)


def _exceeded_by(share: float, samples: Sequence[float]) -> float:
    ordered = sorted(samples)
    return ordered[round((1 - share) * (len(ordered) - 1))]


@dataclass(frozen=True, slots=True)
class Figure:
    """The median of what the rounds gave, and their spread."""

    rounds: tuple[float, ...]

    @property
    def value(self) -> float:
        """Return the median."""
        return median(self.rounds)

    @property
    def spread(self) -> float:
        """Return the largest round as a multiple of the smallest; 1 = no spread."""
        low, high = min(self.rounds), max(self.rounds)
        return high / low if low > 0 else 1.0


def figure(*rounds: float) -> Figure:
    """Return the figure of some rounds."""
    return Figure(rounds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a line has to reach: at most, or at least, a ratio or a plain value."""

    limit: float
    of_ratio: bool = True
    above_floor: bool = False
    """Whether the plain value is what ours has more than the floor."""
    at_least: bool = False
    tolerated: float | None = None
    """What the short form lets pass: about twice as bad as it is today. None: twice the limit."""

    def holds(self, line: Line) -> bool:
        """Return whether a line reaches it."""
        return self._reached(line, self.limit)

    def is_tolerable(self, line: Line) -> bool:
        """Return whether a line is no worse than a machine that others use excuses."""
        if self.tolerated is not None:
            return self._reached(line, self.tolerated)
        return self._reached(line, self.limit / 2 if self.at_least else self.limit * 2)

    def _reached(self, line: Line, limit: float) -> bool:
        reached = line.ratio if self.of_ratio else line.ours.value
        if self.above_floor:
            reached = line.above
        if reached is None:
            return False
        return reached >= limit if self.at_least else reached <= limit

    def __str__(self) -> str:
        """Return the goal as the table shows it."""
        sign = "≥" if self.at_least else "≤"
        return f"{sign} {self.limit:g}{' ×' if self.of_ratio else ''}"


STALL = Goal(limit=0.020, of_ratio=False, above_floor=True)
"""What every measure of the event loop's stalls has to reach."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the table: a measure of ours beside its floor, from the same run."""

    group: str
    measure: str
    ours: Figure
    floor: Figure | None = None
    unit: Unit = Unit.SECONDS
    goal: Goal | None = None
    note: str = ""
    strict: bool = False
    """Whether nothing excuses a miss: what is lost, doubled or late."""

    @property
    def ratio(self) -> float | None:
        """Return ours as a multiple of the floor, round by round where that is possible."""
        if self.floor is None:
            return None
        if len(self.floor.rounds) == len(self.ours.rounds):
            pairs = zip(self.ours.rounds, self.floor.rounds, strict=True)
            ratios = [ours / floor for ours, floor in pairs if floor > 0]
            return median(ratios) if ratios else None
        return self.ours.value / self.floor.value if self.floor.value else None

    @property
    def above(self) -> float | None:
        """Return what ours has more than the floor, round by round."""
        if self.floor is None:
            return None
        pairs = zip(self.ours.rounds, self.floor.rounds, strict=True)
        return median(ours - floor for ours, floor in pairs)


_PREFIXES: Sequence[tuple[float, str]] = ((1.0, ""), (1e-3, "m"), (1e-6, "µ"), (1e-9, "n"))
_KIB = 1024.0


def written(value: float, unit: Unit) -> str:
    """Return a number with its unit, three digits of it."""
    match unit:
        case Unit.SECONDS:
            return _seconds(value)
        case Unit.BYTES:
            return _bytes(value)
        case Unit.PER_SECOND:
            return f"{value:,.0f}/s"
        case Unit.PERCENT:
            return f"{value:.3g} %"
        case Unit.COUNT:
            return f"{value:,.4g}"


def _seconds(value: float) -> str:
    if value == 0:
        return "0 s"
    scale, prefix = next(
        ((scale, prefix) for scale, prefix in _PREFIXES if abs(value) >= scale), _PREFIXES[-1]
    )
    return f"{value / scale:.3g} {prefix}s"


def _bytes(value: float) -> str:
    for prefix in ("", "Ki", "Mi"):
        if abs(value) < _KIB:
            return f"{value:.3g} {prefix}B"
        value /= _KIB
    return f"{value:.3g} GiB"


def rounds_of[T](count: int, *measures: Callable[[], T]) -> list[list[T]]:
    """Run measures in turn, each round in the other order, after one round that doesn't count."""
    found: list[list[T]] = [[] for _ in measures]
    for number in range(count + 1):
        order = list(enumerate(measures))
        for index, measure in order if number % 2 else reversed(order):
            result = measure()
            if number:
                found[index].append(result)
    return found
