"""A handful of Coinbase's products."""

from decimal import Decimal

from ..core.market import FakeMarket, Kind

# base, quote, price, price step, size step, least size, least cost
ROWS = (
    ("BTC", "USD", "60000", "0.01", "0.00000001", "0.00000001", "1"),
    ("BTC", "USDC", "60000", "0.01", "0.00000001", "0.00000001", "1"),
    ("BTC", "EUR", "55000", "0.01", "0.00000001", "0.0000016", "0.84"),
    ("ETH", "USD", "3000", "0.01", "0.00000001", "0.00000001", "1"),
    ("ETH", "EUR", "2750", "0.01", "0.00000001", "0.00016", "0.84"),
)


def markets() -> list[tuple[FakeMarket, Decimal]]:
    """Return all markets with their prices at the start."""
    return [
        (
            FakeMarket(
                symbol=f"{base}/{quote}",
                id=f"{base}-{quote}",
                kind=Kind.SPOT,
                base=base,
                quote=quote,
                tick=Decimal(tick),
                step=Decimal(step),
                min_amount=Decimal(least),
                max_amount=Decimal(3400),
                max_market_amount=Decimal(3400),
                min_cost=Decimal(cost),
            ),
            Decimal(price),
        )
        for base, quote, price, tick, step, least, cost in ROWS
    ]
