"""A handful of Kraken's markets, with the limits that they really had."""

from decimal import Decimal

from ..core.market import FakeMarket, Kind

# base, quote, price, tick, least amount, least cost; amounts have eight digits everywhere
ROWS = (
    ("BTC", "USD", "60000", "0.1", "0.00005", "0.5"),
    ("ETH", "USD", "3000", "0.01", "0.001", "0.5"),
    ("SOL", "USD", "150", "0.01", "0.02", "0.5"),
    ("BTC", "USDT", "60000", "0.1", "0.00005", "0.5"),
    ("ETH", "USDT", "3000", "0.01", "0.001", "0.5"),
)
OLD = frozenset({"BTC", "ETH"})


def markets() -> list[tuple[FakeMarket, Decimal]]:
    """Return all markets with their prices at the start."""
    found = []
    for base, quote, price, tick, least, cost in ROWS:
        long = base in OLD and quote == "USD"
        name = {"BTC": "XBT"}.get(base, base)
        market = FakeMarket(
            symbol=f"{base}/{quote}",
            id=f"X{name}Z{quote}" if long else f"{name}{quote}",
            kind=Kind.SPOT,
            base=base,
            quote=quote,
            tick=Decimal(tick),
            step=Decimal("0.00000001"),
            min_amount=Decimal(least),
            max_market_amount=Decimal(9000),
            min_cost=Decimal(cost),
        )
        found.append((market, Decimal(price)))
    return found
