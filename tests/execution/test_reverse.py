"""A reverse closes and opens as one unit."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from custom_components.tradehook.trading.market import MarketType

from .house import House, Plan, house

PERP = "BTC/USDT:USDT"


@pytest.fixture
def linear(plan: Plan) -> Plan:
    """Return the plan of an account for perpetuals."""
    return replace(plan, market_type=MarketType.LINEAR)


@pytest.fixture
async def perps(linear: Plan) -> AsyncIterator[House]:
    """Return a running house for perpetuals."""
    async with house(linear) as built:
        await built.price(60_000, PERP)
        yield built


async def open_long(home: House) -> None:
    """Open a long perpetual."""
    answer = await home.send(symbol="SIM_USDT_BTC", side="long", stop_loss={"stop_percentage": 3})
    assert answer.status == 202, answer.body
    await home.settle()


async def test_reverse_closes_the_long_and_opens_the_short(perps: House) -> None:
    """Once flat, the new side is opened with open's fields."""
    await open_long(perps)
    answer = await perps.send(action="reverse", symbol="SIM_USDT_BTC", side="short")
    assert answer.status == 202, answer.body
    await perps.settle()
    new, old = await perps.positions()
    assert (old["status"], old["close_reason"]) == ("closed", "reverse")
    assert (new["status"], new["side"]) == ("open", "short")
    (held,) = await perps.exchange.fetch_positions()
    assert str(held.size) == new["size"]


async def test_reverse_whose_opening_is_refused_ends_flat(perps: House) -> None:
    """The closing leg always runs; the opening's checks run after it."""
    await open_long(perps)
    answer = await perps.send(
        action="reverse",
        symbol="SIM_USDT_BTC",
        side="short",
        quote_amount=1_000_000,
        signal_id="r9",
    )
    assert answer.status == 202
    await perps.settle()
    (old,) = await perps.positions()
    assert old["status"] == "closed"
    signal = (await perps.account.signals())[0]
    assert (signal["status"], signal["code"]) == ("failed", "opening_refused")
    assert await perps.exchange.fetch_positions() == []
    again = await perps.send(action="reverse", symbol="SIM_USDT_BTC", side="short", signal_id="r9")
    assert again.status == 202


async def test_reverse_resumes_where_a_crash_left_it(linear: Plan) -> None:
    """The venue is held back while the closing leg is under way."""
    async with house(linear) as home:
        await home.price(60_000, PERP)
        await open_long(home)
        home.exchange.paused = True
        await home.send(action="reverse", symbol="SIM_USDT_BTC", side="short", signal_id="r1")
    async with house(linear) as home:
        await home.settle()
        new, old = await home.positions()
        assert old["status"] == "closed"
        assert (new["status"], new["side"], new["signal_id"]) == ("open", "short", "r1")
        assert len(await home.exchange.fetch_positions()) == 1
