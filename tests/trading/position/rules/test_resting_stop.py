"""What rests on the venue of a stop, and where it locks coins."""

from dataclasses import replace
from decimal import Decimal

import pytest

from custom_components.tradehook.trading.model.facts import (
    CloseReason,
    OrderIntended,
    PositionStatus,
)
from custom_components.tradehook.trading.model.inputs import (
    Close,
    MarketContext,
    Modify,
    OrderExecution,
    Reduce,
    Reevaluate,
)
from custom_components.tradehook.trading.model.market import Market, Side
from custom_components.tradehook.trading.model.order import Order, OrderState, Purpose
from custom_components.tradehook.trading.model.sections import (
    CoolDownType,
    OrderType,
    StopLoss,
)
from custom_components.tradehook.trading.position.decide import decide
from custom_components.tradehook.trading.position.evolve.apply import apply_fact
from tests.trading.scene import (
    LINEAR,
    SPOT,
    Scene,
    opened,
    percent,
    plan,
    stop,
    target,
)

from .resting_scenes import LIMIT, MARKETS, SIDES, TRAILING, held, resting, stops_sent

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
