"""Increasing and reducing a position."""

from datetime import timedelta
from decimal import Decimal

import pytest

from custom_components.tradehook.trading.model.facts import CloseReason, PositionStatus
from custom_components.tradehook.trading.model.inputs import CancelEntries, Close, Increase, Reduce
from custom_components.tradehook.trading.model.market import Market, MarketType, Side
from custom_components.tradehook.trading.model.order import OrderState, Purpose
from custom_components.tradehook.trading.model.sections import OrderType
from custom_components.tradehook.trading.position.unfilled_entries import unfilled
from tests.trading.scene import (
    LINEAR,
    SPOT,
    Scene,
    market,
    opened,
    percent,
    plan,
    price,
    stop,
    target,
)

SIDES = pytest.mark.parametrize("side", list(Side))
MARKETS = pytest.mark.parametrize("venue_market", [SPOT, LINEAR], ids=["spot", "linear"])
LIMIT = OrderType.LIMIT
TWO = (target(percent(10), 50), target(percent(20), 50))


# increase


@SIDES
@MARKETS
def test_an_increase_moves_average_stop_and_targets(side: Side, venue_market: Market) -> None:
    scene = opened(
        plan(take_profit=(target(percent(10)),), stop_loss=stop(percent(5))),
        side=side,
        market=venue_market,
    )
    scene.favour(4)
    scene.tell(Increase(amount=Decimal(10)))
    assert scene.position.size == 20
    average = scene.at(2)
    assert scene.position.average_entry == average
    assert scene.position.stop_price == average * (100 - side.sign * 5) / 100
    (order,) = scene.orders()
    assert (order.price, order.amount) == (average * (100 + side.sign * 10) / 100, 20)


@pytest.mark.parametrize(("side", "limit"), [(Side.LONG, "95.12"), (Side.SHORT, "95.13")])
def test_an_increase_may_rest_as_a_limit_order(side: Side, limit: str) -> None:
    scene = opened(plan(), side=side, last=100)
    scene.hold = True
    scene.tell(Increase(amount=Decimal("1.2345"), order_type=LIMIT, price=Decimal("95.123")))
    (order,) = scene.orders(Purpose.INCREASE)
    assert (order.price, order.amount) == (Decimal(limit), Decimal("1.234"))
    assert order.side is side.entry
    assert not order.reduce_only


def test_an_increase_that_never_left_is_placed_again_but_not_late() -> None:
    scene = opened(plan())
    scene.hold = True
    scene.tell(Increase(amount=Decimal(1)))
    scene.update(scene.orders()[0], OrderState.REJECTED, "not_sent")
    assert len(scene.orders(Purpose.INCREASE)) == 1
    scene.now += timedelta(seconds=61)
    scene.update(scene.orders()[0], OrderState.REJECTED, "not_sent")
    scene.wait(100)
    assert not scene.orders()
    assert not scene.position.requests, "it counts as invested no more"


def test_a_refused_increase_is_over() -> None:
    scene = opened(plan())
    scene.hold = True
    scene.tell(Increase(amount=Decimal(1)))
    scene.update(scene.orders()[0], OrderState.REJECTED, "insufficient_funds")
    scene.wait(100)
    assert not scene.orders()
    assert scene.position.message == "because of insufficient_funds"


@pytest.mark.parametrize("amount", ["0", "0.0009"])
def test_an_increase_below_the_step_is_nothing(amount: str) -> None:
    assert opened(plan()).tell(Increase(amount=Decimal(amount))) == ()


def test_an_opening_that_waits_for_an_exit_is_increased_and_not_reduced() -> None:
    """What reduces is an exit: it calls the opening off as a whole."""
    scene = Scene(plan(order_type=LIMIT, signal_price=Decimal(90), waits_for=("leaving",)))
    scene.tell(Increase(amount=Decimal(1)))
    assert unfilled(scene.position) == 11
    assert scene.tell(Reduce(amount=Decimal(1))) == ()


def test_trading_off_cancels_a_resting_increase() -> None:
    scene = opened(plan(stop_loss=stop(percent(20))))
    scene.tell(Increase(amount=Decimal(1), order_type=LIMIT, price=Decimal(90)))
    scene.tell(CancelEntries(reason=CloseReason.TRADING_OFF, dca=True))
    assert not scene.orders()
    scene.tell(Increase(amount=Decimal(1), order_type=LIMIT, price=Decimal(90)))
    scene.tell(CancelEntries(reason=CloseReason.TRADING_OFF, dca=True))
    assert not scene.orders()
    assert scene.status() is PositionStatus.OPEN


