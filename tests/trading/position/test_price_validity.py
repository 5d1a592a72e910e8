"""A price judges a position only if it is not older than what is known of it."""

from datetime import timedelta
from decimal import Decimal

import pytest

from custom_components.tradehook.trading.model.facts import CloseRequested, StopArmed
from custom_components.tradehook.trading.model.inputs import CandleClose, MarketContext, Reevaluate
from custom_components.tradehook.trading.model.market import Quote, Side
from custom_components.tradehook.trading.model.sections import OrderType, Protection, TimeFrame
from custom_components.tradehook.trading.position.decide import decide
from custom_components.tradehook.trading.position.price_validity import (
    Moment,
    inflight_orders,
    is_older,
    is_watching,
)
from tests.trading.scene import LINEAR, START, Scene, dca, opened, percent, plan, stop, target

SOON = START + timedelta(seconds=1)


def quote(heard: float, stamp: float | None = None) -> Quote:
    """Return a price that was heard, and stamped, so many seconds after the start."""
    at = None if stamp is None else START + timedelta(seconds=stamp)
    return Quote(last=Decimal(1), bid=Decimal(1), ask=Decimal(1), at=START, heard=heard, stamp=at)


def known(heard: float, stamp: float | None = None) -> Moment:
    """Return the moment of a report."""
    at = None if stamp is None else START + timedelta(seconds=stamp)
    return Moment(heard=heard, stamp=at)


@pytest.mark.parametrize(
    ("price", "report", "older"),
    [
        (quote(5), known(4), False),
        (quote(4), known(4), False),
        (quote(3), known(4), True),
        (quote(5, 8), known(4, 7), False),
        (quote(5, 7), known(4, 7), False),
        (quote(5, 6), known(4, 7), True),
        (quote(3, 8), known(4, 7), True),
        (quote(5, 6), known(4), False),
        (quote(5), known(4, 900), False),
    ],
)
def test_older_is_what_was_heard_or_stamped_earlier_and_clocks_are_never_mixed(
    price: Quote, report: Moment, older: bool
) -> None:
    assert is_older(price, report) is older


def test_the_latest_of_several_reports_counts_by_each_clock_for_itself() -> None:
    assert known(1, 9).latest(known(2, 8)) == known(2, 9)
    assert known(1).latest(known(0, 8)) == known(1, 8)
    assert known(1).latest(None) == known(1)


def held(**changes: object) -> Scene:
    """Return a position of 10 at 100 with a stop at 98."""
    return opened(plan(**({"stop_loss": stop(percent(2))} | changes)), market=LINEAR)


def judged(scene: Scene, last: str, *, may_judge: bool) -> tuple[object, ...]:
    """Return what follows when a position looks at a price."""
    price = Decimal(last)
    situation = MarketContext(
        market=scene.market,
        quote=Quote(last=price, bid=price, ask=price, at=SOON),
        now=SOON,
        may_judge=may_judge,
        candles={60: CandleClose(at=SOON, price=None)},
    )
    return decide(scene.position, Reevaluate(), situation)


TRIGGERS = {
    "stop": ({}, "97"),
    "emergency stop": (
        {
            "stop_loss": stop(
                percent(2),
                emergency=percent(4),
                cool_down_amount=60,
                cool_down_time_frame=TimeFrame.SECOND,
            )
        },
        "95",
    ),
    "trailing stop that arms": (
        {
            "stop_loss": stop(
                percent(2),
                protection_type=Protection.PRICE,
                trailing_percentage=Decimal(1),
                trailing_distance=Decimal(1),
            )
        },
        "102",
    ),
    "trailing target": ({"take_profit": (target(percent(1), 100, "0.5"),)}, "102"),
}


@pytest.mark.parametrize(("changes", "last"), TRIGGERS.values(), ids=TRIGGERS)
def test_no_trigger_compares_a_price_that_is_older_than_what_is_known(
    changes: dict[str, object], last: str
) -> None:
    scene = held(**changes)
    assert judged(scene, last, may_judge=False) == ()
    assert judged(scene, last, may_judge=True) != ()


def ladder(price: str) -> Scene:
    """Return a position with a stop at 97 whose DCA order rests at a price."""
    return held(stop_loss=stop(percent(3)), dca_orders=(dca(percent(str(100 - Decimal(price)))),))


def at(scene: Scene, last: str) -> MarketContext:
    """Return the world when a position looks at a price."""
    price = Decimal(last)
    return MarketContext(
        market=scene.market, quote=Quote(last=price, bid=price, ask=price, at=SOON), now=SOON
    )


@pytest.mark.parametrize(
    ("rests_at", "last", "asks"),
    [("98", "96.9", True), ("96.95", "96.9", True), ("96.5", "96.9", False), ("98", "97.5", False)],
    ids=["above the stop", "between stop and price", "below the price", "no stop is hit"],
)
def test_a_hit_stop_asks_for_the_orders_that_rest_before_the_price(
    rests_at: str, last: str, asks: bool
) -> None:
    scene = ladder(rests_at)
    assert bool(inflight_orders(scene.position, at(scene, last))) is asks


def test_short_positions_ask_for_what_rests_above_their_entry() -> None:
    scene = opened(
        plan(stop_loss=stop(percent(3)), dca_orders=(dca(percent(2)),)),
        market=LINEAR,
        side=Side.SHORT,
    )
    assert [order.price for order in inflight_orders(scene.position, at(scene, "103.5"))] == [102]
    assert inflight_orders(scene.position, at(scene, "102.5")) == ()


def test_a_close_that_is_under_way_waits_for_no_reports() -> None:
    scene = ladder("98")
    scene.hold = True
    scene.last = Decimal("96.9")
    scene.look()
    assert scene.happened(CloseRequested)
    assert inflight_orders(scene.position, at(scene, "96.9")) == ()


def test_only_what_waits_for_a_price_is_watched() -> None:
    assert is_watching(held().position)
    assert is_watching(held(stop_loss=None, take_profit=(target(percent(1), 100, "1"),)).position)
    assert not is_watching(held(stop_loss=None, take_profit=(target(percent(1)),)).position)
    waiting = opened(
        plan(order_type=OrderType.LIMIT, signal_price=Decimal(90), stop_loss=stop(percent(2)))
    )
    assert not is_watching(waiting.position)
    assert held().happened(StopArmed)
