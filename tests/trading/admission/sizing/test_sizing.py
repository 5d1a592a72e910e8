"""How large an entry is."""

from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.trading.position.entries.entry_rungs import entry_rung
from custom_components.tradehook.trading.settings.settings import SizeType
from tests.trading.admission_world import (
    LINEAR,
    SPOT,
    D,
    bot_with,
    opened,
    refused,
    reserved,
    world,
)

BALANCE, RISK = SizeType.BALANCE_PERCENTAGE, SizeType.RISK_PERCENTAGE
LIMIT = {"order_type": "limit", "signal_price": 100}


@pytest.mark.parametrize(
    ("size_type", "size", "fields", "quote_amount", "base_amount"),
    [
        (SizeType.QUOTE_AMOUNT, 100, {}, 100, None),
        (SizeType.QUOTE_AMOUNT, 100, {"quote_amount": "25.50"}, "25.50", None),
        (SizeType.QUOTE_AMOUNT, 100, {"base_amount": "0.75"}, None, "0.75"),
        (BALANCE, 10, {}, 1000, None),
        (BALANCE, 10, {"quote_amount": 20}, 20, None),
        (BALANCE, 100, {}, 10_000, None),
        (RISK, 1, {"stop_loss_percentage": 5}, None, 20),  # 100 lost at 5 each
        (RISK, 1, {"stop_loss": {"stop_price": 98}}, None, 50),
        (RISK, 1, {"quote_amount": 20}, 20, None),
    ],
)
def test_size_is_the_signal_s_else_the_bot_s(
    size_type: SizeType,
    size: int,
    fields: dict[str, Any],
    quote_amount: int | str | None,
    base_amount: int | str | None,
) -> None:
    context = bot_with(world(), size_type=size_type, size=D(size))
    plan = opened(context, **LIMIT, **fields).plan
    assert plan.quote_amount == (None if quote_amount is None else D(quote_amount))
    assert plan.base_amount == (None if base_amount is None else D(base_amount))


def test_percentage_of_the_balance_is_notional_whatever_the_leverage() -> None:
    context = bot_with(world(LINEAR), size_type=BALANCE, size=D(10), leverage=5)
    assert opened(context, **LIMIT).plan.quote_amount == D(1000)


def test_short_on_spot_takes_its_percentage_of_the_coins() -> None:
    free = {"BTC": D(2), "USDT": D(100)}
    context = bot_with(world(free=free), size_type=BALANCE, size=D(25))
    assert opened(context, **LIMIT, side="short", stop_loss_percentage=5).plan.base_amount == D(
        "0.5"
    )


@pytest.mark.parametrize("order_type", ["market", "limit"])
@pytest.mark.parametrize("market_type", [SPOT, LINEAR])
def test_all_of_the_balance_leaves_room_for_slippage_and_fee(
    market_type: Any, order_type: str
) -> None:
    context = world(market_type, taker_fee=D("0.001"), slippage=D("0.0005"))
    context = bot_with(context, size_type=BALANCE, size=D(100))
    funds = reserved(context, **LIMIT | {"order_type": order_type})
    assert D(9980) < funds.cost <= D(10_000)


@pytest.mark.parametrize("market_type", [SPOT, LINEAR])
def test_percentage_of_nothing_is_below_the_minimum(market_type: Any) -> None:
    context = bot_with(world(market_type, free={}), size_type=BALANCE)
    assert refused(context) == "below_minimum"


@pytest.mark.parametrize(
    ("fields", "equity", "code"),
    [
        ({}, 10_000, "risk_needs_stop"),
        (
            {
                "stop_loss": {
                    "protection_type": "PRICE",
                    "trailing_percentage": 1,
                    "trailing_distance": 1,
                }
            },
            10_000,
            "risk_needs_stop",
        ),
        ({"stop_loss_percentage": 5}, None, "market_data_stale"),
        # above the market of 100: it would be hit at once
        ({"signal_price": 120, "stop_loss": {"stop_price": 110}}, 10_000, "exits_already_passed"),
    ],
)
def test_risk_needs_a_stop_and_an_equity(
    fields: dict[str, Any], equity: int | None, code: str
) -> None:
    context = world(equity=None if equity is None else D(equity))
    assert refused(bot_with(context, size_type=RISK, size=D(1)), **fields) == code


