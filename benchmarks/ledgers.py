"""The ledger: what a commit costs, how many a signal takes, and what a long history changes."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from http import HTTPStatus
from itertools import count
import json
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
import time
from typing import Any
import uuid

from custom_components.tradehook.ledger.ledger import Ledger
from custom_components.tradehook.ledger.records import Batch, SignalRecord
from tests.execution.house import House, Plan, house

from .bare import BareStore
from .figures import Figure, Goal, Line, Unit, figure
from .history import filled
from .written_pages import commits_since, end_of_log

GROUP = "Ledger"
LONE = 200
TOGETHER = 500
SIGNALS = 30
STARTS = 5
OPENINGS = 9
EARLIER = 1_000
BODY: dict[str, Any] = {
    "action": "open",
    "symbol": "BTC/USDT",
    "side": "long",
    "take_profit": [{"price_percentage": 2, "position_percentage": 100}],
    "stop_loss": {"stop_percentage": 3},
}


async def measured(rounds: int, histories: tuple[int, ...]) -> list[Line]:
    """Return the lines of this group; `histories` are numbers of closed positions."""
    return [
        *await _commits(rounds),
        *await _pages_of_openings(),
        *await _long_histories(rounds, histories),
    ]


# What a commit costs


async def _commits(rounds: int) -> list[Line]:
    lone: tuple[list[float], list[float]] = ([], [])
    grouped: tuple[list[float], list[float]] = ([], [])
    with TemporaryDirectory() as folder:
        ledger = await Ledger.open(Path(folder) / "ours.db")
        bare = BareStore(Path(folder) / "bare.db")
        numbers = count()

        async def ours() -> None:
            await ledger.commit(Batch(signals=(_signal(next(numbers)),)))

        async def plain() -> None:
            await bare.insert("signal", json.dumps(BODY))

        for number in range(rounds + 1):
            pairs = list(zip((ours, plain), lone, grouped, strict=True))
            for write, alone, together in pairs if number % 2 else reversed(pairs):
                await ledger.checkpoint()  # an account does every few minutes
                samples = [await _timed(write) for _ in range(LONE)]
                begun = time.perf_counter()
                await asyncio.gather(*(write() for _ in range(TOGETHER)))
                if number:
                    alone.append(median(samples))
                    together.append(TOGETHER / (time.perf_counter() - begun))
        await ledger.close()
        bare.close()
    return [
        Line(
            group=GROUP,
            measure="a lone commit",
            ours=Figure(tuple(lone[0])),
            floor=Figure(tuple(lone[1])),
            goal=Goal(limit=1.1, tolerated=3),
            note="floor: plain SQLite, a thread, as durable",
        ),
        Line(
            group=GROUP,
            measure=f"commits/s, {TOGETHER} at once (grouped)",
            ours=Figure(tuple(grouped[0])),
            floor=Figure(tuple(grouped[1])),
            unit=Unit.PER_SECOND,
        ),
    ]


async def _timed(write: Callable[[], Awaitable[None]]) -> float:
    begun = time.perf_counter()
    await write()
    return time.perf_counter() - begun


def _signal(number: int) -> SignalRecord:
    return SignalRecord(
        receipt_id=f"receipt-{number}",
        bot_id="bot",
        received_at=datetime.now(UTC),
        action="open",
        symbol="BTC/USDT",
        signal_id=f"signal-{number}",
        status="accepted",
        payload=BODY,
        executed=True,
    )


# What an opening writes


async def _pages_of_openings() -> list[Line]:
    """Return how many pages an opening on top of a history writes, those of its tables included."""
    first, whole = [], []
    with TemporaryDirectory() as folder:
        loop = asyncio.get_running_loop()
        path = (await loop.run_in_executor(None, filled, Path(folder), EARLIER)).path
        async with house(Plan(path=path)) as home:
            await home.price(100)
            for _ in range(OPENINGS):
                begin = end_of_log(path)
                await home.send(**BODY, signal_id=uuid.uuid4().hex)
                await home.settle()
                await home.account.ledger.identity()  # the tables have all of it now
                counts = [commit.count for commit in commits_since(path, begin)]
                first.append(counts[0])
                whole.append(sum(counts))
                await home.send(action="close", symbol="BTC/USDT")
                await home.settle()
    return [
        Line(
            group=GROUP,
            measure=f"pages written by an opening, {which}",
            ours=Figure(tuple(counts)),
            unit=Unit.COUNT,
            goal=goal,
            note=f"with {EARLIER:,} closed positions before it",
        )
        for which, counts, goal in (
            ("first commit", first, Goal(limit=6, of_ratio=False, tolerated=8)),
            ("until its exits rest and the tables have all of it", whole, None),
        )
    ]


# What a long history changes


async def _long_histories(rounds: int, histories: tuple[int, ...]) -> list[Line]:
    lines: list[Line] = []
    with TemporaryDirectory() as folder:
        loop = asyncio.get_running_loop()
        for trades in histories:
            history = await loop.run_in_executor(None, filled, Path(folder), trades)
            empty = Path(folder) / f"empty-{trades}.db"
            starts: tuple[list[float], list[float]] = ([], [])
            answers: tuple[list[float], list[float]] = ([], [])
            for number in range(rounds + 1):
                pairs = list(zip((history.path, empty), starts, answers, strict=True))
                for path, begun, answered in pairs if number % 2 else reversed(pairs):
                    started, signals = await _lived(path)
                    if number:
                        begun.append(started)
                        answered.append(signals)
            words = f"with {2 * trades:,} trades ({trades:,} closed positions) against none"
            lines += [
                Line(
                    group=GROUP,
                    measure=f"start of an account, {words}",
                    ours=Figure(tuple(starts[0])),
                    floor=Figure(tuple(starts[1])),
                    goal=Goal(limit=1.2),
                ),
                Line(
                    group=GROUP,
                    measure=f"signal answered, {words}",
                    ours=Figure(tuple(answers[0])),
                    floor=Figure(tuple(answers[1])),
                    goal=Goal(limit=1.2),
                ),
            ]
            if trades == histories[0]:
                lines.append(
                    Line(
                        group=GROUP,
                        measure="1,000 closed positions take",
                        ours=figure(history.bytes_per_trade * 1000),
                        unit=Unit.BYTES,
                        note="each with 2 orders, 2 fills, its facts and its signal",
                    )
                )
            for file in Path(folder).iterdir():
                file.unlink()
    return lines


async def _lived(path: Path) -> tuple[float, float]:
    """Return how long an account on a file takes to start, and to answer a signal."""
    starts = []
    for _ in range(STARTS - 1):
        begun = time.perf_counter()
        async with house(Plan(path=path)):
            starts.append(time.perf_counter() - begun)
    begun = time.perf_counter()
    async with house(Plan(path=path)) as home:
        starts.append(time.perf_counter() - begun)
        await home.price(100)
        return median(starts), median([await _answered(home) for _ in range(SIGNALS)])


async def _answered(home: House) -> float:
    signal_id = uuid.uuid4().hex
    begun = time.perf_counter()
    answer = await home.send(**BODY, signal_id=signal_id)
    took = time.perf_counter() - begun
    assert answer.status == HTTPStatus.ACCEPTED, answer
    await home.settle()
    await home.send(action="close", symbol="BTC/USDT")
    await home.settle()
    return took
