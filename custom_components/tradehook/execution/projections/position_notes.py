"""What people write about positions: a note, and tags by which results are told apart."""

from collections.abc import Sequence

from ...ledger.ledger import Ledger
from ...ledger.records import Batch, NoteRecord
from ..common.events import SlotChanged
from ..common.rows import FullPositionRow, NoteRow, PositionRow
from ..common.runtime import AccountServices
from ..common.slots import SlotKey
from ..state.position_cache import PositionCache


class PositionNotes:
    """Keeps what was written, also about positions that are over."""

    def __init__(
        self, ledger: Ledger, position_cache: PositionCache, services: AccountServices
    ) -> None:
        self._ledger = ledger
        self._position_cache = position_cache
        self._services = services
        self._known: dict[str, NoteRecord] = {}

    async def load(self) -> None:
        """Know what the ledger knows; raises LedgerUnavailableError."""
        self._known = {row.position_id: row for row in await self._ledger.notes()}

    def tags(self, position_id: str) -> list[str]:
        """Return the tags of a position."""
        found = self._known.get(position_id)
        return list(found.tags) if found else []

    def on[R: (PositionRow, FullPositionRow)](self, row: R) -> R:
        """Return a position with what was written about it."""
        found = self._known.get(row["position_id"])
        row["note"] = found.note if found else ""
        row["tags"] = list(found.tags) if found else []
        return row

    def begin(self, position_id: str, tags: Sequence[str]) -> Batch:
        """Know the tags with which a position opens, and return what records them."""
        if not tags:
            return Batch()
        note = NoteRecord(
            position_id=position_id, note="", tags=tuple(tags), changed_at=self._services.now()
        )
        self._known[position_id] = note
        return Batch(notes=(note,))

    def forget(self, position_id: str) -> None:
        """Forget a position that could not be recorded."""
        self._known.pop(position_id, None)

    async def write(
        self, position_id: str, note: str | None, tags: Sequence[str] | None
    ) -> NoteRow | None:
        """Write a note or tags, None leaves them; None = there is no such position.

        Raises LedgerWriteError.
        """
        rows = await self._ledger.positions_by_id([position_id])
        if not rows:
            return None
        before = self._known.get(position_id)
        after = NoteRecord(
            position_id=position_id,
            note=note if note is not None else before.note if before else "",
            tags=tuple(tags) if tags is not None else before.tags if before else (),
            changed_at=self._services.now(),
        )
        await self._ledger.commit(Batch(notes=(after,)))
        self._known[position_id] = after
        if (live := self._position_cache.live.get(position_id)) is not None:
            self._services.publish(SlotChanged(SlotKey(live.bot_id, live.symbol, live.side)))
        return {"position_id": position_id, "note": after.note, "tags": list(after.tags)}
