"""Houses whose bot takes all systems' alerts."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from custom_components.tradehook.trading.model.market import MarketType
from tests.execution.house import House, Plan, house

from .test_taken_alerts import know


@pytest.fixture
async def perps(plan: Plan) -> AsyncIterator[House]:
    """Return a house for perpetuals whose bot takes all systems' alerts."""
    async with house(replace(plan, market_type=MarketType.LINEAR)) as home:
        await know(home)
        yield home


@pytest.fixture
async def spot(plan: Plan) -> AsyncIterator[House]:
    """Return a house for spot whose bot takes all systems' alerts."""
    async with house(plan) as home:
        await know(home)
        yield home
