"""Take profits on the venue: what rests, what is replaced, and what ends them."""

from decimal import Decimal

import pytest

from custom_components.tradehook.trading.model.facts import (
    CancelIntended,
    CloseReason,
    EntriesCancelled,
    PositionStatus,
)
from custom_components.tradehook.trading.model.inputs import FillReported, Reduce
from custom_components.tradehook.trading.model.market import Market, MarketType, Side
from custom_components.tradehook.trading.model.order import OrderState, Purpose
from custom_components.tradehook.trading.model.sections import OrderType
from tests.trading.scene import (
    LINEAR,
    SPOT,
    START,
    Scene,
    dca,
    market,
    opened,
    percent,
    plan,
    price,
    target,
)

SIDES = pytest.mark.parametrize("side", list(Side))
MARKETS = pytest.mark.parametrize("venue_market", [SPOT, LINEAR], ids=["spot", "linear"])
TP = Purpose.TAKE_PROFIT


@MARKETS
@SIDES
def test_targets_rest_as_limit_orders(side: Side, venue_market: Market) -> None:
    scene = opened(
        plan(take_profit=(target(percent(10), 40), target(percent(20), 40))),
        side=side,
        market=venue_market,
    )
    assert {row.order_type for row in scene.orders()} == {OrderType.LIMIT}
    assert {row.side for row in scene.orders()} == {side.exit}
    assert {row.reduce_only for row in scene.orders()} == {venue_market is LINEAR}


def test_spot_targets_sell_what_the_fee_left() -> None:
    scene = opened(
        plan(take_profit=(target(percent(10), 50), target(percent(20), 50))),
        market=SPOT,
        fee="0.001",
    )
    assert scene.position.size == Decimal("9.99")
    assert scene.ladder() == [("110", "4.995"), ("120", "4.995")]


def test_a_filled_target_never_arms_again() -> None:
    scene = opened(
        plan(
            dca_orders=(dca(percent(10)),),
            take_profit=(target(percent(10), 50), target(percent(20), 50)),
        )
    )
    scene.move(110)
    assert scene.ladder(TP) == [("120", "5")]
    scene.move(90)
    # 5 at 100 and 10 at 90: everything is for the second target now.
    assert scene.position.average_entry == Decimal("93.33333333333333333333333333333333")
    assert scene.ladder(TP) == [("112", "15")]


def test_a_partial_fill_leaves_all_orders_as_they_are() -> None:
    scene = opened(
        plan(
            take_profit=(target(percent(10), 30), target(percent(20), 30), target(percent(30), 40))
        )
    )
    before = [row.client_order_id for row in scene.orders()]
    scene.venue.portion = lambda _: Decimal("1.234")
    scene.move(110)
    assert scene.ladder() == [("110", "1.766"), ("120", "3"), ("130", "4")]
    assert [row.client_order_id for row in scene.orders()] == before
    assert not scene.happened(CancelIntended)
    (first, *_) = scene.position.targets
    assert (first.filled, first.done) == (Decimal("1.234"), False)


def test_a_small_remainder_goes_on_resting() -> None:
    scene = opened(plan(take_profit=(target(percent(10), 30), target(percent(20), 70))))
    scene.venue.portion = lambda _: Decimal("2.999")
    scene.move(110)
    assert scene.ladder() == [("110", "0.001"), ("120", "7")]
    scene.venue.portion = lambda amount: amount
    scene.move(110)
    assert scene.ladder() == [("120", "7")]
    assert not scene.happened(CancelIntended)


def test_a_new_size_replaces_an_order_once_its_cancel_is_confirmed() -> None:
    scene = opened(plan(dca_orders=(dca(percent(10)),), take_profit=(target(price(120)),)))
    scene.hold = True
    scene.move(90)
    assert scene.cancels
    assert scene.ladder(TP) == [("120", "10")]
    scene.cancel_next()
    assert scene.ladder(TP) == [("120", "20")]


def test_only_what_changes_is_replaced() -> None:
    scene = opened(
        plan(
            dca_orders=(dca(percent(10)),),
            take_profit=(target(price(120), 50), target(price(130), 50)),
        ),
        market=market(MarketType.LINEAR),
    )
    scene.venue.portion = lambda _: Decimal("0.001")
    scene.move(90)
    # 10.001 halved is 5.000: the first order stays, the last takes the rest.
    assert scene.ladder(TP) == [("120", "5"), ("130", "5.001")]
    assert len(scene.happened(CancelIntended)) == 1


