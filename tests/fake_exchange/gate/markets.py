"""A handful of Gate's markets, with the filters that they really had."""

from decimal import Decimal

from ..core.market import FakeMarket, Kind

# base, price, tick, step, least amount; the least cost is 3 USDT
SPOT = (
    ("BTC", "60000", "0.1", "0.000001", "0.000001"),
    ("ETH", "3000", "0.01", "0.0001", "0.001"),
    ("SOL", "150", "0.01", "0.001", "0.01"),
    ("DOGE", "0.1", "0.00001", "0.01", "10"),
    ("GT", "10", "0.001", "0.001", "0.1"),
)
# base, price, tick, what a contract is worth in base currency
LINEAR = (
    ("BTC", "60000", "0.1", "0.0001"),
    ("ETH", "3000", "0.01", "0.01"),
    ("SOL", "150", "0.01", "1"),
    ("DOGE", "0.1", "0.00001", "10"),
)
CONTRACTS = {f"{base}_USDT": Decimal(size) for base, _price, _tick, size in LINEAR}
MOST_CONTRACTS = 1_000_000
LEAST_COST = Decimal(3)


def markets() -> list[tuple[FakeMarket, Decimal]]:
    """Return all markets with their prices at the start."""
    return [*(_spot(*row) for row in SPOT), *(_linear(*row) for row in LINEAR)]


def _spot(base: str, price: str, tick: str, step: str, least: str) -> tuple[FakeMarket, Decimal]:
    market = FakeMarket(
        symbol=f"{base}/USDT",
        id=f"{base}_USDT",
        kind=Kind.SPOT,
        base=base,
        quote="USDT",
        tick=Decimal(tick),
        step=Decimal(step),
        min_amount=Decimal(least),
        max_amount=Decimal(10_000_000),
        max_market_amount=Decimal(10_000_000),
        min_cost=LEAST_COST,
    )
    return market, Decimal(price)


def _linear(base: str, price: str, tick: str, contract: str) -> tuple[FakeMarket, Decimal]:
    size = Decimal(contract)
    market = FakeMarket(
        symbol=f"{base}/USDT:USDT",
        id=f"{base}_USDT",
        kind=Kind.LINEAR,
        base=base,
        quote="USDT",
        tick=Decimal(tick),
        step=size,
        min_amount=size,
        max_amount=size * MOST_CONTRACTS,
        max_market_amount=size * MOST_CONTRACTS,
        min_cost=Decimal(0),
        max_leverage=100,
        maintenance_rate=Decimal("0.005"),
    )
    return market, Decimal(price)
