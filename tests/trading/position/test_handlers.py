"""What people do to a position: keep and close links, changed exits."""

from decimal import Decimal

import pytest

from custom_components.tradehook.trading.model.facts import (
    CloseReason,
    PlanChanged,
    PositionStatus,
    StopArmed,
    StopCause,
)
from custom_components.tradehook.trading.model.inputs import Close, Keep, Modify
from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.model.order import Purpose
from custom_components.tradehook.trading.model.sections import (
    CoolDownType,
    OrderType,
    Protection,
    StopOrderType,
    TimeFrame,
)
from tests.trading.scene import Scene, dca, opened, percent, plan, price, stop, target

SIDES = pytest.mark.parametrize("side", list(Side))


def limit_entry(filled: str | None, side: Side = Side.LONG) -> Scene:
    """Return a limit entry at 100 of which so much has filled, with a DCA order and exits."""
    scene = opened(
        plan(
            order_type=OrderType.LIMIT,
            signal_price=Decimal(100),
            dca_orders=(dca(percent(10)),),
            take_profit=(target(percent(10)),),
            stop_loss=stop(percent(20)),
        ),
        side=side,
        last=100 + side.sign,
    )
    if filled is not None:
        scene.venue.portion = lambda _: Decimal(filled)
        scene.move(100)
        scene.venue.portion = lambda amount: amount
    return scene


# links


@SIDES
@pytest.mark.parametrize("event", [Keep(), Close(reason=CloseReason.LINK)])
def test_an_unfilled_position_is_cancelled_by_either_link(side: Side, event: Keep | Close) -> None:
    scene = limit_entry(None, side)
    scene.tell(event)
    assert scene.status() is PositionStatus.CANCELLED
    assert scene.position.close_reason is event.reason
    assert not scene.venue.open_lots()


@SIDES
def test_keep_cancels_the_rest_of_a_partly_filled_entry(side: Side) -> None:
    scene = limit_entry("4", side)
    scene.tell(Keep())
    assert scene.status() is PositionStatus.OPEN
    assert not scene.orders(Purpose.ENTRY)
    assert [row.amount for row in scene.orders(Purpose.TAKE_PROFIT)] == [4]
    assert [row.amount for row in scene.orders(Purpose.DCA)] == [10]
    assert scene.position.stop_price == scene.at(-20)
    assert scene.tell(Keep()) == ()


@SIDES
def test_close_sells_the_filled_part_and_cancels_the_rest(side: Side) -> None:
    scene = limit_entry("4", side)
    scene.tell(Close(reason=CloseReason.LINK))
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.LINK
    assert not scene.venue.open_lots()


@SIDES
def test_keep_leaves_a_filled_position_alone(side: Side) -> None:
    scene = limit_entry("10", side)
    assert scene.tell(Keep()) == ()
    assert len(scene.orders()) == 2


def test_keep_does_not_take_a_filled_dca_order_for_the_entry() -> None:
    scene = opened(
        plan(
            order_type=OrderType.LIMIT,
            signal_price=Decimal(90),
            dca_orders=(dca(price(95)),),
            take_profit=(target(percent(10)),),
        )
    )
    scene.move(94)
    scene.tell(Keep())
    assert scene.position.size == 10
    assert not scene.orders(Purpose.ENTRY)


def test_links_do_nothing_to_a_position_that_is_over() -> None:
    scene = limit_entry("10")
    scene.tell(Close(reason=CloseReason.LINK))
    assert scene.tell(Close(reason=CloseReason.LINK)) == ()
    assert scene.tell(Keep()) == ()


# changed exits


@SIDES
def test_a_new_stop_replaces_the_old_one_wholly(side: Side) -> None:
    scene = opened(
        plan(stop_loss=stop(percent(5), emergency=percent(20))),
        side=side,
    )
    scene.tell(Modify(stop_loss=stop(percent(3)), replace_stop_loss=True))
    assert scene.position.stop_price == scene.at(-3)
    assert scene.position.emergency_price is None
    assert scene.happened(StopArmed)[-1].why is StopCause.MODIFIED
    scene.favour(-3)
    assert scene.position.close_reason is CloseReason.STOP_LOSS


