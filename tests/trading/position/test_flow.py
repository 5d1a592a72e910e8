"""The main line: an entry, its take profits, its stop, and the close."""

from decimal import Decimal

import pytest

from custom_components.tradehook.trading.model.facts import CloseReason, Ended, PositionStatus
from custom_components.tradehook.trading.model.inputs import Close
from custom_components.tradehook.trading.model.market import Market, Side
from custom_components.tradehook.trading.model.order import Purpose
from tests.trading.scene import LINEAR, SPOT, opened, percent, plan, price, stop, target

SIDES = pytest.mark.parametrize("side", list(Side))
MARKETS = pytest.mark.parametrize("market", [SPOT, LINEAR], ids=["spot", "linear"])


@SIDES
@MARKETS
def test_a_market_entry_fills_and_gets_its_stop_and_targets(side: Side, market: Market) -> None:
    scene = opened(
        plan(
            take_profit=(target(percent(10), 50), target(percent(20), 50)),
            stop_loss=stop(percent(5)),
        ),
        side=side,
        market=market,
    )
    position = scene.position
    assert scene.status() is PositionStatus.OPEN
    assert position.size == 10
    assert position.average_entry == 100
    assert position.stop_price == scene.at(-5)
    assert [row.price for row in scene.orders()] == [scene.at(10), scene.at(20)]
    assert [row.amount for row in scene.orders()] == [5, 5]
    assert {row.reduce_only for row in scene.orders()} == {market is LINEAR}


@SIDES
@MARKETS
def test_both_targets_fill_and_the_position_closes_with_its_profit(
    side: Side, market: Market
) -> None:
    scene = opened(
        plan(take_profit=(target(percent(10), 50), target(percent(20), 50))),
        side=side,
        market=market,
    )
    scene.favour(11)
    assert scene.position.size == 5
    scene.favour(21)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.TAKE_PROFIT
    assert scene.position.realized_profit == 5 * 10 + 5 * 20


@SIDES
@MARKETS
def test_the_stop_cancels_the_targets_and_sells_everything(side: Side, market: Market) -> None:
    scene = opened(
        plan(take_profit=(target(percent(10)),), stop_loss=stop(percent(5))),
        side=side,
        market=market,
    )
    scene.favour("-4.99")
    assert scene.status() is PositionStatus.OPEN
    scene.favour("-5")
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.STOP_LOSS
    assert scene.position.realized_profit == -50
    assert not scene.venue.open_lots()
    assert scene.order(Purpose.STOP_LOSS).amount == 10


@SIDES
@MARKETS
def test_a_close_sells_at_market(side: Side, market: Market) -> None:
    scene = opened(plan(take_profit=(target(percent(10)),)), side=side, market=market)
    scene.tell(Close(reason=CloseReason.SIGNAL))
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.SIGNAL
    assert scene.position.realized_profit == 0
    assert [fact.dust for fact in scene.happened(Ended)] == [Decimal(0)]


def test_a_jump_over_targets_and_stop_fills_in_the_order_of_the_prices() -> None:
    scene = opened(
        plan(
            take_profit=(target(price(110), 50), target(price(120), 50)),
            stop_loss=stop(price(95)),
        )
    )
    scene.move(130)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.realized_profit == 5 * 10 + 5 * 20
