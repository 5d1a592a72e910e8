"""Positions, signals and fills as rows, newest first, a page at a time."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Unpack, cast

from ...ledger.ledger import Ledger
from ...ledger.reading.filters import FillsAsked, PositionsAsked, SignalsAsked
from ...ledger.reading.pagination import Before
from ...ledger.records import LIVE_STATUSES, RECEIPT, FactRecord, PositionRecord
from ...trading.fact_storage import fact_from
from ...trading.model.position import Position
from ...trading.position.evolve.apply import fold
from ..common.row_views import NEW_SINCE_0_1
from ..common.rows import (
    FillRow,
    FullPositionRow,
    PlanRow,
    PositionDetailsRow,
    SignalRow,
    TimelineRow,
)
from ..common.serializers import fill_row, full_position_row, plan_row, signal_row
from ..state.position_cache import PositionCache
from ..state.venue_positions import VenuePositions
from .position_notes import PositionNotes
from .timeline import story
from .unreadable_row import row_of_unreadable

_ALL = 1_000_000
NO_PLAN: PlanRow = {"stop_loss": None, "take_profit": [], "auto_close": None}


def _past(rows: Sequence[FactRecord]) -> tuple[Position, list[TimelineRow]]:
    facts = [fact_from(row.kind, row.at, row.data) for row in rows]
    return fold(facts), story(facts)


class LedgerQueries:
    """Reads the ledger; live positions are shown with their newest price."""

    def __init__(
        self,
        ledger: Ledger,
        position_cache: PositionCache,
        venue: VenuePositions,
        notes: PositionNotes,
    ) -> None:
        self._ledger = ledger
        self._position_cache = position_cache
        self._venue = venue
        self._notes = notes

    async def positions(
        self, *, before: Before = None, limit: int = 100, **asked: Unpack[PositionsAsked]
    ) -> list[FullPositionRow]:
        """Return positions, live and over."""
        records = await self._ledger.positions(before=before, limit=limit, **asked)
        return [await self._row(record) for record in records]

    async def positions_by_id(self, position_ids: Sequence[str]) -> list[FullPositionRow]:
        """Return positions in the order of their ids; one that is gone is left out."""
        records = await self._ledger.positions_by_id(position_ids)
        return [await self._row(record) for record in records]

    async def _row(self, record: PositionRecord) -> FullPositionRow:
        live = self._position_cache.live.get(record.position_id)
        if live is not None:
            return self._live_row(live)
        found = self._position_cache.unreadable.get(record.position_id)
        if found is not None:
            return self._notes.on(await self._certain(record, found.why))
        data = {key: value for key, value in record.data.items() if key != RECEIPT}
        if record.status not in LIVE_STATUSES and data.keys() >= NEW_SINCE_0_1:
            return self._notes.on(cast("FullPositionRow", data))
        return self._notes.on(await self._rewritten(record, data))

    def live_position(self, position_id: str) -> FullPositionRow | None:
        """Return a position that is not over, as it is now."""
        live = self._position_cache.live.get(position_id)
        return None if live is None else self._live_row(live)

    async def position(self, position_id: str) -> PositionDetailsRow | None:
        """Return one position, live or over, with its `plan` and its `story`."""
        if position_id in self._position_cache.unreadable:
            return await self._unreadable(position_id)
        rows = await self._ledger.facts(position_id)
        if not rows:
            return None
        # A stop that trails for days leaves thousands of facts: nobody else waits for them.
        position, events = await asyncio.to_thread(_past, rows)
        shown = self._live_row(position)
        return {**shown, "plan": plan_row(position.plan), "story": events}

    def _live_row(self, position: Position) -> FullPositionRow:
        mark_price = self._position_cache.mark_price(position.symbol) if position.is_live else None
        held = self._venue.position(position.symbol, position.side) if position.size else None
        row = full_position_row(
            position,
            mark_price,
            self._position_cache.now(),
            held.liquidation_price if held else None,
        )
        return self._notes.on(row)

    async def _rewritten(
        self, record: PositionRecord, data: Mapping[str, object]
    ) -> FullPositionRow:
        """Return what is shown of a position that has no row of today: its facts tell it."""
        unknown = dict.fromkeys(NEW_SINCE_0_1) | {"no_stop": False, "tags": []}
        try:
            facts = await self._ledger.facts(record.position_id)
            position, _ = await asyncio.to_thread(_past, facts) if facts else (None, [])
        except ValueError:  # UnreadableError and InvalidFactError are such
            position = None
        if position is not None:
            return self._live_row(position)
        if record.status in LIVE_STATUSES:
            return await self._certain(record, None)
        return cast("FullPositionRow", {**unknown, **data})

    async def _certain(self, record: PositionRecord, why: str | None) -> FullPositionRow:
        """Return what is certain of a position whose facts can't be read."""
        facts = await self._ledger.facts(record.position_id)
        fills = await self._ledger.fills(position_id=record.position_id, limit=_ALL)
        return row_of_unreadable(record, facts, fills, why)

    async def _unreadable(self, position_id: str) -> PositionDetailsRow | None:
        """Return such a position with nothing of its plan and its story."""
        found = self._position_cache.unreadable[position_id]
        rows = await self.positions(symbol=found.symbol, statuses=sorted(LIVE_STATUSES))
        row = next((row for row in rows if row["position_id"] == position_id), None)
        return None if row is None else {**row, "plan": NO_PLAN, "story": []}

    async def signals(
        self, *, before: Before = None, limit: int = 100, **asked: Unpack[SignalsAsked]
    ) -> list[SignalRow]:
        """Return rows of the signal log."""
        rows = await self._ledger.signals(before=before, limit=limit, **asked)
        return [signal_row(row) for row in rows]

    async def trades(
        self,
        *,
        before: Before = None,
        limit: int = 100,
        dust: bool = False,
        **asked: Unpack[FillsAsked],
    ) -> list[FillRow]:
        """Return fills; with `dust`, also what left the books without one."""
        rows = await self._ledger.fills(before=before, limit=limit, dust=dust, **asked)
        return [fill_row(row) for row in rows]
