"""For how long the event loop does nothing else: while an account is added, while signals burst."""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
import time

import aiohttp

from .accounts import add_bots, add_live_account
from .figures import STALL, Figure, Line, p999
from .floor import SECRET
from .home import Folder, Running, running
from .processes import process
from .signals import Door, Sender, Venue

GROUP = "Event loop"
MARKETS = 3_000
"""As many as a large venue lists."""
SIGNALS, BOTS = 200, 10
SETTLED = 3.0
"""Seconds after which a start has done what it put off."""


async def measured(rounds: int) -> list[Line]:
    """Return the lines of this group."""
    loaded: list[float] = []
    idle: list[float] = []
    with TemporaryDirectory() as path:
        async with process("benchmarks.venue", str(MARKETS)) as venue:
            wanted = {"tradehook": True, "floor": True, "venue": venue["port"]}
            fresh = Folder(Path(path) / "fresh")
            async with running(fresh, **wanted):
                pass
            for number in range(rounds):
                folder = fresh.copy(Path(path) / f"round-{number}")
                async with running(folder, **wanted) as home:
                    entry_id, ours, floor = await _account_added(home)
                    loaded.append(ours)
                    idle.append(floor)
                    if number == rounds - 1:
                        bursts = await _bursts(home, entry_id, venue["control"], rounds)
    return [
        Line(
            group=GROUP,
            measure=f"a live account with {MARKETS:,} markets is added: p99.9 stall",
            ours=Figure(tuple(loaded)),
            floor=Figure(tuple(idle)),
            goal=STALL,
            note="floor: nothing is added",
        ),
        bursts,
    ]


async def _account_added(home: Running) -> tuple[str, float, float]:
    """Add a live account; return its entry's id and the stalls meanwhile, and as long after it."""
    await asyncio.sleep(SETTLED)
    await home.watched()
    begun = time.monotonic()
    entry_id = await add_live_account(home.hass, "BINA")
    await asyncio.sleep(1)
    took = time.monotonic() - begun
    ours = p999((await home.watched())["stalls"])
    await asyncio.sleep(took)
    return entry_id, ours, p999((await home.watched())["stalls"])


async def _bursts(home: Running, entry_id: str, control: int, rounds: int) -> Line:
    """Send bursts of signals, by turns to the floor behind Home Assistant and to us."""
    ours: list[float] = []
    floor: list[float] = []
    bare = Door(f"{home.hass.base_url}/api/webhook/floor", {"api_secret": SECRET}, closes_all=False)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:
        sender = Sender(session, Venue(session, control))
        doors = await add_bots(home.hass, entry_id, BOTS)
        for turn in range(rounds + 1):
            for posted, kept in ((doors, ours), ([bare], floor)):
                await home.watched()
                await sender.burst(posted, SIGNALS)
                stalls = (await home.watched())["stalls"]
                if turn:
                    kept.append(p999(stalls))
    return Line(
        group=GROUP,
        measure=f"{SIGNALS} signals at once over {BOTS} bots, then closed: p99.9 stall",
        ours=Figure(tuple(ours)),
        floor=Figure(tuple(floor)),
        goal=STALL,
        note="floor: the same behind Home Assistant",
    )
