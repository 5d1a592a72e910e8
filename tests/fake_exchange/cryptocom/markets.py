"""A handful of Crypto.com's instruments."""

from decimal import Decimal

from ..core.market import FakeMarket, Kind

# base, quote, price, price step, size step
ROWS = (
    ("BTC", "USDT", "60000", "0.01", "0.00001"),
    ("BTC", "USD", "60000", "0.01", "0.00001"),
    ("ETH", "USDT", "3000", "0.01", "0.0001"),
    ("CRO", "USDT", "5", "0.00001", "1"),
)


def markets() -> list[tuple[FakeMarket, Decimal]]:
    """Return all markets with their prices at the start."""
    return [
        (
            FakeMarket(
                symbol=f"{base}/{quote}",
                id=f"{base}_{quote}",
                kind=Kind.SPOT,
                base=base,
                quote=quote,
                tick=Decimal(tick),
                step=Decimal(step),
                min_amount=Decimal(step),
                max_amount=Decimal(1_000_000),
                max_market_amount=Decimal(1_000_000),
                min_cost=Decimal(1),
            ),
            Decimal(price),
        )
        for base, quote, price, tick, step in ROWS
    ]
