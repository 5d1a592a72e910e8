"""What Hyperliquid lists: perpetuals and spot pairs with their numbers, and the names of coins."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from ..core.market import FakeMarket, Kind

D = Decimal
QUOTE = "USDC"
SPOT_OFFSET = 10_000
"""What is added to the number of a spot pair where an order names it."""


@dataclass(frozen=True, slots=True)
class Coin:
    """A token of the spot side."""

    index: int
    name: str
    size_decimals: int
    full_name: str | None = None


TOKENS: Mapping[str, Coin] = {
    QUOTE: Coin(0, "USDC", 8),
    "PURR": Coin(1, "PURR", 0),
    "HYPE": Coin(2, "HYPE", 2, "Hyperliquid"),
    "BTC": Coin(3, "UBTC", 5, "Unit Bitcoin"),
    "ETH": Coin(4, "UETH", 4, "Unit Ethereum"),
}
"""By the name that the engine's books have."""

_PAIRS = {"PURR": 0, "HYPE": 1, "BTC": 2, "ETH": 3}
_PERPETUALS = {
    "BTC": (0, 5, 40),
    "ETH": (1, 4, 25),
    "SOL": (2, 2, 20),
    "DOGE": (3, 0, 10),
    "HYPE": (4, 2, 10),
}
_TICKS = {
    "BTC": "1",
    "ETH": "0.1",
    "SOL": "0.01",
    "DOGE": "0.00001",
    "HYPE": "0.001",
    "PURR": "0.00001",
}
_PRICES: Mapping[str, int | str] = {
    "BTC": 60_000,
    "ETH": 3000,
    "SOL": 150,
    "DOGE": "0.2",
    "HYPE": 40,
    "PURR": "0.2",
}


def coin_of(asset: str) -> str:
    """Return what the spot side calls a coin."""
    found = TOKENS.get(asset)
    return found.name if found else asset


def asset_number(market: FakeMarket) -> int:
    """Return the number that orders name a market by."""
    if market.kind is Kind.SPOT:
        return SPOT_OFFSET + _PAIRS[market.base]
    return _PERPETUALS[market.base][0]


def size_decimals(market: FakeMarket) -> int:
    """Return how many digits after the point a size may have."""
    if market.kind is Kind.SPOT:
        return TOKENS[market.base].size_decimals
    return _PERPETUALS[market.base][1]


def markets() -> list[tuple[FakeMarket, Decimal]]:
    """Return the markets with their prices."""
    return [_market(base, Kind.LINEAR) for base in _PERPETUALS] + [
        _market(base, Kind.SPOT) for base in _PAIRS
    ]


def _market(base: str, kind: Kind) -> tuple[FakeMarket, Decimal]:
    spot = kind is Kind.SPOT
    decimals = TOKENS[base].size_decimals if spot else _PERPETUALS[base][1]
    step = D(1).scaleb(-decimals)
    name = f"{base}/{QUOTE}"
    pair = name if base == "PURR" else f"@{_PAIRS.get(base)}"
    market = FakeMarket(
        symbol=name if spot else f"{name}:{QUOTE}",
        id=pair if spot else base,
        kind=kind,
        base=base,
        quote=QUOTE,
        tick=D(_TICKS[base]),
        step=step,
        min_amount=step,
        max_amount=D(10_000_000),
        max_market_amount=D(10_000_000),
        min_cost=D(10),
        max_leverage=1 if spot else _PERPETUALS[base][2],
        maintenance_rate=D("0.0125"),
    )
    return market, D(_PRICES[base])
