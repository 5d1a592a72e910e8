"""Increases: how much, of which positions, under the checks of new exposure."""

from dataclasses import replace
from typing import Any

import pytest

from custom_components.tradehook.trading.admission.model import AdmissionContext, Reservation
from custom_components.tradehook.trading.model.commands import Resize, ResizePositions
from custom_components.tradehook.trading.model.facts import (
    CloseReason,
    CloseRequested,
    PositionStatus,
)
from custom_components.tradehook.trading.model.sections import OrderType, PriceLevel, StopLoss
from custom_components.tradehook.trading.reasons.reasons import Refusal
from tests.trading.admission_world import (
    ISOLATED,
    LINEAR,
    LONG,
    NOW,
    SHORT,
    D,
    admitted,
    bot_with,
    judge,
    position,
    quote,
    refused,
    reserved,
    world,
)


def increase_funds(context: AdmissionContext, change: dict[str, Any], **fields: Any) -> Reservation:
    return reserved(context, action="increase", increase_order=change, **fields)


def increase(context: AdmissionContext, change: dict[str, Any], **fields: Any) -> ResizePositions:
    result = admitted(context, action="increase", increase_order=change, **fields)
    (step,) = result.commands
    assert isinstance(step, ResizePositions)
    assert step.direction is Resize.INCREASE
    return step


def increase_refused(context: AdmissionContext, change: dict[str, Any], **fields: Any) -> str:
    return refused(context, action="increase", increase_order=change, **fields)


ONE = position("p1", size="1", entry_amount=D(2))
THREE = position("p2", size="3", entry_amount=D(4))


@pytest.mark.parametrize(
    ("change", "steps"),
    [
        ({"quantity_percentage": 50}, [("p1", "1"), ("p2", "2")]),  # of the initial entry
        ({"quantity_percentage": "33.333"}, [("p1", "0.6666"), ("p2", "1.3333")]),
        ({"base_amount": 2}, [("p1", "0.5"), ("p2", "1.5")]),  # once per signal
        ({"quote_amount": "200.02"}, [("p1", "0.5"), ("p2", "1.5")]),  # at the ask of 100.01
        ({"base_amount": "0.1003"}, [("p2", "0.1003")]),  # a quarter of it is too small
        ({"base_amount": "0.4001"}, [("p1", "0.1"), ("p2", "0.3001")]),
    ],
)
def test_percentage_is_of_each_entry_and_an_amount_is_split_by_size(
    change: dict[str, Any], steps: list[tuple[str, str]]
) -> None:
    step = increase(world(positions=[ONE, THREE]), change)
    assert step.amounts == tuple((position_id, D(amount)) for position_id, amount in steps)
    funds = increase_funds(world(positions=[ONE, THREE]), change)
    assert funds.notional == sum(D(amount) for _, amount in steps) * D("100.01")
    assert (funds.cost, funds.currency) == (funds.notional, "USDT")


def test_signal_id_and_side_pick_positions() -> None:
    held = [replace(ONE, plan=replace(ONE.plan, margin_mode=ISOLATED)), THREE]
    held = [replace(row, symbol="BTC/USDT:USDT") for row in held]
    held += [replace(held[0], position_id="p3", signal_id="s-p3", side=SHORT)]
    context = world(LINEAR, positions=held, hedge_mode=True)
    change = {"quantity_percentage": 50}
    by_id = increase(context, change, signal_id="s-p2")
    by_side = increase(context, change, side="short")
    assert [position_id for position_id, _ in by_id.amounts] == ["p2"]
    assert [position_id for position_id, _ in by_side.amounts] == ["p3"]
    assert len(increase(context, change).amounts) == 3


def test_both_sides_in_coins_are_ambiguous() -> None:
    context = world(positions=[ONE, replace(THREE, side=SHORT)], free={"USDT": D(1e4)})
    assert increase_refused(context, {"base_amount": 1}) == "position_ambiguous"
    assert increase_funds(context, {"base_amount": 1}, side="long").currency == "USDT"


CLOSING = CloseRequested(at=NOW, reason=CloseReason.SIGNAL, order_type=OrderType.LIMIT)


@pytest.mark.parametrize(
    "changes",
    [
        {"bot_id": "other"},
        {"symbol": "ETH/USDT"},
        {"side": SHORT},
        {"signal_id": "another"},
        {"status": PositionStatus.PENDING, "size": D(0)},
        {"status": PositionStatus.CLOSED},
    ],
)
def test_position_that_is_not_there_or_not_open_is_missing(changes: dict[str, Any]) -> None:
    context = world(positions=[replace(ONE, **changes)])
    code = increase_refused(context, {"base_amount": 1}, side="long", signal_id="s-p1")
    assert code == "position_missing"


MARKET_CLOSE = replace(CLOSING, order_type=OrderType.MARKET)
LEAVING = [
    world(positions=[replace(ONE, close_request=CLOSING)]),
    world(positions=[replace(ONE, close_request=MARKET_CLOSE)]),
    world(positions=[ONE], leaving=frozenset({"p1"})),
]


