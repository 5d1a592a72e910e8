"""A handful of OKX's markets, with the steps and contract sizes that they really had."""

from decimal import Decimal

from ..core.market import FakeMarket, Kind

type Row = tuple[str, str, str, str, str]

# base, price, tick, step, least amount
SPOT: tuple[Row, ...] = (
    ("BTC", "60000", "0.1", "0.00000001", "0.00001"),
    ("ETH", "3000", "0.01", "0.000001", "0.0001"),
    ("SOL", "150", "0.01", "0.000001", "0.01"),
    ("DOGE", "0.1", "0.00001", "0.000001", "10"),
)
# base, price, tick, the worth of a contract in coins, the step and least amount in contracts
SWAP: tuple[Row, ...] = (
    ("BTC", "60000", "0.1", "0.01", "0.01"),
    ("ETH", "3000", "0.01", "0.1", "0.01"),
    ("SOL", "150", "0.01", "1", "0.01"),
    ("DOGE", "0.1", "0.00001", "1000", "0.01"),
)
CONTRACTS = {f"{row[0]}-USDT-SWAP": Decimal(row[3]) for row in SWAP}
LARGE = Decimal(10_000_000)


def markets() -> list[tuple[FakeMarket, Decimal]]:
    """Return all markets with their prices at the start."""
    return [*map(_spot, SPOT), *map(_swap, SWAP)]


def contract(market: FakeMarket) -> Decimal:
    """Return how many coins are in what OKX counts: contracts, or coins themselves."""
    return CONTRACTS.get(market.id, Decimal(1))


def _spot(row: Row) -> tuple[FakeMarket, Decimal]:
    base, price, tick, step, least = row
    market = FakeMarket(
        symbol=f"{base}/USDT",
        id=f"{base}-USDT",
        kind=Kind.SPOT,
        base=base,
        quote="USDT",
        tick=Decimal(tick),
        step=Decimal(step),
        min_amount=Decimal(least),
        max_amount=LARGE,
        max_market_amount=LARGE,
        min_cost=Decimal(0),
    )
    return market, Decimal(price)


def _swap(row: Row) -> tuple[FakeMarket, Decimal]:
    base, price, tick, size, lot = row
    step = Decimal(size) * Decimal(lot)
    market = FakeMarket(
        symbol=f"{base}/USDT:USDT",
        id=f"{base}-USDT-SWAP",
        kind=Kind.LINEAR,
        base=base,
        quote="USDT",
        tick=Decimal(tick),
        step=step,
        min_amount=step,
        max_amount=LARGE * step,
        max_market_amount=Decimal(12_000) * Decimal(size),
        min_cost=Decimal(0),
        max_leverage=100 if base == "BTC" else 50,
        maintenance_rate=Decimal("0.004"),
    )
    return market, Decimal(price)
