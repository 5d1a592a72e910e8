"""Sees to it that no price judges a position that is older than what is known of it."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
import logging

from ...exchanges.port.exchange import Exchange
from ...trading.common.changed_copies import replace
from ...trading.model.facts import Fact, Filled
from ...trading.model.inputs import CandleClose, MarketContext
from ...trading.model.market import Quote
from ...trading.model.order import Order
from ...trading.model.position import Position
from ...trading.position.price_validity import (
    Moment,
    inflight_orders,
    is_older,
    is_watching,
    matters,
)
from ..common.runtime import Spawn
from ..common.timing.timings import PriceJudgeTimings
from ..state.position_cache import PositionCache
from .missed_closes import MissedCloses
from .order_manager import OrderManager
from .price_triggers import QuoteCache

_LOGGER = logging.getLogger(__name__)

ASKED_AT_ONCE = 20
"""How many questions for prices may be under way: they go before all else."""


@dataclass(slots=True)
class _Hold:
    """A judgement that is held back until own fills were asked for."""

    since: float
    asking: int
    timer: asyncio.TimerHandle


class PriceJudge:
    """Knows for each position since when its state is what it is, and asks for what is missing."""

    def __init__(
        self,
        *,
        exchange: Exchange,
        prices: QuoteCache,
        position_cache: PositionCache,
        order_manager: OrderManager,
        look: Callable[[str], None],
        spawn: Spawn,
        timings: PriceJudgeTimings,
    ) -> None:
        """Take prices, positions and orders; `look` queues a look at a position by its id."""
        self._exchange = exchange
        self._prices = prices
        self._position_cache = position_cache
        self._order_manager = order_manager
        self._look = look
        self._spawn = spawn
        self._timings = timings
        self.clock = asyncio.get_running_loop().time
        """Returns the time by the steady clock; each tick asks."""
        self._known: dict[str, Moment] = {}
        self._holds: dict[str, _Hold] = {}
        self._judged: dict[str, float] = {}
        """When a position last had a price that may judge it."""
        self._due: dict[str, tuple[asyncio.TimerHandle, dict[str, float]]] = {}
        """Fills by market and position whose next price is awaited, and who asks for it."""
        self._asking = 0
        self.missed = MissedCloses(exchange, look, spawn, timings.closes_within)
        self.unwatched: frozenset[str] = frozenset()
        """Positions that no price may have judged for a while."""
        self.unwatched_changed = asyncio.Event()
        """Set when `unwatched` has changed; whoever waits for it clears it."""

    def clear(self) -> None:
        """Forget everything."""
        for hold in self._holds.values():
            hold.timer.cancel()
        for timer, _ in self._due.values():
            timer.cancel()
        self._holds.clear()
        self._due.clear()
        self._known.clear()
        self._judged.clear()
        self.missed.clear()
        self.unwatched = frozenset()

    def drop(self, position_id: str) -> None:
        """Forget a position that is over."""
        self._known.pop(position_id, None)
        self._judged.pop(position_id, None)
        self.missed.drop(position_id)
        self._release(position_id)

    def learnt(self, position: Position, facts: tuple[Fact, ...], moment: Moment) -> None:
        """Note that a report has changed a position: older prices say nothing of it any more."""
        if self._exchange.prices_in_step or not matters(facts):
            return
        position_id = position.position_id
        self._known[position_id] = moment.latest(self._known.get(position_id))
        for fact in facts:
            if isinstance(fact, Filled):
                self._await_price(position.symbol, position_id, moment.heard)
                return

    def may(self, position_id: str, quote: Quote | None) -> bool:
        """Return whether a price is new enough to judge a position."""
        if quote is None:
            return False
        known = self._known.get(position_id)
        return known is None or not is_older(quote, known)

    def seen(self, position: Position, situation: MarketContext) -> MarketContext:
        """Return the world as this position may judge it now."""
        if situation.candles:
            situation = self.missed.seen(position, situation)
        if self._exchange.prices_in_step:
            return situation
        known = self._known.get(position.position_id)
        if known is not None:
            if situation.quote is not None and is_older(situation.quote, known):
                situation = replace(situation, may_judge=False)
            if situation.mark is not None and is_older(situation.mark, known):
                situation = replace(situation, mark=None)
            if situation.candles:
                situation = self._with_candles(situation, known)
        if not situation.may_judge or position.size <= 0:
            return situation
        orders = inflight_orders(position, situation)
        if not orders:
            self._release(position.position_id)
        elif self._holds_back(position, orders):
            return replace(situation, may_judge=False)
        return situation

    async def run(self) -> None:
        """Look once a second whose price is missing, for ever."""
        while True:
            await asyncio.sleep(self._timings.asked_every)
            try:
                self.check()
            except Exception:
                # Whatever it was, it must not be the last look.
                _LOGGER.exception("It could not be seen which positions are watched")

    def check(self) -> None:
        """Ask for the prices that are missing, and tell who has been without one for too long."""
        now = self.clock()
        found, markets = [], set()
        for position in self._position_cache.live.values():
            position_id = position.position_id
            if not is_watching(position):
                self._judged.pop(position_id, None)
                continue
            quote = self._prices.quotes.get(position.symbol)
            came = self._prices.came.get(position.symbol, now)
            if self.may(position_id, quote):
                self._judged[position_id] = came
            judged = self._judged.setdefault(position_id, now)
            if now - judged >= self._timings.unwatched_after:
                found.append(position_id)
                markets.add(position.symbol)
            elif now - judged >= self._timings.asked_after and not self.may(position_id, quote):
                markets.add(position.symbol)
        for symbol in markets:
            self._ask(symbol)
        unwatched = frozenset(found)
        if unwatched != self.unwatched:
            self.unwatched = unwatched
            self.unwatched_changed.set()

    # Candles

    def _with_candles(self, situation: MarketContext, known: Moment) -> MarketContext:
        """Leave the closes out that are older: the first price afterwards decides instead."""
        learnt = situation.now - timedelta(seconds=self.clock() - known.heard)
        closes = {
            length: CandleClose(at=close.at, price=None) if close.at < learnt else close
            for length, close in situation.candles.items()
        }
        return replace(situation, candles=closes)

    # Held back

    def _holds_back(self, position: Position, orders: tuple[Order, ...]) -> bool:
        """Ask for own fills that may be on their way; tell whether to wait for them still."""
        position_id = position.position_id
        hold, longest = self._holds.get(position_id), self._timings.held_back
        if hold is None:
            timer = asyncio.get_running_loop().call_later(longest, self._look, position_id)
            hold = self._holds[position_id] = _Hold(self.clock(), len(orders), timer)
            for order in orders:
                self._spawn(
                    self._ask_for(position, order, hold), f"ask for {order.client_order_id}"
                )
        return hold.asking > 0 and self.clock() < hold.since + longest

    async def _ask_for(self, position: Position, order: Order, hold: _Hold) -> None:
        try:
            await self._order_manager.ask(position.symbol, order.client_order_id)
        finally:
            hold.asking -= 1
            if not hold.asking and self._holds.get(position.position_id) is hold:
                hold.timer.cancel()
                self._look(position.position_id)

    def _release(self, position_id: str) -> None:
        hold = self._holds.pop(position_id, None)
        if hold is not None:
            hold.timer.cancel()

    # Prices that are missing

    def _await_price(self, symbol: str, position_id: str, heard: float) -> None:
        due = self._due.get(symbol)
        if due is None:
            timer = asyncio.get_running_loop().call_at(
                heard + self._timings.asked_after, self._is_due, symbol
            )
            due = self._due[symbol] = (timer, {})
        due[1][position_id] = heard

    def _is_due(self, symbol: str) -> None:
        """Ask for a price if no newer one has come since the fills."""
        _, fills = self._due.pop(symbol)
        now, quote = self.clock(), self._prices.quotes.get(symbol)
        late = False
        for position_id, heard in fills.items():
            if position_id not in self._known or self.may(position_id, quote):
                continue
            if now >= heard + self._timings.asked_after:
                late = True
            else:
                self._await_price(symbol, position_id, heard)
        if late:
            self._ask(symbol)

    def _ask(self, symbol: str) -> None:
        if self._asking < ASKED_AT_ONCE:
            self._asking += 1
            self._spawn(self._ask_price(symbol), f"ask for the price of {symbol}")

    async def _ask_price(self, symbol: str) -> None:
        try:
            await self._exchange.fetch_quote(symbol)
        except Exception as err:  # noqa: BLE001
            # What can't be told now is asked for again in a second.
            _LOGGER.debug("The price of %s can't be had: %r", symbol, err)
        finally:
            self._asking -= 1
