"""What Kraken Futures lists: perpetuals in dollars, sizes in coins."""

from collections.abc import Mapping
from decimal import Decimal

from ..core.market import FakeMarket, Kind

D = Decimal
QUOTE = "USD"

_ROWS: Mapping[str, tuple[str, str, str, str]] = {
    "BTC": ("PF_XBTUSD", "1", "0.0001", "60000"),
    "ETH": ("PF_ETHUSD", "0.1", "0.001", "3000"),
    "SOL": ("PF_SOLUSD", "0.01", "0.01", "150"),
}
"""The venue's name, the steps of price and size, and the price."""


def markets() -> list[tuple[FakeMarket, Decimal]]:
    """Return the markets with their prices."""
    return [
        (
            FakeMarket(
                symbol=f"{base}/{QUOTE}:{QUOTE}",
                id=name,
                kind=Kind.LINEAR,
                base=base,
                quote=QUOTE,
                tick=D(tick),
                step=D(step),
                min_amount=D(step),
                max_amount=D(1_000_000),
                max_market_amount=D(1_000_000),
                min_cost=D(0),
                max_leverage=50,
                maintenance_rate=D("0.01"),
            ),
            D(price),
        )
        for base, (name, tick, step, price) in _ROWS.items()
    ]
