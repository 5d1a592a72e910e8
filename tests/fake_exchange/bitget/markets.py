"""A handful of Bitget's markets, with the filters that they really had; a contract is one coin."""

from decimal import Decimal

from ..core.market import FakeMarket, Kind

type Row = tuple[str, str, str, str]

# base, price, tick, step
SPOT: tuple[Row, ...] = (
    ("BTC", "60000", "0.01", "0.000001"),
    ("ETH", "3000", "0.01", "0.0001"),
    ("SOL", "150", "0.01", "0.0001"),
    ("DOGE", "0.1", "0.00001", "0.0001"),
    ("BGB", "4", "0.0001", "0.0001"),
)
LINEAR: tuple[Row, ...] = (
    ("BTC", "60000", "0.1", "0.0001"),
    ("ETH", "3000", "0.01", "0.01"),
    ("SOL", "150", "0.001", "0.1"),
    ("DOGE", "0.1", "0.00001", "1"),
)


def markets() -> list[tuple[FakeMarket, Decimal]]:
    """Return all markets with their prices at the start."""
    found = [_market(row, Kind.SPOT) for row in SPOT]
    return [*found, *(_market(row, Kind.LINEAR) for row in LINEAR)]


def _market(row: Row, kind: Kind) -> tuple[FakeMarket, Decimal]:
    base, price, tick, step = row
    linear = kind is Kind.LINEAR
    market = FakeMarket(
        symbol=f"{base}/USDT" + (":USDT" if linear else ""),
        id=f"{base}USDT",
        kind=kind,
        base=base,
        quote="USDT",
        tick=Decimal(tick),
        step=Decimal(step),
        min_amount=Decimal(step),
        max_amount=Decimal(900_000_000),
        max_market_amount=Decimal(900_000_000),
        min_cost=Decimal(5) if linear else Decimal(1),
        max_leverage=125 if base == "BTC" else 75,
        maintenance_rate=Decimal("0.004"),
    )
    return market, Decimal(price)
