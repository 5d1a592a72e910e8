"""A change never loses what has filled, nor what a protection has reached."""

from dataclasses import replace
from decimal import Decimal

import pytest

from custom_components.tradehook.trading.admission.changes.modify_exits import read_changes
from custom_components.tradehook.trading.model.facts import (
    CancelIntended,
    CloseReason,
    PositionStatus,
    StopArmed,
)
from custom_components.tradehook.trading.model.inputs import Reevaluate
from custom_components.tradehook.trading.model.market import Market, Side
from custom_components.tradehook.trading.model.order import Purpose
from custom_components.tradehook.trading.model.sections import Protection, TakeProfit, TimeFrame
from custom_components.tradehook.trading.position.decide import decide, price_band
from custom_components.tradehook.trading.position.evolve.apply import fold
from custom_components.tradehook.trading.reasons.reasons import Refused
from tests.trading.scene import LINEAR, SPOT, Scene, dca, opened, percent, plan, price, stop, target

SIDES = pytest.mark.parametrize("side", list(Side))
MARKETS = pytest.mark.parametrize("venue_market", [SPOT, LINEAR], ids=["spot", "linear"])
TP = Purpose.TAKE_PROFIT
THREE = (target(percent(1), 30), target(percent(2), 30), target(percent(3), 40))
TRAILING_STOP = stop(
    percent(5),
    protection_type=Protection.PRICE,
    trailing_percentage=Decimal(1),
    trailing_distance=Decimal(2),
)
TRAILING = {
    "protection_type": "PRICE",
    "trailing_percentage": 1,
    "trailing_distance": 2,
    "stop_percentage": 5,
}


def rows(*targets: TakeProfit) -> list[dict[str, object]]:
    """Return targets as a person's change spells them."""
    found = []
    for row in targets:
        name = "price_percentage" if row.level.price is None else "price"
        shown: dict[str, object] = {
            name: str(row.level.percentage or row.level.price),
            "position_percentage": str(row.position_percentage),
        }
        if row.trailing_distance:
            shown["trailing_distance"] = str(row.trailing_distance)
        found.append(shown)
    return found


def change(scene: Scene, **changes: object) -> None:
    """Change the exits as a person does."""
    scene.tell(read_changes(changes, scene.position, scene.situation()))


def refused(scene: Scene, **changes: object) -> tuple[str, int, list[str]]:
    """Return code, status and paths of a change that is refused."""
    before = scene.position
    with pytest.raises(Refused) as found:
        change(scene, **changes)
    assert scene.position is before
    refusal = found.value.refusal
    return found.value.code, refusal.status, [error.path for error in refusal.errors]


# targets


@SIDES
@MARKETS
def test_a_target_that_has_filled_is_not_sold_again_by_a_change(
    side: Side, venue_market: Market
) -> None:
    """1 %/30, 2 %/30, 3 %/40: the first fills, the price falls back, the second moves to 2.5 %."""
    scene = opened(plan(take_profit=THREE), side=side, market=venue_market)
    scene.favour(1)
    scene.favour("0.5")
    change(scene, take_profit=rows(THREE[0], target(percent("2.5"), 30), THREE[2]))
    assert [row.done for row in scene.position.targets] == [True, False, False]
    assert sorted(row.remaining for row in scene.orders(TP)) == [3, 4]
    scene.favour("1.5")
    assert scene.position.size == 7
    scene.favour("2.5")
    assert scene.position.size == 4
    scene.favour(3)
    assert scene.status() is PositionStatus.CLOSED


@SIDES
def test_a_change_is_possible_while_the_market_is_beyond_what_has_filled(side: Side) -> None:
    scene = opened(plan(take_profit=THREE), side=side)
    scene.favour("1.2")
    change(scene, take_profit=rows(THREE[0], target(percent("2.5"), 30), THREE[2]))
    assert scene.position.size == 7
    assert scene.position.targets[1].price == scene.at("2.5")


@pytest.mark.parametrize("sent", [(THREE[0],), ()], ids=["named", "left out"])
def test_levels_that_have_filled_keep_their_shares_named_or_not(
    sent: tuple[TakeProfit, ...],
) -> None:
    scene = opened(plan(take_profit=THREE))
    scene.move(101)
    change(scene, take_profit=rows(*sent, target(percent(4), 40)))
    # 30 % have filled and 40 % were sent: a runner of 30 % is left.
    assert [(row.done, row.share) for row in scene.position.targets] == [(True, 30), (False, 40)]
    assert scene.ladder(TP) == [("104", "4")]
    scene.move(104)
    assert (scene.status(), scene.position.size) == (PositionStatus.OPEN, 3)


