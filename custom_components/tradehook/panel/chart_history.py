"""What a chart shows of the time in which nobody here was listening: the exchange's own candles."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
import logging
from typing import Final

from ..exchanges.candle_ring import CLOSE, HIGH, LOW, OPEN, START, CandleRow
from ..exchanges.port.exchange import Exchange, VenueCandle, VenueError
from ..execution.account import Account

_LOGGER = logging.getLogger(__name__)

BEFORE: Final = 240
"""How many candles are shown before a position was opened."""
AFTER: Final = 15
"""And how many after its end: few, so that a phone still shows the end beside them."""
MOST: Final = 1000
"""How many candles are asked for at the most."""
QUESTIONS: Final = 4
"""Into how many questions that may be cut: some exchanges tell few candles at once."""

type Span = tuple[int, int | None]
"""From when to when a position was held, in seconds of the UTC epoch; None = it still is."""


def has_history(account: Account, length: int) -> bool:
    """Return whether the exchange can be asked for candles of a length, or for parts of them."""
    return _step(account.exchange, length) is not None


def own_history(account: Account, symbol: str, length: int, span: Span) -> list[CandleRow]:
    """Return what the simulated market remembers of a span."""
    market = account.simulated_market
    begin, end = _window(span, length)
    rows = market.past(symbol, length) if market is not None else []
    return [row for row in rows if begin <= int(row[START]) <= end]


async def history(
    account: Account, symbol: str, length: int, span: Span, now: float
) -> list[CandleRow]:
    """Return the exchange's candles around a span, oldest first; none when they can't be had."""
    step = _step(account.exchange, length)
    if step is None:
        return []
    begin, end = _window(span, length)
    end = min(end, int(now))
    begin = max(begin, end - (MOST - 1) * step) // length * length
    try:
        found = await _fetched(account.exchange, symbol, step, begin, end)
    except VenueError as err:
        _LOGGER.debug("The candles of %s can't be had: %r", symbol, err)
        return []
    return list(_rows(found, length))


def within(rows: Sequence[CandleRow], length: int, span: Span | None) -> list[CandleRow]:
    """Return the candles that belong to a span."""
    if span is None or span[1] is None:
        return list(rows)
    begin, end = _window(span, length)
    return [row for row in rows if begin <= int(row[START]) <= end]


def joined(past: Sequence[CandleRow], own: Sequence[CandleRow]) -> list[CandleRow]:
    """Return candles of before with those that were collected here, which know the newest."""
    rows = {int(row[START]): row for row in past}
    rows |= {int(row[START]): row for row in own}
    return [rows[start] for start in sorted(rows)]


def whole(before: CandleRow, row: CandleRow) -> CandleRow:
    """Return a candle that was collected from its middle on, with what the exchange knows of it."""
    high = max(before[HIGH], row[HIGH], key=float)
    low = min(before[LOW], row[LOW], key=float)
    return [row[START], before[OPEN], high, low, row[CLOSE]]


def _window(span: Span, length: int) -> tuple[int, int]:
    since, until = span
    begin = since - BEFORE * length
    end = 2**40 if until is None else until + AFTER * length
    return begin, end


def _step(exchange: Exchange, length: int) -> int | None:
    """Return the longest candles that make up those of a length."""
    return max((one for one in exchange.candle_lengths if length % one == 0), default=None)


async def _fetched(
    exchange: Exchange, symbol: str, step: int, begin: int, end: int
) -> list[VenueCandle]:
    found: list[VenueCandle] = []
    for _ in range(QUESTIONS):
        since = datetime.fromtimestamp(begin, UTC)
        count = min((end - begin) // step + 1, MOST)
        told = await exchange.fetch_candles(symbol, step, since, count, urgent=False)
        found += [one for one in told if begin <= one.start.timestamp() <= end]
        newest = int(told[-1].start.timestamp()) + step if told else begin
        if newest <= begin or newest > end:
            break
        begin = newest
    return found


def _rows(candles: Sequence[VenueCandle], length: int) -> Iterator[CandleRow]:
    """Yield candles of a length, each out of as many as it has."""
    for start, group in groupby(
        candles, key=lambda one: int(one.start.timestamp()) // length * length
    ):
        parts = list(group)
        high, low = max(one.high for one in parts), min(one.low for one in parts)
        prices = (parts[0].open, high, low, parts[-1].close)
        yield [start, *(f"{price.normalize():f}" for price in prices)]
