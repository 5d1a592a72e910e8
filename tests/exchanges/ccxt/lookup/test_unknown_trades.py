"""Our own trades that no record knows: found in the venue's list, and told from all others."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from tests.exchanges.live import BTC, World, live
from tests.fake_exchange.binance import FakeBinance
from tests.fake_exchange.bybit import FakeBybit
from tests.fake_exchange.kraken import FakeKraken
from tests.fake_exchange.venue import FakeVenue

D = Decimal
VENUES = {
    "BINA": FakeBinance,
    "BIFU": FakeBinance,
    "BYBI": FakeBybit,
    "BYBIF": FakeBybit,
    "KRKN": FakeKraken,
}


@pytest.mark.usefixtures("socket_enabled")
@pytest.mark.parametrize("code", VENUES)
async def test_trades_of_orders_that_are_not_known_are_found(code: str) -> None:
    """By the next process: of two orders of ours one is known, and one is somebody else's."""
    venue: FakeVenue = VENUES[code]()
    symbol = f"{BTC}:USDT" if code.endswith("F") or code == "BIFU" else BTC
    since = datetime.now(UTC) - timedelta(seconds=1)
    async with World(venue) as world:
        async with live(world, code) as account:
            known = await account.order("buy", "0.02", symbol=symbol)
            venue.trade_outside(symbol, "0.03")
            sold = await account.order("sell", "0.01", symbol=symbol)
        async with live(world, code) as account:
            fetch = account.exchange.fetch_unknown_trades
            told = await fetch(symbol, since, {known.venue_order_id})
            (fill,) = told
            assert (fill.client_order_id, fill.amount) == (sold.client_order_id, D("0.01"))
            assert await fetch(symbol, since, {known.venue_order_id, sold.venue_order_id}) == []
            both = await fetch(symbol, since - timedelta(days=30), ())
            assert [one.client_order_id for one in both] == [
                known.client_order_id,
                sold.client_order_id,
            ]
            assert await fetch(symbol, datetime.now(UTC) + timedelta(minutes=1), ()) == []


@pytest.mark.usefixtures("socket_enabled")
@pytest.mark.parametrize("code", VENUES)
async def test_both_sides_of_a_trade_with_ourselves_are_found(code: str) -> None:
    """Most venues tell one id for both (Kraken has a trade for each)."""
    venue: FakeVenue = VENUES[code]()
    symbol = f"{BTC}:USDT" if code.endswith("F") or code == "BIFU" else BTC
    since = datetime.now(UTC) - timedelta(seconds=1)
    number = venue.engine.registry.next_trade_id()
    if code != "KRKN":
        venue.engine.registry.next_trade_id = lambda: number  # type: ignore[method-assign]
    async with World(venue) as world, live(world, code) as account:
        bought = await account.order("buy", "0.02", symbol=symbol)
        placed = [bought, await account.order("sell", "0.01", symbol=symbol)]
        told = await account.exchange.fetch_unknown_trades(symbol, since, ())
        assert {fill.client_order_id for fill in told} == {one.client_order_id for one in placed}
        assert len({fill.trade_id for fill in told}) == (2 if code == "KRKN" else 1)
