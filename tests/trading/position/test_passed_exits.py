"""Fixed prices are compared twice: with the signal's price, and with the market at the placing."""

from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.trading.admission.model import AdmissionContext
from custom_components.tradehook.trading.model.facts import CloseReason, EntryPlaced, PositionStatus
from custom_components.tradehook.trading.model.market import MarketType, Side
from custom_components.tradehook.trading.model.order import Purpose
from custom_components.tradehook.trading.model.sections import EntryCondition
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
from tests.trading.scene import Scene, opened, percent, plan, price, stop, target

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
