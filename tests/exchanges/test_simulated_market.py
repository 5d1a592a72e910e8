"""The simulated market: it walks, it can be moved and held, and it never jumps back."""

from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from custom_components.tradehook.exchanges.port.price_source import Tick
from custom_components.tradehook.exchanges.simulated_listings import listings
from custom_components.tradehook.exchanges.simulated_market import (
    SimulatedMarket,
    SimulatedPriceError,
)
from custom_components.tradehook.trading.model.market import MarketType

from .memory_store import MemoryPaperStore
from .virtual_clock import VirtualClock

BTC = "BTC/USDT"
D = Decimal


class Setup:
    """A market, its clock and what it has ticked."""

    def __init__(self, store: MemoryPaperStore | None = None, seed: int = 7) -> None:
        """Prepare a market, perhaps on the books of an earlier one."""
        self.store = store or MemoryPaperStore()
        self.clock = VirtualClock()
        self.market = SimulatedMarket(
            self.store, seed=seed, now=self.clock.now, sleep=self.clock.sleep
        )
        self.ticks: list[Tick] = []

    async def start(self) -> Setup:
        """Start the market."""
        await self.market.start(self.ticks.append)
        return self

    def mids(self, symbol: str = BTC) -> list[Decimal]:
        """Return the mids of a market, oldest first."""
        return [tick.quote.last for tick in self.ticks if tick.symbol == symbol]


@pytest.fixture(name="setup")
async def fixture_setup() -> Any:
    """Return a started market."""
    setup = await Setup().start()
    yield setup
    await setup.market.stop()


def _all_listings() -> Iterator[Any]:
    for market_type in MarketType:
        for listing in listings(market_type).values():
            yield pytest.param(listing, id=listing.market.symbol)


@pytest.mark.parametrize("listing", _all_listings())
def test_a_100_usdt_position_can_be_split_and_leaves_little_behind(listing: Any) -> None:
    """A coin's step is worth less than 0.1 USDT, a perpetual's (no fee in base) less than 1."""
    market = listing.market
    usdt = {"USDT": D(1), "USDC": D(1), "BTC": D(65000)}[market.quote]
    most = D("0.1") if market.market_type is MarketType.SPOT else D(1)
    assert market.amount_step * listing.start_price * usdt < most
    third = market.amount_down(33 / usdt / listing.start_price)
    assert market.tradable(third, listing.start_price)
    assert market.min_amount == market.amount_down(market.min_amount)
    assert listing.start_price == market.price_down(listing.start_price)


def test_several_quote_currencies_are_traded() -> None:
    """A bot's quote check needs something to refuse."""
    assert {listing.market.quote for listing in listings(MarketType.SPOT).values()} == {
        "USDT",
        "USDC",
        "BTC",
    }


async def test_every_market_has_a_price_as_soon_as_it_starts(setup: Setup) -> None:
    """The first ticks come before `start` returns."""
    assert {tick.symbol for tick in setup.ticks} == set(setup.market.markets)


async def test_the_walk_is_mild_and_stays_on_the_tick(setup: Setup) -> None:
    """Ten minutes move a market, but by less than 3 %; bid and ask lie around the mid."""
    await setup.clock.advance(600)
    mids = setup.mids()
    assert len(mids) == 601
    assert len(set(mids)) > 500
    assert all(D(63000) < mid < D(67000) for mid in mids)
    for tick in setup.ticks:
        market, quote = setup.market.markets[tick.symbol], tick.quote
        for price in (quote.bid, quote.last, quote.ask):
            assert price == market.price_down(price)
        assert D(0) < quote.bid < quote.last < quote.ask


async def test_the_same_seed_walks_the_same_way() -> None:
    """And another seed another way."""
    walks = []
    for seed in (1, 1, 2):
        setup = await Setup(seed=seed).start()
        await setup.clock.advance(20)
        await setup.market.stop()
        walks.append(setup.mids())
    assert walks[0] == walks[1] != walks[2]


async def test_setting_a_price_ticks_at_once(setup: Setup) -> None:
    """The new mid is returned and pushed, rounded to the tick."""
    setup.ticks.clear()
    assert await setup.market.set_price(BTC, price=D("60000.006"), hold=True) == D("60000.01")
    (tick,) = setup.ticks
    assert (tick.quote.bid, tick.quote.last, tick.quote.ask) == (
        D("60000.00"),
        D("60000.01"),
        D("60000.02"),
    )
    assert tick.quote.at == datetime(2026, 1, 1, tzinfo=UTC)


