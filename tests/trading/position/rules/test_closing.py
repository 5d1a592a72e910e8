"""Closing: the order of things, limit closes and auto close."""

from decimal import Decimal

import pytest

from custom_components.tradehook.trading.model.facts import (
    CloseReason,
    CloseRequested,
    Ended,
    PositionStatus,
)
from custom_components.tradehook.trading.model.inputs import (
    Close,
    FillReported,
    Increase,
    Keep,
    Reduce,
)
from custom_components.tradehook.trading.model.market import Market, Side
from custom_components.tradehook.trading.model.order import OrderState, Purpose
from custom_components.tradehook.trading.model.sections import OrderType, StopOrderType
from tests.trading.scene import LINEAR, SPOT, Scene, dca, opened, percent, plan, price, stop, target

SIDES = pytest.mark.parametrize("side", list(Side))
MARKETS = pytest.mark.parametrize("venue_market", [SPOT, LINEAR], ids=["spot", "linear"])
LIMIT = OrderType.LIMIT


def close(reason: CloseReason = CloseReason.SIGNAL, at: str | int | None = None) -> Close:
    if at is None:
        return Close(reason=reason)
    return Close(reason=reason, order_type=LIMIT, price=Decimal(at))


def ladder_plan(**more: object) -> Scene:
    """A limit entry of which 4 have filled at 90, with a DCA order and a target."""
    scene = opened(
        plan(
            order_type=LIMIT,
            signal_price=Decimal(90),
            dca_orders=(dca(percent(10)),),
            take_profit=(target(percent(10)),),
            **more,
        )
    )
    scene.venue.portion = lambda _: Decimal(4)
    scene.move(90)
    scene.venue.portion = lambda amount: amount
    return scene


# the order of things


def test_a_close_ends_entries_first_then_targets_then_sells() -> None:
    scene = ladder_plan()
    scene.hold = True
    scene.tell(close())
    entries = {row.client_order_id for row in scene.orders(Purpose.ENTRY, Purpose.DCA)}
    assert set(scene.cancels) == entries
    scene.cancel_next()
    assert len(scene.cancels) == 1
    scene.cancel_next()
    (tp,) = scene.orders(Purpose.TAKE_PROFIT)
    assert scene.cancels == [tp.client_order_id]
    assert not scene.sent
    scene.cancel_next()
    assert [(row.purpose, row.amount) for row in scene.sent] == [(Purpose.CLOSE, 4)]
    scene.release()
    assert scene.status() is PositionStatus.CLOSED


def test_what_fills_while_the_entries_end_is_sold_with_the_rest() -> None:
    scene = ladder_plan()
    scene.hold = True
    scene.tell(close())
    scene.move(90)
    scene.release()
    assert scene.order(Purpose.CLOSE).amount == 10
    assert scene.status() is PositionStatus.CLOSED


def test_a_target_that_fills_while_it_is_cancelled_leaves_less_to_sell() -> None:
    scene = opened(plan(take_profit=(target(percent(10), 40), target(percent(20), 60))))
    scene.hold = True
    scene.tell(close())
    scene.move(110)
    scene.release()
    assert scene.order(Purpose.CLOSE).amount == 6
    assert scene.position.close_reason is CloseReason.SIGNAL


def test_an_entry_that_fills_behind_the_exit_is_sold_at_once() -> None:
    scene = Scene(plan(dca_orders=(dca(percent(10)),)))
    scene.hold = True
    scene.look()
    scene.send_next()
    (rung,) = scene.orders(Purpose.DCA)
    scene.update(rung, OrderState.UNKNOWN)
    scene.tell(close())
    assert len(scene.sent) == 1  # the fate of the DCA order comes first…
    scene.wait(10)
    assert [row.amount for row in scene.sent[1:]] == [10]  # …but not for ever
    exit_order = scene.sent.pop()
    scene.venue.place(exit_order, Decimal(100), scene.now)
    scene._hear()
    assert scene.status() is PositionStatus.CLOSING
    scene.tell(
        FillReported(
            client_order_id=rung.client_order_id,
            trade_id="late",
            venue_order_id="x",
            price=Decimal(90),
            amount=Decimal(10),
            fee=Decimal(0),
            fee_currency="USDT",
            at=scene.now,
        )
    )
    (late,) = scene.orders(Purpose.CLOSE)
    assert late.amount == 10


def test_a_target_of_unknown_fate_is_left_out_of_the_exit_on_spot() -> None:
    scene = Scene(plan(take_profit=(target(percent(10), 40),)), market=SPOT)
    scene.hold = True
    scene.look()
    scene.send_next()
    (tp,) = scene.orders(Purpose.TAKE_PROFIT)
    scene.update(tp, OrderState.UNKNOWN)
    scene.tell(close())
    assert len(scene.sent) == 1
    scene.wait(10)
    assert [row.amount for row in scene.sent[1:]] == [6]  # its 4 may be sold already


