"""What an account has lost: measured on its own result, by two readings that agree."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from custom_components.tradehook.trading.admission.account_limits.losses import (
    OwnResult,
    ResultReading,
    drawdown,
    lift,
    read,
)
from custom_components.tradehook.trading.settings.account_limits import (
    AccountLimit,
    AccountLimits,
    LimitKind,
    LimitMode,
    LimitUnit,
)

D = Decimal
LOSS, DRAWDOWN = LimitKind.DAILY_LOSS, LimitKind.DRAWDOWN
DAY = datetime(2026, 11, 20, tzinfo=UTC)


def limits(mode: LimitMode = LimitMode.BLOCK) -> AccountLimits:
    return {
        LOSS: AccountLimit(mode=mode, value=D(5), unit=LimitUnit.EQUITY_PERCENTAGE),
        DRAWDOWN: AccountLimit(mode=mode, value=D(20)),
    }


def play(
    *results: object,
    kept: OwnResult | None = None,
    held: AccountLimits | None = None,
    day: datetime = DAY,
) -> OwnResult:
    """Take readings ten seconds apart of an account that began with 1,000."""
    before = None
    for number, result in enumerate(results):
        at = day + timedelta(hours=1, seconds=10 * number)
        reading = ResultReading(
            at=at, day=day, result=D(str(result)), today=D(0), equity=1000 + D(str(result))
        )
        kept = read(kept, reading, before, limits() if held is None else held)
        before = reading
    assert kept is not None
    return kept


@pytest.mark.parametrize(
    ("results", "locks"),
    [
        ((0, -47, -47), set()),
        ((0, -48), set()),  # one reading alone may be a price that nobody traded at
        ((0, -48, -40), set()),
        ((0, -48, -48), {LOSS}),
        ((0, 100, 100, 60, 60), set()),  # since midnight nothing is lost
        ((0, 0, 1000, 1000, 601, 601), set()),
        ((0, 0, 1000, 1000, 600, 600), {DRAWDOWN}),
        ((0, 0, 5000, 0, 0), set()),  # a highest that one reading showed is none
        ((0, -200, -200), {LOSS, DRAWDOWN}),
    ],
)
def test_limits_lock_by_two_readings(results: tuple[int, ...], locks: set[LimitKind]) -> None:
    assert play(*results).locks == locks


def test_a_limit_that_warns_is_reached_and_locks_nothing() -> None:
    kept = play(0, -200, -200, held=limits(LimitMode.WARN))
    assert (kept.reached, kept.locks) == ({LOSS, DRAWDOWN}, frozenset())


def test_a_lock_stays_when_things_get_better() -> None:
    kept = play(0, -60, -60, 100, 100)
    assert kept.lock is LOSS


def test_midnight_ends_the_lock_of_the_day_only() -> None:
    kept = play(0, -200, -200)
    assert kept.lock is DRAWDOWN
    next_day = play(-200, -200, kept=kept, day=DAY + timedelta(days=1))
    assert next_day.locks == {DRAWDOWN}
    assert next_day.day_start == -200


def test_losses_while_home_assistant_was_off_count_for_the_day_that_is_now() -> None:
    kept = play(0, 0)
    assert play(-60, -60, kept=kept, day=DAY + timedelta(days=1)).locks == {LOSS}


def test_what_was_lost_before_a_lock_was_lifted_counts_no_more() -> None:
    kept = play(0, -200, -200)
    reading = ResultReading(at=DAY, day=DAY, result=D(-200), today=D(0), equity=D(800))
    lifted = lift(kept, reading)
    assert lifted.locks == frozenset()
    assert play(-200, -230, -230, kept=lifted).locks == set()
    assert play(-200, -241, -241, kept=lifted).locks == {LOSS}
    assert drawdown(lifted, D(-360)) == 20


def test_lifted_while_the_result_is_not_known_it_counts_from_the_next_reading() -> None:
    lifted = lift(play(0, -200, -200), None)
    assert lifted.locks == frozenset()
    assert play(-200, -200, kept=lifted).locks == frozenset()
    assert play(-200, -200, kept=OwnResult.of(lifted.as_data())).locks == frozenset()


def test_a_limit_that_is_turned_off_takes_its_lock_along() -> None:
    kept = play(0, -200, -200)
    assert play(-200, -200, kept=kept, held={}).locks == frozenset()


def test_a_limit_that_is_set_in_the_middle_of_a_day_counts_what_was_realised_since_midnight() -> (
    None
):
    reading = ResultReading(at=DAY, day=DAY, result=D(-70), today=D(-60), equity=D(930))
    kept = read(None, reading, None, limits())
    assert read(kept, reading, reading, limits()).locks == {LOSS}


def test_what_was_realised_today_counts_once_a_clock_that_was_ahead_is_right_again() -> None:
    kept = play(-40, -40, kept=play(0, 0), day=DAY + timedelta(days=1))
    assert kept.day_start == 0  # the newest result of the day before
    kept = play(-40, -40, kept=kept, day=DAY + timedelta(days=2))
    assert (kept.day_start, kept.locks) == (-40, set())
    at = DAY + timedelta(hours=2)
    back = ResultReading(at=at, day=DAY, result=D(-50), today=D(-50), equity=D(950))
    kept = read(kept, back, None, limits())
    assert (kept.day, kept.day_start) == (DAY, 0)
    assert read(kept, back, back, limits()).locks == {LOSS}


def test_drawdown_is_of_the_equity_at_the_beginning_and_what_was_earned_since() -> None:
    kept = play(50, 250, 250)
    assert kept.equity == 1050
    assert drawdown(kept, D(125)) == 10  # 125 of 1,050 + 200


def test_deposits_are_no_result() -> None:
    first = ResultReading(at=DAY, day=DAY, result=D(0), today=D(0), equity=D(1000))
    less = ResultReading(at=DAY, day=DAY, result=D(0), today=D(0), equity=D(10))
    kept = read(read(None, first, None, limits()), less, first, limits())
    assert kept.reached == frozenset()


def test_the_ledger_keeps_it_to_the_last_digit() -> None:
    kept = play("0.000000000000000001", -200, -200)
    assert OwnResult.of(kept.as_data()) == kept
