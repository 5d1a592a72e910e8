"""What an account has lost: today, and from its highest result; and what that locks.

The account's *own result* is measured: realised and open results of all its positions, fees and
funding in them. Deposits, withdrawals and coins that it did not buy are not. What a price shows
for a moment locks nothing: two readings have to agree.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from ...model.position import ZERO
from ...settings.account_limits import ON_RESULTS, AccountLimits, LimitKind
from .check import amount_allowed

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultReading:
    """An account's own result at one moment, in its currency."""

    at: datetime
    day: datetime
    """The midnight before it."""
    result: Decimal
    today: Decimal
    """What was realised since that midnight."""
    equity: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnResult:
    """What losses are counted from, and what they have locked."""

    day: datetime
    day_start: Decimal
    """The own result at midnight, or when the lock of that day was lifted."""
    last: Decimal
    """The newest own result."""
    equity: Decimal | None = None
    """When the drawdown began to be counted; None = not known yet."""
    start: Decimal = ZERO
    """The own result then."""
    peak: Decimal = ZERO
    """The highest own result since."""
    reached: frozenset[LimitKind] = frozenset()
    """The limits that are reached now."""
    locks: frozenset[LimitKind] = frozenset()
    """Those of them that keep the account from new exposure until they are lifted."""
    lifted: frozenset[LimitKind] = frozenset()
    """Those that were lifted while the own result was not known: counted from its next reading."""

    @property
    def lock(self) -> LimitKind | None:
        """Return what keeps the account from new exposure; drawdown before the day's loss."""
        for kind in reversed(ON_RESULTS):
            if kind in self.locks:
                return kind
        return None

    def as_data(self) -> dict[str, Any]:
        """Return it as the ledger keeps it."""
        return {
            "day": self.day.isoformat(),
            "day_start": f"{self.day_start:f}",
            "last": f"{self.last:f}",
            "equity": None if self.equity is None else f"{self.equity:f}",
            "start": f"{self.start:f}",
            "peak": f"{self.peak:f}",
            "locks": sorted(self.locks),
            "lifted": sorted(self.lifted),
        }

    @staticmethod
    def of(data: Mapping[str, Any]) -> OwnResult:
        """Return what the ledger keeps."""
        equity = data["equity"]
        locks = frozenset(LimitKind(kind) for kind in data["locks"])
        return OwnResult(
            day=datetime.fromisoformat(data["day"]),
            day_start=Decimal(data["day_start"]),
            last=Decimal(data["last"]),
            equity=None if equity is None else Decimal(equity),
            start=Decimal(data["start"]),
            peak=Decimal(data["peak"]),
            reached=locks,
            locks=locks,
            lifted=frozenset(LimitKind(kind) for kind in data["lifted"]),
        )


def lost_today(kept: OwnResult, result: Decimal) -> Decimal:
    """Return what was lost since midnight, at least 0."""
    return max(kept.day_start - result, ZERO)


def drawdown(kept: OwnResult, result: Decimal) -> Decimal | None:
    """Return how far the own result lies below its highest, in %; None while that is not known.

    It is of the equity that counting began with, and of what was earned up to the highest.
    """
    if kept.equity is None:
        return None
    highest = kept.equity + kept.peak - kept.start
    if highest <= 0:
        return None
    return max(kept.peak - result, ZERO) * _HUNDRED / highest


def read(
    kept: OwnResult | None,
    reading: ResultReading,
    before: ResultReading | None,
    limits: AccountLimits,
) -> OwnResult:
    """Return what is kept after a reading; `before` is the one 10 s earlier, if it was known."""
    kept = _begun(kept, reading)
    if LimitKind.DRAWDOWN in limits and kept.equity is None:
        kept = replace(kept, equity=reading.equity, start=reading.result, peak=reading.result)
    elif LimitKind.DRAWDOWN not in limits:
        kept = replace(kept, equity=None)
    locks = frozenset(kind for kind in kept.locks if kind in limits and limits[kind].blocks)
    kept = replace(kept, last=reading.result, locks=locks, reached=frozenset(locks))
    if before is None or before.day != reading.day:
        return kept
    better, worse = max(before.result, reading.result), min(before.result, reading.result)
    kept = replace(kept, peak=max(kept.peak, worse))
    reached = locks | {
        kind for kind in ON_RESULTS if _is_reached(kind, kept, better, reading.equity, limits)
    }
    blocking = {kind for kind in reached if limits[kind].blocks}
    return replace(kept, reached=frozenset(reached), locks=locks | blocking)


def lift(kept: OwnResult, reading: ResultReading | None) -> OwnResult:
    """Return what is kept once somebody lets the account go on: earlier losses count no more."""
    if reading is None:
        return replace(kept, locks=frozenset(), reached=frozenset(), lifted=kept.locks)
    return _counted_anew(replace(kept, lifted=kept.locks), reading)


def _begun(kept: OwnResult | None, reading: ResultReading) -> OwnResult:
    """Return what is kept, with the day of the reading begun, and what was lifted meanwhile."""
    if kept is None:
        start = reading.result - reading.today
        return OwnResult(day=reading.day, day_start=start, last=reading.result)
    if reading.day > kept.day:
        locks = kept.locks - {LimitKind.DAILY_LOSS}
        kept = replace(kept, day=reading.day, day_start=kept.last, locks=locks)
    elif reading.day < kept.day:
        # The clock was ahead, or the house is in another time zone: what was realised today counts
        start = max(kept.day_start, reading.result - reading.today)
        kept = replace(kept, day=reading.day, day_start=start)
    return _counted_anew(kept, reading) if kept.lifted else kept


def _counted_anew(kept: OwnResult, reading: ResultReading) -> OwnResult:
    """Count from now on what was lifted."""
    lifted, result = kept.lifted, reading.result
    if LimitKind.DAILY_LOSS in lifted:
        kept = replace(kept, day_start=result)
    if LimitKind.DRAWDOWN in lifted:
        kept = replace(kept, equity=reading.equity, start=result, peak=result)
    left = frozenset(kept.locks - lifted)
    return replace(kept, locks=left, reached=left, lifted=frozenset())


def _is_reached(
    kind: LimitKind,
    kept: OwnResult,
    result: Decimal,
    equity: Decimal | None,
    limits: AccountLimits,
) -> bool:
    limit = limits.get(kind)
    if limit is None:
        return False
    if kind is LimitKind.DAILY_LOSS:
        lost: Decimal | None = lost_today(kept, result)
        most = amount_allowed(kind, limit, equity)
    else:
        lost, most = drawdown(kept, result), limit.value
    return lost is not None and most is not None and lost > 0 and lost >= most
