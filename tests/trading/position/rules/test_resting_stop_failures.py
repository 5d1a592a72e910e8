"""Stops that are refused, lost, unknown or cut off by a crash."""

from datetime import timedelta

import pytest

from custom_components.tradehook.trading.fact_storage import fact_as, fact_from
from custom_components.tradehook.trading.model.facts import (
    CloseReason,
    OrderIntended,
    PositionStatus,
)
from custom_components.tradehook.trading.model.inputs import (
    Close,
    Modify,
)
from custom_components.tradehook.trading.model.order import OrderState, Purpose
from custom_components.tradehook.trading.model.sections import (
    OrderType,
)
from custom_components.tradehook.trading.position.evolve.apply import fold
from tests.trading.scene import (
    SPOT,
    Scene,
    opened,
    percent,
    plan,
    stop,
    target,
)

from .resting_scenes import held, resting

# refusals


def test_a_refused_stop_is_tried_again_and_holds_nothing_up() -> None:
    scene = Scene(
        plan(take_profit=(target(percent(3)),), stop_loss=stop(percent(5))), holds_stops=True
    )
    scene.hold = True
    scene.look()
    scene.send_next()
    refused = next(order for order in scene.sent if order.is_resting_stop)
    scene.sent.remove(refused)
    scene.update(refused, OrderState.REJECTED, "too_many_orders")
    scene.release()
    assert scene.position.resting_stop is None
    assert scene.position.message is None
    assert scene.ladder(Purpose.TAKE_PROFIT) == [("103", "10")]
    scene.wait(1)
    assert resting(scene) == [("95", "10")]


def test_a_refused_stop_does_not_delay_the_one_here() -> None:
    scene = Scene(plan(stop_loss=stop(percent(5))), holds_stops=True)
    scene.hold = True
    scene.look()
    scene.send_next()
    (refused,) = scene.sent
    scene.sent.clear()
    scene.update(refused, OrderState.REJECTED, "would_trigger")
    scene.hold = False
    scene.move(95)
    assert scene.status() is PositionStatus.CLOSED


def test_refusals_are_forgotten_once_a_stop_has_stood() -> None:
    scene = Scene(plan(stop_loss=stop(percent(5))), holds_stops=True)
    scene.hold = True
    scene.look()
    scene.send_next()
    scene.update(scene.sent.pop(), OrderState.REJECTED, "too_many_orders")
    scene.release()
    scene.wait(1)
    assert resting(scene) == [("95", "10")]
    assert scene.position.refusals["stop_loss:1"].count == 1
    scene.tell(Modify(stop_loss=stop(percent(6)), replace_stop_loss=True))
    assert scene.position.refusals == {}


def test_one_that_somebody_else_cancels_comes_back_once() -> None:
    scene = held(plan(stop_loss=stop(percent(5))))
    for expected in ([("95", "10")], []):
        order = scene.position.resting_stop
        assert order is not None
        scene.venue.cancel(order.client_order_id)
        scene.move(101)
        scene.wait(2)
        assert resting(scene) == expected
    assert scene.position.given_up(scene.now) == ("stop_loss:1",)
    scene.venue.sleepy = lambda: True
    scene.move(95)
    assert scene.status() is PositionStatus.CLOSED


def test_one_that_is_lost_while_the_last_one_goes_does_not_wait_for_that() -> None:
    scene = held(plan(stop_loss=stop(percent(5))))
    scene.hold = True
    scene.tell(Modify(stop_loss=stop(percent(6)), replace_stop_loss=True))
    scene.send_next()
    (first, second) = scene.position.resting_stops
    assert (first.cancel_requested, scene.position.resting_stop) == (True, second)
    scene.venue.cancel(second.client_order_id)  # by somebody else
    scene.move(101)
    scene.wait(1)
    assert [order.trigger for order in scene.sent] == [94]
    scene.release()
    assert resting(scene) == [("94", "10")]


def test_an_unknown_stop_keeps_its_place() -> None:
    scene = Scene(plan(stop_loss=stop(percent(5))), holds_stops=True)
    scene.hold = True
    scene.look()
    scene.send_next()
    (lost,) = scene.sent
    scene.sent.clear()
    scene.update(lost, OrderState.UNKNOWN)
    scene.wait(60)
    assert scene.sent == []
    assert scene.position.resting_stop is None
    scene.update(lost, OrderState.REJECTED, "not_sent")
    assert [order.trigger for order in scene.sent] == [95]


