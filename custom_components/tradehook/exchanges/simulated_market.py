"""The simulated market: a seeded random walk per market, on its own clock, that can be moved."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from difflib import get_close_matches
import logging
import random

from ..trading.model.market import Market, MarketStatus, MarketType, Quote
from .candle_ring import CandleRing, CandleRow, larger
from .port.exchange import VenueCandle, VenueError
from .port.price_source import Tick
from .port.store import Change, PaperStore
from .simulated_listings import listings

_LOGGER = logging.getLogger(__name__)

KIND = "simulated_price"
KIND_PAST = "simulated_candles"
PAST_LENGTHS = {5: 240, 60: 720, 900: 480, 14400: 360}
"""Seconds of the candles that are remembered, and how many of each: others are made of them."""
PAST_SAVED = (60, 900, 14400)
"""The lengths of those that survive a restart."""
PAST_INTERVAL = 1800.0
"""Seconds between two saves of them."""
SAVE_INTERVAL = 15.0
"""Seconds between two saves of the walk; a price that was set is saved at once."""

_VOLATILITY = 0.0001
"""Standard deviation of the price's change in one second: about 55 % a year."""
_HALF_SPREAD = Decimal("0.00005")
_PRECISION = Decimal("1e-12")
_LOWEST_TICKS = 2
_HIGHEST_PRICE = Decimal(10) ** 9


class SimulatedPriceError(ValueError):
    """A price can't be set: which field, what it was and what to do."""

    def __init__(self, path: str, value: object, message: str) -> None:
        super().__init__(message)
        self.path = path
        self.value = value
        self.message = message


def seeded_noise(seed: int | str) -> Callable[[str, int], float]:
    """Return standard normal noise as a function of a market and its number of ticks.

    Being a function and not a stream, it needs no state to go on after a restart.
    """

    def noise(symbol: str, number: int) -> float:
        return random.Random(f"{seed}/{symbol}/{number}").gauss(0.0, 1.0)  # noqa: S311

    return noise


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Walk:
    price: Decimal
    """The mid before it is rounded to the tick: small steps must not get lost in it."""
    number: int = 0
    hold: bool = False
    max_fill: Decimal | None = None
    stale: bool = False
    """It tells no price: as if the line to the market were cut."""
    mark: Decimal | None = None
    """What perpetual positions are valued at; None = the mid."""


