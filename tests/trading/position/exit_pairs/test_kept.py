"""Stop and targets rest together on spot: placed, moved, filled, reduced, closed, refused."""

from dataclasses import replace
from decimal import Decimal

from custom_components.tradehook.trading.model.facts import (
    CancelIntended,
    CloseReason,
    OrderIntended,
)
from custom_components.tradehook.trading.model.inputs import Close, Modify, OrderReported, Reduce
from custom_components.tradehook.trading.model.market import Side
from custom_components.tradehook.trading.model.order import Order, OrderState, Purpose
from custom_components.tradehook.trading.model.plan import Plan
from custom_components.tradehook.trading.model.sections import OrderType, Protection, TakeProfit
from tests.trading.scene import SPOT, Scene, dca, opened, percent, plain, plan, price, stop, target

STOP = stop(price(90))
HALVES = (target(price(110), 50), target(price(120), 50))


def held(opening: Plan, exit_pairs: int = 5, side: Side = Side.LONG) -> Scene:
    """Return a position of 10 coins on a venue that holds pairs."""
    market = replace(SPOT, exit_pairs=exit_pairs)
    return opened(opening, market=market, side=side, holds_stops=True)


def about_to_rest() -> Scene:
    """Return one whose pair is on its way."""
    scene = held(plan(stop_loss=STOP))
    scene.hold = True
    scene.cancels.clear()
    asked = Modify(take_profit=(target(price(110)),), replace_take_profit=True)
    scene.tell(asked)
    scene.cancel_next()
    scene.look()
    return scene


def resting(scene: Scene) -> list[tuple[str, str, str]]:
    """Return target, stop and amount of each part that rests, `-` for what it lacks."""
    position, rows = scene.position, []
    for order in position.live_orders(Purpose.TAKE_PROFIT):
        partner = position.partner(order)
        behind = partner is not None and partner.is_live
        trigger = partner.trigger if behind and partner is not None else None
        rows.append((_text(order.price), _text(trigger), plain(order.remaining)))
    for order in position.resting_stops:
        partner = position.partner(order)
        if partner is None or not partner.is_live:
            rows.append(("-", _text(order.trigger), plain(order.remaining)))
    return rows


def _text(value: Decimal | None) -> str:
    return "-" if value is None else plain(value)


def taken(*levels: TakeProfit) -> Plan:
    """Return a plan with these targets and a stop at 90."""
    return plan(stop_loss=STOP, take_profit=levels)


def pair(scene: Scene, leg: int = 0) -> tuple[Order, Order]:
    """Return the newest pair of a target."""
    targets = [row for row in scene.position.orders.values() if row.purpose is Purpose.TAKE_PROFIT]
    found = [row for row in targets if row.leg == leg][-1]
    partner = scene.position.partner(found)
    assert partner is not None
    return found, partner


# What rests


def test_each_target_rests_with_a_stop_for_its_part() -> None:
    scene = held(taken(*HALVES))
    assert resting(scene) == [("110", "90", "5"), ("120", "90", "5")]
    assert scene.position.free_size == 0
    assert scene.position.resting_stop is not None


def test_what_has_no_target_rests_behind_a_stop_alone() -> None:
    scene = held(taken(target(price(110), 40)))
    assert resting(scene) == [("110", "90", "4"), ("-", "90", "6")]


def test_target_that_is_followed_rests_behind_a_stop_alone_until_it_sells() -> None:
    scene = held(taken(target(price(110), 50), target(price(120), 50, trailing="1")))
    assert resting(scene) == [("110", "90", "5"), ("-", "90", "5")]

    scene.move(125)
    scene.move(123)

    assert scene.position.size == 0
    assert scene.venue.position == 0


def test_part_that_is_too_small_at_the_stop_is_sold_with_the_next() -> None:
    opening = plan(
        base_amount=Decimal(1),
        stop_loss=stop(price(49)),
        take_profit=(target(price(110), 10), target(price(120), 90)),
    )
    assert resting(held(opening)) == [("120", "49", "1")]


def test_runner_that_is_too_small_at_the_stop_goes_with_the_last_target() -> None:
    opening = plan(
        base_amount=Decimal(1), stop_loss=stop(price(49)), take_profit=(target(price(110), 90),)
    )
    assert resting(held(opening)) == [("110", "49", "1")]


def test_target_that_fits_at_the_stop_only_with_the_small_rest_takes_it_along() -> None:
    opening = plan(
        base_amount=Decimal("0.08"),
        stop_loss=stop(price(98)),
        take_profit=tuple(target(price(103 + step), 20) for step in range(3)),
    )
    assert resting(held(opening)) == [("105", "98", "0.08")]


