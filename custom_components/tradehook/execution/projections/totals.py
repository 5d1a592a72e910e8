"""What all rows that an action asks for come to, by quote currency; None = not known."""

from decimal import Decimal
from typing import Unpack

from ...ledger.ledger import Ledger
from ...ledger.reading.filters import FillsAsked, PositionsAsked
from ...trading.position.performance import unrealized_profit
from ..common.totals import POSITIONS, TRADES, Total, Totals, added
from ..state.position_cache import PositionCache

ZERO = Decimal(0)


class TotalsReader:
    """Adds up what the ledger has and what is live."""

    def __init__(self, ledger: Ledger, position_cache: PositionCache) -> None:
        self._ledger = ledger
        self._position_cache = position_cache

    async def positions(self, **asked: Unpack[PositionsAsked]) -> Totals:
        """Return what all fitting positions come to."""
        over, live = await self._ledger.position_sums(**asked)
        found: list[tuple[str, Total]] = [
            (
                market,
                {
                    "count": sums.count,
                    "invested": ZERO,
                    "realized_profit": sums.realized_profit,
                    "unrealized_profit": ZERO,
                    "fees": sums.fees,
                    "funding": sums.funding,
                },
            )
            for market, sums in over.items()
        ]
        found += [row for position_id in live if (row := self._live(position_id)) is not None]
        return added(found, POSITIONS)

    def _live(self, position_id: str) -> tuple[str, Total] | None:
        if (unreadable := self._position_cache.unreadable.get(position_id)) is not None:
            return unreadable.symbol, {**dict.fromkeys(POSITIONS), "count": 1}
        position = self._position_cache.live.get(position_id)
        if position is None:
            return None  # it has ended since the ledger was read, and its row is on its way
        mark_price = self._position_cache.mark_price(position.symbol)
        return position.symbol, {
            "count": 1,
            "invested": position.invested,
            "realized_profit": position.realized_profit,
            "unrealized_profit": unrealized_profit(position, mark_price),
            "fees": position.fees,
            "funding": position.funding,
        }

    async def trades(self, **asked: Unpack[FillsAsked]) -> Totals:
        """Return what all fitting fills come to."""
        sums = await self._ledger.fill_sums(**asked)
        found: list[tuple[str, Total]] = [
            (
                market,
                {
                    "count": one.count,
                    "cost": one.cost,
                    "fee_value": one.fee_value,
                    "profit": one.profit,
                },
            )
            for market, one in sums.items()
        ]
        return added(found, TRADES)
