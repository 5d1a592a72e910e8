"""The port through which a simulated venue keeps what must survive."""

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

type Change = tuple[str, str, Mapping[str, Any] | None]
"""Kind, key and JSON-able data of a record; None deletes it."""


class PaperStore(Protocol):
    """A durable store of small records."""

    async def load(self) -> Sequence[tuple[str, str, Mapping[str, Any]]]:
        """Return every record as (kind, key, data)."""

    async def save(self, changes: Sequence[Change]) -> None:
        """Store all changes or, when it raises, none; durable when it returns."""
