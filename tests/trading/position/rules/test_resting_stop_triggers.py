"""A stop that rests and is hit: by the venue, here, or not at all."""

from decimal import Decimal

import pytest

from custom_components.tradehook.trading.model.facts import (
    CloseReason,
    CloseRequested,
    PositionStatus,
)
from custom_components.tradehook.trading.model.inputs import (
    Close,
    FillReported,
)
from custom_components.tradehook.trading.model.market import Market
from custom_components.tradehook.trading.model.order import OrderState, Purpose
from custom_components.tradehook.trading.model.sections import (
    StopLoss,
)
from custom_components.tradehook.trading.position.rules.stop_loss import GRACE
from tests.trading.scene import (
    Scene,
    dca,
    percent,
    plan,
    stop,
    target,
)

from .resting_scenes import LIMIT, MARKETS, TRAILING, held, resting, stops_sent

# when the venue acts


@pytest.mark.parametrize(
    ("loss", "moves", "reason"),
    [
        (stop(percent(5)), (95,), CloseReason.STOP_LOSS),
        (stop(percent(5), **TRAILING), (110, 107), CloseReason.TRAILING_STOP),
        (
            stop(percent(5), cool_down_amount=3, emergency=percent(9)),
            (91,),
            CloseReason.EMERGENCY_STOP,
        ),
        (stop(percent(5), **LIMIT), (93,), CloseReason.STOP_LOSS),
    ],
    ids=["stop", "trailing", "emergency", "limit stop"],
)
@MARKETS
def test_what_the_venue_sold_closes_the_position_for_what_it_stood_for(
    loss: StopLoss, moves: tuple[int, ...], reason: CloseReason, venue_market: Market
) -> None:
    scene = held(plan(dca_orders=(dca(percent(20)),), stop_loss=loss), venue_market)
    for last in moves:
        scene.wait(10)
        scene.move(last)
        scene.wait(10)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is reason
    assert [fact.reason for fact in scene.happened(CloseRequested)] == [reason]
    exits = [row for row in scene.position.orders.values() if not row.purpose.adds and row.filled]
    assert [row.is_resting_stop for row in exits] == [True]
    assert scene.venue.position == 0


def test_what_the_venue_sold_only_in_part_is_closed_here() -> None:
    scene = held(plan(stop_loss=stop(percent(5))))
    portions = iter([Decimal(4), Decimal(6)])
    scene.venue.portion = lambda _: next(portions)
    scene.move(Decimal("94.9"))
    (rest,) = [row for row in scene.position.orders.values() if row.is_market_exit]
    assert (rest.amount, rest.filled) == (6, 6)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.STOP_LOSS


@pytest.mark.parametrize("best", ["100", "106"], ids=["as tight as the stop here", "looser"])
def test_one_that_has_begun_to_sell_is_let_go_on_for_a_moment(best: str) -> None:
    scene = held(plan(stop_loss=stop(percent(5), **TRAILING)))
    scene.move(best)
    order = scene.position.resting_stop
    assert order is not None
    assert order.trigger == 95
    scene.hold = True
    scene.tell(
        FillReported(
            client_order_id=order.client_order_id,
            trade_id="first",
            venue_order_id="v",
            price=Decimal(94),
            amount=Decimal(4),
            fee=Decimal(0),
            fee_currency="USDT",
            at=scene.now,
        )
    )
    assert scene.position.close_reason is None
    assert scene.position.closes_at_market
    scene.wait(2.9)
    assert (scene.cancels, scene.sent) == ([], [])
    scene.wait(0.1)
    assert (scene.cancels, scene.sent) == ([order.client_order_id], [])
    scene.update(order, OrderState.CANCELLED)
    assert [row.amount for row in scene.sent] == [6]


def test_a_position_that_grew_meanwhile_is_closed_whole() -> None:
    scene = held(plan(dca_orders=(dca(percent(4)),), stop_loss=stop(percent(5))))
    scene.hold = True
    scene.move(90)  # the DCA order and the stop in one tick
    scene.release()
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.max_size == 20
    assert scene.venue.position == 0


