"""A price tick: what it costs while nothing happens, and until a stop's order leaves."""

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial
from heapq import heappush
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
import time
from typing import Any

from custom_components.tradehook.exchanges.paper import PaperExchange
from custom_components.tradehook.exchanges.port.exchange import (
    NotSentError,
    OrderReport,
    OrderRequest,
)
from custom_components.tradehook.execution.common.runtime import (
    AccountServices,
    Activity,
    OwnTasks,
    TradingTerms,
)
from custom_components.tradehook.execution.common.timing.timings import Timings
from custom_components.tradehook.execution.engine import (
    DecisionTerms,
    Engine,
    EngineState,
    MarketQueues,
    QuoteCache,
    UnrecordedExits,
)
from custom_components.tradehook.execution.state.position_cache import PositionCache
from custom_components.tradehook.execution.storage import LedgerWriter
from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.trading.model.market import Market, Quote
from custom_components.tradehook.trading.model.position import Position
from custom_components.tradehook.trading.model.sections import Protection
from tests.trading.scene import LINEAR, opened, percent, plan, stop

from .figures import Figure, Goal, Line, Unit, figure, rounds_of

GROUP = "Price tick"
TICKS = 20_000
HITS = 20
TODAY = 5
"""What a tick costs with exact prices, as a multiple of the floor: so that more is noticed."""
D = Decimal


class Wire(PaperExchange):
    """A venue that only notes when an order reaches it; everything else of it is never used."""

    def __init__(self, markets: Mapping[str, Market]) -> None:
        """Take its markets."""
        self._markets = markets
        self.hedge_mode = False
        self.prices_in_step = True
        self.is_simulated = True
        self.arrived: asyncio.Future[float] | None = None

    @property
    def markets(self) -> Mapping[str, Market]:
        """Return the markets."""
        return self._markets

    def watch_prices(self, symbols: object) -> None:
        """Need nothing: the measure pushes the prices itself."""

    async def create_order(self, request: OrderRequest) -> OrderReport:
        """Note the moment."""
        if self.arrived is not None and not self.arrived.done():
            self.arrived.set_result(time.perf_counter())
        raise NotSentError(request.symbol)


@dataclass(slots=True)
class Stage:
    """An engine with many open positions that wait for their stops."""

    engine: Engine
    wire: Wire
    symbols: Sequence[str]
    tasks: list[asyncio.Task[Any]]

    async def close(self) -> None:
        """End its queues."""
        await self.engine.stop()
        for task in self.tasks:
            task.cancel()
        await asyncio.gather(*self.tasks, return_exceptions=True)


def template(*, trailing: bool, distance: int = 8) -> Position:
    """Return an open position of 10 coins at 100, stopped so many percent below that.

    One that trails is stopped 5 % behind its best price, 108.
    """
    protection = {
        "protection_type": Protection.PRICE,
        "trailing_percentage": D(1),
        "trailing_distance": D(5),
    }
    scene = opened(plan(stop_loss=stop(percent(distance), **(protection if trailing else {}))))
    if trailing:
        scene.move(108)
    return scene.position


def staged(ledger: Ledger, count: int, markets: int, *, trailing: bool) -> Stage:
    """Return an engine at work on so many positions, spread over so many markets."""
    symbols = [f"COIN{number}/USDT:USDT" for number in range(markets)]
    listed = {symbol: replace(LINEAR, symbol=symbol) for symbol in symbols}
    wire = Wire(listed)
    tasks: list[asyncio.Task[Any]] = []

    def spawn[T](coro: Coroutine[Any, Any, T], name: str, /) -> asyncio.Task[T]:
        task = asyncio.get_running_loop().create_task(coro, name=name)
        tasks.append(task)
        return task

    now, timings = partial(datetime.now, UTC), Timings()
    prices = QuoteCache({})
    cache = PositionCache(prices.quotes, now, timings.price_age)
    queues = MarketQueues(
        position_cache=cache, activity=Activity(), rested=lambda: None, spawn=spawn
    )
    engine = Engine(
        exchange=wire,
        state=EngineState(prices=prices, position_cache=cache, queues=queues),
        terms=DecisionTerms(
            trading=TradingTerms(taker_fee=D(0), slippage=D(0)),
            free=lambda _currency: None,
            liquidations=lambda _symbol: {},
        ),
        recorder=LedgerWriter(ledger, timings.recording.retry),
        unrecorded=UnrecordedExits((), now, timings.recording.note_within),
        reactions=(),
        may_open=lambda _position: None,
        services=AccountServices(
            ledger=ledger,
            now=now,
            tasks=OwnTasks(spawn, "ticks"),
            timings=timings,
            publish=lambda _change: None,
            rested=lambda: None,
        ),
    )
    model = template(trailing=trailing)
    for number in range(count):
        symbol = symbols[number % markets]
        position = replace(model, position_id=f"position-{number}", symbol=symbol)
        engine.position_cache.put(position, 1)
    for symbol in symbols:
        engine.take_quote(symbol, quote("105"))
    for position in list(engine.position_cache.live.values()):
        engine.watch(position)
    queues.start(engine.step)  # `engine.start` would look at all of them first
    return Stage(engine, wire, symbols, tasks)


def quote(last: str) -> Quote:
    """Return a quote without a spread."""
    price = D(last)
    return Quote(last=price, bid=price, ask=price, at=datetime.now(UTC))


QUOTES = tuple(quote(f"{price / 100:.2f}") for price in range(10450, 10550, 7))
"""Prices between every stop and every best price: they concern nobody."""


