"""One poll of prices for all accounts of a venue, each of them told for itself."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from decimal import Decimal
from typing import Any, cast
from unittest.mock import Mock

import pytest

from custom_components.tradehook.exchanges.ccxt.exchange import CcxtExchange
from custom_components.tradehook.exchanges.ccxt.feeds import VenuePrices
from custom_components.tradehook.exchanges.ccxt.feeds.price_poll import PricePoll
from custom_components.tradehook.exchanges.ccxt.session import PublicVenue, VenueResources
from custom_components.tradehook.exchanges.ccxt.session.background import lean
from custom_components.tradehook.exchanges.port.exchange import VenueError
from custom_components.tradehook.exchanges.port.price_source import Tick
from custom_components.tradehook.exchanges.port.timings import PriceTimings
from custom_components.tradehook.exchanges.venues.catalogue import VENUES
from custom_components.tradehook.exchanges.venues.model.access import Environment
from custom_components.tradehook.exchanges.venues.model.venue import Venue
from custom_components.tradehook.trading.model.market import MarketType
from tests.exchanges.live import BTC, Live, World, host, keys_of, until, waits
from tests.exchanges.venue_rows import changed
from tests.fake_exchange.binance import FakeBinance
from tests.fake_exchange.faults import Effect, Fault

D = Decimal
ROW = changed(VENUES["BINA"], poll_every=0.05)
POLL = "book_ticker"
QUICK = PriceTimings(stale=0.8, poll_retries=(0.05,))


@asynccontextmanager
async def resources_of(world: World) -> AsyncIterator[VenueResources]:
    async with host(world) as surroundings:
        yield VenueResources(surroundings)


async def opened(resources: VenueResources) -> Live:
    account = Live(CcxtExchange(ROW, resources, keys_of("BINA")))
    await account.exchange.open(account.ear)
    return account


def hears(account: Live, price: int) -> Callable[[], bool]:
    return lambda: account.ear.quotes[BTC][-1].bid == price


async def test_all_accounts_share_one_poll_until_the_last_one_leaves(
    world: World, binance: FakeBinance
) -> None:
    async with resources_of(world) as resources:
        first, second = await opened(resources), await opened(resources)
        ticks: list[Tick] = []
        paper = VenuePrices(ROW, resources)
        await paper.start(ticks.append, lambda _connected: None)

        # One object for all that say when it was heard; markets and volumes are shared as well.
        assert len(resources.polls) == 1
        binance.set_price(BTC, 61_000)
        await until(lambda: hears(first, 61_000)() and hears(second, 61_000)())
        binance.set_price(BTC, 62_000)
        await until(lambda: hears(first, 62_000)() and hears(second, 62_000)())
        told = [quote for quote in first.ear.quotes[BTC] if quote.bid == 62_000]
        assert any(quote is other for quote in told for other in second.ear.quotes[BTC])
        assert told[0].heard > 0
        assert first.exchange.markets is second.exchange.markets
        await until(lambda: first.exchange.quote_volume(BTC) and paper.quote_volume(BTC))
        # To an account on paper a price is as new as its turn.
        await until(lambda: any(t.symbol == BTC and t.quote.bid == 62_000 for t in ticks))
        assert {tick.quote.heard for tick in ticks} == {0.0}

        await first.exchange.close()
        heard = len(first.ear.quotes[BTC])
        binance.set_price(BTC, 63_000)
        await until(hears(second, 63_000))
        assert len(first.ear.quotes[BTC]) == heard

        await paper.stop()
        await second.exchange.close()
        assert resources.polls == []
        await until(
            lambda: not any("tradehook p" in task.get_name() for task in asyncio.all_tasks())
        )

        third = await opened(resources)
        assert hears(third, 63_000)()
        await third.exchange.close()


@waits(prices=QUICK)
async def test_each_account_is_told_that_prices_stay_away_and_that_they_are_back(
    world: World, binance: FakeBinance
) -> None:
    async with resources_of(world) as resources:
        accounts = [await opened(resources) for _ in range(2)]
        silence = Fault(effect=Effect.DROP, route=POLL, times=100_000)
        binance.faults.append(silence)

        await until(lambda: all(one.ear.connected == [True, False] for one in accounts))
        with pytest.raises(VenueError):
            await opened(resources)

        silence.times = 0
        await until(lambda: all(one.ear.connected[:3] == [True, False, True] for one in accounts))
        for one in accounts:
            await one.exchange.close()


async def test_a_question_that_is_called_off_takes_no_prices_from_anybody(
    world: World, binance: FakeBinance
) -> None:
    async with resources_of(world) as resources:
        first = await opened(resources)
        asked = len(binance.sent(POLL))
        binance.faults.append(Fault(effect=Effect.DELAY, route=POLL, seconds=30))
        await until(lambda: len(binance.sent(POLL)) > asked)

        coming = asyncio.create_task(opened(resources))
        poll = cast("Any", resources.polls[0])
        await until(lambda: len(poll._readers) == 2)
        poll._background._bridge.cancel()
        second = await coming  # asks anew: what was asked before its time says nothing of now

        binance.set_price(BTC, 61_000)
        await until(lambda: hears(first, 61_000)() and hears(second, 61_000)())
        for one in (first, second):
            await one.exchange.close()


async def test_an_account_that_fails_over_a_price_keeps_none_from_the_others(
    world: World, binance: FakeBinance, caplog: pytest.LogCaptureFixture
) -> None:
    async with resources_of(world) as resources:
        first, second = await opened(resources), await opened(resources)

        feed = cast("Any", first.exchange._parts).feed
        feed._on_quote = Mock(side_effect=RuntimeError("no room"))
        binance.set_price(BTC, 61_000)

        await until(hears(second, 61_000))

        assert "were not taken" in caplog.text
        for one in (first, second):
            await one.exchange.close()


OTHERS: dict[str, Callable[[PublicVenue], PublicVenue]] = {
    "environment": lambda one: replace(one, environment=Environment.TESTNET),
    "kind of market": lambda one: of(one, replace(ROW, market_type=MarketType.LINEAR)),
    "region": lambda one: of(one, replace(ROW, client_id="binanceus")),
    "client": lambda one: of(one, changed(ROW, options={"some": "other"})),
    "question": lambda one: of(one, changed(ROW, poll_with="fetch_tickers")),
    "limits": lambda one: of(one, changed(ROW, burst=1.0)),
}


def of(public: PublicVenue, venue: Venue) -> PublicVenue:
    return replace(public, venue=venue)


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_accounts_that_ask_another_place_or_otherwise_share_no_poll(
    other: Callable[[PublicVenue], PublicVenue],
) -> None:
    nothing = cast("Any", None)
    one = PublicVenue(venue=ROW, environment=Environment.LIVE, resources=nothing, factory=nothing)

    assert one.asks_as(of(one, replace(ROW, name="The same, called otherwise")))
    assert not one.asks_as(other(one))


@waits(prices=QUICK)
async def test_price_that_can_not_be_read_hides_no_other(
    world: World, binance: FakeBinance
) -> None:
    async with resources_of(world) as resources:
        account = await opened(resources)
        client = cast("PricePoll", resources.polls[0])._background.client
        parse, odd_ones = client.parse_ticker, list[Any]()

        def odd(row: Any, *more: Any) -> Any:
            if row["symbol"] == "ETHUSDT":
                odd_ones.append(row)
                raise ValueError("no number")
            return parse(row, *more)

        client.parse_ticker = lean(odd)
        binance.set_price(BTC, 61_000)
        await until(hears(account, 61_000))
        assert odd_ones
        await account.exchange.close()
