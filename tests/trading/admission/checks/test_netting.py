"""Perpetual markets that several bots, or somebody else, trade in."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.trading.model.market import MarginMode, Side
from custom_components.tradehook.trading.model.order import Order, OrderState, Purpose
from custom_components.tradehook.trading.model.position import Position
from custom_components.tradehook.trading.model.sections import OrderType
from custom_components.tradehook.trading.reasons.reasons import Refusal
from tests.trading.admission_world import (
    CROSS,
    ISOLATED,
    LINEAR,
    LONG,
    NOW,
    SHORT,
    D,
    admitted,
    bot_with,
    judge,
    opened,
    position,
    refused,
    world,
)

SYMBOL = "BTC/USDT:USDT"


@dataclass(frozen=True)
class Held:
    """A position that the venue shows."""

    side: Side
    size: Decimal
    symbol: str = SYMBOL
    leverage: int = 1
    margin_mode: MarginMode = ISOLATED


def other(side: Side = LONG, bot_id: str = "other", **plan: Any) -> Position:
    """Return a position of another bot in the same market."""
    terms = {"margin_mode": ISOLATED, "leverage": 1}
    return position(symbol=SYMBOL, side=side, bot_id=bot_id, plan=terms | plan)


@pytest.mark.parametrize("hedge_mode", [False, True])
@pytest.mark.parametrize("side", [LONG, SHORT])
def test_opposite_side_needs_hedge_mode(hedge_mode: bool, side: Side) -> None:
    context = world(LINEAR, positions=[other(side.opposite)], hedge_mode=hedge_mode)
    if hedge_mode:
        assert opened(context, side=side)
    else:
        assert refused(context, side=side) == "opposite_position"


def test_both_sides_may_be_held_in_coins() -> None:
    context = world(positions=[position(bot_id="other")], free={"BTC": D(10), "USDT": D(100)})
    assert opened(context, side="short", stop_loss_percentage=5)


@pytest.mark.parametrize("hedge_mode", [False, True])
@pytest.mark.parametrize(
    ("terms", "accepted"),
    [
        ({}, True),
        ({"leverage": 2}, False),
        ({"margin_mode": CROSS}, False),
    ],
)
def test_same_side_shares_leverage_and_margin_mode(
    hedge_mode: bool, terms: dict[str, Any], accepted: bool
) -> None:
    context = world(LINEAR, positions=[other(**terms)], hedge_mode=hedge_mode)
    if accepted:
        assert opened(context)
    else:
        assert refused(context) == "leverage_conflict"


def test_sides_of_hedge_mode_have_leverages_of_their_own() -> None:
    context = world(LINEAR, positions=[other(SHORT, leverage=7)], hedge_mode=True)
    assert opened(context)


def test_pending_position_counts_as_one() -> None:
    context = world(LINEAR, positions=[other(SHORT)])
    waiting = world(LINEAR, positions=[other(SHORT, bot_id="bot")])
    assert refused(context) == refused(waiting) == "opposite_position"


UNFILLED = Order(
    client_order_id="a",
    purpose=Purpose.DCA,
    leg=0,
    side=LONG.entry,
    order_type=OrderType.LIMIT,
    amount=D("0.5"),
    price=D(90),
    state=OrderState.OPEN,
    created_at=NOW,
    updated_at=NOW,
)


@pytest.mark.parametrize(
    ("held", "hedge_mode", "accepted"),
    [
        ([Held(LONG, D(1))], False, True),  # all ours
        ([Held(LONG, D("1.5"))], False, True),  # a fill of ours that we have not heard of yet
        ([Held(LONG, D("1.5001"))], False, False),
        ([Held(LONG, D("0.2"))], False, True),  # smaller: reconciliation deals with that
        ([Held(SHORT, D(1))], False, False),
        ([Held(SHORT, D(1))], True, True),  # the other side of hedge mode
        ([Held(LONG, D(2))], True, False),
        ([Held(SHORT, D(1), symbol="ETH/USDT:USDT")], False, True),
    ],
)
def test_position_of_somebody_else_refuses_the_signal(
    held: list[Held], hedge_mode: bool, accepted: bool
) -> None:
    ours = position(symbol=SYMBOL, plan={"margin_mode": ISOLATED}, orders={"a": UNFILLED})
    context = world(LINEAR, positions=[ours], venue_positions=held, hedge_mode=hedge_mode)
    increase = {"action": "increase", "increase_order": {"base_amount": "0.1"}}
    if accepted:
        assert opened(context)
        assert admitted(context, **increase).commands
    else:
        assert refused(context) == "foreign_position"
        assert refused(context, **increase) == "foreign_position"


@pytest.mark.parametrize(
    ("signal_leverage", "bot_leverage", "account_cap", "accepted"),
    [
        (50, 1, None, True),
        (51, 1, None, False),
        (None, 50, None, True),
        (None, 51, None, False),
        (20, 1, 20, True),
        (21, 1, 20, False),
        (None, 1, 20, True),
    ],
)
def test_leverage_stays_below_the_market_s_and_the_account_s_cap(
    signal_leverage: int | None, bot_leverage: int, account_cap: int | None, accepted: bool
) -> None:
    context = bot_with(world(LINEAR, max_leverage=account_cap), leverage=bot_leverage)
    leverage = ... if signal_leverage is None else signal_leverage
    if accepted:
        opening = opened(context, leverage=leverage)
        assert opening.plan.leverage == (signal_leverage or bot_leverage)
        assert opening.plan.margin_mode is ISOLATED
    else:
        assert refused(context, leverage=leverage) == "leverage_too_high"


@pytest.mark.parametrize(("cap", "owner", "limit"), [(20, "account", 20), (80, "market", 50)])
def test_refused_leverage_names_the_lower_cap_and_whose_it_is(
    cap: int, owner: str, limit: int
) -> None:
    outcome = judge(world(LINEAR, max_leverage=cap), leverage=81)
    assert isinstance(outcome, Refusal)
    assert outcome.message.startswith(f"The {owner} allows a leverage of at most {limit}:")