# when the stop is hit here


def _hit(scene: Scene, last: str = "95") -> None:
    """Reach the stop here, while the venue has not acted yet."""
    scene.venue.sleepy = lambda: True
    scene.move(last)
    assert scene.status() is PositionStatus.CLOSING


@MARKETS
def test_the_venue_has_a_moment_to_do_it_by_itself(venue_market: Market) -> None:
    scene = held(plan(stop_loss=stop(percent(5))), venue_market)
    _hit(scene)
    scene.wait(2.9)
    assert len(resting(scene)) == 1
    scene.venue.sleepy = lambda: False
    scene.move(95)
    assert scene.status() is PositionStatus.CLOSED
    assert [row.is_resting_stop for row in scene.position.orders.values()][1:] == [True]


@MARKETS
def test_a_venue_that_does_not_act_is_not_waited_for_long(venue_market: Market) -> None:
    scene = held(plan(stop_loss=stop(percent(5))), venue_market)
    _hit(scene)
    scene.hold = True
    scene.wait(GRACE.total_seconds())
    (sent,) = stops_sent(scene)
    assert (scene.cancels, scene.sent) == ([sent.client_order_id], [])
    scene.release()
    assert scene.status() is PositionStatus.CLOSED
    assert scene.order(Purpose.STOP_LOSS).filled == 10


@pytest.mark.parametrize("reason", [CloseReason.MANUAL, CloseReason.LINK, CloseReason.SIGNAL])
@MARKETS
def test_every_other_close_cancels_it_first(reason: CloseReason, venue_market: Market) -> None:
    scene = held(plan(stop_loss=stop(percent(5))), venue_market)
    scene.hold = True
    scene.tell(Close(reason=reason))
    assert (len(scene.cancels), scene.sent) == (1, [])
    scene.cancel_next()
    assert [order.amount for order in scene.sent] == [10]
    scene.release()
    assert (scene.status(), scene.position.close_reason) == (PositionStatus.CLOSED, reason)


def test_a_stop_on_the_venue_that_lags_behind_is_cancelled_at_once() -> None:
    scene = held(plan(stop_loss=stop(percent(5), **TRAILING)))
    scene.move(110)
    assert resting(scene) == [("95", "10")]
    scene.move("107.8")
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.TRAILING_STOP


def test_the_end_of_a_cool_down_does_not_wait_for_the_emergency_stop() -> None:
    loss = stop(percent(5), cool_down_amount=3, emergency=percent(9))
    scene = held(plan(stop_loss=loss))
    scene.move(94)
    scene.wait(3)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.STOP_LOSS


def test_an_emergency_is_left_to_the_stop_that_rests_at_its_price() -> None:
    scene = held(plan(stop_loss=stop(percent(5), cool_down_amount=3, emergency=percent(9))))
    _hit(scene, "91")
    assert len(resting(scene)) == 1
    scene.wait(GRACE.total_seconds())
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.EMERGENCY_STOP


def test_a_limit_stop_that_is_hit_is_left_to_its_limit_order() -> None:
    scene = held(plan(stop_loss=stop(percent(5), **LIMIT), limit_stop_timeout=7))
    scene.hold = True
    scene.move(95)
    assert scene.position.stops_by_limit
    scene.release()
    assert resting(scene) == []
    scene.move(93)
    scene.wait(7)
    assert scene.position.close_reason is CloseReason.STOP_LOSS


def test_the_last_target_leaves_no_stop_behind() -> None:
    scene = held(plan(take_profit=(target(percent(3)),), stop_loss=stop(percent(5))))
    scene.hold = True
    scene.favour(3)
    assert (scene.position.size, scene.status()) == (0, PositionStatus.OPEN)
    (sent,) = stops_sent(scene)
    assert scene.cancels == [sent.client_order_id]
    scene.release()
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.TAKE_PROFIT
    assert scene.venue.open_lots() == []