@SIDES
@MARKETS
def test_nothing_rests_after_the_end(side: Side, venue_market: Market) -> None:
    scene = opened(
        plan(
            dca_orders=(dca(percent(10)), dca(percent(20))),
            take_profit=(target(percent(10), 50), target(percent(20), 50)),
            stop_loss=stop(percent(30)),
        ),
        side=side,
        market=venue_market,
    )
    scene.tell(close())
    assert scene.status() is PositionStatus.CLOSED
    assert not scene.venue.open_lots()
    assert scene.venue.position == 0


# requests


@pytest.mark.parametrize(
    "reason",
    [
        CloseReason.SIGNAL,
        CloseReason.STOP_AND_CLOSE,
        CloseReason.REVERSE,
        CloseReason.LINK,
        CloseReason.MANUAL,
    ],
)
def test_the_reason_is_kept(reason: CloseReason) -> None:
    scene = opened(plan())
    scene.tell(close(reason))
    assert scene.position.close_reason is reason
    assert [fact.reason for fact in scene.happened(Ended)] == [reason]


def test_a_second_close_does_nothing() -> None:
    scene = opened(plan(take_profit=(target(percent(10)),)))
    scene.hold = True
    scene.tell(close())
    assert scene.tell(close(CloseReason.LINK)) == ()
    assert scene.tell(close(at=120)) == ()
    scene.release()
    assert scene.position.close_reason is CloseReason.SIGNAL
    assert scene.tell(close()) == ()


def test_an_unfilled_position_is_cancelled() -> None:
    scene = opened(plan(order_type=LIMIT, signal_price=Decimal(90), dca_orders=(dca(percent(5)),)))
    scene.tell(close())
    assert scene.status() is PositionStatus.CANCELLED
    assert scene.position.close_reason is CloseReason.SIGNAL
    assert not scene.venue.open_lots()


def test_an_unfilled_position_that_fills_meanwhile_is_closed() -> None:
    scene = opened(plan(order_type=LIMIT, signal_price=Decimal(90)))
    scene.hold = True
    scene.tell(close())
    assert scene.status() is PositionStatus.PENDING
    scene.move(90)
    assert scene.status() is PositionStatus.CLOSING
    scene.release()
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.SIGNAL


# limit closes


@SIDES
@MARKETS
def test_a_limit_close_rests_for_all_that_is_held(side: Side, venue_market: Market) -> None:
    scene = opened(
        plan(dca_orders=(dca(percent(10)),), take_profit=(target(percent(20)),)),
        side=side,
        market=venue_market,
    )
    scene.tell(close(at=str(scene.at(5))))
    (order,) = scene.orders()
    assert (order.purpose, order.price, order.amount) == (Purpose.CLOSE, scene.at(5), 10)
    assert order.reduce_only is (venue_market is LINEAR)
    assert scene.status() is PositionStatus.CLOSING
    scene.favour(5)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.realized_profit == 50


@pytest.mark.parametrize(("side", "limit"), [(Side.LONG, "105.13"), (Side.SHORT, "105.12")])
def test_a_limit_close_is_rounded_in_its_favour(side: Side, limit: str) -> None:
    scene = opened(plan(), side=side, last=100)
    scene.hold = True
    scene.tell(close(at="105.123"))
    assert scene.orders()[0].price == Decimal(limit)


def test_a_limit_close_without_a_price_is_a_market_close() -> None:
    scene = opened(plan())
    scene.tell(Close(reason=CloseReason.SIGNAL, order_type=LIMIT))
    assert scene.order(Purpose.CLOSE).order_type is OrderType.MARKET


def test_a_newer_close_replaces_a_limit_close() -> None:
    scene = opened(plan())
    scene.tell(close(at=110))
    assert scene.tell(close(at=110)) == ()
    scene.tell(close(at=108))
    assert scene.ladder() == [("108", "10")]
    scene.tell(close(CloseReason.LINK))
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.LINK


def test_a_limit_close_follows_what_fills_late() -> None:
    scene = ladder_plan()
    scene.hold = True
    scene.tell(close(at=95))
    scene.cancels.reverse()
    scene.cancel_next()
    scene.venue.portion = lambda _: Decimal(1)
    scene.move(90)
    scene.venue.portion = lambda amount: amount
    scene.release()
    assert scene.ladder() == [("95", "5")]


def test_a_partly_filled_limit_close_goes_on_resting_to_the_last_bit() -> None:
    scene = opened(plan(), market=SPOT)
    scene.tell(close(at=110))
    scene.venue.portion = lambda _: Decimal("9.99")
    scene.move(110)
    assert scene.ladder() == [("110", "0.01")]  # worth 1.1, below the minimum
    scene.venue.portion = lambda amount: amount
    scene.move(110)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.dust == 0


def test_a_limit_close_does_not_replace_a_stop_that_is_carried_out() -> None:
    limited = stop(price(95), order_type=StopOrderType.LIMIT, limit=price(94))
    scene = opened(plan(stop_loss=limited))
    scene.move(93)
    assert scene.tell(close(at=110)) == ()
    scene.tell(close(CloseReason.MANUAL))
    assert scene.position.close_reason is CloseReason.MANUAL


