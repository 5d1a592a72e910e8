"""Closes of candles that the data missed: the venue is asked before anything stands for them."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
import logging

from ...exchanges.port.exchange import Exchange, VenueCandle, VenueError
from ...trading.common.time_spans import is_future
from ...trading.model.inputs import CandleClose, MarketContext
from ...trading.model.position import Position
from ...trading.model.price_math import is_beyond
from ...trading.position.rules.stop_loss import candle_length
from ..common.runtime import Spawn

_LOGGER = logging.getLogger(__name__)

LONGEST = 3600
"""The longest candles that are asked for, in seconds: a venue's days may begin elsewhere."""
MOST = 900
"""How many candles are asked for at once."""


@dataclass(slots=True)
class _Asked:
    """A question about the closes between two moments, and its answer."""

    since: datetime
    last: datetime
    closes: tuple[CandleClose, ...] | None = None
    """None as long as it is not answered; empty when nothing can be known."""


class MissedCloses:
    """Puts the venue's own closes where the prices that were heard have a gap."""

    def __init__(
        self, exchange: Exchange, look: Callable[[str], None], spawn: Spawn, within: float
    ) -> None:
        """Take the venue; `look` queues a look at a position by its id.

        A judgement waits for an answer for `within` seconds; then the first price decides.
        """
        self._within = within
        self._exchange = exchange
        self._look = look
        self._spawn = spawn
        self._asked: dict[str, _Asked] = {}

    def clear(self) -> None:
        """Forget everything."""
        self._asked.clear()

    def drop(self, position_id: str) -> None:
        """Forget a position that is over."""
        self._asked.pop(position_id, None)

    def seen(self, position: Position, situation: MarketContext) -> MarketContext:
        """Return the world with the close that was missed, without any while it is asked for.

        Of several closes that were missed the first one beyond the stop counts, else the last one.
        """
        length = candle_length(position.plan.stop_loss)
        close = situation.candles.get(length)
        stop = position.stop_price
        if close is None or close.price is not None or stop is None:
            return situation
        if position.size <= 0 or position.closes_at_market:
            return situation
        since = position.candle_at
        if since is None or close.at <= since or is_future(since, situation.now):
            return situation
        quote, step = situation.quote, self._step(length)
        if step is None or quote is None or quote.at < close.at:
            return situation  # nothing decides yet: the venue is asked when it can be heard again
        asked = self._asked.get(position.position_id)
        if asked is None or (asked.since, asked.last) != (since, close.at):
            asked = self._asked[position.position_id] = _Asked(since, close.at)
            asking = self._ask(asked, position, length, step)
            self._spawn(asking, f"ask for closes of {position.symbol}")
        candles = dict(situation.candles)
        if asked.closes is None:
            del candles[length]
        elif asked.closes:
            beyond = (
                one
                for one in asked.closes
                if one.price is not None and is_beyond(position.side, one.price, stop)
            )
            candles[length] = next(beyond, asked.closes[-1])
        return replace(situation, candles=candles)

    def _step(self, length: int) -> int | None:
        """Return the length of the venue's candles that end where those of a length do."""
        fitting = (one for one in self._exchange.candle_lengths if length % one == 0)
        return max((one for one in fitting if one <= LONGEST), default=None)

    async def _ask(self, asked: _Asked, position: Position, length: int, step: int) -> None:
        closes: tuple[CandleClose, ...] = ()
        try:
            async with asyncio.timeout(self._within):
                closes = await self._closes(position.symbol, length, step, asked)
        except (VenueError, TimeoutError) as err:
            _LOGGER.debug("The closes of %s can't be had: %r", position.symbol, err)
        finally:
            asked.closes = closes
            self._look(position.position_id)

    async def _closes(
        self, symbol: str, length: int, step: int, asked: _Asked
    ) -> tuple[CandleClose, ...]:
        """Return the closes behind a moment up to the last one, as far as the venue knows them."""
        since, last = asked.since, asked.last
        one, small = timedelta(seconds=length), timedelta(seconds=step)
        count = min((last - since) // one + 1, MOST * step // length or 1)
        ends = [last - one * number for number in reversed(range(count))]
        ends = [end for end in ends if end > since]
        begin = ends[0] - small
        rows = await self._exchange.fetch_candles(
            symbol, step, begin, min((last - begin) // small + 1, MOST + 1)
        )
        found = ((end, close_before(rows, end, small)) for end in ends)
        closes = tuple(CandleClose(at=end, price=price) for end, price in found if price)
        # The newest close is the one that is looked for: without it the first price decides.
        return closes if closes and closes[-1].at == last else ()


def close_before(rows: Sequence[VenueCandle], end: datetime, length: timedelta) -> Decimal | None:
    """Return the price of a moment: the close of the candle that ends there.

    Venues leave candles out in which nothing was traded. So an older close counts as well, if a
    later candle shows that the list was not cut off between the two.
    """
    before = [row for row in rows if row.start + length <= end]
    if not before:
        return None
    exact = before[-1].start + length == end
    return before[-1].close if exact or rows[-1].start >= end else None
