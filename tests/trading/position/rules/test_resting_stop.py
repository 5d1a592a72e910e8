"""The stop that rests on the venue: what it is, how it follows, and how it gives way."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from custom_components.tradehook.trading.fact_storage.codec import fact_as, fact_from
from custom_components.tradehook.trading.model.facts import (
    CancelIntended,
    CloseReason,
    CloseRequested,
    OrderIntended,
    PositionStatus,
)
from custom_components.tradehook.trading.model.inputs import (
    Close,
    FillReported,
    Increase,
    MarketContext,
    Modify,
    OrderExecution,
    Reduce,
    Reevaluate,
)
from custom_components.tradehook.trading.model.market import Market, Side
from custom_components.tradehook.trading.model.order import Order, OrderState, Purpose
from custom_components.tradehook.trading.model.plan import Plan
from custom_components.tradehook.trading.model.sections import (
    CoolDownType,
    OrderType,
    Protection,
    StopLoss,
    StopOrderType,
)
from custom_components.tradehook.trading.position.decide import decide
from custom_components.tradehook.trading.position.evolve.apply import apply_fact, fold
from custom_components.tradehook.trading.position.rules.resting_stop import kept
from custom_components.tradehook.trading.position.rules.stop_loss import GRACE
from tests.trading.scene import (
    LINEAR,
    SPOT,
    Scene,
    dca,
    opened,
    percent,
    plain,
    plan,
    price,
    stop,
    target,
)

SIDES = pytest.mark.parametrize("side", list(Side))
MARKETS = pytest.mark.parametrize("venue_market", [SPOT, LINEAR], ids=["spot", "linear"])

TRAILING = {
    "protection_type": Protection.PRICE,
    "trailing_percentage": Decimal(1),
    "trailing_distance": Decimal(2),
}
LIMIT = {"order_type": StopOrderType.LIMIT, "limit": price(94)}


def held(opening: Plan, market: Market = LINEAR, side: Side = Side.LONG) -> Scene:
    """Return a position on a venue that takes stops."""
    return opened(opening, market=market, side=side, holds_stops=True)


def resting(scene: Scene) -> list[tuple[str, str]]:
    """Return trigger and amount of what rests, as text."""
    return [
        (plain(order.trigger), plain(order.remaining))
        for order in scene.position.resting_stops
        if order.trigger is not None
    ]


def stops_sent(scene: Scene) -> list[Order]:
    """Return all resting stops that there ever were."""
    return [fact.order for fact in scene.happened(OrderIntended) if fact.order.is_resting_stop]


# what rests


@SIDES
@MARKETS
def test_a_stop_rests_as_a_market_order_for_all_that_is_held(
    side: Side, venue_market: Market
) -> None:
    scene = held(plan(stop_loss=stop(percent(5))), venue_market, side)
    order = scene.position.resting_stop
    assert order is not None
    assert (order.purpose, order.order_type, order.side) == (
        Purpose.STOP_LOSS,
        OrderType.MARKET,
        side.exit,
    )
    assert (order.trigger, order.amount, order.price) == (scene.at(-5), 10, None)
    assert order.reduce_only is (venue_market is LINEAR)
    assert scene.status() is PositionStatus.OPEN


def test_nothing_rests_where_the_venue_takes_no_stops() -> None:
    scene = opened(plan(stop_loss=stop(percent(5))))
    assert stops_sent(scene) == []


@pytest.mark.parametrize(
    ("loss", "expected"),
    [
        (None, []),
        (stop(percent(5)), [("95", "10")]),
        (stop(percent(5), emergency=percent(9)), [("95", "10")]),
        (stop(percent(5), cool_down_amount=3), []),
        (stop(percent(5), cool_down_amount=3, emergency=percent(9)), [("91", "10")]),
        (
            stop(
                percent(5),
                cool_down_amount=3,
                cool_down_type=CoolDownType.CANDLE_CLOSE,
                emergency=percent(9),
            ),
            [("91", "10")],
        ),
        (stop(percent(5), **LIMIT), [("94", "10")]),
        (stop(percent(5), emergency=percent(9), **LIMIT), [("91", "10")]),
        (stop(None, **TRAILING), []),
        (stop(None, emergency=percent(9), **TRAILING), [("91", "10")]),
    ],
    ids=[
        "no stop",
        "the stop",
        "not the emergency beside it",
        "a cool-down waits",
        "its emergency does not",
        "nor beside a candle's close",
        "a limit stop at its limit",
        "or at its emergency",
        "trailing without a first stop",
        "but with an emergency",
    ],
)
def test_what_rests_is_what_needs_no_watching(
    loss: StopLoss | None, expected: list[tuple[str, str]]
) -> None:
    assert resting(held(plan(stop_loss=loss))) == expected


def test_a_market_entry_gets_its_stop_when_it_is_complete() -> None:
    scene = Scene(plan(stop_loss=stop(percent(5))), holds_stops=True)
    scene.hold = True
    scene.look()
    scene.venue.portion = lambda _: Decimal(3)
    entry = scene.order(Purpose.ENTRY)
    scene.send_next()
    assert scene.position.size == 3
    assert scene.position.orders[entry.client_order_id].state is OrderState.CANCELLED
    scene.release()
    assert resting(scene) == [("95", "3")]
    assert len(stops_sent(scene)) == 1


def executed(scene: Scene, order: Order, average: int = 100) -> MarketContext:
    """Return the world in which the venue has answered that an order is over."""
    answer = OrderExecution(amount=order.amount, average=Decimal(average))
    return replace(scene.situation(), executed={order.client_order_id: answer})


@SIDES
def test_a_stop_rests_by_the_answer_to_its_entry_before_the_trades_are_known(side: Side) -> None:
    scene = Scene(plan(stop_loss=stop(percent(5))), side=side, holds_stops=True)
    scene.hold = True
    scene.look()
    entry = scene.order(Purpose.ENTRY)

    facts = decide(scene.position, Reevaluate(), executed(scene, entry))

    (intent,) = facts
    assert isinstance(intent, OrderIntended)
    assert intent.order.trigger == (95 if side is Side.LONG else 105)
    assert intent.order.amount == entry.amount
    after = apply_fact(scene.position, intent)
    assert after.size == 0  # what is held comes of the trades alone
    assert not decide(after, Reevaluate(), executed(scene, entry))


def test_on_spot_an_answer_alone_places_no_stop() -> None:
    """There a fee may take of the coins, and the answer names the trades."""
    scene = Scene(plan(stop_loss=stop(percent(5))), market=SPOT, holds_stops=True)
    scene.hold = True
    scene.look()
    entry = scene.order(Purpose.ENTRY)
    assert not decide(scene.position, Reevaluate(), executed(scene, entry))


@pytest.mark.parametrize("amount", ["0.0019", "0.04"], ids=["below the step", "below the cost"])
def test_what_is_too_small_to_be_sold_rests_nowhere_on_spot(amount: str) -> None:
    scene = held(plan(base_amount=Decimal(1), stop_loss=stop(percent(5))), SPOT)
    assert resting(scene) == [("95", "1")]
    scene.tell(Reduce(amount=Decimal(1) - Decimal(amount)))
    assert scene.position.resting_stops == []


# how it follows


def test_a_filled_dca_order_is_covered_at_once() -> None:
    scene = held(plan(dca_orders=(dca(percent(4)),), stop_loss=stop(price(90))))
    scene.move(96)
    assert resting(scene) == [("90", "20")]


@pytest.mark.parametrize("share", [30, 100])
def test_a_filled_target_makes_it_smaller(share: int) -> None:
    opening = plan(
        take_profit=(target(percent(1), 30), target(percent(2), share - 30))
        if share > 30
        else (target(percent(1), 30),),
        stop_loss=stop(percent(5)),
    )
    scene = held(opening)
    assert resting(scene) == [("95", "10")]
    assert scene.ladder(Purpose.TAKE_PROFIT)[0] == ("101", "3")
    scene.favour(1)
    assert resting(scene) == [("95", "7")]


def test_on_perpetuals_the_new_one_rests_before_the_old_one_goes() -> None:
    scene = held(plan(stop_loss=stop(percent(5))))
    (first,) = stops_sent(scene)
    scene.hold = True
    scene.tell(Reduce(amount=Decimal(4)))
    scene.send_next()  # the reduction
    (second,) = scene.sent
    assert scene.cancels == []
    assert scene.position.resting_stop == scene.position.orders[first.client_order_id]
    scene.send_next()
    assert scene.cancels == [first.client_order_id]
    assert scene.position.resting_stop == scene.position.orders[second.client_order_id]
    scene.release()
    assert resting(scene) == [("95", "6")]


def test_of_two_that_rest_and_do_not_fit_the_newer_one_stays() -> None:
    """It happens when a cancel has failed; the older one fits even less."""
    scene = held(plan(stop_loss=stop(percent(5))))
    older = scene.position.resting_stop
    assert older is not None
    newer = replace(older, client_order_id="newer", trigger=Decimal(96))
    position = replace(
        scene.position,
        size=Decimal(12),
        orders={**scene.position.orders, newer.client_order_id: newer},
    )
    facts = kept(position, scene.situation())
    assert [fact.client_order_id for fact in facts if isinstance(fact, CancelIntended)] == [
        older.client_order_id
    ]


def test_on_spot_the_old_one_goes_before_the_new_one_comes() -> None:
    scene = held(plan(dca_orders=(dca(percent(4)),), stop_loss=stop(price(90))), SPOT)
    (first,) = stops_sent(scene)
    scene.hold = True
    scene.move(96)
    assert (scene.cancels, scene.sent) == ([first.client_order_id], [])
    scene.cancel_next()
    assert [order.amount for order in scene.sent] == [20]
    scene.release()
    assert resting(scene) == [("90", "20")]


def test_nothing_is_placed_while_the_last_one_is_on_its_way() -> None:
    scene = held(plan(stop_loss=stop(percent(5))))
    scene.hold = True
    scene.tell(Modify(stop_loss=stop(percent(6)), replace_stop_loss=True))
    scene.tell(Modify(stop_loss=stop(percent(7)), replace_stop_loss=True))
    assert [order.trigger for order in scene.sent] == [94]
    scene.release()
    assert resting(scene) == [("93", "10")]


def test_a_stop_that_only_gets_tighter_is_followed_in_its_own_time() -> None:
    scene = held(plan(stop_loss=stop(percent(5), **TRAILING)))
    scene.wait(1)
    for last in (102, 103, 104):
        scene.move(last)
    assert scene.position.stop_price == Decimal("101.92")
    assert resting(scene) == [("95", "10")]
    scene.wait(4)
    assert resting(scene) == [("101.92", "10")]


def test_a_stop_that_trails_for_long_is_followed_ever_more_slowly() -> None:
    scene = held(plan(stop_loss=stop(percent(5), **TRAILING)))
    for step in range(40):
        scene.favour(Decimal(2) + Decimal(step) / 10)
        scene.wait(5)
    sent = stops_sent(scene)
    waits = [after.created_at - before.created_at for before, after in pairwise(sent)]
    assert set(waits[:19]) == {timedelta(seconds=5)}
    assert set(waits[19:]) == {timedelta(seconds=10)}


def test_a_stop_that_is_loosened_is_followed_at_once() -> None:
    scene = held(plan(stop_loss=stop(percent(5))))
    scene.tell(Modify(stop_loss=stop(percent(8)), replace_stop_loss=True))
    assert resting(scene) == [("92", "10")]


def test_a_position_that_grows_is_covered_at_once_although_its_stop_is_tighter() -> None:
    scene = held(plan(stop_loss=stop(percent(5))))
    scene.move(102)
    scene.tell(Increase(amount=Decimal(10)))
    assert scene.position.average_entry == 101
    assert resting(scene) == [("95.95", "20")]


@pytest.mark.parametrize(("amount", "rests"), [("0.001", True), ("0.0009", False)])
def test_the_smallest_amount_of_the_market_still_rests(amount: str, rests: bool) -> None:
    scene = held(plan(stop_loss=stop(percent(5))), replace(LINEAR, min_amount=Decimal("0.001")))
    scene.tell(Modify(stop_loss=None, replace_stop_loss=True))
    scene.position = replace(scene.position, size=Decimal(amount))
    loss = Modify(stop_loss=stop(percent(5)), replace_stop_loss=True)
    facts = decide(scene.position, loss, scene.situation())
    assert any(isinstance(fact, OrderIntended) for fact in facts) is rests


def test_a_stop_that_is_removed_rests_no_more() -> None:
    scene = held(plan(stop_loss=stop(percent(5))))
    scene.tell(Modify(stop_loss=None, replace_stop_loss=True))
    assert resting(scene) == []
    assert scene.status() is PositionStatus.OPEN


def test_what_the_venue_no_longer_takes_rests_no_more() -> None:
    scene = held(plan(stop_loss=stop(percent(5))))
    scene.holds_stops = False
    scene.look()
    assert resting(scene) == []


# spot, where it locks coins


@pytest.mark.parametrize(
    ("targets", "rests"),
    [
        ((target(percent(3)),), False),
        ((target(percent(3), 40),), False),
        ((target(percent(3), 100, "1"),), True),
        ((target(percent(3), 50), target(percent(5), 50, "1")), False),
    ],
    ids=["a target", "with a runner", "a target that is followed", "one of each"],
)
def test_on_spot_it_leaves_the_coins_to_targets(targets: tuple[object, ...], rests: bool) -> None:
    scene = held(plan(take_profit=targets, stop_loss=stop(percent(5))), SPOT)
    assert bool(resting(scene)) is rests
    scene = held(plan(take_profit=targets, stop_loss=stop(percent(5))), LINEAR)
    assert resting(scene) == [("95", "10")]


def test_on_spot_the_runner_gets_its_stop_once_the_targets_are_done() -> None:
    scene = held(plan(take_profit=(target(percent(3), 40),), stop_loss=stop(percent(5))), SPOT)
    scene.favour(3)
    assert resting(scene) == [("95", "6")]


def test_on_spot_it_gives_way_to_a_new_target() -> None:
    scene = held(plan(stop_loss=stop(percent(5))), SPOT)
    scene.tell(Modify(take_profit=(target(percent(3)),), replace_take_profit=True))
    assert resting(scene) == []
    assert scene.ladder(Purpose.TAKE_PROFIT) == [("103", "10")]


def test_on_spot_it_gives_way_to_a_reduction_and_comes_back() -> None:
    scene = held(plan(stop_loss=stop(percent(5))), SPOT)
    scene.tell(Reduce(amount=Decimal(4), order_type=OrderType.LIMIT, price=Decimal(102)))
    assert resting(scene) == []
    assert scene.ladder(Purpose.REDUCE) == [("102", "4")]
    scene.move(102)
    assert resting(scene) == [("95", "6")]


def test_on_spot_it_gives_way_to_a_trailing_target_that_sells() -> None:
    opening = plan(take_profit=(target(percent(3), 40, "1"),), stop_loss=stop(percent(5)))
    scene = held(opening, SPOT)
    scene.move(104)
    scene.move(102)
    assert scene.position.size == 6
    assert resting(scene) == [("95", "6")]


@MARKETS
def test_a_limit_close_keeps_it_where_it_locks_nothing(venue_market: Market) -> None:
    scene = held(plan(stop_loss=stop(percent(5))), venue_market)
    limit = Close(reason=CloseReason.SIGNAL, order_type=OrderType.LIMIT, price=Decimal(102))
    scene.tell(limit)
    assert scene.ladder(Purpose.CLOSE) == [("102", "10")]
    assert resting(scene) == ([("95", "10")] if venue_market is LINEAR else [])
    scene.move(95)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.STOP_LOSS
    assert scene.venue.position == 0


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


# refusals


def test_a_refused_stop_is_tried_again_and_holds_nothing_up() -> None:
    scene = Scene(
        plan(take_profit=(target(percent(3)),), stop_loss=stop(percent(5))), holds_stops=True
    )
    scene.hold = True
    scene.look()
    scene.send_next()
    refused = next(order for order in scene.sent if order.is_resting_stop)
    scene.sent.remove(refused)
    scene.update(refused, OrderState.REJECTED, "too_many_orders")
    scene.release()
    assert scene.position.resting_stop is None
    assert scene.position.message is None
    assert scene.ladder(Purpose.TAKE_PROFIT) == [("103", "10")]
    scene.wait(1)
    assert resting(scene) == [("95", "10")]


def test_a_refused_stop_does_not_delay_the_one_here() -> None:
    scene = Scene(plan(stop_loss=stop(percent(5))), holds_stops=True)
    scene.hold = True
    scene.look()
    scene.send_next()
    (refused,) = scene.sent
    scene.sent.clear()
    scene.update(refused, OrderState.REJECTED, "would_trigger")
    scene.hold = False
    scene.move(95)
    assert scene.status() is PositionStatus.CLOSED


def test_refusals_are_forgotten_once_a_stop_has_stood() -> None:
    scene = Scene(plan(stop_loss=stop(percent(5))), holds_stops=True)
    scene.hold = True
    scene.look()
    scene.send_next()
    scene.update(scene.sent.pop(), OrderState.REJECTED, "too_many_orders")
    scene.release()
    scene.wait(1)
    assert resting(scene) == [("95", "10")]
    assert scene.position.refusals["stop_loss:1"].count == 1
    scene.tell(Modify(stop_loss=stop(percent(6)), replace_stop_loss=True))
    assert scene.position.refusals == {}


def test_one_that_somebody_else_cancels_comes_back_once() -> None:
    scene = held(plan(stop_loss=stop(percent(5))))
    for expected in ([("95", "10")], []):
        order = scene.position.resting_stop
        assert order is not None
        scene.venue.cancel(order.client_order_id)
        scene.move(101)
        scene.wait(2)
        assert resting(scene) == expected
    assert scene.position.given_up(scene.now) == ("stop_loss:1",)
    scene.venue.sleepy = lambda: True
    scene.move(95)
    assert scene.status() is PositionStatus.CLOSED


def test_one_that_is_lost_while_the_last_one_goes_does_not_wait_for_that() -> None:
    scene = held(plan(stop_loss=stop(percent(5))))
    scene.hold = True
    scene.tell(Modify(stop_loss=stop(percent(6)), replace_stop_loss=True))
    scene.send_next()
    (first, second) = scene.position.resting_stops
    assert (first.cancel_requested, scene.position.resting_stop) == (True, second)
    scene.venue.cancel(second.client_order_id)  # by somebody else
    scene.move(101)
    scene.wait(1)
    assert [order.trigger for order in scene.sent] == [94]
    scene.release()
    assert resting(scene) == [("94", "10")]


def test_an_unknown_stop_keeps_its_place() -> None:
    scene = Scene(plan(stop_loss=stop(percent(5))), holds_stops=True)
    scene.hold = True
    scene.look()
    scene.send_next()
    (lost,) = scene.sent
    scene.sent.clear()
    scene.update(lost, OrderState.UNKNOWN)
    scene.wait(60)
    assert scene.sent == []
    assert scene.position.resting_stop is None
    scene.update(lost, OrderState.REJECTED, "not_sent")
    assert [order.trigger for order in scene.sent] == [95]


@pytest.mark.parametrize("rests", [True, False])
def test_a_stop_that_was_being_placed_at_a_crash_is_not_waited_for(rests: bool) -> None:
    scene = Scene(plan(stop_loss=stop(percent(5))), holds_stops=True)
    scene.hold = True
    scene.look()
    scene.send_next()
    (lost,) = scene.sent
    scene.sent.clear()
    scene.now += timedelta(seconds=1)
    scene.awake_since = scene.now
    scene.look()
    (second,) = scene.sent
    assert (second.trigger, second.amount) == (95, 10)
    scene.send_next()
    if rests:
        scene.venue.place(lost, scene.at(0), scene.now)
        scene.release()
    else:
        scene.release()
        scene.update(lost, OrderState.REJECTED, "not_sent")
    assert resting(scene) == [("95", "10")]
    assert scene.position.resting_stop is not None
    assert scene.position.resting_stop.client_order_id == second.client_order_id


def test_on_spot_a_stop_that_was_being_placed_at_a_crash_keeps_its_coins() -> None:
    scene = Scene(plan(stop_loss=stop(percent(5))), market=SPOT, holds_stops=True)
    scene.hold = True
    scene.look()
    scene.send_next()
    scene.sent.clear()
    scene.now += timedelta(seconds=1)
    scene.awake_since = scene.now
    scene.look()
    assert scene.sent == []


def test_a_stop_that_is_being_placed_is_waited_for_after_the_clock_was_set_back() -> None:
    """By its time it was made before this process began, and is of this one all the same."""
    scene = held(plan(stop_loss=stop(percent(5))))
    scene.awake_since = scene.now
    scene.now -= timedelta(hours=1)
    scene.hold = True
    scene.tell(Modify(stop_loss=stop(percent(4)), replace_stop_loss=True))
    scene.wait(20)
    asked = [row for row in scene.happened(OrderIntended) if row.order.trigger == 96]
    assert len(asked) == 1


def test_a_stop_that_tightens_is_followed_after_the_clock_was_set_back() -> None:
    """The one that rests was placed in what is the future now: that is long enough ago."""
    scene = held(plan(stop_loss=stop(percent(5))))
    scene.now -= timedelta(hours=1)
    scene.tell(Modify(stop_loss=stop(percent(4)), replace_stop_loss=True))
    assert resting(scene) == [("96", "10")]


def test_a_close_cancels_the_stop_last_right_before_it_sells() -> None:
    targets = (target(percent(3), 50), target(percent(5), 50))
    scene = held(plan(stop_loss=stop(percent(5)), take_profit=targets))
    resting_stop = scene.position.resting_stop
    assert resting_stop is not None
    scene.hold = True
    scene.tell(Close(reason=CloseReason.SIGNAL))
    assert scene.cancels == [row.client_order_id for row in scene.orders(Purpose.TAKE_PROFIT)]
    scene.cancel_next()
    assert len(scene.cancels) == 1
    scene.cancel_next()
    assert scene.cancels == [resting_stop.client_order_id]
    assert scene.sent == []
    scene.cancel_next()
    assert [(order.order_type, order.amount) for order in scene.sent] == [(OrderType.MARKET, 10)]
    scene.release()
    assert scene.status() is PositionStatus.CLOSED


def test_a_close_lets_its_stop_go_in_the_end_although_a_target_stays_in_doubt() -> None:
    targets = (target(percent(3), 50), target(percent(5), 50))
    scene = held(plan(stop_loss=stop(percent(5)), take_profit=targets))
    scene.hold = True
    scene.tell(Close(reason=CloseReason.SIGNAL))
    scene.cancel_next()
    scene.cancels.clear()  # the other one's answer never comes
    scene.wait(10)
    assert [scene.position.orders[one].is_resting_stop for one in scene.cancels] == [True]
    scene.cancel_next()
    assert [(order.order_type, order.amount) for order in scene.sent] == [(OrderType.MARKET, 5)]


# facts


def test_orders_of_older_ledgers_have_no_trigger() -> None:
    scene = opened(plan(stop_loss=stop(percent(5))))
    read = []
    for fact in scene.facts:
        kind, data = fact_as(fact)
        if "order" in data:
            del data["order"]["trigger"]
        read.append(fact_from(kind, fact.at, data))
    assert fold(read) == scene.position