class SimulatedMarket:
    """The price process of one paper account; a `PriceSource`."""

    code = "SIM"
    name = "simulated"
    signal_names: Collection[str] = ("simulated", "simulated market")

    def __init__(
        self,
        store: PaperStore,
        *,
        seed: int | str,
        market_type: MarketType = MarketType.SPOT,
        interval: float = 1.0,
        now: Callable[[], datetime] = _utc_now,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        noise: Callable[[str, int], float] | None = None,
    ) -> None:
        """Prepare the markets; `interval` is the time between two ticks in seconds."""
        self.market_type = market_type
        self._store = store
        self._listings = listings(market_type)
        self._markets = {symbol: listing.market for symbol, listing in self._listings.items()}
        self._walks = {
            symbol: _Walk(price=listing.start_price) for symbol, listing in self._listings.items()
        }
        self._past = {
            symbol: {length: CandleRing(length, kept) for length, kept in PAST_LENGTHS.items()}
            for symbol in self._listings
        }
        self._past_due = False
        self._interval = interval
        self._now = now
        self._sleep = sleep
        self._noise = noise or seeded_noise(seed)
        self._deviation = _VOLATILITY * interval**0.5
        self._listeners: tuple[Callable[[Tick], None], ...] = ()
        self._saving = asyncio.Lock()
        self._save_broken = False
        self._clock: asyncio.Task[None] | None = None
        self._saver: asyncio.Task[None] | None = None

    @property
    def markets(self) -> Mapping[str, Market]:
        """Return the markets by unified symbol."""
        return self._markets

    @property
    def market_states(self) -> Mapping[str, MarketStatus]:
        """Return none: these markets are always open."""
        return {}

    def remember_markets(self, markets: Mapping[str, Market]) -> None:
        """Do nothing: these markets stay."""

    async def refresh_markets(self) -> None:
        """Do nothing: there are always the same markets."""

    def watch_prices(self, symbols: Collection[str]) -> None:
        """Do nothing: every market is followed tick by tick."""

    async def ask_price(self, symbol: str) -> None:
        """Do nothing: the newest prices of every market were ticked when they came about."""

    def quote_volume(self, symbol: str) -> Decimal | None:
        """Return what is traded within 24 h in quote currency."""
        listing = self._listings.get(symbol)
        return None if listing is None else listing.quote_volume

    @property
    def candle_lengths(self) -> Collection[int]:
        """Return none: what was not told has not been."""
        return ()

    async def fetch_candles(
        self,
        symbol: str,
        length: int,  # noqa: ARG002
        since: datetime,  # noqa: ARG002
        count: int,  # noqa: ARG002
        *,
        urgent: bool = True,  # noqa: ARG002
    ) -> Sequence[VenueCandle]:
        """Raise VenueError: nothing is known of the past."""
        raise VenueError(f"The simulated market keeps no candles of {symbol}.")

    def past(self, symbol: str, length: int) -> list[CandleRow]:
        """Return the candles of a market of which its account has been there, oldest first."""
        rings = self._past.get(symbol, {})
        fitting = max((one for one in rings if length % one == 0), default=None)
        return [] if fitting is None else larger(rings[fitting].rows(), length)

    def quote(self, symbol: str) -> Quote:
        """Return the prices of a market; KeyError if there is no such market."""
        return self._tick(symbol).quote

    def find_market(self, symbol: str) -> Market | None:
        """Return a market by its unified, native or `BASE/QUOTE` spelling, in any case."""
        wanted = symbol.strip().upper()
        for market in self._markets.values():
            if wanted in (market.symbol, market.native_symbol, f"{market.base}/{market.quote}"):
                return market
        return None

    async def start(
        self,
        on_tick: Callable[[Tick], None],
        _on_connected: Callable[[bool], None] | None = None,
    ) -> None:
        """Go on from the saved prices and start to tick; raises what the store raises."""
        for kind, symbol, data in await self._store.load():
            if kind == KIND and symbol in self._walks:
                self._walks[symbol] = _Walk(
                    price=Decimal(data["price"]),
                    number=int(data["number"]),
                    hold=bool(data["hold"]),
                    max_fill=None if data["max_fill"] is None else Decimal(data["max_fill"]),
                    stale=bool(data.get("stale", False)),
                    mark=None if data.get("mark") is None else Decimal(data["mark"]),
                )
            elif kind == KIND_PAST and symbol in self._past:
                with suppress(AttributeError, KeyError, TypeError, ValueError):
                    saved = data.get("lengths") or {PAST_SAVED[0]: data["numbers"]}
                    for length, numbers in saved.items():
                        self._past[symbol][int(length)].restore(numbers)
        self._listeners = (on_tick,)
        for symbol in self._walks:
            self._emit(symbol)
        self._clock = asyncio.create_task(self._run(), name="tradehook simulated market")

    async def stop(self) -> None:
        """Stop to tick and save the prices."""
        self._listeners = ()
        if (clock := self._clock) is None:
            return
        self._clock = None
        clock.cancel()
        await asyncio.gather(clock, return_exceptions=True)
        if self._saver is not None:
            await self._saver
        self._past_due = True
        await self._save_lazily()

    async def set_price(
        self,
        symbol: str,
        *,
        price: Decimal | None = None,
        change_percentage: Decimal | None = None,
        hold: bool = False,
        max_fill: Decimal | None = None,
        stale: bool = False,
        mark: Decimal | None = None,
    ) -> Decimal:
        """Move a market at once and return the new mid.

        With `hold` it stays there, without it the walk goes on from there; `max_fill` limits in
        base currency what one order trades per tick; `stale` keeps the market from telling a price
        (then neither price nor change has to be given); `mark` is what perpetual positions are
        valued at instead of the mid. All of it applies until the next call and is durable when
        this returns. Raises SimulatedPriceError, or what the store raises: then nothing moved.
        """
        market = self._known(symbol)
        limit = _fill_limit(market, max_fill)
        _check_mark(market, mark)
        async with self._saving:
            target = self._mid(market.symbol)
            if not stale or price is not None or change_percentage is not None:
                target = _target(market, target, price, change_percentage)
            walk = _Walk(
                price=target,
                number=self._walks[market.symbol].number,
                hold=hold,
                max_fill=limit,
                stale=stale,
                mark=mark,
            )
            await self._store.save([_record(market.symbol, walk)])
            # The clock may have ticked meanwhile: the walk's number must not go back.
            number = self._walks[market.symbol].number
            self._walks[market.symbol] = replace(walk, number=number)
        if not stale:
            self._emit(market.symbol)
        return target

    def tick(self) -> None:
        """Let every market take one step; a held one repeats its price, a stale one is silent."""
        event_bus = [symbol for symbol, walk in self._walks.items() if not walk.stale]
        for symbol in event_bus:
            if not (walk := self._walks[symbol]).hold:
                self._walks[symbol] = self._stepped(symbol, walk)
        for symbol in event_bus:
            self._emit(symbol)

    async def _run(self) -> None:
        waited = waited_for_past = 0.0
        while True:
            await self._sleep(self._interval)
            self.tick()
            waited += self._interval
            waited_for_past += self._interval
            if waited_for_past >= PAST_INTERVAL:
                waited_for_past, self._past_due = 0.0, True
            if waited >= SAVE_INTERVAL and (self._saver is None or self._saver.done()):
                waited = 0.0
                # Not awaited: prices go on while the disk is slow.
                self._saver = asyncio.create_task(self._save_lazily())

    def _stepped(self, symbol: str, walk: _Walk) -> _Walk:
        market = self._markets[symbol]
        change = Decimal(f"{self._noise(symbol, walk.number) * self._deviation:.9f}")
        price = (walk.price * (1 + change)).quantize(_PRECISION)
        lowest = market.price_tick * _LOWEST_TICKS
        return replace(walk, price=min(max(price, lowest), _HIGHEST_PRICE), number=walk.number + 1)

    def _mid(self, symbol: str) -> Decimal:
        return _rounded(self._markets[symbol], self._walks[symbol].price)

    def _tick(self, symbol: str) -> Tick:
        market, walk = self._markets[symbol], self._walks[symbol]
        mid = self._mid(symbol)
        half = market.price_tick
        if not walk.hold:
            half = max(half, market.price_down(mid * _HALF_SPREAD))
        return Tick(
            symbol=symbol,
            quote=Quote(last=mid, bid=mid - half, ask=mid + half, at=self._now()),
            mark=walk.mark,
            max_fill=walk.max_fill,
            stale=walk.stale,
        )

    def _emit(self, symbol: str) -> None:
        for listener in self._listeners:
            tick = self._tick(symbol)
            if not tick.stale:
                price, at = float(tick.quote.last), tick.quote.at.timestamp()
                for ring in self._past[symbol].values():
                    ring.add(price, at)
            listener(tick)

    def _known(self, symbol: str) -> Market:
        if (market := self.find_market(symbol)) is not None:
            return market
        near = get_close_matches(symbol.upper(), self._markets, n=3, cutoff=0.3)
        near = near or list(self._markets)[:3]
        raise SimulatedPriceError(
            "symbol",
            symbol,
            f"The simulated market has no {symbol}; did you mean {' or '.join(near)}?",
        )

    async def _save_lazily(self) -> None:
        async with self._saving:
            records = [_record(symbol, walk) for symbol, walk in self._walks.items()]
            with_past, self._past_due = self._past_due, False
            if with_past:
                records += [
                    (KIND_PAST, symbol, {"lengths": _saved(rings)})
                    for symbol, rings in self._past.items()
                ]
            try:
                await self._store.save(records)
            except Exception as error:  # noqa: BLE001 - the store is a port: anything may come
                if not self._save_broken:
                    _LOGGER.warning("Simulated prices can't be saved, trying on: %s", error)
                self._save_broken = True
                self._past_due = self._past_due or with_past
                return
            if self._save_broken:
                _LOGGER.info("Simulated prices are saved again")
            self._save_broken = False