def test_a_second_increase_waits_behind_the_first_ones_refusal() -> None:
    scene = opened(plan())
    scene.hold = True
    scene.tell(Increase(amount=Decimal(1)))
    for _ in range(2):
        scene.update(scene.orders()[0], OrderState.REJECTED, "not_sent")
    assert not scene.orders()
    scene.tell(Increase(amount=Decimal(2)))
    assert not scene.orders()
    scene.wait(1)
    assert [row.amount for row in scene.orders()] == [1, 2]


# reduce


@SIDES
@MARKETS
def test_a_reduction_sells_and_the_targets_shrink_in_proportion(
    side: Side, venue_market: Market
) -> None:
    scene = opened(
        plan(take_profit=(target(percent(10), 30), target(percent(20), 70))),
        side=side,
        market=venue_market,
    )
    scene.tell(Reduce(amount=Decimal(4)))
    assert scene.position.size == 6
    assert [row.amount for row in scene.orders()] == [Decimal("1.8"), Decimal("4.2")]
    assert scene.order(Purpose.REDUCE).reduce_only is (venue_market is LINEAR)


@MARKETS
def test_targets_make_room_before_a_reduction_is_sold(venue_market: Market) -> None:
    scene = opened(plan(take_profit=TWO), market=venue_market)
    scene.hold = True
    scene.tell(Reduce(amount=Decimal(4)))
    assert not scene.sent
    assert len(scene.cancels) == 2
    scene.cancel_next()
    assert [(row.purpose, row.amount) for row in scene.sent] == [
        (Purpose.REDUCE, 4),
    ]
    scene.release()
    assert [row.amount for row in scene.orders()] == [3, 3]


def test_a_runner_is_reduced_without_touching_what_fits() -> None:
    scene = opened(plan(take_profit=(target(percent(10), 50),)))
    scene.hold = True
    scene.tell(Reduce(amount=Decimal(4)))
    assert [(row.purpose, row.amount) for row in scene.sent] == [(Purpose.REDUCE, 4)]
    scene.release()
    assert scene.ladder() == [("110", "3")]


def test_a_reduction_may_rest_as_a_limit_order() -> None:
    scene = opened(plan(take_profit=(target(percent(20)),), stop_loss=stop(percent(5))))
    scene.tell(Reduce(amount=Decimal(4), order_type=LIMIT, price=Decimal("105.001")))
    assert sorted(scene.ladder()) == [("105.01", "4"), ("120", "6")]
    scene.move(106)
    assert scene.position.size == 6
    assert scene.ladder() == [("120", "6")]
    assert scene.status() is PositionStatus.OPEN


def test_a_resting_reduction_gives_way_to_the_stop() -> None:
    scene = opened(plan(stop_loss=stop(percent(5))))
    scene.tell(Reduce(amount=Decimal(4), order_type=LIMIT, price=Decimal(105)))
    scene.move(95)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.order(Purpose.STOP_LOSS).amount == 10


@pytest.mark.parametrize(
    ("amount", "closes"),
    [
        ("9.9", False),
        ("9.951", True),  # 0.049 coins are worth 4.9: less than the minimum
        ("10", True),
        ("11", True),
    ],
)
@MARKETS
def test_what_would_leave_less_than_the_minimum_closes(
    amount: str, closes: bool, venue_market: Market
) -> None:
    scene = opened(plan(take_profit=TWO), market=venue_market)
    scene.tell(Reduce(amount=Decimal(amount)))
    assert (scene.status() is PositionStatus.CLOSED) is closes
    assert scene.position.close_reason is (CloseReason.REDUCED if closes else None)


def test_a_limit_reduction_of_everything_is_a_limit_close() -> None:
    scene = opened(plan())
    scene.tell(Reduce(amount=Decimal(10), order_type=LIMIT, price=Decimal(105)))
    assert scene.order(Purpose.CLOSE).price == 105
    scene.move(105)
    assert scene.position.close_reason is CloseReason.REDUCED


