"""Two orders of ours trade with each other: the client merges what streams tell under one id."""

import asyncio
from decimal import Decimal

import pytest

from custom_components.tradehook.exchanges.port.exchange import FillReport
from tests.exchanges.live import IMITATIONS, Live, World, imitation, live, symbol_of, until
from tests.fake_exchange.faults import Effect, Fault
from tests.fake_exchange.venue import FakeVenue

D = Decimal
CODES = sorted(IMITATIONS.keys() - {"KRKN"})
"""Kraken has a trade for each side."""


@pytest.fixture(params=CODES)
def code(request: pytest.FixtureRequest) -> str:
    """Return the code of each venue that tells one id for both sides."""
    code: str = request.param
    return code


@pytest.fixture
def venue(code: str) -> FakeVenue:
    """Return a venue all of whose trades have one id."""
    venue = imitation(code)
    number = venue.engine.registry.next_trade_id()
    venue.engine.registry.next_trade_id = lambda: number  # type: ignore[method-assign]
    if code == "HYPERLIQUID" or not code.endswith("F"):
        venue.set_balance("BTC", 2)
    return venue


def heard(account: Live) -> list[FillReport]:
    """Return all trades from now on, as they are told."""
    told: list[FillReport] = []

    def on_fill(fill: FillReport) -> None:
        told.append(fill)

    account.ear.on_fill = on_fill  # type: ignore[method-assign]
    return told


@pytest.mark.usefixtures("socket_enabled")
@pytest.mark.parametrize("answered", [True, False], ids=["both rest", "one is being sent"])
async def test_both_sides_are_told(code: str, venue: FakeVenue, answered: bool) -> None:
    symbol = symbol_of(code)
    async with World(venue) as world, live(world, code) as account:
        rests = await account.order("sell", "0.01", "61000", symbol=symbol)
        await asyncio.sleep(0.3)
        told = heard(account)
        entry = account.request("buy", "0.01", "59000", symbol=symbol)
        if not answered:
            venue.faults.append(Fault(effect=Effect.DELAY, route="create*", seconds=0.5))
        placing = asyncio.create_task(account.exchange.create_order(entry))
        if answered:
            await placing
        await asyncio.sleep(0.2)
        for one in (entry, rests):
            venue.fill(account.spelled(one.client_order_id), "0.01")
        await placing
        sides = {(entry.client_order_id, "buy"), (rests.client_order_id, "sell")}
        await until(lambda: len({fill.client_order_id for fill in told}) == 2)
        assert {(fill.client_order_id, str(fill.side)) for fill in told} == sides
