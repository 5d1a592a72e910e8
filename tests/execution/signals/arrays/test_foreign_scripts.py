"""Texts with several commands: what leaves goes, and no entry goes without its stop."""

from collections.abc import AsyncIterator
from typing import Final

import pytest

from custom_components.tradehook.trading.model.market import Side
from tests.execution.house import House, Plan, house

from .arrays import carried_out, codes
from .test_foreign_arrays import alert, know

SCRIPT: Final = "main(BTCUSDT) {{ {} }} #bot"
LONG: Final = "s=BTCUSDT b=long q=5% t=market"
ENTRY: Final = SCRIPT.format("market(side=buy, amount=5%);")


@pytest.fixture
async def home(plan: Plan) -> AsyncIterator[House]:
    """Return a house whose bot takes all systems' alerts."""
    async with house(plan) as home:
        await know(home, sides=frozenset(Side))
        yield home


@pytest.mark.parametrize(
    "text",
    [
        f"{LONG}\nsl=2%",
        f"{LONG} | & sl=2%",
        f"{LONG}\ns=BTCUSDT c=position sl=2%",
        SCRIPT.format("market(side=buy, amount=5%); stopOrder(side=sell, amount=100%p);"),
        f"{ENTRY} stopOrder(side=sell, amount=100%p, offset=e1%);",
    ],
)
async def test_no_entry_goes_without_the_stop_behind_it(home: House, text: str) -> None:
    answer = await alert(home, text, secretly=True)
    await carried_out(home)

    assert answer.status == 422, answer.body
    assert await home.positions() == []


@pytest.mark.parametrize(
    "behind",
    ["limit(side=buy, amount=5%, offset=1%);", "wait(5s); market(side=buy, amount=5%);"],
)
async def test_exits_in_front_of_what_cannot_be_read_are_carried_out(
    home: House, behind: str
) -> None:
    await alert(home, ENTRY, secretly=True)
    await carried_out(home)
    text = SCRIPT.format(f"cancel(which=all); market(position=0); {behind}")
    answer = await alert(home, text, secretly=True)
    await carried_out(home)

    assert answer.status == 207, answer.body
    assert codes(answer) == ["accepted", "accepted", "dialect_field_unsupported"]
    assert [row["status"] for row in await home.positions()] == ["closed"]
