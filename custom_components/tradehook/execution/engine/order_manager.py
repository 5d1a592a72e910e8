"""The order desk: sends what was recorded, and finds out what became of it."""

import asyncio
from collections.abc import Callable, Collection
from contextlib import suppress
import logging

from ...exchanges.port.backoff import Backoff
from ...exchanges.port.exchange import (
    Exchange,
    NotSentError,
    OrderNotFoundError,
    OrderRefusedError,
    OrderReport,
    OrderRequest,
    RecordedOrder,
)
from ...exchanges.rate_limit import Priority, priority
from ...trading.model.inputs import (
    CANCEL_FAILED,
    NOT_SENT,
    VANISHED,
    FillReported,
    Input,
    OrderExecution,
    OrderReported,
    Reevaluate,
)
from ...trading.model.order import Order, OrderState
from ...trading.model.position import Position
from ..common.runtime import Spawn
from ..common.timing.pacing import Pacer, RightOfWay
from ..common.timing.timings import OrderManagerTimings
from .orders.inflight_orders import InflightOrders
from .orders.known_fills import Deliver, KnownFills
from .orders.order_requests import order_request
from .orders.sale_turns import SaleTurns

_LOGGER = logging.getLogger(__name__)

TOGETHER = 10
"""How many orders that add to positions are sent in one turn of the event loop."""

type PartnerOf = Callable[[str], str | None]
"""Returns which order rests with another as one, as long as it is not known to be over."""


