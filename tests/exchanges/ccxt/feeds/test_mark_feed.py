"""Mark prices over the wire: streamed, polled, asked for, and used by paper accounts."""

import asyncio
from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.exchanges.ccxt.feeds.price_source import VenuePrices
from custom_components.tradehook.exchanges.ccxt.session import VenueResources
from custom_components.tradehook.exchanges.port.price_source import Tick
from custom_components.tradehook.exchanges.port.timings import PriceTimings, VenueTimings
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from tests.exchanges.live import Live, World, host, imitation, live, until
from tests.fake_exchange.binance.binance import FakeBinance
from tests.fake_exchange.faults import Effect, Fault

PERP = "BTC/USDT:USDT"


def last_mark(account: Live) -> Decimal | None:
    """Return the newest mark that was told."""
    told = account.ear.marks.get(PERP)
    return told[-1].price if told else None


@pytest.mark.parametrize("code", ["BIFU", "BYBIF"])
async def test_marks_of_watched_perpetuals_are_told_beside_the_last_price(
    code: str,
) -> None:
    venue = imitation(code)
    async with World(venue) as world, live(world, code) as account:
        account.exchange.watch_prices([PERP])
        await until(lambda: last_mark(account) == 60_000 and venue.streams.connections)
        venue.set_price(PERP, 59_990, last=59_990, mark=55_000)
        await until(lambda: last_mark(account) == 55_000)
        mark = account.ear.marks[PERP][-1]
        assert mark.heard > 0
        assert account.ear.quotes[PERP][-1].last > 59_000
        account.exchange.watch_prices([])


async def test_a_mark_whose_stream_is_silent_is_asked_for() -> None:
    venue, quick = FakeBinance(), VenueTimings(prices=PriceTimings(mark_silence=0.2))
    async with World(venue, venue_timings=quick) as world, live(world, "BIFU") as account:
        venue.streams.faults.append(Fault(effect=Effect.DROP, times=10_000))
        account.exchange.watch_prices([PERP])
        venue.set_price(PERP, 59_990, last=59_990, mark=54_321)
        await until(lambda: last_mark(account) == 54_321)
        assert account.ear.marks[PERP][-1].stamp is None
        assert any(request.name == "mark_price" for request in venue.requests)


@pytest.mark.parametrize("code", ["BIFU", "BYBIF"])
async def test_paper_accounts_on_a_venues_prices_are_told_its_marks(
    code: str,
) -> None:
    venue, ticks = imitation(code), list[Tick]()
    async with World(venue) as world, host(world) as surroundings:
        source = VenuePrices(VENUES[code], VenueResources(surroundings))
        await source.start(ticks.append, lambda _connected: None)
        try:
            source.watch_prices([PERP])
            venue.set_price(PERP, 59_990, last=59_990, mark=55_000)
            await until(lambda: any(t.symbol == PERP and t.mark == 55_000 for t in ticks))
            newest = [tick for tick in ticks if tick.symbol == PERP][-1]
            assert newest.quote.last > 59_000
        finally:
            await source.stop()


async def test_a_mark_that_can_not_be_read_does_not_end_its_stream() -> None:
    venue = FakeBinance()
    async with World(venue) as world, live(world, "BIFU") as account:
        assert account.exchange._parts is not None
        stream = account.exchange._parts.client_pool.prices
        watch, odd_ones = stream.watch_mark_price, [["not", "a", "row"]]

        async def odd(symbol: str) -> Any:
            row = await watch(symbol)
            return odd_ones.pop() if odd_ones else row

        stream.watch_mark_price = odd  # type: ignore[method-assign]
        account.exchange.watch_prices([PERP])
        await until(lambda: venue.streams.connections)
        for mark in range(55_000, 55_100):
            venue.set_price(PERP, 59_990, last=59_990, mark=mark)
            await asyncio.sleep(0.05)
            if not odd_ones and last_mark(account) == mark:
                break
        assert account.ear.marks[PERP][-1].price == mark
        assert not odd_ones
