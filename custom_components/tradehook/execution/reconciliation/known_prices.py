"""Notices when what was known is not known any more, and when it is again: nobody pushes that."""

import asyncio
from collections.abc import Callable

from ..common.events import AccountChanged, AccountEvent, BotChanged, MarkPriceChanged, SlotChanged
from ..state.portfolio import Portfolio
from ..state.position_cache import PositionCache, slot_of


class PriceFreshness:
    """Has everything shown anew that contains a number which has become unknown, or known."""

    def __init__(
        self,
        position_cache: PositionCache,
        portfolio: Portfolio,
        publish: Callable[[AccountEvent], None],
        every: float,
    ) -> None:
        self._every = every
        self._position_cache = position_cache
        self._portfolio = portfolio
        self._publish = publish
        self._missing: frozenset[str] = frozenset()
        self._known: tuple[bool, ...] = ()

    async def run(self) -> None:
        """Look for ever."""
        while True:
            self.look()
            await asyncio.sleep(self._every)

    def look(self) -> None:
        """Compare what is known now with what was known at the last look."""
        position_cache, portfolio = self._position_cache, self._portfolio
        symbols = {position.symbol for position in position_cache.live.values()}
        symbols.update(position_cache.shown)
        missing = frozenset(
            symbol for symbol in symbols if position_cache.mark_price(symbol) is None
        )
        known = portfolio.equity is not None, portfolio.free_balance is not None
        changed = self._missing ^ missing
        if not changed and known == self._known:
            return
        self._missing, self._known = missing, known
        for symbol in changed:
            for position in position_cache.of_symbol(symbol):
                self._publish(BotChanged(position.bot_id))
                self._publish(SlotChanged(slot_of(position)))
            self._publish(MarkPriceChanged(symbol))
        self._publish(AccountChanged())
