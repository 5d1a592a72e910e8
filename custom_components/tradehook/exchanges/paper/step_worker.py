"""Carries out prices and requests of the paper exchange, in the order of their arrival."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
import logging

from ...trading.model.market import MarketType, MarkPrice
from ..port.exchange import Balance, OrderReport, VenueError, VenueListener
from ..port.price_source import Tick
from ..port.store import PaperStore
from .matching import Matcher
from .settlement import Settlement
from .state import VenueState, VenueTransaction

_LOGGER = logging.getLogger(__name__)

SLICE = 50
"""Jobs that are done without a break: a real venue tells the prices of thousands of markets."""
CLOSED_ORDERS_KEPT = 10_000
"""How many orders that are over can be looked up; their client order ids stay taken."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _PendingStep:
    """A step that somebody waits for."""

    step: Callable[[VenueTransaction], OrderReport | None]
    answer: asyncio.Future[OrderReport | None]
    store: PaperStore


class StepWorker:
    """Does one step after the other: each is committed to the store, then told.

    Balances, fills and orders are told first, then the price that caused them. A step whose
    commit fails has not happened; its request fails with VenueError.
    """

    def __init__(
        self,
        store: PaperStore,
        matcher: Matcher,
        settlement: Settlement,
        ticks: dict[str, Tick],
        *,
        market_type: MarketType,
        now: Callable[[], datetime],
    ) -> None:
        """Prepare the worker; `ticks` are the newest prices, which the settlement sees too."""
        self.state = VenueState()
        self.ticks = ticks
        self.task: asyncio.Task[None] | None = None
        self._store = store
        self._matcher = matcher
        self._settlement = settlement
        self._market_type = market_type
        self._now = now
        self._listeners: tuple[VenueListener, ...] = ()
        self._jobs: deque[Tick | _PendingStep] = deque()
        self._arrived = asyncio.Event()
        self._busy = False
        self._store_broken = False

    @property
    def busy(self) -> bool:
        """Return whether anything that has arrived is not done yet."""
        return self._busy or bool(self._jobs)

    def start(self, listener: VenueListener) -> None:
        """Begin with what has arrived, and tell a listener from now on."""
        self._listeners = (listener,)
        self._tell(partial(listener.on_connected, True))
        self._tell(partial(listener.on_balances, self.balances()))
        self.task = asyncio.create_task(self._work(), name="tradehook paper exchange")

    async def stop(self) -> None:
        """Finish what has arrived and stop."""
        if (task := self.task) is None:
            return
        self.task = None
        self._arrived.set()
        await task
        self._listeners = ()

    async def queue(
        self,
        step: Callable[[VenueTransaction], OrderReport | None],
        store: PaperStore | None = None,
    ) -> OrderReport | None:
        """Carry a step out behind everything that arrived before; raises VenueError."""
        answer: asyncio.Future[OrderReport | None] = asyncio.get_running_loop().create_future()
        self._jobs.append(_PendingStep(step=step, answer=answer, store=store or self._store))
        self._arrived.set()
        return await answer

    def on_connected(self, connected: bool) -> None:
        """Tell whether the prices can be reached."""
        for listener in self._listeners:
            self._tell(partial(listener.on_connected, connected))

    def on_tick(self, tick: Tick) -> None:
        """Take a new price."""
        # A price that concerns no order is passed on at once, unless it would overtake another.
        if self.task is None:
            # Opening: a position may need the price of every market to be valued.
            self.ticks[tick.symbol] = tick
        if self.task is None or self._busy or self._jobs or self.state.health_issues(tick.symbol):
            self._jobs.append(tick)
            self._arrived.set()
        else:
            self.publish_price(tick)

    async def _work(self) -> None:
        done = 0
        while self.task is not None or self._jobs:
            if not self._jobs:
                self._arrived.clear()
                await self._arrived.wait()
                continue
            self._busy = True
            job = self._jobs.popleft()
            if isinstance(job, Tick):
                await self._take_price(job)
            else:
                await self._take_request(job)
            self._busy = False
            done += 1
            if not done % SLICE:
                await asyncio.sleep(0)

    async def _take_price(self, tick: Tick) -> None:
        draft = VenueTransaction(self.state)
        self.ticks[tick.symbol] = tick
        if tick.stale:
            return
        try:
            self._matcher.match(draft, tick, self._now())
            await self._commit(draft, self._store)
        except VenueError:
            # Nothing has filled; a later tick that still touches the orders fills them.
            _LOGGER.debug("A price of %s filled nothing: the books failed", tick.symbol)
        except Exception:
            # A mistake of ours must not stop the prices of every market.
            _LOGGER.exception("The paper exchange failed to match %s", tick.symbol)
        else:
            self._publish(draft)
        self.publish_price(tick)

    async def _take_request(self, request: _PendingStep) -> None:
        draft = VenueTransaction(self.state)
        try:
            answer = request.step(draft)
            await self._commit(draft, request.store)
        except VenueError as error:
            _fail(request, error)
        except Exception as error:
            # Likewise: nobody may wait for ever, and nothing of the step has happened.
            _LOGGER.exception("The paper exchange failed to carry a request out")
            _fail(request, VenueError(f"The paper exchange failed: {error}"))
        else:
            self._publish(draft)
            if not request.answer.done():
                request.answer.set_result(answer)

    async def _commit(self, draft: VenueTransaction, store: PaperStore) -> None:
        if not draft.changed:
            return
        draft.drop_old_orders(CLOSED_ORDERS_KEPT)
        try:
            await store.save(draft.changes())
        except Exception as error:
            if not self._store_broken:
                _LOGGER.warning("The paper exchange can't write its books: %s", error)
            self._store_broken = True
            raise VenueError(f"The paper exchange can't write its books: {error}") from error
        if self._store_broken:
            _LOGGER.info("The paper exchange writes its books again")
        self._store_broken = False
        draft.commit()

    def _publish(self, draft: VenueTransaction) -> None:
        if not draft.changed:
            return
        for listener in self._listeners:
            self._tell(partial(listener.on_balances, self.balances()))
            for fill in draft.fills:
                self._tell(partial(listener.on_fill, fill))
            for order in draft.orders:
                self._tell(partial(listener.on_order, order.report()))

    def publish_price(self, tick: Tick) -> None:
        """Tell a price that has been worked off."""
        self.ticks[tick.symbol] = tick
        if tick.stale:
            return
        for listener in self._listeners:
            self._tell(partial(listener.on_quote, tick.symbol, tick.quote))
            if self._market_type is MarketType.LINEAR:
                price = tick.quote.last if tick.mark is None else tick.mark
                mark = MarkPrice(price=price, at=tick.quote.at)
                self._tell(partial(listener.on_mark, tick.symbol, mark))

    def _tell(self, push: Callable[[], None]) -> None:
        try:
            push()
        except Exception:
            # A mistake of one listener must not stop the venue.
            _LOGGER.exception("The paper exchange's listener failed")

    def balances(self) -> Mapping[str, Balance]:
        """Return the balances by currency."""
        draft = VenueTransaction(self.state)
        balances = {}
        for currency in draft.currencies():
            free = self._settlement.free(draft, currency)
            balances[currency] = Balance(free=free, used=draft.total(currency) - free)
        return balances


def _fail(request: _PendingStep, error: VenueError) -> None:
    if not request.answer.done():
        request.answer.set_exception(error)