class OrderManager:
    """Carries intents to the venue, one task an order, and delivers what comes back.

    Nothing is ever sent twice: an order without a definite answer is looked up until it is found
    or proven absent.
    """

    def __init__(
        self,
        exchange: Exchange,
        deliver: Deliver,
        spawn: Spawn,
        timings: OrderManagerTimings,
        partner_of: PartnerOf,
        way: RightOfWay,
    ) -> None:
        self._exchange = exchange
        self._deliver = deliver
        self._spawn = spawn
        self._timings = timings
        self._partner_of = partner_of
        self._ending: set[str] = set()
        """Orders whose end is known and not told: what rested with them is asked for before."""
        self._sending: dict[str, asyncio.Task[None]] = {}
        self._unanswered: dict[str, asyncio.Event] = {}
        """Set once it is known whether the venue has the order."""
        self._cancelling: set[str] = set()
        self.fills = KnownFills(deliver, self.forget)
        self.executed: dict[str, OrderExecution] = {}
        """What the venue has answered of orders whose trades are not known yet."""
        self._back = asyncio.Event()
        self.inflight_orders = InflightOrders()
        self._turns = SaleTurns(timings.sale_turn)
        self._entries = Pacer(TOGETHER, way)
        self._untaken: dict[str, Backoff] = {}
        """Orders of which a report could not be recorded, and how often they were asked anew."""
        self._asked_anew: set[str] = set()

    def retry_now(self) -> None:
        """Try everything again at once: the venue can be reached again."""
        self._back.set()
        self._back = asyncio.Event()

    def send(self, position: Position, order: Order) -> None:
        """Send a recorded intent; a stop that rests as one with a target goes out with it."""
        partner = position.partner(order)
        if partner is not None and order.is_resting_stop:
            return
        request = order_request(self._exchange, position, order)
        self._unanswered[order.client_order_id] = asyncio.Event()
        if partner is None:
            sending = self._send(request)
        else:
            self._unanswered[partner.client_order_id] = asyncio.Event()
            sending = self._send_pair(request, order_request(self._exchange, position, partner))
        task = self._spawn(sending, f"send {order.purpose} {order.client_order_id}")
        if not task.done():
            self._sending[order.client_order_id] = task
            if partner is not None:
                self._sending[partner.client_order_id] = task
        if order.is_market_exit:
            task.add_done_callback(lambda _: self._turns.end(position.position_id))

    def cancel(self, position: Position, order: Order) -> None:
        """Send a recorded cancel, after the order's own request was answered.

        A stop that a sale follows is cancelled in its turn. What rests with a stop goes with it.
        """
        stop = None if order.is_resting_stop else position.partner(order)
        if stop is not None and stop.is_live and stop.cancel_requested:
            return
        if order.client_order_id in self._cancelling:
            return  # the first one is tried until the venue has answered
        sells = position.closes_at_market and not position.is_released
        sold = position.position_id if sells and order.is_resting_stop else None
        cancelling = self._cancel(position.symbol, order, sold)
        task = self._spawn(cancelling, f"cancel {order.client_order_id}")
        self._cancelling.add(order.client_order_id)
        task.add_done_callback(lambda _: self._cancelling.discard(order.client_order_id))

    def look_up(self, symbol: str, client_order_id: str) -> None:
        """Find out what became of an order."""
        self._spawn(self._look_up(symbol, client_order_id), f"look up {client_order_id}")

    def take_report(self, report: OrderReport) -> None:
        """Deliver a pushed report; its missing fills are fetched first."""
        complete = self.fills.complete(report)
        alone = complete and self._partner_of(report.client_order_id) is None
        if not report.state.is_final or alone:
            self._tell(report)
        else:
            self._spawn(self._settle(report), f"fetch fills {report.client_order_id}")

    def not_taken(self, symbol: str, event: Input) -> None:
        """Ask anew for an order of which a report could not be recorded."""
        if not isinstance(event, FillReported | OrderReported) or event.client_order_id is None:
            return
        key = event.client_order_id
        if isinstance(event, FillReported):
            self.fills.seen.get(key, {}).pop(event.trade_id, None)
        if key not in self._asked_anew:
            self._asked_anew.add(key)
            self._spawn(self._ask_anew(symbol, key), f"ask anew for {key}")

    async def _ask_anew(self, symbol: str, client_order_id: str) -> None:
        try:
            await self._pause(
                self._untaken.setdefault(client_order_id, Backoff(self._timings.retries))
            )
        finally:
            self._asked_anew.discard(client_order_id)
        await self._look_up(symbol, client_order_id)

    def forget(self, client_order_id: str) -> None:
        """Drop what is remembered of an order whose position is over."""
        self.fills.forget(client_order_id)
        self._untaken.pop(client_order_id, None)

    def stop(self) -> None:
        """Let nobody wait for a turn any more."""
        self._turns.clear()

    def clear(self) -> None:
        """Drop what is remembered of all orders."""
        self._sending.clear()
        self._unanswered.clear()
        self._cancelling.clear()
        self.fills.clear()
        self._untaken.clear()
        self._asked_anew.clear()

    def recall(self, positions: Collection[Position]) -> None:
        """Know what is on record of orders that may not be over, and let the venue's side know."""
        for position in positions:
            self.fills.recall(position)
        self._exchange.remember_orders(
            RecordedOrder(
                symbol=position.symbol,
                client_order_id=order.client_order_id,
                venue_order_id=order.venue_order_id,
                amount=order.amount,
                created_at=order.created_at,
            )
            for position in positions
            for order in position.live_orders()
        )

    async def resolve(self, symbol: str, client_order_id: str) -> None:
        """Look an order up once and deliver what was found or that it does not exist.

        Raises VenueError when the venue could not tell.
        """
        report = await self._exchange.find_order(
            symbol, client_order_id, self.inflight_orders.since(client_order_id)
        )
        self._answered(client_order_id)
        if report is None:
            self._deliver(
                symbol,
                client_order_id,
                OrderReported(
                    client_order_id=client_order_id,
                    state=OrderState.REJECTED,
                    code=NOT_SENT,
                    message="The order never reached the exchange.",
                ),
            )
        else:
            await self._settle(report)

    async def ask(self, symbol: str, client_order_id: str) -> None:
        """Look an order up now, as urgently as for an exit; what can't be told is left unsaid."""
        sending = self._sending.get(client_order_id)
        try:
            if sending is not None:
                await asyncio.wait([sending])
            else:
                with priority(Priority.EXIT):
                    await self.resolve(symbol, client_order_id)
        except Exception as err:  # noqa: BLE001
            # Whoever waits for it has no time for another attempt.
            _LOGGER.debug("Order %s can't be asked for: %r", client_order_id, err)

    async def _send(self, request: OrderRequest) -> None:
        client_order_id = request.client_order_id
        if not request.is_exit:
            await self._entries.take()
        try:
            report = await self._exchange.create_order(request)
        except OrderRefusedError as err:
            self._rejected(request, err.code, err.message)
        except NotSentError as err:
            self._rejected(request, NOT_SENT, str(err))
        except Exception:  # noqa: BLE001
            # Whatever else happened, the order may exist: only the venue can tell.
            _LOGGER.warning("Outcome of order %s is unknown, looking it up", client_order_id)
            self._unknown(request.symbol, client_order_id)
            await self._look_up(request.symbol, client_order_id)
        else:
            self._answered(client_order_id)
            await self._settle(report)
        finally:
            self._answered(client_order_id)
            self._sending.pop(client_order_id, None)

    async def _send_pair(self, target: OrderRequest, stop: OrderRequest) -> None:
        """Send two orders that rest as one with one request."""
        both = (target, stop)
        ids = (target.client_order_id, stop.client_order_id)
        try:
            reports = await self._exchange.create_pair(target, stop)
        except OrderRefusedError as err:
            for request in both:
                self._rejected(request, err.code, err.message)
        except NotSentError as err:
            for request in both:
                self._rejected(request, NOT_SENT, str(err))
        except Exception:  # noqa: BLE001
            # Whatever else happened, both may exist: only the venue can tell.
            _LOGGER.warning("Outcome of pair %s is unknown, looking it up", target.client_order_id)
            for request in both:
                self._unknown(request.symbol, request.client_order_id)
            await asyncio.gather(*(self._look_up(one.symbol, one.client_order_id) for one in both))
        else:
            self._answered(*ids)
            for report in reports:
                await self._settle(report)
        finally:
            self._answered(*ids)
            for request in both:
                self._sending.pop(request.client_order_id, None)

    def _answered(self, *client_order_ids: str) -> None:
        """Let cancels go that wait for their orders' request."""
        for client_order_id in client_order_ids:
            if (unanswered := self._unanswered.pop(client_order_id, None)) is not None:
                unanswered.set()

    def _rejected(self, request: OrderRequest, code: str, message: str) -> None:
        update = OrderReported(
            client_order_id=request.client_order_id,
            state=OrderState.REJECTED,
            code=code,
            message=message,
        )
        self._deliver(request.symbol, request.client_order_id, update)

    async def _cancel(self, symbol: str, order: Order, sold: str | None) -> None:
        # Not for the fills that the answer counts: until they can be had, the order trades on.
        unanswered = self._unanswered.get(order.client_order_id)
        if unanswered is not None:
            await unanswered.wait()
        if sold is not None:
            await self._turns.take(sold)
        retries = Backoff(self._timings.retries)
        while True:
            try:
                report = await self._exchange.cancel_order(
                    symbol, order.client_order_id, order.venue_order_id
                )
            except OrderNotFoundError:
                if order.is_resting_stop:
                    # It is over, and it may have worked: only the venue can tell.
                    self._unknown(symbol, order.client_order_id, VANISHED)
                await self._look_up(symbol, order.client_order_id)
                return
            except Exception:  # noqa: BLE001
                # It may have worked or not: asking again does no harm and tells.
                _LOGGER.debug("Cancel of %s failed, trying again", order.client_order_id)
                if order.is_resting_stop and await self._rests(symbol, order.client_order_id):
                    return
                await self._pause(retries)
            else:
                await self._settle(report)
                return

    async def _rests(self, symbol: str, client_order_id: str) -> bool:
        """Look up what could not be cancelled; tell whether it was said, as that it still rests."""
        try:
            report = await self._exchange.find_order(symbol, client_order_id)
        except Exception:  # noqa: BLE001
            # Then neither is known: the cancel is tried again.
            return False
        if report is None:
            return False
        if report.state.is_final or not self.fills.complete(report):
            await self._settle(report)
        else:
            update = OrderReported(
                client_order_id=client_order_id,
                state=OrderState.OPEN,
                venue_order_id=report.venue_order_id,
                code=CANCEL_FAILED,
            )
            self._deliver(symbol, client_order_id, update)
        return True

    def _unknown(self, symbol: str, client_order_id: str, code: str | None = None) -> None:
        update = OrderReported(client_order_id=client_order_id, state=OrderState.UNKNOWN, code=code)
        self._deliver(symbol, client_order_id, update)

    async def _look_up(self, symbol: str, client_order_id: str) -> None:
        retries = Backoff(self._timings.retries)
        while True:
            try:
                await self.resolve(symbol, client_order_id)
            except Exception:  # noqa: BLE001
                # A failed query says nothing: neither that it is there nor that it is not.
                _LOGGER.debug("Look-up of %s failed, trying again", client_order_id)
                await self._pause(retries)
            else:
                return

    async def _settle(self, report: OrderReport) -> None:
        """Deliver a report behind all the fills that it counts."""
        if not self.fills.complete(report):
            executed = None
            if report.state is OrderState.FILLED and report.average is not None:
                executed = OrderExecution(amount=report.filled, average=report.average)
                self.executed[report.client_order_id] = executed
                self._deliver(report.symbol, report.client_order_id, Reevaluate())
            # What is pushed meanwhile may complete them: nobody waits for a slow answer then.
            asking = asyncio.ensure_future(self._fetch_fills(report))
            waiting = asyncio.ensure_future(self.fills.pushed(report))
            try:
                await asyncio.wait([asking, waiting], return_when=asyncio.FIRST_COMPLETED)
            finally:
                asking.cancel()
                waiting.cancel()
                await asyncio.gather(asking, waiting, return_exceptions=True)
                self.fills.end_wait(report.client_order_id)
                if self.executed.get(report.client_order_id) is executed:
                    self.executed.pop(report.client_order_id, None)
        if report.state.is_final:
            partner = self._partner_of(report.client_order_id)
            if partner is not None and partner not in self._ending:
                await self._ask_for_partner(report, partner)
        self._tell(report)

    async def _ask_for_partner(self, report: OrderReport, partner: str) -> None:
        """Have it known what became of the other of two orders before one is told to be over."""
        self._ending.add(report.client_order_id)
        try:
            await self._look_up(report.symbol, partner)
        finally:
            self._ending.discard(report.client_order_id)

    async def _fetch_fills(self, report: OrderReport) -> None:
        """Ask for fills until all are there that a report counts."""
        retries = Backoff(self._timings.retries)
        while not self.fills.complete(report):
            try:
                fills = await self._exchange.fetch_fills(report.symbol, report.client_order_id)
            except Exception:  # noqa: BLE001
                _LOGGER.debug("Fills of %s can't be had, trying again", report.client_order_id)
                fills = ()
            for fill in fills:
                self.fills.take(fill)
            if not self.fills.complete(report):
                await self._pause(retries)

    async def _pause(self, retries: Backoff) -> None:
        """Wait before the next attempt.

        When the venue is back, the wait is over, and the next one is the shortest again.
        """
        with suppress(TimeoutError):
            async with asyncio.timeout(retries.failed()):
                await self._back.wait()
                retries.reset()

    def _tell(self, report: OrderReport) -> None:
        update = OrderReported(
            client_order_id=report.client_order_id,
            state=report.state,
            venue_order_id=report.venue_order_id,
            code=report.code,
            message=report.message,
        )
        self._deliver(report.symbol, report.client_order_id, update)