def test_a_stop_can_be_taken_away() -> None:
    scene = opened(plan(stop_loss=stop(percent(5))))
    scene.tell(Modify(replace_stop_loss=True))
    assert scene.position.stop_price is None
    scene.move(1)
    assert scene.status() is PositionStatus.OPEN
    (fact,) = scene.tell(Modify(replace_stop_loss=True))
    assert isinstance(fact, PlanChanged)


def test_a_stop_can_be_added() -> None:
    scene = opened(plan())
    scene.tell(Modify(stop_loss=stop(price(95)), replace_stop_loss=True))
    assert scene.position.stop_price == 95
    assert scene.happened(StopArmed)[-1].why is StopCause.PLAN


def test_a_person_may_loosen_a_protected_stop_and_the_protection_counts_anew() -> None:
    two = (target(percent(10), 50), target(percent(20), 50))
    scene = opened(
        plan(take_profit=two, stop_loss=stop(percent(5), protection_type=Protection.BREAK_EVEN))
    )
    scene.move(110)
    assert scene.position.stop_price == 100
    scene.tell(Modify(stop_loss=stop(price(80)), replace_stop_loss=True))
    assert scene.position.stop_price == 80
    again = stop(price(85), protection_type=Protection.BREAK_EVEN)
    scene.tell(Modify(stop_loss=again, replace_stop_loss=True))
    assert scene.position.stop_price == 100  # the first target has filled


def test_a_stop_moved_beyond_the_market_exits_at_once() -> None:
    scene = opened(plan())
    scene.tell(Modify(stop_loss=stop(price(105)), replace_stop_loss=True))
    assert scene.position.close_reason is CloseReason.STOP_LOSS


def test_a_changed_stop_ends_a_cool_down() -> None:
    timer = {"cool_down_amount": 1, "cool_down_time_frame": TimeFrame.MINUTE}
    scene = opened(plan(stop_loss=stop(percent(5), **timer)))
    scene.move(94)
    scene.tell(Modify(stop_loss=stop(price(90), **timer), replace_stop_loss=True))
    assert scene.position.cool_down_until is None
    scene.wait(100)
    assert scene.status() is PositionStatus.OPEN


def test_a_changed_stop_does_not_look_at_candles_of_before() -> None:
    candle = {
        "cool_down_amount": 1,
        "cool_down_time_frame": TimeFrame.MINUTE,
        "cool_down_type": CoolDownType.CANDLE_CLOSE,
    }
    scene = opened(plan(stop_loss=stop(price(90), **candle)))
    scene.wait(50)
    scene.move(94)
    scene.wait(20)
    scene.tell(Modify(stop_loss=stop(price(95), **candle), replace_stop_loss=True))
    scene.move(96)
    assert scene.status() is PositionStatus.OPEN
    assert scene.position.candle_at == scene.now
    scene.tell(Modify(stop_loss=stop(price(95), **candle), replace_stop_loss=True))
    assert scene.position.candle_at == scene.now


def test_a_changed_limit_stop_has_its_own_gap() -> None:
    limited = {"order_type": StopOrderType.LIMIT}
    scene = opened(plan(stop_loss=stop(price(95), limit=price(94), **limited)))
    scene.tell(
        Modify(stop_loss=stop(price(90), limit=price(87), **limited), replace_stop_loss=True)
    )
    assert (scene.position.stop_price, scene.position.stop_limit) == (90, 87)


