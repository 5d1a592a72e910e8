"""The newest prices, and which positions a price concerns."""

from dataclasses import dataclass, field
from decimal import Decimal
from heapq import heappop, heappush

from ...trading.model.market import MarkPrice, Quote

type _Edge = tuple[Decimal, int, str, Decimal]
"""What it is sorted by, the version, the position, and the price: a tick negates nothing."""


@dataclass(slots=True)
class _Watched:
    version: int
    lower: Decimal | None
    upper: Decimal | None


@dataclass(slots=True)
class PriceTriggers:
    """The edges of a market's positions, sorted: a tick costs two comparisons, however many.

    A position whose edge was touched is told every tick until `set` says its new edges, so that
    no extreme between two decisions is missed.
    """

    _positions: dict[str, _Watched] = field(default_factory=dict)
    _lower: list[_Edge] = field(default_factory=list)
    _upper: list[_Edge] = field(default_factory=list)
    _touched: dict[str, None] = field(default_factory=dict)
    _versions: int = 0

    def set(self, position_id: str, lower: Decimal | None, upper: Decimal | None) -> None:
        """Watch a position's edges instead of its former ones."""
        self._touched.pop(position_id, None)
        known = self._positions.get(position_id)
        if known is not None and (known.lower, known.upper) == (lower, upper) and known.version:
            return
        self._versions += 1
        self._positions[position_id] = _Watched(self._versions, lower, upper)
        if lower is not None:
            heappush(self._lower, (-lower, self._versions, position_id, lower))
        if upper is not None:
            heappush(self._upper, (upper, self._versions, position_id, upper))

    def drop(self, position_id: str) -> None:
        """Watch a position no longer."""
        self._positions.pop(position_id, None)
        self._touched.pop(position_id, None)

    def touched(self, last: Decimal) -> list[str]:
        """Return the positions that a price concerns."""
        lower, upper = self._lower, self._upper
        while lower and lower[0][3] >= last:
            self._pop(lower)
        while upper and upper[0][3] <= last:
            self._pop(upper)
        return list(self._touched) if self._touched else []

    def _pop(self, heap: list[_Edge]) -> None:
        _, version, position_id, _ = heappop(heap)
        watched = self._positions.get(position_id)
        if watched is not None and watched.version == version:
            watched.version = 0
            self._touched[position_id] = None


class QuoteCache:
    """The newest quote of each market, and the edges that positions wait for."""

    def __init__(self, quotes: dict[str, Quote]) -> None:
        """Keep the quotes where the exchange does: of thousands of markets once is enough."""
        self.quotes = quotes
        self.marks: dict[str, MarkPrice] = {}
        self.came: dict[str, float] = {}
        """When the newest price of a market with positions came, by the steady clock."""
        self._price_band: dict[str, PriceTriggers] = {}
        self._mark_price_band: dict[str, PriceTriggers] = {}

    def update(self, symbol: str, quote: Quote) -> list[str]:
        """Record a quote and return the positions that have to look at it."""
        self.quotes[symbol] = quote
        price_band = self._price_band.get(symbol)
        return price_band.touched(quote.last) if price_band else []

    def update_mark(self, symbol: str, mark: MarkPrice) -> list[str]:
        """Record a mark price and return the positions that have to look at it."""
        self.marks[symbol] = mark
        price_band = self._mark_price_band.get(symbol)
        return price_band.touched(mark.price) if price_band else []

    def watch_mark(
        self, symbol: str, position_id: str, lower: Decimal | None, upper: Decimal | None
    ) -> None:
        """Watch the mark prices that matter to a position; every mark beyond them is told."""
        price_band = self._mark_price_band.get(symbol)
        if price_band is None:
            if lower is None and upper is None:
                return
            price_band = self._mark_price_band[symbol] = PriceTriggers()
        price_band.set(position_id, lower, upper)

    def watch(
        self, symbol: str, position_id: str, lower: Decimal | None, upper: Decimal | None
    ) -> bool:
        """Watch a position's edges; tell whether the newest price already touches them."""
        price_band = self._price_band.get(symbol)
        if price_band is None:
            price_band = self._price_band[symbol] = PriceTriggers()
        price_band.set(position_id, lower, upper)
        quote = self.quotes.get(symbol)
        return quote is not None and (
            (lower is not None and quote.last <= lower)
            or (upper is not None and quote.last >= upper)
        )

    def clear_edges(self) -> None:
        """Watch no position any longer."""
        self._price_band.clear()
        self._mark_price_band.clear()

    def drop(self, symbol: str, position_id: str) -> None:
        """Watch a position no longer."""
        for watches in (self._price_band, self._mark_price_band):
            if price_band := watches.get(symbol):
                price_band.drop(position_id)