def test_fills_that_come_while_a_cancel_is_under_way_are_counted() -> None:
    scene = opened(
        plan(
            dca_orders=(dca(percent(10), 100), dca(percent(11), 100)),
            take_profit=(target(price(120)),),
        )
    )
    scene.hold = True
    scene.move(90)
    scene.move(89)
    assert len(scene.cancels) == 1
    scene.release()
    assert scene.ladder(TP) == [("120", "30")]


def test_the_first_fill_of_a_target_cancels_the_rest_of_the_entry() -> None:
    scene = opened(
        plan(
            order_type=OrderType.LIMIT,
            signal_price=Decimal(90),
            dca_orders=(dca(percent(5)),),
            take_profit=(target(percent(10), 50), target(percent(20), 50)),
        )
    )
    scene.venue.portion = lambda _: Decimal(4)
    scene.move(90)
    scene.venue.portion = lambda _: Decimal(1)
    assert scene.ladder(TP) == [("99", "2"), ("108", "2")]
    scene.move(99)
    assert [(fact.reason, fact.dca) for fact in scene.happened(EntriesCancelled)] == [
        ("take_profit", False)
    ]
    assert not scene.orders(Purpose.ENTRY)
    assert scene.ladder(Purpose.DCA) == [("85.5", "10")]


def test_targets_follow_a_limit_entry_that_fills_in_parts() -> None:
    scene = opened(
        plan(
            order_type=OrderType.LIMIT, signal_price=Decimal(90), take_profit=(target(percent(10)),)
        )
    )
    scene.venue.portion = lambda _: Decimal(3)
    scene.move(90)
    assert scene.ladder(TP) == [("99", "3")]
    scene.move(90)
    assert scene.ladder(TP) == [("99", "6")]


def test_targets_wait_for_the_end_of_a_market_entry_that_is_under_way() -> None:
    scene = Scene(plan(take_profit=(target(percent(10)),)))
    scene.hold = True
    scene.look()
    (entry,) = scene.orders()
    fill = FillReported(
        client_order_id=entry.client_order_id,
        trade_id="a",
        venue_order_id="1",
        price=Decimal(100),
        amount=Decimal(4),
        fee=Decimal(0),
        fee_currency="USDT",
        at=START,
    )
    scene.tell(fill)
    assert not scene.orders(TP)
    scene.update(entry, OrderState.CANCELLED)
    assert scene.ladder(TP) == [("110", "4")]


def test_an_entry_that_fills_behind_the_last_target_is_sold_at_once() -> None:
    scene = opened(
        plan(
            order_type=OrderType.LIMIT, signal_price=Decimal(90), take_profit=(target(percent(10)),)
        )
    )
    scene.venue.portion = lambda _: Decimal(4)
    scene.move(90)
    scene.venue.portion = lambda amount: amount
    scene.hold = True
    scene.move(99)
    assert scene.cancels
    scene.move(90)  # the rest of the entry fills before its cancel arrives
    scene.release()
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.TAKE_PROFIT
    assert scene.position.realized_profit == 4 * 9


def test_the_last_target_ends_dca_orders_and_position() -> None:
    scene = opened(plan(dca_orders=(dca(percent(10)),), take_profit=(target(percent(10)),)))
    scene.move(110)
    assert scene.status() is PositionStatus.CLOSED
    assert not scene.venue.open_lots()


def test_a_runner_stays_when_all_targets_have_filled() -> None:
    scene = opened(plan(dca_orders=(dca(percent(10)),), take_profit=(target(percent(10), 40),)))
    scene.move(110)
    assert scene.status() is PositionStatus.OPEN
    assert scene.position.size == 6
    assert scene.ladder() == [("90", "10")]


def test_a_refused_target_is_placed_again_after_growing_waits() -> None:
    scene = Scene(plan(take_profit=(target(percent(10)),)))
    scene.hold = True
    scene.look()
    scene.send_next()
    moments = []
    for _ in range(7):
        scene.update(scene.orders(TP)[0], OrderState.REJECTED, "venue_busy")
        assert not scene.orders(TP)
        before = scene.now
        scene.wait(30)
        moments.append((scene.orders(TP)[0].created_at - before).total_seconds())
    assert moments == [1, 2, 5, 10, 30, 30, 30]
    assert scene.position.message == "because of venue_busy"
    scene.update(scene.orders(TP)[0], OrderState.OPEN)
    scene.update(scene.orders(TP)[0], OrderState.FILLED)
    assert not scene.position.refusals


