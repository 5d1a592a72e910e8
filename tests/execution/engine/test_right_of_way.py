"""Where a price has hit something, that goes before all that only begins."""

import asyncio
from dataclasses import replace
from typing import Any, cast

import pytest

from custom_components.tradehook.exchanges.port.exchange import FillReport
from custom_components.tradehook.execution.common.runtime import Activity
from custom_components.tradehook.execution.common.timing.pacing import Pacer, RightOfWay
from custom_components.tradehook.execution.engine.market_queue import MarketQueues, QueuedInput
from custom_components.tradehook.execution.signals.evaluation import SignalEvaluator
from custom_components.tradehook.execution.state.position_cache import PositionCache
from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.ledger.records import Batch
from custom_components.tradehook.trading.model.facts import CloseReason
from custom_components.tradehook.trading.model.inputs import (
    Close,
    OrderReported,
    Reevaluate,
)
from custom_components.tradehook.trading.model.market import Quote
from custom_components.tradehook.trading.model.order import OrderState
from tests.execution.engine.test_settled import MARKET, NOW
from tests.execution.house import Plan, house
from tests.patience import PATIENCE
from tests.trading.admission_world import position

ETH = "ETH/USDT"


async def beginning(pacer: Pacer, begun: list[int], number: int) -> None:
    """Begin as soon as it may be."""
    await pacer.take()
    begun.append(number)


async def turns(number: int = 5) -> None:
    """Let the event loop turn."""
    for _ in range(number):
        await asyncio.sleep(0)


async def test_a_burst_stands_still_until_what_was_hit_is_seen_to() -> None:
    way, begun = RightOfWay(), list[int]()
    pacer = Pacer(2, way)
    way.take("BTC")
    way.take("ETH")
    tasks = [asyncio.create_task(beginning(pacer, begun, number)) for number in range(5)]
    await turns()
    assert begun == []
    way.leave("BTC")
    await turns()
    assert begun == []
    way.leave("ETH")
    await asyncio.gather(*tasks)
    assert begun == list(range(5))


async def test_a_burst_that_is_under_way_stands_still_too() -> None:
    way, begun = RightOfWay(), list[int]()
    pacer = Pacer(2, way)
    tasks = [asyncio.create_task(beginning(pacer, begun, number)) for number in range(5)]
    await turns(1)
    way.take("BTC")
    await turns()
    assert begun == [0, 1]
    way.leave("BTC")
    await asyncio.gather(*tasks)
    assert begun == list(range(5))


async def test_nobody_waits_for_ever() -> None:
    way, begun = RightOfWay(0.05), list[int]()
    way.take("BTC")
    async with asyncio.timeout(PATIENCE):
        await beginning(Pacer(2, way), begun, 1)
    assert begun == [1]
    way.leave("BTC")
    way.take("BTC")
    assert way.is_taken
    way.clear()
    assert not way.is_taken


REPORT = OrderReported(client_order_id="one", state=OrderState.FILLED)
OPENING = QueuedInput(targets=(("new", Reevaluate()),))


@pytest.mark.parametrize(
    ("work", "waits"),
    [
        (OPENING, True),
        (QueuedInput(targets=(("held", Reevaluate()),)), False),
        (QueuedInput(targets=(("gone", Reevaluate()),)), False),
        (QueuedInput(targets=(("new", Close(reason=CloseReason.SIGNAL)),)), False),
        (QueuedInput(targets=(("new", REPORT),)), False),
        (QueuedInput(targets=(("new", Reevaluate()),), quote=cast("Quote", object())), False),
        (QueuedInput(liquidation=cast("FillReport", object())), False),
    ],
)
async def test_a_market_waits_that_only_opens(work: QueuedInput, waits: bool) -> None:
    cache = PositionCache({}, lambda: NOW, 60)
    held = position(symbol=ETH, size="1", position_id="held")
    cache.put(held, 1)
    cache.put(position(symbol=ETH, size="0", position_id="new"), 1)
    activity, tasks, done = Activity(), list[asyncio.Task[Any]](), list[str]()

    def spawn(coro: Any, name: str, /) -> asyncio.Task[Any]:
        tasks.append(asyncio.create_task(coro, name=name))
        return tasks[-1]

    async def step(symbol: str, _works: list[QueuedInput]) -> None:
        done.append(symbol)

    queues = MarketQueues(position_cache=cache, activity=activity, rested=lambda: None, spawn=spawn)
    queues.start(step)
    activity.way.take(MARKET.symbol)
    queues.enqueue(ETH, work)
    await turns()
    assert done == ([] if waits else [ETH])
    if waits:
        queues.enqueue(ETH, QueuedInput(targets=(("held", REPORT),)))
        await turns()
        assert done == [ETH], "what is reported is not kept waiting"
    await queues.stop()


async def test_signals_and_entries_wait_until_a_stop_that_was_hit_has_left(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit, judge = Ledger.commit, SignalEvaluator.judge
    judged, hangs, go_on = 0, asyncio.Event(), asyncio.Event()

    def counted(*given: Any, **more: Any) -> object:
        nonlocal judged
        judged += 1
        return judge(*given, **more)

    async def slow(ledger: Ledger, batch: Batch) -> None:
        if any(row.position_id == held for row in batch.orders):
            hangs.set()
            await go_on.wait()
        await commit(ledger, batch)

    prices = replace(plan.timings.prices, goes_first=PATIENCE)
    async with house(replace(plan, timings=replace(plan.timings, prices=prices))) as home:
        await home.price(60_000)
        await home.price(3_000, ETH)
        answer = await home.send(
            action="open", symbol=ETH, side="long", stop_loss={"stop_percentage": 3}
        )
        assert answer.status == 202, answer.body
        await home.settle()
        held = (await home.only())["position_id"]
        monkeypatch.setattr(SignalEvaluator, "judge", counted)
        monkeypatch.setattr(Ledger, "commit", slow)
        moving = asyncio.create_task(home.price(2_800, ETH))
        async with asyncio.timeout(PATIENCE):
            await hangs.wait()
        sending = asyncio.create_task(home.send(action="open", symbol="BTC/USDT", side="long"))
        await asyncio.sleep(0.1)
        assert judged == 0
        go_on.set()
        async with asyncio.timeout(PATIENCE):
            answer = await sending
            assert answer.status == 202, answer.body
            await moving
        await home.settle()
        sent = [request.symbol for request in home.exchange.line.sent]
        assert sent[-2:] == [ETH, "BTC/USDT"]
