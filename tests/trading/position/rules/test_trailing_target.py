"""The last take profit with a trailing distance: followed instead of resting."""

from decimal import Decimal

import pytest

from custom_components.tradehook.trading.model.facts import (
    BestPrice,
    CloseReason,
    OrderIntended,
    PositionStatus,
    TargetsPriced,
    TrailingHit,
    TrailingStarted,
)
from custom_components.tradehook.trading.model.inputs import Increase
from custom_components.tradehook.trading.model.market import Market, OrderSide, Side
from custom_components.tradehook.trading.model.order import OrderState, Purpose
from custom_components.tradehook.trading.model.sections import OrderType
from tests.trading.scene import LINEAR, SPOT, dca, opened, percent, plan, price, target

SIDES = pytest.mark.parametrize("side", list(Side))
MARKETS = pytest.mark.parametrize("venue_market", [SPOT, LINEAR], ids=["spot", "linear"])
TP = Purpose.TAKE_PROFIT


@MARKETS
@SIDES
def test_the_last_target_with_a_trailing_distance_is_followed(
    side: Side, venue_market: Market
) -> None:
    scene = opened(
        plan(take_profit=(target(percent(10), 50), target(percent(20), 50, trailing="5"))),
        side=side,
        market=venue_market,
    )
    assert len(scene.orders()) == 1  # a resting limit would fill where it shall be followed
    scene.favour(10)
    scene.favour("19.99")
    assert not scene.happened(TrailingStarted)
    scene.favour(20)
    assert scene.happened(TrailingStarted)
    scene.favour(40)
    assert [fact.price for fact in scene.happened(BestPrice)] == [scene.at(40)]
    scene.favour(38)
    best = scene.at(40)
    exit_price = best * (100 - side.sign * 5) / 100
    scene.move(exit_price + side.sign * Decimal("0.01"))
    assert scene.status() is PositionStatus.OPEN
    scene.move(exit_price)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.TAKE_PROFIT
    assert scene.order(TP).order_type is OrderType.MARKET
    assert scene.position.realized_profit == 50 + 5 * side.sign * (exit_price - 100)


def test_a_followed_target_with_a_runner_sells_its_share() -> None:
    scene = opened(
        plan(take_profit=(target(percent(10), 30), target(percent(20), 30, trailing="5")))
    )
    scene.move(10 + 110)
    assert scene.position.size == 7
    scene.move(114)
    assert scene.happened(TrailingHit)
    assert scene.position.size == 4
    assert scene.status() is PositionStatus.OPEN
    assert all(row.done for row in scene.position.targets)
    scene.move(50)
    assert not scene.orders()


def test_a_followed_target_is_sold_again_when_the_venue_refuses() -> None:
    scene = opened(plan(take_profit=(target(percent(20), 30, trailing="5"),)))
    scene.move(120)
    scene.hold = True
    scene.move(114)
    order = scene.sent.pop()
    scene.update(order, OrderState.REJECTED, "venue_busy")
    scene.move(119)  # it was hit, whatever the price does now
    scene.wait(1)
    assert len(scene.sent) == 1
    scene.release()
    assert scene.position.size == 7


def test_a_jump_over_the_followed_target_starts_where_it_lands() -> None:
    scene = opened(
        plan(take_profit=(target(percent(10), 50), target(percent(20), 50, trailing="5")))
    )
    scene.move(150)
    assert scene.position.size == 5
    (started,) = scene.happened(TrailingStarted)
    assert (started.leg, started.price) == (1, 150)


def test_a_followed_target_follows_the_average_entry_again_behind_a_dca_order() -> None:
    scene = opened(
        plan(dca_orders=(dca(percent(10)),), take_profit=(target(percent(20), trailing="50"),))
    )
    scene.move(120)
    scene.move(90)
    assert scene.position.average_entry == 95
    prices = [fact.prices for fact in scene.happened(TargetsPriced)]
    assert prices == [(Decimal(120),), (Decimal(114),)]
    assert scene.position.targets[0].best is None


def test_a_better_price_within_a_tick_is_not_worth_a_fact() -> None:
    scene = opened(plan(take_profit=(target(percent(20), trailing="5"),)))
    scene.move(120)
    scene.move("120.009")
    assert not scene.happened(BestPrice)
    scene.move("120.01")
    assert scene.happened(BestPrice)


def test_targets_are_no_orders_before_anything_is_held() -> None:
    scene = opened(
        plan(
            order_type=OrderType.LIMIT, signal_price=Decimal(90), take_profit=(target(price(110)),)
        )
    )
    assert [fact.order.purpose for fact in scene.happened(OrderIntended)] == [Purpose.ENTRY]
    assert scene.order(Purpose.ENTRY).side is OrderSide.BUY


@pytest.mark.parametrize("adds", ["dca", "increase"])
def test_an_entry_behind_an_armed_target_puts_it_back_to_waiting(adds: str) -> None:
    """1 %, followed at 5 %: armed, then bought at -2 %; the old peak would sell at a loss."""
    scene = opened(
        plan(
            take_profit=(target(percent(1), 100, trailing="5"),),
            dca_orders=(dca(percent(2)),) if adds == "dca" else (),
        )
    )
    scene.move(102)
    assert scene.position.targets[0].trailing
    if adds == "increase":
        scene.tell(Increase(amount=Decimal(10), order_type=OrderType.LIMIT, price=Decimal(98)))
    scene.move(98)
    (waiting,) = scene.position.targets
    assert (waiting.trailing, waiting.best) == (False, None)
    assert waiting.price == Decimal("99.99")  # of the new average, 99
    scene.move("96.8")  # 5 % behind the old peak
    assert scene.status() is PositionStatus.OPEN
    scene.move(100)
    assert (scene.position.targets[0].trailing, scene.position.targets[0].best) == (True, 100)
