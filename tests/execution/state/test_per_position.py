"""What follows from a position is looked up for the same one only, and not kept for ever."""

from dataclasses import replace

from custom_components.tradehook.execution.common.per_position import SPARE, PerPosition
from custom_components.tradehook.trading.model.position import Position
from tests.trading.admission_world import D, position


def test_it_is_worked_out_once_for_each_state_of_a_position() -> None:
    asked: list[Position] = []
    first = position("p1")
    kept = PerPosition[int](lambda one: asked.append(one) or len(asked), dict)  # type: ignore[func-returns-value]

    assert [kept(first), kept(first)] == [1, 1]
    later = replace(first, size=D(2))
    assert [kept(later), kept(later), kept(first)] == [2, 2, 3]
    assert asked == [first, later, first]


def test_an_equal_one_is_another_one() -> None:
    kept = PerPosition(id, dict)
    first = position("p1")
    second = replace(first)

    assert first == second
    assert (kept(first), kept(second)) == (id(first), id(second))


def test_positions_that_are_over_are_forgotten() -> None:
    live = {"p0": position("p0")}
    kept = PerPosition(id, lambda: live)

    for number in range(5 * SPARE):
        kept(position(f"p{number}"))

    assert len(kept._known) <= 2 + SPARE
    assert "p0" in kept._known
