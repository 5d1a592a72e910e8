"""A stop that trails from the first fill on, beside the entries that are still to come."""

from dataclasses import replace
from decimal import Decimal

import pytest

from custom_components.tradehook.trading.model.facts import CloseReason, PositionStatus
from custom_components.tradehook.trading.model.inputs import Increase, Modify
from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.model.order import Purpose
from custom_components.tradehook.trading.model.sections import (
    OrderType,
    PriceLevel,
    Protection,
    StopLoss,
)
from tests.trading.scene import Scene, dca, opened, percent, plan, stop, target

SIDES = pytest.mark.parametrize("side", list(Side))


def trailing(level: PriceLevel | None = None, distance: int = 5, activation: int = 0) -> StopLoss:
    return stop(
        level,
        protection_type=Protection.PRICE,
        trailing_percentage=Decimal(activation),
        trailing_distance=Decimal(distance),
    )


def behind(scene: Scene, peak: str | int, distance: int = 5) -> Decimal:
    """Return the stop that belongs to a peak so many percent in the position's favour."""
    return scene.at(peak) * (100 - scene.side.sign * distance) / 100


@SIDES
def test_stop_trails_from_the_first_fill_and_cancels_nothing(side: Side) -> None:
    """A partly filled entry goes on, and so do the DCA orders."""
    entry = plan(
        order_type=OrderType.LIMIT,
        signal_price=Decimal(100),
        stop_loss=trailing(),
        dca_orders=(dca(percent(3)),),
    )
    scene = Scene(entry, side=side)
    scene.venue.portion = lambda _: Decimal(4)
    scene.look()
    scene.move(100)
    assert 0 < scene.position.size < 10
    assert scene.position.stop_price == behind(scene, 0)
    scene.venue.portion = lambda _: Decimal(0)
    scene.favour(2)
    scene.favour(1)
    assert scene.position.stop_price == behind(scene, 2)
    assert (scene.position.entries_cancelled, scene.position.dca_cancelled) == (False, False)
    assert {order.purpose for order in scene.orders()} >= {Purpose.ENTRY}
    scene.favour(-4)
    assert scene.position.close_request is not None
    assert scene.position.close_request.reason is CloseReason.TRAILING_STOP


@SIDES
def test_peak_starts_anew_after_each_dca_fill(side: Side) -> None:
    """It counts from the price of the fill, and an increase changes nothing."""
    scene = opened(
        plan(stop_loss=trailing(), dca_orders=(dca(percent(3)), dca(percent(6)))), side=side
    )
    scene.favour(1)
    assert scene.position.stop_price == behind(scene, 1)
    scene.tell(Increase(amount=Decimal(1), order_type=OrderType.MARKET))
    assert scene.position.stop_price == behind(scene, 1)
    scene.favour(-3)
    assert scene.position.stop_price == behind(scene, -3)
    scene.favour(-2)
    assert scene.position.stop_price == behind(scene, -2)
    scene.favour(-6)
    assert scene.position.stop_price == behind(scene, -6)
    assert not scene.orders(Purpose.DCA)
    scene.favour(-12)
    assert scene.status() is PositionStatus.CLOSED


@SIDES
def test_tighter_of_a_fixed_stop_and_what_trails_counts(side: Side) -> None:
    """A stop beside it bounds the loss after DCA orders, too."""
    scene = opened(plan(stop_loss=trailing(percent(2))), side=side)
    assert scene.position.stop_price == scene.at(-2)
    scene.favour(5)
    assert scene.position.stop_price == behind(scene, 5)


def test_dca_order_that_fills_in_a_fall_counts_before_the_stop_is_judged() -> None:
    scene = opened(plan(stop_loss=trailing(), dca_orders=(dca(percent(4)),)))
    scene.favour(3)
    assert scene.position.stop_price == behind(scene, 3)
    scene.move("95.9")  # the stop of 97.85 was passed on the way
    scene.move(80)
    assert scene.status() is PositionStatus.CLOSED


@SIDES
@pytest.mark.parametrize(
    "changed",
    [trailing(distance=8), trailing(activation=20, distance=8), trailing(percent(9), distance=9)],
    ids=["wider", "from a profit on", "with a stop"],
)
def test_change_of_it_never_loosens_what_it_has_reached(side: Side, changed: StopLoss) -> None:
    """A trailing stop keeps peak and stop, whatever its new distance is."""
    exits = plan(stop_loss=trailing(), take_profit=(target(percent(50)),))
    scene = opened(exits, side=side)
    scene.favour(10)
    scene.favour(8)
    reached = behind(scene, 10)
    assert scene.position.stop_price == reached
    scene.tell(Modify(stop_loss=changed, replace_stop_loss=True))
    assert scene.position.stop_price == reached
    tight = trailing(distance=3)
    scene.tell(Modify(stop_loss=tight, replace_stop_loss=True))
    scene.favour(9)
    assert scene.position.stop_price == behind(scene, 10, 3)


@SIDES
def test_tighter_distance_beyond_the_market_waits_for_it(side: Side) -> None:
    """The present stop stays until the price allows the new one."""
    scene = opened(plan(stop_loss=trailing()), side=side)
    scene.favour(10)
    scene.favour(7)
    scene.tell(Modify(stop_loss=trailing(distance=2), replace_stop_loss=True))
    assert scene.position.stop_price == behind(scene, 10)
    assert scene.position.waiting is not None
    scene.favour(9)
    assert scene.position.stop_price == behind(scene, 10, 2)
    assert scene.position.waiting is None
    assert not scene.position.dca_cancelled


def test_change_without_a_price_keeps_the_present_stop_until_one_comes() -> None:
    """Its emergency stop stands at once."""
    scene = opened(plan(stop_loss=stop(percent(9))))
    scene.last = None
    changed = replace(trailing(), emergency=percent(20))
    scene.tell(Modify(stop_loss=changed, replace_stop_loss=True))
    assert (scene.position.stop_price, scene.position.emergency_price) == (91, 80)
    scene.move(99)
    assert scene.position.stop_price == Decimal("94.05")


def test_one_that_was_plain_begins_with_the_next_price() -> None:
    scene = opened(plan(stop_loss=stop(percent(9))))
    scene.favour(10)
    scene.tell(Modify(stop_loss=trailing(), replace_stop_loss=True))
    assert scene.position.stop_price == behind(scene, 10)


@SIDES
@pytest.mark.parametrize("distance", [Decimal("0.001"), Decimal("0.02")])
def test_tiny_distance_never_sells_at_once_again_and_again(side: Side, distance: Decimal) -> None:
    """It settles, and leaves when the price comes back."""
    tiny = stop(
        None,
        protection_type=Protection.PRICE,
        trailing_percentage=Decimal(0),
        trailing_distance=distance,
    )
    scene = opened(plan(stop_loss=tiny), side=side)
    scene.favour(1)
    scene.favour(0)
    assert scene.status() is PositionStatus.CLOSED


def test_change_without_a_price_gives_a_bare_position_the_stops_own_level_at_once() -> None:
    scene = opened(plan())
    scene.last = None
    changed = replace(trailing(), level=percent(9), emergency=percent(20))
    scene.tell(Modify(stop_loss=changed, replace_stop_loss=True))
    assert (scene.position.stop_price, scene.position.emergency_price) == (91, 80)
