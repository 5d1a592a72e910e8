"""A handful of Binance's markets, with the filters that they really had."""

from decimal import Decimal

from ..core.market import FakeMarket, Kind

type Row = tuple[str, str, str, str, str, str, str, str]

# base, quote, price, tick, step, least amount, least cost, most at the market
SPOT: tuple[Row, ...] = (
    ("BTC", "USDT", "60000", "0.01", "0.00001", "0.00001", "5", "120"),
    ("ETH", "USDT", "3000", "0.01", "0.0001", "0.0001", "5", "2500"),
    ("SOL", "USDT", "150", "0.01", "0.001", "0.001", "5", "25000"),
    ("DOGE", "USDT", "0.1", "0.00001", "1", "1", "1", "9000000"),
    ("BNB", "USDT", "600", "0.01", "0.001", "0.001", "5", "1200"),
    ("ETH", "BTC", "0.05", "0.00001", "0.0001", "0.0001", "0.0001", "1000"),
)
LINEAR: tuple[Row, ...] = (
    ("BTC", "USDT", "60000", "0.10", "0.001", "0.001", "100", "120"),
    ("ETH", "USDT", "3000", "0.01", "0.001", "0.001", "20", "2000"),
    ("SOL", "USDT", "150", "0.0100", "0.01", "0.01", "5", "5000"),
    ("BNB", "USDT", "600", "0.010", "0.01", "0.01", "5", "2000"),
    ("DOGE", "USDT", "0.1", "0.000010", "1", "1", "5", "30000000"),
)


def markets(more: int = 0) -> list[tuple[FakeMarket, Decimal]]:
    """Return all markets with their prices at the start.

    The real list is long: there are `more` markets that nobody trades in, one in five of them
    perpetual too.
    """
    coins = [(f"C{n}", "USDT", "1", "0.0001", "1", "1", "5", "90000") for n in range(more)]
    found = [_market(row, Kind.SPOT) for row in (*SPOT, *coins)]
    return [*found, *(_market(row, Kind.LINEAR) for row in (*LINEAR, *coins[::5]))]


def _market(row: Row, kind: Kind) -> tuple[FakeMarket, Decimal]:
    base, quote, price, tick, step, least, cost, most = row
    market = FakeMarket(
        symbol=f"{base}/{quote}" + (f":{quote}" if kind is Kind.LINEAR else ""),
        id=f"{base}{quote}",
        kind=kind,
        base=base,
        quote=quote,
        tick=Decimal(tick),
        step=Decimal(step),
        min_amount=Decimal(least),
        max_amount=Decimal(90000000) if base == "DOGE" else Decimal(9000),
        max_market_amount=Decimal(most),
        min_cost=Decimal(cost),
        max_leverage=125 if base == "BTC" else 75,
        maintenance_rate=Decimal("0.004"),
    )
    return market, Decimal(price)
