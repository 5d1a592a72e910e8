"""Reductions: of what is held, and those that rest are cut, never counted as sold."""

from decimal import Decimal

import pytest

from custom_components.tradehook.trading.model.facts import (
    CloseReason,
    PositionStatus,
    ReductionCut,
)
from custom_components.tradehook.trading.model.inputs import Close, Increase, Reduce
from custom_components.tradehook.trading.model.market import Market, Side
from custom_components.tradehook.trading.model.order import Purpose
from custom_components.tradehook.trading.model.sections import OrderType
from tests.trading.scene import LINEAR, SPOT, Scene, dca, opened, percent, plan, stop, target

SIDES = pytest.mark.parametrize("side", list(Side))
MARKETS = pytest.mark.parametrize("venue_market", [SPOT, LINEAR], ids=["spot", "linear"])


def reduce(amount: str, at: str | Decimal | None = None) -> Reduce:
    if at is None:
        return Reduce(amount=Decimal(amount))
    return Reduce(amount=Decimal(amount), order_type=OrderType.LIMIT, price=Decimal(at))


def resting(scene: Scene) -> list[tuple[str, str]]:
    return scene.ladder(Purpose.REDUCE)


@SIDES
@MARKETS
def test_a_resting_reduction_is_cut_to_what_another_one_leaves(
    side: Side, venue_market: Market
) -> None:
    """40 % rest, then 75 % go at market: a quarter is left, all of it for the one that rests."""
    scene = opened(plan(dca_orders=(dca(percent(5)),)), side=side, market=venue_market)
    scene.tell(reduce("4", scene.at(2)))
    scene.tell(reduce("7.5"))
    assert scene.status() is PositionStatus.OPEN
    assert scene.position.size == Decimal("2.5")
    assert resting(scene) == [(f"{scene.at(2)}", "2.5")]
    assert scene.orders(Purpose.DCA)
    scene.favour(2)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.REDUCED


def test_a_resting_reduction_that_still_fits_is_left_alone() -> None:
    scene = opened(plan())
    scene.tell(reduce("4", "102"))
    (order,) = scene.orders(Purpose.REDUCE)
    scene.tell(reduce("5"))
    assert scene.orders(Purpose.REDUCE) == [order]
    assert scene.position.size == 5


def test_the_reduction_that_was_asked_for_last_is_the_one_that_counts() -> None:
    scene = opened(plan())
    scene.tell(reduce("4", "102"))
    scene.tell(reduce("3", "103"))
    scene.tell(reduce("5", "104"))
    assert sorted(resting(scene)) == [("102", "2"), ("103", "3"), ("104", "5")]


def test_a_reduction_that_is_cut_below_the_minimum_is_dropped() -> None:
    scene = opened(plan(), market=SPOT)
    scene.tell(reduce("4", "102"))
    scene.tell(reduce("9.96"))
    assert scene.status() is PositionStatus.CLOSED  # what is left is less than the market takes

    scene = opened(plan(), market=SPOT)
    scene.tell(reduce("4", "102"))
    scene.tell(reduce("9.98", "103"))
    assert scene.status() is PositionStatus.CLOSING
    scene = opened(plan(), side=Side.SHORT, market=SPOT)
    scene.tell(reduce("9.9", "98"))
    scene.tell(reduce("9.95", "97"))
    assert resting(scene) == [("97", "9.95")]
    assert scene.happened(ReductionCut)[-1].amount == 0
    assert not scene.position.requests


def test_targets_get_what_no_reduction_takes() -> None:
    scene = opened(plan(take_profit=(target(percent(10), 50), target(percent(20), 50))))
    scene.tell(reduce("4", "105"))
    assert scene.ladder(Purpose.TAKE_PROFIT) == [("110", "3"), ("120", "3")]
    scene.tell(reduce("5"))
    assert resting(scene) == [("105", "4")]
    assert scene.ladder(Purpose.TAKE_PROFIT) == [("110", "0.5"), ("120", "0.5")]


def test_the_stop_sells_what_rests_to_be_reduced_too() -> None:
    scene = opened(plan(stop_loss=stop(percent(5))))
    scene.tell(reduce("4", "102"))
    scene.tell(reduce("7.5"))
    scene.move(95)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.STOP_LOSS
    assert not scene.position.requests


def test_a_cut_reduction_waits_for_its_cancel_and_counts_what_fills_meanwhile() -> None:
    scene = opened(plan())
    scene.tell(reduce("4", "102"))
    scene.hold = True
    scene.tell(reduce("7.5"))
    assert len(scene.cancels) == 1
    assert not scene.sent
    scene.last = Decimal(102)
    scene.venue.tick(Decimal(102), scene.now)  # it fills before its cancel arrives
    scene.release()
    assert scene.status() is PositionStatus.CLOSED
    assert sum(fill.amount for fill in scene.venue.fills) == 20


def test_a_closing_position_asks_for_no_reduction_again() -> None:
    scene = opened(plan())
    scene.tell(reduce("4", "102"))
    scene.hold = True
    scene.tell(reduce("7.5"))
    scene.tell(Close(reason=CloseReason.MANUAL))
    scene.release()
    assert scene.status() is PositionStatus.CLOSED
    assert not scene.position.requests


def test_an_increase_leaves_a_cut_reduction_as_it_is() -> None:
    scene = opened(plan())
    scene.tell(reduce("4", "102"))
    scene.tell(reduce("7.5"))
    scene.tell(Increase(amount=Decimal(5), order_type=OrderType.MARKET))
    assert resting(scene) == [("102", "2.5")]
    assert scene.position.size == Decimal("7.5")


@SIDES
@MARKETS
def test_a_reduction_of_what_an_increase_leads_to_waits_for_it(
    side: Side, venue_market: Market
) -> None:
    """10 become 20, of which 12 go: more than is held before the increase has filled."""
    scene = opened(plan(), side=side, market=venue_market)
    scene.hold = True
    scene.tell(Increase(amount=Decimal(10), order_type=OrderType.MARKET))
    scene.tell(reduce("12"))
    assert scene.status() is PositionStatus.OPEN
    assert not scene.orders(Purpose.REDUCE)
    scene.hold = False
    scene.release()
    scene.look()
    assert scene.position.size == 8
    assert not scene.position.requests


def test_a_second_reduction_leaves_what_the_first_one_has_not_taken() -> None:
    scene = opened(plan())
    scene.hold = True
    scene.tell(reduce("5"))
    scene.tell(reduce("2.5"))
    scene.hold = False
    scene.release()
    scene.look()
    assert scene.position.size == Decimal("2.5")
