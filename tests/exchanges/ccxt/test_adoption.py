"""Holdings of others on imitated venues: released by us, adopted with their orders in the way."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.exchanges.live import World, until
from tests.fake_exchange.core.orders import Side
from tests.fake_exchange.faults import Effect, Fault
from tests.fake_exchange.venue import FakeVenue

from .test_account import OPENING, Home, home


@pytest.fixture(params=["BINA", "BIFU"])
def code(request: pytest.FixtureRequest) -> str:
    """Return the code of each venue."""
    code: str = request.param
    return code


@pytest.fixture
async def at_home(world: World, venue: FakeVenue, code: str, tmp_path: Path) -> AsyncIterator[Home]:
    """Return an account on it."""
    async with home(world, venue, code, tmp_path / "account.db") as built:
        yield built


async def test_release_takes_the_stop_last_and_sells_nothing(at_home: Home) -> None:
    """On spot each target rests with its stop as one: both stay until all else has gone."""
    ladder = [{"price_percentage": 3, "quantity_percentage": 50}]
    assert (await at_home.send(**OPENING | {"dca_orders": ladder})).status == 202
    row = await at_home.reaches("open")
    stops = 1 if at_home.linear else 2
    await until(lambda: len(at_home.venue.open_orders) == 2 + 1 + stops)
    held, holding = at_home.held(), at_home.stops()
    (dca,) = (one for one in at_home.venue.open_orders if one.side is Side.BUY)
    late = Fault(
        effect=Effect.LATE,
        route="cancel_order",
        where={"origClientOrderId": dca.client_id},
        seconds=0.3,
    )
    at_home.venue.faults.append(late)

    going = asyncio.create_task(at_home.account.adoptions.release(str(row["position_id"])))
    await until(lambda: at_home.venue.sent("cancel_order"))
    while dca in at_home.venue.open_orders:
        assert at_home.stops() == holding
        await asyncio.sleep(0.01)
    answer = await going

    assert answer["done"] == "released"
    assert at_home.venue.open_orders == []
    assert at_home.held() == held
    assert (await at_home.position())["close_reason"] == "released"
