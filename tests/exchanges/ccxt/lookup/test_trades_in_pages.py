"""All trades of an order are read: a page of them is not the whole."""

from decimal import Decimal

import pytest

from tests.exchanges.live import World, live, symbol_of
from tests.fake_exchange.binance import FakeBinance
from tests.fake_exchange.mexc import FakeMexc
from tests.fake_exchange.venue import FakeVenue

PIECE = Decimal("0.001")


@pytest.mark.parametrize(
    ("venue", "code", "count"),
    [(FakeBinance(), "BINA", 1_250), (FakeBinance(), "BIFU", 1_250), (FakeMexc(), "MEXC", 250)],
    ids=["Binance", "Binance Futures", "MEXC"],
)
async def test_order_that_fills_in_more_pieces_than_a_page_has(
    venue: FakeVenue, code: str, count: int
) -> None:
    symbol = symbol_of(code)
    async with World(venue) as world, live(world, code) as account:
        venue.set_balance("USDT", 1_000_000)
        before = await account.order("buy", "0.01", "59000", symbol=symbol)
        placed = await account.order("buy", str(PIECE * count), "59000", symbol=symbol)
        venue.fill(before.client_order_id, PIECE)
        for _ in range(count):
            venue.fill(placed.client_order_id, PIECE)
            venue.engine.clock.skew_ms += 1
        fills = await account.exchange.fetch_fills(symbol, placed.client_order_id)
    assert sum(fill.amount for fill in fills) == PIECE * count
    assert len({fill.trade_id for fill in fills}) == count
