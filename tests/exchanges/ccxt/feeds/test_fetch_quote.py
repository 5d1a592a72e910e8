"""A price that is asked for: now, as urgently as an exit, and not older than the question."""

import asyncio
from collections.abc import Callable
from decimal import Decimal

import pytest

from custom_components.tradehook.exchanges.ccxt.feeds import tickers
from custom_components.tradehook.exchanges.port.exchange import VenueError
from custom_components.tradehook.exchanges.rate_limit import Priority
from tests.exchanges.live import BTC, Live, World, live
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
    assert tickers.prices_of({}) is None
