"""Keeps back what the stops of positions need that are just being opened: entries wait for them."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import ExitStack, asynccontextmanager, suppress

from ...port.exchange import OrderReport, OrderRequest
from ..connection.connection import Connection
from ..connection.resting_stops import holds_stops
from ..session import on_leaving

AT_ONCE = 8
"""How many entries may be on their way or without their stop: each more makes all of them late."""


class StopClaims:
    """From an entry's leaving until its stop is placed, nobody less urgent spends its cost.

    Further entries wait meanwhile, once there are too many of them.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._waiting: dict[str, deque[ExitStack]] = {}
        """What was claimed for stops that have not been placed, by symbol."""
        self._room = asyncio.Semaphore(AT_ONCE)

    def keeps_for(self, request: OrderRequest) -> bool:
        """Return whether an order is an entry behind which a stop is placed on the venue."""
        connection = self._connection
        return request.stop_follows and holds_stops(
            connection.venue, connection.catalogue.listed.get(request.symbol)
        )

    @asynccontextmanager
    async def of(self, request: OrderRequest) -> AsyncIterator[None]:
        """Claim for the stop of such an entry, once it leaves inside; give back what was claimed.

        Nothing is claimed for any other order: see `keeps_for`.
        """
        venue = self._connection.venue
        claim = ExitStack()
        with suppress(TimeoutError):
            async with asyncio.timeout(self._connection.timings.entry_waits):
                await self._room.acquire()
                claim.callback(self._room.release)
        cost = venue.limits.protection_cost

        def left() -> None:
            if cost:
                claim.enter_context(
                    self._connection.transport.claimed(venue.limits.order_paths[0], cost)
                )

        try:
            with on_leaving(left):
                yield
        except BaseException:
            claim.close()
            raise
        self._waiting.setdefault(request.symbol, deque()).append(claim)
        loop = asyncio.get_running_loop()
        longest = self._connection.timings.stop_awaited
        timer = loop.call_later(longest, self._give_back(request.symbol, claim))
        claim.callback(timer.cancel)

    def close(self) -> None:
        """Give everything back."""
        for waiting in self._waiting.values():
            for claim in waiting:
                claim.close()
        self._waiting.clear()

    def placed(self, request: OrderRequest, report: OrderReport) -> None:
        """Note an order: a stop, or an entry that rests and needs none yet."""
        rests = request.price is not None and not report.state.is_final and not report.filled
        waiting = self._waiting.get(request.symbol)
        if not waiting:
            return
        if request.trigger is not None:
            self._give_back(request.symbol, waiting[0])()
        elif rests and request.stop_follows:
            self._give_back(request.symbol, waiting[-1])()

    def _give_back(self, symbol: str, claim: ExitStack) -> Callable[[], None]:
        def give_back() -> None:
            claim.close()
            waiting = self._waiting.get(symbol)
            if waiting is not None and claim in waiting:
                waiting.remove(claim)
                if not waiting:
                    del self._waiting[symbol]

        return give_back
