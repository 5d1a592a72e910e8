"""The markets of the venue, or those that are remembered until it has told them."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, Final

from ...exchanges.port.exchange import Exchange
from ...ledger.records import NOTHING, Batch
from ...trading.fact_storage import as_data, from_data
from ...trading.model.market import Market
from ...trading.stored_names import UnreadableError

KEY: Final = "market."


class MarketCache:
    """Remembers the markets that positions are in: an exit needs them before the venue is there.

    A venue lists thousands; the others are only needed to open something, and that needs its
    prices too.
    """

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange
        self._kept: dict[str, Market] = {}
        self.late = False
        """The venue could not be reached when it was last to be opened."""

    @property
    def complete(self) -> bool:
        """Return whether these are all that the venue has."""
        return bool(self._exchange.markets)

    @property
    def now(self) -> Mapping[str, Market]:
        """Return the markets by unified symbol, as far as they are known."""
        return self._exchange.markets or self._kept

    def seen(self) -> tuple[Mapping[str, Market], bool]:
        """Return `now` and `complete`."""
        markets = self._exchange.markets
        return (markets, True) if markets else (self._kept, False)

    def load(self, values: Mapping[str, Any]) -> None:
        """Know what the ledger knows."""
        self._kept = {}
        for key, value in values.items():
            if key.startswith(KEY):
                # The venue tells it again: without it an exit only waits for the venue.
                with suppress(UnreadableError):
                    self._kept[key.removeprefix(KEY)] = from_data(Market, value)

    def of(self, symbols: Iterable[str]) -> Mapping[str, Market]:
        """Return what the ledger knows of some markets, whatever the venue tells."""
        return {symbol: self._kept[symbol] for symbol in symbols if symbol in self._kept}

    def remember(self, symbols: Iterable[str]) -> Batch:
        """Return what writes these markets down, as far as that is not written yet."""
        markets = self._exchange.markets
        news = {
            symbol: market
            for symbol in symbols
            if (market := markets.get(symbol)) is not None
            and (kept := self._kept.get(symbol)) is not market
            and kept != market
        }
        if not news:
            return NOTHING
        self._kept |= news
        return Batch(values={f"{KEY}{symbol}": as_data(market) for symbol, market in news.items()})

    def forget(self, symbol: str) -> None:
        """Take it that a market could not be written down."""
        self._kept.pop(symbol, None)
