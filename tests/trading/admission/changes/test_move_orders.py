"""Limit orders that rest are moved: cancelled, then placed anew for what has not filled."""

from dataclasses import replace
from decimal import Decimal

import pytest

from custom_components.tradehook.trading.admission.changes.asked import changed
from custom_components.tradehook.trading.admission.changes.change_warnings import change_warnings
from custom_components.tradehook.trading.admission.changes.modify_exits import read_changes
from custom_components.tradehook.trading.model.facts import (
    CloseReason,
    EntryResized,
    IncreaseExpired,
    PositionStatus,
    SizeRequested,
)
from custom_components.tradehook.trading.model.inputs import NOT_SENT, Close, Increase, Reduce
from custom_components.tradehook.trading.model.market import Market, Side
from custom_components.tradehook.trading.model.order import OrderState, Purpose
from custom_components.tradehook.trading.model.sections import OrderType
from custom_components.tradehook.trading.position.evolve.apply import apply
from custom_components.tradehook.trading.signal.parse import InvalidSignal
from tests.trading.scene import LINEAR, SPOT, Scene, dca, opened, percent, plan, stop

SIDES = pytest.mark.parametrize("side", list(Side))
MARKETS = pytest.mark.parametrize("venue_market", [SPOT, LINEAR], ids=["spot", "linear"])
LIMIT = OrderType.LIMIT


def move(scene: Scene, purpose: Purpose, price: Decimal, leg: int = 0) -> None:
    """Move the order of a purpose to a price, in the words of the action."""
    order = next(row for row in scene.orders(purpose) if row.leg == leg)
    changes = {"move_orders": [{"order": order.client_order_id, "price": str(price)}]}
    scene.tell(read_changes(changes, scene.position, scene.situation()))


def laddered(side: Side, venue_market: Market) -> Scene:
    """Return a position that is held, with two DCA orders below it."""
    ladder = (dca(percent(5)), dca(percent(10)))
    return opened(
        plan(dca_orders=ladder, stop_loss=stop(percent(20))), side=side, market=venue_market
    )


@SIDES
@MARKETS
def test_a_dca_order_is_moved_and_no_other(side: Side, venue_market: Market) -> None:
    scene = laddered(side, venue_market)
    before = scene.orders(Purpose.DCA)
    move(scene, Purpose.DCA, scene.at(-7))
    rows = scene.orders(Purpose.DCA)
    assert {(row.leg, row.price, row.amount) for row in rows} == {
        (0, scene.at(-7), before[0].amount),
        (1, scene.at(-10), before[1].amount),
    }
    assert before[1] in rows
    scene.favour(-7)
    assert scene.position.size == before[0].amount * 2


def test_only_what_has_not_filled_is_placed_anew() -> None:
    scene = laddered(Side.LONG, LINEAR)
    order = scene.orders(Purpose.DCA)[0]
    scene.hold = True
    move(scene, Purpose.DCA, Decimal(94))
    assert [row.price for row in scene.orders(Purpose.DCA)] == [95, 90]
    scene.venue.tick(Decimal(95), scene.now)
    scene.release()
    scene.look()
    assert scene.position.orders[order.client_order_id].state is OrderState.FILLED
    assert [row.price for row in scene.orders(Purpose.DCA)] == [90]


def test_a_moved_order_that_never_left_is_sent_again() -> None:
    scene = laddered(Side.LONG, LINEAR)
    scene.hold = True
    move(scene, Purpose.DCA, Decimal(94))
    scene.cancel_next()
    [order] = [row for row in scene.orders(Purpose.DCA) if row.price == 94]
    scene.sent.clear()
    scene.wait(3600)
    scene.update(order, OrderState.REJECTED, NOT_SENT)
    scene.wait(60)
    assert [row.price for row in scene.orders(Purpose.DCA)] == [90, 94]


def test_an_order_is_moved_twice_before_it_is_cancelled() -> None:
    scene = laddered(Side.LONG, LINEAR)
    scene.hold = True
    move(scene, Purpose.DCA, Decimal(94))
    move(scene, Purpose.DCA, Decimal(93))
    scene.release()
    assert [row.price for row in scene.orders(Purpose.DCA)] == [90, 93]


@pytest.mark.parametrize("purpose", [Purpose.DCA, Purpose.INCREASE, Purpose.REDUCE])
def test_an_order_is_moved_back_before_it_is_cancelled(purpose: Purpose) -> None:
    scene = laddered(Side.LONG, LINEAR)
    scene.tell(Reduce(amount=Decimal(3), order_type=LIMIT, price=Decimal(105)))
    scene.tell(Increase(amount=Decimal(2), order_type=LIMIT, price=Decimal(95)))
    [before, *_] = scene.orders(purpose)
    assert before.price is not None
    scene.hold = True
    move(scene, purpose, before.price + 1)
    move(scene, purpose, before.price)
    scene.release()
    rows = [row for row in scene.orders(purpose) if row.leg == before.leg]
    assert [(row.price, row.amount) for row in rows] == [(before.price, before.amount)]


