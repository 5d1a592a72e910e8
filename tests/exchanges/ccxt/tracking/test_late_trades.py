"""A trade that is pushed after its order was told to be over is told all the same."""

from decimal import Decimal

import pytest

from tests.exchanges.live import World, live, symbol_of, until
from tests.fake_exchange.core.orders import Status
from tests.fake_exchange.venue import FakeVenue


@pytest.mark.parametrize("code", ["OKEX", "BINA", "BYBI"])
async def test_what_traded_beside_the_cancel_is_told(
    world: World, venue: FakeVenue, code: str
) -> None:
    async with live(world, code) as account:
        parts = account.exchange._parts
        assert parts is not None
        placed = await account.order("buy", "0.01", "59000", symbol=symbol_of(code))
        own = placed.client_order_id
        ended = await account.exchange.cancel_order(placed.symbol, own, placed.venue_order_id)
        assert (ended.state.is_final, ended.filled) == (True, 0)
        order = venue.order(account.spelled(own))
        order.status = Status.NEW
        venue.fill(account.spelled(own), "0.004")
        order.status = Status.CANCELED
        # A stream says so, if it was open by then.
        parts.order_tracker.heard(
            await account.client.fetch_order(placed.venue_order_id, placed.symbol)
        )
        await until(lambda: account.ear.fills)
        (fill,) = account.ear.fills.values()
        assert (fill.client_order_id, fill.amount) == (own, Decimal("0.004"))


@pytest.mark.parametrize("code", ["OKEX"])
async def test_what_is_known_is_not_asked_for_again(
    world: World, venue: FakeVenue, code: str
) -> None:
    """A stream repeats an order that has ended, with as much as it had filled."""
    async with live(world, code) as account:
        placed = await account.order("buy", "0.01", "59000", symbol=symbol_of(code))
        venue.fill(account.spelled(placed.client_order_id), "0.01")
        await until(lambda: any(report.state.is_final for report in account.ear.orders))
        assert account.exchange._parts is not None
        tracker = account.exchange._parts.order_tracker
        row = await account.client.fetch_order(placed.venue_order_id, placed.symbol)
        before = set(tracker._tasks)
        tracker.heard(row)
        assert set(tracker._tasks) <= before
