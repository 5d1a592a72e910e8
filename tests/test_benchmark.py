"""The benchmark's own arithmetic: what a figure, a ratio, a goal and the table say."""

from pathlib import Path

import pytest

from benchmarks.figures import Figure, Goal, Line, Unit, figure, p99, p999, rounds_of, written
from benchmarks.report import BEGIN, END, intolerable, missed, table, write


def line(ours: tuple[float, ...], floor: tuple[float, ...] | None, **more: object) -> Line:
    """Return a line of a group."""
    return Line(
        group="Group",
        measure="measure",
        ours=Figure(ours),
        floor=Figure(floor) if floor else None,
        **more,  # type: ignore[arg-type]
    )


def test_ratio_is_taken_round_by_round() -> None:
    """A slow moment of the machine hits both, and so does not count."""
    assert line((2, 20, 2), (1, 10, 1)).ratio == 2


def test_ratio_of_medians_where_the_rounds_do_not_pair() -> None:
    """One figure may have been measured more often."""
    assert line((2, 2, 2), (1,)).ratio == 2


def test_spread_is_the_slowest_round_over_the_fastest() -> None:
    """1 means that all rounds were alike."""
    assert Figure((1, 2, 4)).spread == 4
    assert figure(3).spread == 1


def test_p99_leaves_out_one_of_a_hundred() -> None:
    """The slowest of 101 does not count."""
    assert p99([float(number) for number in range(101)]) == 99


@pytest.mark.parametrize(
    ("goal", "ours", "floor", "holds"),
    [
        (Goal(limit=2), (2,), (1,), True),
        (Goal(limit=2), (2.1,), (1,), False),
        (Goal(limit=0.5, at_least=True), (1,), (2,), True),
        (Goal(limit=0.5, at_least=True), (0.9,), (2,), False),
        (Goal(limit=3, of_ratio=False), (3,), None, True),
        (Goal(limit=3, of_ratio=False), (3.1,), None, False),
        (Goal(limit=2), (1,), None, False),
    ],
)
def test_goal_holds_up_to_its_limit(
    goal: Goal, ours: tuple[float, ...], floor: tuple[float, ...] | None, holds: bool
) -> None:
    """A ratio that is missing is no ratio."""
    assert goal.holds(line(ours, floor)) is holds


def test_slow_machine_is_excused_but_nothing_lost() -> None:
    """What may never happen fails however small the miss; a ratio from twice its goal on."""
    slow = line((3,), (1,), goal=Goal(limit=2))
    worse = line((5,), (1,), goal=Goal(limit=2))
    lost = line((1,), None, unit=Unit.COUNT, goal=Goal(limit=0, of_ratio=False), strict=True)
    assert missed([slow, worse, lost]) == [slow, worse, lost]
    assert intolerable([slow, worse, lost]) == [worse, lost]


def test_goal_that_is_missed_today_still_notices_a_regression() -> None:
    """It says itself what is tolerated, for a rate as for a ratio."""
    goal = Goal(limit=2, tolerated=8)
    rate = Goal(limit=0.5, at_least=True, tolerated=0.1)
    today = [line((7,), (1,), goal=goal), line((0.2,), (1,), goal=rate)]
    regressed = [line((9,), (1,), goal=goal), line((0.09,), (1,), goal=rate)]
    assert intolerable([*today, *regressed]) == regressed


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.0012, Unit.SECONDS, "1.2 ms"),
        (45e-9, Unit.SECONDS, "45 ns"),
        (2.5, Unit.SECONDS, "2.5 s"),
        (1536.0, Unit.BYTES, "1.5 KiB"),
        (20 * 1024.0 * 1024, Unit.BYTES, "20 MiB"),
        (1700.4, Unit.PER_SECOND, "1,700/s"),
        (14.0, Unit.PERCENT, "14 %"),
        (3.0, Unit.COUNT, "3"),
    ],
)
def test_figures_are_written_with_a_fitting_unit(value: float, unit: Unit, text: str) -> None:
    """Three digits are enough."""
    assert written(value, unit) == text


def test_rounds_take_turns_and_the_first_does_not_count() -> None:
    """What comes first in one round comes last in the next."""
    calls: list[str] = []

    def measure(name: str) -> str:
        calls.append(name)
        return name

    found = rounds_of(2, lambda: measure("a"), lambda: measure("b"))
    assert found == [["a", "a"], ["b", "b"]]
    assert calls == ["b", "a", "a", "b", "b", "a"]


def test_table_is_put_between_its_marks(tmp_path: Path) -> None:
    """What is written around it stays."""
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n")
    lines = [line((2,), (1,), goal=Goal(limit=2))]
    write(page, lines)
    text = page.read_text()
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert table(lines) in text
    assert "old" not in text
    assert "| measure | 2 s | 1 s | 2 × | ≤ 2 × ✓ |" in text  # noqa: RUF001


def test_goal_may_be_what_ours_has_more_than_the_floor() -> None:
    """A stall counts as far as the same run without us does not have it."""
    goal = Goal(limit=0.02, of_ratio=False, above_floor=True)
    noisy = line((0.111, 0.211, 0.01), (0.1, 0.2, 0.1), goal=goal)
    stalls = line((0.031, 0.131, 0.01), (0.01, 0.1, 0.1), goal=goal)
    assert missed([noisy, stalls]) == [stalls]
    assert "≤ 20 ms above ✗" in table([stalls])


def test_p999_leaves_out_one_of_a_thousand() -> None:
    """The longest of 1,001 does not count."""
    assert p999([float(number) for number in range(1001)]) == 999
