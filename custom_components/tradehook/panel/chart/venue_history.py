"""What a chart shows of the time in which nobody here was listening: the exchange's own candles."""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from itertools import groupby
import logging
from time import monotonic
from typing import Final

from homeassistant.core import HomeAssistant

from ...exchanges.candle_ring import CLOSE, HIGH, LOW, OPEN, START, CandleRow
from ...exchanges.port.exchange import Exchange, VenueCandle, VenueError
from ...execution.account import Account

_LOGGER = logging.getLogger(__name__)

BEFORE: Final = 240
"""How many candles are shown before a position was opened."""
AFTER: Final = 15
"""And how many after its end: few, so that a phone still shows the end beside them."""
OLDER: Final = 500
"""How many older ones are shown at once to whoever scrolls back."""
MOST: Final = 1000
"""How many candles are asked for at the most."""
QUESTIONS: Final = 4
"""Into how many questions that may be cut: some exchanges tell few candles at once."""
FRESH: Final = 45.0
"""Seconds for which what an exchange has told serves every window that asks for the same."""
KEPT: Final = 32
"""How many of such answers are kept."""

type Span = tuple[int, int | None]
"""From when to when a position was held, in seconds of the UTC epoch; None = it still is."""
type VolumeRow = list[int | str]
"""Start of a candle in seconds of the UTC epoch, and what was traded in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What an exchange knows of a span; `failed` is why it could not be asked."""

    rows: list[CandleRow] = field(default_factory=list)
    volumes: list[VolumeRow] = field(default_factory=list)
    failed: str | None = None


class Histories:
    """What exchanges have told for charts, for a while: many windows cost one question."""

    def __init__(self, hass: HomeAssistant) -> None:
        self._hass = hass
        self._told: dict[tuple[str, str, int, Span], tuple[float, asyncio.Task[Past]]] = {}

    async def of(
        self, entry_id: str, account: Account, symbol: str, length: int, span: Span
    ) -> Past:
        """Return what is known of a span; what failed is asked for again by whoever comes next."""
        key = entry_id, symbol, length, span
        now = monotonic()
        self._told = {one: told for one, told in self._told.items() if now - told[0] < FRESH}
        if key not in self._told:
            while len(self._told) >= KEPT:
                del self._told[next(iter(self._told))]
            asking = self._hass.async_create_background_task(
                history(account, symbol, length, span, datetime.now(UTC).timestamp()),
                f"tradehook history for a chart of {entry_id}",
            )
            self._told[key] = now, asking
        asked = self._told[key][1]
        past = await asyncio.shield(asked)
        if past.failed is not None and key in self._told and self._told[key][1] is asked:
            del self._told[key]
        return past


def has_history(account: Account, length: int) -> bool:
    """Return whether the exchange can be asked for candles of a length, or for parts of them."""
    return bool(_steps(account.exchange, length))


def own_history(account: Account, symbol: str, length: int, span: Span) -> list[CandleRow]:
    """Return what the simulated market remembers of a span."""
    market = account.simulated_market
    begin, end = _window(span, length)
    rows = market.past(symbol, length) if market is not None else []
    return [row for row in rows if begin <= int(row[START]) <= end]


async def history(account: Account, symbol: str, length: int, span: Span, now: float) -> Past:
    """Return the exchange's candles around a span, oldest first, or why they can't be had."""
    begin, end = _window(span, length)
    end = min(end, int(now))
    for step in _steps(account.exchange, length):
        first = max(begin, end - (MOST - 1) * step) // length * length
        try:
            found = await _fetched(account.exchange, symbol, step, first, end)
        except VenueError as err:
            _LOGGER.debug("The candles of %s can't be had: %r", symbol, err)
            return Past(failed=str(err))
        if all(one.start.timestamp() % step == 0 for one in found):
            return _past(found, length)
        # Some venues begin their days at another hour: smaller candles make up those of UTC.
    return Past()


async def newest(account: Account, symbol: str, length: int, now: float) -> Past:
    """Return the candle of now and the two before it, as the exchange knows them."""
    since = int(now) // length * length - 2 * length
    return await history(account, symbol, length, (since + BEFORE * length, None), now)


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


def earlier(before: int, length: int) -> Span:
    """Return the span around which lies a page of candles that begin before a time."""
    begin, end = before - OLDER * length, before - length
    return begin + BEFORE * length, end - AFTER * length


def _window(span: Span, length: int) -> tuple[int, int]:
    since, until = span
    begin = since - BEFORE * length
    end = 2**40 if until is None else until + AFTER * length
    return begin, end


def _steps(exchange: Exchange, length: int) -> list[int]:
    """Return the candles that make up those of a length, the longest first."""
    fitting = sorted((one for one in exchange.candle_lengths if length % one == 0), reverse=True)
    return fitting[:3]


async def _fetched(
    exchange: Exchange, symbol: str, step: int, begin: int, end: int
) -> list[VenueCandle]:
    found: list[VenueCandle] = []
    for _ in range(QUESTIONS):
        since = datetime.fromtimestamp(begin, UTC)
        count = min((end - begin) // step + 1, MOST)
        told = await exchange.fetch_candles(symbol, step, since, count, urgent=False)
        found += [one for one in told if begin <= one.start.timestamp() <= end]
        newest_told = int(told[-1].start.timestamp()) + step if told else begin
        if newest_told <= begin or newest_told > end:
            break
        begin = newest_told
    return found


def _past(candles: Sequence[VenueCandle], length: int) -> Past:
    """Return candles of a length, each out of as many as it has."""
    rows: list[CandleRow] = []
    volumes: list[VolumeRow] = []
    for start, parts in _grouped(candles, length):
        high, low = max(one.high for one in parts), min(one.low for one in parts)
        rows.append([start, *map(_text, (parts[0].open, high, low, parts[-1].close))])
        traded = [one.volume for one in parts if one.volume is not None]
        if len(traded) == len(parts):
            volumes.append([start, _text(sum(traded, Decimal(0)))])
    return Past(rows=rows, volumes=volumes)


def _grouped(
    candles: Sequence[VenueCandle], length: int
) -> Iterator[tuple[int, list[VenueCandle]]]:
    for start, group in groupby(
        candles, key=lambda one: int(one.start.timestamp()) // length * length
    ):
        yield start, list(group)


def _text(value: Decimal) -> str:
    return f"{value.normalize():f}"
