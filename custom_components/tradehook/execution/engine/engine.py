"""The engine: one queue per market, in which decisions are made, recorded and carried out."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
import logging

from ...exchanges.port.exchange import Exchange, FillReport
from ...ledger.errors import LedgerConflictError
from ...ledger.records import Batch
from ...trading.admission.checks.funds import exit_claim
from ...trading.candle_closes import Candles
from ...trading.model.facts import CancelIntended, Fact, OrderIntended
from ...trading.model.inputs import Close, Input, MarketContext, Reevaluate
from ...trading.model.market import MarketType, MarkPrice, Quote, Side
from ...trading.model.position import Position
from ...trading.position.decide import (
    candle_lengths,
    decide,
    mark_price_band,
    next_wakeup,
    price_band,
)
from ..common.runtime import AccountRuntime, Spawn
from ..common.step_observer import Nobody, Observer
from ..state.position_cache import PositionCache
from ..storage.batches import position_batch
from ..storage.ledger_writer import LedgerWriter
from .market_queue import MarketQueue, PositionChange, QueuedInput, apart
from .order_manager import OrderManager
from .price_judge import PriceJudge
from .price_triggers import QuoteCache
from .step import Found, MarketStep
from .unrecorded_exits import UnrecordedExits

_LOGGER = logging.getLogger(__name__)


class Engine:
    """Decides, records, acts: in that order, one step after the other in each market.

    The only place where the state of a position changes. Whoever wants something of a position
    hands in an event; nothing trades from the side.
    """

    def __init__(
        self,
        *,
        exchange: Exchange,
        recorder: LedgerWriter,
        runtime: AccountRuntime,
        spawn_call: Spawn,
        rested: Callable[[], None],
        spot_fee: Decimal,
        unrecorded: UnrecordedExits,
    ) -> None:
        """Take the venue, the recorder and what the engine needs of the world.

        The runtime starts the queues, which never end, `spawn_call` a call to the venue; `rested`
        is called when nothing is queued any more.
        """
        self._exchange = exchange
        self._recorder = recorder
        self.unrecorded = unrecorded
        now, timings = runtime.now, runtime.timings
        self._now = now
        self._spawn = runtime.spawn
        self._timings = timings.recording
        self._spawn_call = spawn_call
        self._rested = rested
        self.observer: Observer = Nobody()
        self._spot_fee = spot_fee
        self.slippage = Decimal(0)
        self.free: Callable[[str], Decimal | None] = lambda _currency: None
        """What the venue has told to be free of a currency."""
        self.liquidations: Callable[[str], Mapping[Side, Decimal]] = lambda _symbol: {}
        """The mark prices at which the venue liquidates what it holds of a market."""
        self.prices = QuoteCache()
        self.position_cache = PositionCache(self.prices.quotes, now, timings.price_age)
        self.order_manager = OrderManager(exchange, self._deliver, spawn_call, timings.orders)
        self.price_judge = PriceJudge(
            exchange=exchange,
            prices=self.prices,
            position_cache=self.position_cache,
            order_manager=self.order_manager,
            look=self._look_again,
            spawn=spawn_call,
            timings=timings.prices,
        )
        self._queues: dict[str, MarketQueue] = {}
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._candles: dict[str, Candles] = {}
        self._followed: set[str] = set()
        self._lengths: dict[str, dict[str, frozenset[int]]] = {}
        self._open = asyncio.Event()
        self._waiting = 0
        self._stopped = False
        self._awake_since: datetime | None = None
        self.failing: set[str] = set()
        """Positions that could not decide at their last event."""
        self.held_back: set[str] = set()
        """Positions that wait for a person: nothing is ordered for them."""

    @property
    def waiting(self) -> int:
        """Return how many works are queued or under way."""
        return self._waiting

    def start(self) -> None:
        """Begin to work: what was handed in until now, and every live position looks."""
        self._awake_since = self._now()
        self._open.set()
        self.look_at_all()

    def look_at_all(self) -> None:
        """Have every live position look, and set its timer anew."""
        for position in list(self.position_cache.live.values()):
            self.look(position)

    async def stop(self) -> None:
        """Stop between two steps; what is still queued is found again at the next start."""
        self._stopped = True
        for queue in self._queues.values():
            queue.drop()
        for timer in self._timers.values():
            timer.cancel()
        self._timers.clear()
        self.price_judge.clear()
        self.order_manager.stop()
        tasks = [queue.task for queue in self._queues.values() if queue.task]
        self._queues.clear()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._waiting = 0

    def clear(self) -> None:
        """Forget all positions and their orders, once stopped; `start` begins anew."""
        self.position_cache.clear()
        self.order_manager.clear()
        self.prices.clear_edges()
        self.failing.clear()
        self._lengths.clear()
        self._followed.clear()
        self._exchange.watch_prices(self._followed)
        self._open.clear()
        self._stopped = False

    def put(
        self, symbol: str, targets: Iterable[tuple[str, Input]], extra: Batch | None = None
    ) -> asyncio.Future[dict[str, tuple[Fact, ...]]]:
        """Queue events of one market; the result holds each position's facts, once recorded."""
        done: asyncio.Future[dict[str, tuple[Fact, ...]]] = (
            asyncio.get_running_loop().create_future()
        )
        works = tuple(targets)
        left = {one for one, event in works if isinstance(event, Close) and event.at_market}
        if left:
            self.position_cache.leaving |= left
            done.add_done_callback(lambda _: self.position_cache.leaving.difference_update(left))
        self._enqueue(symbol, QueuedInput(targets=works, extra=extra, done=done))
        return done

    def look(self, position: Position, quote: Quote | None = None) -> None:
        """Queue a look at a position."""
        self._enqueue(
            position.symbol,
            QueuedInput(targets=((position.position_id, Reevaluate()),), quote=quote),
        )

    def take_quote(self, symbol: str, quote: Quote) -> None:
        """Take new prices; positions whose edges they touch look at exactly these."""
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
            self._enqueue(symbol, QueuedInput(targets=targets, quote=quote))

    def take_mark(self, symbol: str, mark: MarkPrice) -> None:
        """Take a new mark price; positions whose stops it has passed look at exactly this one."""
        if not mark.heard:
            mark = replace(mark, heard=self.price_judge.clock())
        if touched := self.prices.update_mark(symbol, mark):
            targets = tuple((position_id, Reevaluate()) for position_id in touched)
            self._enqueue(symbol, QueuedInput(targets=targets, mark=mark))

    def miss_prices(self) -> None:
        """Note that prices may be missing from now on: a candle that closes meanwhile has none."""
        for candles in self._candles.values():
            candles.interrupt()

    def take_fill(self, fill: FillReport) -> None:
        """Take a trade; what the venue closed by itself is split in its turn, fills before it."""
        if fill.client_order_id is None:
            self._enqueue(fill.symbol, QueuedInput(liquidation=fill))
        else:
            self.order_manager.take_fill(fill)

    def needed_for_shorts(self, currency: str) -> Decimal:
        """Return what buying all shorts on spot back takes of a currency, beyond their orders."""
        factor, markets = 1 + self._spot_fee + 2 * self.slippage, self._exchange.markets
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
        now = self._now()
        candles = self._candles.get(symbol)
        lengths = frozenset[int]().union(*self._lengths.get(symbol, {}).values())
        return MarketContext(
            market=self._exchange.markets[symbol],
            quote=quote or self.prices.quotes.get(symbol),
            now=now,
            hedge_mode=self._exchange.hedge_mode,
            spot_fee=self._spot_fee,
            slippage=self.slippage,
            free_quote=self.free(self._exchange.markets[symbol].quote),
            holds_stops=self._exchange.holds_stops(symbol),
            awake_since=self._awake_since,
            mark=self.prices.marks.get(symbol),
            liquidations=self.liquidations(symbol),
            candles=candles.closes(lengths, now) if candles else {},
            executed=dict(self.order_manager.executed),
        )

    def watch(self, position: Position, decided: Quote | None = None) -> None:
        """Set what a position waits for: prices, the clock and candles."""
        position_id, symbol = position.position_id, position.symbol
        self._follow_prices(symbol)
        timer = self._timers.pop(position_id, None)
        if timer:
            timer.cancel()
        if not position.is_live:
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
        edge = price_band(position, self._exchange.markets[symbol])
        touched = self.prices.watch(symbol, position_id, edge.lower, edge.upper)
        mark_edge = mark_price_band(position, self._exchange.markets[symbol])
        self.prices.watch_mark(symbol, position_id, mark_edge.lower, mark_edge.upper)
        newest = self.prices.quotes.get(symbol)
        newer = touched and decided is not None and newest is not decided
        if newer and self.price_judge.may(position_id, newest):
            self.look(position)
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
            self._exchange.watch_prices(self._followed)

    def _wake(self, position_id: str) -> None:
        self._timers.pop(position_id, None)
        self._look_again(position_id)

    def _look_again(self, position_id: str) -> None:
        position = self.position_cache.live.get(position_id)
        if position is not None:
            self.look(position)

    def _deliver(self, symbol: str, client_order_id: str, event: Input) -> None:
        position = self.position_cache.owner(client_order_id)
        position_id = position.position_id if position else self.unrecorded.owner(client_order_id)
        if position_id is not None:
            self._enqueue(symbol, QueuedInput(targets=((position_id, event),)))

    def _enqueue(self, symbol: str, work: QueuedInput) -> None:
        if self._stopped:
            if work.done:
                work.done.cancel()
            return
        queue = self._queues.setdefault(symbol, MarketQueue())
        work.heard = self.price_judge.clock()
        queue.put(work)
        self._waiting += 1
        if queue.task is None:
            queue.task = self._spawn(self._work(symbol, queue), f"market {symbol}")

    async def _work(self, symbol: str, queue: MarketQueue) -> None:
        await self._open.wait()
        while True:
            together = await queue.take()
            try:
                await self._one_step(symbol, together)
            except asyncio.CancelledError:
                for work in together:
                    if work.done:
                        work.done.cancel()
                raise
            finally:
                self._waiting -= len(together)
                if not self._waiting:
                    self._rested()

    async def _one_step(self, symbol: str, works: list[QueuedInput]) -> None:
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
                    await self._one_step(symbol, part)
        except Exception as err:  # noqa: BLE001
            # A queue that ends would leave its market's positions without their stops.
            self._failed(symbol, works, err)

    def _failed(self, symbol: str, works: Sequence[QueuedInput], err: Exception) -> None:
        _LOGGER.error("A step in %s failed", symbol, exc_info=err)
        for work in works:
            if work.done and not work.done.done():
                work.done.set_exception(err)

    async def _step(self, symbol: str, works: list[QueuedInput]) -> None:
        """Learn and decide all works, record them with one commit, carry them out."""
        step = MarketStep(
            symbol,
            position_cache=self.position_cache,
            situation=self.situation,
            price_judge=self.price_judge,
            decide=decide,
            may_open=self.observer.may_open,
            failing=self.failing,
            held_back=self.held_back,
        )
        results = step.take(works)
        await self._record(symbol, step, works, results)
        changes = list(step.changes.values())
        for change in changes:
            self._carry_out(change)
        await self.unrecorded.recorded(changes)
        for work, result in zip(works, results, strict=True):
            if work.done and not work.done.done():
                work.done.set_result(result)

    async def _record(
        self, symbol: str, step: MarketStep, works: list[QueuedInput], results: list[Found]
    ) -> None:
        """Write a step down; as long as that fails it grows, and what ends positions is sent."""
        written, extras, timings = dict[str, int](), 0, self._timings
        begun = asyncio.get_running_loop().time()
        while True:
            batch = self._unwritten(step, works[extras:], written)
            if batch.is_empty:
                return
            now = {key: len(change.steps) for key, change in step.changes.items()}
            extras_now = len(works)
            attempt = self._spawn_call(self._recorder.attempt(batch), f"record {symbol}")
            retry_at = asyncio.get_running_loop().time() + timings.retry
            while not await self._over(attempt, retry_at):
                waited = asyncio.get_running_loop().time() - begun
                if attempt.done() or waited >= timings.exit_waits:
                    self._grow(symbol, step, works, results)
                if waited >= timings.exit_waits and self._recorder.is_alone:
                    await self.unrecorded.send(list(step.changes.values()), self.order_manager)
            try:
                if attempt.result():
                    written, extras = now, extras_now
            except LedgerConflictError:
                if not written:
                    raise
                # What came later contradicts the ledger; what is written holds all the same.
                _LOGGER.exception("A part of a step in %s can't be recorded", symbol)
                for key, change in step.changes.items():
                    del change.steps[written.get(key, 0) :]
                return

    async def _over(self, attempt: asyncio.Task[bool], retry_at: float) -> bool:
        """Wait a moment and tell whether an attempt has worked, or it is time for the next one."""
        if not attempt.done():
            await asyncio.wait([attempt], timeout=self._timings.looked_every)
        elif attempt.exception() is None and not attempt.result():
            await asyncio.sleep(self._timings.looked_every)
            return asyncio.get_running_loop().time() >= retry_at
        return attempt.done() and (attempt.exception() is not None or attempt.result())

    def _grow(
        self, symbol: str, step: MarketStep, works: list[QueuedInput], results: list[Found]
    ) -> None:
        """Follow what happens in a market while its step can't be recorded."""
        queue = self._queues.get(symbol)
        more = queue.take_all() if queue else []
        held = [position for position in self.position_cache.of_symbol(symbol) if position.size > 0]
        looks = QueuedInput(
            targets=tuple((position.position_id, Reevaluate()) for position in held)
        )
        found = step.take([*more, looks])
        works += more
        results += found[: len(more)]

    def _unwritten(
        self, step: MarketStep, works: Sequence[QueuedInput], written: Mapping[str, int]
    ) -> Batch:
        """Return what a step has led to and what is not written yet."""
        parts = [work.extra for work in works if work.extra is not None]
        for key, change in step.changes.items():
            done = written.get(key, 0)
            before = change.steps[done - 1][1] if done else change.before
            if steps := change.steps[done:]:
                parts.append(self._rows(before, steps, done))
        return Batch.merge(*parts)

    def _rows(self, before: Position, steps: list[tuple[Fact, Position]], done: int) -> Batch:
        own = position_batch(
            before,
            steps,
            self.position_cache.facts(before.position_id) + done,
            self.position_cache.receipts.get(before.position_id),
            self.position_cache.mark_price(before.symbol),
        )
        return Batch.merge(own, self.observer.rows(before, steps))

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
            self.observer.stepped(before, change.steps)
            if not after.is_live:
                for client_order_id in after.orders:
                    self.order_manager.forget(client_order_id)
        self.watch(after, change.quote)
