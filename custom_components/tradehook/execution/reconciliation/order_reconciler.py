"""Compares the orders that rest on the venue with ours: none is lost, none is left over."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from decimal import Decimal
import logging

from ...exchanges.port.exchange import Exchange, OrderNotFoundError, OrderReport, VenueError
from ...ledger.ledger import Ledger
from ...ledger.records import OrderRecord
from ...trading.model.market import MarketType, OrderSide
from ...trading.model.order import OrderState, bears_id_of
from ...trading.position.order_drafts import may_be_of
from ..common.events import AccountEvent, ExternalOrderFound
from ..common.timing.timings import ReconciliationTimings
from ..engine import Engine

_LOGGER = logging.getLogger(__name__)


class OrderReconciler:
    """Looks for orders that we wait for in vain, and for resting ones that nobody manages.

    Raises VenueError and LedgerError: a list that can't be had is not an empty one.
    """

    def __init__(
        self,
        *,
        exchange: Exchange,
        ledger: Ledger,
        engine: Engine,
        publish: Callable[[AccountEvent], None],
        now: Callable[[], datetime],
        timings: ReconciliationTimings,
    ) -> None:
        self._exchange = exchange
        self._ledger = ledger
        self._engine = engine
        self._publish = publish
        self._now = now
        self._settles = timings.orders_settle
        self._told: set[str] = set()

    async def look(self, *, at_start: bool = False) -> None:
        """Compare both lists.

        An order with our mark that the ledger does not know is cancelled at a start only, if it
        could add exposure or is a live position's: later it can't be ours, since ours are recorded
        before they are sent.
        """
        reports = await self._exchange.fetch_open_orders()
        if not at_start:
            await self._ask_for_missing({report.client_order_id for report in reports})
        suspected = {row.client_order_id for row in reports if not self._is_managed(row)}
        if not suspected:
            return
        # The list may be older than the end of an order, such as our own cancel. One that is asked
        # for now is not.
        for report in await self._exchange.fetch_open_orders():
            if report.client_order_id in suspected:
                await self._judge(report, at_start=at_start)

    def _is_managed(self, report: OrderReport) -> bool:
        owner = self._engine.position_cache.owner(report.client_order_id)
        return owner is not None and not owner.orders[report.client_order_id].state.is_final

    async def _ask_for_missing(self, listed: set[str]) -> None:
        before = self._now() - self._settles
        for position in list(self._engine.position_cache.live.values()):
            for order in position.live_orders():
                known = order.state is OrderState.OPEN and order.updated_at < before
                if known and order.client_order_id not in listed:
                    await self._engine.order_manager.resolve(position.symbol, order.client_order_id)

    async def _judge(self, report: OrderReport, *, at_start: bool) -> None:
        key = report.client_order_id
        owner = self._engine.position_cache.owner(key)
        if owner is not None:
            if owner.orders[key].state.is_final and self._is_old(report):
                _LOGGER.warning("Order %s rests although it was over: it is cancelled", key)
                await self._cancel(report)
            return
        row = await self._ledger.order(key)
        if self._is_of_unreadable(key, row):
            return
        if row is not None:
            if at_start or self._is_old(report):
                _LOGGER.warning("Order %s outlived its position: it is cancelled", key)
                filled = await self._cancel(report)
                more = (filled or report.filled) - await self._ledger.traded(row.position_id, key)
                if more > 0:
                    self._tell(report, more, cancelled=filled is not None)
            return
        if key in self._told:
            return
        self._told.add(key)
        adds = self._adds(report) or any(
            # A backup's position does not know it, and places anew what it wants.
            may_be_of(key, position)
            for position in self._engine.position_cache.live.values()
        )
        _LOGGER.warning("Order %s has our mark, but was never recorded here", key)
        filled = await self._cancel(report) if at_start and adds else None
        traded = report.filled if filled is None else filled
        self._tell(report, traded, cancelled=filled is not None)

    def _is_of_unreadable(self, key: str, row: OrderRecord | None) -> bool:
        """Return whether an order belongs to a position that can't be read, and is left alone."""
        unreadable = self._engine.position_cache.unreadable
        if row is not None:
            return row.position_id in unreadable
        return any(bears_id_of(key, position_id) for position_id in unreadable)

    def _tell(self, report: OrderReport, filled: Decimal, *, cancelled: bool) -> None:
        self._publish(
            ExternalOrderFound(
                symbol=report.symbol,
                order_id=report.venue_order_id,
                filled=filled,
                cancelled=cancelled,
            )
        )

    def _is_old(self, report: OrderReport) -> bool:
        return report.at < self._now() - self._settles

    def _adds(self, report: OrderReport) -> bool:
        """Return whether an order adds exposure; what can't be told apart is taken for an exit."""
        if self._exchange.market_type is MarketType.SPOT:
            return report.side is OrderSide.BUY
        return report.reduce_only is False and not self._exchange.hedge_mode

    async def _cancel(self, report: OrderReport) -> Decimal | None:
        """Cancel an order, deliver its trades and return what they sum up to; None = it failed.

        An order of yesterday must not keep the account from looking after those of today.
        """
        key = report.client_order_id
        try:
            with suppress(OrderNotFoundError):
                await self._exchange.cancel_order(report.symbol, key, report.venue_order_id)
            fills = await self._exchange.fetch_fills(report.symbol, key)
        except VenueError as err:
            _LOGGER.warning("Order %s could not be cancelled: %s", key, err)
            return None
        for fill in fills:
            self._engine.take_fill(fill)
        return sum((fill.amount for fill in fills), Decimal(0))
