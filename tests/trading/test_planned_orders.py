"""The plan that is shown is the plan that is carried out."""

from decimal import Decimal

import pytest

from custom_components.tradehook.trading.model.market import Market, Side
from custom_components.tradehook.trading.model.order import Purpose
from custom_components.tradehook.trading.model.sections import (
    EntryCondition,
    OrderType,
    StopOrderType,
)
from custom_components.tradehook.trading.planned_orders import (
    PlannedOrder,
    plan_orders,
)

from .scene import LINEAR, SPOT, Scene, dca, percent, plan, price, stop, target

SIDES = pytest.mark.parametrize("side", list(Side))
MARKETS = pytest.mark.parametrize("venue_market", [SPOT, LINEAR], ids=["spot", "linear"])


def planned(scene: Scene) -> tuple[PlannedOrder, ...]:
    return plan_orders(scene.position.plan, scene.side, scene.situation())


@SIDES
@MARKETS
@pytest.mark.parametrize("order_type", list(OrderType))
def test_what_is_planned_is_what_is_placed(
    side: Side, venue_market: Market, order_type: OrderType
) -> None:
    scene = Scene(
        plan(
            order_type=order_type,
            signal_price=Decimal(100),
            quote_amount=Decimal(1000),
            dca_orders=(dca(percent(10)), dca(price(100 - side.sign * 20), 50)),
            take_profit=(target(percent(10), 30), target(percent(20), 70)),
            stop_loss=stop(percent(40)),
        ),
        side=side,
        market=venue_market,
        fee="0.001",
    )
    orders = planned(scene)
    scene.look()
    placed = {
        (row.purpose, row.leg): (row.order_type, row.price or Decimal(100), row.amount)
        for row in scene.position.orders.values()
    }
    for row in orders:
        assert row.cost == row.amount * row.price
        if row.purpose is Purpose.STOP_LOSS:
            assert row.trigger == scene.position.stop_price
        else:
            assert (row.order_type, row.price, row.amount) == placed.pop((row.purpose, row.leg))
    assert not placed


def test_a_waiting_entry_names_its_trigger() -> None:
    scene = Scene(plan(condition=EntryCondition(price=Decimal(95)), dca_orders=(dca(percent(5)),)))
    assert [row.trigger for row in planned(scene)] == [95, 95]
    scene = Scene(plan(condition=EntryCondition(time=Decimal(1))))
    assert [row.trigger for row in planned(scene)] == [None]


def test_a_followed_target_is_sold_at_market_behind_its_trigger() -> None:
    (_, row) = planned(Scene(plan(take_profit=(target(percent(10), 40, trailing="5"),))))
    assert (row.order_type, row.trigger, row.amount) == (OrderType.MARKET, 110, 4)


def test_limit_and_emergency_stops_are_shown() -> None:
    loss = stop(price(95), order_type=StopOrderType.LIMIT, limit=price(94), emergency=price(90))
    (_, limit, emergency) = planned(Scene(plan(stop_loss=loss)))
    assert limit == PlannedOrder(
        purpose=Purpose.STOP_LOSS,
        leg=0,
        order_type=OrderType.LIMIT,
        price=Decimal(94),
        amount=Decimal(10),
        cost=Decimal(940),
        trigger=Decimal(95),
    )
    assert (emergency.leg, emergency.order_type, emergency.trigger) == (1, OrderType.MARKET, 90)


def test_a_position_without_exits_plans_its_entry_alone() -> None:
    (entry,) = planned(Scene(plan()))
    assert (entry.purpose, entry.amount, entry.cost) == (Purpose.ENTRY, 10, 1000)


def test_without_a_price_there_is_no_plan() -> None:
    scene = Scene(plan())
    scene.last = None
    with pytest.raises(ValueError, match="There is no price of COIN/USDT:USDT to plan with"):
        planned(scene)
