"""Asks a venue what perpetual positions have received and paid for being held."""

import asyncio
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
import logging
from typing import Any

from ...exchanges.port.exchange import Exchange, VenueError
from ...ledger.errors import LedgerError
from ...ledger.ledger import Ledger
from ...ledger.records import Batch
from ...trading.model.market import MarketType
from ..common.timing.timings import ReconciliationTimings
from ..engine import Engine

_LOGGER = logging.getLogger(__name__)

KEY = "funding_asked_at"
AFTER_THE_HOUR = (timedelta(seconds=5), timedelta(seconds=40), timedelta(minutes=5))
"""When it is asked for: venues charge at full hours, and some tell it late."""
LATE = timedelta(hours=9)
"""How long after its time a funding may be told: asked for again so long, it is booked once."""


class FundingWatch:
    """Has funding booked with the positions that were held, each once.

    It is asked for at a start, and after each full hour while a perpetual position is held.
    """

    def __init__(
        self,
        *,
        exchange: Exchange,
        ledger: Ledger,
        engine: Engine,
        timings: ReconciliationTimings,
    ) -> None:
        self._timings = timings
        self._exchange = exchange
        self._ledger = ledger
        self._engine = engine
        self._asked_at: datetime | None = None
        self._written_at: datetime | None = None

    def load(self, values: Mapping[str, Any]) -> None:
        """Know until when funding was asked for."""
        asked_at = values.get(KEY)
        self._asked_at = self._written_at = datetime.fromisoformat(asked_at) if asked_at else None

    async def run(self) -> None:
        """Ask for ever."""
        if self._exchange.market_type is not MarketType.LINEAR:
            return
        asks, last = True, self._engine.position_cache.now()
        while True:
            if asks:
                try:
                    await self.ask()
                except VenueError as err:
                    # What was not told now will be the next time.
                    _LOGGER.debug("Funding can't be asked for: %s", err)
                except Exception:
                    # Whatever it was, it must not be the last question.
                    _LOGGER.exception("Funding could not be asked for")
            await asyncio.sleep(self._timings.funding_checked)
            now = self._engine.position_cache.now()
            asks, last = is_due(last, now), now

    async def ask(self) -> None:
        """Have what is new booked; raises VenueError."""
        held = [
            one for one in self._engine.position_cache.live.values() if one.filled_at is not None
        ]
        if not held:
            return
        now = self._engine.position_cache.now()
        since = min(one.filled_at for one in held if one.filled_at is not None)
        if self._asked_at is not None:
            since = max(since, self._asked_at - LATE)
        symbols = {one.symbol for one in held}
        told = await self._exchange.fetch_funding(symbols, since)
        for report in told:
            self._engine.take_fill(report)
        self._asked_at = now
        if told or self._written_at is None or now - self._written_at >= LATE / 2:
            with suppress(LedgerError):
                await self._ledger.commit(Batch(values={KEY: now.isoformat()}))
                self._written_at = now


def is_due(last: datetime, now: datetime) -> bool:
    """Return whether a time to ask has come since the last look at the clock."""
    hour = now.replace(minute=0, second=0, microsecond=0)
    return any(last < hour + after <= now for after in AFTER_THE_HOUR)