@pytest.mark.parametrize("context", LEAVING, ids=["limit", "market", "accepted"])
def test_position_that_is_being_closed_is_said_to_be(context: AdmissionContext) -> None:
    """So that the sender can wait for it; one beside it that stays is increased."""
    assert increase_refused(context, {"base_amount": 1}) == "position_closing"
    both = replace(context, positions=[*context.positions, THREE])
    grown = increase(both, {"quantity_percentage": 100})
    assert [position_id for position_id, _ in grown.amounts] == ["p2"]


@pytest.mark.parametrize(
    ("bot", "fields", "change", "order_type", "price"),
    [
        ("market", {}, {}, "market", None),
        ("limit", {}, {}, "limit", 100),  # the current price
        ("market", {"order_type": "limit"}, {"price": 90}, "limit", 90),
        ("market", {"order_type": "limit", "signal_price": 91}, {}, "limit", 91),
        ("market", {}, {"price": 90}, "limit", 90),  # a price means a limit order
        ("limit", {"order_type": "market"}, {}, "market", None),
    ],
)
def test_order_type_is_the_signal_s_else_the_bot_s(
    bot: str, fields: dict[str, Any], change: dict[str, Any], order_type: str, price: int | None
) -> None:
    context = bot_with(world(positions=[ONE]), order_type=OrderType(bot))
    step = increase(context, {"base_amount": 1, **change}, **fields)
    assert (step.order_type, step.price) == (order_type, None if price is None else D(price))
    funds = increase_funds(context, {"base_amount": 1, **change}, **fields)
    assert funds.notional == (D("100.01") if price is None else D(price))


@pytest.mark.parametrize(
    ("world_changes", "bot_changes", "code"),
    [
        ({"trading_enabled": False}, {}, "trading_off"),
        ({"quotes": {}}, {}, "market_data_stale"),
        ({"balances_at": None}, {}, "market_data_stale"),
        ({"free": {"USDT": D(100)}}, {}, "insufficient_funds"),
        ({}, {"quote": "EUR"}, "wrong_quote"),
        ({}, {"sides": frozenset({SHORT})}, "side_not_allowed"),
        ({}, {"blocked_bases": frozenset({"BTC"})}, "base_blocked"),
        ({}, {"max_spread": D("0.001")}, "spread_too_wide"),
        ({}, {"max_invested": D(200)}, "max_invested_reached"),
        ({}, {"max_entry_size": D(100)}, "max_entry_size_exceeded"),
    ],
)
def test_increase_passes_the_checks_of_new_exposure(
    world_changes: dict[str, Any], bot_changes: dict[str, Any], code: str
) -> None:
    context = bot_with(world(positions=[ONE], **world_changes), **bot_changes)
    assert increase_refused(context, {"base_amount": 1}) == code


def test_old_increase_is_refused() -> None:
    context = bot_with(world(positions=[ONE]), max_signal_age=60)
    assert increase_refused(context, {"base_amount": 1}, timestamp="2026-11-20") == (
        "signal_too_old"
    )


def test_distance_of_a_limit_increase_is_filtered() -> None:
    context = bot_with(world(positions=[ONE]), max_price_distance=D(5))
    assert increase(context, {"base_amount": 1, "price": 95})
    assert increase_refused(context, {"base_amount": 1, "price": 94}) == "price_too_far"


def test_increase_below_the_market_s_minimum_is_refused() -> None:
    result = judge(
        world(positions=[ONE]), action="increase", increase_order={"quantity_percentage": 1}
    )
    assert isinstance(result, Refusal)
    assert (result.code, "2.0002 USDT" in result.message) == ("below_minimum", True)


def test_position_whose_part_is_too_small_is_left_out_with_a_warning() -> None:
    held = [ONE, position("p2", size="30", entry_amount=D(30))]
    context = bot_with(world(positions=held), max_entry_size=D(1000))
    result = admitted(context, action="increase", increase_order={"quantity_percentage": 2})
    assert result.position_ids == ("p2",)
    assert "s-p1" in result.warnings[0]


def test_margin_of_an_increase_is_that_of_the_position_s_leverage() -> None:
    plan = {"leverage": 10, "margin_mode": ISOLATED}
    held = position(symbol="BTC/USDT:USDT", plan=plan)
    context = world(LINEAR, positions=[held], quotes={"BTC/USDT:USDT": quote()})
    funds = increase_funds(context, {"base_amount": 1, "price": 100})
    assert (funds.notional, funds.cost) == (D(100), D(10))


def test_short_in_coins_is_increased_with_coins() -> None:
    plan = replace(ONE.plan, stop_loss=StopLoss(level=PriceLevel(percentage=D(5))))
    short = replace(ONE, side=SHORT, plan=plan)
    context = world(positions=[short], free={"BTC": D("0.5"), "USDT": D(1000)})
    assert increase_funds(context, {"base_amount": "0.5"}).currency == "BTC"
    assert increase_refused(context, {"base_amount": "0.5001"}) == "short_needs_balance"
    poor = context.with_free({"BTC": D("0.5"), "USDT": D(1)})
    assert increase_refused(poor, {"base_amount": "0.5"}) == "insufficient_funds"
    bare = replace(context, positions=[replace(ONE, side=SHORT)])
    assert increase_refused(bare, {"base_amount": "0.5"}) == "short_needs_stop"
    assert increase(world(positions=[ONE]), {"base_amount": "0.5"}, side=LONG).amounts
