"""Fixed prices are compared twice: with the signal's price, and with the market at the placing."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.trading.admission.model import AdmissionContext
from custom_components.tradehook.trading.model.facts import (
    CloseReason,
    EntriesCancelled,
    EntryPlaced,
    IncreaseExpired,
    PositionStatus,
)
from custom_components.tradehook.trading.model.inputs import NOT_SENT, Increase, Modify, Reevaluate
from custom_components.tradehook.trading.model.market import MarketType, Side
from custom_components.tradehook.trading.model.order import OrderState, Purpose
from custom_components.tradehook.trading.model.plan import Plan
from custom_components.tradehook.trading.model.sections import EntryCondition, OrderType, Protection
from custom_components.tradehook.trading.position.decide import decide, price_band
from custom_components.tradehook.trading.reasons.reasons import ReasonCode, Refusal
from tests.trading.admission_world import (
    D,
    admitted,
    bot_with,
    judge,
    opened as accepted,
    quote,
    world,
)
from tests.trading.scene import Scene, dca, opened, percent, plan, price, stop, target

LINEAR = MarketType.LINEAR


def at(last: object) -> AdmissionContext:
    """Return an account whose market stands at a price."""
    context = world(LINEAR)
    quotes = dict.fromkeys(context.markets, quote(str(last)))
    return bot_with(world(LINEAR, quotes=quotes))


def mirrored(value: object, side: str) -> Decimal:
    """Return a price as far on the other side of 100 for a short."""
    return D(str(value)) if side == "long" else 200 - D(str(value))


@pytest.mark.parametrize("side", ["long", "short"])
@pytest.mark.parametrize(
    ("market", "anchor", "exits", "passed"),
    [
        # an alert that is a little old: a target that the market has reached already
        (100, 98, {"take_profit": 99}, ("take_profit[0].price", 99)),
        (100, 98, {"take_profit": 100}, ("take_profit[0].price", 100)),
        (100, 98, {"take_profit": 101}, None),
        # a stop that the market has passed already
        (100, 102, {"stop_price": 101}, ("stop_loss.stop_price", 101)),
        (100, 102, {"stop_price": 100}, ("stop_loss.stop_price", 100)),
        (100, 102, {"stop_price": 99}, None),
        (100, 103, {"stop_price": 102, "emergency_stop_price": 101}, ("stop_loss.stop_price", 102)),
        # any one is enough
        (100, 98, {"take_profit": 99, "stop_price": 97}, ("take_profit[0].price", 99)),
    ],
)
@pytest.mark.parametrize("test", [False, True])
def test_market_entry_whose_exit_the_market_has_passed_is_refused_with_both_prices(
    side: str,
    market: int,
    anchor: int,
    exits: dict[str, int],
    passed: tuple[str, int] | None,
    test: bool,
) -> None:
    fields: dict[str, Any] = {"side": side, "order_type": "market", "test": test}
    fields["signal_price"] = str(mirrored(anchor, side))
    if "take_profit" in exits:
        level = str(mirrored(exits["take_profit"], side))
        fields["take_profit"] = [{"price": level, "position_percentage": 100}]
    if "stop_price" in exits:
        stops = {k: str(mirrored(v, side)) for k, v in exits.items() if k != "take_profit"}
        fields["stop_loss"] = stops
    outcome = judge(at(mirrored(market, side)), **fields)
    if passed is None:
        assert not isinstance(outcome, Refusal), outcome
        return
    assert isinstance(outcome, Refusal)
    assert (outcome.code, outcome.status) == (ReasonCode.EXITS_ALREADY_PASSED, 409)
    body = outcome.as_dict()
    exit_price, market_price = mirrored(passed[1], side), mirrored(market, side)
    assert body["exit_price"] == f"{exit_price:f}"
    assert body["market_price"] == f"{market_price:f}"
    assert passed[0] in outcome.message
    assert f"{exit_price:f}" in outcome.message
    assert f"{market_price:f}" in outcome.message


def test_without_a_signal_price_the_wrong_side_is_a_wrong_field() -> None:
    outcome = judge(at(100), stop_loss={"stop_price": 101})
    assert isinstance(outcome, Refusal)
    assert (outcome.code, outcome.status) == (ReasonCode.WRONG_SIDE, 422)


@pytest.mark.parametrize(
    ("limit", "target_price"),
    [(90, 95), (101, 102)],
    ids=["rests far below a target that the market has passed", "trades at the market"],
)
def test_entry_that_rests_is_judged_by_its_limit(limit: int, target_price: int) -> None:
    opening = accepted(
        at(100),
        order_type="limit",
        signal_price=limit,
        take_profit=[{"price": target_price, "position_percentage": 100}],
    )
    assert opening.plan.signal_price == limit


def test_limit_that_trades_at_the_market_is_judged_by_it() -> None:
    outcome = judge(
        bot_with(at(100), entry_deviation=D(5)),
        order_type="limit",
        signal_price=98,
        take_profit=[{"price": 99, "position_percentage": 100}],
    )
    assert isinstance(outcome, Refusal)
    assert outcome.code is ReasonCode.EXITS_ALREADY_PASSED


def test_dca_that_would_fill_at_once_stays_a_warning() -> None:
    outcome = admitted(
        at(100), signal_price=110, dca_orders=[{"price": 105, "quantity_percentage": 100}]
    )
    assert any(warning.startswith("dca_marketable") for warning in outcome.warnings)


@pytest.mark.parametrize(
    ("expires_at", "code"), [(101, None), (100, "wrong_side"), (95, "wrong_side")]
)
def test_expiration_price_lies_on_the_profit_side_of_the_present_price(
    expires_at: int, code: str | None
) -> None:
    """A dip order below the market may say *cancel above X*, with X above the market."""
    fields = {
        "order_type": "limit",
        "signal_price": 90,
        "entry_expiration": {"price": expires_at},
    }
    outcome = judge(at(100), **fields)
    if code is None:
        assert not isinstance(outcome, Refusal), outcome
        return
    assert isinstance(outcome, Refusal)
    assert (outcome.code.value, outcome.status) == (code, 422)
    assert [error.path for error in outcome.errors] == ["entry_expiration.price"]


SIDES = pytest.mark.parametrize("side", list(Side))


@SIDES
def test_entry_whose_condition_holds_too_late_fails_and_buys_nothing(side: Side) -> None:
    scene = Scene(
        plan(
            condition=EntryCondition(price=Decimal(100) + side.sign * 5),
            take_profit=(target(price(str(100 + side.sign * 6))),),
            signal_price=Decimal(100),
        ),
        side=side,
    )
    scene.look()
    scene.favour(7)
    scene.look()
    assert scene.status() is PositionStatus.CANCELLED
    assert scene.position.close_reason is CloseReason.OPENING_REFUSED
    assert scene.position.refusal_code == "exits_already_passed"
    assert not scene.happened(EntryPlaced)


@SIDES
def test_price_that_moves_between_acceptance_and_placing_buys_nothing(side: Side) -> None:
    stop_price = price(str(100 - side.sign * 5))
    scene = Scene(plan(stop_loss=stop(stop_price)), side=side)
    scene.favour(-6)
    assert scene.position.refusal_code == "exits_already_passed"
    assert not scene.position.orders


def test_exits_in_percent_are_never_passed() -> None:
    scene = opened(plan(stop_loss=stop(percent(5)), take_profit=(target(percent(1)),)))
    assert scene.order(Purpose.ENTRY).filled
    assert accepted(at(100), signal_price=90, stop_loss_percentage=1).plan.stop_loss is not None


# what never reached the venue


def never_left(opening: Plan, side: Side) -> Scene:
    """Return an opening whose orders are still to be sent."""
    scene = Scene(opening, side=side)
    scene.hold = True
    scene.look()
    return scene


def not_sent(scene: Scene) -> None:
    """Say of all that was to be sent that it never reached the venue."""
    scene.sent.clear()
    for order in scene.orders():
        scene.update(order, OrderState.REJECTED, NOT_SENT)


def stop_behind(side: Side) -> dict[str, object]:
    """Return a fixed stop 5 below 100; for a short, above it."""
    return {"stop_loss": stop(price(str(100 - side.sign * 5)))}


def target_ahead(side: Side) -> dict[str, object]:
    """Return a fixed target 5 above 100; for a short, below it."""
    return {"take_profit": (target(price(str(100 + side.sign * 5))),)}


EXITS = [(stop_behind, -6), (target_ahead, 6)]


@SIDES
@pytest.mark.parametrize(("exits", "away"), EXITS, ids=["stop", "target"])
def test_entry_that_never_left_fails_once_the_market_has_passed_an_exit(
    side: Side, exits: Any, away: int
) -> None:
    """Not sent, or found to be nowhere behind a lost answer: that is told alike."""
    scene = never_left(plan(dca_orders=(dca(percent(1)),), **exits(side)), side)
    not_sent(scene)
    scene.sent.clear()
    for order in scene.orders():
        scene.update(order, OrderState.UNKNOWN)
    scene.last = scene.at(away)
    for order in scene.orders():
        scene.update(order, OrderState.REJECTED, NOT_SENT)
    scene.wait(10)
    assert not scene.sent
    assert scene.status() is PositionStatus.CANCELLED
    assert scene.position.close_reason is CloseReason.OPENING_REFUSED
    assert scene.position.refusal_code == "exits_already_passed"
    assert str(scene.at(away)) in (scene.position.message or "")


@SIDES
def test_entry_that_never_left_is_sent_again_while_its_exits_lie_ahead(side: Side) -> None:
    for exits, away in EXITS:
        scene = never_left(plan(**exits(side)), side)
        scene.last = scene.at(away // 2)
        not_sent(scene)
        assert [row.purpose for row in scene.sent] == [Purpose.ENTRY]


@SIDES
def test_what_its_dca_orders_rest_for_is_cancelled_with_it(side: Side) -> None:
    exits = stop(price(str(100 - side.sign * 5)))
    scene = never_left(plan(dca_orders=(dca(percent(10)),), stop_loss=exits), side)
    entry, rung = scene.orders()
    scene.sent.remove(entry)
    scene.send_next()
    scene.last = scene.at(-6)
    scene.update(entry, OrderState.REJECTED, NOT_SENT)
    scene.release()
    assert scene.position.orders[rung.client_order_id].state is OrderState.CANCELLED
    assert scene.position.refusal_code == "exits_already_passed"
    assert scene.status() is PositionStatus.CANCELLED


@SIDES
def test_limit_entry_that_never_left_is_judged_by_its_limit(side: Side) -> None:
    exits = {
        "order_type": OrderType.LIMIT,
        "signal_price": scene_price(side, -10),
        "take_profit": (target(price(str(scene_price(side, -5)))),),
    }
    scene = never_left(plan(**exits), side)
    not_sent(scene)
    assert [row.price for row in scene.sent] == [scene_price(side, -10)]


def scene_price(side: Side, away: int) -> Decimal:
    """Return the price so far in a position's favour from 100."""
    return Decimal(100 + side.sign * away)


