"""Signals that come before the account works: recorded from the ledger on, carried out after it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal

import pytest

from .house import House, Plan, built, house
from .test_openings import number, open_long


async def reached(condition: object) -> None:
    """Wait until something is true."""
    assert callable(condition)
    async with asyncio.timeout(5):
        while not condition():  # noqa: ASYNC110  it can only be asked
            await asyncio.sleep(0.001)


@asynccontextmanager
async def starting(plan: Plan) -> AsyncIterator[House]:
    """Start a house that gets as far as the line lets it, and let it start to the end."""
    line = plan.line
    async with built(plan) as home:
        start = asyncio.create_task(home.account.start())
        await reached(lambda: home.account._inbox._recording)
        yield home
        for gate in (line.opening, line.telling):
            if gate is not None:
                gate.set()
        await start
        await home.settle()


async def had_long(plan: Plan, **fields: object) -> dict[str, object]:
    """Open a long in an earlier life."""
    async with house(plan) as home:
        await home.price(60_000)
        return await open_long(home, **fields)


async def test_reduction_that_came_while_reconciling_is_carried_out_once(plan: Plan) -> None:
    """It waits in the market's queue, and what the start resumes must not repeat it."""
    before = await had_long(plan, take_profit=[])
    plan.line.telling = asyncio.Event()
    async with starting(plan) as home:
        await reached(lambda: home.exchange.markets)
        answer = await home.send(
            action="reduce", symbol="BTCUSDT", reduce_order={"quantity_percentage": 50}
        )
        assert answer.status == 202, answer.body
        plan.line.telling.set()
        await reached(lambda: home.account.ready)
        await home.settle()
        row = await home.only()
        assert number(row["size"]) == pytest.approx(
            number(before["size"]) / 2, abs=Decimal("0.000002")
        )
        assert [order["purpose"] for order in row["orders"]].count("reduce") == 1  # type: ignore[attr-defined]


async def test_increase_that_came_while_reconciling_is_carried_out_once(plan: Plan) -> None:
    """New exposure is doubled as easily."""
    await had_long(plan, take_profit=[])
    plan.line.telling = asyncio.Event()
    async with starting(plan) as home:
        await reached(lambda: home.account.connected and home.account.numbers.balances_at)
        answer = await home.send(
            action="increase", symbol="BTCUSDT", increase_order={"quote_amount": "100"}
        )
        assert answer.status == 202, answer.body
        plan.line.telling.set()
        await reached(lambda: home.account.ready)
        await home.settle()
        row = await home.only()
        assert [order["purpose"] for order in row["orders"]].count("increase") == 1  # type: ignore[attr-defined]