def test_reductions_add_up() -> None:
    scene = opened(plan(take_profit=(target(percent(10)),)))
    scene.hold = True
    scene.tell(Reduce(amount=Decimal(4)))
    scene.tell(Reduce(amount=Decimal(3)))
    assert scene.position.to_reduce == 7
    scene.tell(Reduce(amount=Decimal(3)))  # nothing would be left
    scene.release()
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.REDUCED


def test_a_reduction_that_has_become_too_large_closes() -> None:
    scene = opened(plan(take_profit=TWO))
    scene.hold = True
    scene.tell(Reduce(amount=Decimal(6)))
    scene.move(110)  # half is sold by the first target, before its cancel
    scene.release()
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.REDUCED


def test_a_reduction_that_sells_the_last_of_it_is_the_reason() -> None:
    scene = opened(plan(take_profit=(target(percent(10), 60),)))
    scene.hold = True
    scene.tell(Reduce(amount=Decimal(4)))
    scene.move(110)  # the target sells 6 before it has shrunk
    scene.release()
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.REDUCED


def test_a_refused_reduction_is_tried_again() -> None:
    scene = opened(plan())
    scene.hold = True
    scene.tell(Reduce(amount=Decimal(4)))
    scene.sent.clear()
    scene.update(scene.orders()[0], OrderState.REJECTED, "venue_busy")
    assert not scene.sent
    scene.wait(1)
    assert [row.amount for row in scene.sent] == [4]
    scene.release()
    assert scene.position.size == 6


def test_what_a_market_reduction_did_not_sell_is_sold_next() -> None:
    scene = opened(plan())
    scene.venue.portion = lambda _: Decimal(1)
    scene.tell(Reduce(amount=Decimal(3)))
    assert scene.position.size == 7
    assert [row.amount for row in scene.position.orders.values()][1:] == [3, 2, 1]


def test_a_limit_reduction_that_somebody_else_cancelled_is_over() -> None:
    scene = opened(plan(take_profit=(target(percent(10)),)))
    scene.tell(Reduce(amount=Decimal(4), order_type=LIMIT, price=Decimal(105)))
    (order,) = scene.orders(Purpose.REDUCE)
    scene.venue.cancel(order.client_order_id)
    scene._hear()
    scene._work()
    assert scene.ladder() == [("110", "10")]


@pytest.mark.parametrize("amount", ["0", "0.0009"])
def test_a_reduction_below_the_step_is_nothing(amount: str) -> None:
    assert opened(plan()).tell(Reduce(amount=Decimal(amount))) == ()


def test_without_a_price_the_average_entry_tells_what_is_left() -> None:
    scene = opened(plan())
    scene.hold = True
    scene.last = None
    scene.tell(Reduce(amount=Decimal("9.951")))
    assert scene.position.close_reason is None
    assert scene.position.close_request is not None


def test_requests_end_with_a_close() -> None:
    scene = Scene(plan(take_profit=(target(price(110)),)))
    scene.look()
    scene.hold = True
    scene.tell(Reduce(amount=Decimal(4)))
    scene.tell(Close(reason=CloseReason.SIGNAL))
    scene.release()
    assert scene.status() is PositionStatus.CLOSED
    assert not scene.position.requests


@pytest.mark.parametrize("amount", ["0.001", "0.5", "1"])
def test_small_changes_of_size_are_changes(amount: str) -> None:
    scene = opened(plan(), market=market(MarketType.LINEAR, min_cost="0"))
    scene.tell(Increase(amount=Decimal(amount)))
    assert scene.position.size == 10 + Decimal(amount)
    scene.tell(Reduce(amount=Decimal(amount)))
    assert scene.position.size == 10


def test_a_target_that_fills_in_part_beside_a_reduction_leaves_the_others_as_they_are() -> None:
    scene = opened(plan(take_profit=(target(percent(10), 50), target(percent(20), 50))))
    scene.tell(Reduce(amount=Decimal(4), order_type=LIMIT, price=Decimal(130)))
    assert sorted(scene.ladder()) == [("110", "3"), ("120", "3"), ("130", "4")]
    scene.venue.portion = lambda _: Decimal(1)
    scene.move(110)
    assert sorted(scene.ladder()) == [("110", "2"), ("120", "3"), ("130", "4")]
