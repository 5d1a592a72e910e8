"""Compares what the venue holds with what our positions hold: what is less was taken outside."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
import logging

from ...exchanges.port.exchange import Exchange
from ...trading.model.inputs import PositionDrift
from ...trading.model.market import MarketType, Side
from ...trading.model.order import OrderState
from ...trading.model.position import Position
from ...trading.position.rules.spot_funds import lacks_coins
from ..common.timing.timings import ReconciliationTimings
from ..engine import Engine
from ..state.portfolio import Portfolio
from ..state.venue_positions import VenuePositions

_LOGGER = logging.getLogger(__name__)

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Holding:
    """What the venue keeps in one place for several positions of ours, oldest first.

    On perpetuals a market's side, on spot a currency.
    """

    name: str
    positions: tuple[Position, ...]

    @property
    def size(self) -> Decimal:
        """Return what all of them hold."""
        return sum((position.size for position in self.positions), ZERO)

    @property
    def sizes(self) -> tuple[tuple[str, Decimal], ...]:
        """Return what each position holds."""
        return tuple((position.position_id, position.size) for position in self.positions)


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """What the venue lacks of a holding; equal only as long as no position has changed."""

    missing: Decimal
    sizes: tuple[tuple[str, Decimal], ...]


class PositionReconciler:
    """Finds out that a position was changed or closed outside, and has it recorded.

    Nothing is concluded while anything of ours is under way in a holding, before the orders that
    rest were asked for, or from a single look. More than ours on the venue is not ours.
    """

    def __init__(
        self,
        *,
        exchange: Exchange,
        engine: Engine,
        venue: VenuePositions,
        portfolio: Portfolio,
        timings: ReconciliationTimings,
    ) -> None:
        self._timings = timings
        self._exchange = exchange
        self._engine = engine
        self._venue = venue
        self._portfolio = portfolio

    async def look(self) -> None:
        """Compare, on balances and positions that are fresh; raises VenueError."""
        suspected = self._gaps()
        for holding in self._holdings():
            gap = suspected.get(holding.name)
            if gap is not None and self._is_explained(holding, gap):
                self._record(holding, gap)
                del suspected[holding.name]
        if not suspected:
            return
        for holding in self._holdings():
            if holding.name in suspected:
                await self._ask_for_trades(holding)
        await asyncio.sleep(self._timings.second_look)
        self._portfolio.take(await self._exchange.fetch_balances())
        await self._venue.look()
        confirmed = self._gaps()
        for holding in self._holdings():
            gap = confirmed.get(holding.name)
            if gap is not None and gap == suspected.get(holding.name):
                self._record(holding, gap)

    def _is_explained(self, holding: Holding, gap: Discrepancy) -> bool:
        """Return whether it is known already who has sold it: then one look is enough."""
        linear = self._exchange.market_type is MarketType.LINEAR
        oversold = self._engine.position_cache.oversold
        return linear and oversold.explains(holding.positions[0], gap.missing)

    def _gaps(self) -> dict[str, Discrepancy]:
        """Return what is missing, by the name of the holding; only what is certain at a look."""
        gaps = {}
        for holding in self._holdings():
            if not all(is_settled(position) for position in holding.positions):
                continue
            held = self._held(holding)
            if held is None:
                continue
            missing = min(self._ours(holding) - held, holding.size)
            if missing >= self._step(holding) or self._refuses_exits(holding, held):
                gaps[holding.name] = Discrepancy(missing, holding.sizes)
        return gaps

    def _holdings(self) -> Iterator[Holding]:
        spot = self._exchange.market_type is MarketType.SPOT
        found: dict[str, list[Position]] = {}
        for position in self._engine.position_cache.live.values():
            if position.size <= 0:
                continue
            if not spot:
                found.setdefault(f"{position.symbol} {position.side}", []).append(position)
            elif position.side is Side.LONG:
                # What a short on spot owes was sold: there is nothing that could be missing.
                base = self._exchange.markets[position.symbol].base
                found.setdefault(base, []).append(position)
        for one in self._engine.position_cache.unreadable.values():
            # Nobody knows how much of it an unreadable position holds or owes.
            market = self._exchange.markets.get(one.symbol)
            found.pop(f"{one.symbol} {one.side}" if not spot else market.base if market else "", 0)
        for name, positions in found.items():
            yield Holding(name, tuple(positions))

    def _held(self, holding: Holding) -> Decimal | None:
        """Return what the venue holds; None = not known now."""
        if self._exchange.market_type is MarketType.SPOT:
            if not self._portfolio.balances:
                return None  # not asked yet, or an answer without anything in it
            balance = self._portfolio.balances.get(holding.name)
            return balance.total if balance else ZERO
        first = holding.positions[0]
        return self._venue.size(first.symbol, first.side)

    def _ours(self, holding: Holding) -> Decimal:
        ours = holding.size
        if self._exchange.market_type is MarketType.SPOT:
            markets = self._exchange.markets
            for position in self._engine.position_cache.live.values():
                shares = markets[position.symbol].base == holding.name
                if shares and position.side is Side.SHORT and position.size > 0:
                    ours -= position.size
        return ours

    def _step(self, holding: Holding) -> Decimal:
        """Return the smallest amount that could have been traded."""
        markets = self._exchange.markets
        return min(markets[position.symbol].amount_step for position in holding.positions)

    def _refuses_exits(self, holding: Holding, held: Decimal) -> bool:
        """Return whether less than a step is gone, and an exit was refused for it.

        A venue may round what it tells: then nothing is refused.
        """
        if self._exchange.market_type is not MarketType.SPOT or self._ours(holding) < holding.size:
            return False
        markets = self._exchange.markets
        exits = (markets[one.symbol].amount_down(one.size) for one in holding.positions)
        return sum(exits, ZERO) > held and any(map(lacks_coins, holding.positions))

    async def _ask_for_trades(self, holding: Holding) -> None:
        """Fetch what the venue did for us, so that our own trades are not taken for others'."""
        for position in holding.positions:
            for order in position.live_orders():
                await self._engine.order_manager.resolve(position.symbol, order.client_order_id)
        for symbol in {position.symbol for position in holding.positions}:
            opened = min(p.opened_at for p in holding.positions if p.symbol == symbol)
            for fill in await self._exchange.fetch_liquidations(symbol, opened):
                self._engine.take_fill(fill)

    def _record(self, holding: Holding, gap: Discrepancy) -> None:
        left = gap.missing
        for position in holding.positions:
            gone = min(left, position.size)
            left -= gone
            size = position.size
            for taken in self._engine.position_cache.oversold.take(position, gone):
                event = PositionDrift(
                    was=size, size=size - taken.amount, by=taken.by, price=taken.price
                )
                size -= taken.amount
                _LOGGER.warning(
                    "%s of position %s (%s) is gone: %s",
                    taken.amount,
                    position.position_id,
                    position.symbol,
                    "somebody else traded there" if taken.by is None else f"{taken.by} sold it",
                )
                kept = self._engine.position_cache.oversold.left() if taken.by is not None else None
                self._engine.queues.put(position.symbol, [(position.position_id, event)], kept)
            if not left:
                return


def is_settled(position: Position) -> bool:
    """Return whether nothing of a position is under way: what it has rests, and shall rest."""
    return all(
        order.state is OrderState.OPEN and order.rests and not order.cancel_requested
        for order in position.live_orders()
    )
