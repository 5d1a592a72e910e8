"""One question for the prices of a venue, again and again, for all accounts there."""

import asyncio
from collections.abc import Callable, Collection, Coroutine, Mapping
from datetime import timedelta
from decimal import Decimal
import logging
from typing import Any, Protocol

from ....trading.model.market import MarkPrice, Quote
from ...port.backoff import Backoff
from ...port.exchange import VenueError
from ..core.errors import ClientFailedError, attempt
from ..core.numbers import number
from ..core.protocol import CcxtClient, Row
from ..session import PublicVenue
from .tickers import polled, prices_of, unpacked

_LOGGER = logging.getLogger(__name__)

SLICE = 100
"""Quotes that are told without a break: the event loop has other work."""
LEAST_PAUSE = 0.25
"""The part of a poll's period for which nothing is asked, however long the last answer took."""
_ALL = "fetch_tickers"
"""What also tells how much was traded."""


class PollReader(Protocol):
    """Somebody who is told what a poll says, one market after the other."""

    symbols: Collection[str]
    """The markets to be told of."""

    def answered(self) -> None:
        """Know that the venue has answered: what it says follows."""

    def unanswered(self) -> None:
        """Know that a poll came to nothing."""

    def take_polled(
        self, symbol: str, quote: Quote | None, mark: MarkPrice | None, asked_at: float
    ) -> None:
        """Take what was said of a market, and when that was asked for."""