@SIDES
def test_an_entry_is_moved_back_before_it_is_cancelled(side: Side) -> None:
    opening = plan(order_type=LIMIT, signal_price=Decimal(100))
    scene = Scene(opening, side=side, last=100 + side.sign * 10)
    scene.look()
    before = scene.order(Purpose.ENTRY)
    scene.hold = True
    move(scene, Purpose.ENTRY, scene.at(-3))
    move(scene, Purpose.ENTRY, Decimal(100))
    scene.release()
    [order] = scene.orders()
    assert (order.price, order.amount) == (Decimal(100), before.amount)


@SIDES
@MARKETS
def test_an_entry_that_rests_is_moved(side: Side, venue_market: Market) -> None:
    scene = Scene(
        plan(order_type=LIMIT, signal_price=Decimal(100), stop_loss=stop(percent(5))),
        side=side,
        market=venue_market,
        last=100 + side.sign * 10,
    )
    scene.look()
    before = scene.order(Purpose.ENTRY)
    move(scene, Purpose.ENTRY, scene.at(-3))
    [order] = scene.orders()
    assert (order.price, order.amount) == (scene.at(-3), before.amount)
    assert scene.status() is PositionStatus.PENDING
    scene.favour(-3)
    assert scene.position.average_entry == scene.at(-3)
    assert scene.status() is PositionStatus.OPEN


@SIDES
def test_increases_and_reductions_that_rest_are_moved(side: Side) -> None:
    scene = opened(plan(), side=side)
    scene.tell(Reduce(amount=Decimal(3), order_type=LIMIT, price=scene.at(5)))
    scene.tell(Increase(amount=Decimal(2), order_type=LIMIT, price=scene.at(-5)))
    move(scene, Purpose.INCREASE, scene.at(-6))
    move(scene, Purpose.REDUCE, scene.at(7))
    rows = {(row.purpose, row.price, row.amount) for row in scene.orders()}
    assert rows == {
        (Purpose.INCREASE, scene.at(-6), Decimal(2)),
        (Purpose.REDUCE, scene.at(7), Decimal(3)),
    }


@SIDES
@pytest.mark.parametrize("away", [0, 1])
def test_what_would_trade_at_once_is_refused(side: Side, away: int) -> None:
    scene = laddered(side, LINEAR)
    before = scene.position
    with pytest.raises(InvalidSignal) as refused:
        move(scene, Purpose.DCA, scene.at(away))
    [error] = refused.value.errors
    assert (error.path, error.code) == ("move_orders[0].price", "wrong_side")
    assert scene.position == before


def test_what_costs_more_than_is_free_is_refused() -> None:
    scene = laddered(Side.LONG, SPOT)
    order = scene.orders(Purpose.DCA)[0]
    situation = scene.situation()
    object.__setattr__(situation, "free_quote", Decimal(1))
    changes = {"move_orders": [{"order": order.client_order_id, "price": "99"}]}
    with pytest.raises(InvalidSignal) as refused:
        read_changes(changes, scene.position, situation)
    [error] = refused.value.errors
    assert error.path == "move_orders[0].price"
    assert "1 is free" in error.message


@pytest.mark.parametrize(
    ("row", "path"),
    [
        ({"order": "nobody", "price": 90}, "move_orders[0].order"),
        ({"price": 90}, "move_orders[0].order"),
        ({"order": "nobody"}, "move_orders[0].price"),
        ({"order": "nobody", "price": -1}, "move_orders[0].price"),
        ({"order": "nobody", "price": 90, "amount": 1}, "move_orders[0].amount"),
        ("nobody", "move_orders[0]"),
    ],
)
def test_what_can_t_be_read_is_refused(row: object, path: str) -> None:
    scene = laddered(Side.LONG, SPOT)
    with pytest.raises(InvalidSignal) as refused:
        read_changes({"move_orders": [row]}, scene.position, scene.situation())
    assert path in {error.path for error in refused.value.errors}


def test_filled_orders_stay_where_they_are() -> None:
    scene = laddered(Side.LONG, SPOT)
    order = scene.order(Purpose.ENTRY)
    changes = {"move_orders": [{"order": order.client_order_id, "price": "90"}]}
    with pytest.raises(InvalidSignal, match="no limit order"):
        read_changes(changes, scene.position, scene.situation())


def test_an_increase_that_comes_too_late_is_none_of_an_entry_that_was_moved() -> None:
    scene = laddered(Side.LONG, LINEAR)
    asked = SizeRequested(at=scene.now, amount=Decimal(2), order_type=LIMIT, price=Decimal(90))
    moved = EntryResized(at=scene.now, amount=Decimal(10), before=Decimal(10))
    position = replace(scene.position, resize=moved, requests=(asked,))
    position = apply(position, IncreaseExpired(at=scene.now, requested_at=scene.now))
    assert (position.resize, position.requests) == (moved, ())


