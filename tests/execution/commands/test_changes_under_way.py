"""Signals that come while what was asked before them is under way, or not even begun."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.execution.signals import SignalResponse
from custom_components.tradehook.trading.model.market import MarketType
from tests.execution.house import House, Plan, house

type Message = dict[str, Any]

PERP = "BTC/USDT:USDT"
OPEN: Message = {"action": "open", "side": "long", "quote_amount": 300, "stop_loss_percentage": 3}
SHORT: Message = {"action": "open", "side": "short", "quote_amount": 200, "stop_loss_percentage": 3}
CLOSE: Message = {"action": "close"}
TURN: Message = {
    "action": "reverse",
    "side": "short",
    "quote_amount": 200,
    "stop_loss_percentage": 2,
}
BACK: Message = {**TURN, "side": "long", "quote_amount": 100}


def reduce(percentage: int, **fields: Any) -> Message:
    return {"action": "reduce", "quantity_percentage": percentage, **fields}


def increase(percentage: int) -> Message:
    return {"action": "increase", "increase_order": {"quantity_percentage": percentage}}


def stop(percentage: int) -> Message:
    return {"action": "modify", "stop_loss": {"stop_percentage": percentage}}


def strategy(now: str, size: int, before: str, size_before: int, order: str) -> Message:
    said = {
        "market_position": now,
        "market_position_size": str(size),
        "prev_market_position": before,
        "prev_market_position_size": str(size_before),
        "order_action": order,
        "contracts": "1",
    }
    return {"strategy": said, "stop_loss_percentage": 3}


GROWS = strategy("long", 2, "long", 1, "buy")
GROWS_ON = strategy("long", 3, "long", 2, "buy")
SHRINKS_FROM_4 = strategy("long", 3, "long", 4, "sell")
SHRINKS_FROM_3 = strategy("long", 2, "long", 3, "sell")


@pytest.fixture
def settings_changes() -> Mapping[str, object]:
    """Return what is other in the bot's settings."""
    return {}


@pytest.fixture
async def perps(plan: Plan, settings_changes: Mapping[str, object]) -> AsyncIterator[House]:
    """Return a house for perpetuals whose bot holds a long of 0.005."""
    linear = replace(plan, market_type=MarketType.LINEAR)
    async with house(linear.but(duplicate_window=0, **settings_changes)) as built:
        await built.price(60_000, PERP)
        assert (await say(built, OPEN)).status == 202
        await built.settle()
        yield built


async def say(home: House, message: Message) -> SignalResponse:
    """Send a signal."""
    return await home.send(symbol="SIM_USDT_BTC", **message)


async def held(home: House) -> dict[str, Decimal]:
    """Let the venue go on, and return what the bot holds in the end."""
    await asyncio.sleep(0.05)
    home.exchange.paused = False
    await home.settle()
    rows = [row for row in await home.positions() if row["status"] == "open"]
    return {str(row["side"]): Decimal(str(row["size"])) for row in rows}


@pytest.mark.parametrize("settled", [True], ids=["under way"])
@pytest.mark.parametrize(
    ("messages", "left"),
    [
        ([reduce(50), reduce(50)], "0.00125"),
        ([reduce(50), reduce(40)], "0.0015"),
        ([SHRINKS_FROM_4, SHRINKS_FROM_3], "0.0025"),
        ([GROWS, GROWS_ON], "0.015"),
        ([GROWS, strategy("long", 1, "long", 2, "sell")], "0.005"),
        ([increase(100), reduce(50)], "0.005"),
        ([reduce(50), increase(50)], "0.005"),
    ],
)
async def test_a_change_is_of_what_those_before_it_lead_to(
    perps: House, messages: list[Message], left: str, settled: bool
) -> None:
    """Whatever is under way, or was only just accepted, has happened for what comes behind it."""
    perps.exchange.paused = True
    for message in messages:
        answer = await say(perps, message)
        assert answer.status == 202, answer.body
        if settled:
            await asyncio.sleep(0.05)
    (size,) = (await held(perps)).values()
    assert abs(size - Decimal(left)) <= Decimal("0.0001")


@pytest.mark.parametrize("settled", [True], ids=["under way"])
@pytest.mark.parametrize(
    "exit_of_it",
    [
        strategy("short", 1, "short", 2, "buy"),
        reduce(50),
        reduce(50, side="short"),
        CLOSE,
        {"action": "close", "side": "short"},
    ],
    ids=["strategy", "reduce", "reduce short", "close", "close short"],
)
async def test_an_exit_of_what_a_reverse_is_going_to_open_calls_it_off(
    perps: House, exit_of_it: Message, settled: bool
) -> None:
    """Every later exit of that market and side, or of all, ends the opening."""
    perps.exchange.paused = True
    assert (await say(perps, strategy("short", 2, "long", 1, "sell"))).status == 202
    if settled:
        await asyncio.sleep(0.05)
    answer = await say(perps, exit_of_it)
    assert answer.status == 202, answer.body
    assert await held(perps) == {}


async def test_a_reduction_says_what_it_calls_off(perps: House) -> None:
    """The short that waits behind the close is cancelled: that is not nothing."""
    perps.exchange.paused = True
    assert (await say(perps, CLOSE)).status == 202
    assert (await say(perps, SHORT)).status == 202
    await asyncio.sleep(0.05)
    answer = await say(perps, reduce(50))
    assert answer.status == 202
    assert "the opening behind it is called off" in str(answer.body["warnings"])
    assert await held(perps) == {}
