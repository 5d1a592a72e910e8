"""Coins on spot that are held and can't all be sold."""

from decimal import Decimal

from custom_components.tradehook.trading.model.facts import CloseReason, PositionStatus
from custom_components.tradehook.trading.model.inputs import Close
from custom_components.tradehook.trading.model.order import Order
from custom_components.tradehook.trading.model.sections import OrderType
from tests.trading.scene import SPOT, Scene, opened, percent, plan, stop

LIMIT = OrderType.LIMIT
CLOSE = Close(reason=CloseReason.SIGNAL)


def exits(scene: Scene) -> list[Order]:
    """Return the orders that sell, oldest first."""
    return [row for row in scene.position.orders.values() if not row.purpose.adds]


def sold(scene: Scene) -> Decimal:
    """Return what all exits have sold."""
    return sum((row.filled for row in exits(scene)), Decimal(0))


def test_a_stop_sells_what_is_free_where_somebody_else_has_locked_a_part() -> None:
    scene = opened(plan(stop_loss=stop(percent(2))), market=SPOT)
    scene.venue.locked = Decimal(4)
    scene.move(97)
    scene.wait(1)
    assert sold(scene) == 6
    assert scene.status() is PositionStatus.CLOSING


def test_what_was_locked_is_sold_once_it_is_free() -> None:
    scene = opened(plan(), market=SPOT)
    scene.venue.locked = Decimal(4)
    scene.tell(CLOSE)
    scene.wait(60)
    assert sold(scene) == 6
    scene.venue.locked = Decimal(0)
    scene.wait(30)
    assert scene.status() is PositionStatus.CLOSED
    assert sold(scene) == 10


def test_all_of_it_is_tried_first() -> None:
    """What was told to be free may be of before a cancel."""
    scene = opened(plan(), market=SPOT)
    scene.venue.locked = Decimal(4)
    scene.tell(CLOSE)
    assert [row.amount for row in exits(scene)] == [10]
    scene.wait(1)
    assert [row.amount for row in exits(scene)][:2] == [10, 6]


def test_a_coin_of_which_less_than_a_step_is_gone_is_sold_but_for_a_step() -> None:
    """Another bot has paid its fee with it: what is left is too little to be sold."""
    scene = opened(plan(), market=SPOT)
    scene.venue.take(Decimal("0.0004"), Decimal(100))
    scene.tell(CLOSE)
    scene.wait(60)
    assert scene.status() is PositionStatus.CLOSED
    assert sold(scene) == Decimal("9.999")
    assert scene.position.dust == Decimal("0.001")


def test_where_nothing_is_free_it_is_tried_until_something_is() -> None:
    scene = opened(plan(), market=SPOT)
    scene.venue.locked = Decimal(10)
    scene.tell(CLOSE)
    scene.wait(600)
    assert (scene.status(), sold(scene)) == (PositionStatus.CLOSING, 0)
    scene.venue.locked = Decimal(0)
    scene.wait(30)
    assert scene.status() is PositionStatus.CLOSED


def test_a_limit_close_waits_for_all_of_it() -> None:
    scene = opened(plan(), market=SPOT)
    scene.venue.locked = Decimal(4)
    scene.tell(Close(reason=CloseReason.SIGNAL, order_type=LIMIT, price=Decimal(110)))
    scene.wait(60)
    assert not scene.orders()
    scene.venue.locked = Decimal(0)
    scene.wait(30)
    assert scene.ladder() == [("110", "10")]
