"""A protection never puts the stop on the wrong side of the market: it waits until it may."""

from datetime import timedelta
from decimal import Decimal

import pytest

from custom_components.tradehook.trading.admission.changes.modify_exits import read_changes
from custom_components.tradehook.trading.model.facts import PositionStatus, StopCause, StopWaits
from custom_components.tradehook.trading.model.inputs import Increase, Modify
from custom_components.tradehook.trading.model.market import Market, Side
from custom_components.tradehook.trading.model.order import Purpose
from custom_components.tradehook.trading.model.sections import OrderType, Protection, StopLoss
from custom_components.tradehook.trading.position.evolve.apply import fold
from tests.trading.scene import (
    LINEAR,
    SPOT,
    START,
    Scene,
    dca,
    opened,
    percent,
    plan,
    price,
    stop,
    target,
)

SIDES = pytest.mark.parametrize("side", list(Side))
MARKETS = pytest.mark.parametrize("venue_market", [SPOT, LINEAR], ids=["spot", "linear"])
BREAK_EVEN = {"protection_type": Protection.BREAK_EVEN}
FOLLOW = {"protection_type": Protection.FOLLOW_TAKE_PROFIT}
TICK = Decimal("0.01")


def beyond_its_target(
    side: Side = Side.LONG, market: Market = LINEAR, stop_loss: StopLoss | None = None
) -> Scene:
    """Return a scene whose first target (at 1 %) has filled, with break even at 3 % in profit."""
    scene = opened(
        plan(
            take_profit=(target(percent(1), 50), target(percent(30), 50)),
            stop_loss=stop(percent(5), **BREAK_EVEN) if stop_loss is None else stop_loss,
            break_even_offset=Decimal(3),
            dca_orders=(dca(percent(4)),),
        ),
        side=side,
        market=market,
    )
    scene.favour(1)
    return scene


def waits_for(scene: Scene) -> Decimal | None:
    waiting = scene.position.waiting
    return None if waiting is None else waiting.stop


@SIDES
@MARKETS
def test_a_protection_never_puts_the_stop_on_the_wrong_side_of_the_market(
    side: Side, venue_market: Market
) -> None:
    scene = beyond_its_target(side, venue_market)
    assert scene.status() is PositionStatus.OPEN
    assert scene.position.stop_price == scene.at(-5)
    assert scene.position.size == 5
    assert waits_for(scene) == scene.at(3)


@SIDES
def test_a_waiting_protection_arms_at_the_first_price_that_allows_it(side: Side) -> None:
    scene = beyond_its_target(side)
    scene.move(scene.at(3) + side.sign * TICK)  # within a tick of it
    assert scene.position.stop_price == scene.at(-5)
    assert not scene.position.protection_armed
    scene.move(scene.at(3) + side.sign * 2 * TICK)
    assert scene.position.stop_price == scene.at(3)
    assert scene.position.protection_armed
    assert scene.position.waiting is None
    scene.favour(3)
    assert scene.status() is PositionStatus.CLOSED


def test_what_waits_says_since_when_and_outlives_a_restart() -> None:
    scene = beyond_its_target()
    scene.now += timedelta(hours=2)
    scene.look()
    again = fold(scene.facts).waiting
    assert again is not None
    assert (again.stop, again.since, again.why) == (103, START, StopCause.BREAK_EVEN)
    assert len(scene.happened(StopWaits)) == 1


def test_the_present_stop_works_while_its_protection_waits() -> None:
    scene = beyond_its_target()
    scene.move(95)
    assert scene.status() is PositionStatus.CLOSED


def test_waiting_cancels_unfilled_entries_as_arming_does() -> None:
    scene = beyond_its_target()
    assert not scene.orders(Purpose.DCA)
    assert scene.position.dca_cancelled
    assert scene.position.cancel_reason == "protection"


def test_a_protection_may_wait_where_there_is_no_stop() -> None:
    scene = beyond_its_target(stop_loss=stop(None, **BREAK_EVEN))
    assert scene.position.stop_price is None
    assert waits_for(scene) == 103
    scene.move(104)
    assert scene.position.stop_price == 103


def test_a_protection_waits_for_a_price_where_none_is_known() -> None:
    scene = opened(
        plan(
            take_profit=(target(percent(1), 50), target(percent(30), 50)),
            stop_loss=stop(percent(5), **BREAK_EVEN),
        )
    )
    scene.last = None
    scene.venue.tick(Decimal(101), scene.now)
    scene._hear()
    assert (scene.position.stop_price, waits_for(scene)) == (95, 100)
    scene.move(101)
    assert (scene.position.stop_price, waits_for(scene)) == (100, None)