def ticked(stage: Stage) -> float:
    """Return the seconds that a tick costs which concerns nobody."""
    take, symbols = stage.engine.take_quote, stage.symbols
    feed = [
        (symbols[number % len(symbols)], QUOTES[number % len(QUOTES)]) for number in range(TICKS)
    ]
    begun = time.thread_time()
    for symbol, prices in feed:
        take(symbol, prices)
    return (time.thread_time() - begun) / TICKS


def looked_up(count: int, markets: int) -> float:
    """Return the seconds of the barest thing that works: two sorted edges for each market."""
    lows: dict[str, list[tuple[float, int]]] = {}
    highs: dict[str, list[tuple[float, int]]] = {}
    symbols = [f"COIN{number}/USDT:USDT" for number in range(markets)]
    for number in range(count):
        heappush(lows.setdefault(symbols[number % markets], []), (-92.0, number))
        heappush(highs.setdefault(symbols[number % markets], []), (108.01, number))
    newest: dict[str, Quote] = {}
    feed = [
        (symbols[number % markets], QUOTES[number % len(QUOTES)], float(QUOTES[0].last))
        for number in range(TICKS)
    ]
    touched = 0
    begun = time.thread_time()
    for symbol, prices, last in feed:
        newest[symbol] = prices
        if -lows[symbol][0][0] >= last or highs[symbol][0][0] <= last:
            touched += 1
    cost = (time.thread_time() - begun) / TICKS
    assert not touched
    return cost


async def hit(stage: Stage) -> float:
    """Return the seconds from a tick through one position's stop to its order at the venue."""
    engine, symbol = stage.engine, stage.symbols[0]
    model = template(trailing=False, distance=2)
    tighter = replace(model, position_id=f"hit-{time.perf_counter_ns()}", symbol=symbol)
    engine.position_cache.put(tighter, 1)
    engine.watch(tighter)
    arrived: asyncio.Future[float] = asyncio.get_running_loop().create_future()
    stage.wire.arrived = arrived
    begun = time.perf_counter()
    engine.take_quote(symbol, quote("97.9"))
    async with asyncio.timeout(10):
        moment = await arrived
    engine.position_cache.forget(tighter.position_id)
    engine.prices.drop(symbol, tighter.position_id)
    engine.take_quote(symbol, quote("105"))
    return moment - begun


async def measured(rounds: int, sizes: Sequence[int]) -> list[Line]:
    """Return the lines of this group."""
    lines: list[Line] = []
    with TemporaryDirectory() as folder:
        ledger = await Ledger.open(Path(folder) / "ticks.db")
        try:
            for trailing, markets in ((False, 1), (True, 1), (False, 200)):
                lines += await _untouched(ledger, rounds, sizes, markets, trailing=trailing)
            lines.append(await _touched(ledger, rounds, sizes))
        finally:
            await ledger.close()
    return lines


async def _untouched(
    ledger: Ledger, rounds: int, sizes: Sequence[int], markets: int, *, trailing: bool
) -> list[Line]:
    kind = "trailing" if trailing else "fixed"
    where = f"{kind} stops, {markets} market{'s' if markets > 1 else ''}"
    stages = [staged(ledger, max(size, markets), markets, trailing=trailing) for size in sizes]
    measures = [partial(ticked, stage) for stage in stages]
    floors = [partial(looked_up, max(size, markets), markets) for size in sizes]
    found = rounds_of(rounds, *measures, *floors)
    looked = sum(stage.engine.queues.waiting for stage in stages)
    for stage in stages:
        await stage.close()
    lines = [
        Line(
            group=GROUP,
            measure=f"{max(size, markets):,} positions, {where}: a tick that concerns nobody",
            ours=Figure(tuple(found[index])),
            floor=Figure(tuple(found[len(sizes) + index])),
            goal=Goal(limit=TODAY),
            note="floor: a look at two sorted edges",
        )
        for index, size in enumerate(sizes)
    ]
    lines.append(
        Line(
            group=GROUP,
            measure=f"{where}: {max(sizes):,} positions against {min(sizes):,}",
            ours=Figure(tuple(found[len(sizes) - 1])),
            floor=Figure(tuple(found[0])),
            goal=Goal(limit=2),
        )
    )
    if trailing:
        lines.append(
            Line(
                group=GROUP,
                measure="trailing stops looked at without a new best price",
                ours=figure(float(looked)),
                unit=Unit.COUNT,
                goal=Goal(limit=0, of_ratio=False),
                strict=True,
            )
        )
    return lines


async def _touched(ledger: Ledger, rounds: int, sizes: Sequence[int]) -> Line:
    """Measure a hit among few positions and among many, by turns."""
    few, many = (staged(ledger, size, 1, trailing=False) for size in (min(sizes), max(sizes)))
    medians: tuple[list[float], list[float]] = ([], [])
    for number in range(rounds + 1):
        for stage, kept in zip((many, few), medians, strict=True):
            samples = [await hit(stage) for _ in range(HITS)]
            if number:
                kept.append(median(samples))
    for stage in (few, many):
        await stage.close()
    return Line(
        group=GROUP,
        measure=(
            f"a stop is hit → its order leaves, 1 of {max(sizes):,} against 1 of {min(sizes):,}"
        ),
        ours=Figure(tuple(medians[0])),
        floor=Figure(tuple(medians[1])),
        goal=Goal(limit=2),
        note="decided, recorded (one commit), sent",
    )