def test_a_runner_exists_only_if_what_is_done_and_sent_is_less_than_everything() -> None:
    scene = opened(plan(take_profit=THREE))
    scene.move(101)
    change(scene, take_profit=rows(target(percent(4), "69.9")))
    assert scene.ladder(TP) == [("104", "7")]
    change(scene, take_profit=rows(target(percent(5), 50), target(percent(6), 50)))
    assert scene.ladder(TP) == [("105", "3.5"), ("106", "3.5")]


def test_a_filled_level_that_does_not_lead_is_open_again() -> None:
    scene = opened(plan(take_profit=THREE))
    scene.move(101)
    scene.move("100.5")
    change(scene, take_profit=rows(THREE[1], THREE[0]))
    assert [row.share for row in scene.position.targets] == [30, 30, 30]
    assert [row.done for row in scene.position.targets] == [True, False, False]


@SIDES
def test_a_new_level_that_the_market_has_reached_is_refused_by_its_index(side: Side) -> None:
    scene = opened(plan(take_profit=THREE), side=side)
    scene.favour("1.2")
    near = rows(THREE[0], target(percent("1.1"), 30), THREE[2])
    path = ["take_profit[1].price_percentage"]
    assert refused(scene, take_profit=near) == ("exits_already_passed", 409, path)
    again = rows(target(percent("1.0"), 31), THREE[1])
    assert refused(scene, take_profit=again)[2] == ["take_profit[0].price_percentage"]


def test_what_is_as_before_is_not_touched_on_the_venue() -> None:
    scene = opened(plan(take_profit=THREE))
    change(scene, take_profit=rows(*THREE))
    assert not scene.happened(CancelIntended)
    change(scene, take_profit=rows(THREE[0], target(percent("2.5"), 30), THREE[2]))
    assert len(scene.happened(CancelIntended)) == 1


def test_a_level_that_has_filled_in_part_sells_only_what_is_left_of_it() -> None:
    scene = opened(plan(take_profit=THREE))
    scene.venue.portion = lambda _: Decimal(2)
    scene.move(101)
    scene.venue.portion = lambda amount: amount
    scene.move("100.5")
    change(scene, take_profit=rows(THREE[0], target(percent("2.5"), 30), THREE[2]))
    assert sorted(scene.ladder(TP)) == [("101", "1"), ("102.5", "3"), ("103", "4")]


def test_what_a_level_has_sold_that_is_no_more_leaves_no_larger_runner() -> None:
    scene = opened(plan(take_profit=THREE))
    scene.venue.portion = lambda _: Decimal(2)
    scene.move(101)
    scene.venue.portion = lambda amount: amount
    change(scene, take_profit=rows(target(percent(5), 40)))
    assert scene.ladder(TP) == [("105", "4")]
    scene.move(105)
    assert scene.position.size == 4


def test_an_armed_trailing_target_stays_armed_with_its_peak() -> None:
    targets = (target(percent(1), 50), target(percent(2), 50, trailing="1"))
    scene = opened(plan(take_profit=targets))
    scene.move(104)
    change(scene, take_profit=rows(targets[0], target(percent(2), 50, trailing="0.5")))
    last = scene.position.targets[-1]
    assert (last.trailing, last.best) == (True, 104)
    scene.move("103.4")
    assert scene.position.close_reason is CloseReason.TAKE_PROFIT


def test_following_targets_counts_those_that_have_filled() -> None:
    follow = stop(percent(5), protection_type=Protection.FOLLOW_TAKE_PROFIT)
    scene = opened(plan(take_profit=THREE, stop_loss=follow))
    scene.move(101)
    assert scene.position.stop_price == 100
    change(scene, take_profit=rows(target(percent(4), 30)))  # one more is enough: two in all
    assert scene.position.stop_price == 100
    scene.move(104)
    assert scene.position.stop_price == 101


# the stop


@SIDES
def test_a_tighter_distance_counts_from_the_peak(side: Side) -> None:
    scene = opened(plan(stop_loss=TRAILING_STOP), side=side)
    scene.favour(2)
    scene.favour("1.8")
    change(scene, stop_loss=TRAILING | {"trailing_distance": "0.5"})
    exact = scene.at(2) * (100 - side.sign * Decimal("0.5")) / 100
    assert scene.position.stop_price == scene.market.stop_price(side, exact)
    assert scene.position.best_price == scene.at(2)
    assert scene.position.protection_armed


def test_a_wider_distance_never_gives_a_looser_stop() -> None:
    scene = opened(plan(stop_loss=TRAILING_STOP))
    scene.move(110)
    reached = scene.position.stop_price
    change(scene, stop_loss=TRAILING | {"trailing_distance": "5"})
    assert scene.position.stop_price == reached
    scene.move(120)
    assert scene.position.stop_price == 114


