"""Lets a few positions at a time be without their stop on the venue while they are sold."""

import asyncio

AT_ONCE = 8
"""How many may be between the cancel of their stop and their sale."""


class SaleTurns:
    """Hands out turns in the order in which they are asked for.

    Were all stops cancelled at once, the last position would be bare until all others are sold.
    """

    def __init__(self, longest: float) -> None:
        """Start with nobody's turn; each is over after `longest` seconds."""
        self._longest = longest
        self._room = asyncio.Semaphore(AT_ONCE)
        self._taken: dict[str, asyncio.TimerHandle] = {}

    async def take(self, position_id: str) -> None:
        """Wait for a position's turn; it ends with `end`, or by itself."""
        await self._room.acquire()
        self.end(position_id)
        loop = asyncio.get_running_loop()
        self._taken[position_id] = loop.call_later(self._longest, self.end, position_id)

    def end(self, position_id: str) -> None:
        """End a position's turn, if it has one."""
        timer = self._taken.pop(position_id, None)
        if timer is not None:
            timer.cancel()
            self._room.release()

    def clear(self) -> None:
        """End all turns."""
        for position_id in list(self._taken):
            self.end(position_id)
