"""A stop is hit by the mark price near the liquidation, on a whole account for perpetuals."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.exchanges.simulated_market import SimulatedPriceError
from custom_components.tradehook.trading.model.market import MarketType
from tests.execution.commands.test_openings import number
from tests.execution.conftest import START
from tests.execution.house import BTC, House, Plan, house

PERP = f"{BTC}:USDT"


@pytest.fixture
def linear(plan: Plan) -> Plan:
    """Return the plan of an account for perpetuals with leverage 10."""
    settings = replace(plan.settings, max_entry_size=Decimal(1_000_000), leverage=10)
    return replace(plan, market_type=MarketType.LINEAR, settings=settings)


async def opened(home: House, side: str = "long", **fields: Any) -> dict[str, Any]:
    """Open at 60,000 with a stop at 5 % and return the position; it is liquidated near 9.5 %."""
    await home.price(START, PERP)
    message: dict[str, Any] = {
        "symbol": "SIM_USDT_BTC",
        "side": side,
        "quote_amount": 3000,
    } | fields
    answer = await home.send(**({"stop_loss": {"stop_percentage": 5}} | message))
    assert answer.status == 202, answer.body
    await home.settle()
    row = await home.only()
    assert row["status"] == "open"
    return row


async def mark(home: House, price: Decimal) -> dict[str, Any]:
    """Set the mark alone, at a last price of 60,000, and return what became of the position."""
    await home.market.set_price(PERP, price=START, hold=True, mark=price)
    await home.settle()
    (row,) = await home.positions()
    return row


@pytest.mark.parametrize("side", ["long", "short"])
async def test_a_mark_near_the_liquidation_hits_the_stop_at_an_untouched_last_price(
    linear: Plan, side: str
) -> None:
    async with house(linear) as home:
        row = await opened(home, side)
        (held,) = await home.exchange.fetch_positions()
        assert held.liquidation_price is not None
        stop, liquidation = number(row["stop_price"]), held.liquidation_price
        near = liquidation + (stop - liquidation) / 4
        away = 1 if side == "long" else -1
        assert (await mark(home, near + away))["status"] == "open"
        row = await mark(home, near - away)
        assert (row["status"], row["close_reason"]) == ("closed", "stop_loss")
        shown: Any = await home.account.position(row["position_id"])
        (told,) = [entry for entry in shown["story"] if entry["event"] == "close_asked"]
        assert number(told["mark"]) == near - away
        fills = [trade for trade in await home.account.trades() if trade["purpose"] == "stop_loss"]
        assert abs(number(fills[0]["price"]) - START) < 100


async def test_a_bot_that_leaves_the_mark_out_is_liquidated_by_it(linear: Plan) -> None:
    linear = linear.but(stop_on_mark=False)
    async with house(linear) as home:
        await opened(home)
        (held,) = await home.exchange.fetch_positions()
        assert held.liquidation_price is not None
        assert (await mark(home, held.liquidation_price + 1))["status"] == "open"
        row = await mark(home, held.liquidation_price - 1)
        assert (row["status"], row["close_reason"]) == ("closed", "liquidation")


async def test_the_simulated_mark_is_the_price_unless_it_is_set_and_lasts(linear: Plan) -> None:
    async with house(linear) as home:
        await opened(home, stop_loss={"stop_percentage": 5})
        (held,) = await home.exchange.fetch_positions()
        assert held.mark_price == START
        await mark(home, Decimal(59_000))
    async with house(linear) as home:
        (held,) = await home.exchange.fetch_positions()
        assert held.mark_price == 59_000
        await home.price(START, PERP)
        (held,) = await home.exchange.fetch_positions()
        assert held.mark_price == START


async def test_a_mark_that_can_t_be_is_refused_and_moves_nothing(home: House, linear: Plan) -> None:
    with pytest.raises(SimulatedPriceError, match="BTC/USDT has no mark price") as spot:
        await home.market.set_price(BTC, price=Decimal(1), mark=Decimal(2))
    assert spot.value.path == "mark"
    assert home.market.quote(BTC).last == START
    async with house(replace(linear, path=linear.path.with_name("other.db"))) as perps:
        with pytest.raises(SimulatedPriceError, match="must be between"):
            await perps.market.set_price(PERP, price=START, mark=Decimal(0))
