"""HitBTC: what it tells of trades is read to its end."""

from collections.abc import AsyncIterator
from decimal import Decimal

import pytest

from tests.exchanges.live import BTC, Live, World, live
from tests.fake_exchange.hitbtc import FakeHitbtc


@pytest.fixture
def hitbtc() -> FakeHitbtc:
    """Return the venue with something to sell."""
    venue = FakeHitbtc()
    venue.set_balance("BTC", 5)
    venue.set_balance("USDT", 1_000_000)
    return venue


@pytest.fixture
async def account(hitbtc: FakeHitbtc) -> AsyncIterator[Live]:
    """Return an account there."""
    async with World(hitbtc) as world, live(world, "HITB") as account:
        yield account


@pytest.mark.parametrize("pieces", [99, 101, 1000, 1001])
async def test_all_trades_of_an_order_are_told(
    account: Live, hitbtc: FakeHitbtc, pieces: int
) -> None:
    placed = await account.order("sell", "0.2", "70000")
    for _ in range(pieces):
        hitbtc.fill(placed.client_order_id, "0.0001")
    fills = await account.exchange.fetch_fills(BTC, placed.client_order_id)
    report = await account.exchange.find_order(BTC, placed.client_order_id)
    assert report is not None
    assert len(fills) == pieces
    assert sum(fill.amount for fill in fills) == report.filled


async def test_they_are_told_behind_a_thousand_others(account: Live, hitbtc: FakeHitbtc) -> None:
    """A target that is filled in part rests on, and its market is traded in."""
    placed = await account.order("sell", "0.02", "70000")
    hitbtc.fill(placed.client_order_id, "0.01")
    for number in range(1_000):
        hitbtc.trade_outside(BTC, "0.001").client_id = f"other {number}"
    (fill,) = await account.exchange.fetch_fills(BTC, placed.client_order_id)
    assert fill.amount == Decimal("0.01")


async def test_a_trade_that_says_not_whose_it_is_is_nobodys(
    account: Live, hitbtc: FakeHitbtc
) -> None:
    """The list is that of a market: orders of others are in it."""
    placed = await account.order("sell", "0.02", "70000")
    hitbtc.trade_outside(BTC, "0.001").client_id = ""
    assert await account.exchange.fetch_fills(BTC, placed.client_order_id) == []
