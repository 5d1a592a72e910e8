"""The table of simulated markets: what a real venue lists, with its ticks, steps and minimums."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from ..trading.model.market import Market, MarketType


@dataclass(frozen=True, slots=True, kw_only=True)
class SimulatedListing:
    """A market, the price it starts at and what is traded of it within 24 h, in quote currency."""

    market: Market
    start_price: Decimal
    quote_volume: Decimal


# base, quote, start price, tick, step, minimum amount, minimum cost, volume a day.
# A market, once listed, stays: accounts may hold it.
# Steps are fine enough for what a 100 USDT position can't sell after a fee in base currency to be
# worth less than 0.1 USDT.
_SPOT = """
BTC  USDT 65000   0.01    0.000001  0.00001  5      900000000
ETH  USDT 3200    0.01    0.00001   0.0001   5      500000000
SOL  USDT 150     0.01    0.0001    0.001    5      220000000
XRP  USDT 0.6     0.0001  0.01      1        5      120000000
DOGE USDT 0.15    0.00001 0.1       10       5       60000000
ADA  USDT 0.45    0.0001  0.01      1        5       25000000
LTC  USDT 80      0.01    0.00001   0.001    5       18000000
LINK USDT 14      0.001   0.001     0.1      5       20000000
AVAX USDT 35      0.001   0.001     0.1      5       22000000
BNB  USDT 580     0.1     0.0001    0.001    5       40000000
DOT  USDT 6       0.001   0.001     0.1      5        9000000
BTC  USDC 65000   0.01    0.000001  0.00001  5       90000000
ETH  USDC 3200    0.01    0.00001   0.0001   5       45000000
ETH  BTC  0.0492  0.000001 0.00001  0.0001   0.0001       400
"""

# base, quote, start price, tick, step, minimum amount, minimum cost, volume a day, leverage.
_LINEAR = """
BTC  USDT 65000   0.1     0.00001   0.00001  5     9000000000 100
ETH  USDT 3200    0.01    0.0001    0.0001   5     5000000000 100
SOL  USDT 150     0.01    0.001     0.001    5     1400000000  75
XRP  USDT 0.6     0.0001  0.1       0.1      5      600000000  75
DOGE USDT 0.15    0.00001 1         1        5      350000000  75
ADA  USDT 0.45    0.0001  0.1       0.1      5      150000000  50
LTC  USDT 80      0.01    0.001     0.001    5      120000000  50
LINK USDT 14      0.001   0.01      0.01     5      130000000  50
AVAX USDT 35      0.001   0.01      0.01     5      140000000  50
BNB  USDT 580     0.1     0.0001    0.0001   5      260000000  75
DOT  USDT 6       0.001   0.01      0.01     5       60000000  50
BTC  USDC 65000   0.1     0.00001   0.00001  5      300000000 100
"""


def listings(market_type: MarketType) -> Mapping[str, SimulatedListing]:
    """Return the simulated markets of a type by unified symbol."""
    table = _SPOT if market_type is MarketType.SPOT else _LINEAR
    made = [_listing(line.split(), market_type) for line in table.strip().splitlines()]
    return {listing.market.symbol: listing for listing in made}


def _listing(row: list[str], market_type: MarketType) -> SimulatedListing:
    base, quote, *figures = row
    start, tick, step, min_amount, min_cost, volume, *leverage = map(Decimal, figures)
    linear = market_type is MarketType.LINEAR
    return SimulatedListing(
        market=Market(
            symbol=f"{base}/{quote}:{quote}" if linear else f"{base}/{quote}",
            native_symbol=f"{base}{quote}",
            base=base,
            quote=quote,
            market_type=market_type,
            price_tick=tick,
            amount_step=step,
            min_amount=min_amount,
            min_cost=min_cost,
            max_leverage=int(leverage[0]) if linear else 1,
        ),
        start_price=start,
        quote_volume=volume,
    )
