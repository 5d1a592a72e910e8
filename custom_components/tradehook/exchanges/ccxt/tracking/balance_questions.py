"""Balances, asked for once more after something has changed them."""

import asyncio
from contextlib import suppress

from ...port.exchange import VenueError, VenueListener
from ...rate_limit import Priority, priority
from ..account import fetch_balances
from ..connection.connection import Connection


class BalanceQuestions:
    """Asks for the balances a moment after what has changed them, and tells them."""

    def __init__(self, connection: Connection, listener: VenueListener) -> None:
        self._connection = connection
        self._timings = connection.timings
        self._listener = listener
        self._asking: asyncio.Task[None] | None = None
        self._due: asyncio.TimerHandle | None = None
        """Begins to ask for them."""
        self._stopped = False

    def soon(self, urgency: Priority = Priority.LOOK_UP) -> None:
        """Have them asked for in a moment, unless they are about to be."""
        asked = self._asking is not None and not self._asking.done()
        if not (self._stopped or asked or self._due is not None):
            loop, after = asyncio.get_running_loop(), self._timings.balances_after
            self._due = loop.call_later(after, self._ask, urgency)

    def stop(self) -> asyncio.Task[None] | None:
        """Ask no more; return the question that is under way."""
        self._stopped = True
        if self._due is not None:
            self._due.cancel()
        return self._asking

    def _ask(self, urgency: Priority) -> None:
        self._due = None
        self._asking = asyncio.create_task(self._tell(urgency), name="tradehook balances")

    async def _tell(self, urgency: Priority) -> None:
        with suppress(VenueError), priority(urgency):
            self._listener.on_balances(await fetch_balances(self._connection))