@SIDES
def test_a_waiting_follow_sets_the_tightest_step_that_the_market_allows(side: Side) -> None:
    scene = opened(
        plan(
            take_profit=tuple(target(percent(10 * number), 25) for number in range(1, 5)),
            stop_loss=stop(percent(5), **FOLLOW),
        ),
        side=side,
    )
    scene.hold = True
    scene.venue.tick(scene.at(30), scene.now)
    scene.last = scene.at(15)  # three targets filled in a wick
    scene._hear()
    assert scene.position.stop_price == scene.at(10)
    assert waits_for(scene) == scene.at(20)
    assert scene.position.protection_armed
    scene.release()
    scene.favour(19)
    assert scene.position.stop_price == scene.at(10)
    scene.favour(21)
    assert scene.position.stop_price == scene.at(20)
    assert waits_for(scene) is None


def test_a_follow_that_waits_goes_through_its_steps_one_by_one() -> None:
    scene = opened(
        plan(
            take_profit=tuple(target(percent(10 * number), 25) for number in range(1, 5)),
            stop_loss=stop(percent(50), **FOLLOW),
        ),
    )
    scene.hold = True
    scene.venue.tick(Decimal(130), scene.now)
    scene.last = Decimal(90)
    scene._hear()
    scene.release()
    seen = []
    for last in (90, 101, 111, 121):
        scene.move(last)
        seen.append((scene.position.stop_price, waits_for(scene)))
    assert seen == [(50, 100), (100, 110), (110, 120), (120, None)]


@SIDES
def test_a_trailing_stop_within_a_tick_of_the_market_waits_too(side: Side) -> None:
    scene = opened(
        plan(
            stop_loss=stop(
                percent(5),
                protection_type=Protection.PRICE,
                trailing_percentage=Decimal(1),
                trailing_distance=Decimal("0.001"),
            )
        ),
        side=side,
    )
    scene.favour(2)
    assert scene.status() is PositionStatus.OPEN
    assert scene.position.stop_price == scene.at(-5)
    first = waits_for(scene)
    assert first is not None
    assert abs(first - scene.at(2)) <= TICK
    scene.favour(3)
    assert scene.position.stop_price == first
    assert scene.status() is PositionStatus.OPEN


def test_break_even_that_waits_follows_the_average_entry() -> None:
    scene = beyond_its_target()
    scene.tell(Increase(amount=Decimal(5), order_type=OrderType.MARKET))
    assert scene.position.average_entry == Decimal("100.5")
    assert waits_for(scene) == Decimal("103.52")
    waiting = scene.position.waiting
    assert waiting is not None
    assert waiting.since == START


def test_break_even_that_has_armed_follows_the_average_entry() -> None:
    two = (target(percent(10), 50), target(percent(20), 50))
    scene = opened(plan(take_profit=two, stop_loss=stop(percent(20), **BREAK_EVEN)))
    scene.move(110)
    assert scene.position.stop_price == 100
    scene.tell(Increase(amount=Decimal(5), order_type=OrderType.LIMIT, price=Decimal("100.5")))
    scene.move("100.5")
    assert scene.position.average_entry == Decimal("100.25")
    assert (scene.position.stop_price, waits_for(scene)) == (Decimal("100.25"), None)


def test_a_new_stop_ends_what_waits() -> None:
    scene = beyond_its_target()
    scene.tell(Modify(stop_loss=stop(price(90)), replace_stop_loss=True))
    assert (scene.position.stop_price, waits_for(scene)) == (90, None)


@SIDES
def test_a_person_s_break_even_waits_keeps_entries_and_moves_the_stop_once_allowed(
    side: Side,
) -> None:
    """It fixes the stop there, as it does at once where the market allows it."""
    opening = plan(stop_loss=stop(percent(5)), dca_orders=(dca(percent(3), 100),))
    scene = opened(opening, side=side)
    scene.favour(-1)
    scene.tell(read_changes({"stop_loss": "break_even"}, scene.position, scene.situation()))
    waiting = scene.position.waiting
    assert waiting is not None
    assert (waiting.stop, waiting.why) == (Decimal(100), StopCause.MODIFIED)
    assert scene.position.stop_price == scene.at(-5)
    assert scene.orders(Purpose.DCA), "only a protection ends what is still to be bought"
    scene.favour("0.01")
    assert scene.position.waiting is not None, "a tick away is too near"
    scene.favour("0.5")
    assert scene.position.waiting is None
    assert scene.position.stop_price == 100
    assert not scene.position.is_protected
    assert scene.orders(Purpose.DCA)


@SIDES
@pytest.mark.parametrize(
    "change", [{"stop_loss": {"stop_percentage": 4}}, {"stop_loss": None}], ids=["other", "none"]
)
def test_what_a_person_wants_next_takes_the_place_of_a_break_even_that_waits(
    side: Side, change: dict[str, object]
) -> None:
    scene = opened(plan(stop_loss=stop(percent(5))), side=side)
    scene.favour(-1)
    scene.tell(read_changes({"stop_loss": "break_even"}, scene.position, scene.situation()))
    scene.tell(read_changes(change, scene.position, scene.situation()))
    assert scene.position.waiting is None
    scene.favour(2)
    assert scene.position.stop_price == (scene.at(-4) if change["stop_loss"] else None)


