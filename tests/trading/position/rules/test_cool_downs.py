"""Stops that wait: for a timer, for a candle's close, but never in an emergency."""

from datetime import timedelta
from decimal import Decimal

import pytest

from custom_components.tradehook.trading.candle_closes import Candles
from custom_components.tradehook.trading.model.facts import (
    CandleJudged,
    CloseReason,
    CoolDownEnded,
    CoolDownStarted,
    PositionStatus,
)
from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.model.sections import CoolDownType, Protection, TimeFrame
from custom_components.tradehook.trading.position.evolve.apply import fold
from tests.trading.scene import START, Scene, dca, opened, percent, plan, price, stop, target

SIDES = pytest.mark.parametrize("side", list(Side))
CANDLE = CoolDownType.CANDLE_CLOSE


def minutes(amount: int, kind: CoolDownType = CoolDownType.TIMER) -> dict[str, object]:
    return {
        "cool_down_amount": amount,
        "cool_down_time_frame": TimeFrame.MINUTE,
        "cool_down_type": kind,
    }


# cool-down by a timer


@SIDES
def test_a_timer_waits_and_exits_when_the_price_is_still_beyond(side: Side) -> None:
    scene = opened(plan(stop_loss=stop(percent(5), **minutes(1))), side=side)
    scene.favour(-6)
    assert [fact.until for fact in scene.happened(CoolDownStarted)] == [
        START + timedelta(minutes=1)
    ]
    scene.wait(59.9)
    assert scene.status() is PositionStatus.OPEN
    scene.wait(0.1)
    assert scene.position.close_reason is CloseReason.STOP_LOSS


def test_a_timer_arms_again_when_the_price_has_recovered() -> None:
    scene = opened(plan(stop_loss=stop(percent(5), **minutes(1))))
    scene.move(94)
    scene.move(96)
    scene.move(93)
    scene.move(97)
    scene.wait(61)
    assert len(scene.happened(CoolDownStarted)) == 1  # it runs once when hit
    assert [fact.price for fact in scene.happened(CoolDownEnded)] == [97]
    scene.move(95)
    assert len(scene.happened(CoolDownStarted)) == 2


def test_a_timer_compares_at_its_end_with_the_stop_that_is_valid_then() -> None:
    scene = opened(
        plan(
            take_profit=(target(price(110), 50), target(price(120), 50)),
            stop_loss=stop(percent(5), protection_type=Protection.BREAK_EVEN, **minutes(1)),
        )
    )
    scene.move(94)
    scene.move(110)
    assert scene.position.stop_price == 100
    scene.move(99)  # above the old stop, below the new one
    scene.wait(60)
    assert scene.position.close_reason is CloseReason.STOP_LOSS


def test_a_timer_goes_on_by_the_wall_clock_over_a_restart() -> None:
    scene = opened(plan(stop_loss=stop(percent(5), **minutes(1))))
    scene.move(94)
    scene.position = fold(scene.facts)
    scene.now += timedelta(hours=1)
    scene.look()
    assert scene.status() is PositionStatus.CLOSED


def test_a_timer_that_ends_without_a_price_waits_for_one() -> None:
    scene = opened(plan(stop_loss=stop(percent(5), **minutes(1))))
    scene.move(94)
    scene.last = None
    scene.wait(120)
    assert scene.status() is PositionStatus.OPEN
    scene.last = Decimal(94)
    scene.wait(1)
    assert scene.status() is PositionStatus.CLOSED


# cool-down by candles


def test_a_wick_does_not_hit_a_stop_that_waits_for_the_candle_close() -> None:
    scene = opened(plan(stop_loss=stop(percent(5), **minutes(5, CANDLE))))
    scene.move(100)
    scene.wait(200)
    scene.move(80)
    scene.move(96)
    scene.wait(100)
    assert scene.status() is PositionStatus.OPEN
    (judged,) = scene.happened(CandleJudged)
    assert (judged.close_at, judged.price) == (START + timedelta(minutes=5), 96)


