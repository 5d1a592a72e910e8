"""What the venue tells of balances and positions, ours or not."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from decimal import Decimal

from ...exchanges.port.exchange import Balance, Exchange, VenueError, VenuePosition
from ...trading.admission.account_numbers import HeldBeside
from ...trading.model.market import MarketType, Side
from ..common.events import AccountChanged, AccountEvent
from ..common.runtime import Spawn
from .portfolio import Portfolio

ZERO = Decimal(0)
MAX_AGE = timedelta(seconds=60)
"""How old the last look may be; what is older tells nothing."""


class BalanceUpdates:
    """Hands balances to the portfolio and tells those who look on."""

    def __init__(
        self,
        exchange: Exchange,
        portfolio: Portfolio,
        publish: Callable[[AccountEvent], None],
        within: float,
    ) -> None:
        """Take the venue, where balances are kept, and who is told.

        An answer of the venue is awaited for `within` seconds.
        """
        self._within = within
        self._exchange = exchange
        self._portfolio = portfolio
        self._publish = publish
        self._one_by_one = asyncio.Lock()
        self._asked = self._answered = 0
        """How many times the balances were asked for, and answered."""

    def take(self, balances: Mapping[str, Balance]) -> None:
        """Handle all balances."""
        self._portfolio.take(balances)
        self._publish(AccountChanged())

    def settle(self, balances: Mapping[str, Balance], held: Sequence[VenuePosition]) -> None:
        """Take wallet and positions of the venue's that belong together: no trade is between."""
        self._portfolio.settle(balances, held)
        self._publish(AccountChanged())

    async def refresh(self) -> None:
        """Have the venue tell the balances of now; what it told last may be of before an exit.

        Whoever wants them while an answer is under way shares the next question.
        """
        wanted = self._asked + 1
        async with self._one_by_one:
            if self._answered >= wanted:
                return
            self._asked += 1
            with suppress(VenueError, TimeoutError):
                async with asyncio.timeout(self._within):
                    self.take(await self._exchange.fetch_balances())
            self._answered = self._asked


class VenuePositions:
    """Looks at the venue's perpetual positions after every trade, and from time to time.

    They are never older than our own fills. A market whose trades are newer than the last look is
    left out: old sizes beside our new ones would look as if somebody else had traded there.
    """

    def __init__(
        self,
        exchange: Exchange,
        now: Callable[[], datetime],
        spawn: Spawn,
        balances: BalanceUpdates,
        own: Callable[[str, Side], Decimal],
    ) -> None:
        """Take the venue; `own` returns what our own positions hold of a market and side."""
        self._own = own
        self._beside: dict[tuple[str, Side], HeldBeside] = {}
        """What lay beside our own at the last look that settled a market."""
        self._exchange = exchange
        self._balances = balances
        self._now = now
        self._spawn = spawn
        self._held: Sequence[VenuePosition] = ()
        self._seen_at: datetime | None = None
        self._changed: set[str] = set()
        self._changed_since: set[str] = set()
        """What has changed since the look that is under way, or the last one, began."""
        self._looking: asyncio.Task[None] | None = None
        self._one_by_one = asyncio.Lock()

    @property
    def is_known(self) -> bool:
        """Return whether the last look is new enough to tell anything."""
        return self._seen_at is not None and self._now() - self._seen_at <= MAX_AGE

    @property
    def positions(self) -> Sequence[VenuePosition]:
        """Return the positions of the markets of which the newest state is known."""
        if self._seen_at is None or not self.is_known:
            return ()
        return [position for position in self._held if position.symbol not in self._changed]

    def beside(self) -> list[HeldBeside]:
        """Return what the venue holds beyond our own positions.

        Where a market is looked at anew it is what lay there before: it did not go because we
        have traded.
        """
        if not self.is_known:
            return []
        self._settle_beside()
        return list(self._beside.values())

    def position(self, symbol: str, side: Side) -> VenuePosition | None:
        """Return the position of a market and side, if there is one and it is known."""
        fitting = (p for p in self.positions if p.symbol == symbol and p.side == side)
        return next(fitting, None)

    def liquidations(self, symbol: str) -> Mapping[Side, Decimal]:
        """Return the prices at which the venue liquidates what it holds of a market, by side."""
        if not self._held:
            return {}
        return {
            held.side: held.liquidation_price
            for held in self.positions
            if held.symbol == symbol and held.liquidation_price is not None
        }

    def size(self, symbol: str, side: Side) -> Decimal | None:
        """Return what the venue holds of a market and side; None = not known for certain now."""
        if not self.is_known:
            return None
        if symbol in self._changed:
            return None
        sizes = (p.size for p in self._held if p.symbol == symbol and p.side == side)
        return sum(sizes, ZERO)

    def clear(self) -> None:
        """Know nothing."""
        self._held, self._seen_at = (), None
        self._beside.clear()

    def changed(self, symbol: str) -> None:
        """Hear of a trade: look again."""
        if self._exchange.market_type is not MarketType.LINEAR:
            return
        self._changed.add(symbol)
        self._changed_since.add(symbol)
        if self._looking is None or self._looking.done():
            self._looking = self._spawn(self._look_again(), "look at the positions")

    def _settle_beside(self) -> None:
        left = {key: one for key, one in self._beside.items() if key[0] in self._changed}
        for held in self._held:
            size = held.size - self._own(held.symbol, held.side)
            if held.symbol not in self._changed and size > 0:
                left[held.symbol, held.side] = HeldBeside(
                    symbol=held.symbol, size=size, mark_price=held.mark_price
                )
        self._beside = left

    async def look(self) -> None:
        """Look at wallet and positions until no trade has come between; raises VenueError."""
        if self._exchange.market_type is not MarketType.LINEAR:
            return
        async with self._one_by_one:
            while True:
                self._changed_since.clear()
                balances = await self._exchange.fetch_balances()
                self._balances.take(balances)
                self._held = await self._exchange.fetch_positions()
                self._seen_at = self._now()
                self._changed = set(self._changed_since)
                self._settle_beside()
                if not self._changed:
                    self._balances.settle(balances, self._held)
                    return

    async def _look_again(self) -> None:
        try:
            await self.look()
        except VenueError:
            return  # the markets stay left out until the next look
