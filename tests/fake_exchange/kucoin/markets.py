"""A handful of KuCoin's markets, with the steps and sizes of contracts that they really had."""

from decimal import Decimal

from ..core.market import FakeMarket, Kind

type Row = tuple[str, str, str, str, str]

# base, price, tick, step, least amount
SPOT: tuple[Row, ...] = (
    ("BTC", "60000", "0.1", "0.00000001", "0.00001"),
    ("ETH", "3000", "0.01", "0.0000001", "0.0001"),
    ("SOL", "150", "0.001", "0.0001", "0.01"),
    ("KCS", "10", "0.001", "0.0001", "0.01"),
)
# base, price, tick, a contract, the same
FUTURES: tuple[Row, ...] = (
    ("BTC", "60000", "0.1", "0.001", "0.001"),
    ("ETH", "3000", "0.01", "0.01", "0.01"),
    ("SOL", "150", "0.001", "0.1", "0.1"),
    ("DOGE", "0.1", "0.00001", "100", "100"),
)
CONTRACTS = {base: Decimal(size) for base, _, _, size, _ in FUTURES}
CODES = {"BTC": "XBT"}
"""What futures call a coin."""
LARGE = Decimal(100_000_000)


def markets() -> list[tuple[FakeMarket, Decimal]]:
    """Return all markets with their prices at the start."""
    found = [_market(row, Kind.SPOT) for row in SPOT]
    return [*found, *(_market(row, Kind.LINEAR) for row in FUTURES)]


def contract(market: FakeMarket) -> Decimal:
    """Return how many coins a contract of a market is."""
    return CONTRACTS[market.base]


def code(market: FakeMarket) -> str:
    """Return what futures call a market's coin."""
    return CODES.get(market.base, market.base)


def _market(row: Row, kind: Kind) -> tuple[FakeMarket, Decimal]:
    base, price, tick, step, least = row
    spot = kind is Kind.SPOT
    market = FakeMarket(
        symbol=f"{base}/USDT" + ("" if spot else ":USDT"),
        id=f"{base}-USDT" if spot else f"{CODES.get(base, base)}USDTM",
        kind=kind,
        base=base,
        quote="USDT",
        tick=Decimal(tick),
        step=Decimal(step),
        min_amount=Decimal(least),
        max_amount=LARGE,
        max_market_amount=LARGE,
        min_cost=Decimal("0.1") if spot else Decimal(0),
        max_leverage=125 if base == "BTC" else 75,
        maintenance_rate=Decimal("0.004"),
    )
    return market, Decimal(price)
