"""What the last level takes, and what becomes of a rest that is less than the market takes."""

from decimal import Decimal

import pytest

from custom_components.tradehook.trading.model.facts import CloseReason, PositionStatus
from custom_components.tradehook.trading.model.inputs import Reduce
from custom_components.tradehook.trading.model.market import Market, MarketType, Side
from custom_components.tradehook.trading.model.order import OrderState, Purpose
from custom_components.tradehook.trading.model.sections import OrderType
from tests.trading.scene import (
    LINEAR,
    SPOT,
    Scene,
    dca,
    market,
    opened,
    percent,
    plan,
    price,
    stop,
    target,
)

SIDES = pytest.mark.parametrize("side", list(Side))
MARKETS = pytest.mark.parametrize("venue_market", [SPOT, LINEAR], ids=["spot", "linear"])
TP = Purpose.TAKE_PROFIT
COARSE = market(MarketType.LINEAR, step="0.01", min_amount="0.05")
THIRDS = tuple(target(percent(number), "33.33") for number in (1, 2, 3))


def reduce(amount: str, at: str) -> Reduce:
    return Reduce(amount=Decimal(amount), order_type=OrderType.LIMIT, price=Decimal(at))


@SIDES
@MARKETS
def test_a_trailing_last_level_sells_its_share_while_others_are_open(
    side: Side, venue_market: Market
) -> None:
    """90 % at 3 % and 10 % from 2 % on, followed: the price turns before the first."""
    targets = (target(percent(3), 90), target(percent(2), 10, trailing="0.5"))
    scene = opened(plan(take_profit=targets), side=side, market=venue_market)
    scene.favour("2.2")
    scene.favour("1.5")
    assert scene.position.size == 9
    assert scene.status() is PositionStatus.OPEN
    assert scene.ladder(TP) == [(f"{scene.at(3):f}".rstrip("0").rstrip("."), "9")]
    scene.favour(3)
    assert scene.position.close_reason is CloseReason.TAKE_PROFIT


def test_a_dca_order_may_put_the_last_level_before_a_fixed_first_one() -> None:
    targets = (target(price(103), 90), target(percent(5), 10, trailing="0.5"))
    scene = opened(plan(dca_orders=(dca(percent(10), 300),), take_profit=targets))
    scene.move(90)
    scene.move(98)
    scene.move(97)
    assert scene.position.size == 36
    assert scene.status() is PositionStatus.OPEN


def test_a_trailing_last_level_takes_everything_once_the_others_are_done() -> None:
    targets = (target(percent(1), 60), target(percent(2), 40, trailing="0.5"))
    scene = opened(plan(take_profit=targets))
    scene.move(103)
    scene.move(102)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.dust == 0


@MARKETS
def test_a_limit_reduction_is_not_sold_by_the_last_target(venue_market: Market) -> None:
    targets = (target(percent(1), 50), target(percent(2), 50))
    scene = opened(plan(take_profit=targets), market=venue_market)
    scene.tell(reduce("7.5", "105"))
    assert scene.ladder(TP) == [("101", "1.25"), ("102", "1.25")]
    scene.move(103)
    assert scene.status() is PositionStatus.OPEN
    assert scene.ladder() == [("105", "7.5")]
    scene.wait(1)
    scene.move(105)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.REDUCED


def test_a_trailing_last_level_leaves_what_rests_to_be_reduced() -> None:
    scene = opened(plan(take_profit=(target(percent(1), 100, trailing="0.5"),)))
    scene.tell(reduce("7.5", "105"))
    scene.move(102)
    scene.move(101)
    assert scene.ladder() == [("105", "7.5")]
    assert scene.position.size == Decimal("7.5")


def test_a_reduction_that_somebody_withdrew_is_not_sold_by_the_targets() -> None:
    scene = opened(plan(take_profit=(target(percent(1), 100),)))
    scene.tell(reduce("7.5", "105"))
    scene.move(101)
    (resting,) = scene.orders(Purpose.REDUCE)
    scene.update(resting, OrderState.CANCELLED)
    scene.wait(60)
    assert scene.status() is PositionStatus.OPEN
    assert scene.position.size == Decimal("7.5")


