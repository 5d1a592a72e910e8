"""Bitget's ids: long numbers, of orders and of trades."""

OFFSET = 1_300_000_000_000_000_000


def written(number: int) -> str:
    """Return an order's or a trade's number as Bitget writes it."""
    return str(OFFSET + number)


def read(value: str) -> int:
    """Return the number behind an id; 0 for what was never one."""
    return int(value) - OFFSET if value.isdigit() else 0
