"""What a position waits for: the prices, moments and candles at which somebody must look."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from custom_components.tradehook.trading.model.facts import CloseReason, PositionStatus
from custom_components.tradehook.trading.model.inputs import Close
from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.model.order import OrderState
from custom_components.tradehook.trading.model.sections import (
    ConditionOperator,
    CoolDownType,
    EntryCondition,
    EntryExpiration,
    OrderType,
    Protection,
    StopOrderType,
    TimeFrame,
)
from custom_components.tradehook.trading.position.decide import (
    PriceBand,
    candle_lengths,
    next_wakeup,
    price_band,
)
from tests.trading.scene import START, Scene, opened, percent, plan, price, stop, target

SIDES = pytest.mark.parametrize("side", list(Side))
LIMIT = OrderType.LIMIT


def edges_of(scene: Scene) -> tuple[Decimal | None, Decimal | None]:
    edge = price_band(scene.position, scene.market)
    return edge.lower, edge.upper


def behind(scene: Scene, stop_side: str | None, profit_side: str | None) -> None:
    """Check the edges, given as distances in percent against and in favour of the position."""
    wanted = [None if side is None else scene.at(side) for side in (stop_side, profit_side)]
    if scene.side is Side.SHORT:
        wanted.reverse()
    assert edges_of(scene) == tuple(wanted)


def wake_of(scene: Scene) -> float | None:
    at = next_wakeup(scene.position, scene.now)
    return None if at is None else (at - scene.now).total_seconds()


# prices


@SIDES
def test_a_position_without_exits_waits_for_no_price(side: Side) -> None:
    assert edges_of(opened(plan(), side=side)) == (None, None)


@SIDES
def test_resting_targets_need_nobody_to_look(side: Side) -> None:
    behind(opened(plan(take_profit=(target(percent(10)),)), side=side), None, None)


@SIDES
def test_the_stop_is_an_edge_and_the_emergency_stop_when_it_waits(side: Side) -> None:
    loss = stop(percent(5), emergency=percent(10))
    scene = opened(plan(stop_loss=loss), side=side)
    behind(scene, "-5", None)
    timer = {"cool_down_amount": 5, "cool_down_time_frame": TimeFrame.MINUTE}
    scene = opened(plan(stop_loss=stop(percent(5), emergency=percent(10), **timer)), side=side)
    behind(scene, "-5", None)
    scene.favour(-6)
    behind(scene, "-10", None)


@SIDES
def test_a_candle_stop_waits_for_no_price(side: Side) -> None:
    candle = {
        "cool_down_amount": 5,
        "cool_down_time_frame": TimeFrame.MINUTE,
        "cool_down_type": CoolDownType.CANDLE_CLOSE,
    }
    scene = opened(plan(stop_loss=stop(percent(5), **candle)), side=side)
    behind(scene, None, None)
    assert candle_lengths(scene.position) == {300}
    assert wake_of(scene) == 300
    scene.tell(Close(reason=CloseReason.SIGNAL))
    assert candle_lengths(scene.position) == frozenset()


@SIDES
def test_a_trailing_stop_waits_for_its_activation_and_then_for_the_next_tick(side: Side) -> None:
    trailing = {
        "protection_type": Protection.PRICE,
        "trailing_percentage": Decimal(10),
        "trailing_distance": Decimal(5),
    }
    scene = opened(plan(stop_loss=stop(percent(5), **trailing)), side=side)
    behind(scene, "-5", "10")
    scene.favour(20)
    lower, upper = edges_of(scene)
    profit, loss = (upper, lower) if side is Side.LONG else (lower, upper)
    assert profit == scene.at("20.01")
    assert loss == scene.at(20) * (100 - side.sign * 5) / 100


@SIDES
def test_a_followed_target_waits_for_its_price_then_for_better_and_for_the_exit(
    side: Side,
) -> None:
    scene = opened(plan(take_profit=(target(percent(10), 40, trailing="5"),)), side=side)
    behind(scene, None, "10")
    scene.favour(20)
    lower, upper = edges_of(scene)
    profit, loss = (upper, lower) if side is Side.LONG else (lower, upper)
    assert profit == scene.at("20.01")
    assert loss == scene.at(20) * (100 - side.sign * 5) / 100
    assert loss is not None
    scene.move(loss)
    assert edges_of(scene) == (None, None)


def test_an_entry_waits_for_its_condition_and_its_expiration() -> None:
    scene = Scene(
        plan(
            condition=EntryCondition(price=Decimal(95)),
            expiration=EntryExpiration(price=Decimal(110)),
        )
    )
    scene.look()
    assert edges_of(scene) == (95, 110)
    rising = Scene(plan(condition=EntryCondition(price=Decimal(105))))
    rising.look()
    assert edges_of(rising) == (None, 105)


def test_a_limit_stop_that_is_carried_out_waits_for_the_emergency_alone() -> None:
    scene = opened(
        plan(
            stop_loss=stop(
                price(95), order_type=StopOrderType.LIMIT, limit=price(94), emergency=price(90)
            )
        )
    )
    scene.move(93)
    assert edges_of(scene) == (90, None)
    assert wake_of(scene) == 10


def test_a_market_close_waits_for_no_price() -> None:
    scene = opened(plan(stop_loss=stop(percent(5))))
    scene.hold = True
    scene.tell(Close(reason=CloseReason.SIGNAL))
    assert edges_of(scene) == (None, None)


def test_a_limit_close_goes_on_watching_the_stop() -> None:
    scene = opened(
        plan(stop_loss=stop(percent(5)), take_profit=(target(percent(20), trailing="5"),))
    )
    scene.tell(Close(reason=CloseReason.SIGNAL, order_type=LIMIT, price=Decimal(110)))
    assert edges_of(scene) == (95, None)


def test_what_is_over_waits_for_nothing() -> None:
    scene = opened(plan(stop_loss=stop(percent(5)), auto_close=60))
    scene.tell(Close(reason=CloseReason.SIGNAL))
    assert price_band(scene.position, scene.market) == PriceBand()
    assert wake_of(scene) is None


# moments


def test_an_opening_without_a_price_is_looked_at_every_second() -> None:
    scene = Scene(plan())
    scene.last = None
    scene.look()
    assert wake_of(scene) == 1


@pytest.mark.parametrize(
    ("operator", "now", "wake"),
    [("OR", 0, 90), ("AND", 0, 90), ("AND", 100, None)],
)
def test_a_condition_is_looked_at_at_its_time(
    operator: str, now: float, wake: float | None
) -> None:
    scene = Scene(
        plan(
            condition=EntryCondition(
                price=Decimal(50), time=Decimal("1.5"), operator=ConditionOperator(operator)
            )
        )
    )
    scene.look()
    scene.now = START + timedelta(seconds=now)
    assert wake_of(scene) == wake


def test_an_expiration_is_looked_at_at_its_time_unless_something_has_filled() -> None:
    scene = opened(
        plan(
            order_type=LIMIT,
            signal_price=Decimal(90),
            expiration=EntryExpiration(time=Decimal(2)),
        )
    )
    assert wake_of(scene) == 120
    scene.move(90)
    assert wake_of(scene) is None


def test_a_cancelled_opening_waits_for_the_venue_and_asks_it_again() -> None:
    scene = opened(
        plan(
            order_type=LIMIT,
            signal_price=Decimal(90),
            expiration=EntryExpiration(time=Decimal(2), price=Decimal(110)),
        )
    )
    scene.hold = True
    scene.wait(120)
    assert wake_of(scene) == 60
    assert edges_of(scene) == (None, None)


def test_auto_close_and_cool_down_are_looked_at_at_their_time() -> None:
    timer = {"cool_down_amount": 1, "cool_down_time_frame": TimeFrame.MINUTE}
    scene = opened(plan(stop_loss=stop(percent(5), **timer), auto_close=90))
    assert wake_of(scene) == 90
    scene.wait(10)
    scene.move(95)
    assert wake_of(scene) == 60


def test_what_was_refused_is_looked_at_when_it_may_be_tried_again() -> None:
    scene = Scene(plan(take_profit=(target(percent(10)),)))
    scene.hold = True
    scene.look()
    scene.send_next()
    scene.update(scene.orders()[0], OrderState.REJECTED, "venue_busy")
    assert wake_of(scene) == 1


def test_a_close_that_is_held_up_is_looked_at_when_patience_ends() -> None:
    scene = opened(plan(take_profit=(target(percent(10)),)))
    scene.hold = True
    scene.tell(Close(reason=CloseReason.SIGNAL))
    assert wake_of(scene) == 10
    scene.wait(10)
    assert wake_of(scene) == 50  # a minute after the cancel


def test_a_cancel_that_nobody_confirms_is_asked_for_again_each_minute() -> None:
    scene = opened(plan(order_type=LIMIT, signal_price=Decimal(90)))
    scene.hold = True
    scene.tell(Close(reason=CloseReason.SIGNAL))
    (entry,) = scene.orders()
    scene.wait(59)
    assert scene.cancels == [entry.client_order_id]
    scene.update(entry, OrderState.OPEN)  # it rests as before: the cancel came to nothing
    scene.wait(121)
    assert scene.cancels == [entry.client_order_id] * 4
    scene.release()
    assert scene.position.status is PositionStatus.CANCELLED
    assert wake_of(scene) is None


@pytest.mark.parametrize("length", [1, 7, 60, 3600, 86400])
def test_candles_are_looked_at_when_they_close(length: int) -> None:
    candle = {
        "cool_down_amount": length,
        "cool_down_time_frame": TimeFrame.SECOND,
        "cool_down_type": CoolDownType.CANDLE_CLOSE,
    }
    scene = opened(plan(stop_loss=stop(percent(5), **candle)))
    at = next_wakeup(scene.position, scene.now)
    assert isinstance(at, datetime)
    assert int(at.timestamp()) % length == 0
    assert timedelta() < at - scene.now <= timedelta(seconds=length)


def test_a_filled_entry_no_longer_waits_for_its_expiration_price() -> None:
    scene = opened(
        plan(
            order_type=LIMIT,
            signal_price=Decimal(90),
            expiration=EntryExpiration(price=Decimal(110)),
        )
    )
    assert edges_of(scene) == (None, 110)
    scene.move(90)
    assert edges_of(scene) == (None, None)


def test_a_followed_target_that_was_hit_waits_for_no_price() -> None:
    scene = opened(plan(take_profit=(target(percent(10), 40, trailing="5"),)))
    scene.move(120)
    scene.hold = True
    scene.move(114)
    assert edges_of(scene) == (None, None)


def test_only_a_trailing_protection_has_an_activation() -> None:
    loss = stop(
        percent(5),
        protection_type=Protection.BREAK_EVEN,
        trailing_percentage=Decimal(10),
        trailing_distance=Decimal(5),
    )
    assert edges_of(opened(plan(stop_loss=loss))) == (95, None)
