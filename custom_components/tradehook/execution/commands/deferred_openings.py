"""Openings that wait until their bot has left the market: they go once that is done."""

from collections.abc import Awaitable, Callable, Iterable

from ...trading.model.inputs import ExitOver
from ...trading.model.position import Position
from ..common.runtime import Spawn
from ..common.step_reactions import ReactsOnly, Steps
from ..engine import MarketQueues
from ..state.position_cache import PositionCache


class DeferredOpenings(ReactsOnly):
    """The recorded openings behind exits of their bot and market; each is a pending position.

    It is a reaction to the end of positions. What waits is found again by its position.
    """

    def __init__(
        self,
        *,
        queues: MarketQueues,
        position_cache: PositionCache,
        refresh: Callable[[], Awaitable[None]],
        spawn: Spawn,
    ) -> None:
        """Take queues and positions; `refresh` makes the balances those of after the exit."""
        self._queues = queues
        self._position_cache = position_cache
        self._refresh = refresh
        self._spawn = spawn
        self._waiting: dict[str, None] = {}

    def clear(self) -> None:
        """Wait for nothing any more."""
        self._waiting.clear()

    def begin(self, position: Position) -> None:
        """Let a recorded opening wait for what it has to."""
        if position.plan.waits_for and position.waits_for_exit:
            self._waiting[position.position_id] = None
            self._go_on((position.position_id,))

    def resume(self) -> None:
        """Wait for what a restart left, and let go what has been left meanwhile."""
        for position in self._position_cache.live.values():
            if position.waits_for_exit:
                self._waiting[position.position_id] = None
        self._go_on(tuple(self._waiting))

    def react(self, before: Position, steps: Steps) -> None:
        """Have those placed that have waited for the end of a position."""
        if steps[-1][1].status.is_live:
            return
        self._waiting.pop(before.position_id, None)
        live = self._position_cache.live
        self._go_on(
            tuple(
                one
                for one in self._waiting
                if one in live and before.position_id in live[one].plan.waits_for
            )
        )

    def _go_on(self, position_ids: Iterable[str]) -> None:
        """Have those placed, in the order of their arrival, whose exits are over."""
        live = self._position_cache.live
        ready: dict[str, list[str]] = {}
        for position_id in position_ids:
            position = live.get(position_id)
            if position is None:
                self._waiting.pop(position_id, None)
            elif not any(one in live for one in position.plan.waits_for):
                del self._waiting[position_id]
                ready.setdefault(position.symbol, []).append(position_id)
        for symbol, ids in ready.items():
            self._spawn(self._place(symbol, ids), f"place behind an exit in {symbol}")

    async def _place(self, symbol: str, position_ids: list[str]) -> None:
        await self._refresh()
        await self._queues.put(symbol, [(one, ExitOver()) for one in position_ids])
