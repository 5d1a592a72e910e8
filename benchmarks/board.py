"""A small board: a fifth of a core for Home Assistant, and a disk that takes 10 ms to be sure."""

import asyncio
from pathlib import Path
import sys
from tempfile import TemporaryDirectory
from typing import Any

import aiohttp
from demo_client import HomeAssistant

from .accounts import DOMAIN, add_bots, add_live_account
from .control_group import ControlGroup, NoControlGroupError, held_to
from .figures import Figure, Goal, Line, Unit, figure
from .home import Folder, Running, running
from .processes import process
from .signals import SYMBOL, Door, Sender, Sent, Venue
from .venue import WATCHED_STOPS, coin

GROUP = "Small board"
SHARE = 0.2
"""What Home Assistant gets of a core."""
SYNC = 0.010
"""Seconds that the ledger's disk takes for each commit."""
SIGNALS, BOTS = 50, 10
OPEN = 20
GUARDED = "ETH/USDT"
"""The market of the position whose stop is hit."""
STOP, FALL = 2.0, -5.0
"""In percent: where the stop lies, and how the price moves."""
MIDST = 0.3
"""Seconds after the first alert of a burst at which the stop is hit."""
PATIENCE = 120.0


async def measured(rounds: int) -> list[Line]:
    """Return the lines of this group; none where no process may be held back, which is said."""
    try:
        with held_to(SHARE) as group:
            return [*await _bursts(group, rounds), *await _starts(group, rounds)]
    except NoControlGroupError as error:
        print(f"board: left out: {error}", file=sys.stderr, flush=True)
        return []


async def _bursts(group: ControlGroup, rounds: int) -> list[Line]:
    with TemporaryDirectory() as path:
        # Stops don't rest there: the one that is hit is watched and sold here.
        async with (
            process("benchmarks.venue", "0", WATCHED_STOPS) as venue,
            running(
                Folder(Path(path) / "config"), tradehook=True, venue=venue["port"], sync=SYNC
            ) as home,
            aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session,
        ):
            entry_id = await add_live_account(home.hass, "BINA")
            *doors, guarded = await add_bots(home.hass, entry_id, BOTS + 1)
            group.join(home.pid)
            bench = _Bench(home, Venue(session, venue["control"]), session, entry_id)
            return await bench.bursts(doors, guarded, rounds)


class _Bench:
    """Everything that takes part in a burst."""

    def __init__(
        self, home: Running, venue: Venue, session: aiohttp.ClientSession, entry_id: str
    ) -> None:
        """Take it."""
        self._hass = home.hass
        self._venue = venue
        self._sender = Sender(session, venue)
        self._entry_id = entry_id

    async def bursts(self, doors: list[Door], guarded: Door, rounds: int) -> list[Line]:
        """Send bursts, by turns without and with a stop that is hit meanwhile."""
        answers: list[float] = []
        orders: list[float] = []
        stops: list[float] = []
        lost = doubled = 0
        for turn in range(rounds + 1):
            sent = await self._sender.burst(doors, SIGNALS)
            beside, left_after = await self._stop_in_a_burst(doors, guarded)
            for burst in (sent, beside):
                lost += burst.lost + SIGNALS - burst.accepted
                doubled += burst.doubled
            if turn:
                pairs = zip(sent.answered, sent.begun, strict=True)
                answers.append(max(answered - begun for answered, begun in pairs))
                orders.append(sent.to_last_order)
                stops.append(left_after)
        at_once = f"{SIGNALS} at once over {BOTS} bots"
        return [
            _line(f"{at_once}: slowest answer", answers, 1.0),
            _line(f"{at_once}: last order", orders, 4.0),
            _line("a stop is hit during it → its order leaves", stops, 0.5),
            _never("lost", lost),
            _never("doubled", doubled),
        ]

    async def _stop_in_a_burst(self, doors: list[Door], guarded: Door) -> tuple[Sent, float]:
        """Return a burst, and the seconds from the price that hit a stop amidst it to its order."""
        sent = Sent()
        stop = {"stop_loss": {"stop_percentage": STOP}}
        await self._sender.post(guarded, "open", Sent(), symbol=GUARDED, **stop)
        await open_positions(self._hass, self._entry_id, 1, GUARDED)
        await self._venue.forget()
        posts = [
            asyncio.create_task(self._sender.post(doors[index % BOTS], "open", sent))
            for index in range(SIGNALS)
        ]
        await asyncio.sleep(MIDST)
        hit_at = await self._venue.move(GUARDED, FALL)
        await asyncio.gather(*posts)
        sold = await self._venue.until(1, GUARDED)
        assert sold, "a stop was hit, and nothing was sold"
        sent.orders = await self._venue.until(SIGNALS, SYMBOL)
        # Back to where it was
        await self._venue.move(GUARDED, (100 / (100 + FALL) - 1) * 100)
        for door in doors:
            await self._sender.post(door, "close", Sent())
        await self._venue.until(2 * SIGNALS + 1)
        return sent, sold[0].at - hit_at


