"""A listener for those who open a venue only to ask it something."""

from collections.abc import Mapping

from ...trading.model.market import MarkPrice, Quote
from .exchange import Balance, FillReport, OrderReport


class IgnoringListener:
    """Ignores all that a venue pushes; a `VenueListener`."""

    def is_busy(self) -> bool:
        """Return that nothing is under way."""
        return False

    def on_quote(self, symbol: str, quote: Quote) -> None:
        """Ignore it."""

    def on_mark(self, symbol: str, mark: MarkPrice) -> None:
        """Ignore it."""

    def on_order(self, report: OrderReport) -> None:
        """Ignore it."""

    def on_fill(self, fill: FillReport) -> None:
        """Ignore it."""

    def on_balances(self, balances: Mapping[str, Balance]) -> None:
        """Ignore it."""

    def on_connected(self, connected: bool) -> None:
        """Ignore it."""
