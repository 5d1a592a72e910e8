"""A venue's own candles: what its market did while nobody here was listening."""

from collections.abc import Mapping, Sequence
from datetime import datetime
import re

from ...port.exchange import VenueCandle, VenueError
from ..core.numbers import moment, number
from ..core.protocol import CcxtClient

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_NAME = re.compile(r"(\d+)([smhd])")


def candle_lengths(client: CcxtClient) -> Mapping[int, str]:
    """Return the client's names of candles by their length in seconds; empty without any.

    Weeks and months are left out: they are not aligned to the UTC epoch.
    """
    if not client.has.get("fetchOHLCV"):
        return {}
    found = ((_NAME.fullmatch(name), name) for name in client.timeframes or {})
    return {int(match[1]) * _UNITS[match[2]]: name for match, name in found if match}


async def fetch_candles(
    client: CcxtClient, symbol: str, length: int, since: datetime, count: int
) -> Sequence[VenueCandle]:
    """Return a market's candles from a moment on, oldest first; raises what the client raises."""
    name = candle_lengths(client).get(length)
    if name is None:
        raise VenueError(f"There are no candles of {length} s.")
    rows = await client.fetch_ohlcv(symbol, name, int(since.timestamp() * 1000), count)
    candles = {}
    for row in rows:
        if (candle := _candle(row)) is not None:
            candles[candle.start] = candle
    return [candles[start] for start in sorted(candles)]


def _candle(row: object) -> VenueCandle | None:
    if not isinstance(row, Sequence) or len(row) < 5:
        return None
    start = moment(row[0])
    prices = [number(value) for value in row[1:5]]
    known = [price for price in prices if price is not None and price > 0]
    if start is None or len(known) < len(prices):
        return None
    opened, high, low, close = known
    volume = number(row[5]) if len(row) > 5 else None
    if volume is not None and volume < 0:
        volume = None
    return VenueCandle(start=start, open=opened, high=high, low=low, close=close, volume=volume)