LADDER = [
    {"price_percentage": 2, "quantity_percentage": 100},
    {"price_percentage": 4, "quantity_percentage": 200},
]


@pytest.mark.parametrize("side", ["long", "short"])
@pytest.mark.parametrize("fee", ["0", "0.001"])
@pytest.mark.parametrize(
    "stop", [{"stop_percentage": 5}, {"stop_percentage": 2}, {"beyond": 6}, {"beyond": 3}]
)
@pytest.mark.parametrize("dca", [[], LADDER])
def test_risk_is_what_is_lost_at_the_stop_with_the_ladder_filled(
    side: str, fee: str, stop: dict[str, int], dca: list[dict[str, int]]
) -> None:
    sign = 1 if side == "long" else -1
    context = world(LINEAR, taker_fee=D(fee), free={"USDT": D(1_000_000)})
    context = bot_with(context, size_type=RISK, size=D(1), leverage=2, max_entry_size=D(1_000_000))
    if "beyond" in stop:
        stop_loss: dict[str, Any] = {"stop_price": 100 - sign * stop["beyond"]}
    else:
        stop_loss = dict(stop)
    fields = {**LIMIT, "side": side, "stop_loss": stop_loss, "dca_orders": dca}
    plan = opened(context, **fields).plan
    assert plan.base_amount is not None
    # In a jump every DCA order fills, those beyond the stop too, before anything is sold.
    bought, cost = plan.base_amount, plan.base_amount * 100
    paid_fees = cost * D(fee)

    beyond: list[Decimal] = []

    def stop_price() -> Any:
        if "stop_price" in stop_loss:
            return D(stop_loss["stop_price"])
        return cost / bought * (1 - sign * D(stop_loss["stop_percentage"]) / 100)

    for rung in dca:
        price = D(100 - sign * rung["price_percentage"])
        if sign * (price - stop_price()) <= 0:
            beyond.append(price)
        amount = plan.base_amount * rung["quantity_percentage"] / 100
        bought, cost = bought + amount, cost + amount * price
        paid_fees += amount * price * D(fee)
    exit_price = sign * min(sign * price for price in (stop_price(), *beyond))
    lost = sign * (cost - bought * exit_price) + paid_fees + bought * exit_price * D(fee)
    assert lost == pytest.approx(D(100), abs=D("0.01"))


def test_amounts_in_the_plan_are_those_that_are_ordered() -> None:
    context = bot_with(world(), size_type=RISK, size=D("0.333"))
    opening = opened(context, stop_loss_percentage="1.7")
    market, quote = context.markets["BTC/USDT"], context.quotes["BTC/USDT"]
    entry = entry_rung(opening.plan, opening.side, market, quote, context.taker_fee)
    assert entry.amount == opening.plan.base_amount


def test_reserved_funds_are_no_part_of_the_available_balance() -> None:
    context = bot_with(world(), size_type=BALANCE, size=D(50))
    rest = context.with_free({"USDT": D(100)})
    assert opened(rest, **LIMIT).plan.quote_amount == D(50)


@pytest.mark.parametrize("side", ["long", "short"])
def test_slippage_of_entry_and_stop_is_at_risk_too(side: str) -> None:
    sign = 1 if side == "long" else -1
    context = world(LINEAR, taker_fee=D("0.001"), slippage=D("0.0005"))
    context = bot_with(context, size_type=RISK, size=D(1), leverage=2, max_entry_size=D(1_000_000))
    opening = opened(context, side=side, stop_loss_percentage=5)
    amount = opening.plan.base_amount
    assert amount is not None
    quote = context.quotes[opening.symbol]
    bought = (quote.ask if side == "long" else quote.bid) * (1 + sign * D("0.0005"))
    sold = bought * (1 - sign * D("0.05")) * (1 - sign * D("0.0005"))
    lost = amount * (sign * (bought - sold) + D("0.001") * (bought + sold))
    assert context.equity is not None
    assert lost == pytest.approx(context.equity / 100, abs=D("0.02"))