@SIDES
def test_a_close_beyond_the_stop_exits(side: Side) -> None:
    scene = opened(plan(stop_loss=stop(percent(5), **minutes(5, CANDLE))), side=side)
    scene.wait(290)
    scene.favour(-5)
    assert scene.status() is PositionStatus.OPEN
    scene.wait(10)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.facts[-1].at == START + timedelta(minutes=5)


def test_each_candle_is_judged_once() -> None:
    scene = opened(plan(stop_loss=stop(percent(5), **minutes(5, CANDLE))))
    scene.wait(299)
    scene.move(96)
    scene.wait(2)
    scene.move(80)  # in the next candle
    scene.wait(200)
    assert scene.status() is PositionStatus.OPEN
    assert len(scene.happened(CandleJudged)) == 1


def test_a_candle_that_closed_before_the_entry_does_not_count() -> None:
    scene = Scene(plan(stop_loss=stop(price(95), **minutes(5, CANDLE))))
    scene.now = START + timedelta(seconds=59)
    scene.move(96)
    assert scene.status() is PositionStatus.OPEN
    scene.wait(200)
    assert not scene.happened(CandleJudged)


def test_when_the_data_misses_a_close_the_first_price_afterwards_decides() -> None:
    scene = opened(plan(stop_loss=stop(percent(5), **minutes(5, CANDLE))))
    scene.move(99)
    scene.last = None
    scene.candles.interrupt()
    scene.wait(310)
    assert not scene.happened(CandleJudged)
    scene.last = Decimal(94)
    scene.candles.add(scene.last, scene.now)
    scene.wait(1)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.happened(CandleJudged)[0].close_at == START + timedelta(minutes=5)


def test_a_restart_misses_the_close_but_not_the_stop() -> None:
    scene = opened(plan(stop_loss=stop(percent(5), **minutes(5, CANDLE))))
    scene.wait(290)
    scene.candles = Candles()
    scene.position = fold(scene.facts)
    scene.now = START + timedelta(seconds=330)
    scene.move(96)
    assert [fact.price for fact in scene.happened(CandleJudged)] == [96]
    scene.move(90)  # the next close decides about this
    assert scene.status() is PositionStatus.OPEN


def test_the_close_is_compared_with_the_stop_before_it_moves() -> None:
    scene = opened(
        plan(
            stop_loss=stop(
                percent(5),
                protection_type=Protection.PRICE,
                trailing_percentage=Decimal(10),
                trailing_distance=Decimal(5),
                **minutes(1, CANDLE),
            )
        )
    )
    scene.wait(59)
    scene.move(100)
    scene.now = START + timedelta(seconds=60)
    scene.move(130)  # the stop goes to 123.5, but the candle closed at 100
    assert scene.position.stop_price == Decimal("123.5")
    assert scene.status() is PositionStatus.OPEN
    scene.move(120)
    scene.wait(60)
    assert scene.position.close_reason is CloseReason.TRAILING_STOP


# emergency


@pytest.mark.parametrize("cool_down", [minutes(5), minutes(5, CANDLE), {}])
@SIDES
def test_an_emergency_stop_exits_at_once_cool_down_or_not(
    cool_down: dict[str, object], side: Side
) -> None:
    scene = opened(plan(stop_loss=stop(percent(5), emergency=percent(10), **cool_down)), side=side)
    assert scene.position.emergency_price == scene.at(-10)
    if cool_down:
        scene.favour(-9)
        scene.wait(10)
        assert scene.status() is PositionStatus.OPEN
    scene.favour(-10)
    assert scene.position.close_reason is CloseReason.EMERGENCY_STOP


def test_an_emergency_stop_follows_the_average_entry_or_stays_at_its_price() -> None:
    for level, expected in ((percent(40), 57), (price(60), 60)):
        scene = opened(
            plan(dca_orders=(dca(percent(10)),), stop_loss=stop(percent(20), emergency=level))
        )
        scene.move(90)
        assert scene.position.emergency_price == expected


def test_an_emergency_stop_may_stand_alone() -> None:
    scene = opened(plan(stop_loss=stop(None, emergency=percent(10))))
    assert scene.position.stop_price is None
    scene.move(90)
    assert scene.position.close_reason is CloseReason.EMERGENCY_STOP