@SIDES
@MARKETS
@pytest.mark.parametrize("share", ["33.33", "33.3"])
def test_shares_that_sum_to_99_9_are_everything(
    side: Side, venue_market: Market, share: str
) -> None:
    targets = tuple(target(percent(number), share) for number in (1, 2, 3))
    scene = opened(plan(take_profit=targets), side=side, market=venue_market)
    assert [row.remaining for row in scene.orders(TP)][2] > Decimal("3.33")
    scene.favour(3)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.size == scene.position.dust == 0


def test_less_than_99_9_leaves_a_runner() -> None:
    targets = tuple(target(percent(number), "33.29") for number in (1, 2, 3))
    scene = opened(plan(base_amount=Decimal(1000), take_profit=targets))
    scene.move(103)
    assert scene.status() is PositionStatus.OPEN
    assert scene.position.size == Decimal("1.3")


def test_the_last_level_takes_along_what_would_be_less_than_the_minimum() -> None:
    """18 USDT: two targets of 40 %, and a runner of 3.6 USDT that nobody could sell."""
    small = plan(
        quote_amount=Decimal(18),
        take_profit=(target(percent(1), 40), target(percent(2), 40)),
        stop_loss=stop(percent(5)),
    )
    scene = opened(small, market=SPOT)
    assert scene.ladder(TP) == [("101", "0.072"), ("102", "0.108")]
    scene.move(101)
    assert scene.ladder(TP) == [("102", "0.108")]
    scene.move(102)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.TAKE_PROFIT
    assert scene.position.size == scene.position.dust == 0


def test_a_runner_that_the_market_takes_stays() -> None:
    small = plan(
        quote_amount=Decimal(30), take_profit=(target(percent(1), 40), target(percent(2), 40))
    )
    for venue_market in (SPOT, LINEAR):
        scene = opened(small, market=venue_market)
        scene.move(102)
        assert scene.status() is PositionStatus.OPEN
        assert scene.position.size == Decimal("0.06")


def test_perpetuals_keep_a_runner_below_the_minimum_cost_since_exits_are_free_of_it() -> None:
    small = plan(
        quote_amount=Decimal(18), take_profit=(target(percent(1), 40), target(percent(2), 40))
    )
    scene = opened(small)
    scene.move(102)
    assert scene.position.size == Decimal("0.036")


def test_what_is_left_below_the_minimum_once_all_levels_are_done_ends_the_position() -> None:
    """The fee of the purchase leaves less than a step of the market."""
    scene = opened(plan(take_profit=THIRDS), market=SPOT, fee="0.00003")
    scene.move(103)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.TAKE_PROFIT
    assert scene.position.dust == Decimal("0.0007")


@pytest.mark.parametrize("taken", [True, False])
def test_on_perpetuals_a_rest_below_the_minimum_goes_with_a_reduce_only_order(taken: bool) -> None:
    scene = Scene(
        plan(
            order_type=OrderType.LIMIT, signal_price=Decimal(90), take_profit=(target(price(99)),)
        ),
        market=COARSE,
    )
    scene.look()
    scene.venue.takes_crumbs = taken
    scene.venue.portion = lambda _: Decimal("0.98")
    scene.move(90)
    scene.hold = True
    scene.venue.portion = lambda amount: amount
    scene.move(99)
    scene.venue.portion = lambda _: Decimal("0.02")
    scene.venue.tick(Decimal(90), scene.now)  # a rest of the entry fills behind the last target
    scene._hear()
    scene.venue.portion = lambda amount: amount
    scene.release()
    order = scene.order(TP)
    assert (order.amount, order.reduce_only, order.order_type) == (
        Decimal("0.02"),
        True,
        OrderType.MARKET,
    )
    if taken:
        assert scene.status() is PositionStatus.CLOSED
        assert scene.position.dust == 0
        return
    scene.wait(30)
    assert scene.status() is PositionStatus.CLOSING
    assert scene.position.size == Decimal("0.02")
    assert max(refusal.count for refusal in scene.position.refusals.values()) >= 5
