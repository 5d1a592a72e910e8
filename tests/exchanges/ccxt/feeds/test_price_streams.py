"""Markets stay on their streams for a while after nobody needs them."""

import asyncio
from functools import partial
from typing import Any

from custom_components.tradehook.exchanges.port.timings import PriceTimings, VenueTimings
from tests.exchanges.live import BTC, Live, World, live, until, waits
from tests.fake_exchange.binance.binance import FakeBinance

ETH = "ETH/USDT"
PERP = "BTC/USDT:USDT"
SHORT = PriceTimings(stream_lingers=0.2, stale=2.0)
QUIET = PriceTimings(stream_dead=0.4, mark_silence=0.2)


def streams(of: str = "prices") -> dict[str, asyncio.Task[object]]:
    """Return the tasks that listen, by market."""
    start = f"tradehook {of} "
    tasks = {task.get_name(): task for task in asyncio.all_tasks()}
    return {name.removeprefix(start): tasks[name] for name in tasks if name.startswith(start)}


async def hear(account: Live, binance: FakeBinance, symbol: str, price: int) -> None:
    """Have a price told by its stream; `price` is one that it hasn't had."""
    for told in range(price, price + 1000):
        binance.set_price(symbol, told)
        await asyncio.sleep(0.05)
        if account.ear.quotes[symbol][-1].bid == told:
            return
    raise AssertionError("the stream stays silent")


async def test_market_that_is_held_again_is_on_its_stream_still(
    spot: Live, binance: FakeBinance
) -> None:
    spot.exchange.watch_prices([BTC])
    await hear(spot, binance, BTC, 60_001)
    first = streams()

    spot.exchange.watch_prices([])
    await hear(spot, binance, BTC, 50_001)
    spot.exchange.watch_prices([BTC])
    await hear(spot, binance, BTC, 40_001)

    assert first.keys() == {BTC}
    assert streams() == first


@waits(prices=SHORT)
async def test_market_that_nobody_needs_leaves_its_stream(spot: Live, binance: FakeBinance) -> None:
    spot.exchange.watch_prices([BTC, ETH])
    await hear(spot, binance, BTC, 60_001)
    await hear(spot, binance, ETH, 3_001)

    spot.exchange.watch_prices([ETH])

    await until(lambda: streams().keys() == {ETH})
    spot.exchange.watch_prices([ETH, BTC])
    await hear(spot, binance, BTC, 50_001)


async def test_market_whose_stream_has_said_nothing_yet_stays(
    spot: Live, binance: FakeBinance
) -> None:
    spot.exchange.watch_prices([BTC])
    first = streams()

    spot.exchange.watch_prices([])
    spot.exchange.watch_prices([BTC])

    assert streams() == first
    await hear(spot, binance, BTC, 60_001)


async def test_market_whose_stream_is_tried_again_leaves_it_at_once(
    spot: Live, binance: FakeBinance, world: World
) -> None:
    spot.exchange.watch_prices([BTC])
    await hear(spot, binance, BTC, 60_001)
    await world.server.cut()
    await asyncio.sleep(0.2)
    assert streams().keys() == {BTC}

    spot.exchange.watch_prices([])

    await until(lambda: not streams(), 1)
    await world.server.restore()


@waits(prices=PriceTimings(lingering=1))
async def test_few_markets_stay(spot: Live, binance: FakeBinance) -> None:
    spot.exchange.watch_prices([BTC, ETH])
    await hear(spot, binance, BTC, 60_001)
    await hear(spot, binance, ETH, 3_001)

    spot.exchange.watch_prices([ETH])
    spot.exchange.watch_prices([])

    await until(lambda: streams().keys() == {ETH})


async def test_nothing_listens_once_an_account_is_closed(
    world: World, binance: FakeBinance
) -> None:
    async with live(world, "BINA") as account:
        account.exchange.watch_prices([BTC])
        await hear(account, binance, BTC, 60_001)
        account.exchange.watch_prices([])
        assert streams()
    assert not streams()


