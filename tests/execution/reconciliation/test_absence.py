"""Nobody was there for longer than the venue tells of trades: a person is asked before a sale."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from custom_components.tradehook.execution.reconciliation.health_monitor import HealthIssueKind
from custom_components.tradehook.trading.model.market import MarketType
from tests.execution.house import BTC, House, Plan, built

PERP = "BTC/USDT:USDT"
MEMORY = timedelta(days=7)
TARGET = [{"price_percentage": 9, "position_percentage": 100}]


@asynccontextmanager
async def at(plan: Plan) -> AsyncIterator[House]:
    """Start an account on a venue that forgets."""
    async with built(plan) as home:
        home.exchange.memory = MEMORY
        await home.account.start()
        yield home


def asked(home: House) -> list[str]:
    """Return the positions that a person is asked about."""
    home.account._reconciliation_loop.health.check()
    health_issues = home.account.health_issues
    return [concern.about for concern in health_issues if concern.kind is HealthIssueKind.ABSENT]


async def held(plan: Plan, symbol: str) -> None:
    """Open a position with a stop at 58,200 and a target, and stop the account."""
    async with at(plan) as home:
        await home.price(60_000, symbol)
        stop = {"stop_percentage": 3}
        answer = await home.send(symbol=symbol, side="long", stop_loss=stop, take_profit=TARGET)
        assert answer.status == 202, answer.body
        await home.settle()
        assert (await home.only())["status"] == "open"
        assert asked(home) == []


async def test_spot_is_sold_only_after_a_person_s_yes(plan: Plan) -> None:
    """Neither the stop nor a signal sells before it, over restarts, and then what is due is."""
    await held(plan, BTC)
    plan.clock.ahead += MEMORY + timedelta(hours=1)
    for _ in range(2):
        async with at(plan) as home:
            row = await home.only()
            assert asked(home) == [row["position_id"]]
            sent = len(plan.line.sent)
            await home.price(57_000)
            await home.send(action="close", symbol=BTC)
            await home.settle()
            assert len(plan.line.sent) == sent, "nothing is ordered"
            assert Decimal(str((await home.only())["size"])) > 0
    async with at(plan) as home:
        (position_id,) = asked(home)
        await home.account.confirm_position(position_id)
        await home.settle()
        row = await home.only()
        assert (row["status"], row["size"]) == ("closed", "0")
        assert asked(home) == []


@pytest.mark.parametrize(
    ("market_type", "away"),
    [(MarketType.SPOT, MEMORY - timedelta(hours=1)), (MarketType.LINEAR, 30 * MEMORY)],
)
async def test_nobody_is_asked_where_nothing_can_be_sold_twice(
    plan: Plan, market_type: MarketType, away: timedelta
) -> None:
    """What the venue still tells is looked up, and reduce-only orders sell nothing twice."""
    plan = replace(plan, market_type=market_type)
    symbol = BTC if market_type is MarketType.SPOT else PERP
    await held(plan, symbol)
    plan.clock.ahead += away
    async with at(plan) as home:
        assert asked(home) == []
        await home.price(57_000, symbol)
        row = await home.only()
        assert (row["status"], row["close_reason"]) == ("closed", "stop_loss")
