"""A stop that rests follows its position: larger, smaller, tighter, looser."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

import pytest

from custom_components.tradehook.trading.model.facts import (
    CancelIntended,
    OrderIntended,
    PositionStatus,
)
from custom_components.tradehook.trading.model.inputs import (
    Increase,
    Modify,
    Reduce,
)
from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.model.order import Purpose
from custom_components.tradehook.trading.position.decide import decide
from custom_components.tradehook.trading.position.rules.resting_stop import kept
from tests.trading.scene import (
    LINEAR,
    SPOT,
    Scene,
    dca,
    percent,
    plan,
    price,
    stop,
    target,
)

from .resting_scenes import SIDES, TRAILING, held, resting, stops_sent

# how it follows


def test_a_filled_dca_order_is_covered_at_once() -> None:
    scene = held(plan(dca_orders=(dca(percent(4)),), stop_loss=stop(price(90))))
    scene.move(96)
    assert resting(scene) == [("90", "20")]


@pytest.mark.parametrize("share", [30, 100])
def test_a_filled_target_makes_it_smaller(share: int) -> None:
    opening = plan(
        take_profit=(target(percent(1), 30), target(percent(2), share - 30))
        if share > 30
        else (target(percent(1), 30),),
        stop_loss=stop(percent(5)),
    )
    scene = held(opening)
    assert resting(scene) == [("95", "10")]
    assert scene.ladder(Purpose.TAKE_PROFIT)[0] == ("101", "3")
    scene.favour(1)
    assert resting(scene) == [("95", "7")]


def test_on_perpetuals_the_new_one_rests_before_the_old_one_goes() -> None:
    scene = held(plan(stop_loss=stop(percent(5))))
    (first,) = stops_sent(scene)
    scene.hold = True
    scene.tell(Reduce(amount=Decimal(4)))
    scene.send_next()  # the reduction
    (second,) = scene.sent
    assert scene.cancels == []
    assert scene.position.resting_stop == scene.position.orders[first.client_order_id]
    scene.send_next()
    assert scene.cancels == [first.client_order_id]
    assert scene.position.resting_stop == scene.position.orders[second.client_order_id]
    scene.release()
    assert resting(scene) == [("95", "6")]


def test_of_two_that_rest_and_do_not_fit_the_newer_one_stays() -> None:
    """It happens when a cancel has failed; the older one fits even less."""
    scene = held(plan(stop_loss=stop(percent(5))))
    older = scene.position.resting_stop
    assert older is not None
    newer = replace(older, client_order_id="newer", trigger=Decimal(96))
    position = replace(
        scene.position,
        size=Decimal(12),
        orders={**scene.position.orders, newer.client_order_id: newer},
    )
    facts = kept(position, scene.situation())
    assert [fact.client_order_id for fact in facts if isinstance(fact, CancelIntended)] == [
        older.client_order_id
    ]


def test_on_spot_the_old_one_goes_before_the_new_one_comes() -> None:
    scene = held(plan(dca_orders=(dca(percent(4)),), stop_loss=stop(price(90))), SPOT)
    (first,) = stops_sent(scene)
    scene.hold = True
    scene.move(96)
    assert (scene.cancels, scene.sent) == ([first.client_order_id], [])
    scene.cancel_next()
    assert [order.amount for order in scene.sent] == [20]
    scene.release()
    assert resting(scene) == [("90", "20")]


def change_size(scene: Scene) -> None:
    scene.tell(Reduce(amount=Decimal(4)))
    scene.send_next()


def tighten(scene: Scene) -> None:
    scene.tell(Modify(stop_loss=stop(percent(4)), replace_stop_loss=True))
    scene.wait(5)


@SIDES
@pytest.mark.parametrize("change", [change_size, tighten])
def test_where_positions_share_one_of_the_venue_two_stops_never_rest(
    change: Callable[[Scene], None], side: Side
) -> None:
    """Both would be carried out by a price that passes both: of the other position's part, too."""
    scene = held(plan(stop_loss=stop(percent(5))), side=side)
    scene.venue.beside = Decimal(10)
    (first,) = stops_sent(scene)
    scene.hold = True
    change(scene)
    assert (scene.cancels, scene.sent) == ([first.client_order_id], [])
    scene.cancel_next()
    (second,) = scene.sent
    scene.send_next()
    assert [lot.order for lot in scene.venue.open_lots()] == [second]
    scene.venue.tick(scene.at(-20), scene.now)
    assert scene.venue.position == 0


