"""Notices when what was known is not known any more, and when it is again: nobody pushes that."""

import asyncio
from collections.abc import Callable
from typing import Final

from ..common.events import AccountChanged, BotChanged, Change, MarksChanged, SlotChanged
from .portfolio import Numbers
from .position_cache import PositionBook, slot_of

CHECK_EVERY: Final = 1.0
"""Seconds between two looks."""


class KnownPrices:
    """Has everything shown anew that contains a number which has become unknown, or known."""

    def __init__(
        self, book: PositionBook, numbers: Numbers, publish: Callable[[Change], None]
    ) -> None:
        """Take what is looked at and whom to tell."""
        self._book = book
        self._numbers = numbers
        self._publish = publish
        self._missing: frozenset[str] = frozenset()
        self._known: tuple[bool, ...] = ()

    async def run(self) -> None:
        """Look for ever."""
        while True:
            self.look()
            await asyncio.sleep(CHECK_EVERY)

    def look(self) -> None:
        """Compare what is known now with what was known at the last look."""
        book, numbers = self._book, self._numbers
        symbols = {position.symbol for position in book.live.values()}
        missing = frozenset(symbol for symbol in symbols if book.mark_price(symbol) is None)
        known = numbers.equity is not None, numbers.free_balance is not None
        changed = self._missing ^ missing
        if not changed and known == self._known:
            return
        self._missing, self._known = missing, known
        for symbol in changed:
            for position in book.of_symbol(symbol):
                self._publish(BotChanged(position.bot_id))
                self._publish(SlotChanged(slot_of(position)))
            self._publish(MarksChanged(symbol))
        self._publish(AccountChanged())
