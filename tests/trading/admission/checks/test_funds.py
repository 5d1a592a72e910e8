"""What an opening takes, what is free for it, and whether it survives until its stop."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from custom_components.tradehook.trading.admission.model import AdmissionContext
from custom_components.tradehook.trading.admission.open_position import check_again
from custom_components.tradehook.trading.model.order import Order, OrderState, Purpose
from custom_components.tradehook.trading.model.sections import OrderType
from custom_components.tradehook.trading.reasons.reasons import Refusal, Refused
from tests.trading.admission_world import (
    CROSS,
    LINEAR,
    LONG,
    NOW,
    SHORT,
    SPOT,
    D,
    bot_with,
    judge,
    opened,
    pending,
    position,
    quote,
    refused,
    reserved,
    world,
)

LADDER = [
    {"price_percentage": 10, "quantity_percentage": 100},
    {"price_percentage": 20, "quantity_percentage": 200},
]
LIMIT = {"order_type": "limit", "signal_price": 100, "quote_amount": 100}


@pytest.mark.parametrize(
    ("market_type", "fields", "cost", "currency"),
    [
        (SPOT, {}, "100", "USDT"),
        (SPOT, {"dca_orders": LADDER}, "350", "USDT"),  # 1 at 100, 1 at 90, 2 at 80
        (SPOT, {"side": "short", "stop_loss_percentage": 50}, "1", "BTC"),
        (SPOT, {"side": "short", "stop_loss_percentage": 50, "dca_orders": LADDER}, "4", "BTC"),
        (LINEAR, {}, "100.1", "USDT"),  # margin and fee
        (LINEAR, {"leverage": 10}, "10.1", "USDT"),
        (LINEAR, {"leverage": 10, "dca_orders": LADDER}, "35.35", "USDT"),
        (LINEAR, {"leverage": 10, "side": "short"}, "10.1", "USDT"),
    ],
)
def test_cost_is_that_of_the_whole_ladder(
    market_type: Any, fields: dict[str, Any], cost: str, currency: str
) -> None:
    context = world(market_type, taker_fee=D("0.001"))
    reserve = {} if currency == "USDT" else {"USDT": D(1000)}
    exact = context.with_free({currency: D(cost), **reserve})
    funds = reserved(exact, **LIMIT, **fields)
    assert (funds.cost, funds.currency) == (D(cost), currency)
    short_of = context.with_free({currency: D(cost) - D("0.0001")})
    spot_short = market_type is SPOT and fields.get("side") == "short"
    expected = "short_needs_balance" if spot_short else "insufficient_funds"
    assert refused(short_of, **LIMIT, **fields) == expected


def test_notional_and_margin_are_kept_apart() -> None:
    funds = reserved(world(LINEAR), **LIMIT, leverage=10)
    assert (funds.notional, funds.cost) == (D(100), D(10))


def test_market_buy_may_slip_and_must_be_paid_for() -> None:
    context = world(slippage=D("0.0005"))
    # 100.01 and 0.05 %, up to the next tick: 100.07
    funds = reserved(context, base_amount=1)
    assert funds.cost == D("100.07")
    assert refused(context.with_free({"USDT": D("100.06")}), base_amount=1) == (
        "insufficient_funds"
    )


def test_fee_that_is_taken_out_of_the_size_needs_no_funds_of_its_own() -> None:
    context = world(LINEAR, taker_fee=D("0.001"), free={"USDT": D(100)})
    assert refused(context, **LIMIT) == "insufficient_funds"
    funds = reserved(context, **LIMIT, adjust_fee=True)
    # 100 / 1.001 is ordered and its fee is paid: all of it, but for the digits that are cut
    assert D("99.99") < funds.cost <= D(100)


def test_refusal_says_what_is_needed_and_what_is_free() -> None:
    result = judge(world(free={"USDT": D("12.5")}), **LIMIT)
    assert isinstance(result, Refusal)
    assert "needs 100 USDT" in result.message
    assert "12.5 USDT" in result.message


def exit_order(amount: str, price: str, side: Any) -> Order:
    return Order(
        client_order_id="tp",
        purpose=Purpose.TAKE_PROFIT,
        leg=0,
        side=side.exit,
        order_type=OrderType.LIMIT,
        amount=D(amount),
        price=D(price),
        state=OrderState.OPEN,
        created_at=NOW,
        updated_at=NOW,
    )


@pytest.mark.parametrize(("locked", "accepted"), [("1.5", True), ("1.4999", False)])
def test_short_on_spot_sells_no_coins_of_other_positions(locked: str, accepted: bool) -> None:
    # 2 coins are a long's; what its take profit locks is not free any more
    long = position(size="2", orders={"tp": exit_order(locked, "120", LONG)})
    context = world(positions=[long], free={"BTC": D("1.5"), "USDT": D(100)})
    fields = {
        "stop_loss_percentage": 5,
        "side": "short",
        "base_amount": 1,
        "order_type": "limit",
        "signal_price": 100,
    }
    if accepted:
        assert opened(context, **fields)
    else:
        assert refused(context, **fields) == "short_needs_balance"


@pytest.mark.parametrize(("free", "accepted"), [("150", True), ("149.99", False)])
def test_long_on_spot_spends_nothing_that_a_short_buys_back_with(free: str, accepted: bool) -> None:
    # sold for 100, of which 50 are locked for its take profit
    short = position(side=SHORT, bot_id="x", orders={"tp": exit_order("0.5", "100", SHORT)})
    context = world(positions=[short], free={"USDT": D(free)})
    if accepted:
        assert opened(context, **LIMIT)
    else:
        assert refused(context, **LIMIT) == "insufficient_funds"


@pytest.mark.parametrize(
    ("fields", "needed"),
    [
        ({"stop_price": D(110)}, 110),
        ({"stop_price": D(110), "emergency_price": D(120)}, 120),
        ({"stop_price": D(90)}, 100),  # moved into profit: at least what was sold
        (
            {
                "stop_price": D(110),
                "orders": {
                    "stop": replace(
                        exit_order("1", "1", SHORT),
                        order_type=OrderType.MARKET,
                        price=None,
                        trigger=D(110),
                    )
                },
            },
            0,  # the stop on the venue has locked it
        ),
    ],
)
def test_what_a_short_may_cost_at_its_stop_is_not_spent(
    fields: dict[str, Any], needed: int
) -> None:
    short = position(side=SHORT, bot_id="x", **fields)
    assert opened(world(positions=[short], free={"USDT": D(100 + needed)}), **LIMIT)
    context = world(positions=[short], free={"USDT": D(100 + needed) - D("0.01")})
    assert refused(context, **LIMIT) == "insufficient_funds"


def test_perpetual_positions_have_their_margin_and_claim_nothing() -> None:
    held = position(symbol="ETH/USDT:USDT", side=SHORT)
    assert opened(world(LINEAR, positions=[held], free={"USDT": D(100)}), **LIMIT)


@pytest.mark.parametrize(
    ("side", "stop", "accepted"),
    [
        # 10x and 0.5 % maintenance: liquidated at 90 / 0.995 = 90.45 and 110 / 1.005 = 109.45
        ("long", "90.46", True),
        ("long", "90.45", False),
        ("short", "109.45", True),
        ("short", "109.46", False),
    ],
)
def test_stop_lies_before_the_liquidation(side: str, stop: str, accepted: bool) -> None:
    fields = {**LIMIT, "side": side, "leverage": 10, "stop_loss": {"stop_price": stop}}
    if accepted:
        assert opened(world(LINEAR), **fields)
    else:
        assert refused(world(LINEAR), **fields) == "stop_beyond_liquidation"


def test_without_leverage_a_long_is_not_liquidated() -> None:
    assert opened(world(LINEAR), **LIMIT, stop_loss_percentage=99)


def test_cross_margin_holds_out_with_all_that_is_free() -> None:
    fields = {**LIMIT, "leverage": 10, "stop_loss_percentage": 50}
    assert refused(world(LINEAR), **fields) == "stop_beyond_liquidation"
    context = bot_with(world(LINEAR), margin_mode=CROSS)
    assert opened(context, **fields)
    poor = context.with_free({"USDT": D(49)})
    assert refused(poor, **fields) == "stop_beyond_liquidation"


def test_coins_are_not_liquidated() -> None:
    assert opened(world(), **LIMIT, stop_loss_percentage=99)


CONDITION = {"entry_condition": {"price": 105}}


def test_pending_opening_is_checked_again_without_itself() -> None:
    context = bot_with(world(free={"USDT": D(100)}), max_positions=1, max_invested=D(100))
    waiting = pending(opened(context, **LIMIT, **CONDITION), "p1")
    later = replace(context, positions=[waiting], now=NOW + timedelta(seconds=3))
    check_again(waiting, later)


@pytest.mark.parametrize(
    ("changes", "bot", "code"),
    [
        ({"free": {"USDT": D(99)}}, {}, "insufficient_funds"),
        ({"balances_at": None}, {}, "market_data_stale"),
        ({"quotes": {}}, {}, "market_data_stale"),
        ({"quotes": {"BTC/USDT": quote(bid=D(98))}}, {"max_spread": D(1)}, "spread_too_wide"),
        ({}, {"blocked_bases": frozenset({"BTC"})}, "base_blocked"),
        ({}, {"max_positions": 0}, "max_positions_reached"),
        ({}, {"max_invested": D(99)}, "max_invested_reached"),
    ],
)
def test_filters_limits_and_funds_are_checked_again(
    changes: dict[str, Any], bot: dict[str, Any], code: str
) -> None:
    waiting = pending(opened(world(), **LIMIT, **CONDITION), "p1")
    context = bot_with(world(positions=[waiting], **changes), **bot)
    with pytest.raises(Refused) as refusal:
        check_again(waiting, context)
    assert refusal.value.code == code


SHORT_AT_100 = {"side": "short", "stop_loss": {"stop_percentage": 10}, **LIMIT}


def coins(usdt: str = "1000", **changes: Any) -> AdmissionContext:
    """Return a spot account with coins of its own, a fee of 0.1 % and a slippage of 0.05 %."""
    free = {"BTC": D(10), "USDT": D(usdt)}
    return world(free=free, taker_fee=D("0.001"), slippage=D("0.0005"), **changes)


@pytest.mark.parametrize(
    "stop",
    [{}, {"stop_loss": None}, {"stop_loss": []}],
    ids=str,
)
def test_short_on_spot_needs_a_stop(stop: dict[str, Any]) -> None:
    result = judge(coins(), **LIMIT, side="short", **stop)
    assert isinstance(result, Refusal)
    assert (result.code.value, result.status) == ("short_needs_stop", 422)
    assert opened(coins(), **SHORT_AT_100)


# 1 coin x 110 x (1 + 0.001 + 2 x 0.0005) = 110.22, less 99.9 that the sale brings
@pytest.mark.parametrize(("usdt", "missing"), [("10.32", None), ("10.31", "0.01 USDT is missing")])
def test_short_on_spot_keeps_a_reserve_up_to_its_stop(usdt: str, missing: str | None) -> None:
    if missing is None:
        assert opened(coins(usdt), **SHORT_AT_100)
        return
    result = judge(coins(usdt), **SHORT_AT_100)
    assert isinstance(result, Refusal)
    assert (result.code.value, result.status) == ("insufficient_funds", 409)
    assert missing in result.message
    assert "10.32 USDT" in result.message


def test_emergency_stop_and_ladder_count_in_the_reserve() -> None:
    stop = {
        "stop_percentage": 10,
        "cool_down_amount": 1,
        "cool_down_time_frame": "minute",
        "emergency_stop_percentage": 20,
    }
    fields = {**SHORT_AT_100, "stop_loss": stop}
    assert refused(coins("20.33"), **fields) == "insufficient_funds"
    assert opened(coins("20.34"), **fields)
    ladder = {"dca_orders": [{"price_percentage": 5, "quantity_percentage": 100}]}
    assert refused(coins("20.34"), **SHORT_AT_100, **ladder) == "insufficient_funds"


def test_reserve_of_a_short_is_used_for_all_bots_before_and_after_it_fills() -> None:
    unfilled = pending(opened(coins(), **SHORT_AT_100), "p1", "other")
    for positions, free in (
        ([unfilled], "110.32"),
        (
            [
                replace(
                    position(side=SHORT, bot_id="other", size="1"),
                    stop_price=D(110),
                )
            ],
            "210.22",
        ),
    ):
        context = coins(free, positions=positions)
        assert opened(context, **LIMIT)
        less = coins(str(D(free) - D("0.3")), positions=positions)
        assert refused(less, **LIMIT) == "insufficient_funds"