async def test_a_held_price_stays_and_goes_on_ticking(setup: Setup) -> None:
    """Without noise, so that remainders fill and the price stays fresh."""
    await setup.market.set_price(BTC, price=D(60000), hold=True)
    setup.ticks.clear()
    await setup.clock.advance(30)
    assert setup.mids() == [D(60000)] * 30
    assert len(set(setup.mids("ETH/USDT"))) > 20
    assert setup.market.quote(BTC).at == setup.clock.now()


async def test_without_hold_the_walk_goes_on_from_there(setup: Setup) -> None:
    """A jump is not undone."""
    await setup.market.set_price(BTC, price=D(60000), hold=True)
    await setup.market.set_price(BTC, price=D(50000))
    setup.ticks.clear()
    await setup.clock.advance(30)
    assert len(set(setup.mids())) > 20
    assert all(D(49000) < mid < D(51000) for mid in setup.mids())


@pytest.mark.parametrize(("change", "mid"), [("-5", "57000"), ("10", "66000"), ("-99", "600")])
async def test_a_change_in_percent_is_relative_to_the_mid(
    setup: Setup, change: str, mid: str
) -> None:
    """-5 means that the market falls by 5 %."""
    await setup.market.set_price(BTC, price=D(60000), hold=True)
    assert await setup.market.set_price(BTC, change_percentage=D(change)) == D(mid)


async def test_max_fill_applies_until_the_next_call(setup: Setup) -> None:
    """Rounded down to the amount step."""
    await setup.market.set_price(BTC, price=D(60000), hold=True, max_fill=D("0.0010009"))
    await setup.clock.advance(2)
    assert [tick.max_fill for tick in setup.ticks if tick.symbol == BTC][-3:] == [D("0.001")] * 3
    await setup.market.set_price(BTC, price=D(60000), hold=True)
    assert setup.ticks[-1].max_fill is None


@pytest.mark.parametrize(
    ("symbol", "values", "path", "sentence"),
    [
        ("BTC/EUR", {"price": D(1)}, "symbol", "did you mean BTC/"),
        ("?", {"price": D(1)}, "symbol", "did you mean"),
        (BTC, {}, "price", "exactly one"),
        (BTC, {"price": D(1), "change_percentage": D(1)}, "price", "exactly one"),
        (BTC, {"price": D(0)}, "price", "between 0.02 and"),
        (BTC, {"price": D(-1)}, "price", "between"),
        (BTC, {"price": D("0.01")}, "price", "between"),
        (BTC, {"price": D("NaN")}, "price", "between"),
        (BTC, {"price": D("1e40")}, "price", "between"),
        (BTC, {"change_percentage": D(-100)}, "change_percentage", "more than -100"),
        (BTC, {"change_percentage": D("Infinity")}, "change_percentage", "more than -100"),
        (BTC, {"change_percentage": D("-99.9999999")}, "change_percentage", "smaller"),
        (BTC, {"price": D(1), "max_fill": D(0)}, "max_fill", "at least one amount step"),
        (BTC, {"price": D(1), "max_fill": D("NaN")}, "max_fill", "at least one amount step"),
    ],
)
async def test_an_impossible_price_changes_nothing_and_says_why(
    setup: Setup, symbol: str, values: dict[str, Any], path: str, sentence: str
) -> None:
    """The error names the field and what to do."""
    before = setup.market.quote(BTC)
    with pytest.raises(SimulatedPriceError, match=sentence) as caught:
        await setup.market.set_price(symbol, **values)
    assert caught.value.path == path
    assert setup.market.quote(BTC) == before


@pytest.mark.parametrize("symbol", ["BTC/USDT", "btc/usdt", "BTCUSDT", "BTC/USDT:USDT"])
def test_a_perpetual_is_found_by_its_spellings(symbol: str) -> None:
    """`BTC/USDT` is the perpetual where there are only perpetuals."""
    market = SimulatedMarket(MemoryPaperStore(), seed=1, market_type=MarketType.LINEAR)
    found = market.find_market(symbol)
    assert found is not None
    assert found.symbol == "BTC/USDT:USDT"


async def test_a_set_price_is_durable_when_the_call_returns() -> None:
    """A crash right after it loses nothing: price, hold and max_fill."""
    first = await Setup().start()
    await first.market.set_price(BTC, price=D(43210), hold=True, max_fill=D("0.5"))
    records = dict(first.store.records)
    await first.market.stop()
    first.store.records = records
    second = await Setup(first.store).start()
    await second.clock.advance(5)
    assert second.mids() == [D(43210)] * 6
    assert {tick.max_fill for tick in second.ticks if tick.symbol == BTC} == {D("0.5")}
    await second.market.stop()


