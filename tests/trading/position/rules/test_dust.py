"""The smallest rest, liquidation, and what comes behind the end."""

from dataclasses import replace
from decimal import Decimal

import pytest

from custom_components.tradehook.trading.model.facts import (
    CancelIntended,
    CloseReason,
    Ended,
    PositionStatus,
)
from custom_components.tradehook.trading.model.inputs import Close, FillReported, Reevaluate
from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.model.order import OrderState, Purpose
from custom_components.tradehook.trading.model.sections import OrderType
from custom_components.tradehook.trading.position.evolve.apply import apply
from custom_components.tradehook.trading.position.rules.spot_funds import affordable
from tests.trading.scene import SPOT, Scene, dca, opened, percent, plan, stop, target

LIMIT = OrderType.LIMIT


def close(reason: CloseReason = CloseReason.SIGNAL, at: str | int | None = None) -> Close:
    if at is None:
        return Close(reason=reason)
    return Close(reason=reason, order_type=LIMIT, price=Decimal(at))


# the smallest rest


def test_what_cannot_be_sold_is_recorded_as_dust() -> None:
    scene = opened(plan(), market=SPOT, fee="0.00003")
    assert scene.position.size == Decimal("9.9997")
    scene.tell(close())
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.dust == Decimal("0.0007")
    assert scene.position.size == 0
    assert scene.position.average_entry == 100  # for whoever looks at it later


def test_what_the_last_target_could_not_sell_is_dust() -> None:
    scene = opened(plan(take_profit=(target(percent(10)),)), market=SPOT, fee="0.00003")
    scene.move(110)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.TAKE_PROFIT
    assert scene.position.dust == Decimal("0.0007")


def test_what_cannot_be_sold_is_booked_at_the_price_of_the_exit() -> None:
    """K13: the stop of what is worth too little by then has sold nothing, and lost."""
    opening = plan(base_amount=Decimal("0.06"), stop_loss=stop(percent(20)))
    scene = opened(opening, market=SPOT)
    scene.move(75)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.STOP_LOSS
    assert scene.position.dust == Decimal("0.06")
    assert scene.position.realized_profit == Decimal("-1.5")
    assert scene.venue.cash + scene.position.dust * 75 == scene.position.realized_profit


@pytest.mark.parametrize("side", list(Side))
def test_the_rest_of_an_exit_is_booked_at_the_price_at_which_it_sold(side: Side) -> None:
    """A close at 110: what is too small to go along counts as if it had."""
    scene = opened(plan(), side=side, market=SPOT, fee="0.00003")
    held = scene.position.size
    scene.last = Decimal(110)
    scene.tell(close())
    assert scene.status() is PositionStatus.CLOSED
    gain = side.sign * held * 10 - scene.position.fees
    assert scene.position.realized_profit == gain


def test_dust_of_an_older_history_stays_at_cost() -> None:
    """An end that was recorded before it said a price is folded as it was then."""
    scene = opened(plan(), market=SPOT, fee="0.00003")
    booked = scene.position.realized_profit
    end = Ended(
        at=scene.now,
        status=PositionStatus.CLOSED,
        reason=CloseReason.SIGNAL,
        dust=scene.position.size,
    )
    assert apply(scene.position, end).realized_profit == booked


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


# a short on spot that can't be paid for


def short_without_funds(fee: str = "0.001") -> Scene:
    """Return a short of an account that has nothing but what its sale has brought."""
    scene = opened(plan(stop_loss=stop(percent(2))), side=Side.SHORT, market=SPOT, fee=fee)
    scene.venue.funds = Decimal(0)
    return scene


def test_a_short_buys_back_what_its_own_sale_pays_for() -> None:
    scene = short_without_funds()
    scene.move(103)
    assert scene.status() is PositionStatus.CLOSING
    scene.wait(8)
    bought = sum(row.filled for row in scene.position.orders.values() if not row.purpose.adds)
    assert Decimal("9.6") < bought < 10
    assert scene.venue.cash >= 0