@SIDES
def test_a_trailing_stop_is_followed_while_a_person_s_break_even_waits(side: Side) -> None:
    trailing = stop(
        percent(5),
        protection_type=Protection.PRICE,
        trailing_percentage=Decimal("0.1"),
        trailing_distance=Decimal(2),
    )
    scene = opened(plan(stop_loss=trailing, break_even_offset=Decimal(1)), side=side)
    scene.tell(read_changes({"stop_loss": "break_even"}, scene.position, scene.situation()))
    scene.favour("0.5")
    assert scene.position.protection_armed
    assert scene.position.waiting is not None
    assert scene.position.waiting.stop == scene.at(1)
    scene.favour("1.5")
    assert scene.position.waiting is None
    assert scene.position.stop_price == scene.at(1)


def trails(activation: object, distance: object) -> dict[str, object]:
    return {
        "protection_type": Protection.PRICE,
        "trailing_percentage": Decimal(str(activation)),
        "trailing_distance": Decimal(str(distance)),
    }


OTHERS = pytest.mark.parametrize(
    "protection",
    [
        FOLLOW,
        BREAK_EVEN | {"break_even_percentage": Decimal(50)},
        trails(50, 5),
        trails(0, 50),
        trails(2, 50),
    ],
    ids=["follow", "break even at a profit", "trailing", "from the first fill", "trailing loosely"],
)


@SIDES
@MARKETS
@OTHERS
def test_a_break_even_that_waits_outlives_a_change_of_the_protection(
    side: Side, venue_market: Market, protection: dict[str, object]
) -> None:
    scene = beyond_its_target(side, venue_market)
    since = scene.position.waiting
    scene.tell(Modify(stop_loss=stop(percent(6), **protection), replace_stop_loss=True))
    assert scene.position.stop_price == scene.at(-5)
    assert scene.position.is_protected
    assert scene.position.waiting == since
    scene.favour(2)
    assert waits_for(scene) == scene.at(3)
    scene.favour(4)
    assert scene.position.stop_price == scene.at(3)
    assert scene.position.waiting is None
    scene.favour("3.5")
    assert scene.position.stop_price == scene.at(3)


@SIDES
def test_a_break_even_at_a_profit_that_waits_outlives_a_change_to_targets(side: Side) -> None:
    """None of them has filled."""
    scene = opened(
        plan(
            take_profit=(target(percent(20), 50), target(percent(30), 50)),
            stop_loss=stop(percent(5), break_even_percentage=Decimal(1), **BREAK_EVEN),
            break_even_offset=Decimal(3),
        ),
        side=side,
    )
    scene.favour(1)
    assert waits_for(scene) == scene.at(3)
    for protection in (BREAK_EVEN, FOLLOW):
        scene.tell(Modify(stop_loss=stop(percent(5), **protection), replace_stop_loss=True))
        assert waits_for(scene) == scene.at(3)
    scene.favour(4)
    assert scene.position.stop_price == scene.at(3)


@SIDES
def test_break_even_that_waits_follows_the_average_entry_behind_a_change_too(side: Side) -> None:
    scene = beyond_its_target(side)
    scene.tell(Modify(stop_loss=stop(percent(6), **trails(50, 5)), replace_stop_loss=True))
    scene.tell(Increase(amount=Decimal(5), order_type=OrderType.MARKET))
    average = scene.position.average_entry
    assert average is not None
    expected = average * (100 + side.sign * 3) / 100
    waiting = waits_for(scene)
    assert waiting is not None
    assert abs(waiting - expected) <= TICK


@SIDES
def test_a_step_of_follow_that_waits_outlives_a_change_to_break_even(side: Side) -> None:
    scene = opened(
        plan(
            take_profit=(target(percent(5), 30), target(percent(6), 30), target(percent(30), 40)),
            stop_loss=stop(percent(5), **FOLLOW),
        ),
        side=side,
    )
    scene.hold = True
    scene.venue.tick(scene.at(6), scene.now)
    scene.last = scene.at(4)
    scene._hear()
    scene.release()
    assert (scene.position.stop_price, waits_for(scene)) == (scene.at(0), scene.at(5))
    scene.tell(Modify(stop_loss=stop(percent(5), **BREAK_EVEN), replace_stop_loss=True))
    scene.favour("5.5")
    assert scene.position.stop_price == scene.at(5)


def test_a_change_to_a_stop_without_a_protection_takes_its_wait_along() -> None:
    scene = beyond_its_target()
    scene.tell(Modify(stop_loss=stop(percent(6)), replace_stop_loss=True))
    assert scene.position.waiting is None
    assert scene.position.stop_price == 94
