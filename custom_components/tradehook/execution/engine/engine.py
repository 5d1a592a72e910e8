"""The engine: one queue per market, in which decisions are made, recorded and carried out."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
import logging

from ...exchanges.port.exchange import Exchange, FillReport
from ...ledger.errors import LedgerConflictError
from ...trading.admission.checks.funds import exit_claim
from ...trading.candle_closes import Candles
from ...trading.model.facts import CancelIntended, OrderIntended
from ...trading.model.inputs import CandleClose, FillReported, Input, MarketContext, Reevaluate
from ...trading.model.market import MarketType, MarkPrice, Quote, Side
from ...trading.model.position import Position
from ...trading.position.decide import (
    candle_lengths,
    decided,
    mark_price_band,
    next_wakeup,
    price_band,
)
from ...trading.reasons.reasons import Refusal
from ..common.runtime import AccountServices, TradingTerms
from ..common.step_reactions import StepReaction
from ..state.position_cache import PositionCache
from ..storage import LedgerWriter
from .late_fills import LateFills
from .market_queue import MarketQueues, PositionChange, QueuedInput, apart
from .order_manager import OrderManager
from .price_judge import PriceJudge
from .price_triggers import QuoteCache
from .steps.step import MarketStep
from .steps.step_record import StepRecords
from .unrecorded_exits import UnrecordedExits

_LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class EngineState:
    """What the engine works on: prices, positions, and what waits for them."""

    prices: QuoteCache
    position_cache: PositionCache
    queues: MarketQueues


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionTerms:
    """What a decision is told beside positions and prices."""

    trading: TradingTerms
    free: Callable[[str], Decimal | None]
    """What the venue has told to be free of a currency."""
    liquidations: Callable[[str], Mapping[Side, Decimal]]
    """The mark prices at which the venue liquidates what it holds of a market."""


class Engine:
    """Decides, records, acts: in that order, one step after the other in each market.

    The only place where the state of a position changes.
    """

    def __init__(
        self,
        *,
        exchange: Exchange,
        state: EngineState,
        terms: DecisionTerms,
        recorder: LedgerWriter,
        unrecorded: UnrecordedExits,
        reactions: tuple[StepReaction, ...],
        may_open: Callable[[Position], Refusal | None],
        services: AccountServices,
    ) -> None:
        """Take the venue, what is worked on, where steps are recorded, and what follows from them.

        `may_open` returns why a pending opening whose condition holds may not be placed.
        """
        self._exchange = exchange
        self.unrecorded = unrecorded
        self._now = state.position_cache.now
        self._reactions = reactions
        self._may_open = may_open
        self._terms = terms
        self.free = terms.free
        self.prices = state.prices
        self.position_cache = state.position_cache
        self.queues = state.queues
        self.order_manager = OrderManager(
            exchange,
            self._deliver,
            services.spawn,
            services.timings.orders,
            state.position_cache.partner_of,
            self.queues.way,
        )
        self._late_fills = LateFills(state.position_cache, state.queues, services)
        self._recording = StepRecords(
            position_cache=state.position_cache,
            queues=state.queues,
            recorder=recorder,
            unrecorded=unrecorded,
            order_manager=self.order_manager,
            reactions=reactions,
            services=services,
        )
        self.price_judge = PriceJudge(
            exchange=exchange,
            prices=self.prices,
            position_cache=self.position_cache,
            order_manager=self.order_manager,
            look=self.queues.look_again,
            spawn=services.spawn,
            timings=services.timings.prices,
        )
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._candles: dict[str, Candles] = {}
        self._followed: set[str] = set()
        self._lengths: dict[str, dict[str, frozenset[int]]] = {}
        self._awake_since: datetime | None = None
        self.failing: set[str] = set()
        """Positions that could not decide at their last event."""
        self.held_back: set[str] = set()
        """Positions that wait for a person: nothing is ordered for them."""

    def start(self) -> None:
        """Begin to work: what was handed in until now, and every live position looks."""
        self._awake_since = self._now()
        self.queues.start(self.step)
        self.queues.look_at_all()

    async def stop(self) -> None:
        """Stop between two steps; what is still queued is found again at the next start."""
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()
        self.price_judge.clear()
        self.order_manager.stop()
        await self.queues.stop()
        self._recording.stop()

    def clear(self) -> None:
        """Forget all positions and their orders, once stopped; `start` begins anew."""
        self.position_cache.clear()
        self.order_manager.clear()
        self.prices.clear_edges()
        self.failing.clear()
        self._lengths.clear()
        self._followed.clear()
        self._watch_prices()
        self.queues.reopen()

    def take_quote(self, symbol: str, quote: Quote) -> None:
        """Handle new prices; positions whose edges they touch look at exactly these."""
        if symbol in self._followed:
            now = self.prices.came[symbol] = self.price_judge.clock()
            if not quote.heard and not self._exchange.prices_in_step:
                # Whoever brings prices has not said when they were heard.
                bid, ask = quote.bid, quote.ask
                quote = Quote(last=quote.last, bid=bid, ask=ask, at=quote.at, heard=now)
        touched = self.prices.update(symbol, quote)
        candles = self._candles.get(symbol)
        if candles is not None:
            candles.add(quote.last, quote.at)
        if touched:
            targets = tuple((position_id, Reevaluate()) for position_id in touched)
            self.queues.enqueue(symbol, QueuedInput(targets=targets, quote=quote))

    def take_mark(self, symbol: str, mark: MarkPrice) -> None:
        """Handle a new mark price; positions whose stops it has passed look at exactly this one."""
        if not mark.heard:
            mark = replace(mark, heard=self.price_judge.clock())
        if touched := self.prices.update_mark(symbol, mark):
            targets = tuple((position_id, Reevaluate()) for position_id in touched)
            self.queues.enqueue(symbol, QueuedInput(targets=targets, mark=mark))

    def miss_prices(self) -> None:
        """Note that prices may be missing from now on: a candle that closes meanwhile has none."""
        for candles in self._candles.values():
            candles.interrupt()

    def take_fill(self, fill: FillReport) -> None:
        """Handle a trade; what the venue closed by itself is split in its turn, fills before it."""
        if fill.client_order_id is None:
            self.queues.enqueue(fill.symbol, QueuedInput(liquidation=fill))
        else:
            self.order_manager.fills.take(fill)

    def needed_for_shorts(self, currency: str) -> Decimal:
        """Return what buying all shorts on spot back takes of a currency, beyond their orders."""
        terms, markets = self._terms.trading, self._exchange.markets
        factor = 1 + terms.taker_fee + 2 * terms.slippage
        return sum(
            (
                exit_claim(position, market, currency, factor)
                for position in self.position_cache.live.values()
                if position.side is Side.SHORT
                and (market := markets.get(position.symbol)) is not None
                and market.market_type is MarketType.SPOT
            ),
            Decimal(0),
        )

    def situation(self, symbol: str, quote: Quote | None = None) -> MarketContext:
        """Return the world as a decision in a market sees it now."""
        now, market = self._now(), self._exchange.markets[symbol]
        closes: Mapping[int, CandleClose] = {}
        if (candles := self._candles.get(symbol)) is not None:
            lengths = frozenset[int]().union(*self._lengths.get(symbol, {}).values())
            closes = candles.closes(lengths, now)
        return MarketContext(
            market=market,
            quote=quote or self.prices.quotes.get(symbol),
            now=now,
            hedge_mode=self._exchange.hedge_mode,
            spot_fee=self._terms.trading.taker_fee,
            slippage=self._terms.trading.slippage,
            free_quote=self.free(market.quote),
            free_base=self.free(market.base),
            most_at_market=self._exchange.most_at_market(symbol),
            holds_stops=self._exchange.holds_stops(symbol),
            shared_sides=self.position_cache.shared_sides(symbol),
            awake_since=self._awake_since,
            mark=self.prices.marks.get(symbol),
            liquidations=self._terms.liquidations(symbol),
            candles=closes,
            executed=dict(self.order_manager.executed),
        )

    def watch(self, position: Position, decided: Quote | None = None) -> None:
        """Set what a position waits for: prices, the clock and candles."""
        position_id, symbol = position.position_id, position.symbol
        self._follow_prices(symbol)
        timer = self._timers.pop(position_id, None)
        if timer:
            timer.cancel()
        if not position.status.is_live:
            self.prices.drop(symbol, position_id)
            self.price_judge.drop(position_id)
            self._lengths.get(symbol, {}).pop(position_id, None)
            return
        lengths = candle_lengths(position)
        if lengths:
            if symbol not in self._candles:
                candles = self._candles[symbol] = Candles()
                quote = self.prices.quotes.get(symbol)
                if quote is not None:
                    candles.add(quote.last, quote.at)
            self._lengths.setdefault(symbol, {})[position_id] = lengths
        market = self._exchange.markets[symbol]
        edge = price_band(position, market)
        touched = self.prices.watch(symbol, position_id, edge.lower, edge.upper)
        mark_edge = mark_price_band(position, market)
        self.prices.watch_mark(symbol, position_id, mark_edge.lower, mark_edge.upper)
        newest = self.prices.quotes.get(symbol)
        newer = touched and decided is not None and newest is not decided
        if newer and self.price_judge.may(position_id, newest):
            self.queues.look(position)
        now = self._now()
        at = next_wakeup(position, now, self._awake_since)
        if at is not None:
            delay = max(0.0, (at - now).total_seconds())
            self._timers[position_id] = asyncio.get_running_loop().call_later(
                delay, self._wake, position_id
            )

    def _follow_prices(self, symbol: str) -> None:
        """Have the venue follow the prices of a market as long as there are positions in it."""
        wanted = self.position_cache.has(symbol)
        if wanted is not (symbol in self._followed):
            self._followed ^= {symbol}
            self._watch_prices()

    def show_price(self, symbol: str) -> Callable[[], None]:
        """Have the price of a market come, held or not; returns what ends that."""
        shown = self.position_cache.shown
        shown[symbol] += 1
        self._watch_prices()

        def stop() -> None:
            shown[symbol] -= 1
            if not shown[symbol]:
                del shown[symbol]
                self._watch_prices()

        return stop

    def _watch_prices(self) -> None:
        self._exchange.watch_prices(self._followed | self.position_cache.shown.keys())

    def _wake(self, position_id: str) -> None:
        self._timers.pop(position_id, None)
        self.queues.look_again(position_id)

    def _deliver(self, symbol: str, client_order_id: str, event: Input) -> bool:
        position = self.position_cache.owner(client_order_id)
        position_id = position.position_id if position else self.unrecorded.owner(client_order_id)
        if position_id is None:
            if isinstance(event, FillReported):
                self._late_fills.take(symbol, client_order_id, event)
            return False
        self.queues.enqueue(symbol, QueuedInput(targets=((position_id, event),)))
        return True

    async def step(self, symbol: str, works: list[QueuedInput]) -> None:
        """Do what waits in one step; what can't be recorded together is done one by one."""
        try:
            await self._step(symbol, works)
        except LedgerConflictError as err:
            # Nothing of it was written: one bad work must not take the others with it.
            parts = list(apart(works))
            if len(parts) == 1:
                self._failed(symbol, works, err)
            else:
                for part in parts:
                    await self.step(symbol, part)
        except Exception as err:  # noqa: BLE001
            # A queue that ends would leave its market's positions without their stops.
            self._failed(symbol, works, err)

    def _failed(self, symbol: str, works: Sequence[QueuedInput], err: Exception) -> None:
        _LOGGER.error("A step in %s failed", symbol, exc_info=err)
        self.queues.done(works)
        for work in works:
            for _, event in work.targets:
                self.order_manager.not_taken(symbol, event)
            if work.done and not work.done.done():
                work.done.set_exception(err)

    async def _step(self, symbol: str, works: list[QueuedInput]) -> None:
        """Learn and decide all works, record them with one commit, carry them out."""
        step = MarketStep(
            symbol,
            position_cache=self.position_cache,
            situation=self.situation,
            price_judge=self.price_judge,
            decide=decided,
            may_open=self._may_open,
            failing=self.failing,
            held_back=self.held_back,
        )
        results = step.take(works)
        await self._recording.record(symbol, step, works, results)
        changes = list(step.changes.values())
        for change in changes:
            self._carry_out(change)
        if self.position_cache.asked:
            self.queues.done(works)
        await self.unrecorded.recorded(changes)
        for work, result in zip(works, results, strict=True):
            if work.done and not work.done.done():
                work.done.set_result(result)

    def _carry_out(self, change: PositionChange) -> None:
        before, after = change.before, change.after
        if change.steps:
            self.position_cache.put(
                after, self.position_cache.facts(before.position_id) + len(change.steps)
            )
            for fact, _ in change.steps:
                if isinstance(fact, OrderIntended):
                    order = fact.order
                    over = after.orders[order.client_order_id].state.is_final
                    if not over and not self.unrecorded.was_done(order.client_order_id):
                        self.order_manager.send(after, order)
                elif isinstance(fact, CancelIntended):
                    if self.unrecorded.was_done(fact.client_order_id):
                        continue
                    self.order_manager.cancel(after, after.orders[fact.client_order_id])
            for reaction in self._reactions:
                reaction.react(before, change.steps)
            if not after.status.is_live:
                for client_order_id in after.orders:
                    self.order_manager.forget(client_order_id)
        self._let_wait(change)

    def _let_wait(self, change: PositionChange) -> None:
        after = change.after
        if change.settled and after.status.is_live:
            self.position_cache.settled.add(after.position_id)
        if change.steps or change.decided:
            self.watch(after, change.quote)
