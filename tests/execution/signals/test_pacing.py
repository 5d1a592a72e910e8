"""What comes in a burst leaves the event loop to others in between."""

import asyncio
from itertools import pairwise
import json

import pytest

from custom_components.tradehook.execution.common.timing.pacing import Pacer, RightOfWay
from custom_components.tradehook.execution.signals.evaluation import SignalEvaluator
from tests.execution.house import BOT, KEY, SECRET, Plan, house


async def test_who_comes_alone_does_not_wait() -> None:
    turns = Pacer(2, RightOfWay())
    for _ in range(3):
        with pytest.raises(StopIteration):
            turns.take().send(None)
        await asyncio.sleep(0)
        await asyncio.sleep(0)


async def test_many_begin_in_their_order_and_a_few_in_each_turn() -> None:
    turns, begun, counts = Pacer(2, RightOfWay()), [], [0]

    async def begin(number: int) -> None:
        await turns.take()
        begun.append(number)

    tasks = [asyncio.create_task(begin(number)) for number in range(9)]
    while len(begun) < len(tasks):
        await asyncio.sleep(0)
        counts.append(len(begun))
    assert begun == list(range(9))
    assert max(after - before for before, after in pairwise(counts)) == 2


async def test_who_is_cancelled_takes_nobodys_turn() -> None:
    turns, begun = Pacer(1, RightOfWay()), []

    async def begin(number: int) -> None:
        await turns.take()
        begun.append(number)

    tasks = [asyncio.create_task(begin(number)) for number in range(4)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert begun == [0, 2, 3]
    assert tasks[1].cancelled()


async def test_signals_of_a_burst_let_prices_through(
    plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged, counts = 0, [0]
    judge = SignalEvaluator.judge

    def counted(*args: object, **kwargs: object) -> object:
        nonlocal judged
        judged += 1
        return judge(*args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(SignalEvaluator, "judge", counted)
    message = {"api_key": KEY, "api_secret": SECRET, "action": "close", "symbol": "SIM_USDT_BTC"}
    async with house(plan) as home:
        await home.price(60_000)
        calls = [
            asyncio.create_task(home.account.receive(BOT, json.dumps(message).encode(), None))
            for _ in range(5 * 8)
        ]
        while not all(call.done() for call in calls):
            await asyncio.sleep(0)
            counts.append(judged)
    assert {call.result().status for call in calls} == {409}
    assert judged == len(calls)
    assert max(after - before for before, after in pairwise(counts)) <= 8
