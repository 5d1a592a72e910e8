"""Alerts that change the size of an entry that rests, on a paper account."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.trading.model.market import MarketType
from tests.execution.house import BTC, House, Plan, house

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


CHANGE: dict[str, Any] = {"symbol": BTC, "action": "increase"}
WAITS: dict[str, dict[str, Any]] = {
    "at its limit": {"order_type": "limit", "signal_price": 58_000},
    "for its condition": {"entry_condition": {"price": 58_000}},
    "filled": {},
}


async def increased(home: House, percentage: int, times: int) -> list[object]:
    """Send so many increases behind each other; return how each was answered."""
    found: list[object] = []
    for _ in range(times):
        answer = await home.send(**CHANGE, increase_order={"quantity_percentage": percentage})
        await home.settle()
        found.append(answer.body.get("code", answer.status))
    return found


async def size_at(home: House, price: int) -> Decimal:
    """Return how many times the planned 0.001 BTC are held once all of it has filled."""
    await home.price(price)
    row = await home.only()
    assert row["status"] == "open"
    return Decimal(str(row["size"])) / Decimal("0.001")


@pytest.mark.parametrize("waits", WAITS)
async def test_percentages_are_of_the_initial_entry_however_often(plan: Plan, waits: str) -> None:
    """They don't compound, whether it has filled or not."""
    async with house(plan.but(duplicate_window=0)) as home:
        await home.price(60_000)
        opening = {"symbol": BTC, "side": "long", "base_amount": "0.001", **WAITS[waits]}
        assert (await home.send(**opening)).status == 202
        await home.settle()
        assert await increased(home, 50, 3) == [202] * 3
        assert abs(await size_at(home, 57_990) - Decimal("2.5")) < Decimal("0.02")


@pytest.mark.parametrize("waits", WAITS)
async def test_enlarging_an_entry_does_not_lift_the_cap(plan: Plan, waits: str) -> None:
    """Not for the next increase, nor once it has filled."""
    settings = {"duplicate_window": 0, "max_position_size": Decimal(2)}
    async with house(plan.but(**settings)) as home:
        await home.price(60_000)
        opening = {"symbol": BTC, "side": "long", "base_amount": "0.001", **WAITS[waits]}
        assert (await home.send(**opening)).status == 202
        await home.settle()
        assert await increased(home, 100, 3) == [202, *["max_position_size_reached"] * 2]
        assert abs(await size_at(home, 57_990) - 2) < Decimal("0.02")
        assert await increased(home, 100, 1) == ["max_position_size_reached"]


async def test_alerts_of_a_strategy_right_behind_each_other_reach_its_target(plan: Plan) -> None:
    """Flat, one, two: the second finds an entry that is not placed yet."""
    async with house(plan.but(duplicate_window=0)) as home:
        await home.price(60_000)
        for before, now in (("0", "1"), ("1", "2")):
            strategy = {
                "market_position": "long",
                "prev_market_position": "long" if Decimal(before) else "flat",
                "market_position_size": now,
                "prev_market_position_size": before,
                "order_action": "buy",
            }
            answer = await home.send(symbol=BTC, quote_amount=60, strategy=strategy)
            assert answer.status == 202, answer.body
        await home.settle()
        assert abs(await size_at(home, 60_000) - 2) < Decimal("0.02")


async def test_what_an_entry_grows_by_is_kept_back_while_it_waits(plan: Plan) -> None:
    """Others can't spend it meanwhile, and it pays for the entry."""
    plan = replace(plan, balance=Decimal(1_000)).but(max_entry_size=Decimal(1_000))
    async with house(plan.but(duplicate_window=0)) as home:
        await home.price(60_000)
        opening: dict[str, Any] = {"symbol": BTC, "side": "long", "quote_amount": 450}
        waiting = await home.send(**opening, entry_condition={"price": 58_000})
        assert waiting.status == 202
        await home.settle()
        assert await increased(home, 100, 1) == [202]
        refused = await home.send(**opening)
        assert refused.body["code"] == "insufficient_funds"
        assert abs(await size_at(home, 57_990) - 15) < Decimal("0.1")