async def test_a_price_that_cannot_be_saved_does_not_move(setup: Setup) -> None:
    """It is told to nobody before it is durable."""
    before = setup.market.quote(BTC)
    setup.ticks.clear()
    setup.store.failures = 1
    with pytest.raises(OSError, match="disk full"):
        await setup.market.set_price(BTC, price=D(1))
    assert setup.market.quote(BTC) == before
    assert setup.ticks == []


async def test_after_a_restart_the_walk_goes_on_where_it_was() -> None:
    """It does not start at its first price again, nor repeat its steps."""
    first = await Setup().start()
    await first.market.set_price(BTC, price=D(20000))
    await first.clock.advance(100)
    await first.market.stop()
    second = await Setup(first.store).start()
    assert second.mids() == [first.mids()[-1]]
    await second.clock.advance(100)
    await second.market.stop()
    unbroken = await Setup().start()
    await unbroken.market.set_price(BTC, price=D(20000))
    await unbroken.clock.advance(200)
    await unbroken.market.stop()
    assert second.mids()[1:] == unbroken.mids()[-100:]


async def test_the_walk_is_saved_every_15_seconds(setup: Setup) -> None:
    """A crash costs it no more than that."""
    await setup.clock.advance(14)
    assert setup.store.saves == 0
    await setup.clock.advance(2)
    assert setup.store.saves == 1
    await setup.clock.advance(60)
    assert setup.store.saves == 5


async def test_a_failing_disk_is_told_once_and_stops_no_price(
    setup: Setup, caplog: pytest.LogCaptureFixture
) -> None:
    """And once more when it is back."""
    caplog.set_level("INFO")
    setup.store.failures = 3
    await setup.clock.advance(61)
    assert len(setup.mids()) == 62
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]


def test_a_volume_is_known_for_the_filter() -> None:
    """Of each market, and of no other."""
    market = SimulatedMarket(MemoryPaperStore(), seed=1)
    assert all((market.quote_volume(symbol) or 0) > 0 for symbol in market.markets)
    assert market.quote_volume("BTC/EUR") is None


async def test_the_past_is_remembered_over_a_restart() -> None:
    """Test that charts have something to show, in minutes."""
    first = await Setup().start()
    await first.market.set_price("BTC/USDT", price=D(64_000), hold=True)
    before = first.market.past("BTC/USDT", 60)
    assert before[-1][4] == "64000"
    await first.market.stop()

    second = await Setup(first.store).start()

    assert second.market.past("BTC/USDT", 60)[0][:2] == before[0][:2]
    for length in (300, 900, 3600, 14400, 86400):
        [candle, *_] = second.market.past("BTC/USDT", length)
        assert int(candle[0]) % length == 0
        assert candle[1] == before[0][1]
    assert second.market.past("BTC/USDT", 7) == second.market.past("NO/MARKET", 60) == []
    await second.market.stop()


async def test_the_past_that_0_1_has_kept_is_shown() -> None:
    """Test what was saved before longer candles were."""
    store = MemoryPaperStore()
    await store.save([("simulated_candles", "BTC/USDT", {"numbers": [60, 1, 2, 1, 2]})])
    setup = await Setup(store).start()
    assert setup.market.past("BTC/USDT", 60)[0] == [60, "1", "2", "1", "2"]
    await setup.market.stop()


@pytest.mark.parametrize("kept", [{"lengths": [1]}, {"lengths": {"7": [1]}}, {}])
async def test_a_past_of_another_kind_is_none(kept: dict[str, object]) -> None:
    """Test that it does no harm."""
    store = MemoryPaperStore()
    await store.save([("simulated_candles", "BTC/USDT", kept)])
    setup = await Setup(store).start()
    assert len(setup.market.past("BTC/USDT", 60)) == 1
    await setup.market.stop()


async def test_a_past_that_can_t_be_read_is_none() -> None:
    """Test that it does no harm."""
    store = MemoryPaperStore()
    await store.save([("simulated_candles", "BTC/USDT", {"numbers": [1, 2, 3]})])
    setup = await Setup(store).start()
    assert len(setup.market.past("BTC/USDT", 60)) == 1
    await setup.market.stop()
