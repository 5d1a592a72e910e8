"""A price that is asked for: now, as urgently as an exit, and not older than the question."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest

from custom_components.tradehook.exchanges.ccxt.feeds import price_feed
from custom_components.tradehook.exchanges.port.exchange import NotSentError, VenueError
from custom_components.tradehook.exchanges.rate_limit import Priority
from tests.exchanges.live import BTC, Live, World, live
from tests.exchanges.venue import BTC as PAPER_BTC, Venue
from tests.fake_exchange.binance import FakeBinance
from tests.fake_exchange.bybit import FakeBybit
from tests.fake_exchange.faults import Effect, Fault
from tests.fake_exchange.kraken import FakeKraken
from tests.fake_exchange.venue import FakeVenue

D = Decimal
VENUES = [
    ("BINA", FakeBinance, BTC),
    ("BIFU", FakeBinance, "BTC/USDT:USDT"),
    ("BYBI", FakeBybit, BTC),
    ("BYBIF", FakeBybit, "BTC/USDT:USDT"),
    ("KRKN", FakeKraken, BTC),
]


@pytest.mark.usefixtures("socket_enabled")
@pytest.mark.parametrize(("code", "kind", "symbol"), VENUES)
async def test_price_that_is_asked_for_is_the_venues_and_new(
    code: str, kind: Callable[[], FakeVenue], symbol: str
) -> None:
    venue = kind()
    async with World(venue) as world, live(world, code) as account:
        before = account.ear.quotes[symbol][-1]
        venue.set_price(symbol, "61000", "61001", last="61000.5")

        asked_at = account.exchange._resources.runtime.now()
        quote = await account.exchange.fetch_quote(symbol)

        assert quote.last == D("61000.5")
        assert before.at < asked_at <= quote.at
        assert account.ear.quotes[symbol][-1] == quote


async def test_price_that_is_asked_for_waits_for_no_look_up(spot: Live) -> None:
    assert spot.exchange._parts is not None
    limits = spot.exchange._parts.client_pool.transport._limits
    whole = limits._whole
    whole._tokens = 0.2 * whole._capacity  # nothing but exits and cancels may touch it

    async with asyncio.timeout(2):
        await spot.exchange.fetch_quote(BTC)

    assert whole._needed(1.0, Priority.LOOK_UP) > whole._tokens


async def test_late_answer_is_as_old_as_its_question(spot: Live, binance: FakeBinance) -> None:
    binance.faults.append(Fault(effect=Effect.DELAY, route="ticker", seconds=0.4))
    quote = await spot.exchange.fetch_quote(BTC)
    assert (spot.exchange._resources.runtime.now() - quote.at).total_seconds() >= 0.35


async def test_what_a_stream_said_behind_the_question_stays(
    spot: Live, binance: FakeBinance
) -> None:
    assert spot.exchange._parts is not None
    feed = spot.exchange._parts.feed
    binance.faults.append(Fault(effect=Effect.DELAY, route="ticker", seconds=0.4))

    asking = asyncio.create_task(spot.exchange.fetch_quote(BTC))
    await asyncio.sleep(0.2)
    feed._heard[BTC] = feed._clock()
    feed._tell(BTC, (D(5), D(4), D(6)), feed._heard[BTC])

    assert (await asking).last == D(5)
    assert spot.ear.quotes[BTC][-1].last == D(5)


async def test_price_that_can_not_be_had_is_an_error(spot: Live, binance: FakeBinance) -> None:
    binance.faults.append(Fault(effect=Effect.GATEWAY, route="ticker", status=502))
    with pytest.raises(VenueError):
        await spot.exchange.fetch_quote(BTC)
    with pytest.raises(VenueError):
        await spot.exchange.fetch_quote("NOTHING/USDT")
    assert price_feed.prices_of({}) is None


async def test_paper_tells_the_price_behind_what_happened_before(venue: Venue) -> None:
    """A limit order that a price has reached fills before that price is told as the newest."""
    before = venue.told.quotes[PAPER_BTC]
    await venue.order("buy", "1", "95")
    await venue.market.set_price(PAPER_BTC, price=D(90), hold=True)
    venue.clock.skip(timedelta(seconds=2))

    quote = await venue.exchange.fetch_quote(PAPER_BTC)

    assert quote.last == 90
    assert quote.at > before.at
    assert venue.told.quotes[PAPER_BTC] == quote
    fill, price = (
        max(i for i, line in enumerate(venue.told.log) if line.startswith(start))
        for start in ("fill", f"quote {PAPER_BTC} 90")
    )
    assert fill < price


async def test_price_that_stands_still_counts_as_new(venue: Venue) -> None:
    before = venue.told.quotes[PAPER_BTC]
    venue.clock.skip(timedelta(seconds=20))
    quote = await venue.exchange.fetch_quote(PAPER_BTC)
    assert quote == replace(before, at=venue.clock.now())


async def test_closed_or_unknown_market_has_no_price(venue: Venue) -> None:
    with pytest.raises(VenueError):
        await venue.exchange.fetch_quote("NOTHING/USDT")
    await venue.exchange.close()
    with pytest.raises(NotSentError):
        await venue.exchange.fetch_quote(PAPER_BTC)
