"""When an opening is placed, at which price and size, and when it is given up."""

from datetime import timedelta
from decimal import Decimal

import pytest

from custom_components.tradehook.trading.model.facts import (
    CloseReason,
    Ended,
    EntryPlaced,
    PositionStatus,
)
from custom_components.tradehook.trading.model.inputs import CancelEntries
from custom_components.tradehook.trading.model.market import Market, OrderSide, Side
from custom_components.tradehook.trading.model.order import OrderState, Purpose
from custom_components.tradehook.trading.model.sections import (
    ConditionOperator,
    EntryCondition,
    OrderType,
)
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
LIMIT = OrderType.LIMIT


def condition(
    at: str | None = None, minutes: str | None = None, operator: str = "OR"
) -> EntryCondition:
    return EntryCondition(
        price=None if at is None else Decimal(at),
        time=None if minutes is None else Decimal(minutes),
        operator=ConditionOperator(operator),
    )


@pytest.mark.parametrize(
    ("side", "coins"),
    [(Side.LONG, "9.523"), (Side.SHORT, "10.526")],  # 1000 / ask 105; 1000 / bid 95
)
def test_a_market_entry_by_quote_amount_is_sized_by_what_it_will_pay(
    side: Side, coins: str
) -> None:
    scene = Scene(plan(quote_amount=Decimal(1000)), side=side, spread="5")
    scene.hold = True
    scene.look()
    (order,) = scene.orders()
    assert order.amount == Decimal(coins)
    assert order.side is side.entry
    assert not order.reduce_only


@pytest.mark.parametrize(
    ("side", "deviation", "limit"),
    [
        (Side.LONG, "0", "99.99"),  # 99.999 rounded in the buyer's favour
        (Side.SHORT, "0", "100"),
        (Side.LONG, "1", "100.99"),  # 100.99899: higher, so that it fills
        (Side.SHORT, "1", "99"),  # 98.99901: lower
    ],
)
def test_a_limit_entry_stands_at_the_signal_price_moved_by_the_deviation(
    side: Side, deviation: str, limit: str
) -> None:
    scene = Scene(
        plan(
            order_type=LIMIT,
            signal_price=Decimal("99.999"),
            entry_deviation=Decimal(deviation),
            quote_amount=Decimal(1000),
        ),
        side=side,
    )
    scene.hold = True
    scene.look()
    (order,) = scene.orders()
    assert order.price == Decimal(limit)
    assert order.amount == scene.market.amount_down(1000 / Decimal(limit))


def test_a_limit_entry_without_a_signal_price_stands_at_the_last_price() -> None:
    scene = opened(plan(order_type=LIMIT), last="98.76")
    assert scene.order(Purpose.ENTRY).price == Decimal("98.76")
    assert [fact.anchor for fact in scene.happened(EntryPlaced)] == [Decimal("98.76")]


@pytest.mark.parametrize("by", ["quote_amount", "base_amount"])
def test_adjust_fee_leaves_room_for_the_fee(by: str) -> None:
    amount = Decimal(1000) if by == "quote_amount" else Decimal(10)
    sized = {by: amount, "adjust_fee": True}
    if by == "quote_amount":
        sized["base_amount"] = None
    scene = opened(plan(**sized), fee="0.01")
    assert scene.order(Purpose.ENTRY).amount == Decimal("9.900")


def test_an_entry_waits_for_a_price() -> None:
    scene = Scene(plan())
    scene.last = None
    assert scene.look() == ()
    scene.wait(30)
    assert not scene.orders()
    scene.last = Decimal(100)
    scene.wait(1)
    assert scene.status() is PositionStatus.OPEN


def test_an_entry_that_could_not_be_sent_in_time_expires() -> None:
    scene = Scene(plan())
    scene.now = START + timedelta(seconds=60, microseconds=1)
    scene.look()
    assert scene.status() is PositionStatus.CANCELLED
    assert scene.position.close_reason is CloseReason.EXPIRED
    assert not scene.position.orders


def test_an_entry_is_sent_at_its_last_moment() -> None:
    scene = Scene(plan())
    scene.now = START + timedelta(seconds=60)
    scene.look()
    assert scene.status() is PositionStatus.OPEN


def test_an_entry_below_the_minimum_is_refused_with_a_sentence() -> None:
    scene = opened(plan(quote_amount=Decimal("4.99")))
    assert scene.status() is PositionStatus.CANCELLED
    assert scene.position.close_reason is CloseReason.OPENING_REFUSED
    assert "below COIN/USDT:USDT's minimum" in (scene.position.message or "")


def test_nothing_is_bought_at_a_price_of_zero() -> None:
    scene = Scene(plan(quote_amount=Decimal(1000)), last=0)
    scene.look()
    assert scene.position.close_reason is CloseReason.OPENING_REFUSED