def test_position_that_is_too_small_for_any_stop_keeps_its_target() -> None:
    opening = plan(
        base_amount=Decimal("0.1"), stop_loss=stop(price(49)), take_profit=(target(price(110)),)
    )
    assert resting(held(opening)) == [("110", "-", "0.1")]


def test_more_parts_than_the_market_takes_stops_are_sold_together() -> None:
    levels = [target(price(110 + 10 * leg), 25) for leg in range(4)]
    assert resting(held(taken(*levels), exit_pairs=2)) == [
        ("110", "90", "2.5"),
        ("140", "90", "7.5"),
    ]


def test_where_no_pairs_are_held_targets_rest_and_the_stop_is_watched() -> None:
    scene = held(taken(*HALVES), exit_pairs=0)
    assert resting(scene) == [("110", "-", "5"), ("120", "-", "5")]
    scene.move(90)
    assert scene.position.close_reason is CloseReason.STOP_LOSS


def test_short_on_spot_is_not_paired() -> None:
    opening = plan(stop_loss=stop(price(110)), take_profit=(target(price(90)),))
    assert resting(held(opening, side=Side.SHORT)) == [("90", "-", "10")]


# One ends the other


def test_target_that_fills_leaves_the_other_pairs_as_they_are() -> None:
    scene = held(taken(*HALVES))
    before = len(scene.happened(OrderIntended))
    scene.move(110)
    assert resting(scene) == [("120", "90", "5")]
    assert len(scene.happened(OrderIntended)) == before
    assert not scene.happened(CancelIntended)
    assert not scene.position.refusals


def test_stop_that_is_reached_sells_all_parts_once() -> None:
    scene = held(
        taken(
            *HALVES,
        )
    )
    scene.move(89)
    assert scene.position.close_reason is CloseReason.STOP_LOSS
    assert scene.venue.position == 0
    assert scene.venue.stops == 2


def test_rest_of_a_target_that_filled_in_part_is_paired_again() -> None:
    scene = held(taken(*HALVES))
    scene.venue.portion = lambda amount: min(amount, Decimal(2))
    scene.move(110)
    assert resting(scene)[0] == ("110", "-", "3")  # the price is there: a pair would be refused

    scene.venue.portion = lambda amount: amount
    scene.last = Decimal("109.9")
    scene.look()

    assert resting(scene) == [("120", "90", "5"), ("110", "90", "3")]


def test_rest_without_its_stop_is_watched_here() -> None:
    scene = held(taken(target(price(110))))
    scene.venue.portion = lambda amount: min(amount, Decimal(2))
    scene.move(110)
    scene.venue.portion = lambda amount: amount
    scene.hold = True
    scene.last = Decimal(89)
    scene.look()
    assert scene.position.close_request is not None
    scene.release()
    assert scene.venue.position == 0


# Moves


def test_moved_stop_replaces_one_pair_after_the_other_the_nearest_last() -> None:
    scene = held(taken(*HALVES))
    scene.hold = True
    scene.tell(Modify(replace_stop_loss=True, stop_loss=stop(price(80))))

    for leg in (1, 0):
        assert set(scene.cancels) == {row.client_order_id for row in pair(scene, leg)}
        scene.cancel_next()
        scene.cancels.clear()
        scene.send_next()

    assert sorted(resting(scene)) == [("110", "80", "5"), ("120", "80", "5")]


def test_stop_that_only_tightens_is_followed_at_its_pace() -> None:
    opening = plan(
        take_profit=(target(price(150)),),
        stop_loss=stop(
            price(90),
            protection_type=Protection.PRICE,
            trailing_percentage=Decimal(1),
            trailing_distance=Decimal(5),
        ),
    )
    scene = held(opening)
    scene.move(104)
    assert resting(scene) == [("150", "90", "10")]
    scene.wait(5)
    assert resting(scene) == [("150", plain(scene.position.stop_price or Decimal(0)), "10")]


def test_larger_position_gets_its_pairs_anew() -> None:
    scene = held(plan(stop_loss=STOP, take_profit=HALVES, dca_orders=(dca(price(95), 100),)))
    scene.move(95)
    assert sorted(resting(scene)) == [("110", "90", "10"), ("120", "90", "10")]


def test_removed_stop_leaves_the_targets_alone() -> None:
    scene = held(taken(*HALVES))
    scene.tell(Modify(replace_stop_loss=True, stop_loss=None))
    assert sorted(resting(scene)) == [("110", "-", "5"), ("120", "-", "5")]


def test_changed_targets_are_paired() -> None:
    scene = held(taken(*HALVES))
    scene.tell(Modify(take_profit=(target(price(130)),), replace_take_profit=True))
    assert resting(scene) == [("130", "90", "10")]