async def _starts(group: ControlGroup, rounds: int) -> list[Line]:
    """Start with open positions and without, by turns; each has a venue of its own."""
    with TemporaryDirectory() as path:
        async with (
            process("benchmarks.venue", str(OPEN)) as full,
            process("benchmarks.venue", str(OPEN)) as empty,
        ):
            folders = []
            for name, venue, number in (("full", full, OPEN), ("empty", empty, 0)):
                folder = Folder(Path(path) / name)
                wanted: dict[str, object] = {"tradehook": True, "venue": venue["port"]}
                async with running(folder, **wanted) as home:
                    await _settle_in(home.hass, number)
                folders.append((folder, {**wanted, "sync": SYNC}))
            starts: tuple[list[float], list[float]] = ([], [])
            for turn in range(rounds):
                pairs = list(zip(folders, starts, strict=True))
                for (folder, wanted), seconds in pairs if turn % 2 else reversed(pairs):
                    async with running(folder, group.join, **wanted) as home:
                        took, _ = await home.start_figures()
                    seconds.append(took)
    added = [full - empty for full, empty in zip(*starts, strict=True)]
    return [
        Line(
            group=GROUP,
            measure=f"start with {OPEN} open positions",
            ours=Figure(tuple(starts[0])),
            floor=Figure(tuple(starts[1])),
            note="floor: the same account and bots without a position",
        ),
        _line("start-up added by them", added, 10.0),
    ]


async def _settle_in(hass: HomeAssistant, number: int) -> None:
    """Add an account with bots, which then hold so many positions with stops."""
    entry_id = await add_live_account(hass, "BINA")
    doors = await add_bots(hass, entry_id, BOTS)
    for index in range(number):
        door = doors[index % BOTS]
        message: dict[str, Any] = {
            **door.fields,
            "action": "open",
            "side": "long",
            "symbol": f"{coin(index)}/USDT",
            "signal_id": f"open-{index}",
            "stop_loss": {"stop_percentage": STOP},
        }
        await hass.expect("POST", door.url.removeprefix(hass.base_url), json=message)
    await open_positions(hass, entry_id, number)


async def open_positions(
    hass: HomeAssistant, entry_id: str, number: int, symbol: str | None = None
) -> None:
    """Wait until an account holds so many positions (with `symbol`: of a market)."""
    asked = {"account": entry_id, "status": "open", "limit": 1000}
    path = f"/api/services/{DOMAIN}/get_positions?return_response"
    async with asyncio.timeout(PATIENCE):
        while True:
            answer = await hass.expect("POST", path, json=asked)
            rows = answer["service_response"]["positions"]
            if sum(symbol in (None, row["symbol"]) for row in rows) >= number:
                return
            await asyncio.sleep(0.2)


def _line(measure: str, seconds: list[float], limit: float) -> Line:
    goal = Goal(limit=limit, of_ratio=False)
    return Line(group=GROUP, measure=measure, ours=Figure(tuple(seconds)), goal=goal)


def _never(measure: str, count: int) -> Line:
    return Line(
        group=GROUP,
        measure=measure,
        ours=figure(float(count)),
        unit=Unit.COUNT,
        goal=Goal(limit=0, of_ratio=False),
        strict=True,
    )
