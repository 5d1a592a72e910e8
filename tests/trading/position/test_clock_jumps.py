"""A clock that is set: forward, everything due is done; back, nothing waits for as long."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest

from custom_components.tradehook.trading.candle_closes import Candles
from custom_components.tradehook.trading.common.time_spans import (
    SLEW,
    has_passed,
    is_future,
    is_older,
)
from custom_components.tradehook.trading.model.facts import CloseReason, PositionStatus
from custom_components.tradehook.trading.model.order import OrderState, Purpose
from custom_components.tradehook.trading.model.sections import (
    ConditionOperator,
    CoolDownType,
    EntryCondition,
    EntryExpiration,
    OrderType,
    StopOrderType,
    TimeFrame,
)
from tests.trading.scene import START, Scene, dca, opened, percent, plan, stop

BACK = -timedelta(hours=5).total_seconds()
TIMER = {"cool_down_amount": 2, "cool_down_time_frame": TimeFrame.HOUR}


@pytest.mark.parametrize(
    ("since", "passed"),
    [
        (timedelta(0), False),
        (timedelta(seconds=-9.9), False),
        (timedelta(seconds=-10), True),
        (SLEW, False),
        (SLEW + timedelta(microseconds=1), True),
        (timedelta(hours=5), True),
    ],
)
def test_a_beginning_in_the_future_is_outside_every_span(since: timedelta, passed: bool) -> None:
    assert has_passed(START + since, timedelta(seconds=10), START) is passed
    assert is_future(START + since, START) is (since > SLEW)


@pytest.mark.parametrize("at", [None, START - timedelta(seconds=6), START + timedelta(hours=1)])
def test_a_number_from_another_clock_is_old(at: datetime | None) -> None:
    assert is_older(at, START, 5)
    assert not is_older(START - timedelta(seconds=5), START, 5)
    assert not is_older(START + timedelta(seconds=1), START, 5)


def test_a_cool_down_ends_at_once_when_the_clock_goes_forward() -> None:
    scene = opened(plan(stop_loss=stop(percent(5), **TIMER)))
    scene.move(94)
    scene.wait(timedelta(hours=3).total_seconds())
    assert scene.position.close_reason is CloseReason.STOP_LOSS


def test_a_cool_down_does_not_wait_for_as_long_as_the_clock_went_back() -> None:
    scene = opened(plan(stop_loss=stop(percent(5), **TIMER)))
    scene.move(94)
    assert scene.status() is PositionStatus.OPEN
    scene.now += timedelta(seconds=BACK)
    scene.look()
    assert scene.position.close_reason is CloseReason.STOP_LOSS


def test_a_cool_down_survives_an_adjustment_of_the_clock() -> None:
    scene = opened(plan(stop_loss=stop(percent(5), **TIMER)))
    scene.move(94)
    scene.now -= timedelta(seconds=1)
    scene.look()
    assert scene.status() is PositionStatus.OPEN


def test_a_limit_stop_becomes_a_market_exit_when_the_clock_goes_back() -> None:
    scene = opened(
        plan(stop_loss=stop(percent(5), order_type=StopOrderType.LIMIT, limit=percent(1)))
    )
    scene.venue.portion = lambda _: Decimal(0)
    scene.move(94)
    assert scene.position.stops_by_limit
    scene.venue.portion = lambda amount: amount
    scene.now += timedelta(seconds=BACK)
    scene.look()
    assert not scene.position.is_live


@pytest.mark.parametrize("operator", list(ConditionOperator))
@pytest.mark.parametrize("at", [None, Decimal(105)])
def test_an_entry_that_waits_for_a_time_is_not_bought_late_when_the_clock_goes_back(
    operator: ConditionOperator, at: Decimal | None
) -> None:
    condition = EntryCondition(time=Decimal(10), price=at, operator=operator)
    scene = Scene(plan(condition=condition))
    scene.wait(60)
    assert scene.status() is PositionStatus.PENDING
    scene.wait(BACK)
    scene.look()
    assert scene.position.close_reason is CloseReason.EXPIRED
    assert not scene.position.orders


def test_an_entry_that_waits_for_a_price_goes_on_waiting_when_the_clock_goes_back() -> None:
    scene = Scene(plan(condition=EntryCondition(price=Decimal(105))))
    scene.look()
    scene.wait(BACK)
    scene.move(104)
    assert scene.status() is PositionStatus.PENDING


def test_an_entry_expires_when_the_clock_goes_back() -> None:
    scene = opened(
        plan(
            order_type=OrderType.LIMIT,
            signal_price=Decimal(90),
            expiration=EntryExpiration(time=Decimal(60)),
        )
    )
    assert scene.position.live_orders(Purpose.ENTRY)
    scene.now += timedelta(seconds=BACK)
    scene.look()
    assert scene.position.close_reason is CloseReason.ENTRY_EXPIRED


def test_an_opening_of_another_clock_is_not_bought_late() -> None:
    future = START + timedelta(hours=5)
    scene = opened(plan(accepted_at=future, send_until=future + timedelta(minutes=1)))
    assert scene.position.close_reason is CloseReason.EXPIRED


def test_a_dca_order_that_never_left_is_placed_once_its_opening_is_in_time_again() -> None:
    scene = Scene(
        plan(order_type=OrderType.LIMIT, signal_price=Decimal(95), dca_orders=(dca(percent(10)),))
    )
    scene.hold = True
    scene.look()
    scene.send_next()
    scene.now -= timedelta(minutes=1)
    scene.look()
    scene.update(scene.order(Purpose.DCA), OrderState.REJECTED, "not_sent")
    assert not scene.orders(Purpose.DCA)
    scene.wait(61)
    assert scene.orders(Purpose.DCA)


def test_candles_close_on_when_the_clock_goes_back() -> None:
    candles = Candles()
    candles.add(Decimal(100), START)
    candles.closes([60], START)
    back = START + timedelta(seconds=BACK)
    candles.closes([60], back)
    candles.add(Decimal(90), back)
    candles.add(Decimal(91), back + timedelta(seconds=59))
    close = candles.closes([60], back + timedelta(seconds=61))[60]
    assert close.price == Decimal(91)


def test_a_candle_is_judged_when_the_last_one_was_judged_by_another_clock() -> None:
    scene = opened(
        plan(
            stop_loss=stop(
                percent(5),
                cool_down_amount=1,
                cool_down_time_frame=TimeFrame.MINUTE,
                cool_down_type=CoolDownType.CANDLE_CLOSE,
            )
        )
    )
    scene.wait(61)
    scene.now += timedelta(seconds=BACK)
    scene.move(94)
    scene.wait(61)
    scene.move(94)
    assert scene.position.close_reason is CloseReason.STOP_LOSS
