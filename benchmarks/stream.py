"""A stream of prices over many open positions: processor time and stalls, beside a bare stream."""

import asyncio
from collections import deque
from dataclasses import dataclass
import json
from pathlib import Path
import signal
import sys
from tempfile import TemporaryDirectory
import time

import aiohttp

from .accounts import add_bots, add_live_account
from .figures import STALL, Figure, Goal, Line, Unit, p999
from .floor import client
from .home import Folder, Running, running
from .processes import cpu_seconds, process
from .signals import Door, Sender, Sent, Venue
from .venue import coin

GROUP = "Stream of prices"
HUNDRED = 100.0
TOGETHER = 20
PATIENCE = 240.0
"""Seconds for opening everything: a busy machine has old prices, and nothing is opened on those."""


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is measured."""

    positions: int = 1000
    markets: int = 200
    rate: int = 500
    seconds: float = 4.0
    rounds: int = 5


async def measured(extent: Extent) -> list[Line]:
    """Return the lines of this group."""
    with TemporaryDirectory() as folder:
        async with (
            process("benchmarks.venue", str(extent.markets)) as venue,
            running(Folder(Path(folder)), tradehook=True, venue=venue["port"]) as home,
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session,
            process("benchmarks.stream", str(venue["port"]), str(extent.markets)) as bare,
        ):
            symbols = [f"{coin(number)}/USDT" for number in range(extent.markets)]
            control = Venue(session, venue["control"])
            entry_id = await add_live_account(home.hass, "BINA")
            (door,) = await add_bots(home.hass, entry_id, 1)
            sender = Sender(session, control)
            await control.forget()
            await _open(sender, door, symbols, extent.positions)
            await control.until(extent.positions)
            await asyncio.sleep(2)
            ours: list[float] = []
            floor: list[float] = []
            stalls: list[float] = []
            quiet: list[float] = []
            for turn in range(extent.rounds + 1):
                used, _, silent = await _watch(home, bare["pid"], extent.seconds)
                await control.stream(extent.rate, symbols)
                await asyncio.sleep(1)
                await home.watched()
                mine, bares, busy = await _watch(home, bare["pid"], extent.seconds)
                await control.stream(0)
                if turn:
                    ours.append((mine - used) / extent.seconds * HUNDRED)
                    floor.append(bares / extent.seconds * HUNDRED)
                    stalls.append(p999(busy))
                    quiet.append(p999(silent))
    where = f"{extent.positions:,} positions, {extent.markets} markets, {extent.rate} ticks/s"
    return [
        Line(
            group=GROUP,
            measure=f"{where}: part of a core, entities included",
            ours=Figure(tuple(ours)),
            floor=Figure(tuple(floor)),
            unit=Unit.PERCENT,
            goal=Goal(limit=15, of_ratio=False),
            note="floor: ccxt's stream alone",
        ),
        Line(
            group=GROUP,
            measure=f"{where}: p99.9 stall of the event loop",
            ours=Figure(tuple(stalls)),
            floor=Figure(tuple(quiet)),
            goal=STALL,
            note="floor: the same without prices",
        ),
    ]


async def _open(sender: Sender, door: Door, symbols: list[str], positions: int) -> None:
    """Open positions over all markets; what is refused for an old price is tried again."""
    missing = deque(range(positions))
    ends = time.monotonic() + PATIENCE
    while missing:
        numbers = [missing.popleft() for _ in range(min(TOGETHER, len(missing)))]
        sents = [Sent() for _ in numbers]
        await asyncio.gather(
            *(
                sender.post(
                    door,
                    "open",
                    sent,
                    symbol=symbols[number % len(symbols)],
                    base_amount="1",
                    stop_loss={"stop_percentage": 20},
                )
                for number, sent in zip(numbers, sents, strict=True)
            )
        )
        refused = [number for number, sent in zip(numbers, sents, strict=True) if not sent.accepted]
        missing += refused
        if refused:
            assert time.monotonic() < ends, f"{len(missing)} openings were refused again and again"
            await asyncio.sleep(1)


async def _watch(home: Running, bare: int, seconds: float) -> tuple[float, float, list[float]]:
    """Return the processor time of both processes over some seconds, and the loop's delays."""
    mine, other = cpu_seconds(home.pid), cpu_seconds(bare)
    await home.watched()
    await asyncio.sleep(seconds)
    stalls = (await home.watched())["stalls"]
    return cpu_seconds(home.pid) - mine, cpu_seconds(bare) - other, stalls


async def serve(port: int, number: int) -> None:
    """Follow the prices of so many markets with ccxt and nothing else, until a signal comes."""
    exchange = client(port)
    await exchange.load_markets()

    async def follow(symbol: str) -> None:
        while True:
            await exchange.watch_ticker(symbol)

    following = [asyncio.create_task(follow(f"{coin(index)}/USDT")) for index in range(number)]
    print(json.dumps({}), flush=True)
    done = asyncio.Event()
    for wanted in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(wanted, done.set)
    await done.wait()
    for task in following:
        task.cancel()
    await asyncio.gather(*following, return_exceptions=True)
    await exchange.close()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2])))
