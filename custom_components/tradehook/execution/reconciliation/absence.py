"""How long nobody was there, and whether the venue can still tell what was sold meanwhile."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any

from ...exchanges.port.exchange import Exchange
from ...ledger.errors import LedgerError
from ...ledger.ledger import Ledger
from ...ledger.records import Batch
from ...trading.model.inputs import Reevaluate
from ...trading.model.market import MarketType
from ..common.timing.timings import ReconciliationTimings
from ..engine import Engine

ALIVE, UNSURE = "alive", "unsure_positions"
MARGIN = timedelta(minutes=1)
"""How much before the last record the venue's trades are looked at."""


class Absence:
    """Keeps when the ledger was last written by a working account, and who waits for a person.

    An exit may have been sent without its record. The venue tells of it for a while; on a market
    that takes no reduce-only orders, what was sold already is sold again if it does not.
    """

    def __init__(
        self,
        *,
        exchange: Exchange,
        ledger: Ledger,
        engine: Engine,
        timings: ReconciliationTimings,
    ) -> None:
        self._every = timings.alive_every
        self._exchange = exchange
        self._ledger = ledger
        self._engine = engine
        self._alive_at: datetime | None = None
        self._ended = False
        """Whether it was stopped in an orderly way, with everything on record."""

    def load(self, values: Mapping[str, Any]) -> None:
        """Know what the ledger knows."""
        kept = values.get(ALIVE)
        self._alive_at = datetime.fromisoformat(kept["at"]) if kept else None
        self._ended = bool(kept and kept["ended"])
        self._engine.held_back = set(values.get(UNSURE) or ())

    @property
    def since(self) -> datetime | None:
        """Return from when on the venue's trades may be unknown here; None = from no time on."""
        return None if self._alive_at is None or self._ended else self._alive_at - MARGIN

    def begin(self) -> Batch:
        """Hold exits back whose like the venue may have forgotten; return what writes that down."""
        live, now = self._engine.position_cache.live, self._engine.position_cache.now()
        before = self._engine.held_back
        unsure = {position_id for position_id in before if position_id in live}
        if self._alive_at is not None and self._is_forgotten(now - self._alive_at):
            unsure |= {one.position_id for one in live.values() if one.size > 0}
        self._engine.held_back = unsure
        return Batch(values={UNSURE: sorted(unsure) or None}) if unsure != before else Batch()

    async def confirm(self, position_id: str) -> None:
        """Go on with a position of which a person has said that it is there; LedgerWriteError."""
        left = self._engine.held_back - {position_id}
        await self._ledger.commit(Batch(values={UNSURE: sorted(left) or None}))
        self._engine.held_back = left
        position = self._engine.position_cache.live.get(position_id)
        if position is not None:
            await self._engine.queues.put(position.symbol, [(position_id, Reevaluate())])

    async def is_alive(self) -> None:
        """Write down that the account works, once in a while."""
        now = self._engine.position_cache.now()
        if self._alive_at is None or self._ended or now - self._alive_at >= self._every:
            await self._write(now, ended=False)

    async def ended(self) -> None:
        """Write down that everything is on record now, if it is: nothing is ordered any more."""
        if self._engine.unrecorded.is_empty and not self._ledger.is_unwritable:
            await self._write(self._engine.position_cache.now(), ended=True)

    async def _write(self, now: datetime, *, ended: bool) -> None:
        kept = {"at": now.isoformat(), "ended": ended}
        with suppress(LedgerError):
            await self._ledger.commit(Batch(values={ALIVE: kept}))
            self._alive_at, self._ended = now, ended

    def _is_forgotten(self, lasted: timedelta) -> bool:
        memory = self._exchange.memory
        spot = self._exchange.market_type is MarketType.SPOT
        return spot and memory is not None and lasted > memory