class PricePoll:
    """Asks for the prices of all markets from its first reader's coming to its last one's leaving.

    A quote is made once for all of them: thousands of markets are no more for ten accounts.
    """

    def __init__(self, public: PublicVenue) -> None:
        """Prepare; nothing is asked before somebody joins."""
        self.public = public
        self.volumes: dict[str, Decimal] = {}
        """What was traded within 24 h in quote currency, by market."""
        self._background = public.background()
        self._readers: list[PollReader] = []
        self._asking: asyncio.Task[Mapping[PollReader, Exception]] | None = None
        """The poll that waits for its answer: it tells everybody who has come by then."""
        self._telling = asyncio.Lock()
        self._rounds: set[asyncio.Task[Mapping[PollReader, Exception]]] = set()
        self._loops: list[asyncio.Task[None]] = []

    def know(self, source: CcxtClient) -> None:
        """Know the markets that another client has read."""
        self._background.client.set_markets_from_exchange(source)

    async def join(self, reader: PollReader) -> None:
        """Tell somebody all prices, and from then on each poll's; raises what the first raises."""
        self._readers.append(reader)
        try:
            failures = await self._under_way()
            if failures is None:
                failures = await asyncio.shield(self._ask())
            if (failure := failures.get(reader)) is not None:
                raise failure
        except BaseException:
            await self.leave(reader)
            raise
        if not self._loops:
            self._loops = [
                self._task(self._keep_polling(), "poll"),
                self._task(self._keep_volumes(), "volumes"),
            ]

    async def leave(self, reader: PollReader) -> None:
        """Tell somebody nothing any more; who leaves last ends it."""
        if reader in self._readers:
            self._readers.remove(reader)
        polls = self.public.resources.polls
        if self._readers or self not in polls:
            return
        # At once: who comes now begins with a poll of their own.
        polls.remove(self)
        tasks = [*self._loops, *self._rounds]
        for task in tasks:
            task.cancel()
        self._background.close()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _task[T](self, running: Coroutine[Any, Any, T], name: str) -> asyncio.Task[T]:
        return asyncio.create_task(running, name=f"tradehook {name} {self.public.venue.code}")

    async def _under_way(self) -> Mapping[PollReader, Exception] | None:
        """Return who could not take what was asked for already; None: that came to nothing."""
        if self._asking is None:
            return None
        try:
            return await asyncio.shield(self._asking)
        except Exception:  # noqa: BLE001  asked before our time: it says nothing of a question now
            return None

    def _ask(self) -> asyncio.Task[Mapping[PollReader, Exception]]:
        """Return the poll that waits for its answer, or a new one."""
        if self._asking is None:
            self._asking = asking = self._task(self._round(), "prices")
            self._rounds.add(asking)
            asking.add_done_callback(self._over)
        return self._asking

    def _over(self, done: asyncio.Task[Mapping[PollReader, Exception]]) -> None:
        self._rounds.discard(done)
        if self._asking is done:
            self._asking = None
        if not done.cancelled():
            done.exception()  # whoever waited for it was told

    async def _keep_polling(self) -> None:
        venue = self.public.venue
        retries, delay = Backoff(self.public.resources.runtime.timings.prices.poll_retries), 0.0
        every, took = venue.streams.poll_every, 0.0
        while True:
            # From question to question: on a busy machine an answer takes as long as its period.
            await asyncio.sleep(max(every - took, every * LEAST_PAUSE, delay))
            asked_at = self._clock()
            try:
                await attempt(asyncio.shield(self._ask()))
            except ClientFailedError as failed:
                delay = retries.failed()
                _LOGGER.debug("No prices from %s: %s", venue.name, failed)
                for reader in tuple(self._readers):
                    reader.unanswered()
            else:
                delay = 0.0
                retries.reset()
            took = self._clock() - asked_at

    async def _keep_volumes(self) -> None:
        venue = self.public.venue
        if venue.streams.poll_with == _ALL:
            return
        while True:
            try:
                found = await attempt(self._answer(_ALL))
            except ClientFailedError as failed:
                _LOGGER.debug("No volumes from %s: %s", venue.name, failed)
            else:
                await self._in_slices(found, self._note_volume)
            await asyncio.sleep(self.public.resources.runtime.timings.prices.volumes_every)

    async def _answer(self, method: str) -> Mapping[str, str]:
        """Return what the venue says now of all markets that somebody wants to know of."""

        async def call(client: CcxtClient) -> Mapping[str, str]:
            return polled(await getattr(client, method)(), self._wanted())

        try:
            return await self._background.run(call)
        except asyncio.CancelledError:
            task = asyncio.current_task()
            if task is not None and task.cancelling():
                raise
            # Only the question was called off, and the next one may be answered.
            raise VenueError(f"{self.public.venue.name} was not asked to the end.") from None

    def _wanted(self) -> list[Collection[str]]:
        """Return the readers' markets: of most accounts they are one and the same list."""
        return list({id(one.symbols): one.symbols for one in tuple(self._readers)}.values())

    async def _round(self) -> Mapping[PollReader, Exception]:
        """Ask, and tell everybody; return who could not take it."""
        asked_at = self._clock()
        try:
            found = await self._answer(self.public.venue.streams.poll_with)
        finally:
            self._asking = None
        readers = tuple(self._readers)
        failures: dict[PollReader, Exception] = {}

        def to_all(told: Callable[[PollReader], None]) -> None:
            for reader in readers:
                if reader in failures or reader not in self._readers:
                    continue
                try:
                    told(reader)
                except Exception as err:
                    # One account's trouble is not the others'.
                    failures[reader] = err
                    _LOGGER.exception("Prices of %s were not taken", self.public.venue.name)

        def tell(symbol: str, row: Row) -> None:
            self._note_volume(symbol, row)
            quote, mark = self._quote(row, asked_at), self._mark(row, asked_at)
            to_all(lambda reader: reader.take_polled(symbol, quote, mark, asked_at))

        to_all(lambda reader: reader.answered())

        # One after the other: what was asked later is told later.
        async with self._telling:
            await self._in_slices(found, tell)
        return failures

    async def _in_slices(self, found: Mapping[str, str], tell: Callable[[str, Row], None]) -> None:
        left = SLICE
        for symbol, told in found.items():
            tell(symbol, unpacked(told))
            left -= max(1, len(self._readers))
            if left <= 0:
                left = SLICE
                await asyncio.sleep(0)

    def _note_volume(self, symbol: str, row: Row) -> None:
        if (volume := number(row["quoteVolume"])) is not None:
            self.volumes[symbol] = volume

    def _quote(self, row: Row, asked_at: float) -> Quote | None:
        if (prices := prices_of(row)) is None:
            return None
        last, bid, ask = prices
        now = self.public.resources.runtime.now()
        return Quote(last=last, bid=bid, ask=ask, at=now, heard=asked_at)

    def _mark(self, row: Row, asked_at: float) -> MarkPrice | None:
        price = number(row["markPrice"])
        if price is None or price <= 0:
            return None
        age = timedelta(seconds=max(0.0, self._clock() - asked_at))
        return MarkPrice(price=price, at=self.public.resources.runtime.now() - age, heard=asked_at)

    @staticmethod
    def _clock() -> float:
        return asyncio.get_running_loop().time()


def running_poll(public: PublicVenue) -> PricePoll | None:
    """Return the poll of a venue that is at work."""
    polls = (one for one in public.resources.polls if isinstance(one, PricePoll))
    return next((one for one in polls if one.public.asks_as(public)), None)


def price_poll(public: PublicVenue, source: CcxtClient) -> PricePoll:
    """Return the poll of a venue that is at work, or a new one; `source` knows its markets."""
    poll = running_poll(public)
    if poll is None:
        poll = PricePoll(public)
        public.resources.polls.append(poll)
    poll.know(source)
    return poll
