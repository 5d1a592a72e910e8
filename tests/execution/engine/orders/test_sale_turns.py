"""A few positions at a time are without their stop on the venue while they are sold."""

import asyncio

from custom_components.tradehook.execution.common.timing.timings import OrderManagerTimings
from custom_components.tradehook.execution.engine.orders.sale_turns import AT_ONCE, SaleTurns


async def taken(turns: SaleTurns, *names: str) -> list[asyncio.Task[None]]:
    """Ask for turns, and let everybody who may have one begin."""
    asked = [asyncio.create_task(turns.take(name)) for name in names]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    return asked


async def test_further_stops_are_cancelled_when_those_before_are_sold() -> None:
    turns = SaleTurns(OrderManagerTimings().sale_turn)
    first = await taken(turns, *(f"first {number}" for number in range(AT_ONCE)))
    second, third = await taken(turns, "second", "third")
    assert all(one.done() for one in first)
    turns.end("first 3")
    await second
    assert not third.done()
    turns.end("first 3")  # it has none any more
    await asyncio.sleep(0)
    assert not third.done()
    turns.end("second")
    await third
    turns.clear()


async def test_a_cancel_that_nobody_answers_holds_up_no_other_exit() -> None:
    turns = SaleTurns(0.05)
    await taken(turns, *(f"first {number}" for number in range(AT_ONCE)))
    (last,) = await taken(turns, "last")
    assert not last.done()
    async with asyncio.timeout(1):
        await last
    turns.clear()


async def test_what_was_turned_off_waits_for_nobody() -> None:
    turns = SaleTurns(OrderManagerTimings().sale_turn)
    await taken(turns, *(f"first {number}" for number in range(AT_ONCE)))
    turns.clear()
    (last,) = await taken(turns, "last")
    assert last.done()
    turns.clear()
