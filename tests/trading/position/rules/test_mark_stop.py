"""A stop is also hit by the mark price, in the last quarter of the way to the liquidation."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from custom_components.tradehook.trading.model.facts import (
    CancelIntended,
    CloseReason,
    CloseRequested,
    Fact,
    OrderIntended,
)
from custom_components.tradehook.trading.model.inputs import Reevaluate
from custom_components.tradehook.trading.model.market import MarkPrice, Side
from custom_components.tradehook.trading.model.order import Purpose
from custom_components.tradehook.trading.model.sections import OrderType, StopOrderType, TimeFrame
from custom_components.tradehook.trading.position.decide import decide, mark_price_band
from custom_components.tradehook.trading.position.evolve.apply import apply
from tests.trading.scene import LINEAR, Scene, opened, percent, plan, stop

SIDES = pytest.mark.parametrize("side", list(Side))


def held(side: Side = Side.LONG, **changes: object) -> Scene:
    """Return a position of 10 at 100 with a stop at 2 %."""
    fields = {"stop_loss": stop(percent(2)), "stop_on_mark": True} | changes
    return opened(plan(**fields), side=side, market=LINEAR)


def judged(
    scene: Scene, mark: str | None, liquidation: str | None = "-10", age: float = 0, last: str = "0"
) -> list[CloseRequested]:
    """Return the closes that follow; prices are percent in the position's favour of 100."""
    scene.last = scene.at(last)
    situation = replace(
        scene.situation(),
        mark=None
        if mark is None
        else MarkPrice(price=scene.at(mark), at=scene.now - timedelta(seconds=age)),
        liquidations={} if liquidation is None else {scene.side: scene.at(liquidation)},
    )
    facts: tuple[Fact, ...] = decide(scene.position, Reevaluate(), situation)
    return [fact for fact in facts if isinstance(fact, CloseRequested)]


@SIDES
@pytest.mark.parametrize(
    ("mark", "hit"),
    [
        ("0", False),
        ("-2", False),  # at the stop
        ("-7.99", False),  # beyond it, still more than a quarter of the way to go
        ("-8", True),
        ("-9.5", True),
        ("-10.5", True),  # beyond the liquidation: the venue may not have begun yet
    ],
)
def test_a_mark_in_the_last_quarter_before_the_liquidation_hits_the_stop(
    side: Side, mark: str, hit: bool
) -> None:
    closes = judged(held(side), mark)
    assert [close.reason for close in closes] == [CloseReason.STOP_LOSS] * hit
    if hit:
        assert closes[0].mark == held(side).at(mark)
        assert closes[0].order_type is OrderType.MARKET


@SIDES
@pytest.mark.parametrize(
    ("mark", "liquidation", "age"),
    [
        (None, "-10", 0),
        ("-9", None, 0),  # the venue tells none
        ("-9", "-10", 31),  # old is not now
        ("-1.9", "-1", 0),  # the liquidation lies before the stop: there is no way between them
    ],
)
def test_what_is_not_known_of_mark_and_liquidation_hits_nothing(
    side: Side, mark: str | None, liquidation: str | None, age: float
) -> None:
    assert judged(held(side), mark, liquidation, age) == []


def test_a_bot_may_leave_the_mark_out_and_positions_of_before_do() -> None:
    assert judged(held(stop_on_mark=False), "-9") == []
    assert not plan().stop_on_mark


@SIDES
def test_the_mark_waits_for_no_cool_down_no_candle_and_no_limit(side: Side) -> None:
    minute = {"cool_down_amount": 5, "cool_down_time_frame": TimeFrame.MINUTE}
    for more in (
        minute,
        {"order_type": StopOrderType.LIMIT, "limit": percent(1)},
        minute | {"emergency": percent(5)},
    ):
        scene = held(side, stop_loss=stop(percent(2), **more))
        (close,) = judged(scene, "-9")
        assert (close.reason, close.order_type) == (CloseReason.STOP_LOSS, OrderType.MARKET)
    only = held(side, stop_loss=stop(None, emergency=percent(2)))
    (close,) = judged(only, "-9")
    assert close.reason is CloseReason.EMERGENCY_STOP


@SIDES
def test_a_limit_stop_that_rests_becomes_a_market_exit_by_the_mark(side: Side) -> None:
    stop_loss = stop(percent(2), order_type=StopOrderType.LIMIT, limit=percent(1))
    scene = held(side, stop_loss=stop_loss)
    scene.venue.portion = lambda _amount: Decimal(0)
    scene.favour(-4)
    assert scene.position.stops_by_limit
    (close,) = judged(scene, "-9", last="-4")
    assert close.order_type is OrderType.MARKET


@SIDES
def test_what_the_last_price_hits_needs_no_mark(side: Side) -> None:
    (close,) = judged(held(side), "-9", last="-3")
    assert close.mark is None


@SIDES
def test_a_stop_on_the_venue_is_not_waited_for_when_the_mark_hits(side: Side) -> None:
    scene = opened(
        plan(stop_loss=stop(percent(2)), stop_on_mark=True),
        side=side,
        market=LINEAR,
        holds_stops=True,
    )
    assert scene.position.resting_stop is not None
    situation = replace(
        scene.situation(),
        mark=MarkPrice(price=scene.at(-9), at=scene.now),
        liquidations={side: scene.at(-10)},
    )
    facts = decide(scene.position, Reevaluate(), situation)
    (cancel,) = [fact for fact in facts if isinstance(fact, CancelIntended)]
    assert cancel.client_order_id == scene.position.resting_stop.client_order_id
    scene.hold = True
    for fact in facts:
        scene.position = apply(scene.position, fact)
    scene.facts += facts
    scene.venue.cancel(cancel.client_order_id)
    scene._hear()
    (sale,) = [fact.order for fact in scene.happened(OrderIntended)][-1:]
    assert (sale.purpose, sale.order_type, sale.trigger) == (
        Purpose.STOP_LOSS,
        OrderType.MARKET,
        None,
    )


@SIDES
def test_marks_beyond_the_stop_are_looked_at_and_no_others(side: Side) -> None:
    scene = held(side)
    edge = mark_price_band(scene.position, scene.market)
    assert (edge.lower, edge.upper)[side is Side.SHORT] == scene.at(-2)
    assert (edge.lower, edge.upper)[side is Side.LONG] is None
    off = held(side, stop_on_mark=False)
    assert mark_price_band(off.position, off.market) == mark_price_band(
        held(side, stop_loss=None).position, off.market
    )
