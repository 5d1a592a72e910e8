"""Mark prices of a venue whose tickers don't tell them: a stream each, and a question as a net."""

import asyncio
from collections.abc import Callable, Collection
from datetime import datetime
import logging

from ....trading.model.market import MarketType
from ...port.backoff import Backoff
from ...port.timings import PriceTimings
from ...rate_limit import Priority, priority
from ...venues.model.venue import Venue
from ..core.errors import ClientFailedError, Trace, attempt
from ..core.numbers import moment
from ..core.protocol import CcxtClient
from ..session import traced

_LOGGER = logging.getLogger(__name__)

type TellMark = Callable[[str, object, float, datetime | None], None]
"""Takes a market, its mark price, when it was heard or asked for, and the venue's own stamp."""


class MarkFeed:
    """Tells the mark prices of watched perpetuals, where the client has them apart."""

    def __init__(
        self,
        *,
        venue: Venue,
        client: CcxtClient,
        stream: CcxtClient,
        tell: TellMark,
        heard: Callable[[str], float],
        timings: PriceTimings,
    ) -> None:
        """`heard` returns when a market's mark was last heard."""
        linear = venue.market_type is MarketType.LINEAR
        self._streams = (
            linear and venue.streams.available and bool(stream.has.get("watchMarkPrice"))
        )
        self._asks = linear and bool(client.has.get("fetchMarkPrice"))
        self._venue = venue
        self._client = client
        self._stream = stream
        self._tell = tell
        self._heard = heard
        self._timings = timings
        self._watchers: dict[str, asyncio.Task[None]] = {}
        self._wanted: set[str] = set()
        """Those that are asked for, too."""
        self._closing = False

    async def stop(self) -> None:
        """Stop all of it."""
        self._closing = True
        tasks = list(self._watchers.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._watchers.clear()

    def watch(self, symbols: Collection[str]) -> None:
        """Follow the marks of these markets; the others stay on their streams until `leave`."""
        if self._closing or not (self._streams or self._asks):
            return
        before, self._wanted = self._wanted, set(symbols)
        for symbol in (self._wanted - before) & self._watchers.keys():
            if self._is_silent(symbol):
                self.leave(symbol)
        for symbol in self._wanted - self._watchers.keys():
            self._watchers[symbol] = asyncio.create_task(
                self._follow(symbol), name=f"tradehook mark of {symbol}"
            )

    def leave(self, symbol: str) -> None:
        """Follow the mark of a market no longer."""
        if (watcher := self._watchers.pop(symbol, None)) is not None:
            watcher.cancel()

    def _is_silent(self, symbol: str) -> bool:
        return self._clock() - self._heard(symbol) >= self._timings.mark_silence

    async def _follow(self, symbol: str) -> None:
        async with asyncio.TaskGroup() as group:
            if self._streams:
                group.create_task(self._listen(symbol))
            if self._asks:
                group.create_task(self._keep_asking(symbol))

    async def _listen(self, symbol: str) -> None:
        retries = Backoff(self._timings.mark_stream_retries)
        while True:
            told: tuple[object, datetime | None] | None = None
            try:
                told = await attempt(self._heard_mark(symbol))
            except asyncio.CancelledError:
                task = asyncio.current_task()
                if self._closing or (task is not None and task.cancelling()):
                    raise
                # the stream was closed under us, to be dialled anew
            except ClientFailedError as failed:
                _LOGGER.debug("The stream of the mark of %s broke: %s", symbol, failed)
            if told is None:
                await retries.wait()
                continue
            retries.reset()
            price, stamp = told
            self._tell(symbol, price, self._clock(), stamp)

    async def _heard_mark(self, symbol: str) -> tuple[object, datetime | None]:
        row = await self._stream.watch_mark_price(symbol)
        return row.get("markPrice"), moment(row.get("timestamp"))

    async def _keep_asking(self, symbol: str) -> None:
        retries = Backoff(self._timings.mark_question_retries)
        delay = self._timings.mark_silence
        while True:
            await asyncio.sleep(delay)
            delay = self._timings.mark_silence
            if symbol not in self._wanted or not self._is_silent(symbol):
                retries.reset()
                continue
            try:
                with traced(trace := Trace()), priority(Priority.POLL):
                    price = await attempt(self._asked_mark(symbol))
            except ClientFailedError as failed:
                delay = retries.failed()
                _LOGGER.debug("No mark price of %s from %s: %s", symbol, self._venue.name, failed)
                continue
            retries.reset()
            if trace.left_at is not None and self._heard(symbol) < trace.left_at:
                self._tell(symbol, price, trace.left_at, None)

    async def _asked_mark(self, symbol: str) -> object:
        row = await self._client.fetch_mark_price(symbol)
        return row.get("markPrice")

    @staticmethod
    def _clock() -> float:
        return asyncio.get_running_loop().time()