# DCA


@SIDES
@pytest.mark.parametrize("venue_market", [SPOT, LINEAR], ids=["spot", "linear"])
def test_dca_orders_are_placed_with_the_entry_on_the_adverse_side(
    side: Side, venue_market: Market
) -> None:
    scene = Scene(
        plan(
            order_type=LIMIT,
            signal_price=Decimal(100),
            entry_deviation=Decimal("0.5"),
            dca_orders=(dca(percent(5), 100), dca(percent(10), 150)),
        ),
        side=side,
        market=venue_market,
    )
    scene.hold = True
    scene.look()
    rungs = scene.orders(Purpose.DCA)
    # From the signal price, without the deviation.
    assert [row.price for row in rungs] == [scene.at(-5), scene.at(-10)]
    assert [row.amount for row in rungs] == [10, 15]
    assert [row.leg for row in rungs] == [0, 1]
    assert {row.side for row in rungs} == {side.entry}
    assert {row.reduce_only for row in rungs} == {False}


def test_dca_distances_count_from_the_price_at_placement_without_a_signal_price() -> None:
    scene = opened(plan(dca_orders=(dca(percent(10)), dca(price("80.006")))), last="50")
    assert scene.ladder(Purpose.DCA) == [("45", "10")]
    scene = opened(plan(dca_orders=(dca(price("80.006")),)))
    assert scene.ladder(Purpose.DCA) == [("80", "10")]  # rounded down, it buys


def test_dca_sizes_count_from_the_planned_quantity_and_are_rounded_down() -> None:
    coarse = market(step="1", min_amount="1")
    scene = opened(plan(dca_orders=(dca(percent(5), "37"), dca(percent(6), "5"))), market=coarse)
    # 5 % of 10 is half a coin, below the step: there is no such order.
    assert scene.ladder(Purpose.DCA) == [("95", "3")]


# what the venue says


def test_a_refused_entry_cancels_the_rest_and_says_why() -> None:
    scene = Scene(plan(dca_orders=(dca(percent(5)),)))
    scene.hold = True
    scene.look()
    entry, rung = scene.orders()
    scene.update(rung, OrderState.OPEN)
    scene.update(entry, OrderState.REJECTED, "insufficient_funds")
    assert scene.cancels == [rung.client_order_id]
    assert scene.status() is PositionStatus.PENDING
    scene.update(rung, OrderState.CANCELLED)
    assert scene.status() is PositionStatus.CANCELLED
    assert scene.position.close_reason is CloseReason.ENTRY_REJECTED
    assert scene.position.message == "because of insufficient_funds"


def test_a_refused_entry_with_a_filled_dca_stays_a_position() -> None:
    scene = Scene(plan(dca_orders=(dca(percent(5)),), take_profit=(target(percent(10)),)))
    scene.hold = True
    scene.look()
    entry = scene.sent.pop(0)
    scene.send_next()
    scene.move(95)
    scene.update(entry, OrderState.REJECTED, "insufficient_funds")
    assert scene.status() is PositionStatus.OPEN
    assert scene.ladder(Purpose.TAKE_PROFIT) == [("104.5", "10")]


def test_an_entry_that_never_left_is_placed_again_with_a_new_id() -> None:
    scene = Scene(plan(dca_orders=(dca(percent(5)),)))
    scene.hold = True
    scene.look()
    for order in list(scene.orders()):
        scene.update(order, OrderState.REJECTED, "not_sent")
    old, new = scene.sent[:2], scene.sent[2:]
    assert [row.purpose for row in new] == [Purpose.ENTRY, Purpose.DCA]
    assert [(row.amount, row.price) for row in new] == [(row.amount, row.price) for row in old]
    assert len({row.client_order_id for row in scene.sent}) == 4


def test_an_entry_that_never_left_is_not_bought_late() -> None:
    scene = Scene(plan(dca_orders=(dca(percent(5)),)))
    scene.hold = True
    scene.look()
    scene.now += timedelta(seconds=61)
    entry, rung = scene.orders()
    scene.update(rung, OrderState.REJECTED, "not_sent")
    scene.update(entry, OrderState.REJECTED, "not_sent")
    assert len(scene.sent) == 2
    assert scene.position.close_reason is CloseReason.EXPIRED


def test_attempts_without_any_effect_grow_apart() -> None:
    scene = Scene(plan())
    scene.hold = True
    scene.look()
    moments = []
    for _ in range(5):
        scene.update(scene.orders()[-1], OrderState.REJECTED, "not_sent")
        if not scene.orders():
            scene.wait(10.5)
        moments.append((scene.orders()[-1].created_at - START).total_seconds())
    assert moments == [0, 1, 12.5, 26, 41.5]
    scene.update(scene.orders()[-1], OrderState.REJECTED, "not_sent")
    scene.wait(30)
    assert scene.position.close_reason is CloseReason.EXPIRED