def test_nothing_can_be_added_while_it_closes() -> None:
    scene = opened(plan())
    scene.tell(close(at=110))
    assert scene.tell(Increase(amount=Decimal(1))) == ()
    assert scene.tell(Keep()) == ()


def test_nothing_is_taken_off_what_is_sold_at_market() -> None:
    scene = opened(plan())
    scene.hold = True
    scene.tell(close())
    assert scene.tell(Reduce(amount=Decimal(1))) == ()


def test_nothing_is_taken_off_a_stop_that_is_carried_out() -> None:
    limited = stop(price(95), order_type=StopOrderType.LIMIT, limit=price(94))
    scene = opened(plan(stop_loss=limited))
    scene.move(93)
    assert scene.tell(Reduce(amount=Decimal(1))) == ()


def test_a_reduction_that_turns_out_not_sent_is_part_of_the_close() -> None:
    scene = opened(plan())
    scene.hold = True
    scene.tell(Reduce(amount=Decimal(4)))
    (reduction,) = scene.orders(Purpose.REDUCE)
    scene.tell(close())
    scene.update(reduction, OrderState.REJECTED, "not_sent")
    assert [order.amount for order in scene.orders(Purpose.CLOSE)] == [10]


@SIDES
@MARKETS
def test_a_reduction_takes_its_part_off_a_limit_close(side: Side, venue_market: Market) -> None:
    scene = opened(plan(stop_loss=stop(percent(5))), side=side, market=venue_market)
    scene.tell(close(at=str(scene.at(10))))
    scene.wait(60)
    scene.tell(Reduce(amount=Decimal(4)))
    assert scene.position.size == 6
    assert scene.ladder(Purpose.CLOSE) == [(str(scene.at(10)), "6")]
    assert scene.status() is PositionStatus.CLOSING
    scene.favour(10)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.SIGNAL


def test_a_limit_reduction_rests_beside_a_limit_close() -> None:
    scene = opened(plan())
    scene.tell(close(at=110))
    scene.wait(1)
    scene.tell(Reduce(amount=Decimal(4), order_type=LIMIT, price=Decimal(105)))
    assert sorted(scene.ladder()) == [("105", "4"), ("110", "6")]
    scene.move(105)
    assert scene.ladder() == [("110", "6")]
    scene.tell(close(at=108))
    assert scene.ladder() == [("108", "6")]


def test_a_newer_limit_close_takes_the_place_of_a_reduction() -> None:
    scene = opened(plan())
    scene.tell(Reduce(amount=Decimal(4), order_type=LIMIT, price=Decimal(105)))
    scene.wait(1)
    scene.tell(close(at=110))
    assert scene.ladder() == [("110", "10")]


def test_a_reduction_that_leaves_too_little_of_a_limit_close_sells_all() -> None:
    scene = opened(plan())
    scene.tell(close(at=110))
    scene.wait(1)
    scene.tell(Reduce(amount=Decimal("9.99")))
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.REDUCED


def test_the_stop_goes_before_a_limit_close_and_a_reduction() -> None:
    scene = opened(plan(stop_loss=stop(percent(5))))
    scene.tell(close(at=110))
    scene.wait(1)
    scene.tell(Reduce(amount=Decimal(4), order_type=LIMIT, price=Decimal(105)))
    scene.move(95)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.order(Purpose.STOP_LOSS).amount == 10


def test_an_increase_that_turns_out_not_sent_is_not_tried_again_while_it_closes() -> None:
    scene = opened(plan())
    scene.hold = True
    scene.tell(Increase(amount=Decimal(1)))
    (increase,) = scene.orders(Purpose.INCREASE)
    scene.tell(close(at=110))
    scene.update(increase, OrderState.REJECTED, "not_sent")
    assert scene.orders(Purpose.INCREASE) == []
    assert scene.ladder(Purpose.CLOSE) == [("110", "10")]


# auto close


def test_auto_close_counts_from_the_first_fill() -> None:
    scene = opened(plan(order_type=LIMIT, signal_price=Decimal(90), auto_close=60))
    scene.wait(600)
    scene.move(90)
    scene.wait(59.9)
    assert scene.status() is PositionStatus.OPEN
    scene.wait(0.1)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.AUTO_CLOSE


def test_auto_close_does_not_count_from_a_later_fill() -> None:
    scene = opened(plan(dca_orders=(dca(percent(10)),), auto_close=60))
    scene.wait(50)
    scene.move(90)
    scene.wait(10)
    assert scene.position.close_reason is CloseReason.AUTO_CLOSE


def test_auto_close_replaces_a_limit_close_but_not_a_market_close() -> None:
    scene = opened(plan(auto_close=60))
    scene.tell(close(at=110))
    scene.wait(60)
    assert scene.position.close_reason is CloseReason.AUTO_CLOSE
    scene = opened(plan(auto_close=60))
    scene.hold = True
    scene.tell(close())
    scene.wait(100)
    assert len(scene.happened(CloseRequested)) == 1