@pytest.mark.parametrize("rests", [True, False])
def test_a_stop_that_was_being_placed_at_a_crash_is_not_waited_for(rests: bool) -> None:
    scene = Scene(plan(stop_loss=stop(percent(5))), holds_stops=True)
    scene.hold = True
    scene.look()
    scene.send_next()
    (lost,) = scene.sent
    scene.sent.clear()
    scene.now += timedelta(seconds=1)
    scene.awake_since = scene.now
    scene.look()
    (second,) = scene.sent
    assert (second.trigger, second.amount) == (95, 10)
    scene.send_next()
    if rests:
        scene.venue.place(lost, scene.at(0), scene.now)
        scene.release()
    else:
        scene.release()
        scene.update(lost, OrderState.REJECTED, "not_sent")
    assert resting(scene) == [("95", "10")]
    assert scene.position.resting_stop is not None
    assert scene.position.resting_stop.client_order_id == second.client_order_id


def test_on_spot_a_stop_that_was_being_placed_at_a_crash_keeps_its_coins() -> None:
    scene = Scene(plan(stop_loss=stop(percent(5))), market=SPOT, holds_stops=True)
    scene.hold = True
    scene.look()
    scene.send_next()
    scene.sent.clear()
    scene.now += timedelta(seconds=1)
    scene.awake_since = scene.now
    scene.look()
    assert scene.sent == []


def test_a_stop_that_is_being_placed_is_waited_for_after_the_clock_was_set_back() -> None:
    """By its time it was made before this process began, and is of this one all the same."""
    scene = held(plan(stop_loss=stop(percent(5))))
    scene.awake_since = scene.now
    scene.now -= timedelta(hours=1)
    scene.hold = True
    scene.tell(Modify(stop_loss=stop(percent(4)), replace_stop_loss=True))
    scene.wait(20)
    asked = [row for row in scene.happened(OrderIntended) if row.order.trigger == 96]
    assert len(asked) == 1


def test_a_stop_that_tightens_is_followed_after_the_clock_was_set_back() -> None:
    """The one that rests was placed in what is the future now: that is long enough ago."""
    scene = held(plan(stop_loss=stop(percent(5))))
    scene.now -= timedelta(hours=1)
    scene.tell(Modify(stop_loss=stop(percent(4)), replace_stop_loss=True))
    assert resting(scene) == [("96", "10")]


def test_a_close_cancels_the_stop_last_right_before_it_sells() -> None:
    targets = (target(percent(3), 50), target(percent(5), 50))
    scene = held(plan(stop_loss=stop(percent(5)), take_profit=targets))
    resting_stop = scene.position.resting_stop
    assert resting_stop is not None
    scene.hold = True
    scene.tell(Close(reason=CloseReason.SIGNAL))
    assert scene.cancels == [row.client_order_id for row in scene.orders(Purpose.TAKE_PROFIT)]
    scene.cancel_next()
    assert len(scene.cancels) == 1
    scene.cancel_next()
    assert scene.cancels == [resting_stop.client_order_id]
    assert scene.sent == []
    scene.cancel_next()
    assert [(order.order_type, order.amount) for order in scene.sent] == [(OrderType.MARKET, 10)]
    scene.release()
    assert scene.status() is PositionStatus.CLOSED


def test_a_close_lets_its_stop_go_in_the_end_although_a_target_stays_in_doubt() -> None:
    targets = (target(percent(3), 50), target(percent(5), 50))
    scene = held(plan(stop_loss=stop(percent(5)), take_profit=targets))
    scene.hold = True
    scene.tell(Close(reason=CloseReason.SIGNAL))
    scene.cancel_next()
    scene.cancels.clear()  # the other one's answer never comes
    scene.wait(10)
    assert [scene.position.orders[one].is_resting_stop for one in scene.cancels] == [True]
    scene.cancel_next()
    assert [(order.order_type, order.amount) for order in scene.sent] == [(OrderType.MARKET, 5)]


# facts


def test_orders_of_older_ledgers_have_no_trigger() -> None:
    scene = opened(plan(stop_loss=stop(percent(5))))
    read = []
    for fact in scene.facts:
        kind, data = fact_as(fact)
        if "order" in data:
            data["order"].pop("trigger", None)
        read.append(fact_from(kind, fact.at, data))
    assert fold(read) == scene.position