@pytest.mark.parametrize("code", ["below_min_amount", "below_min_cost"])
def test_a_target_that_the_venue_finds_too_small_merges_into_the_next(code: str) -> None:
    scene = Scene(plan(take_profit=(target(percent(10), 40), target(percent(20), 60))))
    scene.hold = True
    scene.look()
    scene.send_next()
    first, second = scene.sent
    scene.update(second, OrderState.OPEN)
    scene.update(first, OrderState.REJECTED, code)
    scene.update(second, OrderState.CANCELLED)
    (order,) = scene.orders(TP)
    assert (order.leg, order.merged, order.amount) == (1, (0,), 10)


def test_a_target_that_was_too_small_is_tried_again_once_the_position_has_grown() -> None:
    targets = (target(percent(10), 40), target(percent(20), 60))
    scene = Scene(plan(dca_orders=(dca(percent(4)),), take_profit=targets))
    scene.hold = True
    scene.look()
    scene.send_next()  # the entry
    refused = next(order for order in scene.sent if order.purpose is TP)
    scene.sent.remove(refused)
    scene.update(refused, OrderState.REJECTED, "below_min_amount")
    scene.release()
    assert scene.ladder(TP) == [("120", "10")]
    scene.move(96)
    scene.wait(1)
    assert scene.ladder(TP) == [("117.6", "12"), ("107.8", "8")]


def test_a_target_that_somebody_else_cancelled_comes_back() -> None:
    scene = opened(plan(take_profit=(target(percent(10)),)))
    scene.update(scene.orders(TP)[0], OrderState.CANCELLED)
    scene.venue.lots.clear()
    assert not scene.orders(TP)
    scene.wait(1)
    assert scene.ladder(TP) == [("110", "10")]


def test_an_order_of_unknown_fate_takes_its_place() -> None:
    scene = Scene(plan(dca_orders=(dca(percent(10)),), take_profit=(target(price(120)),)))
    scene.hold = True
    scene.look()
    scene.send_next()
    scene.send_next()
    (order,) = scene.orders(TP)
    scene.update(order, OrderState.UNKNOWN)
    scene.move(90)
    scene.wait(3600)
    assert not scene.cancels
    assert scene.ladder(TP) == [("120", "10")]
    scene.update(order, OrderState.OPEN)
    assert scene.cancels == [order.client_order_id]


def test_merged_targets_are_done_together() -> None:
    coarse = market(MarketType.LINEAR, step="1", min_amount="1")
    scene = opened(
        plan(
            take_profit=(target(percent(10), 5), target(percent(20), 45), target(percent(30), 50))
        ),
        market=coarse,
    )
    assert [(row.leg, row.merged, row.amount) for row in scene.orders()] == [
        (1, (0,), 5),
        (2, (), 5),
    ]
    scene.move(120)
    assert [row.done for row in scene.position.targets] == [True, True, False]
    assert scene.ladder() == [("130", "5")]


# an entry that fills in many pieces


def laddered(side: Side, pieces: int, seconds: float) -> Scene:
    """Return a position whose limit entry of 10 has filled half, in so many pieces."""
    targets = tuple(target(percent(2 + leg), 25) for leg in range(4))
    opening = plan(order_type=OrderType.LIMIT, signal_price=Decimal(100), take_profit=targets)
    scene = Scene(opening, side=side, last=100 + side.sign)
    scene.look()
    scene.venue.portion = lambda _: Decimal(5) / pieces
    for _ in range(pieces):
        scene.favour(0)
        scene.wait(seconds / pieces)
    assert scene.position.size == 5
    return scene


@pytest.mark.parametrize("side", list(Side))
def test_targets_follow_an_entry_that_fills_in_many_pieces_at_a_pace(side: Side) -> None:
    scene = laddered(side, pieces=100, seconds=5)
    placed = [o for o in scene.position.orders.values() if o.purpose is Purpose.TAKE_PROFIT]
    assert len(placed) <= 4 * 8
    resting = sum(order.remaining for order in scene.orders(Purpose.TAKE_PROFIT))
    assert resting <= 5
    scene.wait(3)
    assert sum(order.remaining for order in scene.orders(Purpose.TAKE_PROFIT)) == 5
    scene.venue.portion = lambda amount: amount
    scene.favour(0)
    resting = sum(order.remaining for order in scene.orders(Purpose.TAKE_PROFIT))
    assert (resting, scene.position.size) == (10, 10), "at once when it is over"


@pytest.mark.parametrize("side", list(Side))
def test_targets_that_would_sell_too_much_are_not_waited_for(side: Side) -> None:
    scene = laddered(side, pieces=10, seconds=1)
    scene.wait(3)
    scene.favour(0)
    scene.tell(Reduce(amount=Decimal(3)))
    scene.favour(0)
    resting = sum(order.remaining for order in scene.orders(Purpose.TAKE_PROFIT))
    assert resting <= scene.position.size
