"""The paper exchange: a venue of our own that behaves like one, on simulated or public prices."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from ...trading.model.market import Bracket, FundingRate, Market, MarketStatus, MarketType, Quote
from ...trading.model.order import ForeignOrder
from ..port.exchange import (
    Balance,
    FillReport,
    MoneyDoubt,
    NotSentError,
    OrderNotFoundError,
    OrderRefusedError,
    OrderReport,
    OrderRequest,
    RecordedOrder,
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
from .liquidation import FundingAndLiquidation, upcoming_funding
from .matching import Matcher
from .order_checks import PaperTerms
from .settlement import Settlement, SpotSettlement
from .state import VenueState, VenueTransaction
from .step_worker import StepWorker


def _utc_now() -> datetime:
    return datetime.now(UTC)


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
        self.quotes: dict[str, Quote] = {}
        self.latency: float | None = None
        self.clock_skew: float | None = None
        self.money_doubts: Collection[MoneyDoubt] = ()
        self.memory: timedelta | None = None
        self.hedge_mode = terms.hedge_mode and source.market_type is MarketType.LINEAR
        self._source = source
        self._store = store
        self._starting_balances = starting_balances
        self._latency = latency
        self._now = now
        self._funding_percentage = terms.funding_rate
        self._sleep = sleep
        self._markets: Mapping[str, Market] = {}
        ticks: dict[str, Tick] = {}
        self._settlement: Settlement
        funding_and_liquidation: FundingAndLiquidation | None = None
        if source.market_type is MarketType.SPOT:
            self._settlement = SpotSettlement()
        else:
            self._settlement = linear = LinearSettlement(source.markets, terms, ticks)
            funding_and_liquidation = FundingAndLiquidation(linear)
        self._matcher = Matcher(source.markets, terms, self._settlement, funding_and_liquidation)
        self._worker = StepWorker(
            store,
            self._matcher,
            self._settlement,
            ticks,
            market_type=source.market_type,
            now=now,
        )
        self._in_service = asyncio.Event()
        self._in_service.set()

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

    def remember_orders(self, orders: Iterable[RecordedOrder]) -> None:
        """Ignore it: nothing is forgotten here."""

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
        return self._worker.state.start

    async def remember_start(self, start: Mapping[str, Decimal]) -> None:
        """Keep what an account of an older store must have begun with."""

        def remember(draft: VenueTransaction) -> None:
            draft.begin_with(start)

        await self._worker.queue(remember)

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

    def most_at_market(self, _symbol: str) -> Decimal | None:
        """Return None: this venue takes orders of any size."""
        return None

    def watch_prices(self, symbols: Collection[str]) -> None:
        """Follow these markets as closely as their source can."""
        self._source.watch_prices(symbols)

    async def fetch_quote(self, symbol: str) -> Quote:
        """Ask for the newest prices; told, behind everything that has happened before them."""
        asked_at = self._now()
        await self._sleep(self._latency)
        if self._worker.task is None:
            raise NotSentError("The paper exchange is closed.")
        await self._source.ask_price(symbol)
        await self._worker.queue(_nothing)
        tick = self._worker.ticks.get(symbol)
        if tick is None:
            raise VenueError(f"{self.name} has no price of {symbol}.")
        if tick.quote.at < asked_at:
            # What was told is still so: there is nobody else to move this market.
            tick = replace(tick, quote=replace(tick.quote, at=asked_at))
            self._worker.publish_price(tick)
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
        if self._worker.task is not None:
            raise VenueError("The paper exchange is open already.")
        try:
            self._worker.state = VenueState.load(await self._store.load())
            if not self._worker.state.totals:
                draft = VenueTransaction(self._worker.state)
                draft.forget_everything(self._starting_balances)
                await self._store.save(draft.changes())
                draft.commit()
            self._worker.ticks.clear()
            await self._source.start(self._worker.on_tick, self._worker.on_connected)
        except Exception as error:
            raise VenueError(f"The paper exchange can't be opened: {error}") from error
        self._markets = self._source.markets
        self._worker.start(listener)
        # Behind the first prices: who has opened the venue can trade.
        await self._worker.queue(_nothing)

    async def close(self) -> None:
        """Stop the prices, finish what has arrived and stop."""
        if self._worker.task is None:
            return
        await self._source.stop()
        self._in_service.set()
        await self._worker.stop()

    async def create_order(self, request: OrderRequest) -> OrderReport:
        """Place an order; a refusal leaves nothing of it."""
        report = await self._ask(
            lambda draft: self._matcher.accept(
                draft, request, self._worker.ticks.get(request.symbol), self._now()
            ).report()
        )
        assert report is not None
        return report

    async def create_pair(
        self, target: OrderRequest, _stop: OrderRequest
    ) -> tuple[OrderReport, OrderReport]:
        """Refuse: here the stop of a spot position is watched."""
        raise OrderRefusedError("pair_not_held", f"{self.name} holds no pairs of {target.symbol}.")

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
        number = self._worker.state.numbers.get(client_order_id)
        fills = () if number is None else self._worker.state.fills.get(number, ())
        return [fill for fill in fills if fill.symbol == symbol]

    async def fetch_unknown_trades(
        self, symbol: str, since: datetime, known: Collection[str]
    ) -> Sequence[FillReport]:
        """Return the trades since a time of orders whose venue ids are not known, oldest first."""
        await self._sleep(self._latency)
        found = [
            fill
            for fills in self._worker.state.fills.values()
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
        return [order.report() for order in self._worker.state.open_orders.values()]

    async def fetch_foreign_orders(self, symbol: str) -> Sequence[ForeignOrder]:  # noqa: ARG002
        """Return none: nobody else trades here."""
        return ()

    async def cancel_foreign_order(self, order: ForeignOrder) -> None:
        """Find none to cancel."""
        raise OrderNotFoundError(f"Order {order.venue_order_id} is not there")

    async def fetch_balances(self) -> Mapping[str, Balance]:
        """Return the balances by currency."""
        await self._sleep(self._latency)
        return self._worker.balances()

    async def fetch_positions(self) -> Sequence[VenuePosition]:
        """Return the open perpetual positions; empty on spot."""
        await self._sleep(self._latency)
        return self._settlement.positions(VenueTransaction(self._worker.state))

    async def fetch_liquidations(self, symbol: str, since: datetime) -> Sequence[FillReport]:
        """Return what the venue has closed, paid or charged by itself since a time."""
        await self._sleep(self._latency)
        fills = [fill for fills in self._worker.state.fills.values() for fill in fills]
        fills.sort(key=lambda fill: int(fill.trade_id))
        own = (fill for fill in fills if fill.liquidation or fill.funding is not None)
        return [fill for fill in own if fill.symbol == symbol and fill.at >= since]

    async def fetch_funding(
        self,
        symbols: Collection[str],  # noqa: ARG002
        since: datetime,  # noqa: ARG002
    ) -> Sequence[FillReport]:
        """Return nothing: what was charged is pushed, and told as what the venue did by itself."""
        return []

    async def fetch_funding_rate(self, symbol: str) -> FundingRate | None:
        """Return the account's own rate, which is charged every eighth hour."""
        if self.market_type is MarketType.SPOT or symbol not in self.markets:
            return None
        return upcoming_funding(self._funding_percentage, self._now())

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
        if self._worker.task is None:
            raise NotSentError("The paper exchange is closed.")

        def forget(draft: VenueTransaction) -> None:
            draft.forget_everything(balances)

        await self._worker.queue(forget, store)

    async def _ask(
        self, step: Callable[[VenueTransaction], OrderReport | None]
    ) -> OrderReport | None:
        # Looking up waits like ordering: otherwise an order still waiting would be "proven absent".
        await self._in_service.wait()
        await self._sleep(self._latency)
        if self._worker.task is None:
            raise NotSentError("The paper exchange is closed.")
        return await self._worker.queue(step)


def _nothing(_draft: VenueTransaction) -> None:
    """Change nothing: a step to wait for what was queued before it."""