def test_a_dca_order_that_never_left_is_left_out_when_late() -> None:
    scene = Scene(plan(dca_orders=(dca(percent(5)),)))
    scene.hold = True
    scene.look()
    scene.send_next()
    scene.now += timedelta(seconds=61)
    scene.update(scene.orders(Purpose.DCA)[0], OrderState.REJECTED, "not_sent")
    assert scene.status() is PositionStatus.OPEN
    assert not scene.orders(Purpose.DCA)


def test_a_refused_dca_order_is_not_tried_again() -> None:
    scene = Scene(plan(dca_orders=(dca(percent(5)),)))
    scene.hold = True
    scene.look()
    scene.send_next()
    scene.update(scene.orders(Purpose.DCA)[0], OrderState.REJECTED, "insufficient_funds")
    scene.wait(3600)
    assert not scene.orders(Purpose.DCA)
    assert scene.status() is PositionStatus.OPEN


@pytest.mark.parametrize(
    ("order_type", "reason"),
    [(LIMIT, CloseReason.CHANGED_OUTSIDE), (OrderType.MARKET, CloseReason.ENTRY_REJECTED)],
)
def test_an_entry_that_somebody_else_cancelled_ends_the_opening(
    order_type: OrderType, reason: CloseReason
) -> None:
    scene = Scene(plan(order_type=order_type, dca_orders=(dca(percent(5)),)))
    scene.hold = True
    scene.look()
    entry, rung = scene.orders()
    scene.update(rung, OrderState.OPEN)
    scene.update(entry, OrderState.CANCELLED)
    scene.update(rung, OrderState.CANCELLED)
    assert scene.position.close_reason is reason


def test_a_partly_filled_entry_that_ends_leaves_a_position() -> None:
    scene = Scene(plan(take_profit=(target(percent(10)),)))
    scene.venue.portion = lambda _: Decimal(4)
    scene.look()
    assert scene.order(Purpose.ENTRY).state is OrderState.CANCELLED
    assert scene.status() is PositionStatus.OPEN
    assert scene.ladder() == [("110", "4")]


# cancelling


def test_an_opening_without_a_fill_is_cancelled_with_its_dca_orders() -> None:
    scene = opened(plan(order_type=LIMIT, signal_price=Decimal(90), dca_orders=(dca(percent(5)),)))
    scene.tell(CancelEntries(reason=CloseReason.BOT_STOPPED))
    assert scene.position.close_reason is CloseReason.BOT_STOPPED
    assert not scene.venue.open_lots()


def test_a_stopped_bot_leaves_filled_positions_their_dca_orders() -> None:
    scene = opened(plan(dca_orders=(dca(percent(5)),)))
    assert scene.tell(CancelEntries(reason=CloseReason.BOT_STOPPED)) == ()
    assert scene.ladder(Purpose.DCA) == [("95", "10")]


def test_trading_off_cancels_resting_entries_and_dca_orders_for_good() -> None:
    scene = opened(
        plan(
            order_type=LIMIT,
            signal_price=Decimal(90),
            take_profit=(target(percent(10)),),
            dca_orders=(dca(percent(5)),),
        )
    )
    scene.venue.portion = lambda _: Decimal(4)
    scene.move(90)
    scene.tell(CancelEntries(reason=CloseReason.TRADING_OFF, dca=True))
    assert scene.ladder() == [("99", "4")]
    assert scene.tell(CancelEntries(reason=CloseReason.TRADING_OFF, dca=True)) == ()
    assert scene.status() is PositionStatus.OPEN


def test_a_waiting_opening_ends_at_once() -> None:
    scene = Scene(plan(condition=condition(at="50")))
    scene.look()
    scene.tell(CancelEntries(reason=CloseReason.TRADING_OFF, dca=True))
    assert [fact.reason for fact in scene.happened(Ended)] == [CloseReason.TRADING_OFF]


def test_buys_and_sells_follow_from_the_side() -> None:
    assert opened(plan()).order(Purpose.ENTRY).side is OrderSide.BUY
    assert opened(plan(), side=Side.SHORT).order(Purpose.ENTRY).side is OrderSide.SELL


def test_a_coin_below_one_has_its_dca_orders() -> None:
    cheap = market(tick="0.0001", min_cost="1")
    scene = opened(plan(dca_orders=(dca(percent(10)),)), market=cheap, last="0.5")
    assert scene.ladder(Purpose.DCA) == [("0.45", "10")]
