"""Cancels the orders of others that an adoption takes the place of, also after a restart."""

import asyncio
from collections.abc import Coroutine
from contextlib import suppress
import logging
from typing import Any, Protocol

from ..exchanges.port.exchange import Exchange, OrderNotFoundError, VenueError
from ..trading.model.position import Position
from .state.account_state import AccountState

_LOGGER = logging.getLogger(__name__)
_PAUSES = (0.0, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
"""After how many seconds it is looked again whether they have gone."""
_LATER = 60.0
_PATIENCE = 5.0
"""How long the position itself waits for it: its stop may need the coins that they lock."""


class _Spawn(Protocol):
    def __call__(self, coro: Coroutine[Any, Any, None], name: str, /) -> asyncio.Task[None]: ...


class ReplacedOrders:
    """Sees that what an adoption has on record as replaced does not stay on the venue.

    The record comes first: whenever this ends half-way the position is there, and goes on.
    """

    def __init__(self, exchange: Exchange, state: AccountState, spawn: _Spawn) -> None:
        self._exchange = exchange
        self._state = state
        self._spawn = spawn

    async def clear(self, *positions: Position) -> frozenset[str]:
        """Cancel what positions replace, and return what rests after some seconds.

        That goes on being cancelled as long as its position is there.
        """
        resting: set[str] = set()
        clearing: list[asyncio.Task[None]] = []
        for position in positions:
            if position.adopted is not None and position.adopted.replaces:
                resting.update(position.adopted.replaces)
                task = self._spawn(self._clear(position, resting), "orders of others")
                clearing.append(task)
        if clearing:
            await asyncio.wait(clearing, timeout=_PATIENCE)
        return frozenset(resting)

    async def resume(self) -> None:
        """Go on with what was interrupted."""
        await self.clear(*self._state.position_cache.live.values())

    async def _clear(self, position: Position, resting: set[str]) -> None:
        assert position.adopted is not None
        replaced = set(position.adopted.replaces)
        tries = 0
        while position.position_id in self._state.position_cache.live:
            await asyncio.sleep(_PAUSES[tries] if tries < len(_PAUSES) else _LATER)
            tries += 1
            try:
                left = await self._cancel(position.symbol, replaced)
            except VenueError as err:
                _LOGGER.warning("Orders of others in %s are still there: %s", position.symbol, err)
                continue
            resting -= replaced - left
            if not left:
                return

    async def _cancel(self, symbol: str, replaced: set[str]) -> set[str]:
        """Cancel those of some orders that rest, and return them; raises VenueError."""
        found = [
            order
            for order in await self._exchange.fetch_foreign_orders(symbol)
            if order.venue_order_id in replaced
        ]
        failed: VenueError | None = None
        for order in found:
            try:
                with suppress(OrderNotFoundError):
                    await self._exchange.cancel_foreign_order(order)
            except VenueError as err:
                failed = err
        if failed is not None:
            raise failed
        return {order.venue_order_id for order in found}
