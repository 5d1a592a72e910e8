"""Alerts that change the size of an entry that rests, on a paper account."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.trading.model.market import MarketType
from tests.execution.house import House, Plan, house

MARKETS = pytest.mark.parametrize(
    ("market_type", "symbol"),
    [(MarketType.SPOT, "BTC/USDT"), (MarketType.LINEAR, "BTC/USDT:USDT")],
    ids=["spot", "linear"],
)


async def alert(home: House, before: str, now: str, order: str) -> dict[str, Any]:
    """Send a long strategy's alert, with a limit entry at 59,000."""
    strategy = {
        "market_position": "long",
        "prev_market_position": "long" if Decimal(before) else "flat",
        "market_position_size": now,
        "prev_market_position_size": before,
        "order_action": order,
    }
    answer = await home.send(
        symbol="SIM_USDT_BTC", order_type="limit", signal_price=59_000, strategy=strategy
    )
    await home.settle()
    assert answer.status == 202, answer.body
    return dict(answer.body)


async def rests(home: House) -> list[Decimal]:
    """Return the amounts of what rests at the exchange."""
    (row,) = await home.account.positions()
    detail = await home.account.position(str(row["position_id"]))
    orders = detail["orders"] if detail else None
    assert isinstance(orders, list)
    live = ("open", "intended", "unknown")
    return [Decimal(o["amount"]) for o in orders if o["status"] in live]


@MARKETS
async def test_strategy_that_doubles_while_its_entry_rests_ends_at_the_double_size(
    plan: Plan, market_type: MarketType, symbol: str
) -> None:
    """It doubles, takes a quarter off again, and then the entry fills."""
    async with house(replace(plan, market_type=market_type)) as home:
        await home.price(60_000, symbol)
        await alert(home, "0", "1", "buy")
        (one,) = await rests(home)
        await alert(home, "1", "2", "buy")
        assert await rests(home) == [2 * one]
        assert (await home.only())["status"] == "pending"
        await alert(home, "2", "1.5", "sell")
        (left,) = await rests(home)
        assert abs(left - one * 3 / 2) <= Decimal("0.00001")
        await home.price(58_900, symbol)
        row = await home.only()
        assert row["status"] == "open"
        assert abs(Decimal(str(row["size"])) - left) <= left / 500
