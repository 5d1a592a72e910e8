"""What the venue says of orders and cancels, and what it does not say."""

from datetime import timedelta
from decimal import Decimal

import pytest

from custom_components.tradehook.trading.model.facts import (
    CloseReason,
    Filled,
    OrderChanged,
    PositionStatus,
)
from custom_components.tradehook.trading.model.inputs import (
    CANCEL_FAILED,
    Close,
    FillReported,
    OrderReported,
)
from custom_components.tradehook.trading.model.order import OrderState, Purpose
from custom_components.tradehook.trading.model.sections import OrderType
from tests.trading.scene import START, Scene, opened, percent, plan, stop, target

LIMIT = OrderType.LIMIT


def close(reason: CloseReason = CloseReason.SIGNAL, at: str | int | None = None) -> Close:
    if at is None:
        return Close(reason=reason)
    return Close(reason=reason, order_type=LIMIT, price=Decimal(at))


def test_a_refused_exit_is_tried_again_after_growing_waits_for_ever() -> None:
    scene = opened(plan(stop_loss=stop(percent(5))))
    scene.hold = True
    scene.move(95)
    moments = []
    for _ in range(7):
        scene.update(scene.orders()[0], OrderState.REJECTED, "venue_busy")
        before = scene.now
        scene.wait(30)
        moments.append((scene.orders()[0].created_at - before).total_seconds())
    assert moments == [1, 2, 5, 10, 30, 30, 30]
    assert scene.position.message == "because of venue_busy"
    assert scene.status() is PositionStatus.CLOSING


def test_an_exit_that_never_left_is_placed_again_at_once_and_never_expires() -> None:
    scene = opened(plan())
    scene.hold = True
    scene.tell(close())
    scene.now += timedelta(days=1)
    first = scene.orders()[0]
    scene.update(first, OrderState.REJECTED, "not_sent")
    (second,) = scene.orders()
    assert second.created_at == scene.now
    assert second.client_order_id != first.client_order_id


def test_an_exit_of_unknown_fate_blocks_a_second_one() -> None:
    scene = opened(plan())
    scene.hold = True
    scene.tell(close())
    (order,) = scene.orders()
    scene.update(order, OrderState.UNKNOWN)
    scene.wait(3600)
    assert len(scene.orders()) == 1
    scene.update(order, OrderState.REJECTED, "not_sent")
    assert len(scene.sent) == 2


def test_a_market_exit_that_fills_in_part_is_followed_by_another() -> None:
    scene = opened(plan())
    scene.venue.portion = lambda amount: scene.market.amount_down(amount / 2) or amount
    scene.tell(close())
    assert scene.status() is PositionStatus.CLOSED
    assert sum(row.filled for row in scene.position.orders.values()) == 20


def test_a_market_exit_that_finds_nobody_waits_before_the_next() -> None:
    scene = opened(plan())
    scene.venue.portion = lambda _: Decimal(0)
    scene.tell(close())
    assert not scene.orders()
    scene.venue.portion = lambda amount: amount
    scene.wait(1)
    assert scene.status() is PositionStatus.CLOSED


def test_a_cancel_that_failed_is_tried_again() -> None:
    scene = opened(plan(take_profit=(target(percent(10)),)))
    scene.hold = True
    scene.tell(close())
    (tp,) = scene.orders()
    failed = OrderReported(
        client_order_id=tp.client_order_id, state=OrderState.OPEN, code=CANCEL_FAILED
    )
    scene.cancels.clear()
    scene.tell(failed)
    assert not scene.cancels
    scene.wait(1)
    assert scene.cancels == [tp.client_order_id]
    scene.release()
    assert scene.status() is PositionStatus.CLOSED


def test_a_failed_cancel_that_nobody_asked_for_says_nothing() -> None:
    scene = opened(plan(take_profit=(target(percent(10)),)))
    (tp,) = scene.orders()
    assert scene.update(tp, OrderState.OPEN, CANCEL_FAILED) == ()


def test_an_order_is_cancelled_when_it_is_known_to_rest() -> None:
    scene = Scene(plan(order_type=LIMIT, signal_price=Decimal(90)))
    scene.hold = True
    scene.look()
    scene.tell(close())
    assert not scene.cancels
    scene.send_next()
    assert len(scene.cancels) == 1
    scene.release()
    assert scene.status() is PositionStatus.CANCELLED


@pytest.mark.parametrize("state", list(OrderState))
def test_what_is_over_never_changes(state: OrderState) -> None:
    scene = opened(plan())
    entry = scene.order(Purpose.ENTRY)
    assert entry.state is OrderState.FILLED
    assert scene.update(entry, state) == ()
    assert scene.order(Purpose.ENTRY) == entry


def test_news_of_unknown_orders_say_nothing() -> None:
    scene = opened(plan())
    stranger = OrderReported(client_order_id="stranger", state=OrderState.OPEN)
    assert scene.tell(stranger) == ()
    fill = FillReported(
        client_order_id="stranger",
        trade_id="x",
        venue_order_id="x",
        price=Decimal(1),
        amount=Decimal(1),
        fee=Decimal(0),
        fee_currency="USDT",
        at=START,
    )
    assert scene.tell(fill) == ()


def test_a_trade_that_is_told_twice_counts_once() -> None:
    scene = opened(plan())
    (fact,) = scene.happened(Filled)
    again = FillReported(
        client_order_id=fact.client_order_id,
        trade_id=fact.trade_id,
        venue_order_id=fact.venue_order_id,
        price=fact.price,
        amount=fact.amount,
        fee=fact.fee,
        fee_currency=fact.fee_currency,
        at=fact.at,
    )
    assert scene.tell(again) == ()
    assert scene.position.size == 10


def test_a_fill_proves_that_an_order_exists() -> None:
    scene = Scene(plan(order_type=LIMIT, signal_price=Decimal(100)))
    scene.hold = True
    scene.look()
    (entry,) = scene.orders()
    scene.update(entry, OrderState.UNKNOWN)
    scene.tell(
        FillReported(
            client_order_id=entry.client_order_id,
            trade_id="x",
            venue_order_id="v7",
            price=Decimal(100),
            amount=Decimal(4),
            fee=Decimal(0),
            fee_currency="USDT",
            at=START,
        )
    )
    assert [fact.state for fact in scene.happened(OrderChanged)] == [
        OrderState.UNKNOWN,
        OrderState.OPEN,
    ]
    assert scene.orders()[0].venue_order_id == "v7"


def test_a_refusal_without_a_sentence_keeps_the_last_one() -> None:
    scene = opened(plan())
    scene.hold = True
    scene.tell(close())
    scene.update(scene.orders()[0], OrderState.REJECTED, "venue_busy")
    scene.wait(1)
    scene.update(scene.orders()[0], OrderState.REJECTED)
    assert scene.position.message == "because of venue_busy"


def test_a_cancel_with_a_sentence_is_no_refusal() -> None:
    scene = opened(plan(take_profit=(target(percent(10)),)))
    scene.update(scene.orders()[0], OrderState.CANCELLED, "by_somebody")
    assert scene.position.message is None