def test_a_distance_whose_stop_lies_beyond_the_market_waits() -> None:
    scene = opened(plan(stop_loss=TRAILING_STOP))
    scene.move(110)
    scene.move(109)
    change(scene, stop_loss=TRAILING | {"trailing_distance": "0.1"})
    waiting = scene.position.waiting
    assert waiting is not None
    assert (scene.position.stop_price, waiting.stop) == (Decimal("107.8"), Decimal("109.89"))
    scene.move(110)
    assert scene.position.stop_price == Decimal("109.89")


@SIDES
def test_a_change_that_would_sell_at_once_at_the_kept_stop_is_refused(side: Side) -> None:
    """A trailing stop was hit and waits for its cool-down: without one it would be over now."""
    waits = replace(TRAILING_STOP, cool_down_amount=60, cool_down_time_frame=TimeFrame.SECOND)
    scene = opened(plan(take_profit=THREE, stop_loss=waits), side=side)
    scene.favour("0.9")
    scene.favour("1.5")
    scene.favour("-1")
    assert scene.position.cool_down_until is not None
    follow = {"stop_percentage": 5, "protection_type": "FOLLOW_TAKE_PROFIT"}
    passed = ("exits_already_passed", 409, ["stop_loss"])
    assert refused(scene, stop_loss=follow) == passed
    assert refused(scene, stop_loss=TRAILING) == passed
    change(scene, stop_loss={"stop_percentage": 5})
    assert scene.status() is PositionStatus.OPEN


@SIDES
def test_a_tighter_distance_without_a_price_that_may_judge_waits_for_the_next(side: Side) -> None:
    """The price is older than a report; the next one moves the stop, whatever it is."""
    scene = opened(plan(stop_loss=TRAILING_STOP), side=side)
    scene.favour(2)
    scene.favour("1.8")
    before, tighter = scene.position.stop_price, TRAILING | {"trailing_distance": "0.5"}
    event = read_changes({"stop_loss": tighter}, scene.position, scene.situation())
    facts = decide(scene.position, event, replace(scene.situation(), may_judge=False))
    position = fold([*scene.facts, *facts])
    assert position.waiting is not None
    assert position.stop_price == before
    edge = price_band(position, scene.market)
    upper, lower = edge.upper, edge.lower
    assert scene.last is not None
    touched = scene.last >= upper if side is Side.LONG and upper else lower and scene.last <= lower
    assert touched, "the same price, told again, is looked at"
    (armed,) = decide(position, Reevaluate(), scene.situation())
    assert isinstance(armed, StopArmed)
    assert armed.price == position.waiting.stop


def test_another_protection_keeps_the_stop_that_was_reached() -> None:
    scene = opened(plan(take_profit=THREE, stop_loss=TRAILING_STOP))
    scene.move("102.5")
    reached = scene.position.stop_price
    change(scene, stop_loss={"stop_percentage": 5, "protection_type": "BREAK_EVEN"})
    assert scene.position.stop_price == reached == Decimal("100.45")


def test_an_explicit_stop_without_a_protection_replaces_both() -> None:
    scene = opened(plan(stop_loss=TRAILING_STOP))
    scene.move(110)
    change(scene, stop_loss={"stop_percentage": 7})
    assert (scene.position.stop_price, scene.position.protection_armed) == (93, False)
    scene.move(120)
    assert scene.position.stop_price == 93


@SIDES
@pytest.mark.parametrize("distance", [-1, -2])
def test_an_explicit_stop_beyond_the_market_is_refused(side: Side, distance: int) -> None:
    scene = opened(plan(stop_loss=stop(percent(5))), side=side)
    scene.favour(-2)
    given = {"stop_price": str(scene.at(distance))}
    found = refused(scene, stop_loss=given)
    assert found == ("exits_already_passed", 409, ["stop_loss.stop_price"])


def test_a_change_of_something_else_leaves_a_trailing_stop_alone() -> None:
    scene = opened(plan(stop_loss=TRAILING_STOP, take_profit=THREE))
    scene.move(102)
    reached = scene.position.stop_price
    change(scene, auto_close=9999)
    change(scene, take_profit=rows(THREE[0], target(percent(9), 70)))
    assert (scene.position.stop_price, scene.position.best_price) == (reached, 102)


def test_a_dca_order_of_a_changed_position_still_moves_its_open_targets() -> None:
    scene = opened(plan(take_profit=THREE, dca_orders=(dca(percent(10)),)))
    scene.move(101)
    change(scene, take_profit=rows(THREE[0], target(price(120), 70)))
    scene.move(90)
    assert scene.ladder(TP) == [("120", "17")]
