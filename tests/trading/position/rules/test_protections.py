"""What moves a stop: break even, the take profits, the best price."""

from decimal import Decimal

import pytest

from custom_components.tradehook.trading.model.facts import (
    CloseReason,
    EntriesCancelled,
    PositionStatus,
    StopArmed,
    StopCause,
)
from custom_components.tradehook.trading.model.inputs import CancelEntries, Increase, Modify
from custom_components.tradehook.trading.model.market import Market, MarketType, Side
from custom_components.tradehook.trading.model.order import Purpose
from custom_components.tradehook.trading.model.sections import OrderType, Protection
from tests.trading.scene import (
    LINEAR,
    SPOT,
    dca,
    market,
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
TWO = (target(percent(10), 50), target(percent(20), 50))
WHOLE_COINS = market(MarketType.LINEAR, step="1", min_amount="1")
FOUR = tuple(target(percent(10 * number), 25) for number in range(1, 5))


def trailing(activation: str = "10", distance: str = "5") -> dict[str, object]:
    return {
        "protection_type": Protection.PRICE,
        "trailing_percentage": Decimal(activation),
        "trailing_distance": Decimal(distance),
    }


# break even


@SIDES
@MARKETS
def test_break_even_arms_at_its_profit_and_needs_no_target(
    side: Side, venue_market: Market
) -> None:
    exits = stop(percent(5), break_even_percentage=Decimal(3), **BREAK_EVEN)
    scene = opened(plan(stop_loss=exits), side=side, market=venue_market)
    scene.favour("2.99")
    assert not scene.position.is_protected
    before = scene.position.stop_price
    scene.favour(3)
    assert scene.position.is_protected
    assert scene.position.stop_price == scene.position.average_entry != before
    scene.favour(1)
    assert scene.position.stop_price == scene.position.average_entry
    assert scene.position.close_request is None


@SIDES
def test_profit_of_break_even_takes_the_place_of_the_first_target(side: Side) -> None:
    exits = stop(percent(5), break_even_percentage=Decimal(15), **BREAK_EVEN)
    scene = opened(plan(take_profit=TWO, stop_loss=exits), side=side, market=LINEAR)
    scene.favour(10)
    assert not scene.position.is_protected
    scene.favour(15)
    assert scene.position.stop_price == scene.position.average_entry


@SIDES
@MARKETS
def test_break_even_puts_the_stop_to_the_average_entry_after_the_first_target(
    side: Side, venue_market: Market
) -> None:
    scene = opened(
        plan(take_profit=TWO, stop_loss=stop(percent(5), **BREAK_EVEN)),
        side=side,
        market=venue_market,
    )
    scene.favour("9.99")
    assert scene.position.stop_price == scene.at(-5)
    scene.favour(10)
    assert scene.position.stop_price == 100
    assert scene.happened(StopArmed)[-1].why is StopCause.BREAK_EVEN
    scene.favour(0)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.realized_profit == 50


@pytest.mark.parametrize(("side", "expected"), [(Side.LONG, "100.34"), (Side.SHORT, "99.66")])
def test_break_even_may_carry_an_offset_into_profit(side: Side, expected: str) -> None:
    scene = opened(
        plan(
            take_profit=TWO,
            stop_loss=stop(percent(5), **BREAK_EVEN),
            break_even_offset=Decimal("0.333"),
        ),
        side=side,
    )
    scene.favour(10)
    assert scene.position.stop_price == Decimal(expected)  # to the tighter tick


def test_break_even_happens_once() -> None:
    scene = opened(plan(take_profit=FOUR, stop_loss=stop(percent(5), **BREAK_EVEN)))
    scene.move(110)
    scene.move(120)
    scene.move(130)
    assert scene.position.stop_price == 100
    assert len(scene.happened(StopArmed)) == 2


def test_a_partly_filled_target_arms_nothing() -> None:
    scene = opened(plan(take_profit=TWO, stop_loss=stop(percent(5), **BREAK_EVEN)))
    scene.venue.portion = lambda _: Decimal(1)
    scene.move(110)
    assert not scene.position.protection_armed


@SIDES
@pytest.mark.parametrize("protection", [BREAK_EVEN, FOLLOW])
def test_a_protection_arms_when_nine_tenths_of_the_target_have_filled(
    side: Side, protection: dict[str, object]
) -> None:
    scene = opened(plan(take_profit=TWO, stop_loss=stop(percent(5), **protection)), side=side)
    scene.venue.portion = lambda _: Decimal("4.4")
    scene.favour(10)
    assert scene.position.stop_price == scene.at(-5)
    scene.venue.portion = lambda _: Decimal("0.1")
    scene.favour(10)
    assert scene.position.stop_price == 100
    assert not scene.position.targets[0].done


def test_one_target_alone_arms_nothing() -> None:
    scene = opened(
        plan(take_profit=(target(percent(10), 50),), stop_loss=stop(percent(5), **BREAK_EVEN))
    )
    scene.move(110)
    assert scene.position.stop_price == 95


def test_targets_that_merged_count_each() -> None:
    coarse = market(MarketType.LINEAR, step="1", min_amount="2")
    scene = opened(
        plan(
            take_profit=(target(percent(10), 10), target(percent(20), 40), target(percent(30), 50)),
            stop_loss=stop(percent(5), **FOLLOW),
        ),
        market=coarse,
    )
    scene.move(120)
    assert scene.position.stop_price == 110  # two targets are done: the first one's price


@SIDES
@pytest.mark.parametrize(
    ("amount", "shares", "protection"),
    [
        ("3", ("50", "50"), BREAK_EVEN),
        ("3", ("50", "50"), FOLLOW),
        ("5", ("30", "70"), BREAK_EVEN),
        ("5", ("33.33", "33.33", "33.33"), FOLLOW),
        ("7", ("10", "20", "30", "40"), FOLLOW),
    ],
)
def test_a_target_whose_order_was_rounded_down_counts_once_that_has_filled(
    side: Side, amount: str, shares: tuple[str, ...], protection: dict[str, object]
) -> None:
    targets = [target(percent(10 * leg), share) for leg, share in enumerate(shares, 1)]
    scene = opened(
        plan(
            base_amount=Decimal(amount),
            take_profit=tuple(targets),
            dca_orders=(dca(percent(2)),),
            stop_loss=stop(percent(5), **protection),
        ),
        side=side,
        market=WHOLE_COINS,
    )
    first = scene.orders(Purpose.TAKE_PROFIT)[0]
    scene.favour(10 * (first.leg + 1))
    followed = Decimal(10 * first.leg if protection is FOLLOW else 0)
    assert scene.position.stop_price == scene.at(followed)
    assert not scene.orders(Purpose.DCA)


@SIDES
@pytest.mark.parametrize("protection", [BREAK_EVEN, FOLLOW])
def test_a_target_that_a_dca_order_has_enlarged_counts_when_its_rounded_order_fills(
    side: Side, protection: dict[str, object]
) -> None:
    shares = ("10", "20", "30", "40")
    scene = opened(
        plan(
            base_amount=Decimal(7),
            take_profit=tuple(target(percent(n), x) for n, x in enumerate(shares, 1)),
            dca_orders=(dca(percent(2)),),
            stop_loss=stop(percent(5), **protection),
        ),
        side=side,
        market=WHOLE_COINS,
    )
    scene.favour(-2)
    assert scene.position.size == 14
    scene.favour(1)
    assert scene.position.targets[0].done
    assert scene.position.protection_armed


@SIDES
def test_nine_tenths_of_an_order_that_was_rounded_down_are_nine_tenths_of_its_target(
    side: Side,
) -> None:
    scene = opened(
        plan(base_amount=Decimal(21), take_profit=TWO, stop_loss=stop(percent(5), **BREAK_EVEN)),
        side=side,
        market=WHOLE_COINS,
    )
    scene.venue.portion = lambda _: Decimal(8)
    scene.favour(10)
    assert scene.position.stop_price == scene.at(-5)
    scene.venue.portion = lambda _: Decimal(1)
    scene.favour(10)  # 9 of 10, whose share is 10.5
    assert scene.position.stop_price == 100
    assert not scene.position.targets[0].done


def test_a_protection_may_arm_where_there_was_no_stop() -> None:
    scene = opened(plan(take_profit=TWO, stop_loss=stop(None, **BREAK_EVEN)))
    assert scene.position.stop_price is None
    scene.move(110)
    assert scene.position.stop_price == 100


# following the take profits


@SIDES
def test_the_stop_follows_the_targets_one_behind(side: Side) -> None:
    scene = opened(plan(take_profit=FOUR, stop_loss=stop(percent(5), **FOLLOW)), side=side)
    stops = []
    for distance in (10, 20, 30):
        scene.favour(distance)
        stops.append(scene.position.stop_price)
    assert stops == [scene.at(0), scene.at(10), scene.at(20)]
    assert scene.happened(StopArmed)[-1].why is StopCause.FOLLOW_TAKE_PROFIT


def test_a_jump_over_two_targets_goes_to_the_first_ones_price() -> None:
    scene = opened(plan(take_profit=FOUR, stop_loss=stop(percent(5), **FOLLOW)))
    scene.move(121)
    assert scene.position.stop_price == 110


def test_the_offset_belongs_to_break_even_alone() -> None:
    scene = opened(
        plan(take_profit=FOUR, stop_loss=stop(percent(5), **FOLLOW), break_even_offset=Decimal(1))
    )
    scene.move(110)
    assert scene.position.stop_price == 101
    scene.move(120)
    assert scene.position.stop_price == 110


# trailing


@SIDES
@MARKETS
def test_a_trailing_stop_arms_in_profit_and_follows_the_best_price(
    side: Side, venue_market: Market
) -> None:
    scene = opened(plan(stop_loss=stop(percent(5), **trailing())), side=side, market=venue_market)
    scene.favour("9.99")
    assert scene.position.stop_price == scene.at(-5)
    behind = Decimal(100 - side.sign * 5) / 100
    stops = []
    for distance in (10, 20, 17, 30):
        scene.favour(distance)
        stops.append(scene.position.stop_price)
    best = [10, 20, 20, 30]
    assert stops == [scene.at(distance) * behind for distance in best]
    scene.move(scene.at(30) * behind)
    assert scene.status() is PositionStatus.CLOSED
    assert scene.position.close_reason is CloseReason.TRAILING_STOP


def test_a_trailing_protection_may_be_the_only_stop() -> None:
    scene = opened(plan(stop_loss=stop(None, **trailing())))
    scene.move(50)
    assert scene.status() is PositionStatus.OPEN
    scene.move(110)
    assert scene.position.stop_price == Decimal("104.5")
    scene.move(104)
    assert scene.position.close_reason is CloseReason.TRAILING_STOP


def test_a_trailing_stop_looser_than_the_stop_arms_without_loosening_it() -> None:
    scene = opened(
        plan(dca_orders=(dca(percent(1)),), stop_loss=stop(price(99), **trailing("1", "50")))
    )
    scene.move(101)
    assert scene.position.stop_price == 99
    assert scene.happened(StopArmed)[-1].why is StopCause.PROTECTION
    assert not scene.orders(Purpose.DCA)
    scene.move(102)
    assert len(scene.happened(StopArmed)) == 2
    scene.move(99)
    assert scene.position.close_reason is CloseReason.STOP_LOSS


def test_the_activation_follows_the_average_entry() -> None:
    scene = opened(plan(dca_orders=(dca(percent(10)),), stop_loss=stop(percent(50), **trailing())))
    scene.move(90)
    scene.move("104.49")
    assert not scene.position.protection_armed
    scene.move("104.5")
    assert scene.position.protection_armed


def test_a_trailing_stop_rounds_to_the_tighter_tick() -> None:
    for side, expected in ((Side.LONG, "106.68"), (Side.SHORT, "92.32")):
        scene = opened(plan(stop_loss=stop(percent(5), **trailing("10", "3.333"))), side=side)
        scene.favour(Decimal("10.35") if side is Side.LONG else Decimal("10.65"))
        assert scene.position.stop_price == Decimal(expected)


# what arming means


def test_once_a_protection_arms_unfilled_entries_are_cancelled() -> None:
    scene = opened(
        plan(
            dca_orders=(dca(percent(10)),),
            take_profit=TWO,
            stop_loss=stop(percent(20), **BREAK_EVEN),
        )
    )
    scene.tell(Increase(amount=Decimal(1), order_type=OrderType.LIMIT, price=Decimal(85)))
    assert len(scene.orders(Purpose.DCA, Purpose.INCREASE)) == 2
    scene.move(110)
    assert not scene.orders(Purpose.DCA, Purpose.INCREASE)


def test_break_even_follows_the_average_entry_of_an_increase() -> None:
    scene = opened(plan(take_profit=TWO, stop_loss=stop(percent(20), **BREAK_EVEN)))
    scene.move(110)
    scene.tell(Increase(amount=Decimal(5), order_type=OrderType.LIMIT, price=Decimal(105)))
    assert scene.ladder(Purpose.INCREASE) == [("105", "5")]
    scene.move(105)
    assert scene.position.size == 10
    assert scene.position.average_entry == Decimal("102.5")
    assert scene.position.stop_price == Decimal("102.5")


def test_a_protected_stop_never_loosens() -> None:
    scene = opened(plan(take_profit=FOUR, stop_loss=stop(price(99), **FOLLOW)))
    scene.move(108)
    scene.tell(Modify(stop_loss=stop(price(105), **FOLLOW), replace_stop_loss=True))
    scene.move(110)
    assert scene.position.stop_price == 105
    assert scene.happened(StopArmed)[-1].why is StopCause.PROTECTION
    scene.move(120)
    assert scene.position.stop_price == 110


def test_a_price_beyond_the_new_stop_already_leaves_the_present_one() -> None:
    scene = opened(plan(take_profit=TWO, stop_loss=stop(percent(5), **BREAK_EVEN)))
    scene.hold = True
    scene.venue.tick(Decimal(110), scene.now)
    scene.last = Decimal(99)  # it is back before the fill is told
    scene._hear()
    scene.release()
    assert scene.status() is PositionStatus.OPEN
    assert scene.position.stop_price == 95
    assert scene.position.waiting is not None
    assert scene.position.waiting.stop == 100


def test_trading_off_and_an_armed_protection_do_not_repeat_each_other() -> None:
    scene = opened(
        plan(
            dca_orders=(dca(percent(10)),),
            take_profit=TWO,
            stop_loss=stop(percent(20), **BREAK_EVEN),
        )
    )
    scene.tell(CancelEntries(reason=CloseReason.TRADING_OFF, dca=True))
    scene.move(110)
    assert len(scene.happened(EntriesCancelled)) == 1
    assert scene.position.cancel_reason == "trading_off"
