"""Prices, markets and traded volumes of a real venue, for paper accounts: a `PriceSource`."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from ....trading.model.market import Market, MarketStatus, MarkPrice, Quote
from ...log_redaction import Scrubber
from ...port.exchange import RegionRefusedError, VenueCandle, VenueError
from ...port.price_source import Tick
from ...rate_limit import Priority, priority
from ...venues.model.access import Environment
from ...venues.model.venue import Venue
from ..core.errors import ClientFailedError, attempt, query_error
from ..core.markets import Fees, with_remembered
from ..session import ClientPool, VenueResources
from .candles import candle_lengths, fetch_candles
from .price_feed import PriceFeed


@dataclass(frozen=True, slots=True)
class _OpenSource:
    client_pool: ClientPool
    feed: PriceFeed


class VenuePrices:
    """The public data of a venue: no key, no order, nothing but what everybody may see."""

    def __init__(self, venue: Venue, resources: VenueResources) -> None:
        """Prepare; nothing is loaded before `start`."""
        self.code = venue.code
        self.name = venue.name
        self.signal_names: Collection[str] = venue.signal_names
        self.market_type = venue.market_type
        self._venue = venue
        self._resources = resources
        self._markets: dict[str, Market] = {}
        self._parts: _OpenSource | None = None
        self._remembered: Mapping[str, Market] = {}
        self._states: Mapping[str, MarketStatus] = {}

    @property
    def markets(self) -> Mapping[str, Market]:
        """Return the markets by unified symbol: the same mapping always, empty before `start`."""
        return self._markets

    @property
    def market_states(self) -> Mapping[str, MarketStatus]:
        """Return which of the markets are halted or are going to end, by unified symbol."""
        return self._states

    def remember_markets(self, markets: Mapping[str, Market]) -> None:
        """Keep these markets even if the venue lists them no more: something is held there."""
        self._remembered = markets

    def _know(self, client_pool: ClientPool) -> None:
        catalogue = with_remembered(client_pool.catalogue, self._remembered)
        self._markets.update(catalogue.markets)
        self._states = catalogue.states

    async def refresh_markets(self) -> None:
        """Read anew which markets there are, and how they are; raises VenueError."""
        parts = self._parts
        if parts is None:
            raise VenueError(f"{self.name} is not connected.")
        try:
            if await attempt(parts.client_pool.refresh_markets()):
                self._know(parts.client_pool)
                parts.feed.know(self._markets)
        except ClientFailedError as failed:
            raise self._told(failed.error) from None

    @property
    def fees(self) -> Fees:
        """Return what trading costs there without any discount; what is usual before `start`."""
        return self._parts.client_pool.catalogue.fees if self._parts else Fees()

    def watch_prices(self, symbols: Collection[str]) -> None:
        """Stream these markets; the others are polled."""
        if self._parts is not None:
            self._parts.feed.watch(symbols)

    def quote_volume(self, symbol: str) -> Decimal | None:
        """Return what was traded within 24 h in quote currency, as far as known."""
        return self._parts.feed.volumes.get(symbol) if self._parts else None

    async def ask_price(self, symbol: str) -> None:
        """Ask for a market's newest prices, as urgently as for an exit; raises VenueError."""
        parts = self._parts
        if parts is None:
            raise VenueError(f"{self.name} is not connected.")
        try:
            await attempt(parts.feed.ask(symbol))
        except ClientFailedError as failed:
            raise self._told(failed.error) from None

    @property
    def candle_lengths(self) -> Collection[int]:
        """Return how many seconds the candles have that can be asked for."""
        return candle_lengths(self._parts.client_pool.rest) if self._parts else ()

    async def fetch_candles(
        self, symbol: str, length: int, since: datetime, count: int, *, urgent: bool = True
    ) -> Sequence[VenueCandle]:
        """Return a market's candles from a moment on, oldest first; raises VenueError."""
        parts = self._parts
        if parts is None:
            raise VenueError(f"{self.name} is not connected.")
        try:
            with priority(Priority.EXIT if urgent else Priority.POLL):
                return await attempt(
                    fetch_candles(parts.client_pool.rest, symbol, length, since, count)
                )
        except ClientFailedError as failed:
            raise self._told(failed.error) from None

    async def start(
        self, on_tick: Callable[[Tick], None], on_connected: Callable[[bool], None]
    ) -> None:
        """Load the markets and all prices, then follow them; raises VenueError.

        Where people from here are not served, the venue's other regions are asked.
        """
        refused: VenueError | None = None
        for region in self._venue.regions_of(Environment.LIVE):
            try:
                opening = self._open(self._venue.at(region), on_tick, on_connected)
                self._parts = await attempt(opening)
            except ClientFailedError as failed:
                error = self._told(failed.error)
                if not isinstance(error, RegionRefusedError):
                    raise (refused or error) from None
                refused = refused or error
            else:
                return
        assert refused is not None
        raise refused

    async def stop(self) -> None:
        """Hang up."""
        parts, self._parts = self._parts, None
        if parts is not None:
            await parts.feed.stop()
            await parts.client_pool.close()

    def _told(self, error: Exception) -> VenueError:
        if isinstance(error, VenueError):
            return error
        message = f"{self.name}: {Scrubber(()).told(error)}"
        return query_error(error, message, self._venue.errors)

    async def _open(
        self,
        venue: Venue,
        on_tick: Callable[[Tick], None],
        on_connected: Callable[[bool], None],
    ) -> _OpenSource:
        marks: dict[str, Decimal] = {}
        quotes: dict[str, Quote] = {}

        def on_quote(symbol: str, quote: Quote) -> None:
            quotes[symbol] = quote
            on_tick(Tick(symbol=symbol, quote=quote, mark=marks.get(symbol)))

        def on_mark(symbol: str, mark: MarkPrice) -> None:
            marks[symbol] = mark.price
            if (quote := quotes.get(symbol)) is not None:
                on_tick(Tick(symbol=symbol, quote=quote, mark=mark.price))

        client_pool = await ClientPool.open(venue, self._resources)
        try:
            self._markets.clear()
            self._know(client_pool)
            feed = PriceFeed(
                venue=venue,
                symbols=self._markets,
                client_pool=client_pool,
                on_quote=on_quote,
                on_mark=on_mark,
                on_fresh=on_connected,
                dated=False,
            )
            await feed.start()
        except BaseException:
            await client_pool.close()
            raise
        return _OpenSource(client_pool, feed)
