"""A handful of Bybit's markets, with the filters that they really had."""

from decimal import Decimal

from ..core.market import FakeMarket, Kind

type Row = tuple[str, str, str, str, str]

# base, price, tick, step, least amount; the least cost is 5 USDT everywhere
SPOT: tuple[Row, ...] = (
    ("BTC", "60000", "0.1", "0.000001", "0.000011"),
    ("ETH", "3000", "0.01", "0.00001", "0.00062"),
    ("SOL", "150", "0.01", "0.0001", "0.014"),
    ("DOGE", "0.1", "0.00001", "0.1", "9"),
    ("MNT", "1", "0.0001", "0.01", "1"),
)
LINEAR: tuple[Row, ...] = (
    ("BTC", "60000", "0.10", "0.001", "0.001"),
    ("ETH", "3000", "0.01", "0.01", "0.01"),
    ("SOL", "150", "0.010", "0.1", "0.1"),
    ("DOGE", "0.1", "0.00001", "1", "1"),
)
LARGE = Decimal(10_000_000)


def markets() -> list[tuple[FakeMarket, Decimal]]:
    """Return all markets with their prices at the start."""
    found = [_market(row, Kind.SPOT) for row in SPOT]
    return [*found, *(_market(row, Kind.LINEAR) for row in LINEAR)]


def european_markets() -> list[tuple[FakeMarket, Decimal]]:
    """Return those of Bybit EU, which lists spot only, and nothing against USDT."""
    return [_market(row, Kind.SPOT, "USDC") for row in SPOT]


def _market(row: Row, kind: Kind, quote: str = "USDT") -> tuple[FakeMarket, Decimal]:
    base, price, tick, step, least = row
    cheap = base in {"DOGE", "MNT"}
    market = FakeMarket(
        symbol=f"{base}/{quote}" + (f":{quote}" if kind is Kind.LINEAR else ""),
        id=f"{base}{quote}",
        kind=kind,
        base=base,
        quote=quote,
        tick=Decimal(tick),
        step=Decimal(step),
        min_amount=Decimal(least),
        max_amount=LARGE if cheap else Decimal(1190),
        max_market_amount=LARGE if cheap else Decimal(500),
        min_cost=Decimal(5),
        max_leverage=100 if base == "BTC" else 75,
        maintenance_rate=Decimal("0.005"),
    )
    return market, Decimal(price)