@SIDES
def test_entry_that_is_placed_anew_fails_once_the_market_has_passed_an_exit(side: Side) -> None:
    """It rested, was made larger, and the market fell through both before it rested again."""
    opening = plan(
        order_type=OrderType.LIMIT,
        signal_price=scene_price(side, -2),
        stop_loss=stop(price(str(scene_price(side, -5)))),
    )
    scene = opened(opening, side=side)
    scene.tell(Increase(amount=Decimal(1), order_type=OrderType.LIMIT))
    assert scene.ladder(Purpose.ENTRY)[0][1] == "11"
    scene.hold = True
    scene.tell(Increase(amount=Decimal(1), order_type=OrderType.LIMIT))
    scene.last = scene_price(side, -6)
    scene.release()
    assert scene.position.refusal_code == "exits_already_passed"
    assert scene.status() is PositionStatus.CANCELLED
    assert not scene.position.size


@SIDES
def test_entry_of_which_a_part_has_filled_is_not_failed(side: Side) -> None:
    """Its exits act by themselves."""
    scene = never_left(plan(stop_loss=stop(price(str(100 - side.sign * 5)))), side)
    scene.tell(Increase(amount=Decimal(1), order_type=OrderType.MARKET))
    position = replace(scene.position, filled_at=scene.now)
    first = scene.order(Purpose.ENTRY)
    rejected = replace(first, state=OrderState.REJECTED, code=NOT_SENT)
    position = replace(position, orders={first.client_order_id: rejected})
    scene.last = scene.at(-6)
    facts = decide(position, Reevaluate(), scene.situation())
    assert not any(isinstance(fact, EntriesCancelled) for fact in facts)