def _saved(rings: Mapping[int, CandleRing]) -> dict[str, list[float]]:
    return {str(length): rings[length].numbers for length in PAST_SAVED}


def _rounded(market: Market, price: Decimal) -> Decimal:
    ticks = (price / market.price_tick).to_integral_value()
    return (ticks * market.price_tick).quantize(market.price_tick)


def _record(symbol: str, walk: _Walk) -> Change:
    return (
        KIND,
        symbol,
        {
            "price": str(walk.price),
            "number": walk.number,
            "hold": walk.hold,
            "max_fill": None if walk.max_fill is None else str(walk.max_fill),
            "stale": walk.stale,
            "mark": None if walk.mark is None else str(walk.mark),
        },
    )


def _target(
    market: Market, mid: Decimal, price: Decimal | None, change_percentage: Decimal | None
) -> Decimal:
    if (price is None) == (change_percentage is None):
        raise SimulatedPriceError(
            "price", price, "Give either price or change_percentage, exactly one of them."
        )
    lowest = market.price_tick * _LOWEST_TICKS
    if price is not None:
        if not price.is_finite() or not lowest <= price <= _HIGHEST_PRICE:
            raise SimulatedPriceError(
                "price",
                price,
                f"The price of {market.symbol} must be between {lowest} and {_HIGHEST_PRICE:f}.",
            )
        return _rounded(market, price)
    assert change_percentage is not None
    if not change_percentage.is_finite() or not -100 < change_percentage <= 10**6:
        raise SimulatedPriceError(
            "change_percentage",
            change_percentage,
            "The change must be more than -100 % and at most 1000000 %.",
        )
    target = _rounded(market, mid * (1 + change_percentage / 100))
    if not lowest <= target <= _HIGHEST_PRICE:
        raise SimulatedPriceError(
            "change_percentage",
            change_percentage,
            f"The change would move {market.symbol} to {target}, outside of {lowest} to "
            f"{_HIGHEST_PRICE:f}; give a smaller one.",
        )
    return target


def _check_mark(market: Market, mark: Decimal | None) -> None:
    if mark is None:
        return
    if market.market_type is not MarketType.LINEAR:
        raise SimulatedPriceError(
            "mark", mark, f"{market.symbol} has no mark price: only perpetuals have one."
        )
    lowest = market.price_tick * _LOWEST_TICKS
    if not mark.is_finite() or not lowest <= mark <= _HIGHEST_PRICE:
        raise SimulatedPriceError(
            "mark",
            mark,
            f"The mark price of {market.symbol} must be between {lowest} and {_HIGHEST_PRICE:f}.",
        )


def _fill_limit(market: Market, max_fill: Decimal | None) -> Decimal | None:
    if max_fill is None:
        return None
    if not max_fill.is_finite() or max_fill < market.amount_step:
        raise SimulatedPriceError(
            "max_fill",
            max_fill,
            f"max_fill must be at least one amount step of {market.symbol}, {market.amount_step}.",
        )
    return market.amount_down(max_fill)