def test_a_stop_that_was_hit_before_it_could_be_cancelled_is_the_only_one() -> None:
    scene = held(plan(stop_loss=stop(percent(5))))
    scene.venue.beside = Decimal(10)
    scene.hold = True
    tighten(scene)
    scene.venue.tick(Decimal(90), scene.now)
    scene.release()
    assert scene.venue.position == 0
    assert (scene.position.status, scene.sent) == (PositionStatus.CLOSED, [])


def test_nothing_is_placed_while_the_last_one_is_on_its_way() -> None:
    scene = held(plan(stop_loss=stop(percent(5))))
    scene.hold = True
    scene.tell(Modify(stop_loss=stop(percent(6)), replace_stop_loss=True))
    scene.tell(Modify(stop_loss=stop(percent(7)), replace_stop_loss=True))
    assert [order.trigger for order in scene.sent] == [94]
    scene.release()
    assert resting(scene) == [("93", "10")]


def test_a_stop_that_only_gets_tighter_is_followed_in_its_own_time() -> None:
    scene = held(plan(stop_loss=stop(percent(5), **TRAILING)))
    scene.wait(1)
    for last in (102, 103, 104):
        scene.move(last)
    assert scene.position.stop_price == Decimal("101.92")
    assert resting(scene) == [("95", "10")]
    scene.wait(4)
    assert resting(scene) == [("101.92", "10")]


def test_a_stop_that_trails_for_long_is_followed_ever_more_slowly() -> None:
    scene = held(plan(stop_loss=stop(percent(5), **TRAILING)))
    for step in range(40):
        scene.favour(Decimal(2) + Decimal(step) / 10)
        scene.wait(5)
    sent = stops_sent(scene)
    waits = [after.created_at - before.created_at for before, after in pairwise(sent)]
    assert set(waits[:19]) == {timedelta(seconds=5)}
    assert set(waits[19:]) == {timedelta(seconds=10)}


def test_a_stop_that_is_loosened_is_followed_at_once() -> None:
    scene = held(plan(stop_loss=stop(percent(5))))
    scene.tell(Modify(stop_loss=stop(percent(8)), replace_stop_loss=True))
    assert resting(scene) == [("92", "10")]


def test_a_position_that_grows_is_covered_at_once_although_its_stop_is_tighter() -> None:
    scene = held(plan(stop_loss=stop(percent(5))))
    scene.move(102)
    scene.tell(Increase(amount=Decimal(10)))
    assert scene.position.average_entry == 101
    assert resting(scene) == [("95.95", "20")]


@pytest.mark.parametrize(("amount", "rests"), [("0.001", True), ("0.0009", False)])
def test_the_smallest_amount_of_the_market_still_rests(amount: str, rests: bool) -> None:
    scene = held(plan(stop_loss=stop(percent(5))), replace(LINEAR, min_amount=Decimal("0.001")))
    scene.tell(Modify(stop_loss=None, replace_stop_loss=True))
    scene.position = replace(scene.position, size=Decimal(amount))
    loss = Modify(stop_loss=stop(percent(5)), replace_stop_loss=True)
    facts = decide(scene.position, loss, scene.situation())
    assert any(isinstance(fact, OrderIntended) for fact in facts) is rests


def test_a_stop_that_is_removed_rests_no_more() -> None:
    scene = held(plan(stop_loss=stop(percent(5))))
    scene.tell(Modify(stop_loss=None, replace_stop_loss=True))
    assert resting(scene) == []
    assert scene.status() is PositionStatus.OPEN


def test_what_the_venue_no_longer_takes_rests_no_more() -> None:
    scene = held(plan(stop_loss=stop(percent(5))))
    scene.holds_stops = False
    scene.look()
    assert resting(scene) == []