# an order that the stop comes before


def increased(side: Side) -> Scene:
    """Return a position with a stop at 5 % and an increase that rests at 3 % against it."""
    scene = opened(plan(stop_loss=stop(percent(5))), side=side)
    scene.tell(Increase(amount=Decimal(2), order_type=LIMIT, price=scene.at(-3)))
    return scene


@SIDES
@pytest.mark.parametrize("away", [-5, -6])
def test_an_increase_is_not_moved_beyond_the_stop(side: Side, away: int) -> None:
    scene = increased(side)
    with pytest.raises(InvalidSignal) as refused:
        move(scene, Purpose.INCREASE, scene.at(away))
    [error] = refused.value.errors
    assert (error.path, error.code) == ("move_orders[0].price", "exits_already_passed")
    move(scene, Purpose.INCREASE, scene.at(-4))
    assert scene.ladder(Purpose.INCREASE) == [(f"{scene.at(-4)}", "2")]


@SIDES
def test_an_increase_may_move_with_its_stop(side: Side) -> None:
    scene = increased(side)
    [order] = scene.orders(Purpose.INCREASE)
    moves = [{"order": order.client_order_id, "price": str(scene.at(-6))}]
    changes = {"move_orders": moves, "stop_loss": {"stop_percentage": 7}}
    scene.tell(read_changes(changes, scene.position, scene.situation()))
    assert scene.orders(Purpose.INCREASE)[0].price == scene.at(-6)


def warned(scene: Scene, changes: dict[str, object]) -> list[str]:
    """Return the warnings of a change."""
    situation = scene.situation()
    asked = read_changes(changes, scene.position, situation)
    left = changed(scene.position, asked, situation)
    return list(change_warnings(left, asked, situation))


@SIDES
def test_a_dca_order_that_is_moved_beyond_the_stop_is_a_warning(side: Side) -> None:
    scene = opened(plan(dca_orders=(dca(percent(3)),), stop_loss=stop(percent(5))), side=side)
    [order] = scene.orders(Purpose.DCA)
    for away, path in ((-4, None), (-6, "dca_orders[0]")):
        moves = [{"order": order.client_order_id, "price": str(scene.at(away))}]
        found = warned(scene, {"move_orders": moves})
        assert [row.split(":")[0] for row in found] == (["dca_beyond_stop"] if path else [])
        assert all(path is not None and path in row for row in found)


@SIDES
def test_a_dca_order_before_a_stop_that_follows_the_average_is_none(side: Side) -> None:
    """The first one takes the stop along."""
    ladder = (dca(percent(4), 300), dca(percent(7)))
    scene = opened(plan(dca_orders=ladder, stop_loss=stop(percent(5))), side=side)
    assert warned(scene, {"stop_loss": {"stop_percentage": "5.1"}}) == []
    [found] = warned(scene, {"stop_loss": {"stop_price": str(scene.at(-5))}})
    assert found.startswith("dca_beyond_stop: `dca_orders[1]`")


@SIDES
def test_a_stop_that_is_moved_before_what_rests_is_a_warning(side: Side) -> None:
    """It tightens, so nothing holds it up."""
    scene = increased(side)
    [found] = warned(scene, {"stop_loss": {"stop_price": str(scene.at(-2))}})
    assert found.startswith("dca_beyond_stop: `increase_order`")
    assert warned(scene, {"stop_loss": {"stop_price": str(scene.at(-4))}}) == []
    assert warned(scene, {"take_profit": []}) == []


@SIDES
def test_a_stop_before_the_dca_orders_of_an_entry_that_rests_is_a_warning(side: Side) -> None:
    opening = plan(
        order_type=LIMIT,
        signal_price=100 - side.sign * 5,
        dca_orders=(dca(percent(5)),),
        stop_loss=stop(percent(20)),
    )
    scene = opened(opening, side=side)
    [found] = warned(scene, {"stop_loss": {"stop_price": str(scene.at(-8))}})
    assert found.startswith("dca_beyond_stop: `dca_orders[0]`")


def test_targets_of_a_position_that_is_being_closed_are_a_warning() -> None:
    """A limit close rests: no target is placed beside it."""
    scene = opened(plan(stop_loss=stop(percent(5))))
    targets: dict[str, object] = {"take_profit": [{"price": 120, "position_percentage": 100}]}
    assert warned(scene, targets) == []
    scene.tell(Close(reason=CloseReason.SIGNAL, order_type=LIMIT, price=Decimal(110)))
    [found] = warned(scene, targets)
    assert found == "field_ignored: `take_profit` was ignored: the position is being closed."
