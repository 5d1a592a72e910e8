"""Where the paper exchange gets its markets and prices from."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from ...trading.model.market import Market, MarketStatus, MarketType, Quote
from .exchange import VenueCandle


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """New prices of a market.

    `max_fill` is the most base currency that one order may trade on this tick; None = no limit.
    A `stale` one is only for the venue to go on from: it is not told.
    """

    symbol: str
    quote: Quote
    mark: Decimal | None = None
    """The mark price; None = it is the last price."""
    max_fill: Decimal | None = None
    stale: bool = False


class PriceSource(Protocol):
    """Markets and their prices: the simulated market, or a real venue's public data."""

    code: str
    name: str
    signal_names: Collection[str]
    """What a signal may call it besides its code."""
    market_type: MarketType

    @property
    def markets(self) -> Mapping[str, Market]:
        """Return the markets by unified symbol."""

    @property
    def market_states(self) -> Mapping[str, MarketStatus]:
        """Return which of the markets are halted or are going to end, by unified symbol."""

    def remember_markets(self, markets: Mapping[str, Market]) -> None:
        """Keep these markets, once started, even if they are listed no more: as halted ones."""

    async def refresh_markets(self) -> None:
        """Read anew which markets there are, and how they are; raises VenueError."""

    async def start(
        self, on_tick: Callable[[Tick], None], on_connected: Callable[[bool], None], /
    ) -> None:
        """Call `on_tick` once for each market and then for every change, until `stop`.

        `on_connected` hears when prices can't be had any more, and when they can again.
        """

    async def stop(self) -> None:
        """Stop calling and keep what must survive."""

    def watch_prices(self, symbols: Collection[str]) -> None:
        """Follow these markets as closely as possible, the others loosely."""

    async def ask_price(self, symbol: str) -> None:
        """Tick a market's newest prices before this returns; raises VenueError if that fails."""

    @property
    def candle_lengths(self) -> Collection[int]:
        """Return how many seconds the candles have that can be asked for; none = there are none."""

    async def fetch_candles(
        self, symbol: str, length: int, since: datetime, count: int, *, urgent: bool = True
    ) -> Sequence[VenueCandle]:
        """Return a market's candles from a moment on, oldest first; raises VenueError."""

    def quote_volume(self, symbol: str) -> Decimal | None:
        """Return what was traded within 24 h in quote currency, as far as known."""
