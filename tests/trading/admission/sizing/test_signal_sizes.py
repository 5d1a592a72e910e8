"""The size of an entry as a signal may ask for it: one of eight ways, to the last digit."""

from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.trading.reasons.reasons import Refusal
from custom_components.tradehook.trading.settings.settings import SizeType
from custom_components.tradehook.trading.signal.fields.opening import ENTRY_SIZES
from custom_components.tradehook.trading.signal.parse import InvalidSignal
from tests.trading.admission_world import (
    LINEAR,
    SPOT,
    D,
    bot_with,
    judge,
    opened,
    refused,
    reserved,
    signal,
    world,
)

LIMIT = {"order_type": "limit", "signal_price": 100}
STOP = {"stop_loss_percentage": 5}
COOLS = {"stop_percentage": 5, "cool_down_amount": 5, "cool_down_time_frame": "minute"}


@pytest.mark.parametrize(
    ("market_type", "fields", "quote_amount", "base_amount"),
    [
        # notional, whatever the leverage
        (SPOT, {"balance_percentage": 4}, 400, None),
        (LINEAR, {"balance_percentage": 4, "leverage": 10}, 400, None),
        (SPOT, {"equity_percentage": "2.5"}, 500, None),
        (LINEAR, {"equity_percentage": "2.5", "leverage": 10}, 500, None),
        # margin: times the leverage
        (SPOT, {"margin_amount": 25}, 25, None),
        (LINEAR, {"margin_amount": 25, "leverage": 10}, 250, None),
        (SPOT, {"margin_percentage": 1}, 100, None),
        (LINEAR, {"margin_percentage": "0.4", "leverage": 10}, 400, None),
        # what the stop loses: 5 of each coin
        (SPOT, {"risk_percentage": "0.1", **STOP}, None, 4),
        (SPOT, {"risk_amount": 20, **STOP}, None, 4),
        (LINEAR, {"risk_amount": 20, "leverage": 10, **STOP}, None, 4),
        # the emergency stop is what counts where the other one waits: 8 of each coin
        (
            SPOT,
            {"risk_amount": 16, "stop_loss": {**COOLS, "emergency_stop_percentage": 8}},
            None,
            2,
        ),
    ],
)
def test_size_becomes_an_amount(
    market_type: Any,
    fields: dict[str, Any],
    quote_amount: int | None,
    base_amount: int | None,
) -> None:
    context = world(market_type, equity=D(20_000))
    plan = opened(context, **LIMIT, **fields).plan
    assert plan.quote_amount == (None if quote_amount is None else D(quote_amount))
    assert plan.base_amount == (None if base_amount is None else D(base_amount))


@pytest.mark.parametrize("size_type", list(SizeType))
def test_size_of_the_signal_goes_before_the_bot_s(size_type: SizeType) -> None:
    context = bot_with(world(), size_type=size_type, size=D(3), max_entry_size=D(10_000))
    assert opened(context, **LIMIT, margin_amount=40, **STOP).plan.quote_amount == D(40)


@pytest.mark.parametrize("second", ENTRY_SIZES[1:])
def test_two_sizes_contradict_each_other(second: str) -> None:
    with pytest.raises(InvalidSignal) as caught:
        signal(**{ENTRY_SIZES[0]: 10, second: 10}, **STOP)
    (error,) = caught.value.errors
    assert (error.path, error.message) == (
        second,
        f"contradicts `{ENTRY_SIZES[0]}`: give only one of them",
    )


@pytest.mark.parametrize("name", ENTRY_SIZES)
@pytest.mark.parametrize("value", [0, -1, "", "NA", "{{strategy.order.contracts}}", True, [], {}])
def test_wrong_size_is_refused_by_its_name(name: str, value: object) -> None:
    with pytest.raises(InvalidSignal) as caught:
        signal(**{name: value})
    assert [error.path for error in caught.value.errors] == [name]


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("balance_percentage", 100_000),
        ("equity_percentage", 100_000),
        ("margin_percentage", 100),
        ("risk_percentage", 100),
    ],
)
def test_percentage_has_its_most(name: str, most: int) -> None:
    assert signal(**{name: most}).entry_size is not None
    with pytest.raises(InvalidSignal, match=f"at most {most}"):
        signal(**{name: most + 1})


@pytest.mark.parametrize("name", ["risk_percentage", "risk_amount"])
@pytest.mark.parametrize("stop", [{}, {"stop_loss": None}, {"stop_loss": COOLS}])
def test_risk_needs_a_stop_that_is_certain(name: str, stop: dict[str, Any]) -> None:
    outcome = judge(world(), **{name: 1}, **stop)
    assert isinstance(outcome, Refusal)
    assert (outcome.code, outcome.status) == ("risk_needs_stop", 422)
    assert [error.path for error in outcome.errors] == [name]


@pytest.mark.parametrize("name", ["equity_percentage", "risk_percentage"])
def test_share_of_an_equity_that_nobody_knows_is_refused(name: str) -> None:
    assert refused(world(equity=None), **{name: 1}, **STOP) == "market_data_stale"


def test_amounts_need_no_equity() -> None:
    context = world(equity=None)
    assert opened(context, **LIMIT, risk_amount=20, **STOP).plan.base_amount == D(4)
    assert opened(context, **LIMIT, margin_amount=20).plan.quote_amount == D(20)


@pytest.mark.parametrize("market_type", [SPOT, LINEAR])
@pytest.mark.parametrize("name", ["balance_percentage", "margin_percentage"])
def test_all_of_the_balance_is_cut_for_fee_and_slippage_only(name: str, market_type: Any) -> None:
    context = world(market_type, taker_fee=D("0.001"), slippage=D("0.0005"))
    context = bot_with(context, max_entry_size=D(1_000_000))
    assert D(9980) < reserved(context, **{name: 100}).cost <= D(10_000)


@pytest.mark.parametrize(
    "fields",
    [
        {"margin_percentage": "99.99", "leverage": 10},
        {"balance_percentage": 1001, "leverage": 10},
        {"equity_percentage": 101},
        {"margin_amount": 10_001},
        {"risk_percentage": 100, **STOP},
        {
            "balance_percentage": 60,
            "dca_orders": [{"price_percentage": 2, "quantity_percentage": 100}],
        },
    ],
)
def test_nothing_else_is_cut(fields: dict[str, Any]) -> None:
    linear = "leverage" in fields
    context = world(LINEAR if linear else SPOT, taker_fee=D("0.001"))
    context = bot_with(context, max_entry_size=D(10_000_000))
    assert refused(context, **LIMIT, **fields) == "insufficient_funds"


@pytest.mark.parametrize("name", ["balance_percentage", "equity_percentage", "margin_percentage"])
def test_largest_entry_of_the_bot_holds(name: str) -> None:
    assert refused(world(), **LIMIT, **{name: 50}) == "max_entry_size_exceeded"


def test_short_on_spot_takes_its_share_of_the_coins() -> None:
    context = world(free={"BTC": D(2), "USDT": D(100)})
    opening = opened(context, **LIMIT, side="short", balance_percentage=25, **STOP)
    assert opening.plan.base_amount == D("0.5")


def test_strategy_with_its_own_contracts_has_no_other_size() -> None:
    context = bot_with(world(), use_strategy_contracts=True)
    state = {
        "market_position": "long",
        "prev_market_position": "flat",
        "market_position_size": 2,
        "prev_market_position_size": 0,
        "order_action": "buy",
        "contracts": 2,
    }
    plan = opened(context, strategy=state, balance_percentage=1).plan
    assert (plan.base_amount, plan.quote_amount) == (Decimal(2), None)
