"""Closing: the order of things, limit closes, late fills, dust, refusals and liquidation."""

from datetime import timedelta
from decimal import Decimal

import pytest

from custom_components.tradehook.trading.events import (
    CANCEL_FAILED,
    Close,
    Fill,
    Increase,
    Keep,
    Look,
    OrderUpdate,
    Reduce,
)
from custom_components.tradehook.trading.facts import (
    CloseReason,
    CloseRequested,
    Ended,
    Filled,
    OrderChanged,
    PositionStatus,
)
from custom_components.tradehook.trading.market import Market, Side
from custom_components.tradehook.trading.order import OrderState, Purpose
from custom_components.tradehook.trading.sections import OrderType, StopOrderType

from .scene import (
    LINEAR,
    SPOT,
    START,
    Scene,
    dca,
    opened,
    percent,
    plan,
    price,
    stop,
    target,
)

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
        Fill(
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


def test_nothing_can_be_added_or_taken_off_while_it_closes() -> None:
    scene = opened(plan())
    scene.tell(close(at=110))
    assert scene.tell(Increase(amount=Decimal(1))) == ()
    assert scene.tell(Reduce(amount=Decimal(1))) == ()
    assert scene.tell(Keep()) == ()


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


# the smallest rest


def test_what_cannot_be_sold_is_recorded_as_dust() -> None:
    scene = opened(plan(), market=SPOT, fee="0.00003")
    assert scene.position.size == Decimal("9.9997")
    scene.tell(close())
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.dust == Decimal("0.0007")
    assert scene.position.size == 0
    assert scene.position.average_entry is None


def test_what_the_last_target_could_not_sell_is_dust() -> None:
    scene = opened(plan(take_profit=(target(percent(10)),)), market=SPOT, fee="0.00003")
    scene.move(110)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.TAKE_PROFIT
    assert scene.position.dust == Decimal("0.0007")


def test_a_rest_below_the_minimum_is_dust_and_no_order() -> None:
    scene = Scene(plan(), market=SPOT)
    scene.venue.portion = lambda _: Decimal("0.01")
    scene.look()
    assert scene.status() is PositionStatus.OPEN
    scene.tell(close())
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.dust == Decimal("0.01")
    assert len(scene.position.orders) == 1


def test_perpetuals_sell_below_the_minimum_cost_to_close() -> None:
    scene = Scene(plan())
    scene.venue.portion = lambda _: Decimal("0.01")
    scene.look()
    scene.venue.portion = lambda amount: amount
    scene.tell(close())
    assert scene.position.dust == 0
    assert scene.order(Purpose.CLOSE).amount == Decimal("0.01")


def test_a_position_worth_less_than_the_minimum_stays_open_until_somebody_closes_it() -> None:
    scene = opened(plan(quote_amount=Decimal(6)), market=SPOT)
    scene.move(50)
    scene.wait(1000)
    assert scene.status() is PositionStatus.OPEN


def test_an_entry_that_ends_below_the_minimum_is_dust_at_the_stop() -> None:
    scene = Scene(plan(stop_loss=stop(percent(5))), market=SPOT)
    scene.venue.portion = lambda _: Decimal("0.01")
    scene.look()
    scene.move(95)
    assert scene.position.close_reason is CloseReason.STOP_LOSS
    assert scene.position.dust == Decimal("0.01")


def test_without_a_price_an_exit_is_tried_anyway() -> None:
    scene = opened(plan(), market=SPOT)
    scene.hold = True
    scene.last = None
    scene.tell(close())
    assert [row.purpose for row in scene.sent] == [Purpose.CLOSE]


def test_a_short_on_spot_buys_back_what_its_fee_took() -> None:
    scene = opened(plan(), side=Side.SHORT, market=SPOT, fee="0.01")
    scene.tell(close())
    assert scene.status() is PositionStatus.CLOSED
    # 10, then the hundredth that was missing, and so on down to dust.
    bought = [row.amount for row in scene.position.orders.values()][1:]
    assert bought == [10, Decimal("0.1")]
    assert scene.position.dust == Decimal("0.001")


# what the venue says


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
    failed = OrderUpdate(
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
    stranger = OrderUpdate(client_order_id="stranger", state=OrderState.OPEN)
    assert scene.tell(stranger) == ()
    fill = Fill(
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
    again = Fill(
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
        Fill(
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


# liquidation


def test_a_liquidation_ends_the_position() -> None:
    scene = opened(plan(dca_orders=(dca(percent(50)),), take_profit=(target(percent(10)),)))
    scene.last = Decimal(60)
    scene.venue.liquidate(Decimal(10), Decimal(60), scene.now)
    scene._hear()
    scene._work()
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.LIQUIDATION
    assert scene.position.realized_profit == -400
    assert not scene.venue.open_lots()
    order = scene.order(Purpose.LIQUIDATION)
    assert (order.amount, order.filled, order.state) == (10, 10, OrderState.FILLED)


def test_a_liquidation_of_a_part_leaves_the_rest_with_its_exits() -> None:
    scene = opened(plan(take_profit=(target(percent(10)),), stop_loss=stop(percent(50))))
    scene.venue.liquidate(Decimal(4), Decimal(100), scene.now)
    scene._hear()
    scene._work()
    scene.wait(1)
    assert scene.position.size == 6
    assert scene.ladder() == [("110", "6")]
    scene.venue.liquidate(Decimal(6), Decimal(100), scene.now)
    scene._hear()
    assert scene.position.close_reason is CloseReason.LIQUIDATION


def test_a_liquidation_during_a_close_is_the_reason() -> None:
    scene = opened(plan())
    scene.hold = True
    scene.tell(close())
    scene.venue.liquidate(Decimal(10), Decimal(50), scene.now)
    scene._hear()
    scene.release()
    assert scene.position.close_reason is CloseReason.LIQUIDATION


# behind the end


def test_a_fill_behind_the_end_opens_it_again_to_sell_it() -> None:
    scene = opened(plan(), market=SPOT, fee="0.00003")
    entry = scene.order(Purpose.ENTRY)
    scene.tell(close())
    assert scene.status() is PositionStatus.CLOSED
    scene.hold = True
    scene.tell(
        Fill(
            client_order_id=entry.client_order_id,
            trade_id="late",
            venue_order_id="v0",
            price=Decimal(100),
            amount=Decimal(1),
            fee=Decimal(0),
            fee_currency="USDT",
            at=scene.now,
        )
    )
    assert scene.status() is PositionStatus.CLOSING
    assert scene.position.size == Decimal("1.0007")
    assert scene.sent[0].amount == 1


def test_a_late_fill_of_a_cancelled_opening_is_sold() -> None:
    scene = opened(plan(order_type=LIMIT, signal_price=Decimal(90)))
    scene.tell(close(CloseReason.LINK))
    assert scene.status() is PositionStatus.CANCELLED
    entry = scene.order(Purpose.ENTRY)
    scene.hold = True
    scene.tell(
        Fill(
            client_order_id=entry.client_order_id,
            trade_id="late",
            venue_order_id="v0",
            price=Decimal(90),
            amount=Decimal(1),
            fee=Decimal(0),
            fee_currency="USDT",
            at=scene.now,
        )
    )
    assert [(row.purpose, row.amount) for row in scene.sent] == [(Purpose.CLOSE, 1)]


def test_a_look_behind_the_end_says_nothing() -> None:
    scene = opened(plan())
    scene.tell(close())
    assert scene.tell(Look()) == ()
    assert scene.tell(close()) == ()
