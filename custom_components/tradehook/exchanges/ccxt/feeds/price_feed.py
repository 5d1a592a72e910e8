"""Prices of a venue: streams for what is watched, a poll for all the rest and as a net."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
import logging

from ....trading.model.market import MarkPrice, Quote
from ...port.backoff import Backoff
from ...port.exchange import VenueError
from ...rate_limit import Priority, priority
from ...venues.model.venue import Venue
from ..core.errors import ClientFailedError, Trace, attempt
from ..core.numbers import moment, number
from ..core.protocol import UNREADABLE, Row
from ..session import ClientPool, traced
from .mark_feed import MarkFeed
from .price_poll import SLICE, PricePoll, price_poll, running_poll
from .tickers import prices_of

_LOGGER = logging.getLogger(__name__)


class PriceFeed:
    """Tells a venue's prices, and whether they are fresh.

    A quote's time is when it was last known to hold, not when it last changed.
    """

    def __init__(
        self,
        *,
        venue: Venue,
        symbols: Collection[str],
        client_pool: ClientPool,
        on_quote: Callable[[str, Quote], None],
        on_mark: Callable[[str, MarkPrice], None],
        on_fresh: Callable[[bool], None],
        dated: bool = True,
        quotes: dict[str, Quote] | None = None,
    ) -> None:
        """Take where prices come from and whom to tell.

        Unless `dated`, quotes don't say when they were heard: to a venue that is played here, a
        price is as new as its turn. `quotes` is where the newest of each market is kept.
        """
        self._venue = venue
        self.symbols = symbols
        """The markets whose prices are told; one list for all accounts that have the same."""
        self._client, self._stream = client_pool.rest, client_pool.prices
        self._client_pool = client_pool
        self._on_quote = on_quote
        self._on_mark = on_mark
        self._on_fresh = on_fresh
        runtime = client_pool.public.resources.runtime
        self._now = runtime.now
        self._timings = runtime.timings.prices
        self._dated = dated
        self.quotes = {} if quotes is None else quotes
        self.fresh = False
        self._heard: dict[str, float] = {}
        self._heard_any = 0.0
        self._marked: dict[str, float] = {}
        """When a mark price was heard, or asked for."""
        self._marks = MarkFeed(
            venue=venue,
            client=self._client,
            stream=self._stream,
            tell=self._tell_mark,
            heard=lambda symbol: self._marked.get(symbol, 0.0),
            timings=self._timings,
        )
        self._priced_at = 0.0
        self._watchers: dict[str, asyncio.Task[None]] = {}
        self._lingering: dict[str, float] = {}
        """Until when markets stay on their streams that nobody needs, the first to go first."""
        self._spoke: dict[str, float] = {}
        """When a market's stream last said something, 0 = not yet; without those that broke."""
        self._tasks: list[asyncio.Task[None]] = []
        self._closing = False

    @property
    def _poll(self) -> PricePoll | None:
        return running_poll(self._client_pool.public)

    @property
    def volumes(self) -> Mapping[str, Decimal]:
        """Return what was traded within 24 h in quote currency, as far as known."""
        poll = self._poll
        return {} if poll is None else poll.volumes

    def know(self, symbols: Collection[str]) -> None:
        """Report the prices of these markets from now on: the venue's list was read anew."""
        self.symbols = symbols
        if (poll := self._poll) is not None:
            poll.know(self._client_pool.catalogue.source)

    async def start(self) -> None:
        """Get all prices once, then keep them; raises whatever the first poll raises."""
        pool = self._client_pool
        await price_poll(pool.public, pool.catalogue.source).join(self)
        loops = {"fresh": self._keep_checking()}
        if self._venue.streams.available:
            loops["streams"] = self._keep_alive()
            if self._venue.streams.all_prices is not None:
                loops["all prices"] = self._keep_hearing(self._venue.streams.all_prices)
        self._tasks = [
            asyncio.create_task(loop, name=f"tradehook {name} {self._venue.code}")
            for name, loop in loops.items()
        ]

    async def stop(self) -> None:
        """Stop all of it."""
        self._closing = True
        if (poll := self._poll) is not None:
            await poll.leave(self)
        tasks = [*self._tasks, *self._watchers.values()]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._watchers.clear()
        self._lingering.clear()
        await self._marks.stop()

    def watch(self, symbols: Collection[str]) -> None:
        """Stream these markets; others stay on their streams for a while, as they often come back.

        The client never unsubscribes: a market that stays takes no other's place at the venue.
        """
        if not self._venue.streams.available or self._closing:
            return
        wanted = {symbol for symbol in symbols if symbol in self.symbols}
        for symbol in wanted & self._lingering.keys():
            del self._lingering[symbol]
            self._heard_any = max(self._heard_any, self._spoke[symbol])
            if self._watchers[symbol].done():
                self._leave(symbol)
        for symbol in self._watchers.keys() - wanted - self._lingering.keys():
            if symbol in self._spoke:
                self._lingering[symbol] = self._clock() + self._timings.stream_lingers
                self._heard.pop(symbol, None)
            else:
                self._leave(symbol)
        self._end_lingering()
        self._marks.watch(wanted)
        for symbol in wanted - self._watchers.keys():
            self._watchers[symbol] = asyncio.create_task(
                self._watch(symbol), name=f"tradehook prices {symbol}"
            )
            self._spoke[symbol] = 0.0

    def _end_lingering(self) -> None:
        """Leave the markets that have stayed for long enough, or for which there is no place."""
        now = self._clock()
        while self._lingering:
            symbol, until = next(iter(self._lingering.items()))
            if until > now and len(self._lingering) <= self._timings.lingering:
                return
            self._leave(symbol)

    def _leave(self, symbol: str) -> None:
        self._watchers.pop(symbol).cancel()
        self._lingering.pop(symbol, None)
        self._spoke.pop(symbol, None)
        self._heard.pop(symbol, None)
        self._marks.leave(symbol)

    async def ask(self, symbol: str) -> Quote:
        """Ask for a market's prices before everything but exits, tell and return them.

        Raises whatever goes wrong with that.
        """
        with traced(trace := Trace()), priority(Priority.EXIT):
            row = await self._client.fetch_ticker(symbol)
        prices = prices_of(row)
        if prices is None or trace.left_at is None:
            raise VenueError(f"{self._venue.name} told no price of {symbol}.")
        heard = self._heard.get(symbol, 0.0)
        if self._marked.get(symbol, 0.0) < trace.left_at:
            self._tell_mark(symbol, row.get("markPrice"), trace.left_at)
        if heard < trace.left_at or self._is_overtaken(symbol, moment(row.get("timestamp"))):
            # Else a stream has said something newer meanwhile.
            self._heard[symbol] = max(heard, trace.left_at)
            age = timedelta(seconds=max(0.0, self._clock() - trace.left_at))
            self._tell(symbol, prices, trace.left_at, at=self._now() - age)
        return self.quotes[symbol]

    def _is_overtaken(self, symbol: str, stamp: datetime | None) -> bool:
        """Return whether what a stream said last is older than an answer, by the venue's stamps."""
        told = self.quotes.get(symbol)
        if told is None or told.stamp is None or stamp is None:
            return False
        return told.stamp <= stamp

    async def _watch(self, symbol: str) -> None:
        retries = Backoff(self._timings.stream_retries)
        while True:
            told = await self._next(self._heard_prices(symbol), symbol)
            if told is None:
                if symbol in self._lingering:
                    self._leave(symbol)  # nothing is dialled anew for nobody
                    return
                self._spoke.pop(symbol, None)
                await retries.wait()
                continue
            retries.reset()
            self._heard[symbol] = self._spoke[symbol] = heard = self._clock()
            if symbol not in self._lingering:
                self._heard_any = heard
            row, prices, stamp = told
            self._tell_mark(symbol, row.get("markPrice"), heard, stamp)
            self._tell(symbol, prices, heard, stamp=stamp)
            self._priced()

    async def _heard_prices(
        self, symbol: str
    ) -> tuple[Row, tuple[Decimal, Decimal, Decimal], datetime | None] | None:
        """Return what a market's stream says next; None if there is no price in it."""
        row = await self._stream.watch_ticker(symbol)
        prices = prices_of(row) if row else None
        return None if prices is None else (row, prices, moment(row.get("timestamp")))

    async def _next[T](self, waiting: Awaitable[T], what: str) -> T | None:
        """Return what a stream says next; None if it broke, or was closed to be dialled anew."""
        try:
            return await attempt(waiting)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if self._closing or (task is not None and task.cancelling()):
                raise
        except ClientFailedError as failed:
            _LOGGER.debug("The stream of %s broke: %s", what, failed)
        return None

    async def _keep_hearing(self, method: str) -> None:
        """Take the prices of all markets from one stream, where a poll tells of a few of them."""
        retries = Backoff(self._timings.stream_retries)
        while True:
            rows: Mapping[str, Row] | None = await self._next(
                getattr(self._stream, method)(), "all prices"
            )
            if not rows:
                await retries.wait()
                continue
            retries.reset()
            self._heard_any = heard = self._clock()
            self._priced()
            for index, (symbol, row) in enumerate(rows.items()):
                with suppress(*UNREADABLE):
                    self._take_heard(symbol, row, heard)
                if index % SLICE == SLICE - 1:
                    await asyncio.sleep(0)

    def _take_heard(self, symbol: str, row: Row, heard: float) -> None:
        prices = prices_of(row) if symbol in self.symbols else None
        if prices is not None and not self._is_heard(symbol, heard):
            self._tell(symbol, prices, heard, stamp=moment(row.get("timestamp")))

    def _is_heard(self, symbol: str, asked_at: float) -> bool:
        """Return whether a market's own stream has said something newer than this.

        Where nobody needs it, its prices are polled ones, as those of all other markets.
        """
        silence = 0.0 if symbol in self._lingering else self._timings.stream_silence
        return self._heard.get(symbol, 0.0) >= asked_at - silence

    async def _keep_alive(self) -> None:
        """Dial the streams anew when none of them says anything although prices move."""
        while True:
            await asyncio.sleep(self._timings.stream_dead / 4)
            silent = self._clock() - self._heard_any
            needed = self._watchers.keys() - self._lingering.keys()
            hears = needed or self._venue.streams.all_prices is not None
            if hears and silent > self._timings.stream_dead:
                self._heard_any = self._clock()
                _LOGGER.debug("No price from the streams of %s for %d s", self._venue.name, silent)
                await self._stream.close_ws_clients()

    async def _keep_checking(self) -> None:
        """Notice silence whatever the polls are doing: on a dead line they may hang."""
        while True:
            await asyncio.sleep(self._timings.stale / 4)
            self._check_fresh()
            self._end_lingering()

    # What a poll says

    def answered(self) -> None:
        """Know that the venue has answered: what it says follows."""
        self._priced()

    def unanswered(self) -> None:
        """Know that a poll came to nothing."""
        self._check_fresh()

    def take_polled(
        self, symbol: str, quote: Quote | None, mark: MarkPrice | None, asked_at: float
    ) -> None:
        """Take what a poll says of a market: what a stream said since it was asked is newer."""
        if symbol not in self.symbols:
            return
        silent = asked_at - self._timings.stream_silence
        if mark is not None and self._marked.get(symbol, 0.0) < silent:
            self._marked[symbol] = asked_at
            self._on_mark(symbol, mark if self._dated else replace(mark, heard=0.0))
        if quote is not None and not self._is_heard(symbol, asked_at):
            known = self.quotes[symbol] = quote if self._dated else replace(quote, heard=0.0)
            self._on_quote(symbol, known)

    def _tell(
        self,
        symbol: str,
        prices: tuple[Decimal, Decimal, Decimal],
        heard: float,
        *,
        at: datetime | None = None,
        stamp: datetime | None = None,
    ) -> None:
        last, bid, ask = prices
        quote = self.quotes[symbol] = Quote(
            last=last,
            bid=bid,
            ask=ask,
            at=at or self._now(),
            heard=heard if self._dated else 0.0,
            stamp=stamp if self._dated else None,
        )
        self._on_quote(symbol, quote)

    def _tell_mark(
        self, symbol: str, told: object, heard: float, stamp: datetime | None = None
    ) -> None:
        """Report a mark price, if there is one."""
        price = number(told)
        if price is None or price <= 0:
            return
        self._marked[symbol] = heard
        age = timedelta(seconds=max(0.0, self._clock() - heard))
        mark = MarkPrice(
            price=price,
            at=self._now() - age,
            heard=heard if self._dated else 0.0,
            stamp=stamp if self._dated else None,
        )
        self._on_mark(symbol, mark)

    def _priced(self) -> None:
        self._priced_at = self._clock()
        self._check_fresh()

    def _check_fresh(self) -> None:
        fresh = self._clock() - self._priced_at < self._timings.stale
        if fresh != self.fresh:
            self.fresh = fresh
            self._on_fresh(fresh)

    @staticmethod
    def _clock() -> float:
        return asyncio.get_running_loop().time()
