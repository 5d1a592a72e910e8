"""The store of the paper exchange, in the account's ledger."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..ledger.ledger import Ledger
from ..ledger.records import Batch, PaperRecord


class LedgerPaperStore:
    """What a simulated venue and market keep, as records of the ledger; a `PaperStore`."""

    def __init__(self, ledger: Ledger, also: Batch | None = None) -> None:
        self._ledger = ledger
        self._also = also or Batch()

    async def load(self) -> Sequence[tuple[str, str, Mapping[str, Any]]]:
        """Return every record as (kind, key, data)."""
        return [
            (row.kind, row.key, row.data)
            for row in await self._ledger.books()
            if row.data is not None
        ]

    async def save(self, changes: Sequence[tuple[str, str, Mapping[str, Any] | None]]) -> None:
        """Store all changes or, when it raises, none; durable when it returns."""
        rows = tuple(PaperRecord(kind=kind, key=key, data=data) for kind, key, data in changes)
        await self._ledger.commit(Batch.merge(self._also, Batch(books=rows)))
