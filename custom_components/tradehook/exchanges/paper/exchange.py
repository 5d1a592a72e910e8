"""The paper exchange: a venue of our own that behaves like one, on simulated or public prices."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
import logging

from ...trading.model.market import Bracket, Market, MarketStatus, MarketType, MarkPrice, Quote
from ..port.exchange import (
    Balance,
    FillReport,
    NotSentError,
    OrderNotFoundError,
    OrderReport,
    OrderRequest,
    Transfer,
    VenueCandle,
    VenueError,
    VenueListener,
    VenuePosition,
)
from ..port.price_source import PriceSource, Tick
from ..port.resettable import Resettable
from ..port.store import PaperStore
from .linear import LinearSettlement
from .liquidation import FundingAndLiquidation
from .matching import Matcher
from .order_checks import PaperTerms
from .settlement import Settlement
from .spot import SpotSettlement
from .state import VenueState, VenueTransaction

_LOGGER = logging.getLogger(__name__)

SLICE = 50
"""Jobs that are done without a break: a real venue tells the prices of thousands of markets."""
CLOSED_ORDERS_KEPT = 10_000
"""How many orders that are over can be looked up; their client order ids stay taken."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class _PendingStep:
    """A step that somebody waits for."""

    step: Callable[[VenueTransaction], OrderReport | None]
    answer: asyncio.Future[OrderReport | None]
    store: PaperStore


