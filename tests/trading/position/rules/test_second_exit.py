"""A stop on the venue that may have worked is never followed by a second exit."""

from datetime import timedelta
from decimal import Decimal

import pytest

from custom_components.tradehook.trading.model.facts import CloseReason
from custom_components.tradehook.trading.model.inputs import (
    CANCEL_FAILED,
    NOT_SENT,
    VANISHED,
    Close,
    Increase,
    OrderReported,
)
from custom_components.tradehook.trading.model.order import Order, OrderState
from custom_components.tradehook.trading.position.rules.closing import PATIENCE
from custom_components.tradehook.trading.position.rules.stop_loss import GRACE
from tests.trading.scene import LINEAR, Scene, opened, percent, plan, stop

LONG = timedelta(hours=1).total_seconds()


def resting() -> tuple[Scene, Order]:
    """Return a position whose stop rests on the venue at 98, and that stop; nothing answers."""
    scene = opened(plan(stop_loss=stop(percent(2))), market=LINEAR, holds_stops=True)
    (order,) = scene.position.resting_stops
    scene.hold = True
    return scene, order


def sold(scene: Scene) -> list[Order]:
    """Return the exits at market that were sent."""
    return [order for order in scene.sent if order.is_market_exit]


def hit(scene: Scene) -> None:
    """Let the price pass the stop here, while nothing is heard of the one on the venue."""
    scene.venue.sleepy = lambda: True
    scene.move("97")


def update(scene: Scene, order: Order, state: OrderState, code: str | None = None) -> None:
    """Say what became of an order."""
    scene.tell(OrderReported(client_order_id=order.client_order_id, state=state, code=code))


def test_a_stop_that_was_not_there_to_be_cancelled_is_waited_for_however_long() -> None:
    scene, order = resting()
    hit(scene)
    scene.wait(GRACE.total_seconds() + 1)
    assert scene.cancels == [order.client_order_id]
    update(scene, order, OrderState.UNKNOWN, VANISHED)
    scene.wait(LONG)
    assert sold(scene) == []
    update(scene, order, OrderState.CANCELLED)
    assert [row.amount for row in sold(scene)] == [scene.position.size]


def test_the_same_holds_when_a_person_closes_far_from_the_stop() -> None:
    scene, order = resting()
    scene.tell(Close(reason=CloseReason.MANUAL))
    update(scene, order, OrderState.UNKNOWN, VANISHED)
    scene.wait(LONG)
    assert sold(scene) == []


def test_a_hit_stop_whose_cancel_is_not_answered_is_waited_for_however_long() -> None:
    scene, _ = resting()
    hit(scene)
    scene.wait(LONG)
    assert sold(scene) == []


def test_a_stop_of_unknown_fate_that_the_price_has_passed_is_waited_for() -> None:
    scene, order = resting()
    scene.tell(Increase(amount=Decimal(5)))
    scene.send_next()
    lost = scene.sent.pop()
    assert lost.is_resting_stop
    update(scene, lost, OrderState.UNKNOWN)
    hit(scene)
    scene.wait(GRACE.total_seconds() + 1)
    update(scene, order, OrderState.CANCELLED)
    scene.wait(LONG)
    assert sold(scene) == []
    update(scene, lost, OrderState.REJECTED, NOT_SENT)
    assert len(sold(scene)) == 1


@pytest.mark.parametrize("reason", [None, CloseReason.MANUAL], ids=["stop", "close"])
def test_a_stop_that_certainly_is_not_working_still_leads_to_an_exit(
    reason: CloseReason | None,
) -> None:
    scene, order = resting()
    if reason is None:
        hit(scene)
    else:
        scene.tell(Close(reason=reason))
    scene.wait(GRACE.total_seconds() + 1)
    update(scene, order, OrderState.OPEN, CANCEL_FAILED)
    scene.wait(PATIENCE.total_seconds())
    assert len(sold(scene)) == 1


def test_a_far_stop_whose_cancel_is_not_answered_holds_a_close_up_for_its_patience_only() -> None:
    scene, _ = resting()
    scene.tell(Close(reason=CloseReason.MANUAL))
    assert sold(scene) == []
    scene.wait(PATIENCE.total_seconds())
    assert len(sold(scene)) == 1


def test_a_stop_that_is_there_after_all_is_cancelled_again() -> None:
    scene, order = resting()
    hit(scene)
    scene.wait(GRACE.total_seconds() + 1)
    update(scene, order, OrderState.UNKNOWN, VANISHED)
    scene.cancels.clear()
    update(scene, order, OrderState.OPEN)
    assert scene.cancels == [order.client_order_id]


def test_only_what_was_not_found_becomes_unknown_again() -> None:
    scene, order = resting()
    before = scene.position
    update(scene, order, OrderState.UNKNOWN)
    assert scene.position == before
