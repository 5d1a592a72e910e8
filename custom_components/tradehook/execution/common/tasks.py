"""How tasks are started."""

import asyncio
from collections.abc import Coroutine
from typing import Any, Protocol


class Spawn(Protocol):
    """Starts a task that its owner keeps and ends."""

    def __call__[T](self, coro: Coroutine[Any, Any, T], name: str, /) -> asyncio.Task[T]:
        """Start it."""
