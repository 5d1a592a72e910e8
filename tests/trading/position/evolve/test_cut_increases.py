"""What reduces takes off an increase that rests first, and off what is held then."""

from decimal import Decimal

import pytest

from custom_components.tradehook.trading.model.facts import CloseReason, IncreaseCut, PositionStatus
from custom_components.tradehook.trading.model.inputs import Close, Increase, Reduce
from custom_components.tradehook.trading.model.market import Market, Side
from custom_components.tradehook.trading.model.order import OrderState, Purpose
from custom_components.tradehook.trading.model.sections import OrderType
from custom_components.tradehook.trading.position.unfilled_entries import in_all
from tests.trading.scene import LINEAR, SPOT, Scene, opened, plan

SIDES = pytest.mark.parametrize("side", list(Side))
MARKETS = pytest.mark.parametrize("venue_market", [SPOT, LINEAR], ids=["spot", "linear"])


def resting(scene: Scene) -> list[tuple[str, str]]:
    return scene.ladder(Purpose.INCREASE)


def held_beside(*increases: int, side: Side = Side.LONG, market: Market = LINEAR) -> Scene:
    """Return ten coins held at 100, and increases that rest further and further away."""
    scene = opened(plan(), side=side, market=market)
    for number, amount in enumerate(increases, start=1):
        price = scene.at(-2 * number)
        scene.tell(Increase(amount=Decimal(amount), order_type=OrderType.LIMIT, price=price))
    return scene


def reduce(scene: Scene, amount: str) -> None:
    scene.tell(Reduce(amount=Decimal(amount)))


@SIDES
@MARKETS
@pytest.mark.parametrize(
    ("amount", "left", "held"),
    [("4", ["6"], 10), ("10", [], 10), ("13", [], 7), ("9.99", [], 10)],
    ids=["a part", "all of it", "and of what is held", "all but a crumb"],
)
def test_a_reduction_takes_what_rests_of_an_increase_first(
    side: Side, venue_market: Market, amount: str, left: list[str], held: int
) -> None:
    scene = held_beside(10, side=side, market=venue_market)
    assert in_all(scene.position) == 20
    reduce(scene, amount)
    assert [rest for _, rest in resting(scene)] == left
    assert scene.position.size == held
    assert in_all(scene.position) == held + sum(map(Decimal, left), Decimal(0))


def test_the_newest_increase_is_cut_first() -> None:
    scene = held_beside(5, 4, 3)
    reduce(scene, "5")
    assert resting(scene) == [("98", "5"), ("96", "2")]
    reduce(scene, "1")
    assert resting(scene) == [("98", "5"), ("96", "1")]


@SIDES
def test_what_leaves_too_little_in_all_is_a_close(side: Side) -> None:
    scene = held_beside(5, side=side)
    reduce(scene, "15")
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.REDUCED
    assert not scene.position.live_orders()


@SIDES
def test_what_has_filled_before_the_cancel_counts(side: Side) -> None:
    """Nothing is placed before the old order has ended; what was bought beyond is sold."""
    scene = held_beside(10, side=side)
    scene.hold = True
    reduce(scene, "6")
    (order,) = scene.orders(Purpose.INCREASE)
    assert order.cancel_requested
    scene.venue.portion = lambda _: Decimal(7)
    scene.move(scene.at(-2))
    scene.venue.portion = lambda amount: amount
    assert scene.position.size == 17
    scene.release()
    assert resting(scene) == []
    assert scene.position.size == 14


@SIDES
def test_a_part_that_fills_before_the_cancel_is_placed_no_second_time(side: Side) -> None:
    scene = held_beside(10, side=side)
    scene.hold = True
    reduce(scene, "2")
    scene.venue.portion = lambda _: Decimal(5)
    scene.move(scene.at(-2))
    scene.venue.portion = lambda amount: amount
    scene.move(100)
    scene.release()
    assert [rest for _, rest in resting(scene)] == ["3"]
    assert scene.position.size == 15


def test_nothing_is_placed_while_the_end_of_the_old_order_is_unknown() -> None:
    scene = held_beside(10)
    scene.hold = True
    reduce(scene, "4")
    (order,) = scene.orders(Purpose.INCREASE)
    scene.cancels.clear()
    scene.update(order, OrderState.OPEN, "cancel_failed")
    assert len(scene.orders(Purpose.INCREASE)) == 1
    reduce(scene, "2")
    assert len(scene.orders(Purpose.INCREASE)) == 1
    assert in_all(scene.position) == 14
    scene.wait(60)
    scene.release()
    assert resting(scene) == [("98", "4")]


@SIDES
def test_a_close_ends_an_increase_that_was_cut(side: Side) -> None:
    scene = held_beside(10, side=side)
    scene.hold = True
    reduce(scene, "4")
    scene.tell(Close(reason=CloseReason.SIGNAL))
    scene.release()
    assert scene.happened(IncreaseCut)
    assert scene.status() is PositionStatus.CLOSED