# Room for sales


def test_reduction_takes_as_many_pairs_away_as_it_needs() -> None:
    scene = held(taken(target(price(110), 30), target(price(120), 30)))
    scene.hold = True
    scene.tell(Reduce(amount=Decimal(3), order_type=OrderType.MARKET))
    cancelled = [scene.position.orders[key] for key in scene.cancels]
    assert [(row.purpose, row.leg) for row in cancelled] == [(Purpose.STOP_LOSS, 1)]
    scene.release()
    assert scene.position.size == 7
    assert sorted(resting(scene)) == [
        ("-", "90", "2.8"),
        ("110", "90", "2.1"),
        ("120", "90", "2.1"),
    ]


def test_close_cancels_the_pairs_and_sells_all() -> None:
    scene = held(taken(*HALVES))
    scene.hold = True
    scene.tell(Close(reason=CloseReason.MANUAL))
    assert not scene.orders(Purpose.CLOSE)
    scene.release()
    assert scene.position.close_reason is CloseReason.MANUAL
    assert scene.venue.position == 0


# What may go wrong


def test_refused_pair_leaves_the_target_and_the_stop_watched_here() -> None:
    scene = about_to_rest()
    upper, lower = pair(scene)
    scene.sent.clear()
    for order in (upper, lower):
        scene.update(order, OrderState.REJECTED, "rejected")
    scene.release()
    assert resting(scene) == [("110", "-", "10")]

    scene.wait(1)
    assert resting(scene) == [("110", "90", "10")]


def test_pair_that_is_refused_again_and_again_is_not_asked_for_all_the_time() -> None:
    scene = about_to_rest()
    for _ in range(2):
        upper, lower = pair(scene)
        scene.sent.clear()
        for order in (upper, lower):
            scene.update(order, OrderState.REJECTED, "rejected")
        scene.hold = False
        scene.look()
        scene.release()
        scene.hold = True
        scene.wait(1)
        scene.cancels = scene.cancels[:1]
        if scene.cancels:
            scene.cancel_next()
    scene.release()
    assert resting(scene) == [("110", "-", "10")]
    scene.wait(590)
    assert resting(scene) == [("110", "-", "10")]
    scene.wait(20)
    assert resting(scene) == [("110", "90", "10")]


def test_pair_that_never_left_is_sent_again_at_once() -> None:
    scene = about_to_rest()
    upper, lower = pair(scene)
    scene.sent.clear()
    for order in (upper, lower):
        scene.update(order, OrderState.REJECTED, "not_sent")
    scene.release()
    assert resting(scene) == [("110", "90", "10")]


def test_pair_that_somebody_cancels_twice_is_not_fought_for() -> None:
    scene = held(taken(target(price(110))))
    for _ in range(2):
        _, lower = pair(scene)
        scene.venue.cancel(lower.client_order_id)
        scene.look()
        scene._hear()
        scene.wait(1)
    assert resting(scene) == []
    assert set(scene.position.given_up(scene.now)) == {"take_profit:0", "stop_loss:2"}


def test_cancel_that_fails_leaves_the_pair_standing() -> None:
    scene = held(taken(target(price(110))))
    scene.hold = True
    scene.tell(Modify(replace_stop_loss=True, stop_loss=stop(price(80))))
    _, lower = pair(scene)
    scene.cancels.clear()
    failed = OrderReported(
        client_order_id=lower.client_order_id, state=OrderState.OPEN, code="cancel_failed"
    )
    scene.tell(failed)
    assert not any(row.cancel_requested for row in scene.orders())
    scene.wait(1)
    assert lower.client_order_id in scene.cancels


def test_target_whose_stop_ended_before_the_cancel_of_both_is_cancelled_alone() -> None:
    scene = held(taken(*HALVES))
    scene.hold = True
    scene.tell(Close(reason=CloseReason.MANUAL))
    targets = [row.client_order_id for row in scene.orders(Purpose.TAKE_PROFIT)]
    # Only their stops' cancels are sent, and take them along.
    scene.cancels = [key for key in scene.cancels if key not in targets]
    scene.venue.portion = lambda amount: min(amount, Decimal(2))
    scene.move(110)  # it fills in part, and the venue ends its stop
    scene.venue.portion = lambda amount: amount
    scene.release()
    assert scene.position.close_reason is CloseReason.MANUAL
    assert scene.venue.position == 0
    assert not scene.venue.open_lots()


def test_percentages_follow_the_average() -> None:
    scene = held(plan(stop_loss=stop(percent(10)), take_profit=(target(percent(10)),)))
    assert resting(scene) == [("110", "90", "10")]
