"""Trades of positions that are over: what they bought late is not left on the venue."""

import asyncio
import logging

from ...exchanges.port.backoff import Backoff
from ...ledger.errors import LedgerUnavailableError
from ...ledger.records import RECEIPT
from ...trading.admission.model import UnreadablePosition
from ...trading.model.facts import CloseReason
from ...trading.model.inputs import FillReported
from ..common.runtime import AccountServices
from ..state.ended.lately_ended import EndedPosition
from ..state.position_cache import PositionCache
from ..stored_positions import read_position
from .market_queue import MarketQueues, QueuedInput

_LOGGER = logging.getLogger(__name__)

BOOKED_ALREADY = {CloseReason.CHANGED_OUTSIDE, CloseReason.LIQUIDATION}
"""How positions end whose exit was concluded from what the venue still held."""


class LateFills:
    """Hands trades to positions that are over, also to those that an earlier process has ended."""

    def __init__(
        self, position_cache: PositionCache, queues: MarketQueues, services: AccountServices
    ) -> None:
        self._position_cache = position_cache
        self._queues = queues
        self._ledger = services.ledger
        self._spawn = services.spawn
        self._retries = services.timings.orders.retries
        self._reading = asyncio.Lock()

    def take(self, symbol: str, client_order_id: str, event: FillReported) -> None:
        """Take a trade of an order that belongs to no live position."""
        ended = self._position_cache.ended.owner(client_order_id)
        if ended is None:
            reading = self._read(symbol, client_order_id, event)
            self._spawn(reading, f"late trade of {client_order_id}")
        else:
            self._hand_over(ended, client_order_id, event)

    def _hand_over(self, ended: EndedPosition, client_order_id: str, event: FillReported) -> None:
        position = ended.position
        order = position.orders[client_order_id]
        if (order.side, event.trade_id) in position.trade_keys:
            return
        booked = not order.purpose.adds and position.close_reason in BOOKED_ALREADY
        _LOGGER.warning(
            "Order %s of %s %s has traded %s at %s behind the end of its position%s",
            *(client_order_id, position.symbol, position.side, event.amount, event.price),
            ", which was booked already" if booked else "",
        )
        if not booked:
            work = QueuedInput(targets=((position.position_id, event),))
            self._queues.enqueue(position.symbol, work)

    async def _read(self, symbol: str, client_order_id: str, event: FillReported) -> None:
        retries = Backoff(self._retries)
        while True:
            try:
                async with self._reading:
                    await self._load(client_order_id)
            except LedgerUnavailableError as err:
                _LOGGER.debug("Whose order %s is can't be read: %s", client_order_id, err)
                await asyncio.sleep(retries.failed())
            else:
                break
        live = self._position_cache.owner(client_order_id)
        ended = self._position_cache.ended.owner(client_order_id)
        if live is not None:
            self._queues.enqueue(symbol, QueuedInput(targets=((live.position_id, event),)))
        elif ended is not None:
            self._hand_over(ended, client_order_id, event)

    async def _load(self, client_order_id: str) -> None:
        """Keep the position of an order, if the ledger knows one that is over."""
        if self._is_known(client_order_id):
            return
        order = await self._ledger.order(client_order_id)
        if order is None:
            return
        facts = await self._ledger.facts(order.position_id)
        rows = await self._ledger.positions_by_id([order.position_id])
        if self._is_known(client_order_id) or not rows:
            return
        (row,) = rows
        position = read_position(row, facts)
        if isinstance(position, UnreadablePosition):
            _LOGGER.error(
                "Order %s has traded, and its position %s (%s %s) can't be read: %s",
                *(client_order_id, row.position_id, row.symbol, row.side, position.why),
            )
        elif not position.status.is_live:
            receipt_id = row.data.get(RECEIPT)
            ended = EndedPosition(position=position, facts=len(facts), receipt_id=receipt_id)
            self._position_cache.ended.keep(ended)

    def _is_known(self, client_order_id: str) -> bool:
        cache = self._position_cache
        return bool(cache.owner(client_order_id) or cache.ended.owner(client_order_id))
