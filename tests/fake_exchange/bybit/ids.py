"""Bybit's ids: UUIDs for perpetuals, long numbers for spot."""

from ..core.market import FakeMarket, Kind

SPOT_OFFSET = 1_700_000_000_000_000_000
TAIL = "-0f5a-4c2e-9a51-8f1e2d3c4b5a"


def written(number: int, market: FakeMarket) -> str:
    """Return an order's or trade's number as Bybit writes it."""
    if market.kind is Kind.SPOT:
        return str(SPOT_OFFSET + number)
    return f"{number:08x}{TAIL}"


def read(value: str) -> int:
    """Return the number behind an id; 0 for what was never one."""
    try:
        if value.endswith(TAIL):
            return int(value.removesuffix(TAIL), 16)
        return int(value) - SPOT_OFFSET
    except ValueError:
        return 0
