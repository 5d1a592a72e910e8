"""What is done on a venue for an account that is removed: entries and targets go, stops stay."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..exchanges.port.exchange import (
    Exchange,
    OrderNotFoundError,
    VenueError,
)
from ..exchanges.port.ignoring_listener import IgnoringListener
from ..trading.model.order import Order
from ..trading.model.position import Position
from ..trading.reasons.money import money


@dataclass(slots=True)
class RemovalReport:
    """What came of it; orders as a sentence names them."""

    cancelled: int = 0
    stops: list[str] = field(default_factory=list)
    paired: list[str] = field(default_factory=list)
    """Targets that rest as one with a stop: a cancel would take the stop along."""
    failed: list[str] = field(default_factory=list)
    """What may still rest: the venue could not be asked, or did not confirm."""


async def leave(exchange: Exchange, positions: Iterable[Position], within: float) -> RemovalReport:
    """Cancel what rests of the positions but their stops; `exchange` is opened and closed here.

    It takes `within` seconds at the most: whoever removes an account waits.
    """
    left = RemovalReport()
    wanted: list[tuple[Position, Order]] = []
    for position in positions:
        for order in position.live_orders():
            stop = position.partner(order)
            if order.is_resting_stop:
                left.stops.append(_named(position, order))
            elif stop is not None and stop.is_live:
                left.paired.append(_named(position, order))
            else:
                wanted.append((position, order))
    if not wanted:
        return left
    done: set[str] = set()
    try:
        async with asyncio.timeout(within):
            await exchange.open(IgnoringListener())
            for position, order in wanted:
                if await _cancelled(exchange, position, order):
                    done.add(order.client_order_id)
    except VenueError, TimeoutError:
        pass  # what was not done is told
    finally:
        await exchange.close()
    left.cancelled = len(done)
    left.failed = [_named(p, order) for p, order in wanted if order.client_order_id not in done]
    return left


async def _cancelled(exchange: Exchange, position: Position, order: Order) -> bool:
    try:
        await exchange.cancel_order(position.symbol, order.client_order_id, order.venue_order_id)
    except OrderNotFoundError:
        return True  # it is over, or never arrived
    except VenueError:
        return False
    return True


def _named(position: Position, order: Order) -> str:
    price = order.trigger if order.price is None else order.price
    at = f" @ {money(price)}" if price is not None else ""
    return f"{position.symbol} {order.side} {money(order.remaining)}{at}"
