"""A handful of Bitvavo's markets."""

from decimal import Decimal

from ..core.market import FakeMarket, Kind

# base, quote, price, price step, size step, least size, least cost
ROWS = (
    ("BTC", "EUR", "60000", "1", "0.00000001", "0.0001", "5"),
    ("ETH", "EUR", "3000", "0.1", "0.00000001", "0.002", "5"),
    ("BTC", "USDC", "65000", "1", "0.00000001", "0.0001", "5"),
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
                max_amount=Decimal(1_000_000_000),
                max_market_amount=Decimal(1_000_000_000),
                min_cost=Decimal(cost),
            ),
            Decimal(price),
        )
        for base, quote, price, tick, step, least, cost in ROWS
    ]
