"""What the tests of a whole account share."""

from collections.abc import AsyncIterator
from decimal import Decimal
from pathlib import Path

import pytest

from custom_components.tradehook.execution.common.timing.timings import Timings

from .house import BTC, House, Plan, house

START = Decimal(60_000)


@pytest.fixture
def timings() -> Timings:
    """Return what an account waits for; `waits` has others."""
    return Timings()


@pytest.fixture
def plan(tmp_path: Path, timings: Timings) -> Plan:
    """Return the plan of a house with one bot."""
    return Plan(path=tmp_path / "account.db", timings=timings)


@pytest.fixture
async def home(plan: Plan) -> AsyncIterator[House]:
    """Return a running house whose bitcoin stands at 60,000."""
    async with house(plan) as built:
        await built.price(START, BTC)
        yield built
