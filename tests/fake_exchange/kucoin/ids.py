"""KuCoin's ids: 24 hexadecimal digits of spot orders, long numbers of those of futures."""

from ..core.market import FakeMarket, Kind

SPOT_OFFSET = 0x6720_ECD9_EC71_F400_0000_0000
FUTURES_OFFSET = 247_899_236_000_000_000


def written(number: int, market: FakeMarket) -> str:
    """Return an order's number as KuCoin writes it."""
    if market.kind is Kind.SPOT:
        return f"{SPOT_OFFSET + number:024x}"
    return str(FUTURES_OFFSET + number)


def read(value: str, kind: Kind) -> int:
    """Return the number behind an id; 0 for what was never one."""
    try:
        return int(value, 16) - SPOT_OFFSET if kind is Kind.SPOT else int(value) - FUTURES_OFFSET
    except ValueError:
        return 0
