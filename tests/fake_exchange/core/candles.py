"""A market's past as candles: what the venue can tell whoever was not listening."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

UNITS_MS = {"s": 1000, "m": 60_000, "h": 3_600_000, "d": 86_400_000}

type Trades = Sequence[tuple[int, Decimal]]
"""Moment in milliseconds and price, oldest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candle:
    """What was traded within a span; one without a trade stands at the close before it."""

    start: int
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    trades: int


def candles(
    trades: Trades, length: int, now: int, start: int | None, end: int | None, limit: int
) -> list[Candle]:
    """Return the first candles from `start` on, or the newest ones, oldest first."""
    if not trades:
        return []
    first = trades[0][0] // length * length
    last = min(now, now if end is None else end) // length * length
    if start is not None:
        first = max(first, -(-start // length) * length)
    found = list(_built(trades, length, first, last))
    return found[:limit] if start is not None else found[-limit:]


def _built(trades: Trades, length: int, first: int, last: int) -> Iterator[Candle]:
    index, close = 0, trades[0][1]
    for begin in range(first, last + 1, length):
        while index < len(trades) and trades[index][0] < begin:
            close = trades[index][1]
            index += 1
        prices = []
        while index < len(trades) and trades[index][0] < begin + length:
            prices.append(trades[index][1])
            index += 1
        count, prices = len(prices), prices or [close]
        close = prices[-1]
        yield Candle(
            start=begin,
            open=prices[0],
            high=max(prices),
            low=min(prices),
            close=close,
            trades=count,
        )