async def test_stream_that_breaks_is_not_dialled_anew_for_nobody(
    spot: Live, binance: FakeBinance, world: World
) -> None:
    spot.exchange.watch_prices([BTC])
    await hear(spot, binance, BTC, 60_001)
    spot.exchange.watch_prices([])

    await world.server.cut()

    await until(lambda: not streams())
    await world.server.restore()
    spot.exchange.watch_prices([BTC])
    await hear(spot, binance, BTC, 50_001)


@waits(prices=QUIET)
async def test_silence_of_what_nobody_needs_ends_no_stream(
    spot: Live, binance: FakeBinance
) -> None:
    spot.exchange.watch_prices([BTC])
    await hear(spot, binance, BTC, 60_001)
    before = binance.streams.accepted

    spot.exchange.watch_prices([])
    await asyncio.sleep(1)

    assert binance.streams.accepted == before
    assert streams().keys() == {BTC}


@waits(prices=PriceTimings(stream_silence=60.0))
async def test_prices_of_a_market_that_nobody_needs_are_polled_ones(
    spot: Live, binance: FakeBinance
) -> None:
    """Test that they don't grow old behind a stream that has just spoken and says no more."""
    spot.exchange.watch_prices([BTC])
    await hear(spot, binance, BTC, 60_001)

    spot.exchange.watch_prices([])
    told = len(spot.ear.quotes[BTC])

    await until(lambda: len(spot.ear.quotes[BTC]) > told)
    spot.exchange.watch_prices([BTC])
    told = len(spot.ear.quotes[BTC])
    await until(lambda: len(spot.ear.quotes[BTC]) > told)
    assert streams().keys() == {BTC}


@waits(prices=PriceTimings(stream_dead=0.6))
async def test_market_that_nobody_needs_hides_no_dead_stream(
    spot: Live, binance: FakeBinance
) -> None:
    spot.exchange.watch_prices([BTC, ETH])
    await hear(spot, binance, BTC, 60_001)
    await hear(spot, binance, ETH, 3_001)
    before = binance.streams.accepted

    spot.exchange.watch_prices([ETH])
    for price in range(50_001, 50_201):
        binance.set_price(BTC, price)
        await asyncio.sleep(0.05)
        if binance.streams.accepted > before:
            return
    raise AssertionError("the stream was not dialled anew")


async def test_mark_of_a_market_that_nobody_needs_is_not_asked_for() -> None:
    binance, quick = FakeBinance(), VenueTimings(prices=PriceTimings(mark_silence=0.2))
    async with World(binance, venue_timings=quick) as world, live(world, "BIFU") as account:
        account.exchange.watch_prices([PERP])
        await hear(account, binance, PERP, 60_001)
        first = streams("mark of")

        account.exchange.watch_prices([])
        await asyncio.sleep(0.5)
        asked = len(binance.sent("mark_price"))
        await asyncio.sleep(0.5)
        assert streams("mark of") == first
        assert len(binance.sent("mark_price")) == asked

        account.exchange.watch_prices([PERP])
        await until(partial(_is_asked, binance, asked))
        assert streams("mark of").keys() == {PERP}


def _is_asked(binance: FakeBinance, before: int) -> bool:
    return len(binance.sent("mark_price")) > before


async def test_price_that_can_not_be_read_does_not_end_its_stream(
    spot: Live, binance: FakeBinance
) -> None:
    spot.exchange.watch_prices([BTC])
    await hear(spot, binance, BTC, 60_001)
    assert spot.exchange._parts is not None
    stream = spot.exchange._parts.client_pool.prices
    watch, odd_ones = stream.watch_ticker, [["not", "a", "row"], {"timestamp": 10**20}]

    async def odd(symbol: str) -> Any:
        row = await watch(symbol)
        return odd_ones.pop() if odd_ones else row

    stream.watch_ticker = odd  # type: ignore[method-assign]
    await hear(spot, binance, BTC, 50_001)
    await until(lambda: not odd_ones)
    await hear(spot, binance, BTC, 40_001)

    assert not any(task.done() for task in streams().values())