@SIDES
def test_new_targets_replace_the_old_ones_of_what_is_held_now(side: Side) -> None:
    scene = opened(
        plan(take_profit=(target(percent(10), 50), target(percent(20), 50))),
        side=side,
    )
    scene.favour(10)
    scene.tell(
        Modify(
            take_profit=(target(percent(15), 40), target(percent(30), 60)),
            replace_take_profit=True,
        )
    )
    assert [(row.price, row.amount) for row in scene.orders()] == [
        (scene.at(15), 2),
        (scene.at(30), 3),
    ]


def test_targets_can_be_taken_away() -> None:
    scene = opened(plan(take_profit=(target(percent(10)),)))
    scene.tell(Modify(replace_take_profit=True))
    assert not scene.orders()
    scene.move(200)
    assert scene.status() is PositionStatus.OPEN


def test_an_old_target_that_fills_after_the_change_shrinks_the_new_ones() -> None:
    scene = opened(plan(take_profit=(target(percent(10), 50),)))
    scene.hold = True
    scene.tell(
        Modify(
            take_profit=(target(percent(30), 50), target(percent(40), 50)),
            replace_take_profit=True,
        )
    )
    scene.move(110)
    scene.release()
    assert scene.position.size == 5
    assert scene.ladder() == [("130", "2.5"), ("140", "2.5")]
    assert not any(row.done for row in scene.position.targets)


def test_a_followed_target_can_be_replaced_by_a_resting_one() -> None:
    scene = opened(plan(take_profit=(target(percent(10), trailing="5"),)))
    scene.move(115)
    scene.tell(Modify(take_profit=(target(price(130)),), replace_take_profit=True))
    assert scene.ladder() == [("130", "10")]


def test_cancel_entries_cancels_dca_orders() -> None:
    scene = limit_entry("4")
    scene.tell(Modify(cancel_entries=True))
    assert not scene.orders(Purpose.ENTRY, Purpose.DCA)
    assert scene.status() is PositionStatus.OPEN


def test_cancel_entries_ends_an_unfilled_opening() -> None:
    scene = limit_entry(None)
    scene.tell(Modify(cancel_entries=True))
    assert scene.position.close_reason is CloseReason.MANUAL


def test_auto_close_can_be_set_and_taken_away() -> None:
    scene = opened(plan(auto_close=60))
    scene.tell(Modify(auto_close=None, replace_auto_close=True))
    scene.wait(1000)
    assert scene.status() is PositionStatus.OPEN
    scene.tell(Modify(auto_close=1001, replace_auto_close=True))
    scene.wait(1)
    assert scene.position.close_reason is CloseReason.AUTO_CLOSE


def test_a_change_of_nothing_is_nothing() -> None:
    assert opened(plan()).tell(Modify()) == ()


def test_keep_is_said_once() -> None:
    scene = limit_entry(None)
    scene.hold = True
    assert len(scene.tell(Keep())) == 3  # cancelled, and a cancel for each order
    assert scene.tell(Keep()) == ()


def test_each_part_is_changed_alone() -> None:
    scene = opened(
        plan(take_profit=(target(percent(10)),), stop_loss=stop(percent(5)), auto_close=60)
    )
    scene.tell(Modify(take_profit=(target(percent(20)),), replace_take_profit=True))
    assert scene.position.plan.stop_loss == stop(percent(5))
    assert scene.position.stop_price == 95
    scene.tell(Modify(stop_loss=stop(percent(6)), replace_stop_loss=True))
    assert scene.ladder() == [("120", "10")]
    assert scene.position.plan.auto_close == 60
    scene.tell(Modify(replace_auto_close=True))
    assert scene.position.stop_price == 94
    assert scene.ladder() == [("120", "10")]


def test_new_targets_leave_a_protected_stop_where_it_is() -> None:
    two = (target(percent(10), 50), target(percent(20), 50))
    scene = opened(
        plan(take_profit=two, stop_loss=stop(percent(5), protection_type=Protection.BREAK_EVEN))
    )
    scene.move(110)
    scene.tell(Modify(take_profit=two, replace_take_profit=True))
    assert scene.position.protection_armed
    assert scene.position.stop_price == 100
