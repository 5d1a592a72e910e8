"""Brings the account's memory, the ledger and the venue into agreement at start-up."""

import asyncio
import logging

from ...exchanges.port.exchange import Exchange, FillReport, VenueError
from ...ledger.ledger import Ledger
from ...ledger.records import RECEIPT
from ...trading.admission.model import UnreadablePosition
from ...trading.model.order import Order
from ...trading.model.position import Position
from ..engine import Engine
from ..stored_positions import read_position

_LOGGER = logging.getLogger(__name__)


async def load_positions(ledger: Ledger, engine: Engine) -> None:
    """Rebuild every live position from its facts; one that can't be read stops only itself."""
    for row, facts in await ledger.live_positions():
        position = read_position(row, facts)
        if isinstance(position, UnreadablePosition):
            _LOGGER.error(
                "Position %s (%s %s) can't be read and is left alone: %s",
                *(position.position_id, position.symbol, position.side, position.why),
            )
            engine.position_cache.unreadable[position.position_id] = position
            continue
        engine.position_cache.put(position, len(facts))
        receipt_id = row.data.get(RECEIPT)
        if receipt_id is not None:
            engine.position_cache.receipts[row.position_id] = receipt_id


async def resolve_liquidations(exchange: Exchange, engine: Engine) -> None:
    """Deliver what the venue closed by itself while nobody listened, behind the fills before it.

    Without it the targets of a position that is gone would be placed again. Raises VenueError.
    """
    live = list(engine.position_cache.live.values())
    trades: list[FillReport] = []
    for symbol in {position.symbol for position in live}:
        opened = min(position.opened_at for position in live if position.symbol == symbol)
        closed = await exchange.fetch_liquidations(symbol, opened)
        if not closed:
            continue
        trades += closed
        for position in engine.position_cache.of_symbol(symbol):
            for order in position.live_orders():
                trades += await exchange.fetch_fills(symbol, order.client_order_id)
    for fill in sorted(trades, key=lambda fill: (fill.at, fill.liquidation)):
        engine.take_fill(fill)


async def resolve_orders(engine: Engine) -> None:
    """Ask the venue for every order that may still fill, before anything else happens.

    What it can't tell now is looked up until it can; until then the order's place is taken.
    """
    await asyncio.gather(
        *(
            _resolve(engine, position, order)
            for position in list(engine.position_cache.live.values())
            for order in position.live_orders()
        )
    )


async def _resolve(engine: Engine, position: Position, order: Order) -> None:
    try:
        await engine.order_manager.resolve(position.symbol, order.client_order_id)
    except VenueError:
        engine.order_manager.look_up(position.symbol, order.client_order_id)
    if order.cancel_requested:
        engine.order_manager.cancel(position, order)
