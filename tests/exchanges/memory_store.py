"""Books in memory, which can fail or be slow as a disk can."""

import asyncio
from collections.abc import Mapping, Sequence
import json
from typing import Any

from custom_components.tradehook.exchanges.port.store import Change


class MemoryPaperStore:
    """Keeps records as JSON text, so that what is not JSON-able fails here too."""

    def __init__(self) -> None:
        """Start empty."""
        self.records: dict[tuple[str, str], str] = {}
        self.saves = 0
        self.failures = 0
        """How many of the next saves fail."""
        self.held: asyncio.Event | None = None
        """While set to an event, saves wait for it."""
        self.hang: str | None = None
        """Let saves hang for ever `before` or `after` they have stored: a crash will follow."""
        self.log: list[str] = []
        """A line for each save, to be compared with what was told when."""

    async def load(self) -> Sequence[tuple[str, str, Mapping[str, Any]]]:
        """Return every record."""
        await asyncio.sleep(0)
        return [(kind, key, json.loads(text)) for (kind, key), text in self.records.items()]

    async def save(self, changes: Sequence[Change]) -> None:
        """Store the changes, or fail before any of them."""
        texts = [
            (kind, key, None if data is None else json.dumps(data)) for kind, key, data in changes
        ]
        await asyncio.sleep(0)
        if self.held is not None:
            await self.held.wait()
        if self.hang == "before":
            await asyncio.Event().wait()
        if self.failures:
            self.failures -= 1
            raise OSError("disk full")
        for kind, key, text in texts:
            if text is None:
                self.records.pop((kind, key), None)
            else:
                self.records[kind, key] = text
        self.saves += 1
        self.log.append("saved")
        if self.hang == "after":
            await asyncio.Event().wait()

    def of_kind(self, kind: str) -> dict[str, Any]:
        """Return the records of a kind by key."""
        return {key: json.loads(text) for (kept, key), text in self.records.items() if kept == kind}
