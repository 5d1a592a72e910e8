"""What an account does while its venue can't be reached, and with the first price afterwards."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from tests.execution.house import BTC, House, Plan, house

MINUTE = timedelta(minutes=1)
SOON = timedelta(seconds=1.5)
"""How long before the close of a candle a test begins: enough to open a position."""


@pytest.fixture
async def home(plan: Plan) -> AsyncIterator[House]:
    """Return a house in which prices come only from the test, shortly before a candle's close."""
    plan.interval = 1000
    async with house(plan) as built:
        yield built


async def opened(home: House, plan: Plan) -> float:
    """Open a long whose stop at 58,200 is compared at each minute's close; return when that is."""
    now = datetime.now(UTC)
    closes = now.replace(second=0, microsecond=0) + MINUTE
    plan.clock.ahead = closes - SOON - now
    at = asyncio.get_running_loop().time() + SOON.total_seconds()
    await home.price(60_000)
    await home.send(
        symbol="SIM_USDT_BTC",
        side="long",
        quote_amount="100",
        stop_loss={
            "stop_percentage": 3,
            "cool_down_amount": 1,
            "cool_down_time_frame": "minute",
            "cool_down_type": "candle_close",
        },
    )
    await home.settle()
    await home.price(58_000)
    return at


async def passes(at: float) -> None:
    """Wait until a little after a moment of the loop's clock."""
    await asyncio.sleep(at - asyncio.get_running_loop().time() + 0.3)


@pytest.mark.parametrize(("then", "status"), [(60_500, "open"), (58_000, "closed")])
async def test_close_that_was_missed_is_decided_by_the_first_price_afterwards(
    home: House, plan: Plan, then: int, status: str
) -> None:
    at = await opened(home, plan)
    home.account.on_connected(connected=False)
    await passes(at)
    assert (await home.only())["status"] == "open"

    await home.price(then, BTC)
    await asyncio.sleep(1.2)

    assert (await home.only())["status"] == status


async def test_close_that_was_seen_decides(home: House, plan: Plan) -> None:
    await passes(await opened(home, plan))
    await home.settle()
    assert (await home.only())["status"] == "closed"
