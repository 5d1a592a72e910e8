"""Where the stop stands and when it is hit, by market and by limit."""

from decimal import Decimal

import pytest

from custom_components.tradehook.trading.model.facts import (
    CloseReason,
    CloseRequested,
    PositionStatus,
    StopArmed,
    StopCause,
)
from custom_components.tradehook.trading.model.inputs import Close
from custom_components.tradehook.trading.model.market import Market, Side
from custom_components.tradehook.trading.model.order import Purpose
from custom_components.tradehook.trading.model.sections import (
    OrderType,
    PriceLevel,
    Protection,
    StopOrderType,
)
from tests.trading.scene import LINEAR, SPOT, dca, opened, percent, plan, price, stop, target

SIDES = pytest.mark.parametrize("side", list(Side))
MARKETS = pytest.mark.parametrize("venue_market", [SPOT, LINEAR], ids=["spot", "linear"])


# where it stands


@pytest.mark.parametrize(
    ("side", "level", "expected"),
    [
        (Side.LONG, percent(5), "95"),
        (Side.SHORT, percent(5), "105"),
        (Side.LONG, percent("0.333"), "99.67"),  # 99.667: to the tighter tick
        (Side.SHORT, percent("0.333"), "100.33"),  # 100.333
        (Side.LONG, price("94.999"), "95"),
        (Side.SHORT, price("105.001"), "105"),
    ],
)
@MARKETS
def test_a_stop_stands_at_its_distance_from_the_average_entry_or_at_its_price(
    side: Side, level: PriceLevel, expected: str, venue_market: Market
) -> None:
    scene = opened(plan(stop_loss=stop(level)), side=side, market=venue_market)
    assert scene.position.stop_price == Decimal(expected)
    assert [fact.why for fact in scene.happened(StopArmed)] == [StopCause.PLAN]


@SIDES
def test_a_distance_follows_the_average_entry(side: Side) -> None:
    scene = opened(plan(dca_orders=(dca(percent(10)),), stop_loss=stop(percent(20))), side=side)
    scene.favour(-10)
    assert scene.position.average_entry == scene.at(-5)
    assert scene.position.stop_price == scene.at(-5) * (100 - side.sign * 20) / 100
    assert scene.happened(StopArmed)[-1].why is StopCause.AVERAGE_ENTRY


def test_a_fixed_stop_stays_when_the_average_entry_moves() -> None:
    scene = opened(plan(dca_orders=(dca(percent(10)),), stop_loss=stop(price(80))))
    scene.move(90)
    assert scene.position.average_entry == 95
    assert len(scene.happened(StopArmed)) == 1


def test_the_filled_part_of_an_entry_has_its_stop_at_once() -> None:
    scene = opened(
        plan(order_type=OrderType.LIMIT, signal_price=Decimal(90), stop_loss=stop(percent(10)))
    )
    scene.venue.portion = lambda _: Decimal(3)
    scene.move(90)
    assert scene.position.stop_price == 81
    scene.venue.portion = lambda amount: amount
    scene.hold = True
    scene.move(81)
    scene.release()
    assert scene.status() is PositionStatus.CLOSED


@SIDES
@MARKETS
def test_the_stop_is_hit_by_the_last_price_at_or_beyond_it(
    side: Side, venue_market: Market
) -> None:
    scene = opened(plan(stop_loss=stop(percent(5))), side=side, market=venue_market)
    scene.favour("-4.99")
    assert scene.status() is PositionStatus.OPEN
    scene.favour(-5)
    assert scene.position.close_reason is CloseReason.STOP_LOSS
    order = scene.order(Purpose.STOP_LOSS)
    assert (order.amount, order.order_type, order.side) == (10, OrderType.MARKET, side.exit)


def test_a_gap_far_beyond_the_stop_exits_at_the_market() -> None:
    scene = opened(plan(dca_orders=(dca(percent(3)),), stop_loss=stop(price(95))))
    scene.move(50)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.realized_profit == 10 * -50 + 10 * (50 - 97)


@pytest.mark.parametrize("protection", [None, Protection.PRICE])
def test_without_a_price_nothing_is_hit(protection: Protection | None) -> None:
    loss = stop(
        percent(5),
        protection_type=protection,
        trailing_percentage=Decimal(10),
        trailing_distance=Decimal(5),
    )
    scene = opened(plan(stop_loss=loss))
    scene.last = None
    assert scene.look() == ()


# limit stops


LIMIT = {"order_type": StopOrderType.LIMIT}