def test_entry_that_never_left_waits_for_a_price_that_judges_its_exits() -> None:
    scene = never_left(plan(stop_loss=stop(price(95))), Side.LONG)
    scene.last = None
    not_sent(scene)
    scene.wait(10)
    assert not scene.sent
    scene.last = Decimal(99)
    edge = price_band(scene.position, scene.market)
    assert edge.upper is not None
    assert scene.last >= edge.upper
    scene.look()
    assert [row.purpose for row in scene.sent] == [Purpose.ENTRY]


# what adds to a position that is held


WAITS = stop(percent(8), cool_down_amount=30)
"""A stop, 8 behind the entry, that gives the market half a minute to come back."""


def away_then_back(scene: Scene) -> list[Purpose]:
    """Say beyond the stop that nothing reached the venue; return what is sent ahead of it."""
    scene.last = scene.at(-9)
    not_sent(scene)
    scene.wait(5)
    assert not scene.sent
    scene.last = scene.at(-3)
    scene.wait(5)
    return [row.purpose for row in scene.sent]


def asked_for(scene: Scene, limit: int | None) -> Increase:
    """Return an increase at market, or at a limit."""
    asked = Increase(amount=Decimal(1), receipt_id="receipt")
    if limit is None:
        return asked
    return replace(asked, order_type=OrderType.LIMIT, price=scene.at(limit))