class PaperExchange:
    """A simulated venue; an `Exchange`.

    One worker takes prices and requests in the order of their arrival. Each is one step: it is
    committed to the store, then told (balances, fills, orders, then the price that caused it).
    A step whose commit fails has not happened; its request fails with VenueError.
    """

    def __init__(
        self,
        source: PriceSource,
        store: PaperStore,
        *,
        starting_balances: Mapping[str, Decimal],
        terms: PaperTerms | None = None,
        latency: float = 0.0,
        now: Callable[[], datetime] = _utc_now,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        """Prepare the venue; `starting_balances` apply until the store holds some."""
        terms = terms or PaperTerms()
        self.code = source.code
        self.name = source.name
        self.signal_names = source.signal_names
        self.market_type = source.market_type
        self.prices_in_step = True
        self.is_simulated = True
        self.latency: float | None = None
        self.clock_skew: float | None = None
        self.memory: timedelta | None = None
        self.hedge_mode = terms.hedge_mode and source.market_type is MarketType.LINEAR
        self._source = source
        self._store = store
        self._starting_balances = starting_balances
        self._latency = latency
        self._now = now
        self._sleep = sleep
        self._markets: Mapping[str, Market] = {}
        self._state = VenueState()
        self._ticks: dict[str, Tick] = {}
        self._settlement: Settlement
        funding_and_liquidation: FundingAndLiquidation | None = None
        if source.market_type is MarketType.SPOT:
            self._settlement = SpotSettlement()
        else:
            self._settlement = linear = LinearSettlement(source.markets, terms, self._ticks)
            funding_and_liquidation = FundingAndLiquidation(linear)
        self._matcher = Matcher(source.markets, terms, self._settlement, funding_and_liquidation)
        self._listeners: tuple[VenueListener, ...] = ()
        self._jobs: deque[Tick | _PendingStep] = deque()
        self._arrived = asyncio.Event()
        self._busy = False
        self._worker: asyncio.Task[None] | None = None
        self._in_service = asyncio.Event()
        self._in_service.set()
        self._store_broken = False

    @property
    def markets(self) -> Mapping[str, Market]:
        """Return the markets by unified symbol; empty before `open`."""
        return self._markets

    @property
    def market_states(self) -> Mapping[str, MarketStatus]:
        """Return which of the markets are halted or are going to end, by unified symbol."""
        return self._source.market_states

    def remember_markets(self, markets: Mapping[str, Market]) -> None:
        """Keep these markets even if the source of prices lists them no more."""
        self._source.remember_markets(markets)

    async def refresh_markets(self) -> None:
        """Have the source of prices read its markets anew; raises VenueError."""
        await self._source.refresh_markets()

    @property
    def resettable(self) -> Resettable:
        """Return itself: a paper account can begin again."""
        return self

    @property
    def starting_balances(self) -> Mapping[str, Decimal]:
        """Return what the account begins with by currency."""
        return self._starting_balances

    @property
    def start(self) -> Mapping[str, Decimal] | None:
        """Return what the account began with, since its last reset; None in older stores."""
        return self._state.start

    async def remember_start(self, start: Mapping[str, Decimal]) -> None:
        """Keep what an account of an older store must have begun with."""

        def remember(draft: VenueTransaction) -> None:
            draft.begin_with(start)

        await self._queue(remember)

    @property
    def paused(self) -> bool:
        """Return whether the venue is under maintenance: orders and cancels wait, prices go on."""
        return not self._in_service.is_set()

    @paused.setter
    def paused(self, paused: bool) -> None:
        if paused:
            self._in_service.clear()
        else:
            self._in_service.set()

    def brackets(self, _symbol: str) -> Sequence[Bracket]:
        """Return none: this venue has one rate for everything."""
        return ()

    def quote_volume(self, symbol: str) -> Decimal | None:
        """Return what was traded within 24 h in quote currency, as far as known."""
        return self._source.quote_volume(symbol)

    def holds_stops(self, _symbol: str) -> bool:
        """Return False: stops are watched here, as this venue sleeps whenever its account does."""
        return False

    def watch_prices(self, symbols: Collection[str]) -> None:
        """Follow these markets as closely as their source can."""
        self._source.watch_prices(symbols)

    async def fetch_quote(self, symbol: str) -> Quote:
        """Ask for the newest prices; told, behind everything that has happened before them."""
        asked_at = self._now()
        await self._sleep(self._latency)
        if self._worker is None:
            raise NotSentError("The paper exchange is closed.")
        await self._source.ask_price(symbol)
        await self._queue(_nothing)
        tick = self._ticks.get(symbol)
        if tick is None:
            raise VenueError(f"{self.name} has no price of {symbol}.")
        if tick.quote.at < asked_at:
            # What was told is still so: there is nobody else to move this market.
            tick = replace(tick, quote=replace(tick.quote, at=asked_at))
            self._publish_price(tick)
        return tick.quote

    @property
    def candle_lengths(self) -> Collection[int]:
        """Return how many seconds the candles have that the source of prices can tell."""
        return self._source.candle_lengths

    async def fetch_candles(
        self, symbol: str, length: int, since: datetime, count: int, *, urgent: bool = True
    ) -> Sequence[VenueCandle]:
        """Return what the source of prices knows of a market's past; raises VenueError."""
        return await self._source.fetch_candles(symbol, length, since, count, urgent=urgent)

    async def open(self, listener: VenueListener) -> None:
        """Read the store and start to push; raises VenueError when that fails."""
        if self._worker is not None:
            raise VenueError("The paper exchange is open already.")
        try:
            self._state = VenueState.load(await self._store.load())
            if not self._state.totals:
                draft = VenueTransaction(self._state)
                draft.forget_everything(self._starting_balances)
                await self._store.save(draft.changes())
                draft.commit()
            self._ticks.clear()
            await self._source.start(self._on_tick, self._on_connected)
        except Exception as error:
            raise VenueError(f"The paper exchange can't be opened: {error}") from error
        self._markets = self._source.markets
        self._listeners = (listener,)
        self._tell(partial(listener.on_connected, True))
        self._tell(partial(listener.on_balances, self._balances()))
        self._worker = asyncio.create_task(self._work(), name="tradehook paper exchange")
        # Behind the first prices: who has opened the venue can trade.
        await self._queue(_nothing)

    async def close(self) -> None:
        """Stop the prices, finish what has arrived and stop."""
        if (worker := self._worker) is None:
            return
        await self._source.stop()
        self._worker = None
        self._in_service.set()
        self._arrived.set()
        await worker
        self._listeners = ()

    async def create_order(self, request: OrderRequest) -> OrderReport:
        """Place an order; a refusal leaves nothing of it."""
        report = await self._ask(
            lambda draft: self._matcher.accept(
                draft, request, self._ticks.get(request.symbol), self._now()
            ).report()
        )
        assert report is not None
        return report

    async def cancel_order(
        self, symbol: str, client_order_id: str, venue_order_id: str | None
    ) -> OrderReport:
        """Cancel an order and return how it ended; raises OrderNotFoundError."""

        def cancel(draft: VenueTransaction) -> OrderReport:
            order = draft.order_by_client_id(client_order_id)
            if (
                order is None
                or order.request.symbol != symbol
                or venue_order_id not in (None, str(order.number))
            ):
                raise OrderNotFoundError(f"There is no order {client_order_id} on {symbol}.")
            return self._matcher.cancel(draft, order, self._now()).report()

        report = await self._ask(cancel)
        assert report is not None
        return report

    async def find_order(
        self,
        symbol: str,
        client_order_id: str,
        unsent_since: datetime | None = None,  # noqa: ARG002  nothing arrives late here
    ) -> OrderReport | None:
        """Look an order up, behind every request that was made before."""

        def look_up(draft: VenueTransaction) -> OrderReport | None:
            order = draft.order_by_client_id(client_order_id)
            return None if order is None or order.request.symbol != symbol else order.report()

        return await self._ask(look_up)

    async def fetch_fills(self, symbol: str, client_order_id: str) -> Sequence[FillReport]:
        """Return the fills of one order, oldest first."""
        await self._sleep(self._latency)
        number = self._state.numbers.get(client_order_id)
        fills = () if number is None else self._state.fills.get(number, ())
        return [fill for fill in fills if fill.symbol == symbol]

    async def fetch_unknown_trades(
        self, symbol: str, since: datetime, known: Collection[str]
    ) -> Sequence[FillReport]:
        """Return the trades since a time of orders whose venue ids are not known, oldest first."""
        await self._sleep(self._latency)
        found = [
            fill
            for fills in self._state.fills.values()
            for fill in fills
            if fill.symbol == symbol
            and fill.client_order_id is not None
            and fill.at >= since
            and fill.venue_order_id not in known
        ]
        return sorted(found, key=lambda fill: int(fill.trade_id))

    async def fetch_open_orders(self) -> Sequence[OrderReport]:
        """Return all open orders, oldest first."""
        await self._sleep(self._latency)
        return [order.report() for order in self._state.open_orders.values()]

    async def fetch_balances(self) -> Mapping[str, Balance]:
        """Return the balances by currency."""
        await self._sleep(self._latency)
        return self._balances()

    async def fetch_positions(self) -> Sequence[VenuePosition]:
        """Return the open perpetual positions; empty on spot."""
        await self._sleep(self._latency)
        return self._settlement.positions(VenueTransaction(self._state))

    async def fetch_liquidations(self, symbol: str) -> Sequence[FillReport]:
        """Return what the venue has closed, paid or charged by itself, oldest first."""
        await self._sleep(self._latency)
        fills = [fill for fills in self._state.fills.values() for fill in fills]
        fills.sort(key=lambda fill: int(fill.trade_id))
        own = (fill for fill in fills if fill.liquidation or fill.funding is not None)
        return [fill for fill in own if fill.symbol == symbol]

    async def fetch_funding(
        self,
        symbols: Collection[str],  # noqa: ARG002
        since: datetime,  # noqa: ARG002
    ) -> Sequence[FillReport]:
        """Return nothing: what was charged is pushed, and told as what the venue did by itself."""
        return []

    async def fetch_transfers(self, since: datetime) -> Sequence[Transfer]:  # noqa: ARG002
        """Return nothing: nobody pays into play money."""
        return []

    async def reset(
        self, balances: Mapping[str, Decimal], *, store: PaperStore | None = None
    ) -> None:
        """Close and forget every order and position and start again with these balances.

        Maintenance does not hold it up. `store` stores this step in place of the venue's own, so
        that its owner can forget more together with it.
        """
        if self._worker is None:
            raise NotSentError("The paper exchange is closed.")

        def forget(draft: VenueTransaction) -> None:
            draft.forget_everything(balances)

        await self._queue(forget, store)

    async def _ask(
        self, step: Callable[[VenueTransaction], OrderReport | None]
    ) -> OrderReport | None:
        # Looking up waits like ordering: otherwise an order still waiting would be "proven absent".
        await self._in_service.wait()
        await self._sleep(self._latency)
        if self._worker is None:
            raise NotSentError("The paper exchange is closed.")
        return await self._queue(step)

    async def _queue(
        self,
        step: Callable[[VenueTransaction], OrderReport | None],
        store: PaperStore | None = None,
    ) -> OrderReport | None:
        answer: asyncio.Future[OrderReport | None] = asyncio.get_running_loop().create_future()
        self._jobs.append(_PendingStep(step=step, answer=answer, store=store or self._store))
        self._arrived.set()
        return await answer

    def _on_connected(self, connected: bool) -> None:
        for listener in self._listeners:
            self._tell(partial(listener.on_connected, connected))

    def _on_tick(self, tick: Tick) -> None:
        # A price that concerns no order is passed on at once, unless it would overtake another.
        if self._worker is None:
            # Opening: a position may need the price of every market to be valued.
            self._ticks[tick.symbol] = tick
        if (
            self._worker is None
            or self._busy
            or self._jobs
            or self._state.health_issues(tick.symbol)
        ):
            self._jobs.append(tick)
            self._arrived.set()
        else:
            self._publish_price(tick)

    async def _work(self) -> None:
        done = 0
        while self._worker is not None or self._jobs:
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
        draft = VenueTransaction(self._state)
        self._ticks[tick.symbol] = tick
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
        self._publish_price(tick)

    async def _take_request(self, request: _PendingStep) -> None:
        draft = VenueTransaction(self._state)
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
            self._tell(partial(listener.on_balances, self._balances()))
            for fill in draft.fills:
                self._tell(partial(listener.on_fill, fill))
            for order in draft.orders:
                self._tell(partial(listener.on_order, order.report()))

    def _publish_price(self, tick: Tick) -> None:
        self._ticks[tick.symbol] = tick
        if tick.stale:
            return
        for listener in self._listeners:
            self._tell(partial(listener.on_quote, tick.symbol, tick.quote))
            if self.market_type is MarketType.LINEAR:
                price = tick.quote.last if tick.mark is None else tick.mark
                mark = MarkPrice(price=price, at=tick.quote.at)
                self._tell(partial(listener.on_mark, tick.symbol, mark))

    def _tell(self, push: Callable[[], None]) -> None:
        try:
            push()
        except Exception:
            # A mistake of one listener must not stop the venue.
            _LOGGER.exception("The paper exchange's listener failed")

    def _balances(self) -> Mapping[str, Balance]:
        draft = VenueTransaction(self._state)
        balances = {}
        for currency in draft.currencies():
            free = self._settlement.free(draft, currency)
            balances[currency] = Balance(free=free, used=draft.total(currency) - free)
        return balances


def _nothing(_draft: VenueTransaction) -> None:
    """Change nothing: a step to wait for what was queued before it."""


def _fail(request: _PendingStep, error: VenueError) -> None:
    if not request.answer.done():
        request.answer.set_exception(error)