@pytest.mark.parametrize(
    ("side", "level", "expected"),
    [
        (Side.LONG, percent(1), "94.05"),
        (Side.SHORT, percent(1), "106.05"),
        (Side.LONG, price("94.5"), "94.5"),
        (Side.SHORT, price("105.5"), "105.5"),
    ],
)
@MARKETS
def test_a_limit_stop_places_its_limit_order(
    side: Side, level: PriceLevel, expected: str, venue_market: Market
) -> None:
    scene = opened(
        plan(stop_loss=stop(percent(5), limit=level, **LIMIT)), side=side, market=venue_market
    )
    scene.hold = True
    scene.favour(-5)
    (order,) = scene.orders(Purpose.STOP_LOSS)
    assert (order.order_type, order.price) == (OrderType.LIMIT, Decimal(expected))
    scene.release()
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.STOP_LOSS


def test_a_limit_stop_that_does_not_fill_becomes_a_market_exit() -> None:
    scene = opened(plan(stop_loss=stop(price(95), limit=price(94), **LIMIT), limit_stop_timeout=7))
    scene.move(93)
    assert scene.ladder() == [("94", "10")]
    scene.wait(6.9)
    assert scene.ladder() == [("94", "10")]
    scene.wait(0.2)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.order(Purpose.STOP_LOSS).order_type is OrderType.MARKET
    assert scene.position.close_reason is CloseReason.STOP_LOSS


def test_a_limit_stop_beyond_the_emergency_price_becomes_a_market_exit_at_once() -> None:
    scene = opened(plan(stop_loss=stop(price(95), limit=price(94), emergency=price(90), **LIMIT)))
    scene.move(93)
    scene.move(90)
    assert scene.position.close_reason is CloseReason.EMERGENCY_STOP
    assert scene.position.realized_profit == -100


def test_a_partly_filled_limit_stop_sells_only_the_rest_at_market() -> None:
    scene = opened(plan(stop_loss=stop(price(95), limit=price(94), **LIMIT)))
    scene.move(93)
    scene.venue.portion = lambda _: Decimal(4)
    scene.move(94)
    scene.venue.portion = lambda amount: amount
    scene.move(93)
    scene.wait(10)
    assert scene.order(Purpose.STOP_LOSS).amount == 6
    assert scene.position.realized_profit == -4 * 6 - 6 * 7


def test_a_limit_stop_recovers_by_its_own_order() -> None:
    scene = opened(plan(stop_loss=stop(price(95), limit=price(94), **LIMIT)))
    scene.move(93)
    scene.move(96)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.realized_profit == -60


@pytest.mark.parametrize(
    ("level", "expected"),
    [
        (price("94.5"), "100.5"),  # stop 95, so half a coin below it
        (percent(1), "99.99"),  # 101 - 1 %
    ],
)
def test_a_limit_stop_keeps_its_gap_when_it_moves(level: PriceLevel, expected: str) -> None:
    scene = opened(
        plan(
            take_profit=(target(percent(10), 50), target(percent(20), 50)),
            stop_loss=stop(price(95), limit=level, protection_type=Protection.BREAK_EVEN, **LIMIT),
            break_even_offset=Decimal(1),
        )
    )
    scene.move(110)
    assert scene.position.stop_price == 101
    assert scene.position.stop_limit == Decimal(expected)


def test_a_limit_stop_keeps_its_gap_when_it_follows_the_average_entry() -> None:
    scene = opened(
        plan(
            dca_orders=(dca(percent(10)),),
            stop_loss=stop(percent(20), limit=price(79), **LIMIT),
        )
    )
    scene.move(90)
    assert (scene.position.stop_price, scene.position.stop_limit) == (76, 75)


def test_a_limit_stop_without_a_limit_exits_at_market() -> None:
    scene = opened(plan(stop_loss=stop(price(95), **LIMIT)))
    scene.move(95)
    assert scene.order(Purpose.STOP_LOSS).order_type is OrderType.MARKET


# together with other exits


def test_the_stop_watches_on_during_a_limit_close() -> None:
    scene = opened(plan(stop_loss=stop(percent(5))))
    scene.tell(Close(reason=CloseReason.SIGNAL, order_type=OrderType.LIMIT, price=Decimal(105)))
    assert scene.ladder() == [("105", "10")]
    scene.move(95)
    assert scene.position.close_reason is CloseReason.STOP_LOSS


def test_a_hit_stop_is_hit_once() -> None:
    scene = opened(plan(stop_loss=stop(percent(5))))
    scene.hold = True
    scene.move(95)
    scene.move(50)
    scene.wait(100)
    assert len(scene.happened(CloseRequested)) == 1
    assert len(scene.sent) == 1


def test_no_stop_means_none() -> None:
    scene = opened(plan())
    scene.move(1)
    scene.wait(10000)
    assert scene.status() is PositionStatus.OPEN