@SIDES
@pytest.mark.parametrize("limit", [None, -5], ids=["market", "limit"])
def test_increase_that_never_left_waits_while_the_market_is_beyond_the_stop(
    side: Side, limit: int | None
) -> None:
    scene = opened(plan(stop_loss=WAITS), side=side)
    scene.hold = True
    scene.tell(asked_for(scene, limit))
    assert away_then_back(scene) == [Purpose.INCREASE]


@SIDES
def test_increase_that_waits_beyond_the_stop_expires_in_its_time(side: Side) -> None:
    scene = opened(plan(stop_loss=replace(WAITS, cool_down_amount=300)), side=side)
    scene.hold = True
    scene.tell(asked_for(scene, None))
    scene.last = scene.at(-9)
    not_sent(scene)
    scene.wait(62)
    assert [fact.receipt_id for fact in scene.happened(IncreaseExpired)] == ["receipt"]
    assert not scene.sent
    assert not scene.position.requests


@SIDES
def test_increase_whose_limit_the_stop_has_passed_meanwhile_is_not_sent_again(side: Side) -> None:
    trails = stop(
        percent(8),
        protection_type=Protection.PRICE,
        trailing_percentage=Decimal(0),
        trailing_distance=Decimal(2),
    )
    scene = opened(plan(stop_loss=trails), side=side)
    scene.hold = True
    scene.tell(asked_for(scene, -1))
    scene.favour(8)
    not_sent(scene)
    scene.wait(62)
    assert not scene.sent
    assert scene.happened(IncreaseExpired)


@SIDES
@pytest.mark.parametrize("moved", [False, True], ids=["as planned", "moved"])
def test_dca_order_that_never_left_waits_while_the_market_is_beyond_the_stop(
    side: Side, moved: bool
) -> None:
    scene = Scene(plan(stop_loss=WAITS, dca_orders=(dca(percent(5)),)), side=side)
    scene.hold = not moved
    scene.look()
    scene.hold = True
    if moved:
        order = scene.order(Purpose.DCA)
        scene.tell(Modify(moves=((order.client_order_id, scene.at(-6)),)))
        scene.cancel_next()
    else:
        scene.send_next()
    assert away_then_back(scene) == [Purpose.DCA]
    assert scene.sent[0].price == scene.at(-6 if moved else -5)


@SIDES
def test_rest_of_an_entry_waits_while_the_market_is_beyond_the_stop(side: Side) -> None:
    opening = plan(order_type=OrderType.LIMIT, signal_price=Decimal(100), stop_loss=replace(WAITS))
    scene = Scene(opening, side=side, last=100 + side.sign)
    scene.look()
    scene.venue.portion = lambda left: left / 2
    scene.favour(0)
    assert scene.position.size == 5
    scene.hold = True
    entry = scene.order(Purpose.ENTRY)
    scene.tell(Modify(moves=((entry.client_order_id, scene.at(-2)),)))
    scene.cancel_next()
    assert away_then_back(scene) == [Purpose.ENTRY]