def test_first_exit_of_a_spot_short_is_for_what_the_balance_pays() -> None:
    scene = short_without_funds()
    position, situation = scene.position, scene.situation()
    assert situation.quote is not None
    free = position.cost / 2
    poor = replace(situation, free_quote=free, slippage=Decimal("0.001"))
    part = affordable(position, position.size, Purpose.STOP_LOSS, 0, poor)
    price = situation.quote.ask * Decimal("1.001") * (1 + situation.spot_fee)
    assert 0 < part < position.size
    assert part * price <= free < (part + situation.market.amount_step) * price
    rich = replace(poor, free_quote=position.cost * 2)
    assert affordable(position, position.size, Purpose.STOP_LOSS, 0, rich) == position.size
    unknown = replace(poor, free_quote=None)
    assert affordable(position, position.size, Purpose.STOP_LOSS, 0, unknown) == position.size


def test_what_nothing_pays_for_is_not_waited_for_for_ever() -> None:
    scene = short_without_funds()
    scene.move(103)
    scene.wait(300)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.STOP_LOSS
    assert 0 < scene.position.dust < Decimal("0.4")
    assert scene.position.message is not None
    assert f"{scene.position.dust.normalize()} COIN was not bought back" in scene.position.message


def test_a_short_whose_stop_rested_on_the_venue_counts_its_own_refusals_only() -> None:
    scene = opened(
        plan(stop_loss=stop(percent(2))),
        side=Side.SHORT,
        market=SPOT,
        fee="0.001",
        holds_stops=True,
    )
    assert scene.position.resting_stop is not None
    scene.venue.funds = Decimal(0)
    scene.tell(close())
    scene.wait(60)
    assert scene.status() is PositionStatus.CLOSED
    assert 0 < scene.position.dust < Decimal("0.1")


def test_a_short_that_is_refused_for_another_reason_is_still_bought_back_whole() -> None:
    scene = short_without_funds()
    scene.venue.funds = None
    scene.hold = True
    scene.move(103)
    for seconds in (1, 2, 5, 10):
        scene.update(scene.sent.pop(), OrderState.REJECTED, "cancel_only")
        scene.wait(seconds)
    assert [order.amount for order in scene.sent] == [10]


def test_money_that_comes_late_still_buys_all_of_it_back() -> None:
    scene = short_without_funds()
    scene.move(103)
    scene.venue.funds = Decimal(100)
    scene.wait(5)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.venue.position <= Decimal("0.02")


def test_a_short_that_can_buy_nothing_back_goes_on_trying() -> None:
    scene = short_without_funds()
    scene.venue.funds = Decimal(-2000)
    scene.move(103)
    scene.wait(600)
    assert scene.status() is PositionStatus.CLOSING
    scene.venue.funds = Decimal(100)
    scene.wait(300)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.size == 0


def test_a_limit_close_of_a_part_of_a_short_rests_until_it_fills() -> None:
    """It was placed and cancelled without an end: it never was for all that is owed."""
    scene = opened(plan(), side=Side.SHORT, market=SPOT)
    scene.free_quote = Decimal(500)
    scene.tell(close(at=99))
    scene.look()
    assert scene.ladder() == [("99", "5")]
    assert not scene.happened(CancelIntended)
    scene.free_quote = Decimal(1000)
    scene.move(99)
    assert scene.ladder() == []
    assert scene.status() is PositionStatus.CLOSED
    assert scene.venue.base == 0


# liquidation


def test_what_a_liquidation_left_is_closed_for_the_reason_of_its_close() -> None:
    scene = opened(plan())
    scene.venue.liquidate(Decimal(4), Decimal(90), scene.now)
    scene._hear()
    scene._work()
    scene.tell(close(CloseReason.MANUAL))
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.MANUAL
    order = scene.order(Purpose.CLOSE)
    assert (order.amount, order.leg) == (6, 0)


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
        FillReported(
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
        FillReported(
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
    assert scene.tell(Reevaluate()) == ()
    assert scene.tell(close()) == ()
